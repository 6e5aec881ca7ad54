"""Reading a circle: rows in, plain values with opened words out. Row-level security draws the lines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Now
from django.utils.translation import gettext

from stek.kit.bidi import isolated
from stek.kit.keyring import keyring
from stek.kit.sealed import Box
from stek.kit.written import Question, written
from stek.people.identity import Signed
from stek.policy import Role, Section

from .beside import all_know
from .gate import Visit, Visits
from .models import CircleMember, FamilyKey, Grant, Hidden, Invitation, Member, Tie
from .rules import MemberKind


@dataclass(frozen=True, slots=True)
class FamilyMember:
    id: UUID
    kind: MemberKind
    called: str
    born_on: date | None
    due_on: date | None
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """A circle member as this visitor may see them."""

    id: UUID
    role: Role
    relation: str
    called: str
    person_id: UUID | None
    member_id: UUID | None
    from_at: datetime
    until_at: datetime | None
    hidden: bool = False  # known to a list
    is_new: bool = False  # no parent said yet that the account that took the link is whom they meant
    made_by: UUID | None = None
    known_to: frozenset[UUID] = frozenset()  # of a hidden place: persons

    def is_in(self, now: datetime) -> bool:
        return self.person_id is not None and self.from_at <= now and (self.until_at is None or now < self.until_at)


@dataclass(frozen=True)
class Circle:
    """Everybody of and around one family, as one visitor may see them."""

    visit: Visit
    members: tuple[FamilyMember, ...]
    around: tuple[Around, ...]
    aside: tuple[Around, ...] = ()  # of whom some parent knows nothing, on a page that somebody may look at along

    @cached_property
    def by_member(self) -> dict[UUID, FamilyMember]:
        return {member.id: member for member in self.members}

    @cached_property
    def by_place(self) -> dict[UUID, Around]:
        return {one.id: one for one in self.around}

    @cached_property
    def by_person(self) -> dict[UUID, Around]:
        """The present place of each person; a former one where there is no present one."""
        ordered = sorted(self.around, key=lambda one: (one.is_in(self.visit.at), one.from_at))
        return {one.person_id: one for one in ordered if one.person_id}

    @cached_property
    def children(self) -> tuple[FamilyMember, ...]:
        return tuple(member for member in self.members if member.kind is MemberKind.CHILD)

    @cached_property
    def parents(self) -> tuple[FamilyMember, ...]:
        return tuple(member for member in self.members if member.kind is MemberKind.PARENT)

    def called(self, member: UUID) -> str:
        return self.by_member[member].called if member in self.by_member else ""


def circle_of(visit: Visit) -> Circle:
    """Two statements. Oldest first; the last key of every order is unique."""
    members, around = _member_rows(visit.family, ahead=visit.ahead), _around_rows(visit.family, ahead=visit.ahead)
    return _circle(visit, members, around)


def _circle(visit: Visit, members: Iterable[Member], around: Iterable[CircleMember]) -> Circle:
    around = list(around)
    everybody = _around(visit, around)
    gone = visit.out_of_sight | {row.id for row in around if not all_know(row, visit.beside)}
    return Circle(
        visit, tuple(_members(visit, members)), tuple(one for one in everybody if one.id not in gone),
        tuple(one for one in everybody if one.id in gone),
    )  # fmt: skip


# Children first: it is about them.
_ORDER = {MemberKind.CHILD: 0, MemberKind.PARENT: 1, MemberKind.KIN: 2}


@written
def _member_rows(family: UUID) -> QuerySet[Member]:
    return Member.objects.filter(family_id=family, until_at=None).order_by("from_at", "id")


@written
def _around_rows(family: UUID) -> QuerySet[CircleMember]:
    return CircleMember.objects.filter(family_id=family).order_by("from_at", "id")


@written
def _tie_rows(family: UUID) -> QuerySet[Tie]:
    return Tie.objects.filter(family_id=family, until_at=None).order_by("said_at", "id")


def asked_of_the_circle(family: UUID, *, ties: bool = False) -> tuple[Question, ...]:
    """What a page with the circle asks, and with what is between them, to be asked ahead."""
    asked = _member_rows.question(family), _around_rows.question(family)
    return (*asked, _tie_rows.question(family)) if ties else asked


def _members(visit: Visit, rows: Iterable[Member]) -> list[FamilyMember]:
    found = [
        FamilyMember(
            row.id, MemberKind(row.kind), isolated(visit.box.open("member", row.id, "called", row.called_sealed)),
            row.born_on, row.due_on, row.until_at,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda member: _ORDER[member.kind])


def _around(visit: Visit, rows: Iterable[CircleMember]) -> list[Around]:
    return [
        Around(
            row.id, Role(row.role), row.relation,
            isolated(visit.box.open("circlemember", row.id, "called", row.called_sealed)),
            row.person_id, row.member_id, row.from_at, row.until_at or visit.over.get(row.id), row.known_to is not None,
            row.person_id is not None and row.role != Role.PARENT and row.recognised_at is None,
            row.invited_by, frozenset(row.known_to or ()),
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class Closed:
    """A circle whose names were not opened yet: for a list over many families, of which few are shown."""

    visit: Visit
    members: tuple[Member, ...]
    around: tuple[CircleMember, ...]
    ends: Mapping[UUID, datetime]  # by place, for a parent: when the first of the consents they gave there ends

    @cached_property
    def opened(self) -> Circle:
        return _circle(self.visit, self.members, self.around)


def circles(visits: Iterable[Visit]) -> dict[UUID, Closed]:
    """The circle of each of these families. Two statements, however many."""
    given = {visit.family: visit for visit in visits}
    members: dict[UUID, list[Member]] = {}
    around: dict[UUID, list[CircleMember]] = {}
    for member in Member.objects.filter(family_id__in=list(given), until_at=None).order_by("from_at", "id"):
        members.setdefault(member.family_id, []).append(member)
    ends: dict[UUID, dict[UUID, datetime]] = {}
    for place in _places(given):
        around.setdefault(place.family_id, []).append(place)
        if (end := getattr(place, "ends_at", None)) and given[place.family_id].is_parent:
            ends.setdefault(place.family_id, {})[place.id] = end
    return {
        family: Closed(visit, tuple(members.get(family, ())), tuple(around.get(family, ())), ends.get(family, {}))
        for family, visit in given.items()
    }


def _places(visits: Visits) -> QuerySet[CircleMember]:
    rows = CircleMember.objects.filter(family_id__in=list(visits)).order_by("from_at", "id")
    if not any(visit.is_parent for visit in visits.values()):
        return rows
    ending = Grant.objects.filter(
        family_id=OuterRef("family_id"), circle_member_id=OuterRef("id"), withdrawn_at=None, until_at__gt=Now()
    )
    return rows.annotate(ends_at=Subquery(ending.order_by("until_at", "id").values("until_at")[:1]))


@dataclass(frozen=True, slots=True)
class TieSeen:
    id: UUID
    called: str
    label: str
    ring: str
    line: str
    carries: str
    toward_id: UUID | None
    circle_member_id: UUID | None
    said_at: datetime
    said_by: UUID


def ties_of(visit: Visit) -> list[TieSeen]:
    """What is now between the family and those around it; on a page that a parent may show somebody, without what not
    everybody sees."""
    gone: set[Any] = (
        {*visit.out_of_sight, *(one.thread_id for one in hidden_by(visit))} if visit.out_of_sight else set()
    )
    for one in visit.beside:
        if not one.reads(visit.family, Section.STORY, visit.at):
            return []
        gone.update(one.threads, one.people, one.facts.apart)
    return [
        TieSeen(
            row.id, isolated(visit.box.open("tie", row.id, "called", row.called_sealed)),
            isolated(visit.box.open("tie", row.id, "label", row.label_sealed)) if row.label_sealed else "",
            row.ring, row.line, row.carries, row.toward_id, row.circle_member_id, row.said_at, row.said_by,
        )
        for row in _tie_rows(visit.family, ahead=visit.ahead)
        if not gone & {row.id, row.circle_member_id, row.said_by}
    ]  # fmt: skip


def grants_of(visit: Visit) -> list[Grant]:
    """Consents this visitor may see, newest first: all for parents, one's own gifts for others."""
    return list(Grant.objects.filter(family_id=visit.family).order_by("-given_at", "-id"))


def hidden_by(visit: Visit) -> list[Hidden]:
    """What this visitor hid and did not show again; the newest first."""
    return list(
        Hidden.objects.filter(family_id=visit.family, hidden_by=visit.person, lifted_at=None).order_by(
            "-hidden_at", "-id"
        )
    )


def open_invitations(visit: Visit) -> list[Invitation]:
    return list(
        Invitation.objects.filter(family_id=visit.family, accepted_at=None, until_at__gt=visit.at).order_by(
            "-made_at", "-id"
        )
    )


@dataclass(frozen=True, slots=True)
class MyFamily:
    id: UUID
    children: tuple[FamilyMember, ...]
    parents: tuple[FamilyMember, ...]
    role: Role

    @property
    def called(self) -> str:
        names = [child.called for child in self.children] or [parent.called for parent in self.parents]
        return ", ".join(names) or gettext("Een gezin waar je net bij kwam")  # names come with a parent's yes


def my_families(signed: Signed, now: datetime) -> list[MyFamily]:
    """The families this person stands around now, by the child's name. Three statements, however many."""
    places = [
        place
        for place in CircleMember.objects.filter(person_id=signed.person, from_at__lte=now).order_by("family_id", "id")
        if place.until_at is None or now < place.until_at
    ]
    ids = [place.family_id for place in places]
    ring = keyring()
    keys: dict[UUID, list] = {}
    for key in FamilyKey.objects.filter(family_id__in=ids):
        keys.setdefault(key.family_id, []).append(ring.unwrap(key.family_id, key.version, key.wrapped))
    boxes = {family: Box(family, found) for family, found in keys.items()}
    members: dict[UUID, list[FamilyMember]] = {}
    # A family whose key was destroyed is no longer there for anybody.
    for row in Member.objects.filter(family_id__in=list(boxes), until_at=None).order_by("from_at", "id"):
        called = isolated(boxes[row.family_id].open("member", row.id, "called", row.called_sealed))
        members.setdefault(row.family_id, []).append(
            FamilyMember(row.id, MemberKind(row.kind), called, row.born_on, row.due_on)
        )
    found = [
        MyFamily(
            place.family_id,
            tuple(m for m in members.get(place.family_id, []) if m.kind is MemberKind.CHILD),
            tuple(m for m in members.get(place.family_id, []) if m.kind is MemberKind.PARENT),
            Role(place.role),
        )
        for place in places
        if place.family_id in boxes
    ]
    return sorted(found, key=lambda family: (family.called.casefold(), str(family.id)))
