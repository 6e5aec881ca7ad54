"""Giving a consent, and taking it back: both at once, both in words the other can read."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from stek.kit.ids import uuid7
from stek.kit.whole import one_at_a_time, whole
from stek.policy import Purpose, Reason, Section, Verb

from ..gate import NotYours, Visit
from ..models import Grant
from ..pace import WITHIN

MOMENT = timedelta(minutes=1)
SOON = timedelta(days=WITHIN["consent_before"][1])  # the earliest at which a family has the end of a consent said


class NotAllowed(NotYours):
    """Only a parent gives consent for what is shared."""


@whole
def give(
    *,
    to: UUID,
    section: str = Section.STORY,
    verbs: Iterable[Verb],
    by: Visit,
    at: datetime,
    purpose: Purpose = Purpose.CARE,
    from_at: datetime | None = None,
    until_at: datetime | None = None,
) -> Grant:
    """`to` is a circle member. The period is half-open; without `until_at` it holds until withdrawn.

    What was given a moment ago in the same words (a form sent twice) is not given again.
    """
    if not by.is_parent and section != f"own:{by.person}":
        raise NotAllowed(Reason.A_PARENTS_WORD)
    one_at_a_time(by.family, to)
    same = Grant.objects.filter(
        family_id=by.family, circle_member_id=to, section=section, purpose=purpose, verbs=sorted(verbs),
        withdrawn_at=None, given_by=by.person, given_at__gt=at - MOMENT, until_at__isnull=until_at is None,
    )  # fmt: skip
    if found := (same.filter(from_at=from_at) if from_at else same).first():
        return found
    grant = Grant(
        family_id=by.family, circle_member_id=to, section=section, purpose=purpose,
        verbs=sorted(verbs), from_at=from_at or at, until_at=until_at, given_at=at, given_by=by.person,
    )  # fmt: skip
    Grant.objects.bulk_create([grant])
    by.record("grant", "grant", subject=grant.id, section=section, rests_on=[to], at=at)
    return grant


@whole
def withdraw(*, grant: Grant, by: Visit, at: datetime) -> None:
    """Works with the next statement anybody sends. Withdrawing twice changes nothing."""
    changed = Grant.objects.filter(family_id=by.family, id=grant.id, withdrawn_at=None).update(
        withdrawn_at=at, withdrawn_by=by.person
    )
    if changed:
        by.record(
            "withdraw", "grant", subject=grant.id, section=grant.section, rests_on=[grant.circle_member_id], at=at
        )


def ends_soon(*, grants: Iterable[Grant], by: UUID, at: datetime) -> list[Grant]:
    """Of these consents those to care that this parent gave, that hold, and whose end Stek may be speaking of."""
    return [
        one
        for one in grants
        if one.given_by == by and one.withdrawn_at is None and one.purpose == Purpose.CARE
        if one.until_at is not None and one.from_at <= at < one.until_at <= at + SOON
    ]


@whole
def prolong(*, to: UUID, by: Visit, at: datetime, longer: timedelta) -> list[Grant]:
    """What this parent gave at this place and what ends soon, as it is, for so much longer. Twice is once."""
    one_at_a_time(by.family, to)
    kept = Grant.objects.filter(family_id=by.family, circle_member_id=to).order_by("given_at", "id")
    anew = []
    for one in ends_soon(grants=kept, by=by.person, at=at):
        withdraw(grant=one, by=by, at=at)
        fields = {
            field.attname: getattr(one, field.attname) for field in Grant._meta.concrete_fields if not field.generated
        }
        fields |= {"id": uuid7(), "until_at": (one.until_at or at) + longer, "given_at": at}
        anew.append(Grant(**fields | {"withdrawn_at": None, "withdrawn_by": None}))
    Grant.objects.bulk_create(anew)
    for grant in anew:
        by.record("grant", "grant", subject=grant.id, section=grant.section, rests_on=[to], at=at)
    return anew
