"""Pure: the words in which a story is told."""

from enum import StrEnum

LONGEST = 20_000  # characters in one note


class Lane(StrEnum):
    CHILD = "child"
    PARENT = "parent"
    RELATION = "relation"
    SURROUNDINGS = "surroundings"


class Tone(StrEnum):
    STRENGTH = "strength"
    NOTICED = "noticed"
    UNSURE = "unsure"
    WORRY = "worry"


class Knowing(StrEnum):
    """How the speaker knows. Empty means: not known, and that asks for nothing."""

    SEEN = "seen"
    HEARD = "heard"
    TOLD = "told"
    SUSPECTED = "suspected"


class Certainty(StrEnum):
    TOLD = "told"  # the family says so
    SUSPECTED = "suspected"  # its author thinks so


class Domain(StrEnum):
    REGULATION = "regulation"
    ATTACHMENT = "attachment"
    MENTALISING = "mentalising"
    SELF = "self"
    SLEEP = "sleep"
    FEEDING = "feeding"
    CRYING = "crying"
    PLAY = "play"
    MOTOR = "motor"
    LANGUAGE = "language"
    CONTACT = "contact"


def lane_for(kinds: list[str]) -> Lane:
    """The lane that fits whom a note is about: two sorts of people make it about what is between them.

    `kinds` are the kinds of the members it is about (child · parent · kin); nobody: the surroundings.
    """
    sorts = set(kinds)
    if not sorts:
        return Lane.SURROUNDINGS
    if len(kinds) > 1 and (len(sorts) > 1 or sorts == {"parent"}):
        return Lane.RELATION
    if sorts == {"child"}:
        return Lane.CHILD
    if sorts == {"parent"}:
        return Lane.PARENT
    return Lane.SURROUNDINGS
