"""What goes into the drawing of the story, and what comes out of it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

type Lane = Literal["child", "parent", "relation", "surroundings"]
type Knowing = Literal["seen", "heard", "told", "suspected", ""]
type Tone = Literal["strength", "noticed", "unsure", "worry"]
type Certainty = Literal["told", "suspected"]

MENTION = 60  # letters of a moment in the name of its link


class Moment(NamedTuple):
    """One thing somebody noticed, as the reader of this page may see it."""

    id: str
    thread: str
    lane: Lane
    text: str
    quoted_from: str | None  # whose own words `text` is; None when the author says it
    told_by: str | None  # who told it, as the author was asked; None when that was not said
    told_it_themself: bool  # whether that is the author
    about: tuple[str, ...]
    author: str
    author_role: str
    on: date
    knowing: Knowing
    tone: Tone
    small_success: bool
    href: str
    private: bool = False  # only who looks can read it


class Arrow(NamedTuple):
    """'This moves that': somebody's hypothesis about two threads, in `words` of their own or in none.

    Arrows are taken in their own order, so that a drawing never depends on how they were fetched.
    """

    from_thread: str
    to_thread: str
    both_ways: bool
    certainty: Certainty
    author: str
    words: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Whose story it is and on which day it is looked at. An expected child has a due date, no birth."""

    child_name: str
    parent_names: tuple[str, ...]
    birth: date | None
    due: date | None
    today: date


@dataclass(frozen=True, slots=True)
class Captions:
    """Every sentence of the platform in the drawing and its list, in the reader's language.

    Names between braces are filled in by this package. Where a language counts in one and many, there
    are two fields.
    """

    title: str
    told: str
    told_empty: str
    empty: str
    lane_child: str
    lane_parent: str
    lane_relation: str
    lane_surroundings: str
    birth: str
    day: str
    week: str
    month: str
    months: str
    year: str
    years: str
    years_and_months: str
    pregnant: str
    before_birth_week: str
    before_birth_weeks: str
    corrected: str
    now: str
    now_age: str
    born_today: str
    date: str
    date_year: str
    month_names: tuple[str, ...]
    months_short: tuple[str, ...]
    unknown: str
    unknown_start: str
    unknown_in_words: str
    for_days: str
    for_weeks: str
    for_months: str
    for_years: str
    for_year: str
    seen: str
    heard: str
    told_by: str
    told_by_to: str
    as_told: str
    suspected: str
    noted: str
    words_of: str
    words_of_noted: str
    words_of_told: str
    with_role: str
    unsure: str
    small_success: str
    quote: str
    both: str
    influence_told: tuple[str, str, str]  # onto the other, from the other, both ways
    influence_told_to: tuple[str, str, str]
    influence_suspected: tuple[str, str, str]
    influence_words: str
    earlier: str
    earlier_many: str
    earlier_some: str
    later: str
    later_many: str
    influence_elsewhere: str
    open: str
    only_you: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture, and the same facts as data."""

    svg: str
    width: float
    height: float
    shown: tuple[str, ...]  # ids of the moments that have a card, oldest first
    left_out: int  # the others that were given; the list has them all
    arrows: tuple[Arrow, ...]  # those drawn
    arrows_left_out: int  # between two moments the reader sees, one of them without a card
    notes: tuple[str, ...]  # what is not drawn, in words; also inside the picture


class Entry(NamedTuple):
    """One moment of the story in words."""

    id: str
    lane: Lane
    lane_label: str
    text: str
    quoted: bool
    source: str
    tone: Tone
    unsure: str  # 'not sure' in words, or nothing
    small_success: str  # 'small success' in words, or nothing
    knowing: Knowing
    recent: bool
    on: date
    on_words: str
    influences: tuple[str, ...]
    href: str

    @property
    def looks(self) -> str:
        """The classes of its place in the list, after whose lane it is."""
        looks = f"of-{self.lane}"
        if self.small_success:
            looks += " sun"
        if self.knowing == "suspected":
            looks += " suspected"
        if self.tone == "unsure":
            looks += " unknown"
        return looks if self.recent else looks + " older"

    @property
    def told(self) -> str:
        """Whose lane, who says it and when, and what else belongs under the text."""
        parts = (self.lane_label, f"{self.source}, {self.on_words}", self.small_success, self.unsure)
        return " · ".join(filter(None, parts))

    @property
    def short(self) -> str:
        """Enough of the text to know which moment is meant."""
        short = self.text if len(self.text) <= MENTION else self.text[: MENTION - 1].rstrip() + "…"
        return f"‘{short}’" if self.quoted else short


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the story in words: entries under one age, or a time nobody noted anything about."""

    caption: str
    entries: tuple[Entry, ...]
    unknown: str  # the sentence for a time that is not known; then there are no entries
