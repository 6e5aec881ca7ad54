"""Writing a line in the trail: part of the same transaction as the deed itself."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection

from stek.kit.ids import uuid7

# Plain SQL: who writes a line may not read it back, and the ORM asks for what the database filled in.
_INSERT = (
    "insert into trail_trailentry"
    " (family_id, id, at, person_id, deed, kind, subject_id, section, purpose, reason, rests_on)"
    " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::uuid[])"
)


def record(
    *,
    family: UUID,
    by: UUID,
    at: datetime,
    deed: str,
    kind: str,
    section: str,
    purpose: str,
    reason: str,
    subject: UUID | None = None,
    rests_on: Iterable[UUID] = (),
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [family, uuid7(), at, by, deed, kind, subject, section, purpose, reason, list(rests_on)],
        )
