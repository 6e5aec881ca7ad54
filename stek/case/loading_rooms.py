"""Writing the balance, the needs and the plan of a case into the record, each line by who says it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from stek.balance import actions as balance
from stek.balance.rules import Holds, Lasting, Level, MarkKind, Side, TaskState
from stek.circle.actions import Named, NotNamed, hide, show
from stek.circle.gate import Visit
from stek.circle.queries import circle_of, hidden_by
from stek.circle.reached import would_read
from stek.needs import actions as needs
from stek.needs import models as needs_rows
from stek.needs.rules import Echelon, State
from stek.needs.rules import Whose as WhoseNeed
from stek.plans import actions as plans
from stek.plans import models as plans_rows
from stek.plans.rules import Change, Fitting, Mode, Moves
from stek.plans.rules import Whose as WhoseGoal
from stek.policy import Section

from .fitting_rooms import body_of
from .shape import Case
from .shape_rooms import (
    Factor,
    FactorTold,
    Goal,
    GoalTold,
    Looking,
    Marking,
    Need,
    Review,
    Said,
    Saying,
    Step,
    StepTold,
)  # fmt: skip

type Deed = tuple[datetime, Callable[[], None]]


@dataclass
class RoomsLoading:
    """`visit` gives the visit of a person; the rest says what their keys became in the record."""

    case: Case
    visit: Callable[[str], Visit]
    places: dict[str, UUID]
    members: dict[str, UUID]
    threads: dict[str, UUID]
    factor_threads: dict[str, UUID] = field(default_factory=dict)
    need_rows: dict[str, needs_rows.Need] = field(default_factory=dict)
    goal_ids: dict[str, UUID] = field(default_factory=dict)

    def run(self) -> None:
        for factor in sorted(self.case.factors, key=lambda one: one.first.written):
            self._factor(factor)
        for word in self.case.perspectives:
            by = self.visit(word.by)
            said = balance.say(
                holds=Holds(word.holds), on=word.on, words=word.words, share=word.shared == word.written, by=by,
                at=word.written,
            )  # fmt: skip
            if word.shared and word.shared != word.written:
                balance.share_word(word=said, by=self.visit(word.by), at=word.shared)
        for task in self.case.tasks:
            balance.say_task(
                code=task.code, about=self.members[task.about], state=TaskState(task.state), on=task.on,
                words=task.words, share=not task.private, by=self.visit(task.by), at=task.written,
            )  # fmt: skip
        for need in sorted(self.case.needs, key=lambda one: one.first.written):
            self._need(need)
        for goal in self.case.goals:
            self._goal(goal)
        for sheet in self.case.sheets:
            plans.write_sheet(body=body_of(sheet), week=sheet.week, by=self.visit(sheet.by), at=sheet.written)

    # -- the balance -----------------------------------------------------------

    def _factor(self, factor: Factor) -> None:
        new: dict[str, Any] = {
            "weighed": self._weighed(factor.first), "by": self.visit(factor.by), "at": factor.first.written,
        }  # fmt: skip
        at_once = factor.shared == factor.first.written
        try:
            row = balance.add_factor(**new, share=at_once)
        except NotNamed:  # what is about safety is never shared in the same breath
            at_once, row = False, balance.add_factor(**new, share=False)
        named = everybody(self.visit(factor.by), Section.BALANCE) if factor.asked else None
        self.factor_threads[factor.key] = row.thread_id

        def correct(version: FactorTold) -> None:
            nonlocal row
            row = balance.correct_factor(
                before=row, weighed=self._weighed(version), by=self.visit(factor.by), at=version.written, named=named
            )

        def mark(one: Marking, kind: MarkKind) -> None:
            balance.mark(
                factor=row, kind=kind, on=one.on, parents=self._members(one.parents), words=one.words,
                by=self.visit(one.by), at=one.written,
            )  # fmt: skip

        def share() -> None:
            assert factor.shared is not None
            balance.share_factor(factor=row, by=self.visit(factor.by), at=factor.shared, named=named)

        deeds: list[Deed] = []
        if factor.shared and not at_once:
            deeds.append((factor.shared, share))
        deeds += [(one.written, partial(correct, one)) for one in factor.versions[1:]]
        deeds += [(one.written, partial(mark, one, MarkKind.AGREED)) for one in factor.agreed]
        deeds += [(one.written, partial(mark, one, MarkKind.ENDED)) for one in factor.over]
        _done_in_time(deeds)
        if factor.asked and any(one.factor == factor.key for one in self.case.seals):
            open_until_the_end(row.thread_id, self.visit(factor.by), factor.shared or factor.first.written)

    def _weighed(self, one: FactorTold) -> balance.Weighed:
        return balance.Weighed(
            side=Side(one.side), level=Level(one.level), code=one.code, words=one.words,
            about=self._members(one.about), lasting=Lasting(one.lasting) if one.lasting else None, since=one.since,
            observations=tuple(self.threads[key] for key in one.notes), safety=one.safety,
        )  # fmt: skip

    # -- needs -----------------------------------------------------------------

    def _need(self, need: Need) -> None:
        row = needs.say(
            echelon=Echelon(need.echelon), whose=WhoseNeed(need.whose), saying=self._saying(need.first),
            share=need.shared == need.first.written, by=self.visit(need.first.by), at=need.first.written,
        )  # fmt: skip
        self.need_rows[need.key] = row
        rows = [row]

        def again(one: Saying) -> None:
            if one.by != need.first.by:
                self._closed_before_another_speaks(rows, self.visit(need.first.by), need)
            rows.append(
                needs.say_again(before=rows[-1], saying=self._saying(one), by=self.visit(one.by), at=one.written)
            )

        def look(place: int, one: Looking) -> None:
            needs.look_together(
                need=rows[place], parents=self._members(one.parents), on=one.on, by=self.visit(one.by), at=one.written
            )

        def share() -> None:
            assert need.shared is not None
            needs.share(need=rows[-1], by=self.visit(need.first.by), at=need.shared)
            for one in rows:  # what was said before is shared with it
                one.shared_at = need.shared

        deeds: list[Deed] = []
        if need.shared and need.shared != need.first.written:
            deeds.append((need.shared, share))
        deeds += [(one.written, partial(again, one)) for one in need.sayings[1:]]
        for place, saying in enumerate(need.sayings):
            deeds += [(one.written, partial(look, place, one)) for one in saying.together]
        _done_in_time(deeds)
        for mode in need.modes:
            plans.choose_mode(
                need=row, mode=Mode(mode.mode), words=mode.words, on=mode.on, by=self.visit(mode.by), at=mode.written
            )

    def _closed_before_another_speaks(self, rows: list[needs_rows.Need], by: Visit, need: Need) -> None:
        """A need in which another spoke is hidden by nobody any more. Its readers of the file are named last."""
        for hiding in self.case.seals:
            if hiding.need == need.key and all(one.thread_id != rows[0].thread_id for one in hidden_by(by)):
                readers = [one.person_id for one in would_read(circle_of(by), Section.NEEDS) if one.person_id]
                hide(thread=rows[0].thread_id, readers=readers, why=hiding.why, by=by, at=hiding.on)
                rows[-1].refresh_from_db(fields=["rests_on"])

    def _saying(self, one: Saying) -> needs.Saying:
        return needs.Saying(
            State(one.state), one.words, one.work, one.review, self._members(one.about),
            tuple(self.threads[key] for key in one.notes),
        )  # fmt: skip

    # -- the plan --------------------------------------------------------------

    def _goal(self, goal: Goal) -> None:
        row = plans.set_goal(**self._aimed(goal.first), by=self.visit(goal.by), at=goal.written)
        self.goal_ids[goal.key] = row.thread_id

        def correct(version: GoalTold) -> None:
            nonlocal row
            row = plans.correct_goal(
                before=row, **self._aimed(version), by=self.visit(goal.by), at=version.written
            )  # fmt: skip

        def look_back(one: Review) -> None:
            reviewed = plans.Reviewed(
                Change(one.change), one.words, Fitting(one.fitting), one.why, one.on, self.members.get(one.eyes),
                one.eyes_of,
            )  # fmt: skip
            plans.review(goal=row, reviewed=reviewed, by=self.visit(one.by), at=one.written)

        def succeed(said: Said) -> None:
            plans.note_success(goal=row, words=said.words, on=said.on, by=self.visit(said.by), at=said.written)

        deeds: list[Deed] = [(one.written, partial(correct, one)) for one in goal.versions[1:]]
        for step in goal.steps:
            deeds += self._step(row, step)
        deeds += [(one.written, partial(look_back, one)) for one in goal.reviews]
        deeds += [(one.written, partial(succeed, one)) for one in goal.successes]
        _done_in_time(deeds)

    def _aimed(self, one: GoalTold) -> dict[str, Any]:
        need = self.need_rows[one.need].thread_id if one.need else None
        return {"whose": WhoseGoal(one.whose), "words": one.words, "about": self._members(one.about), "need": need}

    def _step(self, goal: plans_rows.Goal, step: Step) -> list[Deed]:
        """Planning it, then what came of it."""
        rows: list[plans_rows.Step] = []

        def write(version: StepTold) -> None:
            said: dict[str, Any] = {"planned": self._planned(version), "by": self.visit(step.by), "at": version.written}
            if rows:
                rows.append(plans.correct_step(before=rows[-1], **said))
            else:
                rows.append(plans.plan_step(goal=goal, **said))

        def end(said: Said) -> None:
            plans.end_step(step=rows[-1], words=said.words, on=said.on, by=self.visit(said.by), at=said.written)

        deeds: list[Deed] = [(one.written, partial(write, one)) for one in step.versions]
        return deeds + [(one.written, partial(end, one)) for one in step.ended]

    def _planned(self, one: StepTold) -> plans.Planned:
        return plans.Planned(
            words=one.words, moves=Moves(one.moves), starts_on=one.since, ends_on=one.until, family_owns=one.family,
            owners=tuple(self.places[key] for key in one.owners), factor=self.factor_threads.get(one.factor),
            factor_words=one.factor_words,
        )  # fmt: skip

    def _members(self, keys: Iterable[str]) -> tuple[UUID, ...]:
        return tuple(self.members[key] for key in keys)


def everybody(by: Visit, section: Section) -> Named:
    """Nobody of those who would read this is left out: who reads it stands in the seals of the file, or it is these."""
    return Named(frozenset(one.id for one in would_read(circle_of(by), section)))


def open_until_the_end(thread: UUID, by: Visit, at: datetime) -> None:
    """What is about safety has readers from when it is shared. Those of the file are given last, when all is built."""
    for hidden in hidden_by(by):
        if hidden.thread_id == thread:
            show(hidden=hidden, by=by, at=at)


def _done_in_time(deeds: Iterable[Deed]) -> None:
    """Each on its moment; of the same moment, in the order in which they are given."""
    for _at, deed in sorted(deeds, key=lambda one: one[0]):
        deed()
