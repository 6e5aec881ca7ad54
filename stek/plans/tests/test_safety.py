"""Where something about safety is alive, nothing asks to think of something else first, and no step weighs it up."""

import pytest
from django.urls import reverse

from stek.balance.catalogue import factors
from stek.balance.rules import Side
from stek.balance.tests.builders import add, end
from stek.circle.actions import give
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.kit import clock
from stek.needs.rules import Echelon
from stek.plans.actions import RestIsGone
from stek.plans.queries import factor_words
from stek.plans.tests.builders import make_goal, make_need, make_review, make_step
from stek.policy import Section, Verb
from stek.story.actions import Noticed, note, take_back
from stek.story.rules import Tone


@pytest.fixture
def family(db) -> MadeFamily:
    """With two needs, of which the lowest has no goal: something to think about."""
    made = make_family("Nina", "Tom")
    make_need(made, Echelon.BASIC, "Slaap voor Nina.")
    make_need(made, Echelon.ATTUNED)
    return made


@pytest.fixture
def carer(family) -> Somebody:
    who = make_person("Marijke", "midwife")
    place = family.ask_in(who)
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        for section in (Section.NEEDS, Section.BALANCE):
            give(to=place, verbs=[Verb.READ, Verb.NOTE], by=here, at=here.at, section=section)
    return who


def thoughts(family: MadeFamily, who: Somebody) -> int:
    return who.browser.get(reverse("thoughts", args=[family.id])).content.decode().count('name="key"')


def test_with_a_factor_about_safety_the_other_thoughts_are_silent_for_who_may_read_it(family, carer):
    before = [thoughts(family, one) for one in (carer, *family.parents)]
    assert all(before)
    row = add(family, carer, code="violence", share=False)
    assert [thoughts(family, one) for one in (carer, *family.parents)] == [0, *before[1:]]
    end(family, carer, row)
    assert thoughts(family, carer) == before[0]


def test_another_reader_does_not_make_the_thoughts_speak_again(family, carer):
    row, (nina, tom) = add(family, carer, code="violence", share=False), family.parents
    base = f"/families/{family.id}/balance/factors/{row.id}"
    both = {f"reads_{family.places[one.id]}": "reads" for one in (nina, tom)}
    assert carer.browser.post(f"{base}/sharing/", both).status_code == 302
    tom.browser.post(f"{base}/end/")
    tom.browser.post(f"{base}/readers/", {"readers": [carer.id]})
    assert [thoughts(family, one) for one in (carer, nina, tom)] == [0, 0, 0]


def test_with_a_note_about_safety_too(family, carer):
    with carer.acting() as signed:
        here = family.visit(carer, signed)
        row = note(noticed=Noticed("Ze kromp ineen.", clock.today(), safety=True), by=here, at=here.at, share=False)
    assert thoughts(family, carer) == 0 and thoughts(family, family.parent) > 0
    with carer.acting() as signed:
        here = family.visit(carer, signed)
        take_back(observation=row, by=here, at=here.at)
    assert thoughts(family, carer) > 0


def test_what_carries_this_family_never_answers_danger(db):
    family = make_family("Nina")
    row = add(family, family.parent, code="violence", share=False)
    assert thoughts(family, family.parent) == 0
    end(family, family.parent, row)
    add(family, family.parent, code="worn_out", side=Side.BURDEN)
    assert thoughts(family, family.parent) == 1  # what only burdens asks it still


def test_the_spiral_slows_nobody_down_with_something_about_safety(family, carer):
    with carer.acting() as signed:
        here = family.visit(carer, signed)
        note(noticed=Noticed("Nina zei weinig.", clock.today(), tone=Tone.WORRY), by=here, at=here.at)
    goal = make_goal(family)
    for number in range(4):
        make_step(family, goal, f"Stap {number}.")
    make_review(family, goal)
    room = reverse("room_create", args=[family.id])
    page = reverse("thoughts", args=[family.id])
    assert room in carer.browser.get(page).content.decode()
    add(family, carer, code="child_hurt", share=False)
    assert room not in carer.browser.get(page).content.decode()


def test_no_step_raises_or_softens_what_is_about_safety(family, carer):
    row = add(family, carer, code="violence", share=False)
    goal = make_goal(family, who=carer)
    with carer.acting() as signed:
        assert row.thread_id not in factor_words(family.visit(carer, signed), every=True)
    with pytest.raises(RestIsGone):
        make_step(family, goal, who=carer, factor=row.thread_id)
    assert factors()["violence"].words["nl"] not in carer.browser.get(f"/families/{family.id}/plan/").content.decode()
