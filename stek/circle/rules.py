"""Pure: the words for people around a family, and how old a child is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class MemberKind(StrEnum):
    CHILD = "child"
    PARENT = "parent"
    KIN = "kin"


class Relation(StrEnum):
    """What somebody is to this family. Disciplines stand here too, as the family knows them."""

    MOTHER = "mother"
    FATHER = "father"
    PARENT = "parent"
    GRANDMOTHER = "grandmother"
    GRANDFATHER = "grandfather"
    SIBLING = "sibling"
    FRIEND = "friend"
    KIN = "kin"
    MIDWIFE = "midwife"
    FAMILY_NURSE = "family_nurse"
    GP = "gp"
    PAEDIATRICIAN = "paediatrician"
    PSYCHIATRIST = "psychiatrist"
    PSYCHOLOGIST = "psychologist"
    PHYSIOTHERAPIST = "physiotherapist"
    SPEECH_THERAPIST = "speech_therapist"
    SOCIAL_WORKER = "social_worker"
    FAMILY_SUPPORT = "family_support"
    UNIT_TEAM = "unit_team"
    CHILDCARE = "childcare"
    TEACHER = "teacher"
    MEETING_PLACE = "meeting_place"


class Ring(StrEnum):
    """How near: the bands of the circle, and of the balance (micro, meso, macro)."""

    HOME = "home"
    NEAR = "near"
    FURTHER = "further"


class Line(StrEnum):
    """What is between them now."""

    GIVES = "gives"
    ASKS = "asks"
    CONTACT = "contact"
    STARTING = "starting"
    ASKED = "asked"  # and no answer yet
    NOT_ASKED = "not_asked"


# How long an emergency access is open, how fresh a second key must be for it, and how often a wrong code is heard a day.
HOUR = timedelta(minutes=60)
FRESH = timedelta(minutes=5)
WRONG_CODES = 5
# The parents are told when a reviewer has seen it, else after so long; longer when a reviewer said so in that time.
TOLD_AFTER = timedelta(hours=72)
TOLD_LATER = timedelta(days=30)


# A parent who leaves can undo it for so long, and nobody notices; then it holds (`stek.leaves_after()`).
STAYS = timedelta(days=14)


class Away(StrEnum):
    """Why no parent waits for another one, of which an operator saw a paper. In SQL: sql/absence.sql."""

    DIED = "died"
    CANNOT_ANSWER = "cannot_answer"


class Says(StrEnum):
    """What a reviewer says of an emergency access."""

    SEEN = "seen"
    NOT_YET = "not_yet"  # the parents are not to know of it yet


# What an emergency code is written in: nothing that is read two ways, and no vowels, so that no word comes out.
CODE_LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12


def spelled(number: int) -> str:
    """A number as a code to read and type: XXXX-XXXX-XXXX. One of 28 to the twelfth (2 to the 57th)."""
    letters = []
    for _place in range(CODE_LENGTH):
        number, letter = divmod(number, len(CODE_LETTERS))
        letters.append(CODE_LETTERS[letter])
    return "-".join("".join(letters[first : first + 4]) for first in range(0, CODE_LENGTH, 4))


def typed(code: str) -> str:
    """A code as it counts, however somebody typed it: with spaces, with small letters."""
    return "".join(letter for letter in code.upper() if letter in CODE_LETTERS)


def is_fresh(second_factor_at: datetime | None, now: datetime) -> bool:
    """Whether a second key was used just now."""
    return second_factor_at is not None and now - second_factor_at < FRESH


class Carries(StrEnum):
    MUCH = "much"
    SOME = "some"


class Wish(StrEnum):
    """What the author of something is asked to do with it."""

    CLOSE = "close"  # let fewer people read it
    OPEN = "open"  # let somebody read it too


# Born this long before the due date, age is also said corrected (WHO: before 37 weeks).
PRETERM = timedelta(days=21)
# So long after the due date nobody is pregnant any more (42 weeks); what happened then, nobody told yet.
OVERDUE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Age:
    """A child's age in whole weeks, then months, then years. Before birth: weeks of pregnancy."""

    weeks: int
    months: int
    expected: bool = False


def age(born_on: date | None, due_on: date | None, today: date) -> Age | None:
    """Calendar age on `today`; for a child who is expected, the weeks of pregnancy (40 at `due_on`).

    None when it is not known: without a date, before the birth, and past 42 weeks without one.
    """
    if born_on is None:
        if due_on is None or today - due_on > OVERDUE:
            return None
        return Age(weeks=40 - ((due_on - today).days + 6) // 7, months=0, expected=True)
    if today < born_on:
        return None
    months = (today.year - born_on.year) * 12 + today.month - born_on.month - (today.day < born_on.day)
    return Age(weeks=(today - born_on).days // 7, months=months)


def corrected_age(born_on: date | None, due_on: date | None, today: date) -> Age | None:
    """Age counted from the due date, for a child born preterm and until two years; else None."""
    if born_on is None or due_on is None or due_on - born_on <= PRETERM:
        return None
    corrected = age(due_on, None, today)
    return corrected if corrected and corrected.months < 24 else None
