"""Pure: who watches over what now, and what nobody may lose sight of. No clock, no database.

A gap is a reason to look, for somebody, since a day. It says nothing about how a family is doing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from stek.circle.pace import Pace

from .machines import State

type Places = frozenset[UUID]

SIX_WEEKS = timedelta(weeks=6)
ONE_YEAR = timedelta(days=365)
# In Flanders a mother's leave ends between nine and fifteen weeks after birth; nursery school opens at 2 ½ years.
LEAVE_ENDS = (timedelta(weeks=9), timedelta(weeks=15))
SCHOOL_OPENS = (timedelta(days=871), timedelta(days=955))


class Kind(StrEnum):
    """Why somebody's name stands beside it."""

    DUE = "due"  # a follow-up whose day has come
    ASKED = "asked"  # somebody asks whether you take it over
    UNHEARD = "unheard"  # who was asked cannot answer any more
    LEFT = "left"  # who promised it cannot see it any more
    SILENT = "silent"  # a referral without a word
    DECLINED = "declined"  # a referral somebody could not take
    AGREE = "agree"  # a handover the family has not agreed to yet
    ACCEPT = "accept"  # a handover that waits for your yes
    MEET = "meet"  # agreed and accepted: meet, together
    OVERLAP = "overlap"  # met: until you say that it is complete, both stay
    REVIEW = "review"  # a need to be looked at again
    UNSEEN = "unseen"  # a child about whom nobody noted anything for longer than its age bears
    ALONE = "alone"  # one carer, and nobody beside them
    LEAVE = "leave"
    SCHOOL = "school"
    CONSENT = "consent"  # a consent that ends soon


@dataclass(frozen=True, slots=True)
class Promised:
    """A follow-up that is not done. `holder` has it since `held_at`; `asked` has not answered yet."""

    id: UUID
    due_on: date
    holder: UUID
    held_at: datetime
    asked: UUID | None
    stand_in: UUID | None
    readers: Places  # who can see it now
    askers: Places = frozenset()  # who began it or passed it on: they hear when it is left


@dataclass(frozen=True, slots=True)
class Referred:
    """A referral that is not ended. `word_on`: when somebody last heard or asked something."""

    id: UUID
    state: State
    holder: UUID
    held_at: datetime
    stand_in: UUID | None
    word_on: date
    silent_after: int
    readers: Places
    askers: Places = frozenset()


@dataclass(frozen=True, slots=True)
class HandedOver:
    id: UUID
    state: State
    giver: UUID
    receiver: UUID
    since: date  # in this state
    met_at: datetime | None
    overlap_until: date | None
    readers: Places
    unheard: bool = False  # closed, and who received it cannot see that


@dataclass(frozen=True, slots=True)
class ToReview:
    thread: UUID
    review_on: date
    said_by: UUID
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Child:
    id: UUID
    born_on: date | None
    known_since: date  # the day it came into the record
    noted_on: date | None  # the newest note about it


@dataclass(frozen=True, slots=True)
class Consent:
    id: UUID
    place: UUID
    until_on: date


@dataclass(frozen=True, slots=True)
class Record:
    """What one may see of one family that somebody should not lose sight of."""

    parents: Places
    carers: Places  # who stands there for their work and can read this part
    promised: tuple[Promised, ...] = ()
    referred: tuple[Referred, ...] = ()
    handed_over: tuple[HandedOver, ...] = ()
    to_review: tuple[ToReview, ...] = ()
    children: tuple[Child, ...] = ()
    consents: tuple[Consent, ...] = ()
    pace: Pace = field(default_factory=Pace)

    @property
    def circle(self) -> Places:
        return self.parents | self.carers


@dataclass(frozen=True, slots=True)
class Gap:
    kind: Kind
    id: UUID  # of what it is about
    on: date  # since when, or by when
    places: Places  # whose it is to look at


def holders(holder: UUID, held_at: datetime, handed_over: Iterable[HandedOver]) -> tuple[UUID, ...]:
    """Who has it now: who had it last, until a handover was met; both, until that was closed; then who took it.

    A closing that who received it cannot see lets nobody go: in their eyes it was not closed.
    """
    now, since = holder, held_at
    met = [(one.met_at, one.id, one) for one in handed_over if one.met_at is not None and one.met_at >= held_at]
    for met_at, _id, one in sorted(met, key=lambda each: each[:2]):
        if one.giver != now or met_at < since:
            continue
        if one.state is State.MET or one.unheard:
            return now, one.receiver
        if one.state is State.CLOSED:
            now, since = one.receiver, met_at
    return (now,)


def has_it(held_by: tuple[UUID, ...], stand_in: UUID | None, readers: Places) -> Places:
    """Of those who hold it, who can still see it; where nobody of them can, the stand-in. Perhaps nobody."""
    return frozenset(held_by) & readers or readers & {stand_in}


def watching(
    held_by: tuple[UUID, ...], stand_in: UUID | None, readers: Places, *, past: int, pace: Pace
) -> tuple[Places, bool]:
    """Who watches over something that is `past` days over its day, and whether who held it is gone.

    Never nobody, as long as anybody can see it: who holds it; the stand-in beside them when it is past its day;
    later everybody. Where who holds it cannot see it any more the next takes over at once.
    """
    here = frozenset(held_by) & readers
    gone = not here
    if gone or past >= pace.stand_in_after:
        here |= readers & {stand_in}
    if not here or past >= pace.circle_after:
        here = readers
    return here, gone


def bears(child: Child, pace: Pace, today: date) -> date | None:
    """Until which day nobody has to worry that nothing was noted about this child; none before birth."""
    if child.born_on is None or child.born_on > today:
        return None
    seen = max(child.noted_on or child.born_on, child.known_since, child.born_on)
    young, baby, later = pace.by_age
    old = today - child.born_on
    return seen + timedelta(days=young if old < SIX_WEEKS else baby if old < ONE_YEAR else later)


def gaps(record: Record, today: date) -> tuple[Gap, ...]:
    """Everything somebody should look at now, the longest waiting first."""
    found = [
        *_promised(record, today), *_referred(record, today), *_handed_over(record, today), *_reviews(record, today),
        *_children(record, today), *_consents(record, today),
    ]  # fmt: skip
    if len(record.carers) == 1:
        found.append(Gap(Kind.ALONE, next(iter(record.carers)), today, record.carers))
    return tuple(sorted(found, key=lambda one: (one.on, one.kind, one.id)))


def _promised(record: Record, today: date) -> Iterable[Gap]:
    for one in record.promised:
        held_by = holders(one.holder, one.held_at, record.handed_over)
        watch, gone = watching(
            held_by, one.stand_in, one.readers, past=(today - one.due_on).days, pace=record.pace
        )  # fmt: skip
        if gone:
            yield Gap(Kind.LEFT, one.id, min(one.due_on, today), watch | (record.parents | one.askers) & one.readers)
        elif one.due_on <= today:
            yield Gap(Kind.DUE, one.id, one.due_on, watch)
        if one.asked is None:
            continue
        if one.asked in one.readers:
            yield Gap(Kind.ASKED, one.id, min(one.due_on, today), frozenset({one.asked}))
        else:
            yield Gap(Kind.UNHEARD, one.id, min(one.due_on, today), watch)


def _referred(record: Record, today: date) -> Iterable[Gap]:
    for one in record.referred:
        silent_on = one.word_on + timedelta(days=one.silent_after)
        waits = one.state in (State.ASKED, State.RECEIVED, State.ACCEPTED)
        on = one.word_on if one.state is State.DECLINED else silent_on
        held_by = holders(one.holder, one.held_at, record.handed_over)
        watch, gone = watching(held_by, one.stand_in, one.readers, past=(today - on).days, pace=record.pace)
        if gone:
            yield Gap(Kind.LEFT, one.id, min(on, today), watch | (record.parents | one.askers) & one.readers)
        elif one.state is State.DECLINED:
            yield Gap(Kind.DECLINED, one.id, on, watch)
        elif waits and silent_on <= today:
            yield Gap(Kind.SILENT, one.id, silent_on, watch)


_WAITS = {
    State.PROPOSED: Kind.AGREE, State.AGREED: Kind.ACCEPT, State.ACCEPTED: Kind.MEET, State.MET: Kind.OVERLAP
}  # fmt: skip


def _handed_over(record: Record, today: date) -> Iterable[Gap]:
    for one in record.handed_over:
        kind = _WAITS.get(one.state)
        if kind is None:
            continue
        both = frozenset({one.giver, one.receiver})
        whose = {Kind.AGREE: record.parents, Kind.ACCEPT: frozenset({one.receiver})}.get(kind, both) & one.readers
        on = one.overlap_until or one.since if kind is Kind.OVERLAP else one.since
        if (today - one.since).days >= record.pace.handover_after:
            whose |= (both | record.parents) & one.readers
        if on <= today:
            yield Gap(kind, one.id, on, whose or one.readers)


def _reviews(record: Record, today: date) -> Iterable[Gap]:
    for one in record.to_review:
        if one.review_on <= today:
            held_by = holders(one.said_by, one.said_at, record.handed_over)
            watch, _gone = watching(
                held_by, None, record.circle, past=(today - one.review_on).days, pace=record.pace
            )  # fmt: skip
            yield Gap(Kind.REVIEW, one.thread, one.review_on, watch)


def _children(record: Record, today: date) -> Iterable[Gap]:
    for child in record.children:
        until = bears(child, record.pace, today)
        if until is not None and until < today and record.carers:
            yield Gap(Kind.UNSEEN, child.id, until, record.carers)
        if child.born_on is None:
            continue
        for kind, (start, end) in ((Kind.LEAVE, LEAVE_ENDS), (Kind.SCHOOL, SCHOOL_OPENS)):
            if child.born_on + start <= today < child.born_on + end:
                yield Gap(kind, child.id, child.born_on + start, record.circle)


def _consents(record: Record, today: date) -> Iterable[Gap]:
    for one in record.consents:
        if 0 <= (one.until_on - today).days <= record.pace.consent_before:
            whose = record.parents | frozenset({one.place}) & record.carers
            yield Gap(Kind.CONSENT, one.id, one.until_on, whose or record.circle)
