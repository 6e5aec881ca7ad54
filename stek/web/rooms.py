"""The parts of a record that have a page of their own, besides the story: where the family page leads to.

A part that gets a page is reached with one line in `ROOMS`. There is one way in: who meets a part at a
glance on the family page goes in from there, and finds no second door.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stek.circle.gate import Visit
from stek.policy import Section, Verb


@dataclass(frozen=True, slots=True)
class Room:
    section: str
    door: str  # the name of its address
    called: Promise | str
    holds: Promise | str
    glanced: bool = False  # who reads it meets some of it on the family page itself


ROOMS: tuple[Room, ...] = (
    Room(Section.BALANCE, "balance", _("Wat draagt, wat weegt"), _("Hoe het nu houdt, in ieders eigen woord"), True),
    Room(Section.NEEDS, "needs", _("Wat er nodig is"), _("Waar jullie nu naar kijken, en wat al lukt"), True),
    Room(Section.NEEDS, "plan", _("Het plan"), _("Wat jullie samen doen, in kleine stappen"), True),
    Room(Section.CONTACT, "contact", _("Afspraken"), _("Wie wat doet, en tegen wanneer")),
)


def open_to(visit: Visit) -> list[Room]:
    """Those that are there for this visitor, to read or to write something down in, and have no other way in."""
    return [room for room in ROOMS if _leads(room, visit)]


def _leads(room: Room, visit: Visit) -> bool:
    if visit.reads(room.section):
        return not room.glanced
    return visit.may(Verb.NOTE, room.section)
