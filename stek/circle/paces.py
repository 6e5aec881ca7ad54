"""How closely families want to be followed, read as far as one may see."""

from uuid import UUID

from . import models
from .gate import Visit, Visits
from .listing import decided_in
from .pace import WITHIN, Pace


def pace_of(visit: Visit) -> Pace:
    return paces({visit.family: visit})[visit.family]


def paces(visits: Visits) -> dict[UUID, Pace]:
    """For each of these families the newest word of a parent that one may read, else what is usual. One statement."""
    rows = (
        models.Pace.objects.filter(family_id__in=list(visits))
        .order_by("family_id", "-written_at", "-id")
        .distinct("family_id")
    )
    return dict.fromkeys(visits, Pace()) | {row.family_id: chosen(row) for row in decided_in(rows, visits)}


def chosen(row: models.Pace) -> Pace:
    young, baby, later = row.by_age
    return Pace((young, baby, later), **{name: getattr(row, name) for name in WITHIN})
