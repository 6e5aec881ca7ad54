"""What a case file says, once it is right. Plain values: codes as they are stored, times in UTC.

People, members and notes are named by their key in the file.
"""

from dataclasses import dataclass
from datetime import date, datetime

from .shape_contact import FollowUp, Handover, Pace, Referral
from .shape_rooms import Factor, Goal, Holding, Need, Sheet, Task


@dataclass(frozen=True, slots=True)
class Account:
    key: str
    name: str
    email: str
    discipline: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class OfFamily:
    """Somebody of the family; `person` is their account, when they have one."""

    key: str
    called: str
    kind: str
    born: date | None = None
    due: date | None = None
    authority: bool | None = None
    person: str = ""


EDITION = "2"  # of the format: a yes is that of one parent; a file without it says one yes for all of them


@dataclass(frozen=True, slots=True)
class Consent:
    may: tuple[str, ...]
    section: str  # a shared section, or `own`: that of who gives
    purpose: str
    by: str
    given: datetime
    since: datetime
    until: datetime | None = None
    withdrawn: datetime | None = None
    withdrawn_by: str = ""
    children: tuple[str, ...] | None = None  # of members; None: all, also who comes later
    back: bool = True  # it opens what was there before as well


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the circle. The founder's own is not among them."""

    who: str
    relation: str
    called: str
    since: datetime
    invited_by: str
    until: datetime | None = None
    until_by: str = ""
    grants: tuple[Consent, ...] = ()
    known_to: tuple[str, ...] | None = None  # who knows of it, besides who made it and `who`; None: everybody
    recognised: bool = True  # who asked them in said that it is whom they meant; of parents nobody says it


@dataclass(frozen=True, slots=True)
class Bond:
    """A line of the ecomap."""

    called: str
    label: str
    ring: str
    line: str
    carries: str
    toward: str  # a member
    who: str
    by: str
    on: datetime
    until: datetime | None = None
    until_by: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """One version of a note, whole."""

    words: str
    on: date
    written: datetime
    lane: str
    about: tuple[str, ...] = ()
    tone: str = "noticed"
    knowing: str = ""
    success: bool = False
    domains: tuple[str, ...] = ()
    quote: str = ""  # a member
    quote_of: str = ""  # or somebody else, in words
    told_by: str = ""  # a member; who told it, where that was said
    told_as: str = ""  # or somebody else, in words
    safety: bool = False  # it is about safety


@dataclass(frozen=True, slots=True)
class Note:
    """A thread: the first version and its corrections. `shared` is empty for what stays private."""

    key: str
    by: str
    versions: tuple[Telling, ...]
    shared: datetime | None
    asked: bool = False  # who may not read it, of what is about safety and shared
    open: bool = False  # words of another, who lets everybody read them who may read here

    @property
    def first(self) -> Telling:
        return self.versions[0]

    @property
    def safety(self) -> bool:
        return any(version.safety for version in self.versions)


@dataclass(frozen=True, slots=True)
class Moving:
    start: str
    end: str
    how: str
    by: str
    on: datetime
    both: bool = False
    private: bool = False
    words: str = ""
    until: datetime | None = None
    until_by: str = ""


@dataclass(frozen=True, slots=True)
class Hiding:
    """Who goes on reading one thing, besides who began it and hid it: a note, a factor, a need, a goal or an agreement."""

    readers: tuple[str, ...]
    by: str
    on: datetime
    note: str = ""
    why: str = ""
    factor: str = ""
    need: str = ""
    goal: str = ""
    agreement: str = ""  # a follow-up, a referral or a handover


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
    seals: tuple[Hiding, ...] = ()
    factors: tuple[Factor, ...] = ()
    perspectives: tuple[Holding, ...] = ()
    tasks: tuple[Task, ...] = ()
    needs: tuple[Need, ...] = ()
    goals: tuple[Goal, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    referrals: tuple[Referral, ...] = ()
    handovers: tuple[Handover, ...] = ()
    paces: tuple[Pace, ...] = ()
    birth: date | None = None

    @property
    def title(self) -> str:
        """The children's names, as a page would show them; without children those of the parents."""
        kinds = ("child", "parent")
        names = next(
            filter(None, ([one.called for one in self.members.values() if one.kind == kind] for kind in kinds)), []
        )
        return ", ".join(sorted(names, key=str.casefold))

    @property
    def called(self) -> str:
        """How the founder is called: as somebody of the family."""
        return next((one.called for one in self.members.values() if one.person == self.founder), "")

    @property
    def parents(self) -> set[str]:
        """Who stands in the circle as a parent, by key."""
        return {self.founder, *(place.who for place in self.circle if place.relation in PARENTS)}


PARENTS = ("mother", "father", "parent")

UNKNOWN = "unknown"  # how somebody knows: a value of its own
NOBODY = "nobody"  # whose words these are, or who told it: taken back by a correction
