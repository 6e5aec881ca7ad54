"""The pyramid is the same pyramid for everybody: only words, lines and fillings differ."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stek.needs.drawing import Captions, Step, draw_pyramid, pyramid_in_words
from stek.needs.labels import ECHELON, STATE
from stek.needs.rules import Echelon, State, shown

SVG = "{http://www.w3.org/2000/svg}"
LOOKS = ["", *(state.value for state in State)]
CAPTIONS = Captions("Waar kijken we naar?", "Vijf lagen.", "{name}: {states}.")

QUIET = {
    "drawing", "wide", "narrow-only", "echelon", "hatch", "nofill", "f-full", "f-lit", "f-surf", "f-sunk", "s-around",
    "s-edge", "s-line", "g-b", "g-s", "g-soft", "g-voice",
}  # fmt: skip

texts = st.text(max_size=200)
steps = st.lists(st.builds(Step, texts, st.sampled_from(LOOKS), texts, texts), min_size=5, max_size=5)


def tree(five: list[Step], wide: bool) -> ElementTree.Element:
    return ElementTree.fromstring(draw_pyramid(five, CAPTIONS, wide=wide, key="k"))


def elements(picture: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [one for one in picture.iter() if one.tag.split("}")[-1] == name]


def shape(five: list[Step], wide: bool) -> tuple[object, ...]:
    """Whatever somebody could take for a height or a size: the frame, and the outline of each band."""
    picture = tree(five, wide)
    bands = [one.get("points") for one in elements(picture, "polygon") if "echelon" in one.get("class", "").split()]
    return picture.get("viewBox"), *bands


BARE = {wide: shape([Step("", "", "", "")] * 5, wide) for wide in (True, False)}


@given(steps, st.booleans())
def test_the_shape_is_the_same_whatever_is_said(five, wide):
    assert shape(five, wide) == BARE[wide]
    assert len(BARE[wide]) == 6


@given(steps, st.booleans())
def test_the_same_steps_give_the_same_picture(five, wide):
    assert draw_pyramid(five, CAPTIONS, wide=wide, key="k") == draw_pyramid(list(five), CAPTIONS, wide=wide, key="k")


@given(steps, st.booleans())
def test_all_of_it_stays_inside_the_frame_and_beside_the_bands(five, wide):
    picture = tree(five, wide)
    across, down = map(float, picture.get("viewBox", "").split()[2:])
    base = max(float(corner.split(",")[0]) for points in BARE[wide][1:] for corner in str(points).split())
    for one in elements(picture, "polygon"):
        for corner in one.get("points", "").split():
            x, y = map(float, corner.split(","))
            assert 0 <= x <= across and 0 <= y <= down
    for one in elements(picture, "text"):
        assert 0 < float(one.get("y", 0)) <= down
        assert one.text == "?" or float(one.get("x", 0)) > base


@given(steps, st.booleans())
def test_nothing_in_it_says_good_or_bad_or_how_much(five, wide):
    """One hue for every state, none of the colours that mean something else, and no number of its own."""
    picture = tree([Step("naam", step.look, "in woorden", "") for step in five], wide)
    classes = {name for one in picture.iter() for name in one.get("class", "").split()}
    assert classes <= QUIET, classes - QUIET
    assert not re.search(r"\d", "".join(one.text or "" for one in elements(picture, "text")))


@given(steps)
def test_who_hears_it_is_told_every_band(five):
    told = pyramid_in_words(five, CAPTIONS)
    assert told == [f"{step.name}: {step.states}." for step in five]


def test_every_state_is_drawn_in_a_way_of_its_own():
    """Also without any colour: filled, tinted, dotted and hatched, doubled, and two kinds of open."""
    drawn = {}
    for look in LOOKS:
        picture = tree([Step("a", look, "b", "")] * 5, True)
        drawn[look] = tuple(
            (one.get("class"), one.get("stroke-width"), one.get("stroke-dasharray"), one.get("fill"))
            for one in elements(picture, "polygon")
        )
    assert len(set(drawn.values())) == len(LOOKS)


def test_the_base_is_at_the_bottom():
    five = [Step(str(label), "", "", "") for label in ECHELON.values()]
    lines = elements(tree(five, True), "text")
    assert max(lines, key=lambda one: float(one.get("y", 0))).text == str(ECHELON[Echelon.BASIC])
    assert min(lines, key=lambda one: float(one.get("y", 0))).text == str(ECHELON[Echelon.COMPLEX])


def test_a_pyramid_has_five_steps_and_ids_of_its_own():
    with pytest.raises(ValueError, match="five"):
        draw_pyramid([Step("a", "", "", "")] * 4, CAPTIONS, wide=True, key="k")
    with pytest.raises(ValueError, match="start of an id"):
        draw_pyramid([Step("a", "", "", "")] * 5, CAPTIONS, wide=True, key='"><script>')


@given(st.lists(st.sampled_from(list(State))))
def test_ten_needs_look_like_one(states):
    """Nothing is counted: how often something was said changes nothing, nor in which order."""
    assert shown(states) == shown(sorted(states)) == shown(states * 3)
    assert (shown(states) is None) == (not states)
    if states:
        assert shown(states) in states


def test_every_echelon_and_state_has_a_word():
    assert list(ECHELON) == list(Echelon) and set(STATE) == set(State)
