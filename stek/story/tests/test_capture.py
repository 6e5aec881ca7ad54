"""Noting something: one sentence is enough, and nothing typed is ever lost."""

import pytest

from stek.circle.actions import give
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.kit.ids import uuid7
from stek.policy import Section, Verb
from stek.story.models import Observation
from stek.story.queries import story_page


def told_in(family, who):
    with who.acting() as signed:
        return [one.words for one in story_page(family.visit(who, signed)).told]


def test_one_sentence_is_enough(db):
    family = make_family("Nina", "Maaike")
    response = family.parent.browser.post(
        f"/families/{family.id}/observations/", {"words": "Ze lachte.", "readers": "circle"}
    )
    assert response.status_code == 302, response.content
    assert told_in(family, family.parents[1]) == ["Ze lachte."]


def test_a_double_submit_is_one_note(db):
    family = make_family("Nina")
    form = {"words": "Ze lachte.", "id": str(uuid7())}
    for _ in range(3):
        assert family.parent.browser.post(f"/families/{family.id}/observations/", form).status_code == 302
    assert told_in(family, family.parent) == ["Ze lachte."]


def test_a_note_that_is_too_long_is_refused_in_words_and_stays_in_the_form(db):
    family = make_family("Nina")
    words = "Ze lachte. " * 20_000
    response = family.parent.browser.post(f"/families/{family.id}/observations/", {"words": words})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Knip de tekst in twee notities" in page and words.strip() in page
    assert told_in(family, family.parent) == []


def test_twenty_thousand_characters_are_kept(db):
    family = make_family("Nina")
    words = "é" * 20_000
    assert family.parent.browser.post(f"/families/{family.id}/observations/", {"words": words}).status_code == 302
    assert told_in(family, family.parent) == [words]


@pytest.mark.parametrize("words", ["", "   \n "])
def test_without_words_there_is_a_sentence_and_no_note(db, words):
    family = make_family("Nina")
    response = family.parent.browser.post(f"/families/{family.id}/observations/", {"words": words})
    assert response.status_code == 422 and "Schrijf één zin" in response.content.decode()


def test_the_worker_who_may_only_note_sees_only_what_they_wrote(db):
    family = make_family("Nina")
    pieter = make_person("Pieter", "meeting_place")
    family.ask_in(pieter, Relation.MEETING_PLACE, may=[Verb.NOTE])
    family.parent.browser.post(f"/families/{family.id}/observations/", {"words": "Van thuis.", "readers": "circle"})
    assert pieter.browser.post(f"/families/{family.id}/observations/", {"words": "Hij stond."}).status_code == 302
    assert told_in(family, pieter) == ["Hij stond."]
    page = pieter.browser.get(f"/families/{family.id}/").content.decode()
    assert "Hij stond." in page and "Van thuis." not in page


def test_what_is_private_is_read_by_its_author_alone(db):
    family = make_family("Nina", "Maaike")
    family.parent.browser.post(f"/families/{family.id}/observations/", {"words": "Alleen van mij.", "readers": "me"})
    assert told_in(family, family.parent) == ["Alleen van mij."]
    assert told_in(family, family.parents[1]) == []
    with family.parent.acting():
        assert Observation.objects.get().shared_at is None


@pytest.mark.parametrize("words", ["Ze lachte.", "Soms denk ik dat ze beter af zijn zonder mij."])
@pytest.mark.parametrize("readers", ["me", "circle"])
def test_right_after_a_parent_wrote_nothing_is_asked_about_it_and_later_it_is(db, words, readers):
    family = make_family("Nina")
    browser = family.parent.browser
    there = browser.post(f"/families/{family.id}/observations/", {"words": words, "readers": readers}).headers[
        "Location"
    ]
    asked = ("Draagt dit of weegt dit?", "Is hier iets voor nodig?")
    saved, later = (browser.get(path).content.decode() for path in (there, there.partition("?")[0]))
    assert "?done=" in there and "after-note" in saved and not any(one in saved for one in asked)
    assert all(one in later for one in asked)


def test_a_carer_who_saved_is_asked_as_before(db):
    family, vera = make_family("Nina"), make_person("Vera", "midwife")
    place = family.ask_in(vera)
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        give(to=place, section=Section.BALANCE, verbs=[Verb.READ, Verb.NOTE], by=here, at=here.at)
    sent = vera.browser.post(f"/families/{family.id}/observations/", {"words": "Ze lachte.", "readers": "circle"})
    assert "Draagt dit of weegt dit?" in vera.browser.get(sent.headers["Location"]).content.decode()
