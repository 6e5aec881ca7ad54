"""Law: what leaves a record holds no total, percentage, rank or colour of a family: no page, no print, no file.

Over random records that are really loaded, through the real pages, the sheet for the fridge and the file of a case.
People's words hold no digit here, as in `test_uncounted`: a digit that stands there is Stek's own, and may belong to a
day, to an age or to a number to call. And nothing is derived: a part that is left out changes no other part.
"""

import io
import re
import secrets
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
import yaml
from django.test import Client
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from stek.case.dumping import dump
from stek.case.loading import load
from stek.case.naming import named
from stek.case.shape import Case
from stek.case.tests.families import families
from stek.case.tests.texts import RIGHT, WHOLE, ZONE, checked
from stek.case.writing import write
from stek.circle.pace import WITHIN
from stek.circle.tests.builders import Somebody
from stek.directory.exchange.hsds import as_hsds
from stek.directory.exchange.tables import as_csv
from stek.directory.queries import everything
from stek.directory.tests.builders import make_offer
from stek.kit import clock
from stek.kit.tests.long import often
from stek.people import door
from stek.people.models import Person
from stek.story.captions import captions

from .test_uncounted import WORDS, coloured, measured

MOMENT = clock.now()
PAGES = ("", "story/", "balance/", "balance/then-and-now/", "needs/", "plan/", "plan/thoughts/")
# What people write, by the name of its field; everything else in a case is a code, a key or a day.
FREE = {
    "words",
    "work",
    "why",
    "label",
    "quote_of",
    "told_as",
    "eyes_of",
    "factor_words",
    "busy",
    "glad",
    "people",
    "names",
    "zone",
}
# Ages and stretches of a life: of a child, and of a page of the story. A moment in a drawing has a short day.
AN_AGE = r"\b(dag|week|maand) \d+\b|\b\d+ (dag(en)?|we(ek|ken)|maand(en)?|jaar)\b|\b\d{1,2} (jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)\b"
OF_THE_STORY = r"Er zijn nog \d+ eerdere momenten|Er is nog \d+ eerder moment"  # what a drawing has no room for
A_WEEK = r"\b\d{1,2} (\w+ )?(\d{4} )?tot (?=\d)"  # of the sheet; the day it ends on is a day as others
IN_TURN = r"\b\d\.(?=\s)"  # what a family does first, and next, as it wrote it
A_SOURCE = r"<p[^>]*>Bron: .*?</p>"  # of a thought: the year of a book
TO_CALL = r"\b(112|106|1813|1712)\b"
ONCE = [
    Phase.explicit,
    Phase.generate,
]  # a record that fails is small enough to read; making it smaller loads it hundreds of times
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
# What was told, part by part: all of a case that is a row of things, but for who stands around them.
PARTS = [
    one.name for one in fields(Case) if one.default == () and one.name not in ("circle", "around", "moves", "seals")
]
# When somebody is reminded. People set it, and it says nothing of the family. And which edition of the format it is.
DAYS_TO_WAIT = {"young", "baby", "later", "silent_after", *WITHIN, "edition"}


def in_words(thing: Any, name: str = "") -> Any:
    """The same case, with a plain sentence wherever somebody wrote something."""
    if isinstance(thing, str):
        if name in FREE and thing:
            return WORDS[len(thing) % (len(WORDS) - 1)]
        return {"days": "Oma komt." if thing else "", "called": "Iemand van hen", "language": "nl"}.get(name, thing)
    if isinstance(thing, tuple):
        return tuple(in_words(one, name) for one in thing)
    if isinstance(thing, dict):
        return {key: in_words(one) for key, one in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{one.name: in_words(getattr(thing, one.name), one.name) for one in fields(thing)})
    return thing


def signed_in(email: str) -> Client:
    who = Somebody(Person.objects.get(email=email), secrets.token_urlsafe(24))
    door.open_session(token=who.token, person=who.id, at=clock.now())
    return who.browser


def counted(html: str) -> list[str]:
    """What in the middle of a page counts or compares a family."""
    (middle,) = re.findall(r"<main\b.*</main>", html, re.DOTALL)
    middle = re.sub(rf"<(script|style)\b.*?</\1>|<option\b.*?</option>|{A_SOURCE}", "", middle, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", middle))
    return measured(re.sub(f"{AN_AGE}|{OF_THE_STORY}|{TO_CALL}", "", text))


def hues(html: str) -> set[str]:
    """Of the page itself: what all of it looks like, whatever stands on it."""
    return set(re.findall(r'<(?:html|body|main|h1)\b[^>]*?\bclass="([^"]*)"', html))


def numbers_in(thing: Any, key: str = "") -> Iterator[str]:
    """By name, what in a file is a number."""
    if isinstance(thing, dict):
        for name, one in thing.items():
            yield from numbers_in(one, name)
    elif isinstance(thing, list):
        for one in thing:
            yield from numbers_in(one, key)
    elif isinstance(thing, int | float) and not isinstance(thing, bool):
        yield key


def file_of(case: Case) -> dict[str, Any]:
    return yaml.safe_load(write(case, name="Nina", now=MOMENT, zone=ZONE))


def guide() -> list[str]:
    """All that is offered, in both forms in which it goes out."""
    return ["".join(as_csv(everything())), "".join(as_hsds(everything(), clock.today()))]


def bare(case: Case) -> Case:
    """Who they are, and nothing of what was told, so that no part refers to another."""
    return replace(case, moves=(), seals=(), **dict.fromkeys(PARTS, ()))


@pytest.fixture
def plain(db) -> dict[str, set[str]]:
    """What every page looks like of a family of which nothing was told yet."""
    (one,) = load([checked(RIGHT.split("around:")[0])], now=MOMENT)
    browser = signed_in("nina@example.org")
    return {path: hues(browser.get(f"/families/{one.family}/{path}").content.decode()) for path in PAGES}


@settings(max_examples=often(8), suppress_health_check=QUIET, phases=ONCE)
@given(families(MOMENT))
@example(checked(RIGHT.replace("when: b+1d", "when: b+8d")))  # told as 'dag 8'
def test_no_page_and_no_print_of_a_record_counts_or_colours_it(plain, case):
    (one,) = load([in_words(case)], now=MOMENT, again=True)
    browser = signed_in("nina@example.org")
    for path in PAGES:
        html = browser.get(f"/families/{one.family}/{path}").content.decode()
        assert counted(html) == [] and coloured(html) == [], path
        assert hues(html) == plain[path] != set(), path
    (sheet,) = re.findall(
        r'href="([^"]+/sheet/)"', browser.get(f"/families/{one.family}/plan/fridge/").content.decode()
    ) or [""]
    if sheet:
        pages = PdfReader(io.BytesIO(browser.get(sheet).content)).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
        assert measured(re.sub(f"{TO_CALL}|{A_WEEK}|{IN_TURN}", "", text)) == []


@settings(max_examples=often(8), suppress_health_check=QUIET, phases=ONCE)
@given(families(MOMENT))
def test_the_file_of_a_record_that_was_loaded_holds_no_number(db, case):
    (one,) = load([in_words(case)], now=MOMENT, again=True)
    copy = dump(str(one.family), email="nina@example.org")
    assert set(numbers_in(file_of(copy.case))) <= DAYS_TO_WAIT


@settings(max_examples=often(13, 400), suppress_health_check=QUIET, phases=ONCE)
@given(families(MOMENT), st.sampled_from(PARTS))
def test_nothing_in_a_file_is_derived_from_something_else(case, part):
    """Whatever a part holds, the rest of the file says the same as without it."""
    alone = replace(bare(named(case)), **{part: getattr(named(case), part)})
    whole, without = file_of(alone), file_of(bare(named(case)))
    added = set(whole) - set(without)
    assert len(added) <= 1 and {key: whole[key] for key in without} == without


def test_the_guide_goes_out_the_same_whatever_families_there_are(db):
    offer = make_offer("Praatgroep")
    before = guide()
    load([checked(WHOLE)], now=MOMENT)
    assert guide() == before
    assert all("Praatgroep" in text and str(offer.id) in text for text in before)


@pytest.mark.parametrize(
    "html",
    [
        "<main>Er wegen 4 dingen.</main>", "<main><b>60 procent</b></main>", "<main>Totaal: veel</main>",
        "<main><svg><text>7</text></svg></main>",
    ],
)  # fmt: skip
def test_a_count_on_a_page_is_seen(html):
    assert counted(html)


def test_a_number_in_a_file_is_seen_by_its_name():
    assert set(numbers_in({"needs": [{"words": "Slaap.", "order": [1]}], "factors": 4, "private": True})) == {
        "order",
        "factors",
    }


@pytest.mark.parametrize(
    "way", ["day", "week", "months", "years", "pregnant", "before_birth_weeks", "for_days", "for_weeks"]
)
def test_each_way_to_tell_an_age_is_no_count(way):
    assert counted(f"<main>{getattr(captions(), way).format(n=8)}</main>") == []


def test_a_day_an_age_and_a_number_to_call_are_no_counts():
    assert counted("<main>14 weken, sinds 22 november 2026, week 6, 14 okt, bel 112</main>") == []
    assert hues('<body class="for-parent heavy">') != hues('<body class="for-parent">')
