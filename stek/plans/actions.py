"""Planning: goals, steps, reviews, small successes, the sheet. Each is one transaction and one line in the trail.

Nothing is changed: what comes next is a new row, also when somebody corrects what they wrote, and all of a goal
hangs on it, with its seals.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from stek.balance.models import Factor
from stek.balance.queries import about_safety
from stek.circle.gate import NotYours, Visit, hold_to, trail_section
from stek.circle.links import hidden_since
from stek.circle.models import GatedRow
from stek.kit.ids import once, uuid7
from stek.kit.whole import inserted, whole
from stek.needs.models import Need
from stek.policy import Reason, Verb

from .models import Aside, Goal, Mark, Review, Sheet, Step
from .queries import under
from .rules import PLAN, Change, Fitting, MarkKind, Mode, Moves, Whose

TICK = timedelta(microseconds=1)  # two versions never share a moment


class CorrectedMeanwhile(Exception):
    """This version was corrected already, on another device perhaps. Nothing is lost: show both."""


class RestIsGone(Exception):
    """What this rests on was taken back, or hidden, while somebody wrote."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A step before it is saved: either `factor` (a thread of the balance) or `factor_words`."""

    words: str
    moves: Moves
    starts_on: date
    ends_on: date
    family_owns: bool = False
    owners: tuple[UUID, ...] = ()
    factor: UUID | None = None
    factor_words: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What changed and in whose eyes, and how it goes on, before it is saved."""

    change: Change
    words: str
    fitting: Fitting
    fitting_words: str
    on: date
    quoted: UUID | None = None
    quoted_as: str = ""


@whole
def set_goal(
    *,
    whose: Whose,
    words: str,
    by: Visit,
    at: datetime,
    about: Iterable[UUID] = (),
    need: UUID | None = None,
    id: UUID | None = None,
) -> Goal:
    """A goal, maybe for one need (a thread). The same `id` twice is one goal. Raises NotYours, RestIsGone."""
    by = hold_to(by, Verb.NOTE, PLAN)
    return _kept(_goal(whose, words, about, need, by, at, id), "plan", by, at)


@whole
def correct_goal(
    *,
    before: Goal,
    whose: Whose,
    words: str,
    by: Visit,
    at: datetime,
    about: Iterable[UUID] = (),
    need: UUID | None = None,
    id: UUID | None = None,
) -> Goal:
    """A new version in the same thread; the one before stays readable, and all that hangs on it hangs on.

    Only by who wrote it. Raises NotYours, CorrectedMeanwhile, RestIsGone.
    """
    by = _may_correct(before, by)
    need = _unless_hidden(before, Need, before.need_thread, need, by)
    return _corrected(_goal(whose, words, about, need, by, at, id), before, by, at)


@whole
def plan_step(*, goal: Goal, planned: Planned, by: Visit, at: datetime, id: UUID | None = None) -> Step:
    """A step for a goal. Raises NotYours, RestIsGone."""
    by = hold_to(by, Verb.NOTE, PLAN)
    return _kept(_step(goal.thread_id, planned, by, at, id), "plan", by, at)


@whole
def correct_step(*, before: Step, planned: Planned, by: Visit, at: datetime, id: UUID | None = None) -> Step:
    """A new version of a step, as with a goal; it stays with its goal. Raises NotYours, CorrectedMeanwhile, RestIsGone."""
    by = _may_correct(before, by)
    if planned.factor and _unless_hidden(before, Factor, before.factor_thread, planned.factor, by) is None:
        planned = replace(planned, factor=None)
    return _corrected(_step(before.goal_id, planned, by, at, id), before, by, at)


@whole
def review(*, goal: Goal, reviewed: Reviewed, by: Visit, at: datetime, id: UUID | None = None) -> Review:
    """How it went, and how it goes on. Raises NotYours, RestIsGone."""
    by = hold_to(by, Verb.NOTE, PLAN)
    row = Review(
        **_gated(by, at, id, _under(Goal, goal.thread_id, by)), goal_id=goal.thread_id, change=reviewed.change,
        quoted_id=reviewed.quoted, fitting=reviewed.fitting, said_on=reviewed.on, written_at=at,
    )  # fmt: skip
    row.words_sealed = by.box.seal("review", row.id, "words", reviewed.words)
    row.fitting_sealed = by.box.seal("review", row.id, "fitting", reviewed.fitting_words)
    if reviewed.quoted_as:
        row.quoted_as_sealed = by.box.seal("review", row.id, "quoted_as", reviewed.quoted_as)
    return _kept(row, "review", by, at)


@whole
def end_step(*, step: Step, words: str, on: date, by: Visit, at: datetime, id: UUID | None = None) -> Mark:
    """It is done, or it stops here, as the words say; the step itself stays. Raises NotYours, RestIsGone."""
    return _mark(MarkKind.ENDED, step.thread_id, _under(Step, step.thread_id, by), words, on, by, at, id)


@whole
def note_success(*, goal: Goal, words: str, on: date, by: Visit, at: datetime, id: UUID | None = None) -> Mark:
    """A small success on the way to a goal. Raises NotYours, RestIsGone."""
    return _mark(MarkKind.SUCCESS, goal.thread_id, _under(Goal, goal.thread_id, by), words, on, by, at, id)


@whole
def choose_mode(
    *, need: Need, mode: Mode, words: str, on: date, by: Visit, at: datetime, id: UUID | None = None
) -> Mark:
    """How care for a need goes on from now, and why. Raises NotYours, RestIsGone."""
    return _mark(MarkKind.MODE, need.thread_id, _under(Need, need.thread_id, by), words, on, by, at, id, mode)


@whole
def write_sheet(*, body: dict, week: date, by: Visit, at: datetime, id: UUID | None = None) -> Sheet:
    """The sheet for the fridge in one week, as somebody wrote it. Raises NotYours."""
    by = hold_to(by, Verb.NOTE, PLAN)
    row = Sheet(**_gated(by, at, id, []), week_on=week, written_at=at)
    row.body_sealed = by.box.seal("sheet", row.id, "body", json.dumps(body, ensure_ascii=False))
    return _kept(row, "write", by, at)


@whole
def put_aside(*, key: str, by: Visit, at: datetime) -> None:
    """This suggestion, on this ground, is not for me now. Only for who says so; twice is once."""
    id = uuid5(by.person, key)
    Aside.objects.bulk_create(
        [Aside(family_id=by.family, id=id, person_id=by.person, key=key, put_at=at)], ignore_conflicts=True
    )


def _goal(
    whose: Whose, words: str, about: Iterable[UUID], need: UUID | None, by: Visit, at: datetime, id: UUID | None
) -> Goal:
    row = Goal(**_gated(by, at, id, _under(Need, need, by)), whose=whose, about=once(about))
    row.thread_id, row.need_thread, row.written_at = row.id, need, at
    row.words_sealed = by.box.seal("goal", row.id, "words", words)
    return row


def _step(goal: UUID, planned: Planned, by: Visit, at: datetime, id: UUID | None) -> Step:
    """Raises RestIsGone: also when it would lift or soften what is about safety, which is no factor."""
    if planned.factor is not None and about_safety(by, [planned.factor]):
        raise RestIsGone
    rests = [*_under(Goal, goal, by), *planned.owners, *_under(Factor, planned.factor, by)]
    row = Step(
        **_gated(by, at, id, rests), goal_id=goal, moves=planned.moves, factor_thread=planned.factor,
        family_owns=planned.family_owns, owners=once(planned.owners), starts_on=planned.starts_on,
        ends_on=planned.ends_on, written_at=at,
    )  # fmt: skip
    row.thread_id = row.id
    row.words_sealed = by.box.seal("step", row.id, "words", planned.words)
    if planned.factor is None:
        row.factor_sealed = by.box.seal("step", row.id, "factor", planned.factor_words)
    return row


def _mark(
    kind: MarkKind, of: UUID, rests: Iterable[UUID], words: str, on: date, by: Visit, at: datetime, id: UUID | None,
    mode: str = "",
) -> Mark:  # fmt: skip
    by = hold_to(by, Verb.NOTE, PLAN)
    row = Mark(**_gated(by, at, id, [of, *rests]), of_id=of, kind=kind, mode=mode, said_on=on, written_at=at)
    row.words_sealed = by.box.seal("mark", row.id, "words", words)
    return _kept(row, kind, by, at)


def _gated(by: Visit, at: datetime, id: UUID | None, rests: Iterable[UUID]) -> dict:
    """What every row of the plan has: shared with who may read the plan, and under the seals of what it rests on."""
    id = id or uuid7()
    return {
        "family_id": by.family, "id": id, "section": PLAN, "author_id": by.person, "author_member_id": by.member_id,
        "shared_at": at, "shared_by": by.person, "rests_on": once([id, by.member_id, *rests]),
    }  # fmt: skip


def _under(model: type[Goal | Step | Need | Factor], thread: UUID | None, by: Visit) -> list[UUID]:
    """What rests on this thread rests on all that its versions rest on."""
    if thread is None:
        return []
    return [thread, *under(by, model, [thread])]


def _may_correct(before: Goal | Step, by: Visit) -> Visit:
    if before.author_id != by.person:
        raise NotYours(Reason.NOT_YOUR_WORDS)
    return hold_to(by, Verb.NOTE, PLAN)


def _unless_hidden(
    before: Goal | Step, model: type[Need | Factor], former: UUID | None, chosen: UUID | None, by: Visit
) -> UUID | None:
    """What is chosen now; None where it stood there already and was hidden since."""
    if chosen is None or chosen != former:
        return chosen
    rows = model._default_manager.filter(family_id=by.family, thread_id=chosen)
    return None if hidden_since(before, rows.values_list("thread_id", "rests_on")) else chosen


def _corrected[Row: (Goal, Step)](row: Row, before: Row, by: Visit, at: datetime) -> Row:
    row.thread_id, row.supersedes_id = before.thread_id, before.id
    row.rests_on = once([*row.rests_on, *before.rests_on])
    row.written_at = max(at, before.written_at + TICK)
    try:
        return _kept(row, "correct", by, at)
    except RestIsGone:
        if type(row)._default_manager.filter(family_id=by.family, supersedes_id=before.id).exists():
            raise CorrectedMeanwhile from None
        raise


def _kept[Row: GatedRow](row: Row, deed: str, by: Visit, at: datetime) -> Row:
    """Inserted once: the same form sent again finds the first row."""
    if not inserted(row):
        known = type(row)._default_manager.filter(family_id=by.family, id=row.id, author_id=by.person).first()
        if known is None:
            raise RestIsGone
        return known
    kind = row._meta.model_name or ""
    by.record(deed, kind, subject=row.id, section=trail_section(row), rests_on=row.rests_on, at=at)
    return row
