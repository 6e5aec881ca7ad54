"""Where everybody stands: home in the middle, the others each on an angle of their own.

Because no two nodes share an angle, a line from the outer ring finds its way between those on the ring
before it. Angles near the top stay free for the names of the rings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import atan2, cos, dist, hypot, pi, sin
from typing import Final, NamedTuple

from stek.kit.drawing import text as measure

from .things import Around, Home

type Point = tuple[float, float]

_TOP_FREE: Final = 0.34  # radians left and right of the top that belong to the names of the rings
_FEWEST: Final = 8  # places to choose from when there are fewer nodes
_CROSSING: Final = 100.0
_LOWER: Final = 5.0  # home stands a little low: the name of its ring is above it
EDGE: Final = 4.0  # between the edge of a circle and its words, at least


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The measures of one format: the paper, its rings (half across, half down), and what stands on it.

    There are two, below; each equals only itself.
    """

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
    ordered = sorted(range(len(home)), key=lambda n: home[n].kind != "child")
    children = sum(one.kind == "child" for one in home)
    largest, rows = _rows(sheet, children, len(home) - children)
    longest = max((measure.width(one.name, measure.VOICE_BOLD, 14) for one in home), default=0.0)
    radius = min(largest, max(longest / 2 + 7, sheet.member * 0.8))
    across, down = sheet.centre
    found: dict[int, Placed] = {}
    for n, (x, y) in zip(ordered, _stood(rows, radius), strict=True):
        found[n] = Placed((across + x, down + y + _LOWER), radius)
    return [found[n] for n in range(len(home))]


@cache
def _rows(sheet: Sheet, children: int, adults: int) -> tuple[float, tuple[int, ...]]:
    """The largest circles for so many at home, and how many of them stand in each row."""
    best: float = 0
    rows: tuple[int, ...] = ()
    for most in range(1, min(max(children, adults), 5) + 1):
        tried = _in_rows(children, most) + _in_rows(adults, most)
        radius = _largest(sheet, tried)
        if radius > best:
            best, rows = radius, tried
    return best, rows


def _in_rows(people: int, most: int) -> tuple[int, ...]:
    return tuple([min(most, people - start) for start in range(0, people, most)])


def _stood(rows: tuple[int, ...], radius: float) -> list[Point]:
    """Where the circles of this radius in these rows stand around the middle."""
    step = 2 * radius + 5
    return [
        ((place - (long - 1) / 2) * step, (number - (len(rows) - 1) / 2) * (step - 1))
        for number, long in enumerate(rows)
        for place in range(long)
    ]


def _largest(sheet: Sheet, rows: tuple[int, ...]) -> float:
    """The largest radius, to half a unit, with which these rows still fit inside the ring of home."""
    across, down = sheet.home
    small, large = 2.0, sheet.member
    while large - small > 0.5:
        radius = (small + large) / 2
        fits = all(
            (x / (across - radius)) ** 2 + ((abs(y) + _LOWER) / (down - radius)) ** 2 <= 1
            for x, y in _stood(rows, radius)
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
        best = _chosen(sheet, one, free, target, list(found.values()), ways)
        free.remove(best)
        found[n] = Placed(best.at(one), _radius(sheet, one))
        if one.line != "not_asked":
            ways.append((found[n].at, target.at if target else sheet.centre))
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


def _chosen(
    sheet: Sheet,
    one: Around,
    free: list[_Stand],
    target: Placed | None,
    placed: list[Placed],
    ways: list[tuple[Point, Point]],
) -> _Stand:
    """The nearest of `free` whose line crosses no other node; where all do, the one that crosses the fewest."""
    aim = target.at if target else sheet.centre
    wanted = atan2(aim[1] - sheet.centre[1], aim[0] - sheet.centre[0]) if target else None
    crossing = []
    for far, stand in sorted([(_far(stand, one, wanted, placed), stand) for stand in free]):
        at = stand.at(one)
        crossed = sum([distance(at, start, end) < sheet.node[1] + 6 for start, end in ways])
        if one.line != "not_asked":
            crossed += sum([distance(other.at, at, aim) < other.radius + 9 for other in placed])
        if not crossed:
            return stand
        crossing.append((far + _CROSSING * crossed, stand))
    return min(crossing)[1]


def _far(stand: _Stand, one: Around, wanted: float | None, placed: list[Placed]) -> float:
    """How far from the angle that is wanted; where none is, less when there is more room."""
    if wanted is not None:
        return abs((stand.angle - wanted + pi) % (2 * pi) - pi)
    at = stand.at(one)
    return -min([dist(at, other.at) for other in placed], default=0.0) / 100


def distance(point: Point, start: Point, end: Point) -> float:
    """From `point` to the straight piece between `start` and `end`."""
    x, y = start[0] - point[0], start[1] - point[1]
    across, down = end[0] - start[0], end[1] - start[1]
    long = across * across + down * down
    part = -(x * across + y * down) / long if long else 0.0
    if part >= 1.0:
        return hypot(x + across, y + down)
    return hypot(x + part * across, y + part * down) if part > 0.0 else hypot(x, y)
