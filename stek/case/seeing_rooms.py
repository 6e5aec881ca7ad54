"""One visit to a family, in the words of a case: its balance, its needs and its plan, with the rest."""

import json
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from stek.balance import models as balance
from stek.balance.catalogue import is_about_safety
from stek.balance.queries import opened_code
from stek.balance.rules import MarkKind
from stek.circle.listing import decided
from stek.circle.models import GatedRow
from stek.needs import models as needs
from stek.plans import models as plans
from stek.plans.rules import MarkKind as PlanMark

from .seeing import Seeing, utc
from .shape import Case
from .shape_rooms import (
    Factor,
    FactorTold,
    Goal,
    GoalTold,
    Holding,
    Looking,
    Marking,
    Mode,
    Need,
    Review,
    Said,
    Saying,
    Sheet,
    Step,
    StepTold,
    Task,
)  # fmt: skip


class RoomsSeeing(Seeing):
    def case(self) -> Case | None:
        # First, because a seal can lie on one of them.
        self.notes = {note.key for note in self._story()}
        factors, found = self._factors(), self._needs()
        self.factors, self.needs = {one.key for one in factors}, {one.key for one in found}
        goals = self._goals()
        self.goals = {one.key for one in goals}
        case = super().case()
        if case is None:
            return None
        return replace(
            case, factors=factors, perspectives=self._perspectives(), tasks=self._tasks(), needs=found,
            goals=goals, sheets=self._sheets(),
        )  # fmt: skip

    def _rows[Row: GatedRow](self, model: type[Row], order: str) -> list[Row]:
        """What this visitor may read, of people who stand in the circle, in order of time."""
        rows = model._default_manager.filter(family_id=self.here.family).order_by(order, "id")
        return [row for row in decided(rows, self.here) if row.author_member_id in self.places]

    def _open(self, kind: str, id: UUID, sealed: bytes | memoryview | None, column: str = "words") -> str:
        return self.here.box.open(kind, id, column, sealed).strip() if sealed else ""

    def _who(self, row: GatedRow) -> str:
        return self.places[row.author_member_id]

    def _whom(self, members: Iterable[UUID]) -> tuple[str, ...]:
        return tuple(str(one) for one in members if one in self.members)

    def _noted(self, threads: Iterable[UUID]) -> tuple[str, ...]:
        return tuple(str(one) for one in threads if str(one) in self.notes)

    # -- the balance -----------------------------------------------------------

    def _factors(self) -> tuple[Factor, ...]:
        threads: dict[UUID, list[balance.Factor]] = {}
        for row in self._rows(balance.Factor, "written_at"):
            threads.setdefault(row.thread_id, []).append(row)
        marks = self._rows(balance.Mark, "written_at")

        def said(thread: UUID, kind: MarkKind) -> tuple[Marking, ...]:
            return tuple(self._marking(one) for one in marks if one.factor_thread == thread and one.kind == kind)

        return tuple(
            Factor(
                str(thread), self._who(rows[0]), tuple(map(self._factor_told, rows)), utc(rows[0].shared_at),
                said(thread, MarkKind.AGREED), said(thread, MarkKind.ENDED),
                self._was_asked(rows[0], any(opened_code(row, self.here)[1] for row in rows)),
            )
            for thread, rows in threads.items()
            if rows[0].id == thread
        )  # fmt: skip

    def _factor_told(self, row: balance.Factor) -> FactorTold:
        code, safety = opened_code(row, self.here)
        return FactorTold(
            row.side, row.level, row.written_at, code, self._open("factor", row.id, row.words_sealed),
            self._whom(row.about), row.lasting, row.since_on, self._noted(row.observations),
            safety and not is_about_safety(code),
        )  # fmt: skip

    def _marking(self, row: balance.Mark) -> Marking:
        words = self._open("mark", row.id, row.words_sealed)
        return Marking(self._who(row), row.said_on, row.written_at, self._whom(row.parents), words)

    def _perspectives(self) -> tuple[Holding, ...]:
        return tuple(
            Holding(
                row.holds, self._who(row), row.said_on, row.written_at, utc(row.shared_at),
                self._open("perspective", row.id, row.words_sealed),
            )
            for row in self._rows(balance.Perspective, "written_at")
        )  # fmt: skip

    def _tasks(self) -> tuple[Task, ...]:
        return tuple(
            Task(
                row.code, whose, row.state, self._who(row), row.said_on, row.written_at, row.shared_at is None,
                self._open("taskword", row.id, row.words_sealed),
            )
            for row in self._rows(balance.TaskWord, "written_at")
            for whose in self._whom(row.about)
        )  # fmt: skip

    # -- needs -----------------------------------------------------------------

    def _needs(self) -> tuple[Need, ...]:
        threads: dict[UUID, list[needs.Need]] = {}
        for row in self._rows(needs.Need, "said_at"):
            threads.setdefault(row.thread_id, []).append(row)
        self.together = self._rows(needs.Together, "said_at")
        self.plan_marks = self._rows(plans.Mark, "written_at")
        return tuple(
            Need(
                str(thread), rows[0].echelon, rows[0].whose, tuple(map(self._saying, rows)), utc(rows[0].shared_at),
                tuple(
                    Mode(row.mode, self._who(row), row.said_on, row.written_at, self._open("mark", row.id, row.words_sealed))
                    for row in self.plan_marks
                    if row.of_id == thread and row.kind == PlanMark.MODE
                ),
            )
            for thread, rows in threads.items()
            if rows[0].id == thread
        )  # fmt: skip

    def _saying(self, row: needs.Need) -> Saying:
        return Saying(
            self._who(row), row.said_at, row.state, self._open("need", row.id, row.words_sealed),
            self._open("need", row.id, row.work_sealed, "work"), row.review_on, self._whom(row.about),
            self._noted(row.notes),
            tuple(
                Looking(self._who(one), tuple(sorted(self._whom(one.parents))), one.looked_on, one.said_at)
                for one in self.together
                if one.need_id == row.id
            ),
        )  # fmt: skip

    # -- the plan --------------------------------------------------------------

    def _goals(self) -> tuple[Goal, ...]:
        steps, reviews = self._threads(plans.Step), self._rows(plans.Review, "written_at")
        return tuple(
            Goal(
                str(thread), self._who(rows[0]), tuple(map(self._goal_told, rows)),
                tuple(step for ones in steps.values() if ones[0].goal_id == thread and (step := self._step(ones))),
                tuple(self._review(one) for one in reviews if one.goal_id == thread), self._marks(thread, PlanMark.SUCCESS),
            )
            for thread, rows in self._threads(plans.Goal).items()
        )  # fmt: skip

    def _threads[Row: (plans.Goal, plans.Step)](self, model: type[Row]) -> dict[UUID, list[Row]]:
        """Every version of each, the oldest first; without its first version there is none."""
        found: dict[UUID, list[Row]] = {}
        for row in self._rows(model, "written_at"):
            found.setdefault(row.thread_id, []).append(row)
        return {thread: rows for thread, rows in found.items() if rows[0].id == thread}

    def _goal_told(self, row: plans.Goal) -> GoalTold:
        return GoalTold(
            row.written_at, row.whose, self._open("goal", row.id, row.words_sealed), self._whom(row.about),
            str(row.need_thread) if str(row.need_thread) in self.needs else "",
        )  # fmt: skip

    def _step(self, rows: list[plans.Step]) -> Step | None:
        """None where half of its first version is missing; a version of which half is missing stays out."""
        versions = [self._step_told(row) for row in rows]
        if versions[0] is None:
            return None
        return Step(
            self._who(rows[0]), tuple(one for one in versions if one), self._marks(rows[0].thread_id, PlanMark.ENDED)
        )

    def _step_told(self, row: plans.Step) -> StepTold | None:
        """None where this visitor does not see what it moves or who does it: half of a step is no step."""
        factor = str(row.factor_thread) if str(row.factor_thread) in self.factors else ""
        words = self._open("step", row.id, row.factor_sealed, "factor")
        owners = tuple(dict.fromkeys(self.places[one] for one in row.owners if one in self.places))
        if not (factor or words) or not (owners or row.family_owns):
            return None
        return StepTold(
            row.written_at, self._open("step", row.id, row.words_sealed), row.moves, row.starts_on, row.ends_on,
            row.family_owns, owners, factor, words,
        )  # fmt: skip

    def _review(self, row: plans.Review) -> Review:
        return Review(
            self._who(row), row.said_on, row.written_at, row.change, self._open("review", row.id, row.words_sealed),
            row.fitting, self._open("review", row.id, row.fitting_sealed, "fitting"),
            str(row.quoted_id) if row.quoted_id in self.members else "",
            self._open("review", row.id, row.quoted_as_sealed, "quoted_as"),
        )  # fmt: skip

    def _marks(self, of: UUID, kind: PlanMark) -> tuple[Said, ...]:
        return tuple(
            Said(self._who(row), row.said_on, row.written_at, self._open("mark", row.id, row.words_sealed))
            for row in self.plan_marks
            if row.of_id == of and row.kind == kind
        )

    def _sheets(self) -> tuple[Sheet, ...]:
        found = []
        for row in self._rows(plans.Sheet, "written_at"):
            body = json.loads(self._open("sheet", row.id, row.body_sealed, "body"))
            lines = {key: body[key].strip() for key in ("names", "busy", "glad", "people")}
            found.append(
                Sheet(
                    self._who(row),
                    row.written_at,
                    row.week_on,
                    days=tuple(body["days"]),
                    numbers=tuple(body["numbers"]),
                    language=body["language"],
                    **lines,
                )
            )
        return tuple(found)
