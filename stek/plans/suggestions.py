"""Pure: what the record itself gives to think about. No clock, no database, no verdict.

A suggestion says on what it rests, why, and who taught us so. It blocks nothing, ranks nobody, and can be put
aside; it comes back only when its ground is another one. It is read from what people set down as a need, a
goal, a step, a review or a factor: never from what a note tells about a child, so no symptom leads anywhere.
Where something about safety is alive there is nothing else to think about first: then it says nothing.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from .rules import Change, Fitting, Mode, Whose

STAYS_MET = timedelta(days=28)


class Code(StrEnum):
    BASE_FIRST = "base_first"
    STEP_UP = "step_up"
    STEP_DOWN = "step_down"
    KEEP_NEAR = "keep_near"
    RELATION = "relation"
    WHAT_CARRIES = "what_carries"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Source:
    author: str
    year: int
    where: str = ""


def _read() -> dict[Code, tuple[Source, ...]]:
    """Who taught us so; data, so that it can be corrected without touching a rule."""
    found: dict[Code, tuple[Source, ...]] = {}
    with (Path(__file__).parent / "data" / "sources.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            source = Source(row["author"], int(row["year"]), row["where"])
            found[Code(row["code"])] = (*found.get(Code(row["code"]), ()), source)
    return found


SOURCES = _read()


@dataclass(frozen=True, slots=True)
class NeedNow:
    """One need as people last said it. `step` is where it lies, from the base (1) up, as somebody chose."""

    id: UUID  # of the newest saying
    thread: UUID
    step: int
    open: bool
    met_since: date | None
    mode: Mode | None


@dataclass(frozen=True, slots=True)
class GoalNow:
    id: UUID
    whose: Whose
    need: UUID | None  # a thread
    live: bool


@dataclass(frozen=True, slots=True)
class ReviewNow:
    id: UUID
    goal: UUID
    on: date
    change: Change
    fitting: Fitting


@dataclass(frozen=True, slots=True)
class FactorNow:
    id: UUID
    carries: bool
    code: str  # of the catalogue, or empty


@dataclass(frozen=True, slots=True)
class Record:
    """What one reader may see of a plan, in any order."""

    needs: tuple[NeedNow, ...] = ()
    goals: tuple[GoalNow, ...] = ()
    reviews: tuple[ReviewNow, ...] = ()
    factors: tuple[FactorNow, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to think about. `rests_on` are the ids it was read from, sorted."""

    code: Code
    rests_on: tuple[UUID, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        return SOURCES[self.code]

    @property
    def key(self) -> str:
        """The same for the same ground, and for nothing else; says nothing to who reads it."""
        ground = "/".join([self.code, *map(str, self.rests_on)])
        return sha256(ground.encode()).hexdigest()


def suggest(code: Code, ids: Iterable[UUID]) -> Suggestion:
    return Suggestion(code, tuple(sorted(set(ids))))


def suggestions(
    record: Record, today: date, aside: Iterable[str] = (), *, safety: bool = False
) -> tuple[Suggestion, ...]:
    """Everything there is to think about, but what was put aside. The order of input makes no difference.

    With something about safety alive, for this reader, nothing.
    """
    if safety:
        return ()
    found = {
        *_base_first(record), *_step_up(record), *_step_down(record, today), *_keep_near(record),
        *_relation(record), *_what_carries(record),
    }  # fmt: skip
    gone = frozenset(aside)
    return tuple(sorted((one for one in found if one.key not in gone), key=lambda one: (one.code, one.rests_on)))


def _live(record: Record) -> list[GoalNow]:
    return [goal for goal in record.goals if goal.live]


def _base_first(record: Record) -> list[Suggestion]:
    """Needs are open on more than one step, and nobody set a goal for the lowest."""
    opened = [need for need in record.needs if need.open]
    if len({need.step for need in opened}) < 2:
        return []
    base = min(need.step for need in opened)
    lowest = [need for need in opened if need.step == base]
    served = {goal.need for goal in _live(record)}
    if any(need.thread in served for need in lowest):
        return []
    return [suggest(Code.BASE_FIRST, (need.id for need in lowest))]


def _step_up(record: Record) -> list[Suggestion]:
    """The last two reviews of a goal saw no change, and it has not stepped up since."""
    found = []
    for goal in _live(record):
        reviews = sorted((one for one in record.reviews if one.goal == goal.id), key=lambda one: (one.on, one.id))[-2:]
        if len(reviews) == 2 and all(
            one.change is Change.SAME and one.fitting is not Fitting.STEP_UP for one in reviews
        ):
            found.append(suggest(Code.STEP_UP, [goal.id, *(one.id for one in reviews)]))
    return found


def _step_down(record: Record, today: date) -> list[Suggestion]:
    """A need stays met, and a goal for it goes on as before."""
    found = []
    for need in record.needs:
        if need.met_since is None or today - need.met_since < STAYS_MET:
            continue
        goals = [goal.id for goal in _live(record) if goal.need == need.thread]
        if goals and not any(
            one.goal in goals and one.fitting is Fitting.STEP_DOWN and one.on >= need.met_since
            for one in record.reviews
        ):
            found.append(suggest(Code.STEP_DOWN, [need.id, *goals]))
    return found


def _keep_near(record: Record) -> list[Suggestion]:
    """A need on the upper two steps, and nobody said that who was near stays."""
    return [
        suggest(Code.KEEP_NEAR, [need.id])
        for need in record.needs
        if need.open and need.step >= 4 and need.mode is not Mode.WRAPPED
    ]


def _relation(record: Record) -> list[Suggestion]:
    """Help for a parent's dark time is under way, and nothing is meant for what is between parent and child."""
    live = _live(record)
    dark = [one.id for one in record.factors if one.code == "depression" and not one.carries]
    helped = [goal.id for goal in live if goal.whose is Whose.PARENT]
    if not dark or not helped or any(goal.whose is Whose.RELATION for goal in live):
        return []
    return [suggest(Code.RELATION, [*dark, *helped])]


def _what_carries(record: Record) -> list[Suggestion]:
    """Only what burdens was written down."""
    if not record.factors or any(one.carries for one in record.factors):
        return []
    return [suggest(Code.WHAT_CARRIES, (one.id for one in record.factors))]
