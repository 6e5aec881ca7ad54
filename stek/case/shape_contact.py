"""What a case file says of agreements, help that was asked and care that passed on. Plain values, as in `shape`."""

from dataclasses import dataclass
from datetime import date, datetime, time

from stek.circle.pace import Pace as Chosen


@dataclass(frozen=True, slots=True)
class Stepped:
    """One step in one of them. `due` is the new day when it is put off, `asked` whom it was passed to."""

    step: str
    by: str
    on: date
    written: datetime
    words: str = ""
    due: date | None = None
    asked: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What its author will do by a day. `need` and `note` are what it came from."""

    key: str
    by: str
    written: datetime
    way: str
    words: str
    due: date
    hour: time | None = None
    about: tuple[str, ...] = ()
    stand_in: str = ""
    need: str = ""
    note: str = ""
    steps: tuple[Stepped, ...] = ()


@dataclass(frozen=True, slots=True)
class Referral:
    """What was asked of an offer. `listed` is its name or its number in the directory."""

    key: str
    by: str
    written: datetime
    on: date
    need: str
    offer: str
    silent_after: int
    listed: str = ""
    bridge: str = ""
    stand_in: str = ""
    steps: tuple[Stepped, ...] = ()


@dataclass(frozen=True, slots=True)
class Handover:
    """Its author passes the care on to `to`; the notes go with it."""

    key: str
    by: str
    to: str
    written: datetime
    words: str
    overlap: date | None = None
    notes: tuple[str, ...] = ()
    steps: tuple[Stepped, ...] = ()


@dataclass(frozen=True, slots=True)
class Pace:
    """How closely the family wants to be followed from a moment."""

    by: str
    written: datetime
    chosen: Chosen


type Thing = FollowUp | Referral | Handover
