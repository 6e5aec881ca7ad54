"""What waits for parents, and what was promised to them: calm, and never more than their yes or a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import dates

from stek.circle.gate import Around
from stek.circle.queries import Closed
from stek.trail import actions as trail

from . import gaps
from .day import called, read
from .lines import Line, lines
from .machines import FOLLOW_UP
from .queries import Contact, Promised, contacts
from .records import records_at_home
from .telling import Teller

NEXT = 3  # promises on the page; the others stand with the agreements

Kind = gaps.Kind

# Nothing here asks a parent to note, to review or to be quick.
ASKS_PARENTS = frozenset({Kind.ASKED, Kind.UNHEARD, Kind.AGREE, Kind.MEET, Kind.OVERLAP, Kind.LEFT, Kind.CONSENT})


@dataclass(frozen=True, slots=True)
class Coming:
    """What somebody promised, and by when."""

    sentence: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class AtHome:
    family: UUID
    called: str
    waits: tuple[Line, ...]
    coming: tuple[Coming, ...]
    more: bool  # whether there are other promises


def at_home(around: Around, closed: Mapping[UUID, Closed], today: date) -> tuple[tuple[AtHome, ...], list[trail.Line]]:
    """For each of the families one is a parent of; and what the trail says about it, for the caller to write.

    Five statements, however many families.
    """
    own = {family: visit for family, (visit, _readers) in around.items() if visit.is_parent}
    found = contacts(own, notes=False)
    circles = {family: closed[family] for family in own}
    every = records_at_home(found, circles, {family: around[family][1] for family in own})
    told, seen = [], []
    for family, visit in own.items():
        contact = found.get(family, Contact())
        tell = Teller(closed[family].opened, today, contact)
        mine = [
            one for one in gaps.gaps(every[family], today) if visit.member_id in one.places and one.kind in ASKS_PARENTS
        ]
        waits = lines(tell, contact, mine)
        asked = {one.id for one in waits}
        live = [one for one in contact.follow_ups if one.state not in FOLLOW_UP.last and one.id not in asked]
        live.sort(key=lambda one: (one.due_on, one.id))
        coming = tuple(_coming(tell, one) for one in live[:NEXT])
        told.append(AtHome(family, called(closed[family].opened), waits, coming, len(live) > NEXT))
        shown = asked | {one.id for one in live[:NEXT]}
        things = (*contact.follow_ups, *contact.referrals, *contact.handovers)
        seen += [read(visit, one) for one in things if one.id in shown]
    return tuple(told), seen


def _coming(tell: Teller, one: Promised) -> Coming:
    return Coming(tell.happens(one, soon(tell, one.due_on)), one.words, tell.follow_up(one).url)


def soon(tell: Teller, day: date) -> str:
    """'donderdag' in the week that comes; else as everywhere."""
    if timedelta(days=1) < day - tell.today < timedelta(days=7):
        return str(dates.WEEKDAYS[day.weekday()]).lower()
    return tell.near(day)
