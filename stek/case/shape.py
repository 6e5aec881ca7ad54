"""What a case file says, once it is right. Plain values; keys are the names used in the file."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Account:
    key: str
    name: str
    email: str
    discipline: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class OfFamily:
    key: str
    called: str
    kind: str
    born: date | None = None
    due: date | None = None
    person: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    may: tuple[str, ...]
    section: str
    purpose: str
    by: str
    since: datetime
    until: datetime | None = None
    withdrawn: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    who: str
    relation: str
    called: str
    member: str
    since: datetime
    until: datetime | None = None
    grants: tuple[Consent, ...] = ()


@dataclass(frozen=True, slots=True)
class Bond:
    called: str
    label: str
    ring: str
    line: str
    carries: str
    toward: str
    who: str
    by: str
    on: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of a note."""

    on: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Note:
    key: str
    by: str
    on: date
    written: datetime
    words: str
    lane: str
    about: tuple[str, ...] = ()
    tone: str = "noticed"
    knowing: str = ""
    success: bool = False
    domains: tuple[str, ...] = ()
    quote: str = ""  # a member's key
    quote_of: str = ""  # or somebody else, in words
    private: bool = False
    hidden_from: tuple[str, ...] = ()
    corrections: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class Moving:
    start: str
    end: str
    how: str
    by: str
    on: datetime
    both: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    founder: str
    relation: str
    zone: str
    founded: datetime
    people: dict[str, Account]
    members: dict[str, OfFamily]
    circle: tuple[Place, ...] = ()
    around: tuple[Bond, ...] = ()
    story: tuple[Note, ...] = ()
    moves: tuple[Moving, ...] = ()
    birth: date | None = field(default=None)
