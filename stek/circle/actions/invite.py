"""Into the circle by invitation of a parent; out of it with a date, never vanishing."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from stek.kit.ids import uuid7
from stek.people.identity import Signed
from stek.policy import Role

from ..gate import Visit, visit
from ..models import CircleMember, Invitation
from ..rules import MemberKind, Relation
from .found import NewMember, add_member

HOLDS = timedelta(days=14)


class InvitationIsOver(Exception):
    """Used, taken back, too old, or never made: the one who holds the link is told the same."""


@transaction.atomic(savepoint=False)
def invite(
    *,
    called: str,
    role: Role,
    relation: Relation,
    by: Visit,
    at: datetime,
    member_id: UUID | None = None,
    holds: timedelta = HOLDS,
) -> tuple[UUID, str]:
    """A place in the circle, kept for who comes with the secret. Gives the place and the secret.

    A second parent is also one of the family, from this moment on, whether or not the link is ever used.
    """
    if role is Role.PARENT and member_id is None:
        member_id = add_member(member=NewMember(MemberKind.PARENT, called), by=by, at=at)
    secret = secrets.token_urlsafe(24)
    place = CircleMember(
        family_id=by.family, id=uuid7(), role=role, relation=relation, member_id=member_id,
        from_at=at, invited_by=by.person, called_sealed=b"",
    )  # fmt: skip
    place.called_sealed = by.box.seal("circlemember", place.id, "called", called)
    CircleMember.objects.bulk_create([place])
    Invitation.objects.bulk_create(
        [
            Invitation(
                family_id=by.family, circle_member_id=place.id, made_at=at, made_by=by.person,
                until_at=at + holds, secret_hash=hashlib.sha256(secret.encode()).digest(),
            )
        ]
    )  # fmt: skip
    by.record("invite", "circlemember", subject=place.id, rests_on=[place.id], at=at)
    return place.id, secret


@transaction.atomic(savepoint=False)
def accept(*, secret: str, by: Signed, at: datetime) -> Visit:
    """Step into the place that was kept. Raises InvitationIsOver."""
    with connection.cursor() as cursor:
        cursor.execute("select stek.accept_invitation(%s)", [secret.encode()])
        family = cursor.fetchone()[0]
    if family is None:
        raise InvitationIsOver
    here = visit(by, family, at)
    here.record("accept", "circlemember", subject=here.member_id, at=at)
    return here


def invitation_holds(secret: str) -> bool:
    """Whether this link is still good; tells nothing about the family."""
    with connection.cursor() as cursor:
        cursor.execute("select stek.invitation_holds(%s)", [secret.encode()])
        return bool(cursor.fetchone()[0])


@transaction.atomic(savepoint=False)
def take_back(*, place: UUID, by: Visit, at: datetime) -> None:
    """An invitation nobody has used yet."""
    Invitation.objects.filter(family_id=by.family, circle_member_id=place, accepted_at=None).update(until_at=at)
    by.record("take_back", "circlemember", subject=place, rests_on=[place], at=at)


@transaction.atomic(savepoint=False)
def leave(*, place: UUID, by: Visit, at: datetime) -> None:
    """From `at` on this circle member is no longer in the circle. What they wrote stays, with its date."""
    CircleMember.objects.filter(Q(until_at=None), family_id=by.family, id=place).update(
        until_at=at, until_by=by.person
    )
    by.record("end", "circlemember", subject=place, rests_on=[place], at=at)
