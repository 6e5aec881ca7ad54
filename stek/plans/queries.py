"""Reading a plan: rows behind row-level security in, plain values with opened words out."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from stek.balance.labels import factor_label
from stek.balance.models import Factor
from stek.balance.queries import opened_code
from stek.circle.gate import Visit
from stek.circle.listing import decided
from stek.kit.written import Question, written
from stek.needs.models import Need

from .models import Goal, Mark, Review, Sheet, Step
from .rules import Change, Fitting, MarkKind, Mode, Moves, Whose

FEW = 3  # steps, for another page


def under(visit: Visit, model: type[Goal | Step | Need | Factor], threads: Iterable[UUID]) -> list[UUID]:
    """What all versions of these threads rest on, as far as one may read them. One statement; none for none."""
    threads = list(threads)
    versions = model._default_manager.filter(family_id=visit.family, thread_id__in=threads) if threads else ()
    return [one for row in versions for one in row.rests_on]


@dataclass(frozen=True, slots=True)
class Marked:
    id: UUID
    of: UUID
    kind: MarkKind
    mode: Mode | None
    words: str
    on: date
    author_member: UUID


@dataclass(frozen=True, slots=True)
class Stepped:
    """A step, opened: what stands now, and what stood before. `id` is its thread, `version` the row."""

    id: UUID
    version: UUID
    goal: UUID
    words: str
    moves: Moves
    factor: UUID | None
    factor_words: str
    family_owns: bool
    owners: tuple[UUID, ...]
    starts_on: date
    ends_on: date
    author: UUID
    author_member: UUID
    written_at: datetime
    ended: Marked | None = None
    former: tuple["Stepped", ...] = ()  # the newest first
    sees_goal: bool = True  # its goal may be hidden by another than who planned this

    @property
    def first_at(self) -> datetime:
        return (self, *self.former)[-1].written_at


@dataclass(frozen=True, slots=True)
class Looked:
    id: UUID
    goal: UUID
    change: Change
    words: str
    quoted: UUID | None
    quoted_as: str
    fitting: Fitting
    fitting_words: str
    on: date
    author_member: UUID


@dataclass(frozen=True, slots=True)
class Aimed:
    """A goal, opened: what stands now, what stood before, and all that hangs on it, the oldest first.

    `id` is its thread, `version` the row.
    """

    id: UUID
    version: UUID
    whose: Whose
    about: tuple[UUID, ...]
    words: str
    need: UUID | None
    author: UUID
    author_member: UUID
    written_at: datetime
    former: tuple["Aimed", ...] = ()  # the newest first
    steps: tuple[Stepped, ...] = ()
    reviews: tuple[Looked, ...] = ()
    successes: tuple[Marked, ...] = ()

    @property
    def first_at(self) -> datetime:
        return (self, *self.former)[-1].written_at

    @property
    def live(self) -> bool:
        return not any(one.fitting is Fitting.END for one in self.reviews)


@dataclass(frozen=True, slots=True)
class Plan:
    goals: tuple[Aimed, ...]
    modes: dict[UUID, Marked]  # by the thread of the need: what was said last
    loose: tuple[
        Stepped, ...
    ] = ()  # steps of another than who began the goal, where this visitor does not read the goal

    @property
    def successes(self) -> tuple[Marked, ...]:
        """The newest first."""
        found = [one for goal in self.goals for one in goal.successes]
        return tuple(sorted(found, key=lambda one: (one.on, one.id), reverse=True))


@dataclass(frozen=True, slots=True)
class Hung:
    """A sheet for the fridge, opened."""

    id: UUID
    week: date
    body: dict
    author_member: UUID


@written
def _goal_rows(family: UUID) -> QuerySet[Goal]:
    return Goal.objects.filter(family_id=family).order_by("written_at", "id")


@written
def _step_rows(family: UUID) -> QuerySet[Step]:
    return Step.objects.filter(family_id=family).order_by("written_at", "id")


@written
def _review_rows(family: UUID) -> QuerySet[Review]:
    return Review.objects.filter(family_id=family).order_by("said_on", "written_at", "id")


@written
def _mark_rows(family: UUID) -> QuerySet[Mark]:
    return Mark.objects.filter(family_id=family).order_by("said_on", "written_at", "id")


def plan_of(visit: Visit) -> Plan:
    """The plan as far as this visitor may see. Four statements, however long it is."""
    marks = [_marked(row, visit) for row in decided(_mark_rows(visit.family), visit)]
    ended = {one.of: one for one in reversed(marks) if one.kind is MarkKind.ENDED}
    found = _threads(_stepped(row, visit) for row in decided(_step_rows(visit.family), visit))
    steps = [replace(one, ended=ended.get(one.id)) for one in found]
    steps.sort(key=lambda one: (one.starts_on, one.id))
    reviews = [_looked(row, visit) for row in decided(_review_rows(visit.family), visit)]
    goals = tuple(
        replace(
            goal,
            steps=tuple(one for one in steps if one.goal == goal.id),
            reviews=tuple(one for one in reviews if one.goal == goal.id),
            successes=tuple(one for one in marks if one.of == goal.id and one.kind is MarkKind.SUCCESS),
        )
        for goal in _threads(_aimed(row, visit) for row in decided(_goal_rows(visit.family), visit))
    )
    known = {goal.id for goal in goals}
    loose = tuple(one for one in steps if one.goal not in known)
    return Plan(goals, {one.of: one for one in marks if one.kind is MarkKind.MODE}, loose)


def goal_now(visit: Visit, thread: UUID) -> Aimed:
    """What stands now of a goal that this visitor may see, with what stood before, without what hangs on it."""
    rows = Goal.objects.filter(family_id=visit.family, thread_id=thread).order_by("written_at", "id")
    (found,) = _threads(_aimed(row, visit) for row in decided(rows, visit.whole))
    return found


def step_now(visit: Visit, thread: UUID) -> Stepped:
    """What stands now of a step that this visitor may see, with what stood before, and whether its goal is seen too."""
    goal = Goal.objects.filter(family_id=visit.family, thread_id=OuterRef("goal_id"))
    rows = Step.objects.filter(family_id=visit.family, thread_id=thread).annotate(under=Exists(goal))
    every = decided(rows.order_by("written_at", "id"), visit.whole)
    (found,) = _threads(_stepped(row, visit) for row in every)
    return replace(found, sees_goal=every[0].under)


def _threads[One: (Aimed, Stepped)](versions: Iterable[One]) -> list[One]:
    """Of versions in order of time, the newest of each thread with the former ones; the oldest thread first."""
    found: dict[UUID, list[One]] = {}
    for one in versions:
        found.setdefault(one.id, []).insert(0, one)
    return [replace(all_of_it[0], former=tuple(all_of_it[1:])) for all_of_it in found.values()]


def _aimed(row: Goal, visit: Visit) -> Aimed:
    return Aimed(
        row.thread_id, row.id, Whose(row.whose), tuple(row.about),
        visit.box.open("goal", row.id, "words", row.words_sealed), row.need_thread, row.author_id,
        row.author_member_id, row.written_at,
    )  # fmt: skip


def _stepped(row: Step, visit: Visit) -> Stepped:
    return Stepped(
        row.thread_id, row.id, row.goal_id, visit.box.open("step", row.id, "words", row.words_sealed), Moves(row.moves),
        row.factor_thread, visit.box.open("step", row.id, "factor", row.factor_sealed) if row.factor_sealed else "",
        row.family_owns, tuple(row.owners), row.starts_on, row.ends_on, row.author_id, row.author_member_id,
        row.written_at,
    )  # fmt: skip


def _looked(row: Review, visit: Visit) -> Looked:
    box = visit.box
    return Looked(
        row.id, row.goal_id, Change(row.change), box.open("review", row.id, "words", row.words_sealed), row.quoted_id,
        box.open("review", row.id, "quoted_as", row.quoted_as_sealed) if row.quoted_as_sealed else "",
        Fitting(row.fitting), box.open("review", row.id, "fitting", row.fitting_sealed), row.said_on,
        row.author_member_id,
    )  # fmt: skip


def _marked(row: Mark, visit: Visit) -> Marked:
    return Marked(
        row.id, row.of_id, MarkKind(row.kind), Mode(row.mode) if row.mode else None,
        visit.box.open("mark", row.id, "words", row.words_sealed), row.said_on, row.author_member_id,
    )  # fmt: skip


def factor_words(visit: Visit, threads: Iterable[UUID] = (), every: bool = False) -> dict[UUID, str]:
    """What the factors a step moves are called, by thread: as on the plank.

    `every`: all that are shared, for a list to choose from; not what is about safety, which no step weighs up. One
    statement.
    """
    rows = Factor.objects.filter(family_id=visit.family).order_by("written_at", "id")
    rows = rows.filter(shared_at__isnull=False) if every else rows.filter(thread_id__in=list(threads))
    found = {}
    for row in decided(rows, visit):
        code, safety = opened_code(row, visit)
        if not (every and safety):
            found[row.thread_id] = factor_label(code) or visit.box.open("factor", row.id, "words", row.words_sealed)
    return found


def _under_way(family: UUID, today: date) -> QuerySet[Step]:
    ended = Mark.objects.filter(family_id=family, kind=str(MarkKind.ENDED)).values("of_id")
    over = Review.objects.filter(family_id=family, fitting=str(Fitting.END)).values("goal_id")
    rows = Step.objects.filter(family_id=family)
    corrected = rows.filter(supersedes_id__isnull=False).values("supersedes_id")
    rows = rows.filter(ends_on__gte=today).exclude(id__in=corrected).exclude(thread_id__in=ended)
    return rows.exclude(goal_id__in=over).order_by("starts_on", "id")


@written
def _next_rows(family: UUID, today: date) -> QuerySet[Step]:
    return _under_way(family, today)[:FEW]


@written
def _family_rows(family: UUID, first: date, last: date) -> QuerySet[Step]:
    return _under_way(family, first).filter(family_owns=True, starts_on__lte=last)


def next_steps(visit: Visit, today: date) -> tuple[Stepped, ...]:
    """The few that are planned and not ended, the first to come first. One statement."""
    return tuple(_stepped(row, visit) for row in decided(_next_rows(visit.family, today, ahead=visit.ahead), visit))


def steps_of_the_family(visit: Visit, first: date, last: date) -> tuple[Stepped, ...]:
    """What the family does itself between these days, the first to begin first. One statement."""
    rows = _family_rows(visit.family, first, last, ahead=visit.ahead)
    return tuple(_stepped(row, visit) for row in decided(rows, visit))


def coming_steps(family: UUID, today: date) -> tuple[Question, ...]:
    """What that asks, to be asked ahead."""
    return (_next_rows.question(family, today),)


def newest_sheet(visit: Visit) -> Hung | None:
    rows = Sheet.objects.filter(family_id=visit.family).order_by("-written_at", "-id")[:1]
    found = decided(rows, visit)
    return hung(found[0], visit) if found else None


def hung(row: Sheet, visit: Visit) -> Hung:
    body = json.loads(visit.box.open("sheet", row.id, "body", row.body_sealed))
    return Hung(row.id, row.week_on, body, row.author_member_id)
