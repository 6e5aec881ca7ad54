"""What the suggestions are read from: what people chose in the record, and what one of them put aside."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from stek.balance.queries import Carried
from stek.balance.rules import Side
from stek.circle.gate import Visit
from stek.needs.queries import Standing
from stek.needs.rules import Echelon, State
from stek.story import queries as story

from .models import Aside
from .queries import Plan
from .suggestions import FactorNow, GoalNow, NeedNow, Record, ReviewNow

_STEPS = {echelon: place for place, echelon in enumerate(Echelon, start=1)}


def aside_of(visit: Visit) -> frozenset[str]:
    """What this person put aside in this family."""
    keys = Aside.objects.filter(family_id=visit.family, person_id=visit.person).values_list("key", flat=True)
    return frozenset(keys)


def safety_is_alive(visit: Visit, factors: Iterable[Carried], today: date) -> bool:
    """Whether something about safety stands now that this visitor may read: a factor nobody said is over, or a note.

    `factors` are all of them, also what they leave off their pages.
    """
    return any(one.about_safety and _is_now(one, today) for one in factors) or story.any_about_safety(visit)


def _is_now(one: Carried, today: date) -> bool:
    return one.until is None or today < one.until


def record_of(plan: Plan, needs: Iterable[Standing], factors: Iterable[Carried], today: date) -> Record:
    """What the suggestions are read from: what people chose, without a word of what they wrote. What is about
    safety is no factor."""
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
            if _is_now(one, today) and not one.about_safety
        ),
    )  # fmt: skip
