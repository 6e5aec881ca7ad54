"""The drawing of the circle: everybody keeps a place, every line means one thing, nothing breaks it."""

import random
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stek.circle.captions import captions
from stek.circle.ecomap import Around, Home, circle_in_words, draw_circle
from stek.circle.ecomap.labels import Box, circle_box
from stek.circle.ecomap.picture import scene
from stek.circle.ecomap.places import NARROW, WIDE
from stek.circle.ecomap.words import in_order
from stek.kit.tests.long import often

TODAY = date(2026, 11, 21)
FORMATS = pytest.mark.parametrize("wide", [True, False])
LINES = ("gives", "asks", "contact", "starting", "asked", "not_asked")
ELEMENTS = {
    "svg",
    "title",
    "desc",
    "defs",
    "marker",
    "pattern",
    "g",
    "path",
    "line",
    "rect",
    "circle",
    "ellipse",
    "text",
}
ODD = (
    "<script>alert(1)</script>",
    "مرحبا بالعالم",
    "👨‍👩‍👧‍👦" * 9,
    "Overgrootmoederlijk" * 6,
    "a" + "\u0323" * 200,
    "\x00\ud800",
)

HOME = (Home("June", "child"), Home("Nina", "parent"), Home("Maaike", "parent"))


def make_around(number: int = 0, **changed) -> Around:
    given = {
        "id": f"a{number:02}",
        "name": f"Iris{number}",
        "role": "vriendin",
        "label": "",
        "person": True,
        "ring": "near",
        "line": "gives",
        "carries": "some",
        "toward": "Nina",
        "on": TODAY,
        "said_by": "Nina",
    }
    return Around(**{**given, **changed})


names = st.one_of(st.sampled_from(["June", "Nina", "Maaike", "Iris", *ODD]), st.text(max_size=40))


@st.composite
def circles(draw):
    """Any household with anybody around it, called anything."""
    home = [
        Home(draw(names), draw(st.sampled_from(["child", "parent", "kin"]))) for _ in range(draw(st.integers(0, 9)))
    ]
    around = [
        make_around(
            number,
            name=draw(names),
            role=draw(names),
            label=draw(st.one_of(st.just(""), names)),
            person=draw(st.booleans()),
            ring=draw(st.sampled_from(["home", "near", "further"])),
            line=draw(st.sampled_from(LINES)),
            carries=draw(st.sampled_from(["much", "some", ""])),
            toward=draw(st.one_of(st.none(), names, st.sampled_from([one.name for one in home] or [None]))),
            on=draw(st.sampled_from([None, TODAY, TODAY - timedelta(days=400)])),
        )
        for number in range(draw(st.integers(0, 16)))
    ]
    return home, around


def drawn(home, around, *, wide=True, key="k"):
    return draw_circle(home, around, captions(), today=TODAY, wide=wide, key=key)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def lines_in(svg: str) -> list[ElementTree.Element]:
    """The lines between people: paths outside the arrow heads."""
    return [path for path in parsed(svg).iter("path") if path.get("stroke-width") and path.get("d") != "M1 1 9 5 1 9"]


@FORMATS
@given(circle=circles())
@settings(max_examples=often(10, 300), deadline=None)
def test_the_drawing_is_well_formed_and_holds_nothing_but_drawing(wide, circle):
    root = parsed(drawn(*circle, wide=wide).svg)

    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(one.startswith("k-") for one in ids)
    for element in root.iter():
        assert element.tag in ELEMENTS
        assert not {name for name in element.attrib if name.startswith("on") or name in {"style", "href"}}


@FORMATS
@given(circle=circles())
@settings(max_examples=often(10, 300), deadline=None)
def test_nobody_and_no_words_stand_on_one_another(wide, circle):
    sheet = WIDE if wide else NARROW
    home, around = circle
    laid = scene(sheet, home, in_order(around)[: sheet.most], captions(), TODAY)
    paper = Box(0, 0, *sheet.size)
    circles_ = [place for _, place in laid.home] + [place for _, place, _ in laid.around]
    for number, one in enumerate(circles_):
        assert inside(circle_box(one), paper)
        for other in circles_[:number]:
            apart = (one.at[0] - other.at[0]) ** 2 + (one.at[1] - other.at[1]) ** 2
            assert apart >= (one.radius + other.radius) ** 2

    boxes = [label.box for _, _, label in laid.around if label.box]
    boxes += [box for _, _, box in laid.rings]
    for number, box in enumerate(boxes):
        assert inside(box, paper)
        assert not any(box.meets(other) for other in boxes[:number])
    for _, _, label in laid.around:
        if label.box:
            assert not any(label.box.meets(circle_box(one)) for one in circles_)


def inside(box: Box, paper: Box) -> bool:
    return paper.left <= box.left <= box.right <= paper.right and paper.top <= box.top <= box.bottom <= paper.bottom


@FORMATS
@given(circle=circles())
@settings(max_examples=often(10, 300), deadline=None)
def test_everybody_is_drawn_or_counted_and_all_are_in_the_table(wide, circle):
    home, around = circle
    drawing = drawn(home, around, wide=wide)

    assert len(drawing.shown) + drawing.left_out == len(around)
    assert len(drawing.shown) <= (12 if wide else 8)
    rows = circle_in_words(home, around, captions(), today=TODAY)
    assert sorted(row.id for row in rows) == sorted(one.id for one in around)


@FORMATS
@given(circle=circles())
@settings(max_examples=often(10, 300), deadline=None)
def test_the_order_in_which_people_come_in_changes_nothing(wide, circle):
    home, around = circle
    shuffled = around[:]
    random.Random(4).shuffle(shuffled)
    assert drawn(home, around, wide=wide) == drawn(home, shuffled, wide=wide)


@FORMATS
def test_there_is_no_line_to_somebody_who_was_not_asked(wide):
    svg = drawn(HOME, [make_around(line="not_asked", name="grootouders")], wide=wide).svg
    assert lines_in(svg) == []
    assert "?" in [text.text for text in parsed(svg).iter("text")]


def test_thickness_has_three_steps_and_they_are_a_persons_word():
    around = [make_around(n, carries=carries) for n, carries in enumerate(("", "some", "much"))]
    assert sorted(line.get("stroke-width") for line in lines_in(drawn(HOME, around).svg)) == ["2", "3", "5"]


@pytest.mark.parametrize(
    ("line", "dashed", "arrow"),
    [
        ("gives", False, True),
        ("asks", False, False),
        ("contact", False, False),
        ("starting", True, True),
        ("asked", True, False),
    ],
)
def test_every_kind_of_line_looks_like_what_it_means(line, dashed, arrow):
    (drawn_line,) = lines_in(drawn(HOME, [make_around(line=line)]).svg)
    assert (drawn_line.get("stroke-dasharray") is not None) == dashed
    assert (drawn_line.get("marker-end") is not None) == arrow
    assert ("Q" in (drawn_line.get("d") or "")) == (line == "asks")


def test_an_arrow_ends_at_the_one_it_is_for():
    laid = scene(WIDE, HOME, [make_around()], captions(), TODAY)
    nina = next(place for one, place in laid.home if one.name == "Nina")
    x, y = laid.ways[0][1]
    far = ((x - nina.at[0]) ** 2 + (y - nina.at[1]) ** 2) ** 0.5
    assert nina.radius < far < nina.radius + 8


def test_contact_of_longer_ago_is_thin_hollow_and_dated():
    svg = drawn(HOME, [make_around(line="contact", carries="much", on=date(2026, 3, 2))]).svg
    (line,) = lines_in(svg)
    assert line.get("stroke-width") == "1.5"
    assert "f-surf s-around" in svg
    assert "2 mrt" in [text.text for text in parsed(svg).iter("text")]


def test_a_child_has_a_double_outline():
    circles_ = list(parsed(drawn([Home("June", "child"), Home("Nina", "parent")], []).svg).iter("circle"))
    assert [one.get("class") for one in circles_] == ["f-child s-child", "nofill s-child", "f-parent s-parent"]


@FORMATS
def test_who_is_not_drawn_is_said_in_words(wide):
    drawing = drawn(HOME, [make_around(n) for n in range(20)], wide=wide)
    assert drawing.left_out == (8 if wide else 12)
    (note,) = drawing.notes
    assert str(drawing.left_out) in note
    assert note in " ".join(text.text or "" for text in parsed(drawing.svg).iter("text"))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"carries": "much"}, "geeft veel energie aan Nina"),
        ({"carries": ""}, "geeft energie aan Nina"),
        ({"toward": None}, "geeft wat energie aan het gezin"),
        ({"line": "asks", "label": "één dag thuis"}, "vraagt energie van Nina: één dag thuis"),
        ({"line": "not_asked"}, "nog niet gevraagd"),
        ({"line": "asked"}, "gevraagd, nog niet begonnen"),
    ],
)
def test_the_table_says_what_the_line_shows(changed, sentence):
    (row,) = circle_in_words(HOME, [make_around(**changed)], captions(), today=TODAY)
    assert row.between == sentence


def test_the_table_says_who_and_since_when():
    (row,) = circle_in_words(HOME, [make_around(name="Iris", on=date(2025, 12, 3))], captions(), today=TODAY)
    assert (row.who, row.since) == ("Iris, vriendin", "3 december 2025, Nina")


def test_the_table_goes_from_near_to_far_and_nobody_stands_higher_for_giving_more():
    around = [
        make_around(1, name="Zoë", carries="much"),
        make_around(2, name="Anke", carries=""),
        make_around(3, name="Bram", ring="further", carries="much"),
    ]
    rows = circle_in_words(HOME, around, captions(), today=TODAY)
    assert [row.who.split(",")[0] for row in rows] == ["Anke", "Zoë", "Bram"]


@pytest.mark.parametrize(
    ("way", "crossed"),
    [
        (((0, 15), (50, 15)), True),
        (((25, 0), (25, 15)), True),
        (((22, 12), (28, 18)), True),
        (((12, 5), (35, 25)), True),
        (((0, 15), (5, 15)), False),
        (((0, 15), (15, 40)), False),
        (((35, 0), (35, 40)), False),
        (((10, 5), (50, 5)), False),
    ],
)
def test_a_line_crosses_words_only_where_it_passes_through_them(way, crossed):
    box = Box(20, 10, 30, 20)
    assert box.crossed_by(*way) == crossed
    assert box.crossed_by(*reversed(way)) == crossed


def test_two_drawings_on_a_page_share_no_id():
    ids = [{one.get("id") for one in parsed(drawn(HOME, [], key=key).svg).iter()} - {None} for key in ("een", "twee")]
    assert not ids[0] & ids[1]
