"""From a case to what its file says: the balance, the needs and the plan. Pure."""

from datetime import datetime
from typing import Any

from .pen import Flat, Words, spoken
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
from .writing_stories import Writing


class RoomsWriting(Writing):
    def _rooms(self) -> dict[str, Any]:
        case = self.case
        return {
            "factors": [self._factor(one) for one in case.factors],
            "perspectives": [self._holding(one) for one in case.perspectives],
            "tasks": [self._task(one) for one in case.tasks],
            "needs": [self._need(one) for one in case.needs],
            "goals": [self._goal(one) for one in case.goals],
            "sheets": [self._sheet(one) for one in case.sheets],
        }

    # -- the balance -----------------------------------------------------------

    def _factor(self, one: Factor) -> dict[str, Any]:
        written = one.first.written
        return spoken({
            "key": one.key, "by": one.by, "when": self._moment(written), **self._factor_told(one.first),
            **self._open(one.shared, written), "asked": one.asked or None,
            "corrections": [
                spoken({"written": self._moment(after.written), **self._factor_told(after)}) for after in one.versions[1:]
            ],
            "agreed": [self._marking(mark, one) for mark in one.agreed],
            "over": [self._marking(mark, one) for mark in one.over],
        })  # fmt: skip

    def _factor_told(self, one: FactorTold) -> dict[str, Any]:
        return {
            "side": str(one.side), "level": str(one.level), "about": one.about, "code": one.code,
            "lasting": str(one.lasting), "since": self._day(one.since), "notes": one.notes, "safety": one.safety or None,
            "words": Words(one.words),
        }  # fmt: skip

    def _marking(self, one: Marking, factor: Factor) -> dict[str, Any]:
        return Flat(spoken({
            "with": one.parents, "by": one.by if one.by != factor.by else "", "when": self._day(one.on),
            "written": self._unless_expected(one.written, one.by, one.on, factor.first.written),
            "words": Words(one.words),
        }))  # fmt: skip

    def _holding(self, one: Holding) -> dict[str, Any]:
        return spoken({
            "by": one.by, "when": self._day(one.on), "written": self._unless_expected(one.written, one.by, one.on),
            "holds": str(one.holds), **self._open(one.shared, one.written), "words": Words(one.words),
        })  # fmt: skip

    def _task(self, one: Task) -> dict[str, Any]:
        return spoken({
            "task": one.code, "about": one.about, "state": str(one.state), "by": one.by, "when": self._day(one.on),
            "written": self._unless_expected(one.written, one.by, one.on), "private": one.private or None,
            "words": Words(one.words),
        })  # fmt: skip

    # -- needs -----------------------------------------------------------------

    def _need(self, one: Need) -> dict[str, Any]:
        befores = [None, *one.sayings]
        return spoken({
            "key": one.key, "echelon": str(one.echelon), "whose": str(one.whose),
            **self._open(one.shared, one.first.written),
            "sayings": [self._saying(said, before) for said, before in zip(one.sayings, befores, strict=False)],
            "modes": [self._mode(mode) for mode in one.modes],
        })  # fmt: skip

    def _saying(self, one: Saying, before: Saying | None) -> dict[str, Any]:
        return spoken({
            "by": one.by, "when": self._moment(one.written), "state": str(one.state),
            "about": one.about if before is None or one.about != before.about else (), "notes": one.notes,
            "review": self._day(one.review), "words": Words(one.words), "work": Words(one.work),
            "together": [self._looking(look, one) for look in one.together],
        })  # fmt: skip

    def _looking(self, one: Looking, saying: Saying) -> dict[str, Any]:
        return Flat(spoken({
            "with": one.parents, "by": one.by if one.by != saying.by else "", "when": self._day(one.on),
            "written": self._unless_expected(one.written, one.by, one.on, saying.written),
        }))  # fmt: skip

    def _mode(self, one: Mode) -> dict[str, Any]:
        return spoken({
            "mode": str(one.mode), "by": one.by, "when": self._day(one.on),
            "written": self._unless_expected(one.written, one.by, one.on), "words": Words(one.words),
        })  # fmt: skip

    # -- the plan --------------------------------------------------------------

    def _goal(self, one: Goal) -> dict[str, Any]:
        return spoken({
            "key": one.key, "by": one.by, "when": self._moment(one.written), **self._goal_told(one.first),
            "corrections": [
                spoken({"written": self._moment(after.written), **self._goal_told(after)}) for after in one.versions[1:]
            ],
            "steps": [self._step(step, one) for step in one.steps],
            "reviews": [self._review(review, one) for review in one.reviews],
            "successes": [self._said(said, one.by, one.written) for said in one.successes],
        })  # fmt: skip

    def _goal_told(self, one: GoalTold) -> dict[str, Any]:
        return {"whose": str(one.whose), "about": one.about, "need": one.need, "words": Words(one.words)}

    def _step(self, one: Step, goal: Goal) -> dict[str, Any]:
        return spoken({
            "by": one.by if one.by != goal.by else "",
            "when": self._moment(one.written) if one.written != goal.written else "",
            **self._step_told(one.first),
            "corrections": [
                spoken({"written": self._moment(after.written), **self._step_told(after)}) for after in one.versions[1:]
            ],
            "ended": [self._said(end, one.by, one.written) for end in one.ended],
        })  # fmt: skip

    def _step_told(self, one: StepTold) -> dict[str, Any]:
        return {
            "words": Words(one.words), "moves": str(one.moves), "factor": one.factor,
            "factor_words": Words(one.factor_words), "family": one.family or None, "owners": one.owners,
            "from": self._day(one.since), "until": self._day(one.until),
        }  # fmt: skip

    def _review(self, one: Review, goal: Goal) -> dict[str, Any]:
        return spoken({
            "by": one.by if one.by != goal.by else "", "when": self._day(one.on),
            "written": self._unless_expected(one.written, one.by, one.on, goal.written), "change": str(one.change),
            "eyes": one.eyes, "eyes_of": Words(one.eyes_of), "words": Words(one.words), "fitting": str(one.fitting),
            "why": Words(one.why),
        })  # fmt: skip

    def _said(self, one: Said, by: str, floor: datetime) -> dict[str, Any]:
        return spoken({
            "by": one.by if one.by != by else "", "when": self._day(one.on),
            "written": self._unless_expected(one.written, one.by, one.on, floor), "words": Words(one.words),
        })  # fmt: skip

    def _sheet(self, one: Sheet) -> dict[str, Any]:
        return spoken({
            "by": one.by, "when": self._moment(one.written), "week": self._day(one.week), "names": Words(one.names),
            "days": [Words(day) for day in one.days] if any(one.days) else [], "busy": Words(one.busy),
            "glad": Words(one.glad), "people": Words(one.people), "numbers": one.numbers,
            "language": one.language if one.language != "nl" else "",
        })  # fmt: skip

    def _open(self, shared: datetime | None, written: datetime) -> dict[str, Any]:
        return {"private": shared is None or None, "shared": self._moment(shared) if shared != written else ""}
