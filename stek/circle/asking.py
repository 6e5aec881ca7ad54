"""Who took a link: as the parents are asked about them, and as who waits to come in as a parent may know it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from .gate import Visit
from .models import CircleMember
from .queries import Around, circle_of


@dataclass(frozen=True, slots=True)
class AskingParent:
    """Who took a link to come in as a parent, as another parent is asked about them: by the name of that account."""

    family: UUID
    place: UUID
    person: UUID
    name: str
    since: datetime
    said_yes: bool | None  # what who asks said last; None: nothing yet


def asking_parents() -> list[AskingParent]:
    """In every family where who asks is a parent; the longest waiting first."""
    with connection.cursor() as cursor:
        cursor.execute("select family, place, person, name, since, said_yes from stek.asking_parents()")
        return [AskingParent(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who took a link as kin or carer, as a parent who knows of the place is asked about them: by the name of that account."""

    family: UUID
    place: UUID
    name: str
    since: datetime
    called: str  # who the link was made for
    made_by: UUID | None  # the parent who made it, and says no


def newcomers(around: Mapping[UUID, Around]) -> list[Newcomer]:
    """Of the places in `around`, those of whom no parent said yet that it is whom they meant; the longest waiting first."""
    if not around:
        return []
    with connection.cursor() as cursor:
        cursor.execute("select family, place, name, since from stek.newcomers()")
        rows = cursor.fetchall()
    return [
        Newcomer(family, place, name, since, around[place].called, around[place].made_by)
        for family, place, name, since in rows if place in around
    ]  # fmt: skip


def made_alone(visit: Visit) -> list[Around]:
    """Who is there by a hidden place that this visitor made, and stands in it now."""
    rows = CircleMember.objects.filter(family_id=visit.family, invited_by=visit.person, known_to__isnull=False)
    made = set(rows.values_list("id", flat=True))
    return [one for one in circle_of(visit.whole).around if one.id in made and one.is_in(visit.at)] if made else []


@dataclass(frozen=True, slots=True)
class Wait:
    """A place for which who asks waits, as a parent. It tells nothing about the family."""

    place: UUID
    since: datetime


def my_waits() -> list[Wait]:
    with connection.cursor() as cursor:
        cursor.execute("select place, since from stek.waits()")
        return [Wait(*row) for row in cursor.fetchall()]
