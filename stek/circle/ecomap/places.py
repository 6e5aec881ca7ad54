"""Where everybody stands: home in the middle, the others each on an angle of their own.

Because no two nodes share an angle, a line from the outer ring finds its way between those on the ring
before it. Angles near the top stay free for the names of the rings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import atan2, cos, hypot, pi, sin
from typing import Final, NamedTuple

from stek.kit.drawing import text as measure

from .things import Around, Home

type Point = tuple[float, float]

_TOP_FREE: Final = 0.34  # radians left and right of the top that belong to the names of the rings
_FEWEST: Final = 8  # places to choose from when there are fewer nodes
_CROSSING: Final = 100.0
_LOWER: Final = 5.0  # home stands a little low: the name of its ring is above it
EDGE: Final = 4.0  # between the edge of a circle and its words, at least


@dataclass(frozen=True, slots=True)
class Sheet:
    """The measures of one format: the paper, its rings (half across, half down), and what stands on it."""

    size: tuple[float, float]
    centre: Point
    home: Point
    near: Point
    further: Point
    on_near: Point  # where the nodes of a ring stand
    on_further: Point
    node: tuple[float, float]  # the smallest and the largest circle around home
    member: float  # the largest circle at home
    most: int
    label: float  # how wide a label may be
    name: float  # the size of a name in a label
    dated: bool  # whether labels have room for a date


WIDE: Final = Sheet(
    size=(660, 600),
    centre=(330, 292),
    home=(108, 108),
    near=(198, 198),
    further=(280, 280),
    on_near=(156, 156),
    on_further=(240, 240),
    node=(25, 33),
    member=42,
    most=12,
    label=128,
    name=14,
    dated=True,
)
NARROW: Final = Sheet(
    size=(320, 470),
    centre=(160, 232),
    home=(70, 76),
    near=(124, 156),
    further=(158, 228),
    on_near=(101, 122),
    on_further=(131, 190),
    node=(20, 26),
    member=32,
    most=8,
    label=104,
    name=13,
    dated=False,
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A circle on the paper."""

    at: Point
    radius: float


def members(sheet: Sheet, home: Sequence[Home]) -> list[Placed]:
    """A place for each of `home`: children above, grown-ups below, no two touching, all inside the ring."""
    children = [n for n, one in enumerate(home) if one.kind == "child"]
    adults = [n for n, one in enumerate(home) if one.kind != "child"]
    best, rows = 0.0, [children + adults]
    for most in range(1, min(max(len(children), len(adults)), 5) + 1):
        tried = _in_rows(children, most) + _in_rows(adults, most)
        radius = _largest(sheet, tried)
        if radius > best:
            best, rows = radius, tried
    longest = max((measure.width(one.name, measure.VOICE_BOLD, 14) for one in home), default=0.0)
    radius = min(best, max(longest / 2 + 7, sheet.member * 0.8))
    placed = [Placed(sheet.centre, radius)] * len(home)
    for n, (x, y) in _stood(rows, radius):
        placed[n] = Placed((sheet.centre[0] + x, sheet.centre[1] + y + _LOWER), radius)
    return placed


def _in_rows(people: list[int], most: int) -> list[list[int]]:
    return [people[start : start + most] for start in range(0, len(people), most)]


def _stood(rows: list[list[int]], radius: float) -> list[tuple[int, Point]]:
    """Who stands where around the middle, in rows of circles of this radius."""
    step = 2 * radius + 5
    return [
        (n, ((place - (len(row) - 1) / 2) * step, (number - (len(rows) - 1) / 2) * (step - 1)))
        for number, row in enumerate(rows)
        for place, n in enumerate(row)
    ]


def _largest(sheet: Sheet, rows: list[list[int]]) -> float:
    """The largest radius, to half a unit, with which these rows still fit inside the ring of home."""
    across, down = sheet.home
    small, large = 2.0, sheet.member
    while large - small > 0.5:
        radius = (small + large) / 2
        fits = all(
            (x / (across - radius)) ** 2 + ((abs(y) + _LOWER) / (down - radius)) ** 2 <= 1
            for _, (x, y) in _stood(rows, radius)
        )
        small, large = (radius, large) if fits else (small, radius)
    return small


def nodes(sheet: Sheet, around: Sequence[Around], targets: dict[str, Placed]) -> list[Placed]:
    """A place for each of `around`, on the side of the one it is about where that can be.

    Of the angles that are left, each takes the nearest to its target whose line crosses no other node.
    """
    free = list(_stands(sheet, max(len(around), _FEWEST)))
    found: dict[int, Placed] = {}
    ways: list[tuple[Point, Point]] = []
    order = sorted(
        range(len(around)), key=lambda n: (around[n].line == "not_asked", around[n].toward not in targets, n)
    )
    for n in order:
        one = around[n]
        target = targets.get(one.toward or "")
        aim = target.at if target else sheet.centre
        placed = list(found.values())
        best = min(
            free, key=lambda stand: (_cost(sheet, one, stand, aim, target is not None, placed, ways), stand.angle)
        )
        free.remove(best)
        found[n] = Placed(best.at(one), _radius(sheet, one))
        if one.line != "not_asked":
            ways.append((found[n].at, aim))
    return [found[n] for n in range(len(around))]


class _Stand(NamedTuple):
    """An angle, and where it meets the two rings that nodes stand on."""

    angle: float
    near: Point
    further: Point

    def at(self, one: Around) -> Point:
        return self.further if one.ring == "further" else self.near


@cache
def _stands(sheet: Sheet, count: int) -> tuple[_Stand, ...]:
    """So many angles, evenly over what is not the top."""
    arc = 2 * pi - 2 * _TOP_FREE
    angles = [-pi / 2 + _TOP_FREE + (n + 0.5) * arc / count for n in range(count)]
    return tuple(_Stand(a, _on(sheet, sheet.on_near, a), _on(sheet, sheet.on_further, a)) for a in angles)


def _on(sheet: Sheet, ring: Point, angle: float) -> Point:
    return sheet.centre[0] + ring[0] * cos(angle), sheet.centre[1] + ring[1] * sin(angle)


def _radius(sheet: Sheet, one: Around) -> float:
    """As large as the name asks, so that it can stand in its circle."""
    smallest, largest = sheet.node
    if one.line == "not_asked":
        return smallest - 4
    asked = measure.width(measure.clean(one.name), measure.VOICE_BOLD, 13) / 2 + EDGE
    return min(max(asked, smallest), largest) if asked <= largest else smallest


def _cost(
    sheet: Sheet,
    one: Around,
    stand: _Stand,
    aim: Point,
    personal: bool,
    placed: list[Placed],
    ways: list[tuple[Point, Point]],
) -> float:
    at, angle = stand.at(one), stand.angle
    crossed = 0
    if one.line != "not_asked":
        for other in placed:
            crossed += distance(other.at, at, aim) < other.radius + 9
    for start, end in ways:
        crossed += distance(at, start, end) < sheet.node[1] + 6
    if personal:
        wanted = atan2(aim[1] - sheet.centre[1], aim[0] - sheet.centre[0])
        far = abs((angle - wanted + pi) % (2 * pi) - pi)
    else:
        # About all of them: where there is most room.
        nearest = min((hypot(at[0] - p.at[0], at[1] - p.at[1]) for p in placed), default=0.0)
        far = -nearest / 100
    return far + _CROSSING * crossed


def distance(point: Point, start: Point, end: Point) -> float:
    """From `point` to the straight piece between `start` and `end`."""
    x, y = start[0] - point[0], start[1] - point[1]
    across, down = end[0] - start[0], end[1] - start[1]
    long = across * across + down * down
    part = -(x * across + y * down) / long if long else 0.0
    if part >= 1.0:
        return hypot(x + across, y + down)
    return hypot(x + part * across, y + part * down) if part > 0.0 else hypot(x, y)
