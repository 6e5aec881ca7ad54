"""A second parent: in when every parent who stands there said yes to the account that took the link."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection

from stek.kit.ids import uuid7
from stek.kit.whole import whole
from stek.people.identity import Signed

from ..asking import asking_parents
from ..gate import Visit, find
from ..models import CircleMember, ParentAnswer
from ..rules import MemberKind
from .found import NewMember, add_member


class NobodyAsks(Exception):
    """Nobody waits for this place, or who asks is no parent here."""


@whole
def answer_parent(*, place: UUID, yes: bool, by: Visit, at: datetime, may_know: Iterable[UUID] = ()) -> bool:
    """Yes or no to who waits for this place; what was said last counts, until they are in. Whether they are in now.

    `may_know`: hidden places that this parent made, of which who comes in may know from then on; of another's place it
    says nothing.
    A no takes nothing from anybody, and nobody else is told what was said. Raises NobodyAsks.
    """
    asked = next((one for one in asking_parents() if (one.family, one.place) == (by.family, place)), None)
    if asked is None:
        raise NobodyAsks
    said = ParentAnswer(
        family_id=by.family, id=uuid7(), circle_member_id=place, person_id=asked.person, is_yes=yes, may_know=sorted(may_know) if yes else [],
        said_at=at, said_by=by.person,
    )  # fmt: skip
    ParentAnswer.objects.bulk_create([said])
    by.record("answer", "parentanswer", subject=said.id, section=f"own:{by.person}", at=at)
    if not (yes and _let_in(by.family, place)):
        return False
    _make_one_of_the_family(find(by, CircleMember, place), by, at)
    by.record("let_in", "circlemember", subject=place, rests_on=[place], at=at)
    return True


@whole
def wait_no_more(*, place: UUID, by: Signed) -> None:
    """Who waits for the parents' yes does not wait any longer. Twice changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute("select stek.wait_no_more(%s)", [place])


def _let_in(family: UUID, place: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select stek.let_in(%s, %s)", [family, place])
        return bool(cursor.fetchone()[0])


def _make_one_of_the_family(place: CircleMember, by: Visit, at: datetime) -> None:
    if place.member_id is not None:
        return
    called = by.box.open("circlemember", place.id, "called", place.called_sealed)
    member = add_member(member=NewMember(MemberKind.PARENT, called), by=by, at=at)
    with connection.cursor() as cursor:
        cursor.execute("select stek.is_of_the_family(%s, %s, %s)", [by.family, place.id, member])
