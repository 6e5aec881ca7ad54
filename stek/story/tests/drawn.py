"""Plain builders for the drawing of the story, and what a test needs to see in it."""

from datetime import date, timedelta
from xml.etree import ElementTree

from hypothesis import strategies as st

from stek.story.drawing import Arrow, Frame, Moment

TODAY = date(2026, 11, 21)
LANES = ("child", "parent", "relation", "surroundings")
ODD = (
    "<script>alert(1)</script>",
    "a\u0301" + "\u0323" * 200,
    "مرحبا بالعالم كيف حال الطفل اليوم",
    "👨‍👩‍👧‍👦" * 30,
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    '"><g onload="x()">&amp;</text></svg>',
    "]]>  \x00\x0b\ud800 \ufffe",
    "漢字仮名交じり文" * 9,
    "",
)


def make_frame(*, weeks: int | None = 12, due: date | None = None, parents=("Nina", "Maaike")) -> Frame:
    birth = None if weeks is None else TODAY - timedelta(weeks=weeks)
    return Frame("June", tuple(parents), birth, due, TODAY)


def make_moment(number: int = 0, *, ago: int = 0, **changed) -> Moment:
    given = {
        "id": f"m{number:04}",
        "thread": f"t{number:04}",
        "lane": "child",
        "text": "Kijkt lang naar het licht",
        "quoted_from": None,
        "told_by": None,
        "told_it_themself": False,
        "about": ("June",),
        "author": "Nina",
        "author_role": "",
        "on": TODAY - timedelta(days=ago),
        "knowing": "seen",
        "tone": "noticed",
        "small_success": False,
        "href": f"/n/{number}",
    }
    return Moment(**{**given, **changed})


def make_arrow(start: int, end: int, **changed) -> Arrow:
    given = {"both_ways": False, "certainty": "told", "author": "Nina", "words": ""}
    return Arrow(f"t{start:04}", f"t{end:04}", **{**given, **changed})


names = st.one_of(st.sampled_from(["June", "Nina", "Maaike", "Iris"]), st.text(max_size=30))
said = st.one_of(st.sampled_from(ODD), st.text(max_size=200))


@st.composite
def stories(draw, most: int = 30):
    """Some family's story: any number of moments and arrows, in any order, with anything written in them."""
    frame = Frame(
        draw(names),
        tuple(draw(st.lists(names, max_size=3))),
        draw(st.sampled_from([None, *(TODAY - timedelta(days=n) for n in (-20, 0, 3, 40, 200, 900, 1800))])),
        draw(st.sampled_from([None, TODAY + timedelta(days=60), TODAY - timedelta(days=10)])),
        TODAY,
    )
    spread = draw(st.sampled_from([1, 10, 100, 1500]))
    moments = [
        make_moment(
            number,
            ago=draw(st.integers(-2, spread)),
            lane=draw(st.sampled_from(LANES)),
            text=draw(said),
            quoted_from=draw(st.one_of(st.none(), names)),
            about=tuple(draw(st.lists(names, max_size=3))),
            author=draw(names),
            knowing=draw(st.sampled_from(["seen", "heard", "told", "suspected", ""])),
            tone=draw(st.sampled_from(["strength", "noticed", "unsure", "worry"])),
            small_success=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, most)))
    ]
    place = st.integers(0, most)
    arrows = [
        make_arrow(
            draw(place),
            draw(place),
            both_ways=draw(st.booleans()),
            certainty=draw(st.sampled_from(["told", "suspected"])),
            words=draw(said),
        )
        for _ in range(draw(st.integers(0, 12)))
    ]
    return frame, moments, arrows


def parsed(svg: str) -> ElementTree.Element:
    """The drawing as a tree; fails when it is not well-formed."""
    return ElementTree.fromstring(svg)


def words_in(svg: str) -> str:
    """Everything that can be read in the drawing."""
    return " ".join(element.text or "" for element in parsed(svg).iter("text"))
