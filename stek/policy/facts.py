"""What `decide()` is told: plain values, never models. All times are timezone-aware.

A period is half-open, `[start, end)`: on the very moment of `end` it is over.
"""

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

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


@dataclass(frozen=True, slots=True)
class Membership:
    family: Hashable
    role: Role
    period: Period


@dataclass(frozen=True, slots=True)
class Grant:
    """A parent's consent, as it stands for the actor. Withdrawing ends the period at once."""

    family: Hashable
    section: str
    purpose: str
    verbs: frozenset[Verb]
    period: Period


@dataclass(frozen=True, slots=True)
class Seal:
    """Hides one thread, or one whole section of one family, from the actor."""

    family: Hashable
    thread: Hashable | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class BreakGlass:
    family: Hashable
    period: Period


class Item(NamedTuple):
    """Something in a record.

    `rests_on` holds the item's own thread and everything it is derived from:
    a seal on any of these is a seal on the item. `private` means kept by its
    author and read by nobody else.
    """

    family: Hashable
    section: str
    author: Hashable
    private: bool
    rests_on: Collection[Hashable]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that bears on the actor, and nothing about anybody else."""

    memberships: tuple[Membership, ...] = ()
    grants: tuple[Grant, ...] = ()
    seals: tuple[Seal, ...] = ()
    break_glass: tuple[BreakGlass, ...] = ()
