"""What goes into the drawing of the circle, and what comes out of it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

type Ring = Literal["home", "near", "further"]
type Line = Literal["gives", "asks", "contact", "starting", "asked", "not_asked"]
type Carries = Literal["much", "some", ""]


@dataclass(frozen=True, slots=True)
class Home:
    """Somebody who lives at the centre of the circle."""

    name: str
    kind: Literal["child", "parent", "kin"]


@dataclass(frozen=True, slots=True)
class Around:
    """Somebody or something around the family, and what is between them, in a parent's own word."""

    id: str
    name: str
    role: str  # what it is to the family ('vriendin'), or nothing
    label: str  # a few own words about it, or nothing
    person: bool  # a person has a name in serif; work or sport has not
    ring: Ring
    line: Line
    carries: Carries
    toward: str | None  # the name of somebody at home; None when it is about all of them
    on: date | None  # when it was said
    said_by: str


@dataclass(frozen=True, slots=True)
class Captions:
    """Every sentence of the platform in the drawing and its table, in the reader's language."""

    title: str
    told: str
    told_alone: str
    home: str
    near: str
    further: str
    everyone: str
    both: str
    gives: tuple[str, str, str]  # without a word on how much, some, much
    asks: str
    contact: str
    starting: str
    asked: str
    not_asked: str
    asked_mark: str
    with_role: str
    said: str
    date: str
    date_year: str
    month_names: tuple[str, ...]
    months_short: tuple[str, ...]
    more: str
    more_many: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture, and the same facts as data."""

    svg: str
    width: float
    height: float
    shown: tuple[str, ...]  # ids of the nodes around home that are drawn
    left_out: int  # the others; the table has them all
    notes: tuple[str, ...]  # what is not drawn, in words; also inside the picture


@dataclass(frozen=True, slots=True)
class Row:
    """One node of the circle in words."""

    id: str
    who: str
    between: str
    since: str
    ring: Ring
    ring_label: str
    recent: bool
