"""Law: strengths come first, on every page that tells a family's story, and a record with only strengths looks complete."""

import re

import pytest
from django.urls import reverse

from stek.circle.tests.builders import MadeFamily, make_family
from stek.kit import clock
from stek.story import actions
from stek.story.rules import Tone

STRENGTH, WORRY = "Ze zoekt je ogen.", "Ze huilt lang, en niets helpt."


def tell(family: MadeFamily, words: str, tone: Tone) -> None:
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        actions.note(noticed=actions.Noticed(words, clock.today(), tone=tone), by=here, at=here.at)


def first_place(page: str, words: str) -> int:
    """Where these words first stand on a page; far away when they do not."""
    shown = re.sub(r"<(head|title|nav)\b.*?</\1>", "", page, flags=re.DOTALL)
    return shown.find(words) if words in shown else len(shown) + 1


def strength_first(page: str) -> bool:
    return first_place(page, STRENGTH) < first_place(page, WORRY)


@pytest.mark.parametrize("order", [(STRENGTH, WORRY), (WORRY, STRENGTH)], ids=["told first", "told last"])
def test_on_the_page_of_a_family(db, order):
    family = make_family("Nina")
    for words in order:
        tell(family, words, Tone.STRENGTH if words == STRENGTH else Tone.WORRY)
    page = family.parent.browser.get(reverse("family", args=[family.id])).content.decode()
    assert STRENGTH in page and WORRY in page and strength_first(page)


def test_at_home_a_parent_meets_the_strength_and_not_the_worry(db):
    family = make_family("Nina")
    tell(family, STRENGTH, Tone.STRENGTH)
    tell(family, WORRY, Tone.WORRY)
    page = family.parent.browser.get(reverse("home")).content.decode()
    assert STRENGTH in page and WORRY not in page


def test_the_first_section_is_what_goes_well(db):
    family = make_family("Nina")
    tell(family, STRENGTH, Tone.STRENGTH)
    page = family.parent.browser.get(reverse("family", args=[family.id])).content.decode()
    sections = re.findall(r'<section[^>]*\bid="([\w-]+)"', page)
    assert sections[0] == "sterk", sections


def test_a_page_that_begins_with_a_worry_is_seen():
    assert not strength_first(f"<p>{WORRY}</p><p>{STRENGTH}</p>")
    assert not strength_first(f"<p>{WORRY}</p>")
    assert strength_first(f"<title>{WORRY}</title><p>{STRENGTH}</p><p>{WORRY}</p>")
