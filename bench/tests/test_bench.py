"""That the bench measures what it says it measures. How fast it is, no test asks."""

import json
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest
from psycopg import sql

from bench import full
from bench.adding import CARER, add_missing
from bench.folder import BenchFolder
from bench.report import MEASURED, SERIES, STATEMENTS, Report
from bench.running import Wanted, run
from bench.world import NOTES
from stek.kit.tests.long import LONG

# No figure of a push is looked at, only that each is there: a moment of each will do.
WANTED = Wanted(
    families=40, seconds=0.5 if LONG else 0.15, rounds=1, warm=0.5 if LONG else 0.1, workers=2 if LONG else 1
)
IN_ROOMS = (
    "balance_factor",
    "balance_mark",
    "needs_need",
    "needs_together",
    "plans_goal",
    "plans_step",
    "plans_review",
    "plans_mark",
)


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("bench") / "here"
    try:
        yield place
    finally:
        BenchFolder(place).clear()


@pytest.fixture(scope="module")
def report(place: Path) -> Report:
    return run(place, WANTED, print)


@pytest.fixture
def kept(place: Path, report: Report) -> Iterator[BenchFolder]:
    """The folder after the bench, with its server running again."""
    folder = BenchFolder(place)
    with folder.cluster:
        yield folder


@pytest.fixture
def filled(kept: BenchFolder) -> Iterator[psycopg.Connection]:
    """The large database, as its superuser."""
    with psycopg.connect(kept.superuser("stek_40"), autocommit=True) as connection:
        yield connection


def one(connection: psycopg.Connection, asked: LiteralString, *given: object) -> Any:
    found = connection.execute(asked, given).fetchone()
    return found[0] if found else None


def test_every_figure_is_there_for_both_databases(report: Report):
    told = json.loads(json.dumps(report.as_json()))

    assert [one["families"] for one in told["databases"]] == [8, 40]
    assert told["databases"][1]["observations"] == 40 * NOTES
    assert told["full"] == full.HOLDS
    assert told["full_beside_ordinary"] > 0
    for database in told["databases"]:
        for name in SERIES:
            figures = database[name]
            assert figures["asked"] > 0, (name, figures)
            assert figures["failed"] == 0, (name, figures)
            assert 0 < figures["p50_ms"] <= figures["p99_ms"]
            assert figures["a_second"] > 0
    assert set(told["growth"]) == set(told["times_the_floor"]) == set(MEASURED)
    assert {one["what"] for one in told["targets"]} >= {
        "gezinspagina's per seconde", "gezinspagina, eerste keer (kB)", "volle gezinspagina's per seconde",
        "volle gezinspagina, p99 (ms)", "volle gezinspagina, vragen aan de databank", "volle gezinspagina, daarna (kB)",
    }  # fmt: skip


def test_it_says_on_what_machine_and_how_durable(report: Report):
    told = report.as_json()

    assert told["machine"]["python"].startswith(platform.python_version())
    assert {"cores", "processor", "memory_gb", "python", "postgres", "date"} <= set(told["machine"])
    assert told["server"]["postgres"]["fsync"] == told["server"]["postgres"]["synchronous_commit"] == "on"


def test_the_page_asks_few_questions_of_the_database(report: Report):
    for name in ("page", "full"):
        assert 5 < report.statements[name] <= STATEMENTS, name


def test_the_page_is_compressed_and_its_files_are_counted(report: Report):
    for weight in report.weights.values():
        assert weight.page < weight.plain / 3
        assert weight.first > weight.page + 50_000  # two typefaces at least
    assert report.weights["full"].plain > report.weights["page"].plain


def test_the_table_says_what_is_promised_and_what_came_out(report: Report):
    table = report.table()

    assert "gezinspagina" in table and "volle gezinspagina" in table and "≥ 100" in table and "≤ 1.3 ×" in table


def test_a_full_family_holds_what_the_table_says(filled: psycopg.Connection):
    for family in full.FAMILIES:
        notes = "select count(*) from story_observation where family_id = %s"
        factors = "select count(distinct thread_id) from balance_factor where family_id = %s"
        needs = "select count(distinct thread_id) from needs_need where family_id = %s"
        steps = "select count(*) from plans_step where family_id = %s"
        goals = "select count(distinct goal_id) from plans_step where family_id = %s"
        reviewed = "select count(distinct goal_id) from plans_review where family_id = %s"

        assert [one(filled, asked, family) for asked in (notes, factors, needs, steps, goals, reviewed)] == [
            1000, 150, 40, 60, 12, 12,
        ]  # fmt: skip


@pytest.mark.parametrize("table", IN_ROOMS)
def test_what_a_full_family_holds_is_what_the_database_would_have_taken(filled: psycopg.Connection, table: str):
    """COPY went past the triggers: each row goes through them once, as if somebody wrote it now."""
    name = sql.Identifier(table)
    columns = sql.SQL(", ").join(
        sql.Identifier(column)
        for (column,) in filled.execute(
            "select column_name::text from information_schema.columns where table_name = %s and is_generated = 'NEVER'",
            [table],
        ).fetchall()
    )
    rows = sql.SQL("from {} where family_id = any(%s)").format(name)
    with filled.transaction(force_rollback=True):
        filled.execute(
            sql.SQL("create temporary table held on commit drop as select * {}").format(rows), [full.FAMILIES]
        )
        filled.execute("set local session_replication_role = replica")
        filled.execute(sql.SQL("delete {}").format(rows), [full.FAMILIES])
        filled.execute("set local session_replication_role = origin")
        back = sql.SQL(
            "insert into {} ({}) select {} from held order by to_jsonb(held) ->> 'supersedes_id' nulls first"
        ).format(name, columns, columns)
        assert filled.execute(back).rowcount >= full.FULL * full.GOALS // 2


def test_a_kept_folder_without_them_gets_its_full_families_and_its_carer(kept: BenchFolder, filled: psycopg.Connection):
    counted = "select count(*) from circle_family where id = any(%s)"
    around = "select count(distinct family_id) from circle_circlemember where person_id = %s"
    before = one(filled, "select count(*) from circle_family")
    with filled.transaction():
        filled.execute("set local session_replication_role = replica")
        tables = filled.execute(
            "select c.table_name::text from information_schema.columns c join information_schema.tables t"
            " using (table_schema, table_name) where t.table_schema = 'public' and t.table_type = 'BASE TABLE'"
            " and c.column_name = 'family_id'"
        ).fetchall()
        for (table,) in tables:
            filled.execute(
                sql.SQL("delete from {} where family_id = any(%s)").format(sql.Identifier(table)), [full.FAMILIES]
            )
        filled.execute("delete from circle_family where id = any(%s)", [full.FAMILIES])
        filled.execute("delete from circle_circlemember where person_id = %s", [CARER])
        filled.execute("delete from people_person where id = %s", [CARER])
    assert [one(filled, counted, full.FAMILIES), one(filled, around, CARER)] == [0, 0]

    for _once_and_again in range(2):
        add_missing(kept, "stek_40", print)

        assert [one(filled, counted, full.FAMILIES), one(filled, around, CARER)] == [full.FULL, WANTED.families]
        assert one(filled, "select count(*) from circle_family") == before


def test_one_carer_stands_in_many_families_with_consent_for_their_day(filled: psycopg.Connection):
    sections = filled.execute(
        "select array_agg(g.section order by g.section), bool_and(g.verbs @> '{read,note}'), bool_and(g.purpose = 'care')"
        " from circle_circlemember m join circle_grant g on (g.family_id, g.circle_member_id) = (m.family_id, m.id)"
        " where m.person_id = %s and m.role = 'professional' group by m.family_id",
        [CARER],
    ).fetchall()

    assert sections == [(["contact", "needs", "story"], True, True)] * WANTED.families


def test_nonsense_is_refused_before_anything_is_made():
    command = [sys.executable, "-m", "stek.command", "bench", "--families", "-3"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "groter dan nul" in done.stdout
