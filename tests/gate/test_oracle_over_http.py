"""The third implementation: what a browser gets is what the rules allow. A hundred thousand times, and then with
a page broken on purpose, which must be noticed."""

from collections.abc import Iterator

import pytest

from stek.oracle import viewing
from stek.oracle.making import Size
from stek.policy import Section
from stek.story import queries, telling

from .breaking import broken
from .mutants import GATED, Mutant

DECISIONS = 100_000
A_FEW = Size(people=(7, 9), roles=(8, 10), notes=(40, 50), links=(3, 6), seals=(12, 18), told=Section.STORY)


def test_a_browser_gets_exactly_what_the_rules_allow(superuser, db, record_property):
    report = viewing.run(superuser, decisions=DECISIONS)
    record_property("decisions", report.decisions.total())
    print(f"{report.decisions.total()} decisions, {report.rate:.0f} a second, {report.requests} requests")
    for what, many in report.decisions.items():
        print(f"  {what}: {many}, of which yes: {report.allowed[what]}")
    assert [str(one) for one in report.differences] == []
    assert report.decisions.total() >= DECISIONS
    assert report.allowed["read"] >= report.decisions["read"] / 20
    for what in ("open", "note", "share", "remove", "correct", "seal"):
        assert 0 < report.allowed[what] < report.decisions[what], what


SEALS_FORGOTTEN = Mutant("seals_forgotten", GATED, "not rests_on && (select stek.sealed_threads())::uuid[]\n  and", "")


@pytest.fixture
def seals_forgotten(superuser) -> Iterator[None]:
    """The database does not know any more what is hidden from whom."""
    changes = broken(SEALS_FORGOTTEN)
    for _, after in changes:
        superuser.execute(after)
    yield
    for whole, _ in changes:
        superuser.execute(whole)


@pytest.fixture
def rules_forgotten(monkeypatch) -> None:
    """Lists do not ask the written rules any more."""
    monkeypatch.setattr(queries, "decided", lambda rows, visit: list(rows))


def differences(superuser) -> list[str]:
    return [str(one) for one in viewing.run(superuser, decisions=1, seed=5, size=A_FEW).differences]


def test_of_two_locks_one_is_enough_for_a_list(superuser, db, seals_forgotten):
    assert [one for one in differences(superuser) if " read " in one] == []


def test_of_two_locks_the_other_is_enough_as_well(superuser, db, rules_forgotten):
    assert differences(superuser) == []


def test_a_list_with_neither_lock_is_noticed(superuser, db, seals_forgotten, rules_forgotten):
    assert any(" read " in one and "bladzijde ja, decide() nee" in one for one in differences(superuser))


def test_a_page_that_one_visitor_leaves_behind_for_the_next_is_noticed(superuser, db, monkeypatch):
    pages, found = {}, queries.story_page

    def remembered(visit, before="", size=queries.PAGE):
        return pages.setdefault((visit.family, before, size), found(visit, before, size))

    monkeypatch.setattr(queries, "story_page", remembered)
    assert any(" read " in one and "bladzijde ja, decide() nee" in one for one in differences(superuser))


def test_a_list_that_stops_too_soon_is_noticed(superuser, db, monkeypatch):
    whole = telling.story_list
    monkeypatch.setattr(telling, "story_list", lambda stretches, *rest, **how: whole(stretches[:5], *rest, **how))
    assert any(" read " in one and "bladzijde nee, decide() ja" in one for one in differences(superuser))
