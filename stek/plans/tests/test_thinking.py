"""The page with what there is to think about: with reasons, put aside per person, room for carers only."""

import re

import pytest
from django.urls import reverse

from stek.circle.actions import give, set_pace
from stek.circle.pace import Pace
from stek.circle.rules import Relation
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.kit import clock
from stek.needs.rules import Echelon
from stek.plans.rules import PLAN, Mode
from stek.plans.tests.builders import choose_mode, make_goal, make_need, make_review, make_step
from stek.policy import Section, Verb
from stek.story.actions import Noticed, note
from stek.story.rules import Tone
from stek.trail.models import TrailEntry

BASE = "Is er eerst iets nodig dat meer aan de basis ligt?"
ROOM = "Eerst even ruimte om te denken?"


@pytest.fixture
def family(db) -> MadeFamily:
    return make_family("Nina", "Maaike")


def midwife_of(family: MadeFamily) -> Somebody:
    midwife = make_person("Vroedvrouw", "midwife")
    place = family.ask_in(midwife, Relation.MIDWIFE)
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        give(to=place, verbs=[Verb.READ, Verb.NOTE], by=here, at=here.at, section=PLAN)
    return midwife


def page(family: MadeFamily, who: Somebody) -> str:
    return who.browser.get(reverse("thoughts", args=[family.id])).content.decode()


def key_of(shown: str) -> str:
    return re.findall(r'name="key" value="([0-9a-f]{64})"', shown)[0]


def test_a_suggestion_stands_with_its_ground_its_reason_and_its_source(family):
    make_need(family, Echelon.BASIC, "Slaap voor Nina.")
    make_need(family, Echelon.ATTUNED)
    shown = page(family, family.parent)
    assert BASE in shown and "Slaap voor Nina." in shown and "Greenspan &amp; Wieder, 2006" in shown


def test_one_press_puts_it_aside_for_who_pressed_until_its_ground_changes(family):
    make_need(family, Echelon.BASIC, "Slaap voor Nina.")
    make_need(family, Echelon.ATTUNED)
    browser, other = family.parent.browser, family.parents[1]
    aside = reverse("aside_create", args=[family.id])
    for _ in range(2):
        assert browser.post(aside, {"key": key_of(page(family, other))}).status_code == 302
    assert BASE not in page(family, family.parent) and BASE in page(family, other)
    make_need(family, Echelon.BASIC, "Een warme kamer.")
    assert BASE in page(family, family.parent)
    assert browser.post(aside, {"key": "'; drop"}).status_code == 400


def test_saying_that_who_was_near_stays_answers_the_question(family):
    need = make_need(family, Echelon.SPECIFIC, "Iemand die meekijkt.")
    assert "Wie van dichtbij blijft erbij?" in page(family, family.parent)
    choose_mode(family, need, Mode.WRAPPED)
    assert "Wie van dichtbij blijft erbij?" not in page(family, family.parent)


def test_a_worry_alone_leads_to_nothing(family):
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        for words in ("Ze huilt veel.", "Ze slaapt slecht.", "Ik ben op."):
            note(noticed=Noticed(words, clock.today(), tone=Tone.WORRY), by=here, at=here.at)
    assert 'name="key"' not in page(family, family.parent)


def test_room_to_think_is_asked_of_carers_only_and_can_be_shared(family):
    midwife = midwife_of(family)
    with midwife.acting() as signed:
        here = family.visit(midwife, signed)
        note(noticed=Noticed("Nina zei weinig.", clock.today(), tone=Tone.WORRY), by=here, at=here.at)
    goal = make_goal(family)
    for number in range(4):
        make_step(family, goal, f"Stap {number}.")
    make_review(family, goal)
    shown = page(family, midwife)
    assert ROOM in shown and "Nina zei weinig." in shown
    assert ROOM not in page(family, family.parent)
    room = reverse("room_create", args=[family.id])
    assert room in shown
    answer = midwife.browser.post(room, {"words": "Ik weet niet wat Nina zelf wil."})
    assert answer.status_code == 302
    story = family.parent.browser.get(reverse("story", args=[family.id])).content.decode()
    assert "Ik weet niet wat Nina zelf wil." in story


def test_how_many_steps_ask_for_room_is_for_the_family_to_say(family):
    midwife, parent = midwife_of(family), family.parent
    with parent.acting() as signed:
        here = family.visit(parent, signed)
        give(to=family.places[midwife.id], verbs=[Verb.READ], by=here, at=here.at, section=Section.CONTACT)
    with midwife.acting() as signed:
        here = family.visit(midwife, signed)
        note(noticed=Noticed("Nina zei weinig.", clock.today(), tone=Tone.WORRY), by=here, at=here.at)
    goal = make_goal(family)
    make_step(family, goal, "Eén stap.")
    assert ROOM not in page(family, midwife)
    for many, asks in ((2, True), (3, False)):
        with parent.acting() as signed:
            here = family.visit(parent, signed)
            set_pace(pace=Pace(many_steps=many), by=here, at=here.at)
        assert (ROOM in page(family, midwife)) is asks


def test_what_one_may_not_see_is_no_ground(family):
    """A carer without a consent for the plan meets an empty page."""
    midwife = make_person("Vroedvrouw", "midwife")
    family.ask_in(midwife, Relation.MIDWIFE)
    make_need(family, Echelon.BASIC, "Slaap voor Nina.")
    make_need(family, Echelon.ATTUNED)
    assert BASE not in page(family, midwife) and "Slaap" not in page(family, midwife)


def test_looking_is_a_line_in_the_trail(family):
    page(family, family.parent)
    with family.parent.acting():
        assert TrailEntry.objects.filter(family_id=family.id, deed="read", kind="plan").exists()
