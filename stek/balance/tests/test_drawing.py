"""The seesaw: it shows somebody's word and nothing else, and nothing anybody wrote can break it."""

from dataclasses import fields
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stek.balance.captions import captions
from stek.balance.drawing import Seesaw, draw_seesaw
from stek.balance.rules import Holds, Level, Side
from stek.balance.tests.builders import add, days_ago, in_the_balance, page_of, say
from stek.circle.tests.builders import make_family
from stek.kit.tests.long import often

FORMATS = pytest.mark.parametrize("wide", [True, False])
WORDS = ["", *(str(one) for one in Holds)]
ELEMENTS = {"svg", "title", "desc", "defs", "marker", "pattern", "g", "path", "line", "circle", "text"}


def drawn(name="Nina", holds="holds", *, wide=True, key="k"):
    return draw_seesaw(Seesaw(name, holds), captions(), wide=wide, key=key).svg


def plank_of(svg: str):
    root = ElementTree.fromstring(svg)
    (bar,) = [one for one in root.iter("path") if one.get("stroke-width") in ("8", "3")]
    group = next(one for one in root.iter("g") if bar in list(one))
    return bar, group.get("transform")


def seesaws_in(page: str) -> list[str]:
    return [part.split("</svg>")[0] for part in page.split('<svg class="drawing')[1:]]


@FORMATS
@pytest.mark.parametrize("holds", WORDS)
@given(name=st.text(max_size=300))
@settings(max_examples=often(10, 250), deadline=None)
def test_the_drawing_is_well_formed_whatever_somebody_is_called(wide, holds, name):
    root = ElementTree.fromstring(drawn(name, holds, wide=wide))
    for element in root.iter():
        assert element.tag in ELEMENTS
        assert not {one for one in element.attrib if one.startswith("on") or one in {"style", "href"}}
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids)) and all(one.startswith("k-") for one in ids)


def test_the_drawing_is_told_whose_word_it_is_and_the_word_and_nothing_else():
    """There is no way in for what stands on either side."""
    assert [field.name for field in fields(Seesaw)] == ["name", "holds"]


@FORMATS
@given(names=st.lists(st.text(max_size=40), min_size=2, max_size=2), holds=st.sampled_from(WORDS))
@settings(max_examples=often(13, 400), deadline=None)
def test_the_same_word_tips_the_same_way_for_everybody(wide, names, holds):
    one, other = (plank_of(drawn(name, holds, wide=wide)) for name in names)
    assert one[1] == other[1] and one[0].attrib == other[0].attrib


@FORMATS
def test_it_tips_only_when_somebody_says_that_it_is_too_much(wide):
    tilted = {holds: plank_of(drawn(holds=holds, wide=wide))[1] for holds in WORDS}
    assert tilted.pop("too_much").startswith("rotate(9 ")
    assert set(tilted.values()) == {None}


@FORMATS
def test_not_knowing_is_dashed_and_no_word_is_dotted_with_a_question_mark(wide):
    dashes = {holds: plank_of(drawn(holds=holds, wide=wide))[0].get("stroke-dasharray") for holds in WORDS}
    assert dashes["holds"] is dashes["too_much"] is None
    assert None not in (dashes["unknown"], dashes[""]) and dashes["unknown"] != dashes[""]
    for holds in WORDS:
        texts = [one.text for one in ElementTree.fromstring(drawn(holds=holds, wide=wide)).iter("text")]
        assert ("?" in texts) is (holds in ("", "unknown"))


@FORMATS
@pytest.mark.parametrize(
    ("holds", "says"), [("holds", "het houdt"), ("too_much", "het is te veel"), ("", "nog geen woord")]
)
def test_the_same_is_said_to_who_cannot_see_it(wide, holds, says):
    root = ElementTree.fromstring(drawn(holds=holds, wide=wide))
    assert "Nina" in (root.findtext("title") or "") and says in (root.findtext("desc") or "")


def test_two_seesaws_on_a_page_share_no_id():
    ids = [{one.get("id") for one in ElementTree.fromstring(drawn(key=key)).iter()} - {None} for key in ("b0w", "b1w")]
    assert not ids[0] & ids[1]


def test_however_much_is_added_to_a_side_no_seesaw_moves(db):
    family = make_family("Nina", "Maaike")
    say(family, family.parent, Holds.HOLDS)
    before = seesaws_in(page_of(family, family.parent))
    for number in range(12):
        add(family, family.parent, f"Zorg {number}", side=Side.BURDEN, level=list(Level)[number % 5])
    assert seesaws_in(page_of(family, family.parent)) == before != []
    for number in range(20):
        add(family, family.parents[1], f"Steun {number}")
    assert seesaws_in(page_of(family, family.parent)) == before


def test_everybody_has_a_seesaw_of_their_own_and_nobody_elses_word(db):
    family = make_family("Nina", "Maaike")
    vera = in_the_balance(family)
    say(family, family.parent, Holds.TOO_MUCH, on=days_ago(3))
    said = [plank_of('<svg class="drawing' + one + "</svg>") for one in seesaws_in(page_of(family, vera))]
    turns = [turn for _bar, turn in said]
    assert len(turns) == 4 and all(turns[:2]) and turns[2:] == [None, None]
    say(family, family.parents[1], Holds.HOLDS)
    say(family, vera, Holds.UNKNOWN)
    assert len(seesaws_in(page_of(family, vera))) == 6
