"""A parent's no to somebody around the family: what that parent wrote is not read from that place."""

from datetime import datetime
from uuid import UUID

from stek.kit.whole import one_at_a_time, whole
from stek.policy import Reason, own_section

from ..gate import NotYours, Visit
from ..models import Refusal


@whole
def refuse(*, place: UUID, by: Visit, at: datetime, tells: bool = False) -> Refusal:
    """From now on who stands there reads nothing that this parent wrote; what others built on it stays. `tells`: they
    read that the parents differ about it. The other parents are not told. Twice is once. Raises NotYours.
    """
    if not by.is_parent:
        raise NotYours(Reason.A_PARENTS_WORD)
    one_at_a_time(by.family, place)
    before = Refusal.objects.filter(
        family_id=by.family, circle_member_id=place, said_by=by.person, ended_at=None
    ).first()
    if before is not None and before.tells == tells:
        return before
    if before is not None:
        _end(before, by, at)
    row = Refusal(family_id=by.family, circle_member_id=place, tells=tells, said_at=at, said_by=by.person)
    row.save(force_insert=True)
    by.record("refuse", "refusal", subject=row.id, section=own_section(by.person), rests_on=[place], at=at)
    return row


@whole
def refuse_no_more(*, place: UUID, by: Visit, at: datetime) -> None:
    """Takes the no back; without one nothing happens."""
    for row in Refusal.objects.filter(family_id=by.family, circle_member_id=place, said_by=by.person, ended_at=None):
        _end(row, by, at)
        by.record("end", "refusal", subject=row.id, section=own_section(by.person), rests_on=[place], at=at)


def _end(row: Refusal, by: Visit, at: datetime) -> None:
    Refusal.objects.filter(family_id=by.family, id=row.id, ended_at=None).update(ended_at=at, ended_by=by.person)
