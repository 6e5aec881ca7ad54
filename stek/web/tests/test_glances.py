"""What carries, what is needed and what is planned, at a glance on the family page: for who may read it, and few."""

import re

import pytest
from django.urls import reverse

from stek.balance.rules import Side
from stek.balance.tests import builders as balance
from stek.circle.actions import give, hide
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.needs.rules import State
from stek.needs.tests.builders import said
from stek.plans.tests.builders import make_goal, make_step
from stek.policy import Section, Verb
from tests.laws.test_statements import MOST, asked

CARRIES, NEEDED, PLANNED = "Oma komt koken.", "Rust in huis.", "Maaike neemt woensdag over."
OF = {Section.BALANCE: {CARRIES}, Section.NEEDS: {NEEDED, PLANNED}}


def page_of(family: MadeFamily, who: Somebody) -> str:
    response = who.browser.get(reverse("family", args=[family.id]))
    assert response.status_code == 200
    return response.content.decode()


def furnished() -> MadeFamily:
    family = make_family("Nina", "Maaike")
    balance.add(family, family.parent, "Ik ben op.", side=Side.BURDEN)
    balance.add(family, family.parent, CARRIES)
    said(family, state=State.NOW, words=NEEDED)
    make_step(family, make_goal(family), PLANNED)
    return family


def beside(family: MadeFamily, section: Section | None, *verbs: Verb, story: bool) -> Somebody:
    who = make_person("Vera", "midwife")
    place = family.ask_in(who, may=[Verb.READ] if story else [])
    if section:
        with family.parent.acting() as signed:
            here = family.visit(family.parent, signed)
            give(to=place, section=section, verbs=list(verbs), by=here, at=here.at)
    return who


def test_a_parent_sees_all_three_with_what_carries_first(db):
    family = furnished()
    page = page_of(family, family.parent)
    assert all(words in page for words in (CARRIES, NEEDED, PLANNED))
    assert page.index("Wat goed gaat") < page.index(CARRIES) < page.index("Ik ben op.")


@pytest.mark.parametrize("story", [True, False], ids=["with the story", "without the story"])
@pytest.mark.parametrize("section", [Section.BALANCE, Section.NEEDS])
def test_who_reads_one_part_sees_that_part_and_no_trace_of_the_other(db, section, story):
    family = furnished()
    page = page_of(family, beside(family, section, Verb.READ, story=story))
    every = {CARRIES, NEEDED, PLANNED}
    assert {words for words in every if words in page} == OF[section]
    ids = set(re.findall(r'<section[^>]*\bid="([\w-]+)"', page))
    assert ids & {"balance", "needs", "plan"} == ({"balance"} if section == Section.BALANCE else {"needs", "plan"})


@pytest.mark.parametrize("section", [None, Section.BALANCE, Section.NEEDS])
def test_who_reads_no_part_or_only_writes_in_it_sees_none(db, section):
    family = furnished()
    page = page_of(family, beside(family, section, Verb.NOTE, story=True))
    assert not any(words in page for words in (CARRIES, NEEDED, PLANNED))
    assert not re.search(r'<section[^>]*\bid="(balance|needs|plan)"', page)


def test_what_is_hidden_from_a_parent_is_not_in_the_glances(db):
    family = furnished()
    own = balance.add(family, family.parent, "Wat ik niet zeg.", share=True)
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        hide(thread=own.thread_id, readers=[], by=here, at=here.at)
    url = reverse("family", args=[family.id])
    assert "Wat ik niet zeg." in family.parent.browser.get(url, {"own": 1}).content.decode()
    assert "Wat ik niet zeg." not in page_of(family, family.parents[1])


def test_a_full_record_asks_and_shows_no_more_than_a_few(db):
    family = furnished()
    url, browser = reverse("family", args=[family.id]), family.parent.browser
    few = asked(browser, url)
    for number in range(12):
        balance.add(family, family.parent, f"Draagt {number}")
        balance.add(family, family.parent, f"Weegt {number}", side=Side.BURDEN)
        said(family, state=State.NOW, words=f"Nodig {number}")
        make_step(family, make_goal(family, f"Doel {number}"), f"Stap {number}")
    many = asked(browser, url)
    assert len(many.before) == len(few.before) <= MOST and many.during == []
    page = browser.get(url).content.decode()
    shown = {word: len(set(re.findall(rf"{word} \d+", page))) for word in ("Draagt", "Weegt", "Nodig", "Stap")}
    assert shown == {"Draagt": 4, "Weegt": 4, "Nodig": 4, "Stap": 2}  # beside the one that was there first
    assert page.count('<svg class="drawing') == 2  # the circle, wide and narrow
