"""The only way to a family's record. Loading is authorising, and it writes the trail.

A `Visit` is somebody at one family's record, in one request: who, for which purpose, the facts that bear on them, and
the key to the words. Whoever may not be here meets the same 404 as for a family that does not exist.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.http import Http404, HttpRequest

from stek.kit.ids import FormKey
from stek.kit.keyring import keyring
from stek.kit.sealed import Box
from stek.kit.written import Ahead, Question
from stek.people.identity import Signed
from stek.policy import Actor, Decision, Deny, Item, Reason, Role, Section, Verb, acting, decide
from stek.policy import Facts as PolicyFacts
from stek.trail.actions import record

from .beside import Beside, along, asked_beside, joined
from .facts import read_facts
from .models import ASKED_FOR, GatedRow, said, whose_of

OWN = "own"  # in an address: this page also shows what only who looks can read


class NotYours(Exception):
    """The gate said no to a deed; `refusing.py` has a sentence for each reason."""

    def __init__(self, reason: Reason):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Visit:
    signed: Signed
    actor: Actor  # the same, as the policy knows them
    family: UUID
    facts: PolicyFacts
    member_id: UUID | None  # as whom in the circle; None in an emergency
    role: Role | None
    box: Box
    at: datetime
    others: bool  # whether somebody else stands in this circle now, as far as this visitor may know
    is_asked: bool = False  # whether somebody waits for an answer of this author; said where many families are
    discreet: bool = False  # lists leave out what not everybody reads: somebody may look at the screen with them
    aside: frozenset[UUID] = frozenset()  # closings and hidden places: what rests on one some parent does not read
    beside: tuple[Beside, ...] = ()  # who looks along: then only what all of them may read is there
    over: Mapping[UUID, datetime] = field(default_factory=dict)  # what ended by itself, and when: a parent left
    leaving: datetime | None = None  # since when this visitor leaves, who can still undo it
    ahead: Ahead = field(default_factory=Ahead, compare=False, repr=False)

    @property
    def person(self) -> UUID:
        return self.signed.person

    @property
    def is_parent(self) -> bool:
        return self.role is Role.PARENT

    @property
    def in_emergency(self) -> bool:
        return any(glass.period.holds(self.at) for glass in self.facts.break_glass)

    @property
    def is_new(self) -> bool:
        """No parent said yet that this is whom they meant: writes, and reads nothing of anybody else."""
        place = acting(self.facts.places, self.family, self.at)
        return place is not None and not place.recognised and not self.in_emergency

    @property
    def stands_as(self) -> Role:
        return self.role or Role.PROFESSIONAL  # who is here in an emergency, is so as one

    def row_id(self, key: FormKey) -> UUID:
        return self.signed.row_id(key)

    @property
    def whole(self) -> "Visit":
        return self if self.beside or not self.discreet else replace(self, discreet=False)  # asked for by its id

    @property
    def out_of_sight(self) -> frozenset[UUID]:
        """Closings and hidden places of which this visit shows nothing: who may look along does not know them."""
        return self.aside if self.discreet and not self.beside else frozenset()

    def decide(self, verb: Verb, item: Item) -> Decision:
        decision = decide(self.actor, self.signed.purpose, verb, item, self.facts, self.at)
        if decision and verb is not Verb.NOTE and not all(one.may(Verb.READ, item, self.at) for one in self.beside):
            return Deny(Reason.CLOSED)
        return decision

    def may(self, verb: Verb, section: str = Section.STORY) -> bool:
        """Whether a new, own item in this section would pass; for what a page offers, in parts that are open to all."""
        decision = self.decide(verb, new_item(self, section))
        return bool(decision) and all(one.opens(self.family, section, self.at) for one in self.beside)

    def reads(self, section: str = Section.STORY) -> bool:
        """Whether somebody else's shared item in this section would pass."""
        return bool(self.decide(Verb.READ, Item(self.family, section, None, False, frozenset())))

    def record(
        self,
        deed: str,
        kind: str,
        *,
        subject: UUID | None = None,
        section: str = Section.STORY,
        reason: str = "",
        rests_on: Iterable[UUID] = (),
        at: datetime | None = None,
        asking: Iterable[Question] = (),
    ) -> None:
        """A line in the trail, with the seals of its subject and of who did it. `asking` goes in the same journey."""
        rests = {*rests_on, *([self.member_id] if self.member_id else [])}
        record(
            family=self.family, by=self.person, at=at or self.at, deed=deed, kind=kind, subject=subject, section=section,
            purpose=self.signed.purpose, reason=reason, stood_as=self.stands_as, rests_on=sorted(rests),
            ahead=self.ahead, asking=asking,
        )  # fmt: skip


type Visits = Mapping[UUID, Visit]
type Around = Mapping[UUID, tuple[Visit, frozenset[UUID]]]  # with the places that can read one part there


def visit(
    signed: Signed, family: UUID, at: datetime, beside: tuple[UUID, ...] = (), *,
    inside: bool | None = True,  # False: who stood there, and has no place any more; None: who founds it
) -> Visit:  # fmt: skip
    """Step into one family's record, with who stands at these places. Raises Http404 for whoever has no place there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select case when %s then stek.beside(%s, %s::uuid[]) end, stek.facts(%s), array_agg(version order by version), array_agg(wrapped order by version),"
            " exists (select from circle_circlemember m where m.family_id = %s and m.person_id <> %s"
            " and m.from_at <= %s and (m.until_at is null or m.until_at > %s))"
            " from circle_familykey where family_id = %s",
            [bool(beside), family, list(beside), family, family, signed.person, at, at, family],
        )
        together, found, versions, wrapped, others = cursor.fetchone()
    if versions is None:
        raise Http404
    here = _stepped_in(signed, signed.for_policy(), family, found, versions, wrapped, at, others)
    if inside is not None and _is_in(here) is not inside:
        raise Http404
    return joined(here, together, beside) if beside else here


def _is_in(here: Visit) -> bool:  # the key alone opens one's own words, also where one stands no more
    return here.member_id is not None or (here.actor.is_health_professional and here.in_emergency)


def _stepped_in(
    signed: Signed, actor: Actor, family: UUID, found: Any, versions: list[int], wrapped: list[bytes], at: datetime,
    others: bool, is_asked: bool = False,
) -> Visit:  # fmt: skip
    ring = keyring()
    keys = [ring.unwrap(family, number, key) for number, key in zip(versions, wrapped, strict=True)]
    read = read_facts(family, found, at)
    here = Visit(signed, actor, family, read.facts, *read.stands, Box(family, keys), at, others, is_asked)
    return replace(here, aside=read.aside, over=read.over, leaving=read.leaving)


def visit_among(request: HttpRequest, family: UUID, section: str) -> tuple[Visit, frozenset[UUID]]:
    """Step into one part of one record, with the places that can read there. One statement. Raises Http404 as
    `visit_in` does."""
    actor = request.actor  # type: ignore[attr-defined]
    found = visits_everywhere(actor, section, actor.at, family).get(family)
    here = found and _asked(found[0], request)
    if not (found and here and opens(here, section)):
        raise Http404
    return here, found[1]


def visits_here(request: HttpRequest, section: str) -> Around:
    """`visits_everywhere`, for a page: what it lists may be seen by who sits beside."""
    found = visits_everywhere(request.actor, section, request.actor.at).items()  # type: ignore[attr-defined]
    return {family: (_asked(visit, request, many=True), readers) for family, (visit, readers) in found}


def _asked(visit: Visit, request: HttpRequest, *, many: bool = False) -> Visit:
    if not many and (beside := asked_beside(request)):
        return visit if visit.beside else along(visit, beside)
    return replace(visit, discreet=True) if visit.others and OWN not in request.GET else visit


def visits_everywhere(signed: Signed, section: str, at: datetime, *only: UUID) -> Around:
    """Step into the record of every family one stands around now (of these only, if any), with the places that can read
    `section` there. One statement, however many. A family whose key was destroyed is not there.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select k.family_id, stek.facts(k.family_id), array_agg(k.version order by k.version),"
            " array_agg(k.wrapped order by k.version), stek.who_reads(k.family_id, %s, null, false, '{}', null),"
            " exists (select from circle_circlemember m where m.family_id = k.family_id and m.person_id <> %s"
            " and m.from_at <= %s and (m.until_at is null or m.until_at > %s)),"
            " exists (select from circle_authorasked q where q.family_id = k.family_id and q.asked_of = %s"
            " and q.answered_at is null and q.asked_at > %s)"
            " from circle_familykey k"
            " where k.family_id = any ((select coalesce(%s::uuid[], stek.member_families()))::uuid[])"
            " group by k.family_id order by k.family_id",
            [section, signed.person, at, at, signed.person, at - ASKED_FOR, list(only) or None],
        )
        rows = cursor.fetchall()
    actor = signed.for_policy()
    return {
        family: (_stepped_in(signed, actor, family, found, versions, wrapped, at, others, asked), frozenset(readers))
        for family, found, versions, wrapped, readers, others, asked in rows
    }


def opens(visit: Visit, section: str) -> bool:
    """Whether somebody may read or note anything in this part."""
    return visit.reads(section) or visit.may(Verb.NOTE, section)


def visit_of(request: HttpRequest, family: UUID) -> Visit:
    actor = request.actor  # type: ignore[attr-defined]
    return _asked(visit(actor, family, actor.at, asked_beside(request)), request)


def visit_in(request: HttpRequest, family: UUID, section: str) -> Visit:
    """Step into one part of a record. Raises Http404 for whoever may neither read nor write anything there."""
    found = visit_of(request, family)
    if not opens(found, section):
        raise Http404
    return found


def find[Row: models.Model](visit: Visit, model: type[Row], row_id: UUID) -> Row:
    """A row of the circle itself (a grant, a tie, …), when row-level security lets it through."""
    found = model._default_manager.filter(family_id=visit.family, id=row_id).first()
    if found is None:
        raise Http404
    return found


def new_item(visit: Visit, section: str) -> Item:
    return Item(visit.family, section, visit.person, False, frozenset())


def item_of(row: GatedRow) -> Item:
    return Item(
        row.family_id, row.section, row.author_id, row.shared_at is None, row.rests_on, said(row), row.rests_on[0], whose_of(row)
    )  # fmt: skip


def open_item[Gated: GatedRow](visit: Visit, verb: Verb, model: type[Gated], row_id: UUID) -> tuple[Gated, Reason]:
    """One item of the record, judged twice: by row-level security and by `decide()`.

    Writes the trail for reading. Invisible is 404, whatever the reason; what one reads and may not do this with,
    raises NotYours.
    """
    row = find(visit, model, row_id)
    decision = visit.decide(verb, item_of(row))
    if not decision:
        raise NotYours(decision.reason) if visit.decide(Verb.READ, item_of(row)) else Http404
    if verb is Verb.READ:
        visit.record(
            "read", model._meta.model_name or "", subject=row.id, section=trail_section(row), reason=decision.reason,
            rests_on=row.rests_on,
        )  # fmt: skip
    return row, decision.reason


def trail_section(row: GatedRow) -> str:
    """Where a line about this item belongs: what is private is its author's own to read about."""
    return row.section if row.shared_at is not None else f"own:{row.author_id}"


def hold(visit: Visit) -> Visit:
    """Before a write: a withdrawal that comes now waits until this is done, and then holds.

    Gives the visit with the facts of after the wait: one that came just before counts.
    """
    with connection.cursor() as cursor:
        cursor.execute("select stek.hold(%s)", [visit.family])
        found = cursor.fetchone()[0]
    held = json.loads(found) if isinstance(found, str) else found
    at = datetime.fromisoformat(held["at"])
    read = read_facts(visit.family, held["facts"], at)
    member_id, role = read.stands
    return replace(visit, facts=read.facts, member_id=member_id, role=role, at=at, aside=read.aside, ahead=Ahead())


def hold_to(visit: Visit, verb: Verb, section: str) -> Visit:
    """`hold`, before something of one's own is written in `section`. Raises NotYours where that is not theirs to do."""
    held = hold(visit)
    place = frozenset({held.member_id} - {None})
    decision = held.decide(verb, Item(held.family, section, held.person, False, place))
    if not decision:
        raise NotYours(decision.reason)
    return held
