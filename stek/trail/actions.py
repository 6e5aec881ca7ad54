"""Writing a line in the trail: part of the same transaction as the deed itself."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from .models import TrailEntry


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
    TrailEntry.objects.bulk_create(
        [
            TrailEntry(
                family_id=family,
                at=at,
                person_id=by,
                deed=deed,
                kind=kind,
                subject_id=subject,
                section=section,
                purpose=purpose,
                reason=reason,
                rests_on=list(rests_on),
            )
        ]
    )
