"""The pen: measuring, wrapping and writing, whatever people wrote."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stek.kit.drawing import svg
from stek.kit.drawing import text as measure

FACES = [measure.SANS, measure.SANS_BOLD, measure.VOICE, measure.VOICE_BOLD, measure.VOICE_ITALIC]


@given(st.text(max_size=300), st.sampled_from(FACES), st.integers(20, 300), st.integers(1, 4))
def test_no_wrapped_line_is_wider_than_its_room(said, face, room, lines):
    wrapped = measure.wrap(measure.clean(said), face, 14, room, lines)

    assert len(wrapped) <= lines
    assert all(measure.width(line, face, 14) <= room + 0.001 for line in wrapped)


@given(st.text(max_size=300), st.sampled_from(FACES), st.integers(20, 300))
def test_a_clipped_line_fits(said, face, room):
    assert measure.width(measure.clip(measure.clean(said), face, 14, room), face, 14) <= room + 0.001


@given(st.lists(st.text(alphabet="abcdefghijkl", min_size=1, max_size=20), max_size=30))
def test_wrapping_loses_nothing_when_there_is_room_enough(words):
    said = " ".join(words)
    assert " ".join(measure.wrap(said, measure.SANS, 14, 200, 40)) == said


def test_what_does_not_fit_ends_in_an_ellipsis():
    wrapped = measure.wrap("een zin die lang genoeg is voor meer dan twee regels hier", measure.SANS, 14, 120, 2)
    assert len(wrapped) == 2
    assert wrapped[1].endswith("…")


def test_a_word_wider_than_its_room_is_broken():
    wrapped = measure.wrap("kinderdagverblijfmedewerkster", measure.SANS, 14, 90, 4)
    assert len(wrapped) > 1
    assert "".join(wrapped) == "kinderdagverblijfmedewerkster"


def test_a_stack_of_marks_is_cut_down_and_the_letter_stays():
    assert measure.clean("a" + "\u0323" * 200 + "b") == "ạ\u0323\u0323b"


def test_marks_stay_with_their_letter_when_a_word_is_broken():
    wrapped = measure.wrap("x\u0323\u0331" * 40, measure.SANS, 14, 60, 9)
    assert len(wrapped) > 1
    assert all(line.startswith("x") for line in wrapped)


def test_letters_that_turn_the_reading_direction_are_left_out():
    assert measure.clean("voor \u202eachter\u2069 einde") == "voor achter einde"


def test_lines_and_tabs_become_spaces():
    assert measure.clean(" een\n\ttwee\u2028drie\x00 ") == "een twee drie"


def test_wide_text_is_wider_than_narrow_text():
    assert measure.width("mmm", measure.SANS, 14) > measure.width("iii", measure.SANS, 14)
    assert measure.width("漢字", measure.SANS, 14) > measure.width("ab", measure.SANS, 14)
    assert measure.width("ş", measure.SANS, 14) >= measure.width("s", measure.SANS, 14)


def test_only_letters_of_the_typeface_are_measurable():
    assert measure.measurable("Draait haar hoofdje, één keer.", measure.SANS)
    assert not measure.measurable("مرحبا", measure.SANS)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_stays_text(inside, attribute):
    inside, attribute = measure.clean(inside), measure.clean(attribute)
    element = ElementTree.fromstring(svg.tag("text", inside, data_said=attribute))

    assert len(element) == 0
    assert (element.text or "") == inside
    assert element.get("data-said") == attribute


@given(st.text(alphabet=st.characters(), max_size=50))
def test_what_xml_cannot_hold_is_left_out(said):
    assert ElementTree.fromstring(svg.tag("text", said + "\x00\x1f\ufffe\ud800!")).text.endswith("!")


def test_markup_inside_an_element_is_kept_and_text_is_escaped():
    inner = svg.tag("b", "<i>")
    assert svg.tag("a", inner, "&") == "<a><b>&lt;i&gt;</b>&amp;</a>"


@given(st.lists(st.text(max_size=40), max_size=4))
def test_lines_that_look_the_same_are_what_each_would_be_alone(said):
    heights = [12.04 + 17 * n for n in range(len(said))]
    alone = [svg.tag("text", one, class_="g-s", x=3.5, y=y) for one, y in zip(said, heights, strict=True)]
    assert svg.lines(said, heights, 'class="g-s" x="3.5"') == svg.join(*alone)


@given(st.text(max_size=40))
def test_a_look_written_out_is_what_the_attributes_would_be(said):
    assert svg.shaped("text", 'class="g-s" x="3.5"', said) == svg.tag("text", said, class_="g-s", x=3.5)
    assert svg.shaped("circle", 'r="7"') == svg.tag("circle", r=7)


def test_every_line_has_a_height():
    with pytest.raises(ValueError, match="zip"):
        svg.lines(["een", "twee"], [12.0], 'x="4"')


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_comes_in_a_form_stays_text_whatever_it_is(said, looks):
    made = svg.filled('<p class="{looks}">{said}{moves}</p>', said=said, looks=looks, moves=svg.tag("br"))
    read = ElementTree.fromstring(made)
    assert [one.tag for one in read] == ["br"]
    assert "".join((read.text or "").split()) == "".join(read_back(said).split())


def read_back(said: str) -> str:
    """What is left of a text in XML."""
    return ElementTree.fromstring(svg.tag("p", said)).text or ""


def test_a_length_is_written_to_a_tenth():
    assert svg.path("M", 1.0, 2.04, "L", 3.26, -0.5) == "M 1 2 L 3.3 -0.5"
    assert svg.tag("rect", x=18, y=-4.0, width=1.96, height=0.25) == '<rect x="18" y="-4" width="2" height="0.2"/>'


@pytest.mark.parametrize("key", ["", "1a", "a b", 'a"', "a<"])
def test_a_key_that_cannot_begin_an_id_is_refused(key):
    with pytest.raises(ValueError, match="id"):
        svg.figure(key=key, wide=True, size=(1, 1), title="t", told="d")


def test_a_figure_names_and_describes_itself():
    root = ElementTree.fromstring(svg.figure(key="k", wide=True, size=(10, 20), title="Naam", told="Wat er staat"))

    assert root.get("role") == "img"
    labelled = (root.get("aria-labelledby") or "").split()
    by_id = {element.get("id"): element.text for element in root.iter()}
    assert [by_id[one] for one in labelled] == ["Naam", "Wat er staat"]
