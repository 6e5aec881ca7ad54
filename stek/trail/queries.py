"""Reading the trail by day, as far as row-level security lets somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from .models import READINGS, TrailEntry

PAGE = 400  # entries, of which most are the same deed again


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed on one day. At which hour is in the database, and on no page."""

    on: date
    person_id: UUID
    deed: str
    kind: str
    section: str
    rests_on: frozenset[UUID]
    own: bool  # nobody but this reader can read that it was done


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole days. Each entry is there once, in no order that tells which came first."""

    entries: frozenset[Entry]
    older: str


def entries(family: UUID, person: UUID, *, before: str = "", own: bool = True, size: int = PAGE) -> Stretch:
    """The newest days before the day `before` ('2026-11-29'; nonsense there means: from the newest).

    Without `own`, what only this person can read is left out.
    """
    reading = Q(deed__in=READINGS, person_id=person) & ~Q(stood_as="professional")
    theirs = ExpressionWrapper(Q(section__startswith="own:") | reading, output_field=BooleanField())
    rows = TrailEntry.objects.filter(family_id=family).annotate(own=theirs).order_by("-at", "-id")
    if not own:
        rows = rows.filter(own=False)
    if before_day := _day(before):
        rows = rows.filter(at__lt=_begins(before_day))
    said = rows.values_list("at", "person_id", "deed", "kind", "section", "rests_on", "own")
    found = [_entry(*row) for row in said[: size + 1]]
    if len(found) <= size:
        return Stretch(frozenset(found), "")
    cut, newest = found[-1].on, found[0].on
    if cut != newest:  # the day on which it was cut off stands on the next page, whole
        whole = [one for one in found if one.on != cut]
        return Stretch(frozenset(whole), str(whole[-1].on))
    whole = [_entry(*row) for row in said.filter(at__gte=_begins(newest))]
    return Stretch(frozenset(whole), str(newest))


def _entry(
    at: datetime, person: UUID, deed: str, kind: str, section: str, rests_on: Iterable[UUID], own: bool
) -> Entry:
    return Entry(timezone.localdate(at), person, deed, kind, section, frozenset(rests_on), own)


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _day(said: str) -> date | None:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None
    # The first and the last day there are begin on no moment that can be said everywhere.
    return day if date.min + timedelta(days=1) < day < date.max else None
