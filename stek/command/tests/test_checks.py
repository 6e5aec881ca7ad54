"""What Stek asks before it serves real families."""

import base64
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from stek.command import checks
from stek.kit.postgres import Cluster, temporary_cluster

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()
SOUND: dict[str, Any] = {"debug": False, "hosts": ["stek.example"], "secret": "x" * 50, "keys": [KEY]}


def test_sound_settings_are_accepted() -> None:
    assert list(checks.refusals_of_settings(**SOUND)) == []


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"debug": True}, "DEBUG"),
        ({"hosts": []}, "STEK_ALLOWED_HOSTS ontbreekt"),
        ({"hosts": ["stek.example", "*"]}, "elke naam"),
        ({"secret": "demo-" + "x" * 50}, "STEK_SECRET_KEY komt uit een demo"),
        ({"secret": "kort"}, "te kort"),
        ({"keys": []}, "STEK_FAMILY_KEY ontbreekt"),
        ({"keys": [KEY, "demo-" + KEY]}, "STEK_FAMILY_KEY komt uit een demo"),
        ({"keys": ["geen sleutel"]}, "geen sleutel"),
        ({"keys": [KEY[:20]]}, "geen sleutel"),
    ],
)
def test_each_unsafe_setting_is_refused_in_a_sentence(wrong: dict[str, Any], word: str) -> None:
    refusals = list(checks.refusals_of_settings(**{**SOUND, **wrong}))
    assert len(refusals) == 1
    assert word in refusals[0]


def test_all_refusals_come_at_once() -> None:
    assert len(list(checks.refusals_of_settings(debug=True, hosts=[], secret="", keys=[]))) == 4


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with temporary_cluster() as made:
        with psycopg.connect(made.dsn("postgres", "postgres"), autocommit=True) as connection:
            for line in (
                "create role stek_owner nologin",
                "create role stek_app login",
                "create role almighty_app login superuser",
                "create role blind_app login bypassrls",
                "create role maker_app login createrole",
                "create role member_app login in role stek_owner",
                "create table record (id int)",
                "alter table record owner to stek_owner",
            ):
                connection.execute(line.encode())
        yield made


def test_the_app_role_is_accepted(cluster: Cluster) -> None:
    with psycopg.connect(cluster.dsn("stek_app", "postgres")) as connection:
        assert list(checks.refusals_of_role(connection)) == []
        assert checks.version(connection) >= checks.OLDEST_POSTGRES


@pytest.mark.parametrize(
    ("role", "word"),
    [
        ("almighty_app", "superuser"),
        ("blind_app", "BYPASSRLS"),
        ("maker_app", "CREATEROLE"),
        ("member_app", "eigenaar"),
    ],
)
def test_a_role_that_row_level_security_does_not_hold_is_refused(cluster: Cluster, role: str, word: str) -> None:
    with psycopg.connect(cluster.dsn(role, "postgres")) as connection:
        refusals = list(checks.refusals_of_role(connection))
    assert len(refusals) == 1
    assert word in refusals[0]
