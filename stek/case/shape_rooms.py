"""What a case file says of the balance, the needs and the plan, once it is right. Plain values, as in `shape`."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class FactorTold:
    """One version of a factor, whole."""

    side: str
    level: str
    written: datetime
    code: str = ""  # of the catalogue
    words: str = ""
    about: tuple[str, ...] = ()
    lasting: str = ""
    since: date | None = None
    notes: tuple[str, ...] = ()
    safety: bool = False  # it is about safety, though its code does not say so


@dataclass(frozen=True, slots=True)
class Marking:
    """Said of a factor on a day: it is over, or these parents see it so too."""

    by: str
    on: date
    written: datetime
    parents: tuple[str, ...] = ()  # members; of what is over nobody
    words: str = ""


@dataclass(frozen=True, slots=True)
class Factor:
    """What carries or burdens: a first version, its corrections, and what was said of it."""

    key: str
    by: str
    versions: tuple[FactorTold, ...]
    shared: datetime | None
    agreed: tuple[Marking, ...] = ()
    over: tuple[Marking, ...] = ()
    asked: bool = False  # who may not read it, of what is about safety and shared

    @property
    def first(self) -> FactorTold:
        return self.versions[0]


@dataclass(frozen=True, slots=True)
class Holding:
    """How it holds, in one's own word."""

    holds: str
    by: str
    on: date
    written: datetime
    shared: datetime | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """How a task of this time of life goes for one member, as its author sees it."""

    code: str
    about: str
    state: str
    by: str
    on: date
    written: datetime
    private: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Looking:
    """A saying was looked at together with these parents."""

    by: str
    parents: tuple[str, ...]
    on: date
    written: datetime


@dataclass(frozen=True, slots=True)
class Saying:
    """One saying about a need, whole."""

    by: str
    written: datetime
    state: str
    words: str = ""
    work: str = ""
    review: date | None = None
    about: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    together: tuple[Looking, ...] = ()


@dataclass(frozen=True, slots=True)
class Mode:
    """How care for a need goes on from a day, and why."""

    mode: str
    by: str
    on: date
    written: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Need:
    """All that was said about one need, the oldest first."""

    key: str
    echelon: str
    whose: str
    sayings: tuple[Saying, ...]
    shared: datetime | None
    modes: tuple[Mode, ...] = ()

    @property
    def first(self) -> Saying:
        return self.sayings[0]


@dataclass(frozen=True, slots=True)
class Said:
    """Words about a goal or a step, on a day."""

    by: str
    on: date
    written: datetime
    words: str


@dataclass(frozen=True, slots=True)
class StepTold:
    """One version of a step, whole."""

    written: datetime
    words: str
    moves: str
    since: date
    until: date
    family: bool = False  # the family itself does it
    owners: tuple[str, ...] = ()
    factor: str = ""
    factor_words: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What will be done: a first version, its corrections, and how it went."""

    by: str
    versions: tuple[StepTold, ...]
    ended: tuple[Said, ...] = ()

    @property
    def first(self) -> StepTold:
        return self.versions[0]

    @property
    def written(self) -> datetime:
        return self.first.written


@dataclass(frozen=True, slots=True)
class Review:
    by: str
    on: date
    written: datetime
    change: str
    words: str
    fitting: str
    why: str
    eyes: str = ""  # a member
    eyes_of: str = ""  # or somebody else, in words


@dataclass(frozen=True, slots=True)
class GoalTold:
    """One version of a goal, whole."""

    written: datetime
    whose: str
    words: str
    about: tuple[str, ...] = ()
    need: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """What somebody hopes for: a first version, its corrections, and all that hangs on it."""

    key: str
    by: str
    versions: tuple[GoalTold, ...]
    steps: tuple[Step, ...] = ()
    reviews: tuple[Review, ...] = ()
    successes: tuple[Said, ...] = ()

    @property
    def first(self) -> GoalTold:
        return self.versions[0]

    @property
    def written(self) -> datetime:
        return self.first.written


@dataclass(frozen=True, slots=True)
class Sheet:
    """What hangs on the fridge in one week. `days` are seven, from Monday on."""

    by: str
    written: datetime
    week: date
    names: str = ""
    days: tuple[str, ...] = ()
    busy: str = ""
    glad: str = ""
    people: str = ""
    numbers: tuple[str, ...] = ()
    language: str = "nl"
