"""Jobs: promised in the transaction that is open, done once, tried again, and never more than ids."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import DatabaseError, ProgrammingError, connection, connections, transaction
from procrastinate import PsycopgConnector, schema

from stek.command import checks
from stek.kit import clock, tasks
from stek.kit.ids import uuid7
from stek.kit.tasks import TASKS, WORK, Later, NoIds, defer, task
from stek.kit.tasks_worker import QUEUE, application, do

SQL = Path(__file__).parent.parent / "sql"


@pytest.fixture
def done(db) -> Iterator[list[UUID]]:
    """What the jobs of kind `trying` did, in their order. `failing` and `waiting` do what they are called.

    What comes round by itself stays out: its hour may strike during a test.
    """
    found: list[UUID] = []
    house = dict(TASKS)
    TASKS.clear()

    @task("trying", kind="proefjes")
    def trying(*, at, one):
        found.append(one)

    @task("failing", kind="mislukte proefjes", waits=(0.0, 0.0))
    def failing(*, at, one):
        found.append(one)
        raise RuntimeError("never")

    @task("waiting", kind="wachtende proefjes", waits=())
    def waiting(*, at, one):
        found.append(one)
        if len(found) < 3:
            raise Later(at - timedelta(seconds=1))

    yield found
    TASKS.clear()
    TASKS.update(house)


def work_off() -> None:
    """A worker, until nothing is left that can be done now."""

    async def run() -> None:
        app = application(clock.now)
        async with app.open_async():
            await app.run_worker_async(
                queues=[QUEUE], wait=False, install_signal_handlers=False, listen_notify=False,
                delete_jobs="successful",
            )  # fmt: skip

    asyncio.run(run())


def jobs(superuser) -> list[tuple[str, str]]:
    return superuser.execute("select task_name, status::text from work.procrastinate_jobs order by id").fetchall()


def test_a_job_is_there_when_its_transaction_is(done, superuser):
    with transaction.atomic():
        defer(TASKS["trying"], key="a", one=uuid7())
        assert jobs(superuser) == []
    assert jobs(superuser) == [("trying", "todo")]


def test_a_job_is_undone_with_its_transaction(done, superuser):
    with transaction.atomic():
        defer(TASKS["trying"], key="a", one=uuid7())
        transaction.set_rollback(True)
    assert jobs(superuser) == [] and defer(TASKS["trying"], key="a", one=uuid7())


def test_a_key_is_taken_on_once_also_when_it_was_done(done, superuser):
    one = uuid7()
    assert [defer(TASKS["trying"], key="a", one=one) for _ in range(2)] == [True, False]
    work_off()
    assert defer(TASKS["trying"], key="a", one=one) is False
    assert done == [one] and jobs(superuser) == []


def test_a_job_that_was_done_is_not_done_again_when_it_comes_back(done, superuser):
    """As when a worker is killed between the work and the note that procrastinate keeps of it."""
    one = uuid7()
    defer(TASKS["trying"], key="a", one=one)
    kept = superuser.execute("select * from work.procrastinate_jobs").fetchall()
    work_off()
    assert len(kept) == 1 and jobs(superuser) == []
    with superuser.transaction():
        superuser.execute("set local search_path = work")
        superuser.execute(
            "insert into procrastinate_jobs (queue_name, task_name, queueing_lock, args)"
            " values ('work', 'trying', 'trying/a', jsonb_build_object('one', %s::text))",
            [str(one)],
        )
    work_off()
    assert done == [one] and jobs(superuser) == []


def test_two_workers_with_the_same_job_in_hand_do_it_once(done):
    started, may_end, ran = threading.Event(), threading.Event(), []

    def slow(*, at):
        ran.append(1)
        started.set()
        may_end.wait(30)

    slowly = tasks.Task("slow", "trage proefjes", slow)
    told: list[bool] = []

    def hand() -> None:
        told.append(do(slowly, key="slow/1", at=clock.now(), ids={}))
        connections[WORK].close()

    first, second = threading.Thread(target=hand), threading.Thread(target=hand)
    first.start()
    assert started.wait(30)
    second.start()
    may_end.set()
    first.join(30)
    second.join(30)
    assert sorted(told) == [False, True] and ran == [1]


def test_what_a_failing_job_wrote_is_undone_and_it_is_tried_again(done, superuser):
    one = uuid7()
    defer(TASKS["failing"], key="a", one=one)
    work_off()
    assert done == [one] * 3  # once, and after each of its waits
    assert jobs(superuser) == [("failing", "failed")]
    assert superuser.execute("select done_at from work.promise").fetchall() == [(None,)]


def test_what_kept_failing_is_told_by_number_and_kind_and_never_whose(done, superuser):
    one = uuid7()
    defer(TASKS["failing"], key="a", one=one)
    defer(TASKS["failing"], key="b", one=uuid7())
    assert list(checks.jobs_that_stand(superuser)) == []
    work_off()
    (sentence,) = checks.jobs_that_stand(superuser)
    assert "2 van de soort 'mislukte proefjes'" in sentence and str(one) not in sentence


def test_that_nobody_takes_the_work_is_told(done, superuser):
    defer(TASKS["trying"], key="a", one=uuid7())
    assert list(checks.jobs_that_stand(superuser)) == []
    superuser.execute("update work.procrastinate_events set at = now() - interval '1 hour'")
    (sentence,) = checks.jobs_that_stand(superuser)
    assert "geen werker" in sentence
    superuser.execute("insert into work.procrastinate_workers default values")
    assert list(checks.jobs_that_stand(superuser)) == []


def test_a_job_for_later_comes_back_and_has_not_failed(done, superuser):
    one = uuid7()
    defer(TASKS["waiting"], key="a", one=one)
    work_off()
    assert done == [one] * 3 and jobs(superuser) == []


def test_a_job_waits_for_its_hour(done, superuser):
    defer(TASKS["trying"], key="a", at=clock.now() + timedelta(hours=1), one=uuid7())
    work_off()
    assert done == [] and jobs(superuser) == [("trying", "todo")]


def test_a_job_carries_ids_and_no_words(done, superuser):
    with pytest.raises(NoIds):
        defer(TASKS["trying"], key="a", one="Ze lachte.")  # type: ignore[arg-type]
    with pytest.raises(DatabaseError, match="ids only"), transaction.atomic():
        connection.cursor().execute("""select work.defer('trying', 'a', null, '{"one": "Ze lachte."}')""")
    assert jobs(superuser) == []


def test_old_promises_are_cleared_away_and_others_stay(done, superuser):
    defer(TASKS["trying"], key="a", one=uuid7())
    defer(TASKS["trying"], key="b", one=uuid7())
    superuser.execute("update work.promise set done_at = now() - interval '91 days' where key = 'trying/a'")
    superuser.execute("update work.promise set promised_at = now() - interval '91 days'")
    assert do(tasks.clear_old_promises, key="kit.clearing/1", at=clock.now(), ids={})
    left = superuser.execute("select key from work.promise order by key").fetchall()
    assert left == [("kit.clearing/1",), ("trying/b",)]


@pytest.mark.parametrize("alias", ["default", "door"])
@pytest.mark.parametrize(
    "statement",
    [
        "select * from work.procrastinate_jobs",
        "select * from work.promise",
        "delete from work.procrastinate_jobs",
        "insert into work.promise (key, task) values ('a', 'b')",
        "select work.procrastinate_finish_job_v1(1, 'succeeded', true)",
    ],
)
def test_who_serves_pages_can_promise_and_nothing_else(db, alias, statement):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(using=alias):
        connections[alias].cursor().execute(statement)


@pytest.mark.parametrize(
    "table", ["circle_family", "circle_member", "story_observation", "trail_trailentry", "django_session"]
)
def test_the_worker_sees_no_row_of_a_family(db, table):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(using=WORK):
        connections[WORK].cursor().execute(f"select * from {table}")


def test_the_tables_are_those_of_this_version_of_procrastinate():
    """Another version may have others: then a migration brings them, and this file is written anew."""

    def statements(text: str) -> list[str]:
        return [line for line in text.splitlines() if line.strip() and not line.startswith("--")]

    published = schema.SchemaManager(connector=PsycopgConnector()).get_schema()
    assert statements((SQL / "procrastinate.sql").read_text()) == statements(published)
