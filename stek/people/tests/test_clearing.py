"""What is over goes after its time and not before; what lives stays; and the worker can do no more than that."""

import threading
from dataclasses import replace
from datetime import timedelta
from itertools import product

import psycopg
import pytest
from django.db import ProgrammingError, connections, transaction
from django.test import Client

from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.command.tests.running import PATIENCE, Running
from stek.kit import clock, tasks_worker
from stek.kit.ids import uuid7
from stek.kit.processes import within
from stek.kit.tasks import TASKS, WORK, defer
from stek.kit.tasks_worker import do
from stek.kit.tests.test_tasks import work_off
from stek.people import door
from stek.people.identity import acting
from stek.people.models import Person
from stek.people.tests.test_sign_in import PASSWORD, is_in, sign_in, token

AT_ONCE = 5_000  # of each kind in one transaction
TABLES = ("people_livesession", "django_session", "people_attempts", "people_reminder")


def clear() -> bool:
    """One round, as a worker does it."""
    return do(TASKS["people.clearing"], key=f"people.clearing/{uuid7()}", at=clock.now(), ids={})


def live(superuser, name: str, *, opened: str = "-1 day", until: str = "1 hour", ended: str | None = None) -> None:
    superuser.execute(
        "insert into people_livesession (token_hash, person_id, opened_at, until_at, ended_at)"
        " values (sha256(%s), gen_random_uuid(), now() + %s::interval, now() + %s::interval, now() + %s::interval)",
        [name.encode(), opened, until, ended],
    )


def remembered(superuser, name: str, expires: str) -> None:
    superuser.execute("insert into django_session values (%s, '', now() + %s::interval)", [name, expires])


def attempt(superuser, name: str, expires: str) -> None:
    superuser.execute("insert into people_attempts values (%s, '', now() + %s::interval)", [name, expires])


def told(superuser, person: Person, days_ago: int) -> None:
    superuser.execute(
        "insert into people_reminder (id, person_id, day, told_at)"
        " values (gen_random_uuid(), %s, (now() at time zone 'UTC')::date - %s::int, now())",
        [person.pk, days_ago],
    )


def left(superuser) -> dict[str, int]:
    return {table: superuser.execute(f"select count(*) from {table}").fetchone()[0] for table in TABLES}


def one_of_each_that_is_over(superuser) -> None:
    live(superuser, "over", ended="-1 day")
    remembered(superuser, "over", "-1 day")
    attempt(superuser, "over", "-1 day")
    # A closed account: no round that comes by meanwhile steps in as them.
    told(superuser, Person.objects.create_user("bert@example.org", name="Bert", is_active=False), 30)


@pytest.mark.parametrize(("since", "stays"), [("-5 hours -59 minutes", 1), ("-6 hours -1 minute", 0)])
def test_a_session_that_is_over_and_a_count_that_no_longer_holds_stay_six_hours(db, superuser, since, stays):
    live(superuser, "ended", ended=since)
    live(superuser, "past", until=since)
    remembered(superuser, "expired", since)
    attempt(superuser, "counted", since)
    assert clear()
    found = {"people_livesession": 2 * stays, "django_session": stays, "people_attempts": stays}
    assert left(superuser) == found | {"people_reminder": 0}


@pytest.mark.parametrize(("days", "stays"), [(0, 1), (7, 1), (8, 0)])
def test_a_reminder_stays_a_week(db, superuser, days, stays):
    told(superuser, Person.objects.create_user("an@example.org", name="An"), days)
    assert clear()
    assert left(superuser)["people_reminder"] == stays


def test_no_session_that_the_gate_knows_is_removed_whatever_clocks_wrote_it(db, superuser):
    """Opened, ended and past at every hour that a clock may have thought it was."""
    an = Person.objects.create_user("an@example.org", name="An")
    hours = ("-40 days", "-7 hours", "-1 hour", "1 hour", "40 days")
    for opened, until, ended in product(hours, hours, (None, *hours)):
        live(superuser, f"{opened}/{until}/{ended}", opened=opened, until=until, ended=ended)
    superuser.execute("update people_livesession set person_id = %s", [an.pk])

    def known() -> set[str]:
        found = set()
        for opened, until, ended in product(hours, hours, (None, *hours)):
            with acting(f"{opened}/{until}/{ended}") as signed:
                if signed is not None:
                    found.add(f"{opened}/{until}/{ended}")
        return found

    before = known()
    assert len(before) == 6  # three hours at which it was opened, two until which it lasts
    assert clear()
    assert known() == before
    lasting = superuser.execute("select count(*) from people_livesession where until_at > now() and ended_at is null")
    assert lasting.fetchone() == (10,)  # those that have not begun yet as well


def test_who_is_signed_in_stays_so_and_who_left_long_ago_leaves_nothing(db, superuser):
    Person.objects.create_user("an@example.org", PASSWORD, name="An")
    browser, gone = Client(), Client()
    sign_in(gone)
    superuser.execute("update people_livesession set until_at = now() - interval '7 hours'")
    superuser.execute("update django_session set expire_date = now() - interval '7 hours'")
    sign_in(browser)
    assert clear()
    assert left(superuser)["people_livesession"] == left(superuser)["django_session"] == 1
    assert is_in(browser) and not is_in(gone)


def test_a_token_whose_session_was_cleared_away_opens_nothing_and_is_not_given_again(db, superuser):
    Person.objects.create_user("an@example.org", PASSWORD, name="An")
    browser = Client()
    sign_in(browser)
    stale = token(browser)
    superuser.execute("update people_livesession set until_at = now() - interval '7 hours'")
    assert clear()
    assert left(superuser)["people_livesession"] == 0 and left(superuser)["django_session"] == 1
    assert not is_in(browser)
    sign_in(browser)
    assert is_in(browser) and token(browser) != stale
    with acting(stale) as signed:
        assert signed is None


def test_who_read_this_is_told_as_before_when_the_session_of_the_reader_is_gone(db, superuser):
    family = make_family("Nina")
    vera = make_person("Vera", "midwife")
    family.ask_in(vera, Relation.MIDWIFE)
    vera.browser.get(f"/families/{family.id}/")
    door.end_session(token=vera.token, at=clock.now() - timedelta(days=1))
    assert clear()
    assert superuser.execute("select 1 from people_livesession where person_id = %s", [vera.id]).fetchall() == []
    shown = family.parent.browser.get(f"/families/{family.id}/trail/").content.decode()
    assert "Vera opende de pagina van het gezin." in shown


def test_nothing_points_at_what_is_cleared_away(superuser):
    pointing = superuser.execute(
        "select conname from pg_constraint where contype = 'f' and confrelid = any (%s::regclass[])", [list(TABLES)]
    )
    assert pointing.fetchall() == []


def test_twice_is_once(db, superuser):
    one_of_each_that_is_over(superuser)
    remembered(superuser, "lives", "1 hour")
    assert do(TASKS["people.clearing"], key="people.clearing/1", at=clock.now(), ids={})
    assert left(superuser) == dict.fromkeys(TABLES, 0) | {"django_session": 1}
    assert not do(TASKS["people.clearing"], key="people.clearing/1", at=clock.now(), ids={})
    assert clear() and left(superuser)["django_session"] == 1


def many(superuser, table: str, person: Person) -> None:
    """One more than go at once."""
    row = {
        "people_livesession": "sha256(n::text::bytea), gen_random_uuid(), now(), now() - interval '1 day', null, null",
        "django_session": "n::text, '', now() - interval '1 day'",
        "people_attempts": "n::text, '', now() - interval '1 day'",
        "people_reminder": f"gen_random_uuid(), (now() - interval '9 days')::date - n, now(), null, '{person.pk}'",
    }[table]
    columns = {
        "people_livesession": "token_hash, person_id, opened_at, until_at, ended_at, second_factor_at",
        "django_session": "session_key, session_data, expire_date",
        "people_attempts": "cache_key, value, expires",
        "people_reminder": "id, day, told_at, sent_at, person_id",
    }[table]
    superuser.execute(f"insert into {table} ({columns}) select {row} from generate_series(1, {AT_ONCE + 1}) as n")


@pytest.mark.parametrize("table", TABLES)
def test_a_batch_is_small_and_the_rest_follows_in_a_transaction_of_its_own(db, superuser, table, monkeypatch):
    """Without what comes round by itself: its hour may strike during a test."""
    ours = replace(TASKS["people.clearing"], cron="")
    monkeypatch.setattr(tasks_worker, "TASKS", {ours.name: ours})
    many(superuser, table, Person.objects.create_user("an@example.org", name="An"))
    assert clear()
    assert left(superuser)[table] == 1
    jobs = superuser.execute("select task_name, args from work.procrastinate_jobs").fetchall()
    assert jobs == [("people.clearing", {})]
    work_off()
    assert left(superuser)[table] == 0
    assert superuser.execute("select 1 from work.procrastinate_jobs").fetchall() == []


def test_what_somebody_else_holds_is_left_alone_and_not_waited_for(db, superuser, cluster_dsn):
    """A session that is prolonged at this very moment."""
    one_of_each_that_is_over(superuser)
    remembered(superuser, "prolonged", "-1 day")
    dsn = psycopg.conninfo.make_conninfo(cluster_dsn, dbname=connections.settings["work"]["NAME"])
    with psycopg.connect(dsn) as other:
        other.execute(
            "update django_session set expire_date = now() + interval '1 hour' where session_key = 'prolonged'"
        )
        cleared = threading.Thread(target=lambda: (clear(), connections[WORK].close()))
        cleared.start()
        cleared.join(PATIENCE)
        assert not cleared.is_alive()
        assert left(superuser) == dict.fromkeys(TABLES, 0) | {"django_session": 1}
    assert clear() and left(superuser)["django_session"] == 1


def test_killed_in_the_middle_nothing_is_half_done_and_the_next_worker_does_it(environment, cluster_dsn, superuser):
    """Held between the first table and the last; then kill -9."""
    environment = environment | {"DJANGO_SETTINGS_MODULE": "stek.settings.production"}
    one_of_each_that_is_over(superuser)
    before = left(superuser)
    defer(TASKS["people.clearing"], key="now")
    dsn = psycopg.conninfo.make_conninfo(cluster_dsn, dbname=connections.settings["work"]["NAME"])
    with psycopg.connect(dsn) as other, Running("work", env=environment) as worker:
        other.execute("lock table people_reminder in access exclusive mode")
        assert within(PATIENCE, lambda: is_held(superuser)), worker.shown()
        worker.kill_all()
        other.rollback()
    assert left(superuser) == before
    with Running("work", env=environment) as worker:
        assert within(PATIENCE, lambda: left(superuser) == dict.fromkeys(TABLES, 0)), worker.shown()
        assert worker.ctrl_c() == 0


def is_held(superuser) -> bool:
    return bool(
        superuser.execute(
            "select 1 from pg_stat_activity where query like 'select stek.clear_away()%' and wait_event_type = 'Lock'"
        ).fetchall()
    )


@pytest.mark.parametrize("alias", ["default", "door"])
def test_who_serves_pages_cannot_clear_away(db, alias):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(using=alias):
        connections[alias].cursor().execute("select stek.clear_away()")


@pytest.mark.parametrize("statement", ["select 1 from {}", "delete from {}", "update {} set {}", "truncate {}"])
@pytest.mark.parametrize("table", ["people_livesession", "django_session", "people_attempts"])
def test_the_worker_may_clear_away_and_neither_look_nor_choose(db, table, statement):
    column = {"people_livesession": "until_at", "django_session": "expire_date", "people_attempts": "expires"}[table]
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(using=WORK):
        connections[WORK].cursor().execute(statement.format(table, f"{column} = now()"))


def test_the_worker_hears_whether_there_is_more_and_nothing_else(db, superuser):
    one_of_each_that_is_over(superuser)
    with connections[WORK].cursor() as cursor:
        cursor.execute("select stek.clear_away()")
        assert cursor.fetchall() == [(False,)]
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(using=WORK):
        connections[WORK].cursor().execute("delete from people_reminder")
