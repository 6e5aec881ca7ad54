"""What the care around a family already asks of it in a week: a list to read beside every form that adds one more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from stek.circle.queries import Circle
from stek.plans.queries import Stepped, steps_of_the_family

from .labels import ASKS
from .load import Asked, load
from .machines import FOLLOW_UP
from .queries import Contact, Promised, promised_in
from .telling import Teller


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that is asked: on which day, what, in whose words, and by whom."""

    when: str
    what: str
    words: str
    who: str
    initial: str


@dataclass(frozen=True, slots=True)
class Week:
    heading: str
    things: tuple[Thing, ...]


def asked_this_week(
    circle: Circle, today: date, *, week: date | None = None, contact: Contact | None = None
) -> Week:  # fmt: skip
    """With `continuity/parts/asked.html`. `week` is any day of it, from which seven are shown; none is today.

    One statement for the plan, and three more where nobody read it yet.
    """
    first = max(week or today, today)
    contact = contact or promised_in(circle.visit)
    tell = Teller(circle, today, contact)
    steps = {one.id: one for one in steps_of_the_family(circle.visit, first, first + timedelta(days=6))}
    live = {one.id: one for one in contact.follow_ups if one.state not in FOLLOW_UP.last}
    found = load([*map(_promised, live.values()), *map(_stepped, steps.values())], first)
    heading = _("Wat deze week al gevraagd wordt") if first == today else _("Wat vanaf {day} al gevraagd wordt")
    return Week(
        str(heading).format(day=tell.near(first)),
        tuple(_thing(tell, one, live, steps) for one in found),
    )  # fmt: skip


def _promised(one: Promised) -> Asked:
    return Asked(one.id, one.due_on, one.due_on, one.way, one.words)


def _stepped(one: Stepped) -> Asked:
    return Asked(one.id, one.starts_on, one.ends_on, None, one.words)


def _thing(tell: Teller, one: Asked, live: dict[UUID, Promised], steps: dict[UUID, Stepped]) -> Thing:
    if one.way is None:
        step = steps[one.id]
        until = str(_("tot en met {day}")).format(day=tell.day(step.ends_on))
        return Thing(
            capfirst(until),
            str(_("een stap uit het plan")),
            one.words,
            capfirst(tell.who(step.author_member)),
            tell.initial(step.author_member),
        )
    promised = live[one.id]
    held_by = tell.held_by(promised)
    who = capfirst(tell.listed([tell.who(place) for place in held_by]))
    return Thing(capfirst(tell.near(promised.due_on)), str(ASKS[one.way]), one.words, who, tell.initial(held_by[-1]))


def weeks_of(days: Iterable[date | None], today: date) -> date:
    """From which day the list is shown: from the one that somebody chose, or from today."""
    return next((day for day in days if day and day >= today), today)
