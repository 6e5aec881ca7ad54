"""Pure: the words of the balance, what stood on a day, and what came and went between two."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stek.policy import Section

LONGEST = 20_000  # characters in somebody's own words
BALANCE = Section.BALANCE


class Side(StrEnum):
    """Chosen for every factor anew: one and the same thing can carry or burden."""

    SUPPORT = "support"
    BURDEN = "burden"

    @property
    def other(self) -> "Side":
        return Side.BURDEN if self is Side.SUPPORT else Side.SUPPORT


class Level(StrEnum):
    """Micro is the child, a parent and the family; meso what is near; macro what is further."""

    CHILD = "child"
    PARENT = "parent"
    FAMILY = "family"
    MESO = "meso"
    MACRO = "macro"


class Band(StrEnum):
    """The three bands of the plank, the rings of the circle."""

    HOME = "home"
    NEAR = "near"
    FURTHER = "further"


BAND: dict[str, Band] = {
    Level.CHILD: Band.HOME,
    Level.PARENT: Band.HOME,
    Level.FAMILY: Band.HOME,
    Level.MESO: Band.NEAR,
    Level.MACRO: Band.FURTHER,
}


class Lasting(StrEnum):
    """Empty means: not known."""

    ACUTE = "acute"
    LASTING = "lasting"


class MarkKind(StrEnum):
    AGREED = "agreed"  # talked over with the parents it names, who see it so too
    ENDED = "ended"


class Holds(StrEnum):
    """How it holds, in the word of the person themself."""

    HOLDS = "holds"
    TOO_MUCH = "too_much"
    UNKNOWN = "unknown"


class TaskState(StrEnum):
    GOES = "goes"
    ASKS = "asks"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when; None is not known, or still so. Half-open."""

    since: date | None
    until: date | None

    def stands_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Between[Row]:
    """What stood on one day and not on the other, and what stood on both."""

    came: tuple[Row, ...]
    went: tuple[Row, ...]
    stayed: tuple[Row, ...]


def between[Row](rows: Iterable[Row], span: Callable[[Row], Span], then: date, now: date) -> Between[Row]:
    """Every row in at most one of the three, in the order in which they are given."""
    told = [(row, span(row).stands_on(then), span(row).stands_on(now)) for row in rows]
    return Between(
        came=tuple(row for row, before, after in told if after and not before),
        went=tuple(row for row, before, after in told if before and not after),
        stayed=tuple(row for row, before, after in told if before and after),
    )


def earliest_day(begun: Iterable[date]) -> date | None:
    """The first day that can be about a child: 300 days before the first birth or due date that is known."""
    first = min(begun, default=None)
    return date.fromordinal(max(1, first.toordinal() - 300)) if first else None
