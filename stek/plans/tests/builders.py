"""Plain builders for plans: everything by the real actions."""

from datetime import date, timedelta
from typing import Any

from stek.circle.tests.builders import MadeFamily, Somebody
from stek.kit import clock
from stek.needs import actions as needs
from stek.needs.models import Need
from stek.needs.rules import Echelon, State
from stek.needs.rules import Whose as NeedWhose
from stek.plans import actions
from stek.plans.models import Goal, Mark, Review, Step
from stek.plans.rules import Change, Fitting, Mode, Moves, Whose


def make_need(family: MadeFamily, echelon: Echelon = Echelon.ATTUNED, words: str = "Samen tot rust komen.") -> Need:
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        saying = needs.Saying(State.NOW, words, review_on=clock.today() + timedelta(days=14))
        return needs.say(echelon=echelon, whose=NeedWhose.RELATION, saying=saying, by=here, at=here.at)


def make_goal(
    family: MadeFamily, words: str = "Samen genieten van het bad.", whose: Whose = Whose.RELATION,
    who: Somebody | None = None, **more: Any,
) -> Goal:  # fmt: skip
    who = who or family.parent
    with who.acting() as signed:
        here = family.visit(who, signed)
        return actions.set_goal(whose=whose, words=words, by=here, at=here.at, **more)


def make_step(
    family: MadeFamily, goal: Goal, words: str = "Maaike neemt woensdag over.", who: Somebody | None = None, **more: Any
) -> Step:
    who = who or family.parent
    today = clock.today()
    given: dict[str, Any] = {
        "moves": Moves.RAISES, "starts_on": today, "ends_on": today + timedelta(days=21), "family_owns": True,
        "factor_words": "rust voor Nina",
    } | more  # fmt: skip
    if given.get("factor"):
        given["factor_words"] = ""
    with who.acting() as signed:
        here = family.visit(who, signed)
        return actions.plan_step(goal=goal, planned=actions.Planned(words, **given), by=here, at=here.at)


def correct_goal(family: MadeFamily, goal: Goal, words: str = "Elke avond samen genieten van het bad.") -> Goal:
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        return actions.correct_goal(
            before=goal, whose=Whose(goal.whose), words=words, about=goal.about, need=goal.need_thread, by=here, at=here.at
        )  # fmt: skip


def correct_step(family: MadeFamily, step: Step, words: str = "Maaike neemt donderdag over.") -> Step:
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        planned = actions.Planned(
            words, Moves(step.moves), step.starts_on, step.ends_on, step.family_owns, tuple(step.owners),
            step.factor_thread, "" if step.factor_thread else "rust voor Nina",
        )  # fmt: skip
        return actions.correct_step(before=step, planned=planned, by=here, at=here.at)


def make_review(
    family: MadeFamily, goal: Goal, change: Change = Change.SAME, fitting: Fitting = Fitting.STAY,
    words: str = "Het bad is nog druk.", on: date | None = None, who: Somebody | None = None, **more: Any,
) -> Review:  # fmt: skip
    who = who or family.parent
    with who.acting() as signed:
        here = family.visit(who, signed)
        reviewed = actions.Reviewed(change, words, fitting, "Het is nog vroeg.", on or clock.today(), **more)
        return actions.review(goal=goal, reviewed=reviewed, by=here, at=here.at)


def make_success(family: MadeFamily, goal: Goal, words: str = "Ze lachte in het water.") -> Mark:
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        return actions.note_success(goal=goal, words=words, on=clock.today(), by=here, at=here.at)


def choose_mode(family: MadeFamily, need: Need, mode: Mode = Mode.WRAPPED) -> Mark:
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        return actions.choose_mode(need=need, mode=mode, words="Zo past het.", on=clock.today(), by=here, at=here.at)
