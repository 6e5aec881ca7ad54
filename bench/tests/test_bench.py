"""That the bench measures what it says it measures. How fast it is, no test asks."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from bench.folder import BenchFolder
from bench.report import STATEMENTS, Report
from bench.running import Wanted, run
from bench.world import NOTES

WANTED = Wanted(families=40, seconds=0.5, rounds=1, warm=0.5)


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Iterator[Report]:
    place = tmp_path_factory.mktemp("bench") / "here"
    try:
        yield run(place, WANTED, print)
    finally:
        BenchFolder(place).clear()


def test_every_figure_is_there_for_both_databases(report: Report):
    told = json.loads(json.dumps(report.as_json()))

    assert [one["families"] for one in told["databases"]] == [8, 40]
    assert told["databases"][1]["observations"] == 40 * NOTES
    for database in told["databases"]:
        for name in ("page", "capture", "page_floor", "capture_floor"):
            figures = database[name]
            assert figures["asked"] > 0, (name, figures)
            assert figures["failed"] == 0, (name, figures)
            assert 0 < figures["p50_ms"] <= figures["p99_ms"]
            assert figures["a_second"] > 0
    assert set(told["growth"]) == set(told["times_the_floor"]) == {"page", "capture"}
    assert {one["what"] for one in told["targets"]} >= {"gezinspagina's per seconde", "eerste keer (kB)"}


def test_it_says_on_what_machine_and_how_durable(report: Report):
    told = report.as_json()

    assert {"cores", "processor", "memory_gb", "python", "postgres", "date"} <= set(told["machine"])
    assert told["server"]["postgres"]["fsync"] == told["server"]["postgres"]["synchronous_commit"] == "on"


def test_the_page_asks_few_questions_of_the_database(report: Report):
    assert 5 < report.statements["page"] <= STATEMENTS


def test_the_page_is_compressed_and_its_files_are_counted(report: Report):
    assert report.bytes_after < report.bytes_of_page / 3
    assert report.bytes_first > report.bytes_after + 50_000  # two typefaces at least


def test_the_table_says_what_is_promised_and_what_came_out(report: Report):
    table = report.table()

    assert "gezinspagina" in table and "≥ 100" in table and "≤ 1.3 ×" in table


def test_nonsense_is_refused_before_anything_is_made():
    command = [sys.executable, "-m", "stek.command", "bench", "--families", "-3"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "groter dan nul" in done.stdout
