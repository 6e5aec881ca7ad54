"""What a line between the family and somebody around it looks like, and from where to where it goes."""

from math import hypot
from typing import Final

from stek.kit.drawing import svg
from stek.kit.drawing.svg import Markup, number, shaped

from .places import Placed, Point, Sheet
from .things import Around

_THICKNESS: Final = {"much": 5.0, "some": 3.0, "": 2.0}
_WAVE: Final = 8.0  # half the length of one wave
_SWING: Final = 5.0
_INTO: Final = 8.0  # a line to all of them ends just inside their ring
_GAP: Final = 5.0  # between the end of a line and what it points to


def drawn_line(one: Around, start: Point, end: Point, key: str, *, recent: bool) -> Markup | None:
    """The line of `one` from `start` (its node) to `end` (home); none when nobody was asked."""
    if one.line == "not_asked":
        return None
    look, thick, dashed = "s-around", _THICKNESS[one.carries], ""
    if one.line == "asks":
        look, thick = "s-slate", 2.2
    elif one.line == "contact" and not recent:
        look, thick = "s-edge", 1.5
    elif one.line in ("starting", "asked"):
        thick, dashed = 2.0, ' stroke-dasharray="7 7"'
    pointed = f' marker-end="{svg.head(key, "around")}"' if one.line in ("gives", "starting") else ""
    d = _wave(start, end) if one.line == "asks" else svg.path("M", *start, "L", *end)
    stroke = f'stroke-width="{number(thick)}"{dashed} stroke-linecap="round"'
    return shaped("path", f'class="nofill {look}" {stroke}{pointed} d="{d}"')


def ends(sheet: Sheet, node: Placed, target: Placed | None) -> tuple[Point, Point]:
    """From the edge of `node` to the edge of `target`; without one, to the ring of home."""
    aim = target.at if target else sheet.centre
    across, down = aim[0] - node.at[0], aim[1] - node.at[1]
    far = hypot(across, down)
    along, below = across / far, down / far
    if target is not None:
        stop = target.radius + _GAP
    else:
        # Towards the centre an ellipse is reached at this distance from it.
        stop = 1 / hypot(along / sheet.home[0], below / sheet.home[1]) - _INTO
    start = node.at[0] + along * (node.radius + 1), node.at[1] + below * (node.radius + 1)
    return start, (aim[0] - along * stop, aim[1] - below * stop)


def _wave(start: Point, end: Point) -> str:
    across, down = end[0] - start[0], end[1] - start[1]
    far = hypot(across, down)
    count = max(2, round(far / _WAVE))
    along, below = across / far, down / far
    steps: list[str | float] = ["M", *start]
    for n in range(count):
        middle, stop = (n + 0.5) / count, (n + 1) / count
        side = _SWING * 2 * (1 if n % 2 else -1) * 0.8
        steps += [
            "Q",
            start[0] + across * middle - below * side,
            start[1] + down * middle + along * side,
            start[0] + across * stop,
            start[1] + down * stop,
        ]
    return svg.path(*steps)
