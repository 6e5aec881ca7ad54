"""Noting, correcting, sharing, ending and taking back. Each is one transaction and one line in the trail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stek.circle.actions import Named, NotNamed, hide, hide_from_the_others
from stek.circle.gate import NotYours, Visit, hold, hold_to, item_of, trail_section
from stek.kit.ids import once, uuid7
from stek.kit.whole import inserted, whole
from stek.policy import Reason, Section, Verb

from .models import Influence, Observation
from .queries import NOT_SAFETY, SAFETY, about_safety
from .rules import Certainty, Domain, Knowing, Lane, Tone


class CorrectedMeanwhile(Exception):
    """This version was corrected already, on another device perhaps. Nothing is lost: show both."""


class EndIsGone(Exception):
    """One of the two notes was taken back, or hidden, while somebody linked them."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """What somebody noticed, before it is saved."""

    words: str
    happened_on: date
    lane: Lane = Lane.SURROUNDINGS  # what is about nobody is not about the child
    about: tuple[UUID, ...] = ()
    knowing: Knowing | None = None
    tone: Tone = Tone.NOTICED
    small_success: bool = False
    domains: tuple[Domain, ...] = ()
    quoted: UUID | None = None
    quoted_as: str = ""
    told_by: UUID | None = None
    told_as: str = ""
    safety: bool = False  # its author says that it is about safety


@whole
def note(
    *, noticed: Noticed, by: Visit, at: datetime, share: bool = True, readers: Iterable[UUID] | None = None,
    id: UUID | None = None,
) -> Observation:  # fmt: skip
    """Save a first version. The same `id` twice is the same note: exactly one row, and no error.

    `readers`: the persons who alone read it; None: who may read there. What is about safety is never shared at once:
    see `share`. Raises NotYours, NotNamed, NoParentReads.
    """
    by = hold_to(by, Verb.NOTE, Section.STORY)
    if share and noticed.safety:
        raise NotNamed
    id = id or uuid7()
    row = _row(noticed, by, at, id, thread=id, share=share)
    with transaction.atomic():  # what may not be hidden is not saved either
        if not inserted(row):
            known = Observation.objects.filter(family_id=by.family, id=id, author_id=by.person).first()
            if known is not None:
                return known
            row = _row(noticed, by, at, fresh := uuid7(), thread=fresh, share=share)  # somebody else's id: a new one
            row.save(force_insert=True)
        _record(by, "note", row, at)
        if readers is not None:
            hide(thread=row.thread_id, readers=readers, by=by, at=at)
    return row


@whole
def correct(
    *, before: Observation, noticed: Noticed, by: Visit, at: datetime, id: UUID | None = None,
    named: Named | None = None,
) -> Observation:  # fmt: skip
    """A new version in the same thread; the one before stays readable. Only by who wrote it.

    What is shared, and was or is about safety, is corrected only with `named`. Raises NotYours, NotNamed.
    """
    if before.author_id != by.person:
        raise NotYours(Reason.NOT_YOUR_WORDS)
    by = hold_to(by, Verb.NOTE, Section.STORY)
    # Words of another have the readers that they choose, whatever they are about.
    if before.shared_at and not before.whose_id and (noticed.safety or about_safety(by, [before.thread_id])):
        _ask(named, before.thread_id, by, at)
        before.refresh_from_db(fields=["rests_on"])  # the correction lies under its closing as well
    row = _row(noticed, by, at, id or uuid7(), thread=before.thread_id, share=before.shared_at is not None)
    row.supersedes_id = before.id
    row.rests_on = once([*row.rests_on, *before.rests_on])
    if not inserted(row):
        known = Observation.objects.filter(family_id=by.family, id=row.id, author_id=by.person).first()
        if known is not None:
            return known
        raise CorrectedMeanwhile
    _record(by, "correct", row, at)
    return row


@whole
def share(*, observation: Observation, by: Visit, at: datetime, named: Named | None = None) -> None:
    """From now on the circle reads it, with all its versions. What was shared stays shared.

    What is about safety only by whom `named` says, and not by the others. Raises NotNamed.
    """
    if about_safety(by, [observation.thread_id]):
        _ask(named, observation.thread_id, by, at)
    Observation.objects.filter(
        family_id=by.family, thread_id=observation.thread_id, author_id=by.person, shared_at=None
    ).update(shared_at=at, shared_by=by.person)
    observation.refresh_from_db(
        fields=["shared_at", "shared_by", "rests_on", "whose_id"]
    )  # it may be under a closing now
    _record(by, "share", observation, at)


def _ask(named: Named | None, thread: UUID, by: Visit, at: datetime) -> None:
    hide_from_the_others(named=named, threads=[thread], section=Section.STORY, by=by, at=at)


@whole
def take_back(*, observation: Observation, by: Visit, at: datetime) -> None:
    """Away for good: only what nobody else could read yet, with all its versions."""
    thread = Observation.objects.filter(
        family_id=by.family, thread_id=observation.thread_id, author_id=by.person, shared_at=None
    )
    Influence.objects.filter(
        family_id=by.family, author_id=by.person, shared_at=None, rests_on__contains=[observation.thread_id]
    ).delete()
    for row in thread.order_by("-written_at", "-id"):  # the newest first: each rests on the one before
        Observation.objects.filter(family_id=by.family, id=row.id).delete()
    _record(by, "take_back", observation, at)


@whole
def link(
    *,
    from_thread: UUID,
    to_thread: UUID,
    certainty: Certainty,
    by: Visit,
    at: datetime,
    both_ways: bool = False,
    words: str = "",
    share: bool = True,
    id: UUID | None = None,
) -> Influence:
    """'This moves that': told by the family, or thought by its author. Both ends must be readable to the author.

    The same `id` twice is the same link. Raises EndIsGone.
    """
    by = hold_to(by, Verb.NOTE, Section.STORY)
    row = Influence(  # type: ignore[misc] # who may note stands in the circle
        family_id=by.family, id=id or uuid7(), section=Section.STORY, author_id=by.person,
        author_member_id=by.member_id, from_thread=from_thread, to_thread=to_thread,
        both_ways=both_ways, certainty=certainty, written_at=at,
        shared_at=at if share else None, shared_by=by.person if share else None,
    )  # fmt: skip
    ends = Observation.objects.filter(family_id=by.family, thread_id__in=[from_thread, to_thread])
    under = [thread for rests_on in ends.values_list("rests_on", flat=True) for thread in rests_on]
    row.rests_on = once([row.id, from_thread, to_thread, by.member_id, *under])
    if words:
        row.words_sealed = by.box.seal("influence", row.id, "words", words)
    if not inserted(row):
        known = Influence.objects.filter(family_id=by.family, id=row.id, author_id=by.person).first()
        if known is None:
            raise EndIsGone
        return known
    by.record("link", "influence", subject=row.id, section=trail_section(row), rests_on=row.rests_on, at=at)
    return row


@whole
def end_link(*, influence: Influence, by: Visit, at: datetime) -> None:
    """It held until `at`, and stays readable as what it was. By its author, or by a parent; ending twice changes nothing."""
    by = hold(by)
    decision = by.decide(Verb.END, item_of(influence))
    if not decision:
        raise NotYours(decision.reason)
    if Influence.objects.filter(family_id=by.family, id=influence.id, until_at=None).update(
        until_at=at, until_by=by.person
    ):
        by.record(
            "end", "influence", subject=influence.id, section=trail_section(influence),
            rests_on=influence.rests_on, at=at,
        )  # fmt: skip


@whole
def _row(noticed: Noticed, by: Visit, at: datetime, id: UUID, *, thread: UUID, share: bool) -> Observation:
    sealed = by.box.seal
    return Observation(  # type: ignore[misc] # who may note stands in the circle
        family_id=by.family, id=id, thread_id=thread, section=Section.STORY,
        author_id=by.person, author_member_id=by.member_id, rests_on=[thread, by.member_id],
        shared_at=at if share else None, shared_by=by.person if share else None,
        words_sealed=sealed("observation", id, "words", noticed.words),
        quoted_id=noticed.quoted,
        quoted_as_sealed=sealed("observation", id, "quoted_as", noticed.quoted_as) if noticed.quoted_as else None,
        told_by_id=noticed.told_by,
        told_as_sealed=sealed("observation", id, "told_as", noticed.told_as) if noticed.told_as else None,
        lane=noticed.lane, about=once(noticed.about), knowing=noticed.knowing or "", tone=noticed.tone,
        small_success=noticed.small_success, domains=once(noticed.domains),
        happened_on=noticed.happened_on, written_at=at,
        safety_sealed=sealed("observation", id, "safety", SAFETY if noticed.safety else NOT_SAFETY),
    )  # fmt: skip


def _record(by: Visit, deed: str, row: Observation, at: datetime) -> None:
    by.record(deed, "observation", subject=row.id, section=trail_section(row), rests_on=row.rests_on, at=at)
