"""Breaking the glass: for a professional, with a reason, read only, for an hour."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, transaction

from stek.kit.ids import uuid7
from stek.kit.whole import one_at_a_time, whole
from stek.people.identity import Signed

from ..gate import Visit, visit
from ..models import BreakGlass

HOUR = timedelta(minutes=60)
MOMENT = timedelta(minutes=1)


class GlassStaysShut(Exception):
    """No such family, no health professional, or no fresh second factor. One answer for all."""


@whole
def break_glass(*, family: UUID, why: str, by: Signed, at: datetime) -> Visit:
    """Opens the shared parts for reading until an hour from `at`. Told to the parents through the trail.

    Whoever let themselves in a moment ago (a form sent twice) is in.
    """
    one_at_a_time(family, by.person)
    if BreakGlass.objects.filter(family_id=family, person_id=by.person, opened_at__gt=at - MOMENT).exists():
        return visit(by, family, at)
    glass = BreakGlass(
        family_id=family, id=uuid7(), person_id=by.person, opened_at=at, until_at=at + HOUR, why_sealed=b""
    )
    try:
        with transaction.atomic():
            BreakGlass.objects.bulk_create([glass])
    except DatabaseError as error:
        raise GlassStaysShut from error
    here = visit(by, family, at)
    BreakGlass.objects.filter(family_id=family, id=glass.id).update(
        why_sealed=here.box.seal("breakglass", glass.id, "why", why)
    )
    here.record("break_glass", "family", subject=glass.id, reason="break_glass", at=at)
    return here


@whole
def review(*, glass: BreakGlass, by: Visit, at: datetime) -> None:
    """A parent has seen that somebody let themselves in. Seeing it twice changes nothing."""
    if BreakGlass.objects.filter(family_id=by.family, id=glass.id, reviewed_at=None).update(
        reviewed_at=at, reviewed_by=by.person
    ):
        by.record("read", "breakglass", subject=glass.id, at=at)
