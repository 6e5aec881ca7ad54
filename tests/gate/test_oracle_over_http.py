"""The third implementation: what a browser gets is what the rules allow. More than ten thousand times, at night a
hundred thousand and more, and then with a page broken on purpose, which must be noticed."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.urls import resolve

from stek.kit.tests.long import often, seed
from stek.oracle import browsing, gated, viewing
from stek.oracle.making import FEW
from stek.story import queries, telling
from tests.laws.test_urls import ANY_ID, DOORS, Door, only_takes_forms

from .breaking import broken
from .mutants import Mutant

WORLDS = often(1)
A_WORLD = 10_000  # decisions, at least
ROOMS = ("balance_factor", "needs_need", "plans_goal", "plans_step", "continuity_followup", "continuity_referral")


@pytest.mark.parametrize("number", range(WORLDS))
def test_a_browser_gets_exactly_what_the_rules_allow(number, superuser, db):
    report = viewing.run(superuser, decisions=1, seed=seed() + number)
    print(f"{report.decisions.total()} decisions, {report.rate:.0f} a second, {report.requests} requests")
    for what, many in report.decisions.items():
        print(f"  {what}: {many}, of which yes: {report.allowed[what]}")
    assert [str(one) for one in report.differences] == []
    assert report.decisions.total() >= A_WORLD
    assert report.allowed["read"] >= report.decisions["read"] / 20
    for what in ("open", "note", "share", "remove", "correct", "seal"):
        assert 0 < report.allowed[what] < report.decisions[what], what
    for table in ROOMS:
        assert report.allowed[f"list {table}"] > 0, table  # a page that shows nothing proves nothing


# Doors behind which nothing of a family is listed, and why.
LISTS_NOTHING = {
    "emergency": "a form that names no family",
    "emergency_here": "a form",
    "emergency_code": "a form for a parent's own code",
    "emergency_reviews": "emergencies, for who looks at them for an organisation and stands in no family of theirs",
    "second_key": "sends on to where a second key is made",
    "family_create": "a form for a family that is not there yet",
    "own_calendar": "an address; what is read there is compared byte by byte (stek/continuity/tests/test_attacks.py)",
    "address": "a form for one's own address",
    "leaving": "what leaving is, and until when it can be undone",
    "leaving_sure": "a question",
    "own_words_file": "what stands on the page of one's own words, as text",
    "parent_waits": "that somebody waits for a yes: the same for whatever is in the record",
    "author_asked": "what one author is asked, between two people (tests/gate/test_asked.py)",
    "together": "names of who stands there, as on the page of the family",
    "together_end": "sends on to the page of the family",
    "telling": "how somebody wants to be told",
    "directory": "offers, without a family",
    "directory_import": "offers, without a family",
    "directory_export_csv": "offers, without a family",
    "directory_export_json": "offers, without a family",
}


def listing(doors: list[Door]) -> set[str]:
    """Pages that need no id of anything in a record to show what is in it; signing in is allauth's."""
    return {
        door.name for door in doors
        if not door.public_because and not {*door.words} - {"family"}
        and not door.name.startswith(("account_", "mfa_")) and not only_takes_forms(door)
    }  # fmt: skip


def test_every_page_that_lists_something_is_read():
    families = {resolve(urlsplit(f"/families/{ANY_ID}/{page}").path).url_name for page in browsing.LISTS}
    read = families | {resolve(path).url_name for path in browsing.OF_ALL}
    assert listing(DOORS) - read == LISTS_NOTHING.keys()
    assert read <= listing(DOORS)


def test_a_page_that_is_not_read_would_be_noticed():
    new = Door("cupboard", lambda request, family: HttpResponse(), ("family",))
    assert listing([*DOORS, new]) - listing(DOORS) == {"cupboard"}


def test_a_row_that_says_something_says_its_word():
    """Else it could stand where it may not, and nobody would know it."""
    told = {model._meta.db_table: {one.name for one in model._meta.get_fields()} for model in apps.get_models()}
    assert {table.name for table in gated.THINGS if "words_sealed" in told[table.name]} <= {
        table.name for table in gated.THINGS if table.says
    }
    assert all(table.says in told[table.name] for table in gated.THINGS if table.says)


CLOSED = "(not rests_on && (select stek.closed())::uuid[] and not rests_on && (select stek.apart())::uuid[]));\ncreate policy closed_to_b"
CLOSINGS_FORGOTTEN = Mutant("closings_forgotten", "circle/sql/closed.sql", CLOSED, "true);\ncreate policy closed_to_b")


@pytest.fixture
def closings_forgotten(superuser) -> Iterator[None]:
    """The database does not know any more what is hidden from whom."""
    changes = broken(CLOSINGS_FORGOTTEN)
    for _, after in changes:
        superuser.execute(after)
    yield
    for whole, _ in changes:
        superuser.execute(whole)


@pytest.fixture
def rules_forgotten(monkeypatch) -> None:
    """Lists do not ask the written rules any more."""
    monkeypatch.setattr(queries, "decided", lambda rows, visit: list(rows))


@pytest.fixture
def story_only(monkeypatch) -> None:
    """What is broken here is the story's list: the other rooms are read above."""
    for page in browsing.LISTS.keys() - {"", "story/", "own-words/", "access/", "alone/"}:
        monkeypatch.delitem(browsing.LISTS, page)


def differences(superuser) -> list[str]:
    return [str(one) for one in viewing.run(superuser, decisions=1, seed=5, size=FEW).differences]


def is_noticed(superuser, where: str) -> bool:
    """Whether somebody met this difference, on a page that shows a note or leaves it out; nobody looks after them."""

    def met(one: object) -> bool:
        return " read " in str(one) and where in str(one)

    return any(map(met, viewing.run(superuser, decisions=1, seed=5, size=FEW, enough=met).differences))


def test_of_two_locks_one_is_enough_for_a_list(superuser, db, story_only, closings_forgotten):
    assert [one for one in differences(superuser) if " read " in one] == []


def test_of_two_locks_the_other_is_enough_as_well(superuser, db, story_only, rules_forgotten):
    assert differences(superuser) == []


def test_a_list_with_neither_lock_is_noticed(superuser, db, story_only, closings_forgotten, rules_forgotten):
    assert is_noticed(superuser, "bladzijde ja, decide() nee")


def test_a_page_that_one_visitor_leaves_behind_for_the_next_is_noticed(superuser, db, story_only, monkeypatch):
    pages, found = {}, queries.story_page

    def remembered(visit, before="", size=queries.PAGE):
        return pages.setdefault((visit.family, before, size), found(visit, before, size))

    monkeypatch.setattr(queries, "story_page", remembered)
    assert is_noticed(superuser, "bladzijde ja, decide() nee")


def test_a_list_that_stops_too_soon_is_noticed(superuser, db, story_only, monkeypatch):
    whole = telling.story_list
    monkeypatch.setattr(telling, "story_list", lambda stretches, *rest, **how: whole(stretches[:5], *rest, **how))
    assert is_noticed(superuser, "bladzijde nee, decide() ja")
