"""Pure: the five echelons of needs, and what people say about one."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

LONGEST = 4_000  # characters in one text of a need
FURTHEST = timedelta(days=731)  # a review further away is a slip of the keys


class Echelon(StrEnum):
    """Where a need lies, from the base up. A place to begin, never how bad something is."""

    BASIC = "basic"
    SAFE = "safe"
    ATTUNED = "attuned"
    SPECIFIC = "specific"
    COMPLEX = "complex"


class State(StrEnum):
    """What people say about a need now. None of them asks for another."""

    NOT_AT_ISSUE = "not_at_issue"
    DISCUSSED = "discussed"
    NOT_KNOWN = "not_known"
    NOW = "now"
    MET = "met"


class Whose(StrEnum):
    CHILD = "child"
    PARENT = "parent"
    RELATION = "relation"


class Slip(StrEnum):
    """What is missing from, or too much in, what somebody wants to say about a need."""

    NO_WORDS = "no_words"
    NO_REVIEW = "no_review"
    REVIEW_OF_NOTHING = "review_of_nothing"
    REVIEW_PAST = "review_past"
    REVIEW_FAR = "review_far"
    NO_WORK = "no_work"
    WORK_OF_NOTHING = "work_of_nothing"


# An open question, and what is not at issue, wait for nobody: no day is set for them.
WITHOUT_REVIEW = frozenset({State.NOT_AT_ISSUE, State.NOT_KNOWN})

# The order in which an echelon with several needs is drawn: first what people are busy with, then what
# they talked about, left open, finished, and put aside.
_SHOWN = (State.NOW, State.DISCUSSED, State.NOT_KNOWN, State.MET, State.NOT_AT_ISSUE)


def slips(state: State, *, words: str, work: str, review_on: date | None, today: date) -> tuple[Slip, ...]:
    """What has to be put right first. `words` are those of now, or else what the need was called before.

    'Not known' asks for nothing: no words, and no day.
    """
    found = []
    if state is State.NOW and not words.strip():
        found.append(Slip.NO_WORDS)
    if state is State.MET and not work.strip():
        found.append(Slip.NO_WORK)
    if state is not State.MET and work.strip():
        found.append(Slip.WORK_OF_NOTHING)
    if review_on is None:
        if state is State.NOW:
            found.append(Slip.NO_REVIEW)
    elif state in WITHOUT_REVIEW:
        found.append(Slip.REVIEW_OF_NOTHING)
    elif review_on < today:
        found.append(Slip.REVIEW_PAST)
    elif review_on - today > FURTHEST:
        found.append(Slip.REVIEW_FAR)
    return tuple(found)


def whose(kinds: Iterable[str]) -> Whose:
    """Whose need it is, by the kinds of the members it is for: one sort of person, else what is between them.

    Two parents, or nobody named: between them as well.
    """
    given = list(kinds)
    if given and set(given) == {"child"}:
        return Whose.CHILD
    return Whose.PARENT if given == ["parent"] else Whose.RELATION


def shown(states: Iterable[State]) -> State | None:
    """The state in which an echelon is drawn, of those of its needs; None when nobody said anything.

    One need or ten in the same state look the same: nothing is counted.
    """
    there = set(states)
    return next((state for state in _SHOWN if state in there), None)
