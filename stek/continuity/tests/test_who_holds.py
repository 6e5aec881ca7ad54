"""Who holds a promise is said in one way: the pages, the lists, the calendar and the mails agree after every change."""

import ast
from pathlib import Path

import pytest
from django.test import Client

import stek
from stek.circle.actions import step_out
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.continuity.machines import Step
from stek.continuity.models import FollowUp
from stek.continuity.tests.builders import handed_over, let, moved, promised
from stek.continuity.tests.test_calendar import address_of
from stek.continuity.waiting import waited_for
from stek.kit import clock


@pytest.fixture
def around(db) -> tuple[MadeFamily, Somebody, Somebody]:
    family, vera, gust = make_family("Nina"), make_person("Vera", "midwife"), make_person("Gust", "gp")
    for one in (vera, gust):
        family.ask_in(one)
        let(family, one)
    return family, vera, gust


def over(family: MadeFamily, giver: Somebody, receiver: Somebody, *, to: Step = Step.CLOSE) -> None:
    row = handed_over(family, giver, receiver)
    for step, who in (
        (Step.AGREE, family.parent), (Step.ACCEPT, receiver), (Step.MEET, giver), (Step.CLOSE, receiver)
    ):  # fmt: skip
        moved(family, row, step, who)
        if step is to:
            return


def has(family: MadeFamily, who: Somebody, row: FollowUp) -> dict[str, bool]:
    """Whether it is theirs, as each place tells it: the calendar, the mail that something waits, Today, its own page."""
    calendar = Client().get(address_of(who)).content.decode()
    page = who.browser.get(f"/families/{family.id}/contact/follow-ups/{row.id}/").content.decode()
    return {
        "calendar": f"{row.id}@stek" in calendar,
        "mail": who.id in set(waited_for([who.id], clock.now())),
        "today": "Dit is voor vandaag." in who.browser.get("/today/").content.decode(),
        "page": "Jij doet dit." in page or "en jij doen dit samen" in page,
    }


ALL = dict.fromkeys(("calendar", "mail", "today", "page"), True)
NONE = dict.fromkeys(ALL, False)


def test_what_moved_with_a_handover_is_the_receivers_everywhere_and_the_givers_nowhere(around):
    family, vera, gust = around
    row = promised(family, vera, due_on=clock.today())
    assert (has(family, vera, row), has(family, gust, row)) == (ALL, NONE)
    over(family, vera, gust)
    assert (has(family, vera, row), has(family, gust, row)) == (NONE, ALL)
    week = gust.browser.get(f"/families/{family.id}/contact/week/").content.decode()
    assert "Jij" in week and "Vera" not in week


def test_until_the_handover_is_closed_it_is_both_of_theirs(around):
    family, vera, gust = around
    row = promised(family, vera, due_on=clock.today())
    over(family, vera, gust, to=Step.MEET)
    assert has(family, vera, row)["calendar"] and has(family, gust, row)["calendar"]


def test_what_the_stand_in_took_is_theirs_everywhere(around):
    family, vera, gust = around
    row = promised(family, vera, due_on=clock.today(), stand_in=gust)
    assert not has(family, gust, row)["calendar"]
    moved(family, row, Step.TAKE, gust)
    assert (has(family, vera, row), has(family, gust, row)) == (NONE, ALL)


def test_who_left_is_not_said_to_do_it_and_the_stand_in_has_it_in_their_calendar(around):
    family, vera, gust = around
    row = promised(family, vera, due_on=clock.today(), stand_in=gust)
    with vera.acting() as signed:
        step_out(by=family.visit(vera, signed), at=clock.now())
    assert f"{row.id}@stek" in Client().get(address_of(gust)).content.decode()
    page = gust.browser.get(f"/families/{family.id}/contact/follow-ups/{row.id}/").content.decode()
    assert "doet dit." not in page and "Wie dit op zich nam, leest hier niet meer mee." in page


# --- the law

HERE = Path(stek.__file__).parent
KNOW = {"continuity/records.py", "continuity/taking.py", "continuity/gaps.py", "continuity/cares.py"}


def other_ways(name: str, text: str) -> bool:
    """Whether a file finds out for itself who holds a promise: from who took it last, or by walking the handovers."""
    for node in ast.walk(ast.parse(text)):
        called = isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "holders"
        if called or (isinstance(node, ast.Attribute) and node.attr in ("last_taken", "held_at")):
            return name not in KNOW
    return False


def test_who_holds_a_promise_is_found_out_in_one_way():
    files = {str(one.relative_to(HERE)): one.read_text() for one in HERE.rglob("*.py") if "tests" not in one.parts}
    assert [name for name, text in files.items() if other_ways(name, text)] == []
    assert files.keys() >= KNOW


def test_another_way_is_found():
    assert other_ways("continuity/calendar.py", "mine = one.last_taken[0] == visit.member_id")
    assert other_ways("continuity/asking.py", "holders(one.author_member, at, [])")
