"""Pure: the words of following up, and what has to be put right in what somebody writes."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from stek.policy import Section

CONTACT = Section.CONTACT
LONGEST = 4_000  # characters in one text
FURTHEST = timedelta(days=731)  # a day further away is a slip of the keys
SILENT = (1, 180)  # days without an answer, at least and at most


class Way(StrEnum):
    """What it asks of the family. `OWN` is the carer's own work and asks nothing."""

    VISIT = "visit"
    CALL = "call"
    MESSAGE = "message"
    TOGETHER = "together"  # several around one table
    OWN = "own"


class Slip(StrEnum):
    NO_DAY = "no_day"
    PAST = "past"
    FAR = "far"
    SAME_TWICE = "same_twice"


def slips(due_on: date | None, *, today: date, places: Iterable[object] = ()) -> tuple[Slip, ...]:
    """What is wrong with a day somebody chose, and with the people: nobody stands in for themself."""
    found = []
    if due_on is None:
        found.append(Slip.NO_DAY)
    elif due_on < today:
        found.append(Slip.PAST)
    elif due_on - today > FURTHEST:
        found.append(Slip.FAR)
    named = [one for one in places if one is not None]
    if len(named) != len(set(named)):
        found.append(Slip.SAME_TWICE)
    return tuple(found)
