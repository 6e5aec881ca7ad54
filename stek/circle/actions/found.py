"""A family begins with one parent."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stek.kit.ids import uuid7
from stek.kit.keyring import keyring
from stek.kit.whole import inserted, whole
from stek.people.identity import Signed
from stek.policy import Role

from ..gate import Visit, visit
from ..models import CircleMember, Family, FamilyKey, Member
from ..rules import MemberKind, Relation


class AlreadyFounded(Exception):
    """There is a family with this id: the form was sent twice."""


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody who is part of the family: a child born or expected, a parent, kin."""

    kind: MemberKind
    called: str
    born_on: date | None = None
    due_on: date | None = None
    has_authority: bool | None = None


@whole
def found_family(
    *, by: Signed, at: datetime, called: str, relation: Relation, zone: str = "", id: UUID | None = None
) -> Visit:
    """A new family with its own key; who founds it stands in it as a parent. Raises AlreadyFounded."""
    family = Family(id=id or uuid7(), zone=zone, founded_at=at, founded_by=by.person)
    if not inserted(family):
        raise AlreadyFounded
    _, wrapped = keyring().new_key(family.id)
    FamilyKey.objects.bulk_create([FamilyKey(family_id=family.id, version=1, wrapped=wrapped, made_at=at)])
    before = visit(by, family.id, at, inside=None)
    parent = _member(before, NewMember(MemberKind.PARENT, called, has_authority=True), at)
    place = CircleMember(
        family_id=family.id, id=uuid7(), role=Role.PARENT, person_id=by.person, member_id=parent.id,
        relation=relation, from_at=at, called_sealed=b"",
    )  # fmt: skip
    place.called_sealed = before.box.seal("circlemember", place.id, "called", called)
    CircleMember.objects.bulk_create([place])
    here = visit(by, family.id, max(at, before.at))
    here.record("found", "family", subject=family.id, at=at)
    return here


@whole
def add_member(*, member: NewMember, by: Visit, at: datetime) -> UUID:
    """Only a parent adds to the family; the database says so too."""
    added = _member(by, member, at)
    by.record("add", "member", subject=added.id, at=at)
    return added.id


def _member(by: Visit, new: NewMember, at: datetime) -> Member:
    member = Member(
        family_id=by.family, id=uuid7(), kind=new.kind, born_on=new.born_on, due_on=new.due_on,
        has_authority=new.has_authority, from_at=at,
    )  # fmt: skip
    member.called_sealed = by.box.seal("member", member.id, "called", new.called)
    Member.objects.bulk_create([member])
    return member
