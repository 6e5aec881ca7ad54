"""Promising, referring, handing over, and every step after that. Each is one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import OperationalError

from stek.circle.gate import Visit, hold_to, trail_section
from stek.circle.models import GatedRow
from stek.circle.once import kept_before
from stek.kit.ids import once, uuid7
from stek.kit.whole import inserted, one_at_a_time, whole
from stek.needs.models import Need
from stek.policy import Verb
from stek.story.models import Observation

from .machines import MACHINES, State, Step
from .models import KIND_OF, Carried, FollowUp, Handover, Move, Referral
from .rules import CONTACT, Way
from .standing import Subject, last_move, leans_on, stands_as, state_of

TICK = timedelta(microseconds=1)  # two steps in one thing never share a moment


class RestIsGone(Exception):
    """What this rests on (a need, a note, somebody of the circle) is not there any more, or not as open as this."""


class OneAtATime(Exception):
    """Who hands over is handing over already."""


class NoSuchStep(Exception):
    """From how it stands now this cannot be done, or not by this person, or not without words."""


class MovedMeanwhile(Exception):
    """Somebody was first; `by` is what they did."""

    def __init__(self, by: Move | None):
        super().__init__()
        self.by = by


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody says they will do, before it is saved. Places are ids of circle members."""

    way: Way
    words: str
    due_on: date
    due_time: time | None = None
    about: tuple[UUID, ...] = ()
    stand_in: UUID | None = None
    need: UUID | None = None
    note: UUID | None = None


@whole
def promise(*, promise: Promise, by: Visit, at: datetime, ask: UUID | None = None, id: UUID | None = None) -> FollowUp:
    """Its author will do this. With `ask` somebody else is asked for it: until they take it, it stays where it is.

    The same `id` twice is one follow-up. Raises NotYours, RestIsGone.
    """
    by = hold_to(by, Verb.NOTE, CONTACT)
    if known := kept_before(FollowUp, id, by):
        return known
    row = FollowUp(
        **_common(by, at, id), way=promise.way, about=once(promise.about), due_on=promise.due_on,
        due_time=promise.due_time, stand_in=promise.stand_in, need_thread=promise.need, note_thread=promise.note,
    )  # fmt: skip
    row.words_sealed = by.box.seal("followup", row.id, "words", promise.words)
    row.rests_on = _places(row.id, by.member_id, promise.stand_in, ask, *_under(by, promise.need, promise.note))
    _insert(row)
    _record(by, "promise", row, at)
    if ask is not None and ask != by.member_id:
        _move(row, Step.ASK, State.OPEN, None, by, at, place=ask)
    return row


@whole
def refer(
    *, need: UUID, offer: str, silent_after: int, on: date, by: Visit, at: datetime, offer_id: UUID | None = None,
    bridge: str = "", stand_in: UUID | None = None, id: UUID | None = None,
) -> Referral:  # fmt: skip
    """From a need (a thread) to what may help; `on` is when it was asked, `bridge` what helps in the meantime.

    Raises NotYours, RestIsGone.
    """
    by = hold_to(by, Verb.NOTE, CONTACT)
    if known := kept_before(Referral, id, by):
        return known
    row = Referral(
        **_common(by, at, id), need_thread=need, offer_id=offer_id, stand_in=stand_in, silent_after=silent_after,
        asked_on=on,
    )  # fmt: skip
    row.offer_sealed = by.box.seal("referral", row.id, "offer", offer)
    row.bridge_sealed = by.box.seal("referral", row.id, "bridge", bridge) if bridge else None
    row.rests_on = _places(row.id, by.member_id, stand_in, *_under(by, need, None))
    _insert(row)
    _record(by, "refer", row, at)
    return row


@whole
def hand_over(
    *, to: UUID, words: str, by: Visit, at: datetime, overlap_until: date | None = None, notes: Iterable[UUID] = (),
    id: UUID | None = None,
) -> Handover:  # fmt: skip
    """Proposes that `to` (a place in the circle) takes over. Nothing moves before the family agreed, `to` said yes,
    and they met. `notes` go with it, each as far as who reads it may see.

    Raises NotYours, OneAtATime, RestIsGone.
    """
    by = hold_to(by, Verb.NOTE, CONTACT)
    if known := kept_before(Handover, id, by):
        return known
    one_at_a_time(by.family, by.member_id)  # type: ignore[arg-type]
    if any(
        state_of(one) in (State.PROPOSED, State.AGREED, State.ACCEPTED, State.MET)
        for one in Handover.objects.filter(family_id=by.family, author_id=by.person).order_by("id")
    ):
        raise OneAtATime
    row = Handover(**_common(by, at, id), to_place=to, overlap_until=overlap_until)
    row.words_sealed = by.box.seal("handover", row.id, "words", words)
    row.rests_on = _places(row.id, to, by.member_id)
    _insert(row)
    for note in once(notes):
        carried = Carried(**_common(by, at, None), handover_id=row.id, note_thread=note)
        carried.rests_on = _places(carried.id, *row.rests_on, *_under(by, None, note))
        _insert(carried)
    _record(by, "hand_over", row, at)
    return row


@whole
def move(
    *, of: Subject, step: Step, before: UUID | None, by: Visit, at: datetime, on: date, words: str = "",
    due_on: date | None = None, place: UUID | None = None, id: UUID | None = None,
) -> Move:  # fmt: skip
    """One step further. `before` is the move its author saw last (None: nothing yet); `on` is when it happened.

    The same `id` twice is one move. Raises NotYours; MovedMeanwhile with what somebody else did since; NoSuchStep;
    RestIsGone.
    """
    by = hold_to(by, Verb.NOTE, CONTACT)
    one_at_a_time(by.family, of.id)
    if known := kept_before(Move, id, by):
        return known
    last = last_move(of)
    if (last.id if last else None) != before:
        raise MovedMeanwhile(last)
    stood = State(last.state) if last else MACHINES[KIND_OF[type(of)]].first
    return _move(of, step, stood, last, by, at, on=on, words=words, due_on=due_on, place=place, id=id)


def _move(
    of: Subject, step: Step, stood: State, last: Move | None, by: Visit, at: datetime, *, on: date | None = None,
    words: str = "", due_on: date | None = None, place: UUID | None = None, id: UUID | None = None,
) -> Move:  # fmt: skip
    kind = KIND_OF[type(of)]
    arrow = MACHINES[kind].steps(stood, stands_as(of, by)).get(step)
    if arrow is None or (arrow.says_why and not words):
        raise NoSuchStep
    given = _common(by, max(at, last.written_at + TICK) if last else at, id)
    row = Move(
        **given, kind=kind, of_id=of.id, before_id=last.id if last else None, step=step, state=arrow.after,
        due_on=due_on, place=place, on_day=on or at.date(),
    )  # fmt: skip
    row.words_sealed = by.box.seal("move", row.id, "words", words) if words else None
    before_it = leans_on(of, arrow) if last else []
    row.rests_on = _places(row.id, by.member_id, place, *of.rests_on, *before_it)
    try:
        _insert(row)
    except OperationalError as first:  # somebody was faster than the lock
        raise MovedMeanwhile(None) from first
    _record(by, str(step), row, at)
    return row


def _common(by: Visit, at: datetime, id: UUID | None) -> dict[str, Any]:
    """What every row here holds. What others count on is for the circle to read, from the start."""
    return {
        "family_id": by.family, "id": id or uuid7(), "section": CONTACT, "author_id": by.person,
        "author_member_id": by.member_id, "shared_at": at, "shared_by": by.person, "written_at": at,
    }  # fmt: skip


def _under(by: Visit, need: UUID | None, note: UUID | None) -> list[UUID]:
    """A need or a note that this rests on, with all that rests under it."""
    found: list[UUID] = []
    for model, thread in ((Need, need), (Observation, note)):
        if thread is not None:
            rows = model.objects.filter(family_id=by.family, thread_id=thread).values_list("rests_on", flat=True)
            found += [thread, *(one for rests_on in rows for one in rests_on)]
    return found


def _insert(row: GatedRow) -> None:
    if not inserted(row):
        raise RestIsGone


def _places(*values: UUID | None) -> list[UUID]:
    return [one for one in once(values) if one is not None]


def _record(by: Visit, deed: str, row: GatedRow, at: datetime) -> None:
    kind = row._meta.model_name or ""
    by.record(deed, kind, subject=row.id, section=trail_section(row), rests_on=row.rests_on, at=at)
