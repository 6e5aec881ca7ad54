"""From the family page to the parts that have a page of their own: only those that are open to who looks."""

import re

import pytest
from django.urls import reverse

from stek.circle import actions
from stek.circle.tests.builders import make_family, make_person
from stek.policy import Section, Verb
from stek.web import rooms

BALANCE = rooms.Room(Section.BALANCE, "story", "De weegkamer", "Een kamer om te proberen.")
NEEDS = rooms.Room(Section.NEEDS, "story", "De kamer van de noden", "Nog een kamer.")


@pytest.fixture
def family(db, monkeypatch):
    monkeypatch.setattr(rooms, "ROOMS", (BALANCE, NEEDS))
    return make_family("Nina")


def shown(family, who) -> list[str]:
    page = who.browser.get(reverse("family", args=[family.id])).content.decode()
    return [room.called for room in (BALANCE, NEEDS) if room.called in page]


def given(family, section, verb):
    """Somebody with this in this part, and nothing of the story."""
    vera = make_person("Vera", "midwife")
    place = family.ask_in(vera, may=())
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        return vera, actions.give(to=place, section=section, verbs=[verb], by=here, at=here.at)


def test_a_parent_comes_in_everywhere(family):
    assert shown(family, family.parent) == [BALANCE.called, NEEDS.called]


@pytest.mark.parametrize("verb", [Verb.READ, Verb.NOTE])
def test_who_was_given_one_part_finds_that_one_and_meets_nothing_of_the_others(family, verb):
    vera, grant = given(family, Section.BALANCE, verb)
    page = vera.browser.get(reverse("family", args=[family.id])).content.decode()
    assert (
        shown(family, vera) == [BALANCE.called]
        and "Wat goed gaat" not in page
        and "staat niet voor je open" not in page
    )
    family.parent.browser.post(reverse("withdrawal_create", args=[family.id, grant.id]))
    assert shown(family, vera) == []
    assert "staat niet voor je open" in vera.browser.get(reverse("family", args=[family.id])).content.decode()


def test_who_has_the_story_and_nothing_else_finds_no_other_part(family):
    vera = make_person("Vera", "midwife")
    family.ask_in(vera)
    assert shown(family, vera) == []


def ways_in(family, who) -> list[str]:
    """The rooms that the page leads to, as often as it does."""
    page = who.browser.get(reverse("family", args=[family.id])).content.decode()
    rooms = {reverse(name, args=[family.id]): name for name in ("balance", "needs", "plan")}
    return sorted(rooms[address] for address in re.findall(r'href="([^"]+)"', page) if address in rooms)


def test_who_meets_a_room_at_a_glance_goes_in_from_there_and_finds_no_second_door(db):
    family = make_family("Nina")
    vera, _grant = given(family, Section.NEEDS, Verb.READ)
    assert ways_in(family, family.parent) == ["balance", "needs", "plan"]
    assert ways_in(family, vera) == ["needs", "plan"]


def test_who_may_only_write_in_a_room_still_finds_the_door(db):
    family = make_family("Nina")
    vera, _grant = given(family, Section.NEEDS, Verb.NOTE)
    assert ways_in(family, vera) == ["needs", "plan"]
    page = vera.browser.get(reverse("family", args=[family.id])).content.decode()
    assert 'aria-label="Andere delen"' in page and "staat niet voor je open" not in page
