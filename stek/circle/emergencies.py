"""Emergency accesses: as parents are told of them, and as a reviewer of the organisation finds them.

Which of them somebody finds, and when, row-level security says (`sql/emergency.sql`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from stek.kit.bidi import isolated
from stek.kit.keyring import keyring
from stek.kit.sealed import Box
from stek.people.models import Organisation, Person
from stek.trail.models import TrailEntry

from .gate import Visit
from .labels import relation_label
from .models import BreakGlass, EmergencyCode, GlassReason, GlassReview
from .queries import Circle
from .rules import TOLD_AFTER, TOLD_LATER, Says


@dataclass(frozen=True, slots=True)
class Emergency:
    """Somebody let themselves in: who that is, and why where who looks may read it."""

    id: UUID
    family: UUID
    who: str
    who_is_that: str
    organisation: str
    opened_at: datetime
    until_at: datetime
    why: str
    seen_at: datetime | None = None  # by who looks: whether the other parent looked is theirs


def code_of(visit: Visit) -> EmergencyCode | None:
    """This parent's own code, while it opens."""
    return EmergencyCode.objects.filter(family_id=visit.family, made_by=visit.person, ended_at=None).first()


def told_to(visit: Visit) -> list[BreakGlass]:
    """Newest first."""
    return list(_seen_by(visit.person, [visit.family]).order_by("-opened_at", "-id"))


def not_seen(families: Iterable[UUID], person: UUID) -> list[BreakGlass]:
    """Of these families, what this parent has not seen yet; the oldest first."""
    return list(_seen_by(person, families).filter(Q(seen_at=None)).order_by("opened_at", "id"))


def _seen_by(person: UUID, families: Iterable[UUID]) -> QuerySet[BreakGlass]:
    """With `seen_at`, of this person's own look: that stands in the trail, and each parent reads their own there."""
    looks = TrailEntry.objects.filter(
        family_id=OuterRef("family_id"), subject_id=OuterRef("id"), kind="breakglass", deed="read", person_id=person
    )
    rows = BreakGlass.objects.filter(family_id__in=list(families))
    return rows.annotate(seen_at=Subquery(looks.order_by("at", "id").values("at")[:1]))


def emergencies(circle: Circle, glasses: Iterable[BreakGlass]) -> list[Emergency]:
    """As a parent reads them, in the order given."""
    return [
        _told(glass, person, place, why)
        for glass, person, place, why in _with_names(glasses)
    ]  # fmt: skip


def _told(glass: BreakGlass, person: Person | None, place: str, why: str) -> Emergency:
    return Emergency(
        glass.id, glass.family_id, isolated(person.name) if person else "",
        relation_label(person.discipline) if person and person.discipline else "", place, glass.opened_at, glass.until_at, why,
        getattr(glass, "seen_at", None),
    )  # fmt: skip


def _with_names(glasses: Iterable[BreakGlass]) -> list[tuple[BreakGlass, Person | None, str, str]]:
    """Each with who it was, where they worked, and the reason that who asks may open. Three statements, or none."""
    rows = list(glasses)
    if not rows:
        return []
    people = Person.objects.in_bulk({glass.person_id for glass in rows})
    places = Organisation.objects.in_bulk({glass.organisation_id for glass in rows if glass.organisation_id})
    reasons = {
        reason.id: reason
        for reason in GlassReason.objects.filter(
            family_id__in={glass.family_id for glass in rows}, id__in=[glass.id for glass in rows]
        )
    }
    return [
        (
            glass,
            people.get(glass.person_id),
            isolated(places[glass.organisation_id].name) if glass.organisation_id in places else "",
            _why(reasons[glass.id]) if glass.id in reasons else "",
        )
        for glass in rows
    ]  # fmt: skip


def _why(reason: GlassReason) -> str:
    box = Box(reason.id, [keyring().unwrap(reason.id, 1, reason.key_wrapped)])
    return isolated(box.open("glassreason", reason.id, "why", reason.why_sealed))


@dataclass(frozen=True, slots=True)
class ToReview:
    """As a reviewer finds it. Nothing of the family is in it."""

    emergency: Emergency
    told_at: datetime  # when the parents are told, as it stands now
    is_told: bool
    is_seen: bool
    tells_why: bool
    may_wait: bool  # that they are not to know yet can still be said


def for_review() -> QuerySet[BreakGlass]:
    """What who asks may look at for their organisation."""
    return BreakGlass.objects.filter(id__in=RawSQL("select unnest(stek.glasses_to_review())", []))


def reviewed(glasses: Iterable[BreakGlass], now: datetime) -> list[ToReview]:
    """Newest first."""
    rows = list(glasses)
    said: dict[UUID, list[GlassReview]] = {}
    for one in GlassReview.objects.filter(glass_id__in=[glass.id for glass in rows]).order_by("said_at", "id"):
        said.setdefault(one.glass_id, []).append(one)
    return [
        _to_review(_told(glass, person, place, why), said.get(glass.id, []), now)
        for glass, person, place, why in _with_names(
            sorted(rows, key=lambda row: (row.opened_at, row.id), reverse=True)
        )
    ]


def _to_review(emergency: Emergency, said: list[GlassReview], now: datetime) -> ToReview:
    seen = [one.said_at for one in said if one.says == Says.SEEN]
    waits = any(one.says == Says.NOT_YET for one in said)
    told_at = min([*seen[:1], emergency.opened_at + (TOLD_LATER if waits else TOLD_AFTER)])
    return ToReview(
        emergency, told_at, told_at <= now, bool(seen), any(one.tells_why for one in said),
        not waits and now < told_at,
    )  # fmt: skip
