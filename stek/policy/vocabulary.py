"""The words in which access is spoken. Codes are stored; people read the labels."""

from enum import StrEnum


class Verb(StrEnum):
    """What somebody wants to do with an item of a family's record."""

    READ = "read"
    NOTE = "note"  # add something of one's own
    SHARE = "share"  # let the circle read what was kept private
    REMOVE = "remove"  # take back what nobody else has read
    END = "end"  # say that it no longer holds; it stays readable as what it was


class Purpose(StrEnum):
    """Why. A consent is given for one purpose and is no good for another."""

    CARE = "care"  # be there for this family
    COPY = "copy"  # take it along: print, export
    HANDOVER = "handover"  # pass it to the next carer


class Section(StrEnum):
    """The shared parts of a record. A part that is one adult's own is `own_section(person)`."""

    STORY = "story"
    BALANCE = "balance"
    NEEDS = "needs"
    CONTACT = "contact"
    QUESTIONNAIRES = "questionnaires"
    VIDEO = "video"
    MESSAGES = "messages"
    UNIT = "unit"


class Role(StrEnum):
    """As what somebody stands in the circle."""

    PARENT = "parent"
    KIN = "kin"  # family and friends whom the parents asked
    PROFESSIONAL = "professional"


OWN = "own:"
TEAM = "team:"


def own_section(person: object) -> str:
    """The part of the record that is one adult's own, until they share it."""
    return f"{OWN}{person}"


def team_section(team: object) -> str:
    """The working notes of a team: its members', and nobody else's."""
    return f"{TEAM}{team}"


def is_team(section: str) -> bool:
    return section.startswith(TEAM)


def is_own(section: str) -> bool:
    return section.startswith(OWN)


def is_shared(section: str) -> bool:
    """One of the shared parts. A section nobody has named is not shared with anybody."""
    return section in _SHARED


_SHARED = frozenset(str(section) for section in Section)
