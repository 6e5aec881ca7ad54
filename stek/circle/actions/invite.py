"""Into the circle by invitation of a parent; out of it with a date, never vanishing."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils.crypto import salted_hmac

from stek.kit.ids import uuid7
from stek.kit.whole import one_at_a_time, whole
from stek.people.identity import Signed
from stek.policy import Role

from ..cards import act_from
from ..gate import Visit, visit
from ..models import CircleMember, Invitation
from ..rules import Relation

HOLDS = timedelta(days=14)


class NoParentIsHidden(Exception):
    """A parent's place is known to everybody: nobody reads all that is shared unseen by the other."""


class NothingToTakeBack(Exception):
    """Used, over, or made by somebody else."""


class InvitationIsOver(Exception):
    """Used, taken back, too old, or never made: the one who holds the link is told the same."""


@whole
def invite(
    *,
    called: str,
    role: Role,
    relation: Relation,
    by: Visit,
    at: datetime,
    member_id: UUID | None = None,
    holds: timedelta = HOLDS,
    known_to: Iterable[UUID] | None = None,
    id: UUID | None = None,
) -> tuple[UUID, str]:
    """A place in the circle, kept for who comes with the secret. Gives the place and the secret.

    `known_to`: the persons who know of this place, besides who makes it and who stands there (a refuge worker, of whom
    the other parent knows nothing); None: everybody. What is written from it is read by them alone, and nothing else is
    read from it. The same `id` twice is the same place, and the same secret. Raises NoParentIsHidden.

    Until somebody took the link, the place is there for who made it and for nobody else.
    """
    if role is Role.PARENT and known_to is not None:
        raise NoParentIsHidden
    place = CircleMember(
        family_id=by.family, id=id or uuid7(), role=role, relation=relation, member_id=member_id,
        from_at=at, invited_by=by.person, called_sealed=b"",
        known_to=None if known_to is None else sorted({by.person, *known_to}),
    )  # fmt: skip
    one_at_a_time(by.family, place.id)
    if CircleMember.objects.filter(family_id=by.family, id=place.id, invited_by=by.person).exists():
        return place.id, _secret(place, by)
    place.called_sealed = by.box.seal("circlemember", place.id, "called", called)
    place.save(force_insert=True)
    secret = _secret(place, by)
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


def _secret(place: CircleMember, by: Visit) -> str:
    """Follows from the place and this installation's secret key: found again by who sends the form twice,
    guessed by nobody, and nowhere to be read."""
    return salted_hmac("stek.invitation", f"{by.family}/{place.id}/{by.person}", algorithm="sha256").hexdigest()


@whole
def accept(*, secret: str, by: Signed, at: datetime) -> Visit | None:
    """Step into the place that was kept; for who stepped in with this secret before, that place again.

    None for who comes as a parent: they wait until every parent said yes (`answer_parent`). Raises InvitationIsOver.
    """
    is_new = invitation_holds(secret=secret)
    mine = CircleMember.objects.filter(person_id=by.person)
    before = set(mine.values_list("id", flat=True)) if is_new else set()
    with connection.cursor() as cursor:
        cursor.execute("select stek.accept_invitation(%s)", [secret.encode()])
        family = cursor.fetchone()[0]
    if family is None:
        if waits_with(secret=secret):
            return None
        raise InvitationIsOver
    here_now = set(mine.filter(family_id=family).values_list("id", flat=True)) if before else set()
    if here_now & before:  # who stood there already acts from the new place now, and comes in there
        for place in here_now - before:
            act_from(place)
    here = visit(by, family, at)
    if is_new:
        here.record("accept", "circlemember", subject=here.member_id, at=at)
    return here


def waits_with(*, secret: str) -> bool:
    """Whether who asks took this link and waits for the parents' yes."""
    with connection.cursor() as cursor:
        cursor.execute("select stek.waits_with(%s)", [secret.encode()])
        return bool(cursor.fetchone()[0])


def invitation_holds(*, secret: str) -> bool:
    """Whether this link is still good; tells nothing about the family."""
    with connection.cursor() as cursor:
        cursor.execute("select stek.invitation_holds(%s)", [secret.encode()])
        return bool(cursor.fetchone()[0])


def make_account_with(*, secret: str, person: UUID) -> bool:
    """From now on this link is of this account. False when it is another's, or no longer good."""
    with connection.cursor() as cursor:
        cursor.execute("select stek.make_account_with(%s, %s)", [secret.encode(), person])
        return bool(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class Given:
    """One consent, as the one who is asked in may know it before they say yes."""

    section: str
    verbs: tuple[str, ...]
    from_at: datetime
    until_at: datetime | None


@dataclass(frozen=True, slots=True)
class Gives:
    role: Role
    consents: tuple[Given, ...]


def what_it_gives(*, secret: str) -> Gives | None:
    """What stands ready for who holds this link; None when it is no longer good. Tells nothing about the family."""
    with connection.cursor() as cursor:
        cursor.execute("select stek.what_an_invitation_gives(%s)", [secret.encode()])
        row = cursor.fetchone()
    if row is None or row[0] is None:
        return None
    raw = json.loads(row[0]) if isinstance(row[0], str) else row[0]
    return Gives(
        Role(raw["role"]),
        tuple(
            Given(
                section, tuple(verbs), datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None
            )
            for section, verbs, start, end in raw["consents"]
        ),
    )  # fmt: skip


class NotTheirs(Exception):
    """Nobody new stands in this place, or who says it knows of no such place, or stands there."""


@whole
def recognise(*, place: UUID, by: Visit, at: datetime) -> None:
    """The account that took the link is whom it was meant for: from now on what was given to the place holds. Twice
    changes nothing. By a parent who knows of the place. Raises NotTheirs.
    """
    with connection.cursor() as cursor:
        cursor.execute("select stek.recognise(%s, %s)", [by.family, place])
        is_so = cursor.fetchone()[0]
    if is_so:
        by.record("recognise", "circlemember", subject=place, rests_on=[place], at=at)
    elif not (by.is_parent and CircleMember.objects.filter(family_id=by.family, id=place).exclude(recognised_at=None)):
        raise NotTheirs


@whole
def take_back(*, place: UUID, by: Visit, at: datetime) -> None:
    """An invitation nobody has used yet, by who made it. Raises NothingToTakeBack."""
    if not Invitation.objects.filter(
        family_id=by.family, circle_member_id=place, accepted_at=None, made_by=by.person, until_at__gt=at
    ).update(until_at=at):
        raise NothingToTakeBack
    by.record("take_back", "circlemember", subject=place, rests_on=[place], at=at)
