"""Law: whatever a record holds, what is told of it holds no total, percentage, rank or colour of a family.

Over random records, through the pure tellers and the real templates. People's words hold no digit here, so that
every digit that stands there is Stek's own: it may belong to a day, to a drawing or to an address, and to
nothing else. And a longer record looks no different from a short one: the same classes, and no colour of its own.
"""

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from stek.balance.queries import Carried, Word
from stek.balance.rules import Holds, Level, Side
from stek.balance.telling import Weigher
from stek.circle.queries import Around, Circle, FamilyMember
from stek.circle.rules import MemberKind, Relation
from stek.kit.months import month_names
from stek.kit.tests.long import often
from stek.needs.queries import Said, Standing
from stek.needs.rules import Echelon, State, Whose
from stek.needs.telling import Teller, glance_of
from stek.policy import Role

TODAY, NOW = date(2026, 11, 22), datetime(2026, 11, 22, 9, tzinfo=UTC)
PERSON, PLACE, PARENT, CHILD, FAMILY = (UUID(int=number) for number in range(1, 6))
WORDS = ("Oma komt koken.", "Ik ben op.", "Hele dagen alleen.", "Hij zoekt ons.", "")
COUNTING = r"%|procent|totaal|gemiddeld|\bsom\b|score|rang|graad|niveau|meer dan andere|van de \w+ gezinnen"
A_DAY = rf"\b\d{{1,2}} ({'|'.join(map(str, month_names()))})( \d{{4}})?\b"


def circle() -> Circle:
    visit = SimpleNamespace(family=FAMILY, person=PERSON, at=NOW, is_parent=True)
    members = (
        FamilyMember(CHILD, MemberKind.CHILD, "June", date(2026, 9, 6), None),
        FamilyMember(PARENT, MemberKind.PARENT, "Nina", None, None),
    )
    nina = Around(PLACE, Role.PARENT, Relation.MOTHER, "Nina", PERSON, PARENT, NOW, None)
    return Circle(visit, members, (nina,))


factors = st.builds(
    lambda side, level, words: Carried(
        uuid4(), uuid4(), PERSON, PLACE, "" if words else "network", words, side, level, (), None, None, (), NOW, False, None, False
    ),
    st.sampled_from(Side), st.sampled_from(Level), st.sampled_from(WORDS),
)  # fmt: skip
said = st.builds(
    lambda holds, words: Word(uuid4(), PERSON, PLACE, holds, words, TODAY, NOW, False),
    st.sampled_from(Holds), st.sampled_from(WORDS),
)  # fmt: skip


@st.composite
def needs(draw) -> Standing:
    state, words = draw(st.sampled_from(State)), draw(st.sampled_from(WORDS))
    newest = Said(
        uuid4(), uuid4(), draw(st.sampled_from(Echelon)), state, draw(st.sampled_from(Whose)), (), words,
        "Dat deden we zelf." if state is State.MET else "", TODAY if state is State.NOW else None, (), NOW,
        PERSON, PLACE, False,
    )  # fmt: skip
    first = draw(st.sampled_from([(words, newest.id), ("Rust in huis.", uuid4())]))
    named = first if first[0] else ("", None)
    return Standing(newest, NOW, named[0], PLACE if named[1] else None, named[1], (newest.id,))


def balance_of(rows: list[Carried], words: list[Word]) -> str:
    weigher = Weigher(circle(), TODAY)
    shown = {"family": FAMILY, "sides": weigher.sides(rows), "people": weigher.people(words, TODAY)}
    return render_to_string("balance/plank.html", shown) + render_to_string("balance/seesaws.html", shown)


def needs_of(rows: list[Standing]) -> str:
    tell = Teller(circle(), TODAY)
    few = [tell.in_short(one) for one in rows]
    lines = (render_to_string("needs/one.html", {"family": FAMILY, "one": tell.need(one)}) for one in rows)
    return "".join(
        [
            render_to_string("needs/picture.html", {"family": FAMILY, "glance": glance_of(rows)}),
            render_to_string("needs/glance.html", {"family": FAMILY, "needs": few}),
            *lines,
        ]
    )


def measured(html: str) -> list[str]:
    """What on this piece of a page counts or compares a family."""
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    text = re.sub(A_DAY, "", text)
    return re.findall(rf"\d+|{COUNTING}", text, re.IGNORECASE)


def classes(html: str) -> set[str]:
    return {name for value in re.findall(r'class="([^"]*)"', html) for name in value.split()}


def coloured(html: str) -> list[str]:
    """A colour that is said on the spot, and not by what a thing is."""
    return re.findall(
        r'(?<![\w-])style="[^"]*"|(?<![\w-])(?:fill|stroke|color|bgcolor)="(?!none"|url\()[^"]*"|rgba?\(|hsl\(', html
    )


EVERY_FACTOR = [
    Carried(uuid4(), uuid4(), PERSON, PLACE, code, words, side, level, (), None, None, (), NOW, False, None, False)
    for side in Side for level in Level for code, words in (("network", ""), ("", "Oma komt."))
]  # fmt: skip


@settings(max_examples=often(20, 600), deadline=None)
@given(st.lists(factors, max_size=40), st.lists(said, max_size=5))
def test_a_balance_is_neither_counted_nor_coloured(rows, words):
    html = balance_of(rows, words)
    assert measured(html) == [] and coloured(html) == []
    every = classes(balance_of(EVERY_FACTOR, words)) | classes(balance_of([], words))
    assert classes(html) <= every


@settings(max_examples=often(20, 600), deadline=None)
@given(st.lists(factors, max_size=40), st.lists(factors, max_size=40), st.lists(said, max_size=5))
def test_no_seesaw_moves_by_what_stands_on_the_plank(rows, others, words):
    """It tilts by the word of its person: many burdens and none give the same picture."""

    def seesaws(of: list[Carried]) -> list[str]:
        return re.findall(r"<article.*?</article>", balance_of(of, words), re.DOTALL)

    assert seesaws(rows) == seesaws(others)


@settings(max_examples=often(20, 600), deadline=None)
@given(st.lists(needs(), max_size=40))
def test_needs_are_neither_counted_nor_coloured(rows):
    html = needs_of(rows)
    assert measured(html) == [] and coloured(html) == []


@settings(max_examples=often(20, 600), deadline=None)
@given(st.lists(needs(), min_size=1, max_size=10))
def test_said_twice_as_often_the_pyramid_is_the_same(rows):
    assert glance_of(rows) == glance_of([*rows, *rows])


@pytest.mark.parametrize(
    "html", ["<p>7 keer</p>", "<b>40</b>", "<p>Totaal</p>", "<p>80%</p>", "<p>hoge score</p>", "<p>rang</p>"]
)
def test_a_count_is_seen(html):
    assert measured(html)


def test_a_day_is_no_count_and_a_colour_is_seen():
    assert measured("<p>Nina, 22 november 2026</p>") == []
    assert (
        coloured('<p style="color: red">x</p>') and coloured('<i fill="#f00"/>') and not coloured('<i class="s-ink"/>')
    )
