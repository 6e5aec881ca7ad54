"""A name from right to left turns within itself: the day, the bracket and the comma after it stay where they are."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stek.kit.bidi import CLOSED, OPENED, bare, initial, isolated
from stek.web.tests.staging import Stage, set_stage

from .test_hostile_text import PAGES, address

NAME = "دانا"
CHILD = "נעמי"


@pytest.fixture
def stage(db) -> Stage:
    return set_stage(words="Ze lachte.", called=CHILD, parent=NAME)


def loose(page: str) -> list[str]:
    """Where a name stands in a page, outside of what people type in, and nothing keeps it to itself."""
    page = re.sub(r'\s(?:value|content|data-[\w-]+)="[^"]*"|<textarea.*?</textarea>', "", page, flags=re.DOTALL)
    page = unescape(page)
    found = []
    for one in re.finditer(f"{NAME}|{CHILD}", page):
        before = page[max(one.start() - 90, 0) : one.start()]
        if not (before.endswith(OPENED) or re.search(r"<bdi[^>]*>$|dir=\"auto\"[^>]*>(?:<b>)?$", before)):
            found.append(page[max(one.start() - 40, 0) : one.end() + 20])
    return found


def test_on_every_page_and_in_every_drawing_a_name_from_right_to_left_keeps_to_itself(stage):
    seen = 0
    for who in (stage.nina, stage.maaike, stage.vera):
        for name, row in PAGES:
            page = who.browser.get(address(stage, name, row)).content.decode()
            assert loose(page) == [], name
            seen += page.count(f"{OPENED}{NAME}{CLOSED}")
    assert seen > 20


def test_a_drawing_keeps_the_isolates(stage):
    page = stage.nina.browser.get(address(stage, "family", "")).content.decode()
    drawn = "".join(re.findall(r"<svg[^>]*>.*?</svg>", page, re.DOTALL))
    assert f"{OPENED}{NAME}{CLOSED}" in drawn and loose(drawn) == []


@given(st.text(max_size=12) | st.sampled_from([NAME, CHILD, f"{OPENED}{NAME}{CLOSED}", "Zoë", "Nina"]))
def test_what_was_isolated_comes_back_as_it_was(name):
    assert bare(isolated(name)) == name


def test_a_name_from_left_to_right_stays_what_it_is_and_each_has_its_first_letter():
    assert isolated("Zoë") == "Zoë" and initial("zoë") == "Z" and initial(isolated(NAME)) == NAME[0]
