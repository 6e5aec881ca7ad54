"""What a session remembers is of no use to who finds the database."""

import base64
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from stek.kit import clock
from stek.people import door
from stek.people.identity import acting
from stek.people.models import Person
from stek.people.sessions import SessionStore


@pytest.fixture
def kept(db) -> SessionStore:
    session = SessionStore()
    session["words"] = "kwetsbaar-woord"
    session.save()
    return session


def test_it_is_there_for_who_holds_the_key(kept):
    assert SessionStore(kept.session_key)["words"] == "kwetsbaar-woord"


def test_the_table_has_neither_the_key_nor_the_words(kept):
    row = Session.objects.get()
    assert kept.session_key not in (row.session_key, row.session_data)
    assert b"kwetsbaar" not in base64.b64decode(row.session_data)


def test_moved_to_another_key_it_is_empty(kept):
    other = SessionStore()
    other.create()
    data = Session.objects.exclude(session_data="").order_by("-expire_date")
    rows = {row.session_key: row for row in data}
    mine = next(row for row in rows.values() if SessionStore(kept.session_key)._get_session_from_db().pk == row.pk)
    Session.objects.exclude(pk=mine.pk).update(session_data=mine.session_data)
    assert SessionStore(other.session_key).load() == {}


@pytest.mark.parametrize(
    "data", ["", "x", "!!!", base64.b64encode(b"short").decode(), base64.b64encode(b"y" * 90).decode()]
)
def test_broken_it_is_empty_and_no_error(kept, data):
    Session.objects.update(session_data=data)
    assert SessionStore(kept.session_key).load() == {}


@pytest.mark.parametrize("key", ["", "x", "\x00", "é" * 300, "a" * 5000, None])
def test_a_key_that_is_none_is_empty(kept, key):
    assert SessionStore(key).load() == {}


def test_over_time_it_is_empty(kept):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert SessionStore(kept.session_key).load() == {}


def test_deleted_it_is_gone(kept):
    kept.delete()
    assert not Session.objects.exists()


def test_who_signs_in_on_a_machine_whose_clock_runs_ahead_is_in_at_once(db):
    an = Person.objects.create_user("an@example.org", name="An")
    door.open_session(token="t" * 32, person=an.pk, at=clock.now() + timedelta(minutes=3))
    with acting("t" * 32) as signed:
        assert signed is not None and signed.opened_at <= signed.at


def test_a_session_that_has_not_begun_is_nobody(db, superuser):
    an = Person.objects.create_user("an@example.org", name="An")
    door.open_session(token="t" * 32, person=an.pk, at=clock.now())
    superuser.execute("update people_livesession set opened_at = now() + interval '1 minute'")
    with acting("t" * 32) as signed:
        assert signed is None
