"""What stands in the rooms of June's house beside the story: the balance, the needs, the plan, the directory."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from stek.balance.rules import Holds, Level, Side, TaskState
from stek.balance.tests import builders as balance
from stek.circle.rules import Relation
from stek.continuity.machines import Step
from stek.continuity.rules import Way
from stek.continuity.tests import builders as contact
from stek.directory.tests.builders import make_editor, make_offer
from stek.kit import clock
from stek.needs.rules import Echelon, State
from stek.needs.tests import builders as needs
from stek.plans.tests import builders as plans
from stek.policy import Verb

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
    over: UUID
    initiative: UUID
    follow_up: UUID
    referral: UUID
    handover: UUID


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
    plans.correct_goal(made, goal)
    plans.correct_step(made, step)
    plans.make_success(made, goal)
    plans.make_review(made, goal)
    follow_up = _agreed(home, need.thread_id)
    home.who["Els"] = make_editor()
    offer = make_offer("Babymassage in groep")
    over = make_offer("Babycafé", stopt_op="2026-01-01")
    referral, handover = _passed_on(home, need.thread_id)
    return Rooms(
        rest.id, need.id, goal.id, step.id, child, offer.id, over.id, offer.initiative_id, follow_up, referral, handover
    )


def _agreed(home: Home, need: UUID) -> UUID:
    """Marijke reads the agreements, and was asked one by Nina; one is hers, one is done, and one was put off."""
    made, nina, marijke = home.made, home["Nina"], home["Marijke"]
    contact.let(made, marijke)
    contact.promised(made, marijke, words="Ik breng de brief van het ziekenhuis mee.", due_on=clock.today())
    done = contact.promised(made, marijke, words="Ik vraag na wie er op woensdag kan.", way=Way.OWN)
    contact.moved(made, done, Step.DO, marijke, words="Het kan op woensdag.")
    row = contact.promised(
        made, nina, words="Samen kijken hoe de nachten lopen.", way=Way.VISIT, ask=marijke, need=need
    )
    later = clock.today() + timedelta(days=5)
    contact.moved(made, row, Step.PUT_OFF, nina, words="Maandag lukt niet.", due_on=later)
    return row.id


def _passed_on(home: Home, need: UUID) -> tuple[UUID, UUID]:
    """Help that Nina asked for and that could not be given there; and Marijke, who passes on to nurse Joke."""
    made, marijke = home.made, home["Marijke"]
    joke = home.comes("Joke", Relation.FAMILY_NURSE, (Verb.READ, Verb.NOTE), "family_nurse")
    contact.let(made, joke)
    referral = contact.referred(made, need, home["Nina"], offer="De speelbrug", bridge="Iris komt op dinsdag.")
    contact.moved(made, referral, Step.DECLINE, home["Nina"], words="Er is nu geen plaats.")
    handover = contact.handed_over(made, marijke, joke, notes=(home.notes["laughs"].thread_id,))
    contact.moved(made, handover, Step.AGREE, words="Fijn als Joke eens meekomt.")
    return referral.id, handover.id
