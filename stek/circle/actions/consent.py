"""Giving a consent, and taking it back: both at once, both in words the other can read."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from stek.kit.ids import uuid7
from stek.kit.whole import one_at_a_time, whole
from stek.policy import Purpose, Reason, Section, Verb, is_own

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
    children: Iterable[UUID] | None = None,
    reaches_back: bool = True,
) -> Grant:
    """`to` is a circle member. The period is half-open; without `until_at` it holds until withdrawn.

    `children`: members it is about; None: all, also who comes later. `reaches_back`: it opens what was written before
    it began. Of what is about a parent it opens what is about its giver.

    What was given a moment ago in the same words (a form sent twice) is not given again.
    """
    if not by.is_parent and section != f"own:{by.person}":
        raise NotAllowed(Reason.A_PARENTS_WORD)
    named = None if children is None else sorted(set(children))
    one_at_a_time(by.family, to)
    same = Grant.objects.filter(
        family_id=by.family, circle_member_id=to, section=section, purpose=purpose, verbs=sorted(verbs),
        withdrawn_at=None, given_by=by.person, given_at__gt=at - MOMENT, until_at__isnull=until_at is None,
        reaches_back=reaches_back, **({"children": named} if named is not None else {"children__isnull": True}),
    )  # fmt: skip
    if found := (same.filter(from_at=from_at) if from_at else same).first():
        return found
    grant = Grant(
        family_id=by.family, circle_member_id=to, section=section, purpose=purpose,
        verbs=sorted(verbs), children=named, reaches_back=reaches_back, from_at=from_at or at, until_at=until_at, given_at=at, given_by=by.person,
    )  # fmt: skip
    Grant.objects.bulk_create([grant])
    by.record("grant", "grant", subject=grant.id, section=section, rests_on=[to], at=at)
    return grant


@whole
def withdraw(*, grant: Grant, by: Visit, at: datetime) -> None:
    """Works with the next statement anybody sends. Withdrawing twice changes nothing.

    A yes is ended by its giver, and of who has left for good by a parent who is left: raises NotYours for anybody else.
    """
    live = Grant.objects.filter(family_id=by.family, id=grant.id, withdrawn_at=None)
    if live.update(withdrawn_at=at, withdrawn_by=by.person):
        by.record(
            "withdraw", "grant", subject=grant.id, section=grant.section, rests_on=[grant.circle_member_id], at=at
        )
    elif live.exists():
        raise NotYours(Reason.NOT_YOUR_YES)


def read_along(*, grants: Iterable[Grant], places: Collection[UUID], at: datetime) -> list[Grant]:
    """Of these consents those to care that hold now, at those of these places that read; each once, whoever gave it."""
    found = {
        (one.circle_member_id, one.section, tuple(one.verbs), one.until_at, one.reaches_back, str(one.children)): one
        for one in grants
        if one.circle_member_id in places and one.purpose == Purpose.CARE and one.withdrawn_at is None
        if one.from_at <= at and (one.until_at is None or at < one.until_at) and not is_own(one.section)
    }
    reads = {one.circle_member_id for one in found.values() if Verb.READ in one.verbs}
    return [one for one in found.values() if one.circle_member_id in reads]


@whole
def give_along(*, places: Collection[UUID], by: Visit, at: datetime) -> list[Grant]:
    """A parent's own consent, from `at` on, to whom others let read along at these places: as it holds there now. For
    who gave nothing in this family yet; so twice is once. Raises NotAllowed.
    """
    if not by.is_parent:
        raise NotAllowed(Reason.A_PARENTS_WORD)
    one_at_a_time(by.family, by.person)
    kept = list(Grant.objects.filter(family_id=by.family).order_by("given_at", "id"))
    if any(one.given_by == by.person for one in kept):
        return []
    return _given(read_along(grants=kept, places=places, at=at), by, at)


def _anew(one: Grant, **other: Any) -> Grant:
    """The same consent once more, but for what is said otherwise."""
    fields = {
        field.attname: getattr(one, field.attname) for field in Grant._meta.concrete_fields if not field.generated
    }
    return Grant(**fields | {"id": uuid7(), "withdrawn_at": None, "withdrawn_by": None} | other)


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
        anew.append(_anew(one, until_at=(one.until_at or at) + longer, given_at=at))
    Grant.objects.bulk_create(anew)
    for grant in anew:
        by.record("grant", "grant", subject=grant.id, section=grant.section, rests_on=[to], at=at)
    return anew


@whole
def say_yes_too(*, to: UUID, by: Visit, at: datetime) -> list[Grant]:
    """To who reads along at one place: this parent's own yes to each part that others opened there and this one did not.
    Twice is once. Raises NotAllowed."""
    if not by.is_parent:
        raise NotAllowed(Reason.A_PARENTS_WORD)
    one_at_a_time(by.family, to)
    kept = list(Grant.objects.filter(family_id=by.family, circle_member_id=to).order_by("given_at", "id"))
    along = read_along(grants=kept, places=[to], at=at)
    mine = {one.section for one in along if one.given_by == by.person}
    return _given([one for one in along if one.section not in mine], by, at)


def _given(along: Iterable[Grant], by: Visit, at: datetime) -> list[Grant]:
    given = [_anew(one, given_by=by.person, given_at=at, from_at=at) for one in along]
    Grant.objects.bulk_create(given)
    for grant in given:
        by.record("grant", "grant", subject=grant.id, section=grant.section, rests_on=[grant.circle_member_id], at=at)
    return given
