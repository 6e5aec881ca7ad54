"""Nobody hides another's words. What a carer built on something stays when its author hides it, without the link: every
page and list shows it to who may not read the other, and none of them tells that there was more."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from django.test import Client

from stek.balance import actions as balance
from stek.balance.rules import Level, Side
from stek.balance.tests.builders import add
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.circle.tests.hiding import hide
from stek.continuity.tests.builders import handed_over, let, promised, referred
from stek.continuity.tests.test_calendar import address_of
from stek.kit import clock
from stek.needs import actions as needs
from stek.needs.rules import State
from stek.needs.tests.builders import said
from stek.plans import actions as plans
from stek.plans.rules import Moves, Whose
from stek.plans.tests.builders import make_goal, make_review, make_step
from stek.policy import Section
from stek.story.tests.sending import noted

SECRET, ANEW = "Verborgen woorden.", "Nu anders gezegd."
LISTS = (
    "", "story/", "balance/", "balance/then-and-now/", "needs/", "plan/", "plan/thoughts/", "plan/fridge/", "contact/",
    "contact/week/", "trail/", "access/", "needs/new/", "plan/goals/new/", "contact/follow-ups/new/",
    "contact/referrals/new/", "balance/factors/new/?side=support",
)  # fmt: skip


@dataclass
class Home:
    family: MadeFamily
    nina: Somebody
    tom: Somebody
    vera: Somebody

    def at(self, path: str) -> str:
        return f"/families/{self.family.id}/{path}"


@pytest.fixture
def home(db) -> Home:
    family, vera = make_family("Nina", "Tom"), make_person("Vera", "family_nurse")
    family.ask_in(vera)
    for section in (Section.BALANCE, Section.NEEDS, Section.CONTACT):
        let(family, vera, section=section)
    return Home(family, *family.parents, vera)


def on_a_note(home: Home) -> tuple[UUID, str, dict[str, str]]:
    """What is hidden, where, and what Vera built on it, each with its page."""
    family, vera = home.family, home.vera
    note = UUID(noted(family, home.nina, SECRET))
    factor = add(family, vera, "Veel zorgen.", side=Side.BURDEN, observations=(note,))
    need = said(family, vera, words="Iemand die luistert.", notes=(note,))
    row = promised(family, vera, words="Ik bel terug.", note=note, due_on=clock.today())
    over = handed_over(family, vera, home.nina, words="Ze zingen samen.", notes=(note,))
    return note, f"observations/{note}/readers/", {
        f"balance/factors/{factor.id}/": "Veel zorgen.", f"needs/{need.id}/": "Iemand die luistert.",
        f"contact/follow-ups/{row.id}/": "Ik bel terug.", f"contact/handovers/{over.id}/": "Ze zingen samen.",
    }  # fmt: skip


def on_a_need(home: Home) -> tuple[UUID, str, dict[str, str]]:
    family, vera = home.family, home.vera
    need = said(family, home.nina, words=SECRET)
    goal = make_goal(family, "Samen naar buiten.", who=vera, need=need.thread_id)
    make_step(family, goal, "Elke dag een wandeling.", who=vera)
    row = promised(family, vera, words="Ik bel terug.", need=need.thread_id, due_on=clock.today())
    asked = referred(family, need.thread_id, vera, offer="Het huis van het kind")
    return need.thread_id, f"needs/{need.id}/readers/", {
        f"plan/goals/{goal.id}/": "Samen naar buiten.", f"contact/follow-ups/{row.id}/": "Ik bel terug.",
        f"contact/referrals/{asked.id}/": "Het huis van het kind",
    }  # fmt: skip


def on_a_goal(home: Home) -> tuple[UUID, str, dict[str, str]]:
    family, vera = home.family, home.vera
    goal = make_goal(family, SECRET)
    step = make_step(family, goal, "Vera belt de dienst.", who=vera)
    make_review(family, goal, who=vera)
    return goal.thread_id, f"plan/goals/{goal.id}/readers/", {
        f"plan/steps/{step.id}/correction/": "", f"plan/steps/{step.id}/end/": "", "plan/": "Vera belt de dienst.",
    }  # fmt: skip


def on_a_factor(home: Home) -> tuple[UUID, str, dict[str, str]]:
    family, vera = home.family, home.vera
    factor = add(family, home.nina, SECRET, side=Side.BURDEN)
    goal = make_goal(family, "Samen naar buiten.", who=vera)
    make_step(family, goal, "Elke dag een wandeling.", who=vera, factor=factor.thread_id)
    return (
        factor.thread_id,
        f"balance/factors/{factor.id}/readers/",
        {f"plan/goals/{goal.id}/": "Elke dag een wandeling."},
    )


@pytest.mark.parametrize("built", [on_a_note, on_a_need, on_a_goal, on_a_factor])
def test_what_another_built_stays_on_every_page_without_a_trace_of_what_was_hidden(home, built):
    hidden, door, pages = built(home)
    calendar = address_of(home.tom)
    assert hide(home.family, home.nina, home.at(door), home.tom).status_code == 302
    for path in {*LISTS, *pages}:
        answer = home.tom.browser.get(home.at(path))
        page = answer.content.decode()
        assert answer.status_code in (200, 403), (path, answer.status_code)
        assert SECRET not in page and str(hidden) not in page, path
        assert pages.get(path, "") in page, path
    for page in (home.tom.browser.get("/").content, Client().get(calendar).content):
        assert SECRET.encode() not in page and str(hidden).encode() not in page
    for who in (home.nina, home.vera):
        for path in pages:
            assert who.browser.get(home.at(path)).status_code in (200, 403), path


# --- corrected afterwards


def again(home: Home, built: str, hidden: UUID, thing: object) -> None:
    """Vera says it anew, with the link that was there, as her form still has it."""
    with home.vera.acting() as signed:
        here = home.family.visit(home.vera, signed)
        if built == "factor":
            weighed = balance.Weighed(Side.BURDEN, Level.FAMILY, words=ANEW, observations=(hidden,))
            balance.correct_factor(before=thing, weighed=weighed, by=here, at=here.at)
        elif built == "need":
            saying = needs.Saying(State.DISCUSSED, ANEW, notes=(hidden,))
            needs.say_again(before=thing, saying=saying, by=here, at=here.at)
        elif built == "goal":
            plans.correct_goal(before=thing, whose=Whose.RELATION, words=ANEW, need=hidden, by=here, at=here.at)
        else:
            today = clock.today()
            planned = plans.Planned(ANEW, Moves.RAISES, today, today, family_owns=True, factor=hidden)
            plans.correct_step(before=thing, planned=planned, by=here, at=here.at)


def built_on(home: Home, built: str, linked: bool) -> tuple[UUID, str, object]:
    """Something of Nina's, where she hides it, and something of Vera's, that rests on it or does not."""
    family, vera = home.family, home.vera
    if built in ("factor", "need"):
        note = UUID(noted(family, home.nina, SECRET))
        notes = (note,) if linked else ()
        if built == "factor":
            return (
                note,
                f"observations/{note}/readers/",
                add(family, vera, "Eerst.", side=Side.BURDEN, observations=notes),
            )
        return note, f"observations/{note}/readers/", said(family, vera, words="Eerst.", notes=notes)
    if built == "goal":
        need = said(family, home.nina, words=SECRET)
        goal = make_goal(family, "Eerst.", who=vera, need=need.thread_id if linked else None)
        return need.thread_id, f"needs/{need.id}/readers/", goal
    factor = add(family, home.nina, SECRET, side=Side.BURDEN)
    step = make_step(
        family, make_goal(family, who=vera), "Eerst.", who=vera, factor=factor.thread_id if linked else None
    )
    return factor.thread_id, f"balance/factors/{factor.id}/readers/", step


PAGES = {"factor": "balance/", "need": "needs/", "goal": "plan/", "step": "plan/"}


@pytest.mark.parametrize("built", PAGES)
def test_who_read_the_version_before_reads_a_correction_made_after_what_it_rested_on_was_hidden(home, built):
    hidden, door, thing = built_on(home, built, linked=True)
    assert hide(home.family, home.nina, home.at(door), home.tom).status_code == 302
    again(home, built, hidden, thing)
    for who in (home.tom, home.nina, home.vera):
        assert ANEW in who.browser.get(home.at(PAGES[built])).content.decode()


@pytest.mark.parametrize("built", PAGES)
def test_what_a_correction_names_anew_gives_it_its_readers_with_every_version(home, built):
    hidden, door, thing = built_on(home, built, linked=False)
    assert hide(home.family, home.nina, home.at(door), home.tom).status_code == 302
    again(home, built, hidden, thing)
    for who, reads in ((home.tom, False), (home.nina, True), (home.vera, True)):
        page = who.browser.get(home.at(PAGES[built]), {"own": 1}).content.decode()
        assert (ANEW in page) is reads and (reads or "Eerst." not in page)
