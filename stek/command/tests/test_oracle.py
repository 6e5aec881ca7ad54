"""`stek oracle`, as somebody types it."""

import subprocess
import sys
from datetime import UTC, datetime

from stek.command import oracle
from stek.oracle.judging import Disagreement
from stek.oracle.making import make_world
from stek.oracle.running import Report
from stek.policy import Deny, Reason, Verb


def typed(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "stek.command", "oracle", *words], capture_output=True, text=True, check=False
    )


def test_it_says_how_much_was_compared_and_that_nothing_differs_and_asked_for_the_same_of_the_pages():
    done = typed("--decisions", "500", "--seed", "1", "--http")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("per seconde") >= 2
    assert done.stdout.count("Verschillen: 0.") == 2 and "over HTTP" in done.stdout
    for what in ("lezen", "toevoegen", "delen", "verbeteren", "terugnemen"):
        assert what in done.stdout
    assert done.stderr == ""


def test_it_asks_at_least_one_decision():
    done = typed("--decisions", "0")
    assert done.returncode == 2
    assert "minstens één" in done.stdout


def test_a_difference_is_counted_and_told_by_ids():
    one = Disagreement(7, "person 1", "token", "care", Verb.READ, "note 1", True, Deny(Reason.CLOSED))
    report = Report(decisions=123_456, worlds=50, committed=2_000, seconds=10, disagreements=[one])
    assert "123.456 beslissingen in 50 werelden" in oracle.sentence(report)
    assert "Verschillen: 1." in oracle.sentence(report)
    assert "read note 1: databank ja, decide() nee (closed)" in str(one)


def test_a_world_is_described_without_a_word_of_anybody():
    world = make_world(7, datetime(2026, 3, 1, tzinfo=UTC))
    described = oracle.described(world)
    assert str(world.notes[0].id) in described and str(world.places[0].person) in described
    assert "example.org" not in described
