"""What stands in the rooms of June's house beside the story: the balance, the needs, the plan, the directory."""

from dataclasses import dataclass
from uuid import UUID

from stek.balance.rules import Holds, Level, Side, TaskState
from stek.balance.tests import builders as balance
from stek.directory.tests.builders import make_editor, make_offer
from stek.needs.rules import Echelon, State
from stek.needs.tests import builders as needs
from stek.plans.tests import builders as plans

from .people import Home

DAYS = 40


@dataclass(frozen=True)
class Rooms:
    """Where to find them."""

    factor: UUID
    need: UUID
    goal: UUID
    step: UUID
    child: UUID
    offer: UUID


def furnished(home: Home) -> Rooms:
    """A little of everything, by the people of June's home; and an editor, Els, for the directory."""
    made, nina, maaike = home.made, home["Nina"], home["Maaike"]
    rest = balance.add(made, nina, "Iris komt binnen en ik slaap een uur.", level=Level.MESO)
    tired = balance.add(made, nina, "Ik ben op.", side=Side.BURDEN, level=Level.PARENT, since=balance.days_ago(DAYS))
    balance.add(made, maaike, "Mijn werk laat woensdag vrij.", level=Level.MACRO)
    alone = balance.add(made, nina, "De hele dag alleen thuis.", side=Side.BURDEN, since=balance.days_ago(DAYS))
    balance.end(made, nina, alone)
    balance.agree(made, nina, rest, *(home.members()[name] for name in ("Nina", "Maaike")))
    balance.say(made, nina, Holds.TOO_MUCH, "Het was op.", on=balance.days_ago(DAYS - 5))
    balance.say(made, nina, Holds.HOLDS, "Het houdt, met Iris erbij.")
    balance.say(made, maaike, Holds.UNKNOWN, "Ik vraag het me af.")
    child = home.members()["June"]
    balance.say_task(made, nina, "trusting", child, TaskState.GOES)
    need = needs.said(made, nina, echelon=Echelon.ATTUNED, state=State.NOW, words="Rust vinden bij elkaar.")
    needs.said(
        made, nina, echelon=Echelon.BASIC, state=State.MET, words="Genoeg slaap.", work="Maaike nam de nacht over."
    )
    needs.said(made, maaike, echelon=Echelon.SPECIFIC, state=State.NOT_KNOWN, words="Hoort ze alles goed?")
    goal = plans.make_goal(made, "Samen genieten van het bad.", need=need.thread_id)
    step = plans.make_step(made, goal, factor=tired.thread_id)
    plans.make_success(made, goal)
    plans.make_review(made, goal)
    home.who["Els"] = make_editor()
    offer = make_offer("Babymassage in groep")
    return Rooms(rest.id, need.id, goal.id, step.id, child, offer.id)
