"""Five bands with their words beside them, wide or narrow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from stek.kit.drawing import svg
from stek.kit.drawing import text as measure
from stek.kit.drawing.svg import Markup, tag

from .things import Captions, Look, Step

_NAME: Final = 15
_SMALL: Final = 13
_LINE: Final = 17


@dataclass(frozen=True, slots=True)
class Sheet:
    """The measures of one of the two pictures: nothing of a family is among them."""

    across: float
    pyramid: float  # how broad its base is
    band: float  # how high each band is
    lines: int  # of states beside a band
    words: int  # lines of somebody's own words below those; more where the states take fewer

    @property
    def left(self) -> float:
        return self.pyramid + 20

    @property
    def down(self) -> float:
        return 5 * (self.band + _GAP) - _GAP + 4


_GAP: Final = 5
_WIDE: Final = Sheet(across=560, pyramid=240, band=88, lines=2, words=1)
_NARROW: Final = Sheet(across=320, pyramid=124, band=98, lines=2, words=1)


def draw_pyramid(steps: Sequence[Step], captions: Captions, *, wide: bool, key: str) -> str:
    """One picture: 560 units wide, or 320 for a telephone. `steps` are the five, from the base up.

    `key` begins every id inside it and must be unique on the page; raises ValueError when ids cannot begin
    so, or when there are not five steps.
    """
    if len(steps) != 5:
        raise ValueError("a pyramid has five steps")
    sheet = _WIDE if wide else _NARROW
    bands = [_band(step, 4 - place, sheet, key) for place, step in enumerate(steps)]
    words = [_words(step, 4 - place, sheet) for place, step in enumerate(steps)]
    return svg.figure(
        tag("g", *bands),
        tag("g", *words),
        key=key,
        wide=wide,
        size=(sheet.across, sheet.down),
        title=captions.title,
        told=" ".join([captions.told, *pyramid_in_words(steps, captions)]),
        heads=(),
    )


def pyramid_in_words(steps: Sequence[Step], captions: Captions) -> list[str]:
    """The same in sentences, from the base up."""
    return [captions.step.format(name=step.name, states=step.states) for step in steps]


def _corners(row: int, sheet: Sheet, inset: float = 0) -> str:
    """The outline of one band, the top one is row 0; the same for every family."""
    top = 2 + row * (sheet.band + _GAP) + inset
    bottom = 2 + row * (sheet.band + _GAP) + sheet.band - inset
    whole = 5 * (sheet.band + _GAP) - _GAP
    middle = sheet.pyramid / 2 + 2
    slope = (sheet.pyramid / 2) / whole
    # The side leans, so the same inset takes a little more across than down.
    aside = inset * (1 + slope**2) ** 0.5
    half_top, half_bottom = slope * (top - 2) - aside, slope * (bottom - 2) - aside
    if half_top <= 0:  # the top band ends in a point
        top, half_top = 2 + aside / slope if inset else top, 0
    corners = [
        (middle - half_top, top), (middle + half_top, top), (middle + half_bottom, bottom), (middle - half_bottom, bottom),
    ]  # fmt: skip
    return " ".join(f"{svg.number(x)},{svg.number(y)}" for x, y in corners)


# How a band looks, by what was said. Line and filling, one hue; dotted is 'not known' all over the house.
_FILL: Final[dict[Look, str]] = {
    "now": "f-full s-around", "discussed": "f-lit s-around", "not_known": "f-surf s-edge",
    "met": "f-surf s-around", "not_at_issue": "f-surf s-edge", "": "f-sunk s-line",
}  # fmt: skip
_STROKE: Final[dict[Look, float]] = {
    "now": 2, "discussed": 1.5, "not_known": 1.5, "met": 1.5, "not_at_issue": 1, "": 1,
}  # fmt: skip


def _band(step: Step, row: int, sheet: Sheet, key: str) -> Markup:
    outline = _corners(row, sheet)
    dashes = "1.5 4.5" if step.look == "not_known" else None
    pieces = [
        tag(
            "polygon", class_=f"echelon {_FILL[step.look]}", points=outline, stroke_width=_STROKE[step.look],
            stroke_dasharray=dashes, stroke_linejoin="round", stroke_linecap="round" if dashes else None,
        )
    ]  # fmt: skip
    if step.look == "not_known":
        pieces.append(tag("polygon", fill=svg.hatching(key), points=outline))
        pieces.append(_asking(row, sheet))
    if step.look == "met":
        pieces.append(tag("polygon", class_="nofill s-around", points=_corners(row, sheet, 5), stroke_width=1.5))
    return tag("g", *pieces)


def _asking(row: int, sheet: Sheet) -> Markup:
    """A question mark on a clear spot. In the point of the pyramid it stands lower, where there is room."""
    middle = sheet.pyramid / 2 + 2
    down = 2 + row * (sheet.band + _GAP) + sheet.band * (0.74 if row == 0 else 0.5)
    around = 10 if row == 0 and sheet.pyramid < 200 else 13
    return tag(
        "g",
        tag("circle", class_="f-surf", cx=middle, cy=down, r=around),
        tag("text", "?", class_="g-b", font_size=16, text_anchor="middle", x=middle, y=down + 5.5),
    )


def _words(step: Step, row: int, sheet: Sheet) -> Markup:
    room = sheet.across - sheet.left
    top = 2 + row * (sheet.band + _GAP)
    name = measure.wrap(measure.clean(step.name), measure.SANS_BOLD, _NAME, room, 2)
    states = measure.wrap(measure.clean(step.states), measure.SANS, _SMALL, room, sheet.lines)
    free = sheet.words + sheet.lines - len(states)
    own = measure.wrap(measure.clean(step.words), measure.VOICE_ITALIC, _NAME, room, free) if step.words else ()
    tall = (len(name) + len(states)) * _LINE + len(own) * (_LINE + 3)
    down = top + (sheet.band - tall) / 2 + 13
    lines = []
    for line in name:
        lines.append(tag("text", line, class_="g-b", font_size=_NAME, x=sheet.left, y=down))
        down += _LINE + 1
    for line in states:
        lines.append(tag("text", line, class_="g-s g-soft", x=sheet.left, y=down))
        down += _LINE
    for line in own:
        down += 3
        lines.append(tag("text", line, class_="g-voice", font_style="italic", font_size=_NAME, x=sheet.left, y=down))
        down += _LINE
    return tag("g", *lines)
