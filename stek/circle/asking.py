"""Who waits to come in as a parent: as the parents are asked, and as who waits may know it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection


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
class Wait:
    """A place for which who asks waits, as a parent. It tells nothing about the family."""

    place: UUID
    since: datetime


def my_waits() -> list[Wait]:
    with connection.cursor() as cursor:
        cursor.execute("select place, since from stek.waits()")
        return [Wait(*row) for row in cursor.fetchall()]
