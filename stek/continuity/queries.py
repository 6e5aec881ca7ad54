"""Reading what was promised, referred and handed over: rows behind row-level security in, plain values out.

Everything is read for many families at once: a carer's day and the page of one family ask the same questions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, CharField, F, Func, Model, OuterRef, QuerySet, Subquery, UUIDField, Value, When
from django.db.models.functions import Coalesce

from stek.circle.gate import Visit, Visits
from stek.circle.listing import decided_in
from stek.circle.models import GatedRow

from .machines import FOLLOW_UP, HANDOVER, MACHINES, REFERRAL, Kind, Machine, State, Step
from .models import KIND_OF, Carried, FollowUp, Handover, Move, Referral
from .rules import Way


@dataclass(frozen=True, slots=True)
class Moved:
    """One step, opened."""

    id: UUID
    step: Step
    state: State
    words: str
    due_on: date | None
    place: UUID | None
    on: date
    written_at: datetime
    author: UUID
    author_member: UUID
    readers: frozenset[UUID] | None = None  # of the closing of a handover: places that can see it now


@dataclass(frozen=True, slots=True)
class Standing:
    """What a follow-up, a referral and a handover have in common: who began it, and everything since, oldest first."""

    id: UUID
    family: UUID
    author: UUID
    author_member: UUID
    written_at: datetime
    first: State
    moves: tuple[Moved, ...]
    readers: frozenset[UUID]  # places that can see it now
    rests_on: frozenset[UUID]

    @property
    def state(self) -> State:
        return self.moves[-1].state if self.moves else self.first

    @property
    def last(self) -> UUID | None:
        """What whoever goes on from here saw last."""
        return self.moves[-1].id if self.moves else None

    def newest(self, *steps: Step) -> Moved | None:
        return next((one for one in reversed(self.moves) if one.step in steps), None)

    def before(self, at: datetime) -> Self:
        """The same as it stood just before that moment."""
        return replace(self, moves=tuple(one for one in self.moves if one.written_at < at))


@dataclass(frozen=True, slots=True)
class Promised(Standing):
    way: Way
    words: str
    about: tuple[UUID, ...]
    first_due: date
    due_time: time | None
    stand_in: UUID | None
    need: UUID | None
    note: UUID | None

    @property
    def due_on(self) -> date:
        put_off = self.newest(Step.PUT_OFF)
        return put_off.due_on if put_off and put_off.due_on else self.first_due

    @property
    def last_taken(self) -> tuple[UUID, datetime]:
        """Who took it last, or who began it, and when. Whose it is now, after every handover, says `records.held_by`."""
        taken = self.newest(Step.TAKE)
        return (taken.author_member, taken.written_at) if taken else (self.author_member, self.written_at)

    @property
    def asked(self) -> UUID | None:
        """Who was asked to take it over and has not answered."""
        ask = self.newest(Step.ASK)
        return ask.place if ask and self.state is State.ASKED else None


@dataclass(frozen=True, slots=True)
class Referred(Standing):
    need: UUID
    offer_id: UUID | None
    offer: str
    bridge: str
    stand_in: UUID | None
    silent_after: int
    asked_on: date

    @property
    def word_on(self) -> date:
        """When somebody last heard or asked something."""
        return max([self.asked_on, *(one.on for one in self.moves)])


@dataclass(frozen=True, slots=True)
class HandedOver(Standing):
    words: str
    receiver: UUID
    overlap_until: date | None
    notes: tuple[UUID, ...]  # threads of the story that go with it, as far as one may see

    @property
    def met_at(self) -> datetime | None:
        met = self.newest(Step.MEET)
        return met.written_at if met else None

    @property
    def unheard(self) -> bool:
        """Whether who received it is there, and cannot see that it was closed."""
        closing = self.moves[-1].readers if self.state is State.CLOSED else None
        return closing is not None and self.receiver in self.readers - closing


@dataclass(frozen=True, slots=True)
class Contact:
    """What is promised, referred and handed over around one family, oldest first."""

    follow_ups: tuple[Promised, ...] = ()
    referrals: tuple[Referred, ...] = ()
    handovers: tuple[HandedOver, ...] = ()


def contact_of(visit: Visit, *, notes: bool = True, referrals: bool = True) -> Contact:
    """Everything of one family, also what is over."""
    here = {visit.family: visit}
    return contacts(here, over=True, notes=notes, referrals=referrals).get(visit.family, Contact())


def promised_in(visit: Visit) -> Contact:
    """What is promised there and not over, and who has it. Three statements."""
    return contacts({visit.family: visit}, notes=False, referrals=False).get(visit.family, Contact())


def standing_of(visit: Visit, row: FollowUp | Referral | Handover) -> Promised | Referred | HandedOver:
    """One of them, for its own page, without who can see it. One statement; one more for a handover."""
    moves = _moves({visit.family: visit}, [row.id])
    row.readers = ()  # type: ignore[union-attr]
    if isinstance(row, FollowUp):
        return _promised(row, visit, moves)
    if isinstance(row, Referral):
        return _referred(row, visit, moves)
    return _handed(row, visit, moves, _carried({visit.family: visit}))


def contacts(
    visits: Visits, *, over: bool = False, notes: bool = True, referrals: bool = True
) -> dict[UUID, Contact]:  # fmt: skip
    """By family what is not over yet; with `over`, also what is. Handovers always all: they say who has what now.

    Four statements, however many families; five with the `notes` that go with a handover, three without referrals.
    """
    follow_ups = _standing(FollowUp, FOLLOW_UP, visits, over)
    referred = _standing(Referral, REFERRAL, visits, over) if referrals else []
    handovers = _standing(Handover, HANDOVER, visits, True)
    moves = _moves(visits, [row.id for rows in (follow_ups, referred, handovers) for row in rows])
    carried = _carried(visits) if notes and handovers else {}
    found: dict[UUID, tuple[list, list, list]] = {}
    for row in follow_ups:
        _for(found, row)[0].append(_promised(row, visits[row.family_id], moves))
    for row in referred:
        _for(found, row)[1].append(_referred(row, visits[row.family_id], moves))
    for row in handovers:
        _for(found, row)[2].append(_handed(row, visits[row.family_id], moves, carried))
    return {family: Contact(*map(tuple, lists)) for family, lists in found.items()}


def _for(found: dict[UUID, tuple[list, list, list]], row: GatedRow) -> tuple[list, list, list]:
    return found.setdefault(row.family_id, ([], [], []))


class _WhoReads(Func):
    """What `circle.readers.who_reads` says of one item, for each row."""

    function = "stek.who_reads"
    output_field = ArrayField(UUIDField())

    def __init__(self) -> None:
        super().__init__(*map(F, ("family_id", "section", "author_id", "private", "rests_on", "asks")))


def _standing(model: type[Model], machine: Machine, visits: Visits, over: bool) -> list:
    newest = Move.objects.filter(family_id=OuterRef("family_id"), of_id=OuterRef("id")).order_by("-written_at", "-id")
    rows: QuerySet = model._default_manager.filter(family_id__in=list(visits)).annotate(readers=_WhoReads())
    if not over:
        state = Coalesce(Subquery(newest.values("state")[:1]), Value(str(machine.first)), output_field=CharField())
        rows = rows.annotate(stands=state).exclude(stands__in=sorted(map(str, machine.last)))
    return decided_in(rows.order_by("written_at", "id"), visits)


def _moves(visits: Visits, subjects: list[UUID]) -> dict[UUID, tuple[Moved, ...]]:
    if not subjects:
        return {}
    reads = _WhoReads()
    closing = Case(When(kind=str(Kind.HANDOVER), step=str(Step.CLOSE), then=reads))
    rows = (
        Move.objects.filter(family_id__in=list(visits), of_id__in=subjects)
        .annotate(readers=closing)
        .order_by("written_at", "id")
    )
    found: dict[UUID, list[Moved]] = {}
    for row in decided_in(rows, visits):
        box = visits[row.family_id].box
        found.setdefault(row.of_id, []).append(
            Moved(
                row.id, Step(row.step), State(row.state),
                box.open("move", row.id, "words", row.words_sealed) if row.words_sealed else "",
                row.due_on, row.place, row.on_day, row.written_at, row.author_id, row.author_member_id,
                None if row.readers is None else frozenset(row.readers),
            )
        )  # fmt: skip
    return {of: tuple(moved) for of, moved in found.items()}


def _carried(visits: Visits) -> dict[UUID, tuple[UUID, ...]]:
    found: dict[UUID, tuple[UUID, ...]] = {}
    for row in decided_in(Carried.objects.filter(family_id__in=list(visits)).order_by("written_at", "id"), visits):
        found[row.handover_id] = (*found.get(row.handover_id, ()), row.note_thread)
    return found


def _common(row: Any, moves: Mapping[UUID, tuple[Moved, ...]]) -> dict[str, Any]:
    return {
        "id": row.id, "family": row.family_id, "author": row.author_id, "author_member": row.author_member_id,
        "written_at": row.written_at, "first": MACHINES[KIND_OF[type(row)]].first, "moves": moves.get(row.id, ()),
        "readers": frozenset(row.readers), "rests_on": frozenset(row.rests_on),
    }  # fmt: skip


def _promised(row: FollowUp, visit: Visit, moves: Mapping[UUID, tuple[Moved, ...]]) -> Promised:
    return Promised(
        **_common(row, moves), way=Way(row.way), words=visit.box.open("followup", row.id, "words", row.words_sealed),
        about=tuple(row.about), first_due=row.due_on, due_time=row.due_time, stand_in=row.stand_in,
        need=row.need_thread, note=row.note_thread,
    )  # fmt: skip


def _referred(row: Referral, visit: Visit, moves: Mapping[UUID, tuple[Moved, ...]]) -> Referred:
    box = visit.box
    return Referred(
        **_common(row, moves), need=row.need_thread, offer_id=row.offer_id,
        offer=box.open("referral", row.id, "offer", row.offer_sealed),
        bridge=box.open("referral", row.id, "bridge", row.bridge_sealed) if row.bridge_sealed else "",
        stand_in=row.stand_in, silent_after=row.silent_after, asked_on=row.asked_on,
    )  # fmt: skip


def _handed(
    row: Handover, visit: Visit, moves: Mapping[UUID, tuple[Moved, ...]], notes: Mapping[UUID, tuple[UUID, ...]]
) -> HandedOver:
    return HandedOver(
        **_common(row, moves), words=visit.box.open("handover", row.id, "words", row.words_sealed),
        receiver=row.to_place, overlap_until=row.overlap_until, notes=notes.get(row.id, ()),
    )  # fmt: skip
