"""Weighing: adding a factor, correcting it, saying that it is over or agreed; one's own word on how it holds.

Each is one transaction and one line in the trail.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from stek.circle.actions import Named, NotNamed, hide_from_the_others
from stek.circle.gate import NotYours, Visit, hold_to, trail_section
from stek.circle.links import hidden_since
from stek.circle.models import GatedRow
from stek.kit.ids import once, uuid7
from stek.kit.whole import inserted, whole
from stek.policy import Reason, Verb
from stek.story import queries as story
from stek.story.models import Observation

from .catalogue import is_about_safety
from .models import Factor, Mark, Perspective, TaskWord
from .queries import about_safety, is_for_its_author, sealed_code
from .rules import BALANCE, Holds, Lasting, Level, MarkKind, Side, TaskState


class CorrectedMeanwhile(Exception):
    """This version was corrected already, on another device perhaps. Nothing is lost: show both."""


class SaysNothing(Exception):
    """Neither a code of the catalogue nor words."""


class NoteIsGone(Exception):
    """A note that this rests on was taken back, or hidden, meanwhile; or is less open than this."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What carries or burdens, before it is saved: a code of the catalogue, own words, or both."""

    side: Side
    level: Level
    code: str = ""
    words: str = ""
    about: tuple[UUID, ...] = ()
    lasting: Lasting | None = None
    since: date | None = None
    observations: tuple[UUID, ...] = ()  # threads of the story
    safety: bool = False  # its author says that it is about safety; some codes always are

    @property
    def about_safety(self) -> bool:
        return self.safety or is_about_safety(self.code)


@whole
def add_factor(*, weighed: Weighed, by: Visit, at: datetime, share: bool = True, id: UUID | None = None) -> Factor:
    """Save a first version. The same `id` twice is the same factor.

    What is about safety, or rests on a note that is, is never shared at once: see `share_factor`. Raises NotYours,
    NotNamed, NoteIsGone, SaysNothing.
    """
    by = hold_to(by, Verb.NOTE, BALANCE)
    weighed = _with_its_notes(weighed, by)
    if share and weighed.about_safety:
        raise NotNamed
    return _kept(lambda new: _factor(weighed, by, at, new, thread=new, share=share), id, "weigh", "factor", by, at)


@whole
def correct_factor(
    *, before: Factor, weighed: Weighed, by: Visit, at: datetime, id: UUID | None = None, named: Named | None = None
) -> Factor:
    """A new version in the same thread; the one before stays readable. Only by who wrote it. A note that was hidden
    since is no longer named: who reads the version before reads this one.

    What is shared, and was or is about safety, is corrected only with `named`. Raises NotYours, NotNamed,
    CorrectedMeanwhile.
    """
    if before.author_id != by.person:
        raise NotYours(Reason.NOT_YOUR_WORDS)
    by = hold_to(by, Verb.NOTE, BALANCE)
    notes = Observation.objects.filter(family_id=by.family, thread_id__in=before.observations)
    gone = hidden_since(before, notes.values_list("thread_id", "rests_on")) if before.observations else ()
    weighed = replace(weighed, observations=tuple(one for one in weighed.observations if one not in gone))
    weighed = _with_its_notes(weighed, by)
    if about_safety(by, [before.thread_id]):
        weighed = replace(weighed, safety=True)
    if before.shared_at and weighed.about_safety:
        _ask(named, before.thread_id, by, at)
        before.refresh_from_db(fields=["rests_on"])  # the correction lies under its closing as well
    row = _factor(weighed, by, at, id or uuid7(), thread=before.thread_id, share=before.shared_at is not None)
    row.supersedes_id = before.id
    row.rests_on = once([*row.rests_on, *before.rests_on])
    if not inserted(row):
        known = Factor.objects.filter(family_id=by.family, id=row.id, author_id=by.person).first()
        if known is not None:
            return known
        raise CorrectedMeanwhile
    _record(by, "correct", "factor", row, at)
    return row


@whole
def mark(
    *, factor: Factor, kind: MarkKind, on: date, by: Visit, at: datetime, parents: Iterable[UUID] = (),
    words: str = "", id: UUID | None = None,
) -> Mark:  # fmt: skip
    """It is over since `on`, or on that day these parents said that they see it so too.

    By anybody who may note; as open as the factor itself. Of what is about safety only its author says that it is
    over, and nobody is asked to see it so too: raises NotYours, NoteIsGone.
    """
    by = hold_to(by, Verb.NOTE, BALANCE)
    if is_for_its_author(by, factor) or (kind is MarkKind.AGREED and about_safety(by, [factor.thread_id])):
        raise NotYours(Reason.ABOUT_SAFETY)
    shared, under, named = factor.shared_at is not None, _under(factor, by), once(parents)

    def made(new: UUID) -> Mark:
        return Mark(
            **_gated(by, at, new, shared), factor_thread=factor.thread_id, kind=kind, said_on=on, parents=named,
            written_at=at, rests_on=once([new, factor.thread_id, by.member_id, *under]),
            words_sealed=_sealed(by, "mark", new, words),
        )  # fmt: skip

    return _kept(made, id, "end_factor" if kind is MarkKind.ENDED else "agree", "mark", by, at)


@whole
def say(
    *,
    holds: Holds,
    on: date,
    by: Visit,
    at: datetime,
    words: str = "",
    share: bool = False,
    id: UUID | None = None,
) -> Perspective:
    """How it holds, in one's own word. Nobody says this for somebody else."""
    by = hold_to(by, Verb.NOTE, BALANCE)

    def made(new: UUID) -> Perspective:
        return Perspective(
            **_gated(by, at, new, share), holds=holds, said_on=on, written_at=at, rests_on=once([new, by.member_id]),
            words_sealed=_sealed(by, "perspective", new, words),
        )  # fmt: skip

    return _kept(made, id, "say", "perspective", by, at)


@whole
def say_task(
    *,
    code: str,
    about: UUID,
    state: TaskState,
    on: date,
    by: Visit,
    at: datetime,
    words: str = "",
    share: bool = True,
    id: UUID | None = None,
) -> TaskWord:
    """How a task of this time of life goes, for this member, as its author sees it."""
    by = hold_to(by, Verb.NOTE, BALANCE)

    def made(new: UUID) -> TaskWord:
        return TaskWord(
            **_gated(by, at, new, share), code=code, about=[about], state=state, said_on=on, written_at=at,
            rests_on=once([new, by.member_id]), words_sealed=_sealed(by, "taskword", new, words),
        )  # fmt: skip

    return _kept(made, id, "say_task", "taskword", by, at)


@whole
def share_factor(*, factor: Factor, by: Visit, at: datetime, named: Named | None = None) -> None:
    """From now on the circle reads it, with its versions and what its author said of it.

    What is about safety only by whom `named` says, and not by the others. Raises NotNamed; NoteIsGone when it rests
    on a note that is not shared.
    """
    notes = Observation.objects.filter(family_id=by.family, thread_id__in=factor.observations, shared_at=None)
    if notes.exists():
        raise NoteIsGone
    if about_safety(by, [factor.thread_id]):
        _ask(named, factor.thread_id, by, at)
    for rows in (
        Factor.objects.filter(family_id=by.family, thread_id=factor.thread_id, author_id=by.person, shared_at=None),
        Mark.objects.filter(family_id=by.family, factor_thread=factor.thread_id, author_id=by.person, shared_at=None),
    ):
        rows.update(shared_at=at, shared_by=by.person)
    factor.shared_at, factor.shared_by = at, by.person
    _record(by, "share", "factor", factor, at)


@whole
def take_back_factor(*, factor: Factor, by: Visit, at: datetime) -> None:
    """Away for good: only what nobody else could read yet, with its versions and what was said of it."""
    Mark.objects.filter(
        family_id=by.family, author_id=by.person, shared_at=None, factor_thread=factor.thread_id
    ).delete()
    rows = Factor.objects.filter(
        family_id=by.family, thread_id=factor.thread_id, author_id=by.person, shared_at=None
    ).order_by("-written_at", "-id")
    for row in rows:  # the newest first: each rests on the one before
        Factor.objects.filter(family_id=by.family, id=row.id).delete()
    _record(by, "take_back", "factor", factor, at)


@whole
def share_word(*, word: Perspective, by: Visit, at: datetime) -> None:
    """From now on the circle reads this word of one's own. What was shared stays shared."""
    Perspective.objects.filter(family_id=by.family, id=word.id, author_id=by.person, shared_at=None).update(
        shared_at=at, shared_by=by.person
    )
    word.shared_at, word.shared_by = at, by.person
    _record(by, "share", "perspective", word, at)


@whole
def take_back_word(*, word: Perspective, by: Visit, at: datetime) -> None:
    """Away for good: only a word that nobody else could read yet."""
    Perspective.objects.filter(family_id=by.family, id=word.id, author_id=by.person, shared_at=None).delete()
    _record(by, "take_back", "perspective", word, at)


def _ask(named: Named | None, thread: UUID, by: Visit, at: datetime) -> None:
    hide_from_the_others(named=named, threads=[thread], section=BALANCE, by=by, at=at)


def _with_its_notes(weighed: Weighed, by: Visit) -> Weighed:
    """What rests on a note about safety is about safety."""
    if weighed.about_safety or not weighed.observations or not story.about_safety(by, weighed.observations):
        return weighed
    return replace(weighed, safety=True)


def _gated(by: Visit, at: datetime, id: UUID, share: bool) -> dict[str, Any]:
    return {
        "family_id": by.family, "id": id, "section": BALANCE, "author_id": by.person,
        "author_member_id": by.member_id, "shared_at": at if share else None,
        "shared_by": by.person if share else None,
    }  # fmt: skip


def _factor(weighed: Weighed, by: Visit, at: datetime, id: UUID, *, thread: UUID, share: bool) -> Factor:
    if not (weighed.code or weighed.words):
        raise SaysNothing
    notes = Observation.objects.filter(family_id=by.family, thread_id__in=weighed.observations)
    under = [one for rests_on in notes.values_list("rests_on", flat=True) for one in rests_on]
    return Factor(
        **_gated(by, at, id, share), thread_id=thread,
        code_sealed=sealed_code(by, id, weighed.code, weighed.about_safety),
        words_sealed=_sealed(by, "factor", id, weighed.words),
        side=Side.BURDEN if weighed.about_safety else weighed.side, level=weighed.level, about=once(weighed.about), lasting=weighed.lasting or "",
        since_on=weighed.since, observations=once(weighed.observations), written_at=at,
        rests_on=once([thread, by.member_id, *weighed.observations, *under]),
    )  # fmt: skip


def _under(factor: Factor, by: Visit) -> list[UUID]:
    """Whatever any version of this factor rests on."""
    versions = Factor.objects.filter(family_id=by.family, thread_id=factor.thread_id)
    return [one for rests_on in versions.values_list("rests_on", flat=True) for one in rests_on]


def _kept[Row: GatedRow](
    made: Callable[[UUID], Row], id: UUID | None, deed: str, kind: str, by: Visit, at: datetime
) -> Row:
    """The row, saved now or saved already by the same form; under a new id when somebody else has this one.

    Raises NoteIsGone when the database says no.
    """
    row = made(id or uuid7())
    if not inserted(row):
        known = type(row)._default_manager.filter(family_id=by.family, id=row.id, author_id=by.person).first()
        if known is not None:
            return known
        row = made(uuid7())
        if not inserted(row):
            raise NoteIsGone
    _record(by, deed, kind, row, at)
    return row


def _sealed(by: Visit, kind: str, id: UUID, words: str) -> bytes | None:
    return by.box.seal(kind, id, "words", words) if words else None


def _record(by: Visit, deed: str, kind: str, row: GatedRow, at: datetime) -> None:
    by.record(deed, kind, subject=row.id, section=trail_section(row), rests_on=row.rests_on, at=at)
