"""What `decide()` is told: plain values, never models. All times are timezone-aware.

A period is half-open, `[start, end)`: on the very moment of `end` it is over.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from .vocabulary import Role, Verb


@dataclass(frozen=True, slots=True)
class Period:
    start: datetime
    end: datetime | None = None

    def holds(self, now: datetime) -> bool:
        return self.start <= now and (self.end is None or now < self.end)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody at the door. `live` is their session, valid and not ended; None when there is none."""

    person: Hashable
    live: Period | None
    is_health_professional: bool = False
    second_factor_at: datetime | None = None


class Place(NamedTuple):
    """Where the actor stands, or stood, in the circle of one family. One may have several; one acts from one of them.

    `hidden`: known to a list only, and not to everybody around this family. `recognised`: a parent said of the account
    that took the link that it is whom they meant; a parent needs no such word. `chosen`: to act from, in this session. `id` is of a kind that can be ordered.
    """

    family: Hashable
    id: Any
    role: Role
    period: Period
    hidden: bool = False
    recognised: bool = True
    chosen: bool = False
    team: Hashable = None  # through which they stand there


@dataclass(frozen=True, slots=True)
class Grant:
    """A parent's yes, as it stands for one place of the actor: to it or, where they stand there through a team, to that
    team by a parent who tapped them. Withdrawing ends the period at once.

    `giver`: the parent. `children`: ids of the children it is about; None: all, also those who come later.
    `reaches_back`: it opens what was there before it began as well.
    """

    family: Hashable
    place: Hashable
    section: str
    purpose: str
    verbs: frozenset[Verb]
    period: Period
    giver: Hashable = None
    children: frozenset[Hashable] | None = None
    reaches_back: bool = True

    def covers(self, moment: datetime | None) -> bool:
        """Whether it opens what was written at this moment; None: what will be."""
        return self.reaches_back or moment is None or self.period.start <= moment


@dataclass(frozen=True, slots=True)
class BreakGlass:
    family: Hashable
    period: Period


class Item(NamedTuple):
    """Something in a record.

    `rests_on` holds the item's own thread and everything it is derived from, the places that all of it was written
    from, the children it is about and the adults it is about who stood there as parent then, the closings that it lies
    under, and of a team's working notes the place of that team. `private` means kept by its author and read by nobody else. `at`: when it was written; None: not yet.

    Without an `author` it stands for a part of the record as a whole: whether anything in it could be read.
    """

    family: Hashable
    section: str
    author: Hashable
    private: bool
    rests_on: Collection[Hashable]
    at: datetime | None = None
    thread: Hashable = None  # of what: itself, with what corrects it
    whose: Hashable = None  # whom it quotes: theirs to give, and to read always

    @property
    def giver(self) -> Hashable:
        return self.author if self.whose is None else self.whose


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that bears on the actor; about anybody else only which ids are those of children and of parents."""

    places: tuple[Place, ...] = ()
    grants: tuple[Grant, ...] = ()
    # Closings of which the actor is no reader, and places of teams of which they read no working notes.
    closed: frozenset[Hashable] = frozenset()
    # Places the actor does not know, and places of who does not know the place the actor acts from.
    apart: frozenset[Hashable] = frozenset()
    # Family and section of the working notes of teams that the actor is in, where they stand nowhere in that family.
    teams: frozenset[tuple[Hashable, str]] = frozenset()
    break_glass: tuple[BreakGlass, ...] = ()
    # Closings of which the actor is a reader by the tick of a parent who knows where they act from: that parent, of which thread.
    given: Mapping[Hashable, tuple[Hashable, Hashable]] = field(default_factory=dict)
    children: frozenset[Hashable] = frozenset()  # ids of members
    parents: Mapping[Hashable, Hashable] = field(
        default_factory=dict
    )  # of members who are or were parent here: the person
    refused: frozenset[tuple[Hashable, Hashable]] = (
        frozenset()
    )  # family, and parent who said no to where the actor acts from


def acting(places: Iterable[Place], family: Hashable, now: datetime) -> Place | None:
    """The place from which somebody acts in one family; None for who has none there now.

    As a parent before anything else, from the one they chose, from a place that everybody knows before one that is
    hidden, else from the one they have had longest. `stek.places()` says the same in SQL.
    """
    return min(
        (place for place in places if place.family == family and place.period.holds(now)),
        key=lambda place: (place.role is not Role.PARENT, not place.chosen, place.hidden, place.period.start, place.id),
        default=None,
    )
