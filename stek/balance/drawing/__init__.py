"""The drawing of the balance: one seesaw for each person, as that person says it stands.

A plank on a hill. The near thirds of each half are home, then what is near, then what is further: the
rings of the circle. It tips to the side of what burdens only when the person says that it is too much, and
lies level when they say that it holds. Dashed: they do not know. Dotted, with a question mark: no word yet.
Nothing that stands on either side comes in here, so nothing can be added up.

Pure: no Django, no clock, no database; the same word gives the same picture, letter for letter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from stek.kit.drawing import svg
from stek.kit.drawing import text as measure
from stek.kit.drawing.svg import Markup, tag

__all__ = ["Captions", "Drawing", "Seesaw", "draw_seesaw"]

type Word = Literal["holds", "too_much", "unknown", ""]

TILT: Final[dict[Word, int]] = {"holds": 0, "too_much": 9, "unknown": 0, "": 0}  # degrees; the right side is down


@dataclass(frozen=True, slots=True)
class Seesaw:
    """Whose word it is, and the word. `holds` is empty when nobody heard one."""

    name: str
    holds: Word


@dataclass(frozen=True, slots=True)
class Captions:
    """Every sentence of the platform in the drawing, in the reader's language."""

    title: str
    told: str
    told_none: str
    carries: str
    burdens: str
    home: str
    near: str
    further: str
    word: dict[str, str]  # 'holds' and the others, as somebody says it


@dataclass(frozen=True, slots=True)
class Drawing:
    svg: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Sheet:
    across: float
    half: float  # of the plank
    names: bool  # of the bands, on the plank


_WIDE: Final = _Sheet(440, 204, names=True)
_NARROW: Final = _Sheet(300, 134, names=False)
_PIVOT: Final = 88.0  # how far down the plank turns
_HILL: Final = 66.0


def draw_seesaw(seesaw: Seesaw, captions: Captions, *, wide: bool, key: str) -> Drawing:
    """One picture: 440 units wide, or 300 for a telephone. `key` begins every id inside it."""
    sheet = _WIDE if wide else _NARROW
    height = _PIVOT + _HILL + 4
    name = measure.clean(seesaw.name)
    said = captions.word.get(seesaw.holds, "")
    told = captions.told.format(name=name, word=said) if said else captions.told_none.format(name=name)
    picture = svg.figure(
        _hill(sheet),
        _plank(seesaw.holds, captions, sheet),
        *_sides(captions, sheet),
        key=key,
        wide=wide,
        size=(sheet.across, height),
        title=captions.title.format(name=name),
        told=told,
    )
    return Drawing(str(picture), sheet.across, height)


def _hill(sheet: _Sheet) -> Markup:
    """The family itself, on which it all rests."""
    x, top, foot = sheet.across / 2, _PIVOT + 4, _PIVOT + _HILL
    d = svg.path("M", x - 70, foot, "C", x - 44, foot - 40, x - 22, top, x, top, "C", x + 22, top, x + 44, foot - 40,
                 x + 70, foot, "Z")  # fmt: skip
    return tag("path", class_="f-around s-line", d=d)


def _plank(holds: Word, captions: Captions, sheet: _Sheet) -> Markup:
    x, half = sheet.across / 2, sheet.half
    known, dash = holds in ("holds", "too_much"), {"unknown": "10 7", "": "1.5 8"}.get(holds)
    bar = tag(
        "path", class_=f"nofill {'s-ink' if holds else 's-edge'}", stroke_width=8 if known else 3,
        stroke_dasharray=dash, stroke_linecap="round", d=svg.path("M", x - half, _PIVOT, "H", x + half),
    )  # fmt: skip
    pivot = tag("circle", class_="f-surf s-ink" if holds else "f-surf s-edge", stroke_width=2.5, cx=x, cy=_PIVOT, r=9)
    pieces = [bar, *_bands(captions, sheet), pivot]
    if not known:
        pieces.append(tag("text", "?", class_="g-soft", font_size=13, text_anchor="middle", x=x, y=_PIVOT + 4.5))
    turn = TILT[holds]
    return tag("g", *pieces, transform=f"rotate({turn} {svg.number(x)} {svg.number(_PIVOT)})" if turn else None)


def _bands(captions: Captions, sheet: _Sheet) -> Iterator[Markup]:
    """Where home ends and what is near begins, on both halves; and their names where there is room."""
    x, part = sheet.across / 2, sheet.half / 3
    for side in (-1, 1):
        for number, name in enumerate((captions.home, captions.near, captions.further)):
            if number:
                at = x + side * part * number
                yield tag("path", class_="s-edge", stroke_width=1.5, d=svg.path("M", at, _PIVOT - 10, "V", _PIVOT + 10))
            if sheet.names:
                shown = measure.clip(name, measure.SANS, 12, part - 4)
                middle = x + side * part * (number + 0.5) + (side * 6 if number == 0 else 0)
                yield tag("text", shown, class_="g-xs g-soft", text_anchor="middle", x=middle, y=_PIVOT - 12)


def _sides(captions: Captions, sheet: _Sheet) -> Iterator[Markup]:
    """What stands left and right, at the top, where no plank comes."""
    x = sheet.across / 2
    for words, at, anchor in ((captions.carries, x - sheet.half, "start"), (captions.burdens, x + sheet.half, "end")):
        yield tag("text", words, class_="g-b", font_size=14, text_anchor=anchor, x=at, y=20)
