"""Pure: the words of a plan, what is still to be done, and what has to be put right before it is saved."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from stek.policy import Section

PLAN = Section.NEEDS  # 'needs and plan' is one part of the record, with one consent
LONGEST = 4_000  # characters in one text of a plan
FURTHEST = timedelta(days=731)  # a day further away is a slip of the keys
BEFORE_BIRTH = timedelta(days=300)


class Whose(StrEnum):
    CHILD = "child"
    PARENT = "parent"
    RELATION = "relation"


class Moves(StrEnum):
    """What a step is for."""

    RAISES = "raises"  # something that carries
    SOFTENS = "softens"  # something that burdens


class Mode(StrEnum):
    """How care goes on with one need."""

    STEPPED = "stepped"  # the smallest step that fits first, and further with reasons
    MATCHED = "matched"  # fitted anew at every review
    WRAPPED = "wrapped"  # a specialised offer joins, the first line stays in


class Change(StrEnum):
    CHANGED = "changed"
    SAME = "same"
    NOT_KNOWN = "not_known"


class Fitting(StrEnum):
    """How it goes on after a review. None of them is better than another."""

    STAY = "stay"
    STEP_UP = "step_up"
    STEP_DOWN = "step_down"
    END = "end"


class MarkKind(StrEnum):
    """What somebody says on a day about a step, a goal or a need."""

    ENDED = "ended"  # about a step
    SUCCESS = "success"  # about a goal
    MODE = "mode"  # about a need


class Slip(StrEnum):
    """What a step still lacks, or has wrong."""

    NO_OWNER = "no_owner"
    BEFORE = "before"
    FAR = "far"
    END_FIRST = "end_first"
    NO_MOVES = "no_moves"


def slips(
    *, owners: Iterable[object], family_owns: bool, names_factor: bool, on: date, until: date, begun: date | None,
    today: date,
) -> tuple[Slip, ...]:  # fmt: skip
    """What has to be put right in a step first. `begun` is the first birth or due date that is known."""
    found = []
    if not family_owns and not list(owners):
        found.append(Slip.NO_OWNER)
    if not names_factor:
        found.append(Slip.NO_MOVES)
    if is_before(on, begun):
        found.append(Slip.BEFORE)
    if until < on:
        found.append(Slip.END_FIRST)
    elif until - today > FURTHEST:
        found.append(Slip.FAR)
    return tuple(found)


def is_before(day: date, begun: date | None) -> bool:
    """Whether this day lies before anything here can have begun."""
    return day.year < 1900 or (begun is not None and begun - day > BEFORE_BIRTH)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
