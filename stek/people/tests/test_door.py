"""The live session is the identity, and only the door can make one."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from stek.kit import clock
from stek.people import door
from stek.people.identity import acting, enter
from stek.people.models import Person


def test_whoever_shows_a_live_token_is_that_person(db):
    an = Person.objects.create_user("an@example.org", name="An")
    door.open_session(token="t" * 32, person=an.pk, at=clock.now())
    with acting("t" * 32) as signed:
        assert signed is not None and signed.person == an.pk


def test_an_ended_session_is_nobody_at_once(db):
    an = Person.objects.create_user("an@example.org", name="An")
    door.open_session(token="t" * 32, person=an.pk, at=clock.now())
    door.end_session(token="t" * 32, at=clock.now())
    with acting("t" * 32) as signed:
        assert signed is None


def test_a_session_is_over_after_its_time(db):
    an = Person.objects.create_user("an@example.org", name="An")
    door.open_session(token="t" * 32, person=an.pk, at=clock.now() - timedelta(hours=13))
    with acting("t" * 32) as signed:
        assert signed is None


def test_the_identity_ends_with_the_transaction(db):
    an = Person.objects.create_user("an@example.org", name="An")
    door.open_session(token="t" * 32, person=an.pk, at=clock.now())
    with transaction.atomic():
        enter("t" * 32)
    with connection.cursor() as cursor:
        cursor.execute("select stek.person()")
        assert cursor.fetchone() == (None,)


def test_the_app_can_neither_read_nor_write_live_sessions(db):
    for statement in ("select * from people_livesession", "delete from people_livesession"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_tests_run_as_the_app_and_not_as_somebody_stronger(db):
    with connection.cursor() as cursor:
        cursor.execute("select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user")
        name, is_superuser, bypasses = cursor.fetchone()
    assert name.endswith("_app") and not is_superuser and not bypasses


def test_the_app_cannot_make_a_health_professional_of_somebody(db):
    an = Person.objects.create_user("an@example.org", name="An")
    an.name = "Anna"
    an.save()
    an.discipline = "midwife"
    with pytest.raises(ProgrammingError, match="a discipline stays"), transaction.atomic():
        an.save()
