"""Giving a consent, and taking it back: both at once, both in words the other can read."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from stek.kit.whole import one_at_a_time, whole
from stek.policy import Purpose, Reason, Section, Verb

from ..gate import NotYours, Visit
from ..models import Grant

MOMENT = timedelta(minutes=1)


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
