"""Who reads along already where somebody just came in as a parent: asked of them once, on the day itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from stek.policy import Role

from .actions.consent import read_along
from .models import Grant
from .queries import Around, Closed


@dataclass(frozen=True, slots=True)
class Along:
    """Whom the others let read along in one family, for a parent who gave nothing there yet."""

    family: UUID
    people: tuple[Around, ...]


def read_along_already(circles: Iterable[Closed]) -> list[Along]:
    """For the families in which this visitor came in as a parent today. A statement only on such a day."""
    fresh = [one for one in circles if _came_in_today(one)]
    if not fresh:
        return []
    grants: dict[UUID, list[Grant]] = {}
    for grant in Grant.objects.filter(family_id__in=[one.visit.family for one in fresh]).order_by("given_at", "id"):
        grants.setdefault(grant.family_id, []).append(grant)
    found = [Along(one.visit.family, _people(one, grants.get(one.visit.family, []))) for one in fresh]
    return [one for one in found if one.people]


def reads_openly(one: Around, at: datetime) -> bool:
    """Who stands there openly, was recognised and is no parent. Of a hidden place nothing is asked on a page in sight."""
    return one.is_in(at) and not (one.hidden or one.is_new or one.role is Role.PARENT)


def _people(closed: Closed, grants: list[Grant]) -> tuple[Around, ...]:
    if any(one.given_by == closed.visit.person for one in grants):
        return ()
    there = {one.id: one for one in closed.opened.around if reads_openly(one, closed.visit.at)}
    along = {one.circle_member_id for one in read_along(grants=grants, places=there, at=closed.visit.at)}
    return tuple(one for id, one in there.items() if id in along)


def _came_in_today(closed: Closed) -> bool:
    visit = closed.visit
    mine = next((one for one in closed.around if one.id == visit.member_id), None)
    since = mine.recognised_at if mine is not None and visit.is_parent else None
    return since is not None and timezone.localdate(since) == timezone.localdate(visit.at)
