"""A world for the oracle: a few families and everything that bears on access to what they tell. Plain values."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stek.policy import Period, Role, Verb


@dataclass(frozen=True, slots=True)
class Person:
    id: UUID
    discipline: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Session:
    token: str
    person: UUID
    period: Period
    ended_at: datetime | None
    chosen: tuple[UUID, ...] = ()  # places it acts from, if these may be


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands in the circle of a family. `known_to`: persons; None: everybody. `recognised`: by a parent."""

    id: UUID
    family: UUID
    person: UUID
    role: Role
    period: Period
    known_to: tuple[UUID, ...] | None = None
    recognised: bool = True
    made_by: UUID | None = None
    member: UUID | None = None  # who this is in the family: of a parent
    team: UUID | None = None  # through which they stand there
    via: UUID | None = None  # the place of that team

    def is_known_to(self, person: UUID) -> bool:
        return self.known_to is None or person == self.person or person in self.known_to

    # What hangs on a place rests on it, and on nothing else.
    @property
    def rests_on(self) -> tuple[UUID, ...]:
        return (self.id,)

    @property
    def is_private(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Team:
    """Who is in it, and when."""

    id: UUID
    members: tuple[tuple[UUID, Period], ...]


@dataclass(frozen=True, slots=True)
class TeamPlace:
    """Where a team stands in the circle of a family. Nobody is in it: who stands there through it has a `Place`."""

    id: UUID
    family: UUID
    team: UUID
    period: Period
    known_to: tuple[UUID, ...] | None
    made_by: UUID

    def is_known_to(self, person: UUID) -> bool:
        return self.known_to is None or person in self.known_to


@dataclass(frozen=True, slots=True)
class Tap:
    """A parent's 'yes, that is …' of who stands at a place through a team."""

    id: UUID
    family: UUID
    place: UUID
    by: UUID
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Consent:
    id: UUID
    family: UUID
    place: UUID
    section: str
    purpose: str
    verbs: tuple[Verb, ...]
    period: Period
    withdrawn_at: datetime | None
    by: UUID
    children: tuple[UUID, ...] | None
    reaches_back: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A child of a family, or a parent of it."""

    id: UUID
    family: UUID
    is_child: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A parent's no to a place."""

    id: UUID
    family: UUID
    place: UUID
    by: UUID
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Closing:
    """A thing that its author hid: its id stands in what lies under it."""

    id: UUID
    family: UUID
    thread: UUID
    by: UUID
    readers: tuple[UUID, ...]
    lifted_at: datetime | None
    quotation: bool = False  # words of `by` that another wrote down


@dataclass(frozen=True, slots=True)
class Glass:
    id: UUID
    family: UUID
    person: UUID
    period: Period


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who stands there as a parent asked to leave."""

    id: UUID
    family: UUID
    place: UUID
    person: UUID
    asked_at: datetime
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Note:
    """An observation."""

    id: UUID
    family: UUID
    thread: UUID
    supersedes: UUID | None
    section: str
    author: UUID
    author_place: UUID
    is_private: bool
    rests_on: tuple[UUID, ...]
    at: datetime
    whose: UUID | None = None  # whom it quotes


@dataclass(frozen=True, slots=True)
class Link:
    """An influence between two threads."""

    id: UUID
    family: UUID
    ends: tuple[UUID, UUID]
    section: str
    author: UUID
    author_place: UUID
    is_private: bool
    rests_on: tuple[UUID, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Thing:
    """A row of any other gated table: what the gate sees of it. Its id is its thread."""

    id: UUID
    table: str
    family: UUID
    section: str
    author: UUID
    author_place: UUID
    is_private: bool
    rests_on: tuple[UUID, ...]
    at: datetime
    hangs_on: UUID | None = None
    note: UUID | None = None  # a thread that goes with it


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something that somebody tries to add."""

    by: UUID
    note: Note | Thing


@dataclass(frozen=True, slots=True)
class World:
    seed: int
    now: datetime
    families: tuple[UUID, ...] = ()
    people: tuple[Person, ...] = ()
    sessions: tuple[Session, ...] = ()
    places: tuple[Place, ...] = ()
    consents: tuple[Consent, ...] = ()
    members: tuple[Member, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    closings: tuple[Closing, ...] = ()
    glasses: tuple[Glass, ...] = ()
    leavings: tuple[Leaving, ...] = ()
    teams: tuple[Team, ...] = ()
    team_places: tuple[TeamPlace, ...] = ()
    taps: tuple[Tap, ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()
    things: tuple[Thing, ...] = ()
    attempts: tuple[Attempt, ...] = ()
