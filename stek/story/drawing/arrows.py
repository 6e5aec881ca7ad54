"""Ways for the arrows between cards: through the gutters between rows and past the ends of cards.

Routes are found before heights exist. A route leaves its card into a gutter, runs sideways there on a
track of its own, passes a row only where no card stands, and enters the other card from a gutter. So an
arrow can meet another arrow, never the text of a card.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .lanes import LEFT, RIGHT, Placed

_PORT: Final = 16.0  # from the corner of a card to where an arrow may touch it
_CLEAR: Final = 8.0  # between an arrow and a card it passes
_APART: Final = 11.0  # between two arrows side by side
OUTER_LEFT: Final = LEFT - 24
OUTER_RIGHT: Final = RIGHT + 10

type Band = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a route inside one gutter: down or up at `start`, sideways on `track`, on at `end`."""

    gutter: int
    start: float
    end: float
    track: int  # -1: straight through, nothing sideways


@dataclass(frozen=True, slots=True)
class Route:
    """From one card to another. Without runs it goes straight sideways to the neighbour in the row."""

    start: Placed
    end: Placed
    runs: tuple[Run, ...]


class Roads:
    """Gives out routes and remembers what is taken, so that no two arrows lie on one another.

    Gutter 0 is above the first row, gutter n under row n - 1. `blocked` are places in a row that are no
    card and must not be crossed either.
    """

    def __init__(self, cards: tuple[Placed, ...], rows: int, blocked: tuple[tuple[int, Band], ...] = ()) -> None:
        self.bands: list[list[Band]] = [[] for _ in range(rows)]
        for card in cards:
            self.bands[card.row].append((card.left, card.right))
        for row, band in blocked:
            self.bands[row].append(band)
        for bands in self.bands:
            bands.sort()
        self.tracks: list[list[list[Band]]] = [[] for _ in range(rows + 1)]
        self.used: list[bool] = [False] * (rows + 1)
        self._verticals: list[list[float]] = [[] for _ in range(2 * rows + 1)]
        self._beside: set[tuple[int, float]] = set()

    def between(self, start: Placed, end: Placed) -> Route:
        """A way from `start` to `end`, which are not the same card."""
        if start.row == end.row:
            beside = self._straight(start, end)
            return beside or self._around(start, end)
        return self._across(start, end)

    def _straight(self, start: Placed, end: Placed) -> Route | None:
        left, right = sorted((start, end), key=lambda card: card.left)
        for band in self.bands[start.row]:
            if left.right <= band[0] < right.left:
                return None
        if (start.row, left.right) in self._beside:
            return None
        self._beside.add((start.row, left.right))
        return Route(start, end, ())

    def _around(self, start: Placed, end: Placed) -> Route:
        """Between two cards of a row with others in between: under them."""
        gutter = start.row + 1
        here = self._place([_ports(start)], end.left, [2 * gutter])
        there = self._place([_ports(end)], start.left, [2 * gutter])
        return Route(start, end, (self._run(gutter, here, there),))

    def _across(self, start: Placed, end: Placed) -> Route:
        down = end.row > start.row
        step = 1 if down else -1
        gutter = start.row + 1 if down else start.row
        last = end.row if down else end.row + 1
        crossed = range(start.row + step, end.row, step)
        aim = _nearest(_middle(end), _ports(start))
        if not crossed:
            shared = _shared(_ports(start), _ports(end))
            if shared is not None:
                at = self._place([shared], (shared[0] + shared[1]) / 2, [2 * gutter])
                return Route(start, end, (self._run(gutter, at, at),))
        else:
            # Begin where the next row can be passed, if the card reaches so far.
            free = self._free(crossed[0])
            aim = _nearest(min((_nearest(aim, band) for band in free), key=lambda x: abs(x - aim)), _ports(start))
        at = self._place([_ports(start)], aim, [2 * gutter])
        runs = []
        for row in crossed:
            beyond = gutter + step
            there = self._place(self._free(row), at, [2 * row + 1], towards=_middle(end))
            runs.append(self._run(gutter, at, there))
            at, gutter = there, beyond
        there = self._place([_ports(end)], at, [2 * last])
        runs.append(self._run(last, at, there))
        return Route(start, end, tuple(runs))

    def _run(self, gutter: int, start: float, end: float) -> Run:
        self.used[gutter] = True
        if abs(start - end) < 0.5:
            return Run(gutter, start, start, -1)
        low, high = min(start, end) - _APART, max(start, end) + _APART
        for number, track in enumerate(self.tracks[gutter]):
            if all(high < band[0] or band[1] < low for band in track):
                track.append((low, high))
                return Run(gutter, start, end, number)
        self.tracks[gutter].append([(low, high)])
        return Run(gutter, start, end, len(self.tracks[gutter]) - 1)

    def _free(self, row: int) -> list[Band]:
        """Where a row can be passed from top to bottom."""
        free = []
        at = OUTER_LEFT
        for left, right in self.bands[row]:
            if left - _CLEAR >= at:
                free.append((at, left - _CLEAR))
            at = max(at, right + _CLEAR)
        if at <= OUTER_RIGHT:
            free.append((at, OUTER_RIGHT))
        return free

    def _place(self, bands: list[Band], aim: float, lanes: list[int], towards: float | None = None) -> float:
        """The place in one of `bands` nearest to `aim` where no other arrow goes up or down.

        `lanes` counts gutters (even) and rows (odd). When everything is taken two arrows share a place.
        """
        best, cost = None, 0.0
        for place in _places(bands, aim):
            if any(abs(place - taken) < _APART for lane in lanes for taken in self._verticals[lane]):
                continue
            price = abs(place - aim) + (abs(place - towards) / 100 if towards is not None else 0)
            if best is None or price < cost:
                best, cost = place, price
        if best is None:
            best = min((_nearest(aim, band) for band in bands), key=lambda x: abs(x - aim))
        for lane in lanes:
            self._verticals[lane].append(best)
        return best


def _places(bands: list[Band], aim: float) -> Iterator[float]:
    for band in bands:
        start = _nearest(aim, band)
        yield start
        for n in range(1, 8):
            for place in (start + n * _APART, start - n * _APART):
                if band[0] <= place <= band[1]:
                    yield place


def _ports(card: Placed) -> Band:
    return card.left + _PORT, card.right - _PORT


def _middle(card: Placed) -> float:
    return (card.left + card.right) / 2


def _nearest(aim: float, band: Band) -> float:
    return min(max(aim, band[0]), band[1])


def _shared(one: Band, other: Band) -> Band | None:
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return (low, high) if low <= high else None
