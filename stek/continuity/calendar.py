"""One's own calendar: what one promised, with its day and its hour. Not one word of what it is about."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from stek.circle.gate import opens, visits_everywhere
from stek.kit.whole import one_at_a_time, whole
from stek.people.identity import Signed

from .gaps import has_it
from .models import Feed
from .queries import contacts
from .records import held_by
from .rules import CONTACT, Way

if TYPE_CHECKING:
    from icalendar import Event

HOUR = timedelta(hours=1)
REFRESH = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Entry:
    """A promise, as a calendar may show it."""

    id: UUID
    family: UUID
    on: date
    at: time | None
    way: Way
    changed_at: datetime
    step: int  # how often it changed


@whole
def open_feed(*, by: Signed, at: datetime) -> str:
    """A new address, and the former one ends. Gives its secret, once."""
    one_at_a_time(by.person)
    Feed.objects.filter(person_id=by.person, ended_at=None).update(ended_at=at)
    secret = secrets.token_urlsafe(32)
    Feed.objects.create(person_id=by.person, secret_hash=_hash(secret), made_at=at)
    return secret


@whole
def end_feed(*, by: Signed, at: datetime) -> None:
    """From now on there is nothing at that address."""
    Feed.objects.filter(person_id=by.person, ended_at=None).update(ended_at=at)


def feed_since(by: Signed) -> datetime | None:
    """Since when somebody has an address, if they have one."""
    return Feed.objects.filter(person_id=by.person, ended_at=None).values_list("made_at", flat=True).first()


def person_of(secret: str) -> UUID | None:
    """Whose address this is; nobody's, when it was never one or is no more."""
    with connection.cursor() as cursor:
        cursor.execute("select stek.feed_of(%s)", [secret.encode()])
        return cursor.fetchone()[0]


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def entries(signed: Signed, at: datetime) -> list[Entry]:
    """What this person has to do around every family, as the pages tell it: what moved to them with a handover, or
    because who promised it is there no more, and not what moved away. For a parent also what others promised that asks
    something of the family. What is done or dropped is not there."""
    around = visits_everywhere(signed, CONTACT, at)
    every = {family: visit for family, (visit, _readers) in around.items() if opens(visit, CONTACT)}
    found = []
    for family, contact in contacts(every).items():
        visit = every[family]
        for one in contact.follow_ups:
            whose = has_it(held_by(one, contact.handovers), one.stand_in, one.readers)
            if visit.member_id in whose or (visit.is_parent and one.way is not Way.OWN):
                changed = one.moves[-1].written_at if one.moves else one.written_at
                found.append(Entry(one.id, family, one.due_on, one.due_time, one.way, changed, len(one.moves)))
    return sorted(found, key=lambda one: (one.on, one.id))


def calendar_of(found: Iterable[Entry], address: str) -> bytes:
    """An iCalendar (RFC 5545). `address` is where Stek is: each entry leads to its page, behind sign-in."""
    from icalendar import Calendar  # each command and each job begins without it: a twentieth of what they load

    calendar = Calendar()
    calendar.add("prodid", "-//Stek//nl-BE")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Stek")
    calendar.refresh_interval = REFRESH
    for one in found:
        calendar.add_component(_event(one, address))
    return calendar.to_ical()


def _event(one: Entry, address: str) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{one.id}@stek")
    event.add("dtstamp", one.changed_at)
    event.add("sequence", one.step)
    event.add("summary", _("Stek: afspraak") if one.at else _("Stek: iets te doen"))
    event.add("class", "PRIVATE")
    event.add("url", f"{address}/families/{one.family}/contact/follow-ups/{one.id}/")
    if one.at is None:
        event.add("dtstart", one.on)
        event.add("transp", "TRANSPARENT")  # it does not fill the day
    else:
        start = datetime.combine(one.on, one.at, timezone.get_default_timezone()).astimezone(UTC)
        event.add("dtstart", start)
        event.add("dtend", start + HOUR)
    return event
