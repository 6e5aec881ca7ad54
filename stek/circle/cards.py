"""One person in one family twice: openly, and in a hidden place for one parent alone. Two cards, never mixed.

A session acts from one of them. It is kept with the live session in the database (sql/two_cards.sql): no cookie says it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.http import Http404, HttpRequest

from stek.people.identity import Signed
from stek.policy import Role

from .gate import Visit, visit
from .models import CircleMember

CARD = "card"  # in a form: the place that its page was for


@dataclass(frozen=True, slots=True)
class Card:
    place: UUID
    hidden: bool  # known to a list
    acts: bool  # the one this session acts from


def my_cards(signed: Signed, now: datetime) -> dict[UUID, tuple[Card, ...]]:
    """By family, where this person has more than one and is no parent: the open ones first. A statement, and one more
    for who has any."""
    rows: dict[UUID, list[CircleMember]] = {}
    for one in CircleMember.objects.filter(person_id=signed.person, from_at__lte=now).order_by("from_at", "id"):
        if one.until_at is None or now < one.until_at:
            rows.setdefault(one.family_id, []).append(one)
    several = {
        family: places for family, places in rows.items()
        if len(places) > 1 and all(one.role != Role.PARENT for one in places)
    }  # fmt: skip
    acts = _acts_from() if several else ()
    return {
        family: tuple(
            Card(one.id, one.known_to is not None, one.id in acts)
            for one in sorted(places, key=lambda one: one.known_to is not None)
        )
        for family, places in several.items()
    }


def _acts_from() -> Collection[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("select stek.member_ids()")
        return set(cursor.fetchone()[0])


def other_cards(visit: Visit) -> frozenset[UUID]:
    """The other places of this visitor in this family now; none where they act as a parent."""
    if len(visit.facts.places) < 2 or visit.is_parent:
        return frozenset()
    held = {one.id for one in visit.facts.places if one.family == visit.family and one.period.holds(visit.at)}
    return frozenset(held - {visit.member_id})


def act_from(place: UUID) -> None:
    """From now on this session acts from this place, in its family. Raises Http404 for what is none of one's own."""
    with connection.cursor() as cursor:
        cursor.execute("select stek.act_from(%s)", [place])
        if not cursor.fetchone()[0]:
            raise Http404


def sent_from_another(request: HttpRequest, family: UUID) -> Visit | None:
    """The visit, when this form was opened on another card than the one this session acts from by now: then nothing of it
    is done, since it would be read by others than its writer saw."""
    card = request.POST.get(CARD, "")
    actor = getattr(request, "actor", None)
    if not card or actor is None:
        return None
    here = visit(actor, family, actor.at)
    return here if card != str(here.member_id) else None
