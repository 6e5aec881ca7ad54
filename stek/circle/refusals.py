"""A parent's no to who stands around the family, as each may know of it."""

from uuid import UUID

from .gate import Visit
from .models import Refusal


def refused_by(visit: Visit) -> frozenset[UUID]:
    """The places to which this visitor said no."""
    rows = Refusal.objects.filter(family_id=visit.family, said_by=visit.person, ended_at=None)
    return frozenset(rows.values_list("circle_member_id", flat=True))


def parents_differ(visit: Visit) -> bool:
    """Whether a parent said no to where this visitor stands, and wants them to know that the parents differ about it."""
    if visit.is_parent or visit.member_id is None:
        return False
    told = Refusal.objects.filter(family_id=visit.family, circle_member_id=visit.member_id, tells=True, ended_at=None)
    return told.exclude(said_by=visit.person).exists()
