"""How high everything in the wide drawing is: rows as high as their cards, gutters as high as their arrows ask."""

from dataclasses import dataclass
from typing import Final

from stek.kit.drawing import text as measure

from .arrows import Roads
from .lanes import AXIS, Hatched, Plan

TOP: Final = 34.0
LINE: Final = 17.0
ROAD: Final = 30.0  # a gutter with an arrow: room to see its head
TRACK: Final = 10.0
EMPTY_ROW: Final = 52.0
_LOW_ROW: Final = 24.0
_OUTER: Final = 15.0
_INNER: Final = 15.0
_BORDER: Final = 34.0
_SEAM: Final = 24.0  # beside the cards that lie across the border


@dataclass(frozen=True, slots=True)
class Heights:
    """Where every row and every gutter begins and ends, and the three lanes they lie in."""

    rows: tuple[tuple[float, float], ...]
    gutters: tuple[tuple[float, float], ...]
    lanes: dict[str, tuple[float, float]]
    across: float | None  # where the lanes of child and parents meet, when cards lie across it
    bottom: float


def heights_of(laid: Plan, roads: Roads) -> Heights:
    """The heights for `laid`, after `roads` gave out all its routes."""
    # Cards that lie across the border stand in the child's lane too: then it needs no empty row.
    beside = _LOW_ROW if "relation" in laid.rows else EMPTY_ROW
    tall = [beside if lane in ("child", "parent") else EMPTY_ROW for lane in laid.rows]
    for card in laid.cards:
        tall[card.row] = max(tall[card.row], card.face.height)
    for one in laid.hatched:
        row = caption_row(laid)
        tall[row] = max(tall[row], 14 + LINE * len(caption(one)))
    rows, gutters = [], []
    at = TOP
    for index in range(len(tall) + 1):
        gutter = _gutter(laid.rows, index)
        if roads.used[index]:
            gutter = max(gutter, ROAD + TRACK * max(len(roads.tracks[index]) - 1, 0))
        gutters.append((at, at + gutter))
        at += gutter
        if index < len(tall):
            rows.append((at, at + tall[index]))
            at += tall[index]
    bands = _lane_bands(laid, rows, gutters, at)
    across = bands["child"][1] + 4 if "relation" in laid.rows else None
    return Heights(tuple(rows), tuple(gutters), bands, across, at)


def _gutter(rows: tuple[str, ...], index: int) -> float:
    if index in (0, len(rows)):
        return _OUTER
    above, below = rows[index - 1], rows[index]
    if above == below:
        return _INNER
    return _SEAM if "relation" in (above, below) else _BORDER


def _lane_bands(
    laid: Plan,
    rows: list[tuple[float, float]],
    gutters: list[tuple[float, float]],
    bottom: float,
) -> dict[str, tuple[float, float]]:
    parent, around = laid.rows.index("parent"), laid.rows.index("surroundings")
    between = [rows[n] for n, lane in enumerate(laid.rows) if lane == "relation"]
    seam = (between[0][0] + between[-1][1]) / 2 if between else sum(gutters[parent]) / 2
    border = sum(gutters[around]) / 2
    return {
        "child": (TOP, seam - 4),
        "parent": (seam + 4, border - 4),
        "around": (border + 4, bottom),
    }


def caption_row(laid: Plan) -> int:
    """The row in which hatched strips say what they are: the parents' first."""
    return laid.rows.index("parent")


def caption(one: Hatched) -> list[str]:
    """The lines that stand in a hatched strip."""
    room = one.right - one.left - 20
    lines: list[str] = []
    for line in one.unknown.lines:
        lines += measure.wrap(line, measure.SANS, AXIS, room, 2)
    return lines
