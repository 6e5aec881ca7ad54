"""A team around a family: its place, the parents' yes to it, and of whom of its members a parent said that it is them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from stek.kit.ids import uuid7
from stek.kit.whole import one_at_a_time, whole
from stek.policy import Reason, Role

from ..gate import NotYours, Visit
from ..models import CircleMember, Grant
from ..rules import Relation
from .consent import give
from .invite import NotTheirs


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who is in a team now, by the name of their account."""

    person: UUID
    name: str


@whole
def let_team_in(
    *, team: UUID, called: str, relation: Relation, by: Visit, at: datetime, known_to: Iterable[UUID] | None = None
) -> UUID:
    """A place of this team in the circle. Nobody reads by it until a parent says yes to it. `known_to`: as of every place,
    persons who know of it besides who makes it and who stands there through it; None: everybody. Raises NotYours.
    """
    if not by.is_parent:
        raise NotYours(Reason.A_PARENTS_WORD)
    place = CircleMember(
        family_id=by.family, id=uuid7(), role=Role.PROFESSIONAL, relation=relation, team_id=team, from_at=at, invited_by=by.person,
        known_to=None if known_to is None else sorted({by.person, *known_to}),
    )  # fmt: skip
    place.called_sealed = by.box.seal("circlemember", place.id, "called", called)
    place.save(force_insert=True)
    by.record("invite", "circlemember", subject=place.id, rests_on=[place.id], at=at)
    return place.id


def team_of(*, place: UUID, by: Visit) -> list[Colleague]:
    """Who is in the team of this place now; nobody where a parent does not know of it, and for who is no parent."""
    with connection.cursor() as cursor:
        cursor.execute("select person, name from stek.team_members(%s, %s)", [by.family, place])
        return [Colleague(person, name) for person, name in cursor.fetchall()]


@whole
def say_yes_to_team(*, to: UUID, by: Visit, at: datetime, **yes: Any) -> Grant:
    """A parent's yes, and it covers who is in the team at this moment. Who joins later is tapped by name."""
    grant = give(to=to, by=by, at=at, **yes)
    for one in team_of(place=to, by=by):
        if one.person != by.person:
            _tap(to, one, by, at)
    return grant


@whole
def tap(*, team: UUID, person: UUID, by: Visit, at: datetime) -> UUID:
    """Yes, that is somebody of the team at this place: what this parent said yes to is for them too. Gives the place from
    which they read along; twice is once. It is ended as every other yes, by `let_go`. Raises NotTheirs: nobody taps
    themselves, a parent, or who is not in the team now.
    """
    known = next((one for one in team_of(place=team, by=by) if one.person == person), None)
    place = _tap(team, known, by, at) if known else None
    if place is None:
        raise NotTheirs
    return place


def _tap(team: UUID, one: Colleague, by: Visit, at: datetime) -> UUID | None:
    id = uuid7()
    one_at_a_time(by.family, team)
    called = by.box.seal("circlemember", id, "called", one.name)
    with connection.cursor() as cursor:
        cursor.execute("select stek.tap(%s, %s, %s, %s, %s)", [by.family, id, team, one.person, called])
        place: UUID | None = cursor.fetchone()[0]
    if place:
        by.record("recognise", "circlemember", subject=place, rests_on=[place], at=at)
    return place
