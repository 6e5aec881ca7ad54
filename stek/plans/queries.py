"""Reading a plan: rows behind row-level security in, plain values with opened words out."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from stek.balance.labels import factor_label
from stek.balance.models import Factor
from stek.balance.queries import Carried
from stek.balance.rules import Side
from stek.circle.gate import Visit, decided
from stek.kit.written import Question, written
from stek.needs.queries import Standing
from stek.needs.rules import Echelon, State

from .models import Aside, Goal, Mark, Review, Sheet, Step
from .rules import Change, Fitting, MarkKind, Mode, Moves, Whose
from .suggestions import FactorNow, GoalNow, NeedNow, Record, ReviewNow

FEW = 3  # steps, for another page


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
    id: UUID
    goal: UUID
    words: str
    moves: Moves
    factor: UUID | None
    factor_words: str
    family_owns: bool
    owners: tuple[UUID, ...]
    starts_on: date
    ends_on: date
    author_member: UUID
    written_at: datetime
    ended: Marked | None = None


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
    """A goal, opened, with all that hangs on it: the oldest first."""

    id: UUID
    whose: Whose
    about: tuple[UUID, ...]
    words: str
    need: UUID | None
    author_member: UUID
    written_at: datetime
    steps: tuple[Stepped, ...] = ()
    reviews: tuple[Looked, ...] = ()
    successes: tuple[Marked, ...] = ()

    @property
    def live(self) -> bool:
        return not any(one.fitting is Fitting.END for one in self.reviews)


@dataclass(frozen=True, slots=True)
class Plan:
    goals: tuple[Aimed, ...]
    modes: dict[UUID, Marked]  # by the thread of the need: what was said last

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
    return Step.objects.filter(family_id=family).order_by("starts_on", "id")


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
    steps = [_stepped(row, visit, ended.get(row.id)) for row in decided(_step_rows(visit.family), visit)]
    reviews = [_looked(row, visit) for row in decided(_review_rows(visit.family), visit)]
    goals = tuple(
        _aimed(
            row, visit,
            tuple(one for one in steps if one.goal == row.id),
            tuple(one for one in reviews if one.goal == row.id),
            tuple(one for one in marks if one.of == row.id and one.kind is MarkKind.SUCCESS),
        )
        for row in decided(_goal_rows(visit.family), visit)
    )  # fmt: skip
    return Plan(goals, {one.of: one for one in marks if one.kind is MarkKind.MODE})


def _aimed(row: Goal, visit: Visit, steps: tuple, reviews: tuple, successes: tuple) -> Aimed:
    return Aimed(
        row.id, Whose(row.whose), tuple(row.about), visit.box.open("goal", row.id, "words", row.words_sealed),
        row.need_thread, row.author_member_id, row.written_at, steps, reviews, successes,
    )  # fmt: skip


def _stepped(row: Step, visit: Visit, ended: Marked | None = None) -> Stepped:
    return Stepped(
        row.id, row.goal_id, visit.box.open("step", row.id, "words", row.words_sealed), Moves(row.moves),
        row.factor_thread, visit.box.open("step", row.id, "factor", row.factor_sealed) if row.factor_sealed else "",
        row.family_owns, tuple(row.owners), row.starts_on, row.ends_on, row.author_member_id, row.written_at, ended,
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

    `every`: all that are shared, for a list to choose from. One statement.
    """
    rows = Factor.objects.filter(family_id=visit.family).order_by("written_at", "id")
    rows = rows.filter(shared_at__isnull=False) if every else rows.filter(thread_id__in=list(threads))
    return {
        row.thread_id: factor_label(row.code) or visit.box.open("factor", row.id, "words", row.words_sealed)
        for row in decided(rows, visit)
    }


@written
def _next_rows(family: UUID, today: date) -> QuerySet[Step]:
    ended = Mark.objects.filter(family_id=family, kind=str(MarkKind.ENDED)).values("of_id")
    over = Review.objects.filter(family_id=family, fitting=str(Fitting.END)).values("goal_id")
    rows = Step.objects.filter(family_id=family, ends_on__gte=today).exclude(id__in=ended)
    return rows.exclude(goal_id__in=over).order_by("starts_on", "id")[:FEW]


def next_steps(visit: Visit, today: date) -> tuple[Stepped, ...]:
    """The few that are planned and not ended, the first to come first. One statement."""
    return tuple(_stepped(row, visit) for row in decided(_next_rows(visit.family, today, ahead=visit.ahead), visit))


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


def aside_of(visit: Visit) -> frozenset[str]:
    """What this person put aside in this family."""
    keys = Aside.objects.filter(family_id=visit.family, person_id=visit.person).values_list("key", flat=True)
    return frozenset(keys)


_STEPS = {echelon: place for place, echelon in enumerate(Echelon, start=1)}


def record_of(plan: Plan, needs: Iterable[Standing], factors: Iterable[Carried], today: date) -> Record:
    """What the suggestions are read from: what people chose, without a word of what they wrote."""
    return Record(
        needs=tuple(
            NeedNow(
                one.id, one.thread, _STEPS[one.echelon], one.state in (State.NOW, State.DISCUSSED),
                timezone.localdate(one.since) if one.state is State.MET else None,
                plan.modes[one.thread].mode if one.thread in plan.modes else None,
            )
            for one in needs
        ),
        goals=tuple(GoalNow(one.id, one.whose, one.need, one.live) for one in plan.goals),
        reviews=tuple(
            ReviewNow(one.id, one.goal, one.on, one.change, one.fitting) for goal in plan.goals for one in goal.reviews
        ),
        factors=tuple(
            FactorNow(one.id, one.side is Side.SUPPORT, one.code)
            for one in factors
            if one.until is None or today < one.until
        ),
    )  # fmt: skip
