"""Before anything is served: a key that opens what is there, and tables that this version knows."""

import base64
import secrets

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from stek.circle.tests.builders import make_family
from stek.command import checks
from stek.kit.dsn import conninfo


def another_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def refusals(*keys: str) -> list[str]:
    with psycopg.connect(conninfo(connections.settings["door"])) as connection:
        return list(checks.refusals_of_key(connection, keys))


def test_without_families_every_sound_key_will_do(db):
    assert refusals(another_key()) == []


def test_a_key_that_opens_no_family_is_refused_and_one_behind_it_may_open_them(db):
    make_family("Nina")
    [ours] = settings.FAMILY_KEYS
    assert refusals(ours) == [] == refusals(another_key(), ours)
    assert [word for word in refusals(another_key()) if "niet de sleutel" in word]


def test_a_key_that_opens_only_what_came_after_a_mistake_is_refused(db, monkeypatch):
    make_family("Nina")
    wrong = another_key()
    with monkeypatch.context() as patched:
        patched.setattr(settings, "FAMILY_KEYS", [wrong])
        make_family("Iris")
    [ours] = settings.FAMILY_KEYS
    assert refusals(wrong) and refusals(ours)
    assert refusals(ours, wrong) == []


def test_who_serves_pages_may_not_ask_for_the_keys_that_are_looked_at(db):
    with (
        psycopg.connect(conninfo(connections.settings["default"])) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("select * from stek.wrapped_keys()")


def test_tables_of_a_newer_version_are_known_as_such(db, superuser):
    with superuser.transaction(force_rollback=True):
        assert checks.unknown_migrations(superuser) == []
        superuser.execute("insert into django_migrations (app, name, applied) values ('story', '0999_later', now())")
        assert checks.unknown_migrations(superuser) == ["story.0999_later"]
