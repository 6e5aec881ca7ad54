"""Where the cards stand in the wide drawing: columns by age, rows inside four lanes, no two overlapping.

The left edge of a card stands at its moment. A lane has as many rows as it needs to keep its cards apart;
the columns take the rest of the width. What cannot stand readably is left out from the oldest end, by
whole columns, and counted.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Final, NamedTuple

from stek.kit.drawing import text as measure

from .cards import Cards, Face
from .scale import Column, Stop, Unknown, stops, whole_starts
from .things import Captions, Frame, Moment

LANES: Final = ("child", "relation", "parent", "surroundings")
LEFT: Final = 140.0
RIGHT: Final = 1104.0
GAP: Final = 30.0  # between two cards of a row: room for an arrow, or for two to pass
MOST: Final = 14
AXIS: Final = 13
_ROWS: Final = 8
_DEEPEST: Final = 3
_STEP: Final = 56.0  # between two columns at least: room for a word on the axis
_HATCH: Final = 108.0
_HATCH_NARROW: Final = 84.0
# How many rows a lane may have, how many the relations, how wide a card: the calmest first. One row of
# relations lies across the border of the two lanes; a second one would only lie beside it.
_TRIES: Final = (
    (1, 1, 218.0),
    (1, 1, 194.0),
    (2, 1, 218.0),
    (2, 1, 194.0),
    (2, 2, 206.0),
    (3, 2, 206.0),
    (3, 3, 166.0),
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A card in its row; `row` counts through all lanes, from the top."""

    face: Face
    lane: str
    row: int
    left: float

    @property
    def right(self) -> float:
        return self.left + self.face.width


class Axis(NamedTuple):
    """The columns and the times not known, with what stays the same however the cards are arranged."""

    stops: list[Stop]
    words: list[float]  # how wide the word under each of them is
    hatch: float  # how wide a time not known is
    fullest: dict[str, int]  # lane -> the most cards one column has for it
    in_all: dict[str, int]  # lane -> its cards


@dataclass(frozen=True, slots=True)
class Tick:
    """A word on the axis and the place it belongs to."""

    left: float
    label: str


@dataclass(frozen=True, slots=True)
class Hatched:
    """A time that is not known, from `left` to `right`."""

    left: float
    right: float
    unknown: Unknown


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole wide drawing, before heights are known."""

    cards: tuple[Placed, ...]
    rows: tuple[str, ...]  # the lane of each row, top to bottom
    ticks: tuple[Tick, ...]
    hatched: tuple[Hatched, ...]


def plan(frame: Frame, moments: list[Moment], captions: Captions, cards: Cards, *, complete: bool = True) -> Plan:
    """The latest of `moments` (oldest first) that stand readably side by side, each in its place."""
    for start in _starts(frame, moments):
        axis = _axis(stops(frame, tuple(moments[start:]), captions, complete=complete and start == 0))
        for depth, between, room in _TRIES:
            rows = _rows_needed(axis, depth, between)
            if sum(rows.values()) > _ROWS:
                break  # the tries after it ask no fewer
            found = _arrange(axis, cards, room, rows)
            if found is not None:
                return found
    empty = _axis([])
    found = _arrange(empty, cards, RIGHT, _rows_needed(empty, 1, 1))
    assert found is not None, "an empty story always fits"
    return found


def _starts(frame: Frame, moments: list[Moment]) -> Iterator[int]:
    """Where the drawing may begin, the most telling first: with a whole column, else anywhere in one."""
    earliest = max(len(moments) - MOST, 0)
    whole = whole_starts(frame, moments, earliest)
    yield from whole
    yield from (start for start in range(earliest, len(moments)) if start not in whole)


def _axis(found: list[Stop]) -> Axis:
    found = _split(found)
    fullest, in_all = dict.fromkeys(LANES, 0), dict.fromkeys(LANES, 0)
    words = []
    unknown = 0
    for stop in found:
        if isinstance(stop, Unknown):
            words.append(0.0)
            unknown += 1
            continue
        words.append(measure.width(stop.label, measure.SANS, AXIS))
        for lane, held in Counter([moment.lane for moment in stop.moments]).items():
            fullest[lane] = max(fullest[lane], held)
            in_all[lane] += held
    return Axis(found, words, _HATCH if unknown < 3 else _HATCH_NARROW, fullest, in_all)


def _split(axis: list[Stop]) -> list[Stop]:
    """Columns so full that a lane would need too many rows, as several beside one another."""
    found: list[Stop] = []
    for stop in axis:
        if isinstance(stop, Unknown):
            found.append(stop)
            continue
        parts: list[list[Moment]] = [[]]
        held: dict[str, int] = {}
        for moment in stop.moments:
            if held.get(moment.lane, 0) == _DEEPEST:
                parts.append([])
                held = {}
            held[moment.lane] = held.get(moment.lane, 0) + 1
            parts[-1].append(moment)
        if len(parts) == 1:
            found.append(stop)
            continue
        labels = [stop.label] + [""] * (len(parts) - 1)
        found.extend(Column(stop.on, stop.age, label, tuple(part)) for label, part in zip(labels, parts, strict=True))
    return found


def _arrange(axis: Axis, cards: Cards, room: float, rows: dict[str, int]) -> Plan | None:
    """Everything in its place, on cards so wide and with so many rows in each lane, or None if it does not fit."""
    ends = {lane: [0.0] * count for lane, count in rows.items()}
    furthest = at = LEFT
    starts: list[float] = []
    places: list[tuple[int, Face, tuple[str, int]]] = []
    for index, (stop, word) in enumerate(zip(axis.stops, axis.words, strict=True)):
        if isinstance(stop, Unknown):
            starts.append(max(furthest + 10, at) if index else LEFT - 12)
            furthest = at = starts[-1] + axis.hatch + 12
            continue
        slots, left = _slots(stop, ends, at)
        for moment, (lane, row) in zip(stop.moments, slots, strict=True):
            card = cards.face(moment, room)
            places.append((index, card, (lane, row)))
            ends[lane][row] = left + card.width + GAP
            furthest = max(furthest, left + card.width)
        starts.append(left)
        at = left + max(_STEP, word + 16)
        furthest = max(furthest, left + word + 28)
        if furthest > RIGHT:
            return None
    slack = RIGHT - furthest
    if slack < 0:
        return None
    return _stretched(axis, starts, places, rows, slack)


def _rows_needed(axis: Axis, depth: int, between: int) -> dict[str, int]:
    """Lane -> how many rows it may use: `depth`, more if one column needs more, fewer if it holds fewer."""
    rows = {}
    for lane in LANES:
        relation = lane == "relation"
        wanted = max(between if relation else depth, axis.fullest[lane])
        # The lane of the child, of the parents and of what is around them is always there, also empty.
        rows[lane] = max(min(wanted, axis.in_all[lane]), 0 if relation else 1)
    return rows


def _slots(column: Column, ends: dict[str, list[float]], at: float) -> tuple[list[tuple[str, int]], float]:
    """A row for each moment of the column, and the first place from `at` on where all of them are free."""
    taken: list[tuple[str, int]] = []
    left = at
    for moment in column.moments:
        # The highest row that is free already, else the one that is free first.
        free, slot = inf, (moment.lane, 0)
        for row, end in enumerate(ends[moment.lane]):
            if max(end, at) < free and (moment.lane, row) not in taken:
                free, slot = max(end, at), (moment.lane, row)
        taken.append(slot)
        left = max(left, free)
    return taken, left


def _shifts(axis: list[Stop], slack: float) -> list[float]:
    """How far every stop moves to the right; columns share `slack` by the days before them."""
    days = [0]
    for before, stop in pairwise(axis):
        # A strip that is not known tells its length in words; only time between notes takes room.
        if isinstance(before, Column) and isinstance(stop, Column):
            days.append((stop.on - before.on).days + 1)
        else:
            days.append(1)
    spread = slack / max(sum(days), 1)
    shifts, at = [], 0.0
    for passed in days[: len(axis)]:
        at += passed * spread
        shifts.append(at)
    return shifts


def _stretched(
    axis: Axis,
    starts: list[float],
    places: list[tuple[int, Face, tuple[str, int]]],
    rows: dict[str, int],
    slack: float,
) -> Plan:
    """The room that is left over, given to the longest times, so that the last card ends at 'now'."""
    moved = [start + shift for start, shift in zip(starts, _shifts(axis.stops, slack), strict=True)]
    first_row = {}
    order: list[str] = []
    for lane in LANES:
        used = {slot[1] for _, _, slot in places if slot[0] == lane}
        first_row[lane] = len(order)
        order += [lane] * (max(used) + 1 if used else rows[lane])
    cards = tuple(Placed(card, slot[0], first_row[slot[0]] + slot[1], moved[index]) for index, card, slot in places)
    ticks = []
    hatched = []
    for stop, left in zip(axis.stops, moved, strict=True):
        if isinstance(stop, Unknown):
            hatched.append(Hatched(left, left + axis.hatch, stop))
        else:
            ticks.append(Tick(left, stop.label))
    return Plan(cards, tuple(order), tuple(ticks), tuple(hatched))
