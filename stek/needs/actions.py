"""Saying what is needed, saying it anew, looking together, sharing, taking back. Each is one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from stek.circle.gate import Visit, hold_to, trail_section
from stek.circle.links import hidden_since
from stek.kit.ids import once, uuid7
from stek.kit.whole import inserted, one_at_a_time, whole
from stek.policy import Section, Verb
from stek.story.models import Observation

from .models import Need, Together
from .rules import Echelon, State, Whose

TICK = timedelta(microseconds=1)  # two sayings about one need never share a moment


class SaidMeanwhile(Exception):
    """Somebody said something about this need since the page was opened. Nothing is lost: show both."""


class RestIsGone(Exception):
    """A note this rests on was taken back, or hidden, or is not as open as this."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody says about a need, before it is saved."""

    state: State
    words: str = ""
    work: str = ""
    review_on: date | None = None
    about: tuple[UUID, ...] = ()
    notes: tuple[UUID, ...] = ()


@whole
def say(
    *,
    echelon: Echelon,
    whose: Whose,
    saying: Saying,
    by: Visit,
    at: datetime,
    share: bool = True,
    id: UUID | None = None,
) -> Need:
    """A first saying about one need, on the echelon its author chose. The same `id` twice is the same need.

    Raises NotYours, RestIsGone.
    """
    by = hold_to(by, Verb.NOTE, Section.NEEDS)
    row = _row(saying, by, at, id := id or uuid7(), thread=id, echelon=echelon, whose=whose, share=share)
    if not inserted(row):
        if known := _known(id, by):
            return known
        row = _row(saying, by, at, fresh := uuid7(), thread=fresh, echelon=echelon, whose=whose, share=share)
        if not inserted(row):
            raise RestIsGone
    _record(by, "say", row, at)
    return row


@whole
def say_again(*, before: Need, saying: Saying, by: Visit, at: datetime, id: UUID | None = None) -> Need:
    """What is said next about the same need, by whoever may note; what was said before stays readable.
    A note that was hidden since is no longer named: who reads what was said before reads this too.

    Raises NotYours; SaidMeanwhile when `before` is not what was said last; RestIsGone.
    """
    by = hold_to(by, Verb.NOTE, Section.NEEDS)
    one_at_a_time(by.family, before.thread_id)
    if known := _known(id, by):
        return known
    last = Need.objects.filter(family_id=by.family, thread_id=before.thread_id).order_by("-said_at", "-id").first()
    if last is None or last.id != before.id:
        raise SaidMeanwhile
    notes = Observation.objects.filter(family_id=by.family, thread_id__in=last.notes)
    gone = hidden_since(last, notes.values_list("thread_id", "rests_on")) if last.notes else ()
    saying = replace(saying, notes=tuple(one for one in saying.notes if one not in gone))
    row = _row(
        saying, by, max(at, last.said_at + TICK), id or uuid7(), thread=before.thread_id, echelon=Echelon(before.echelon),
        whose=Whose(before.whose), share=before.shared_at is not None,
    )  # fmt: skip
    row.supersedes_id = before.id
    row.about = row.about or before.about
    row.rests_on = once([*row.rests_on, *before.rests_on])
    if not inserted(row):
        raise RestIsGone
    _record(by, "say_again", row, at)
    return row


@whole
def look_together(
    *, need: Need, parents: Iterable[UUID], on: date, by: Visit, at: datetime, id: UUID | None = None
) -> Together:
    """This saying was looked at with these parents (Members), on this day. The same `id` twice is one row.

    The same parents on the same day are said once. Raises NotYours.
    """
    by = hold_to(by, Verb.NOTE, Section.NEEDS)
    with_whom = sorted(set(parents))
    one_at_a_time(by.family, need.thread_id)
    same = Together.objects.filter(
        family_id=by.family, need_id=need.id, parents=with_whom, looked_on=on, author_id=by.person
    ).first()
    if same is not None:
        return same
    private = need.shared_at is None
    row = Together(  # type: ignore[misc] # who may note stands in the circle
        family_id=by.family, id=id or uuid7(), section=Section.NEEDS, author_id=by.person,
        author_member_id=by.member_id, need_id=need.id, parents=with_whom, looked_on=on,
        said_at=at, shared_at=None if private else at, shared_by=None if private else by.person,
    )  # fmt: skip
    row.rests_on = once([row.id, by.member_id, *need.rests_on])
    if not inserted(row):
        row.id = uuid7()
        row.rests_on = once([row.id, *row.rests_on[1:]])
        row.save(force_insert=True)
    _record(by, "look", row, at)
    return row


@whole
def share(*, need: Need, by: Visit, at: datetime) -> None:
    """From now on the circle reads it, with all that was said about it. What was shared stays shared.

    Raises RestIsGone when a note it rests on is still its author's alone.
    """
    still_private = Observation.objects.filter(family_id=by.family, thread_id__in=need.notes, shared_at=None)
    if still_private.exists():
        raise RestIsGone
    mine = {"family_id": by.family, "author_id": by.person, "shared_at": None}
    Need.objects.filter(**mine, thread_id=need.thread_id).update(shared_at=at, shared_by=by.person)
    Together.objects.filter(**mine, rests_on__contains=[need.thread_id]).update(shared_at=at, shared_by=by.person)
    need.shared_at, need.shared_by = at, by.person
    _record(by, "share", need, at)


@whole
def take_back(*, need: Need, by: Visit, at: datetime) -> None:
    """Away for good: only what nobody else could read yet, with all that was said about it."""
    mine = {"family_id": by.family, "author_id": by.person, "shared_at": None}
    Together.objects.filter(**mine, rests_on__contains=[need.thread_id]).delete()
    for row in Need.objects.filter(**mine, thread_id=need.thread_id).order_by("-said_at", "-id"):
        Need.objects.filter(family_id=by.family, id=row.id).delete()  # the newest first: each follows the one before
    _record(by, "take_back", need, at)


def _known(id: UUID | None, by: Visit) -> Need | None:
    return Need.objects.filter(family_id=by.family, id=id, author_id=by.person).first() if id else None


def _row(
    saying: Saying, by: Visit, at: datetime, id: UUID, *, thread: UUID, echelon: Echelon, whose: Whose, share: bool
) -> Need:
    def seal(column: str, words: str) -> bytes | None:
        return by.box.seal("need", id, column, words) if words else None

    notes = once(saying.notes)
    under = Observation.objects.filter(family_id=by.family, thread_id__in=notes).values_list("rests_on", flat=True)
    resting = [one for rests_on in under for one in rests_on] if notes else []
    return Need(  # type: ignore[misc] # who may note stands in the circle
        family_id=by.family, id=id, thread_id=thread, section=Section.NEEDS, author_id=by.person,
        author_member_id=by.member_id, rests_on=once([thread, by.member_id, *notes, *resting]),
        shared_at=at if share else None, shared_by=by.person if share else None,
        echelon=echelon, state=saying.state, whose=whose, about=once(saying.about),
        words_sealed=seal("words", saying.words), work_sealed=seal("work", saying.work),
        review_on=saying.review_on, notes=notes, said_at=at,
    )  # fmt: skip


def _record(by: Visit, deed: str, row: Need | Together, at: datetime) -> None:
    kind = row._meta.model_name or ""
    by.record(deed, kind, subject=row.id, section=trail_section(row), rests_on=row.rests_on, at=at)
