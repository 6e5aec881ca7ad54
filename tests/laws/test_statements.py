"""Law: a page asks the database a few questions, however long the story; and none while it is being drawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
from django.db import connection
from django.template.backends.django import Template
from django.test import Client
from django.urls import reverse

from stek.balance.models import Factor
from stek.balance.rules import Holds, Side, TaskState
from stek.balance.tests import builders as balance
from stek.circle.rules import Relation
from stek.circle.tests.builders import MadeFamily, make_family, make_person
from stek.kit import clock
from stek.needs.models import Need
from stek.needs.tests.builders import said
from stek.plans.models import Goal, Step
from stek.plans.tests.builders import make_goal, make_review, make_step, make_success
from stek.policy import Verb
from stek.story import actions
from stek.story.models import Observation
from stek.story.rules import Certainty, Tone

MOST = 12

# What waits in the session for somebody (a message after signing in) is fetched when a page has a
# place for it, and counts with the rest.
SESSION = 'SELECT "django_session"'
PAGES = (
    "family",
    "story",
    "capture",
    "access",
    "author_asked",
    "together",
    "trail",
    "tie_create",
    "influence_create",
    "invitation_create",
    "contact",
    "contact_week",
    "follow_up_create",
    "referral_create",
    "handover_create",
    "pace_create",
    "needs",
    "need_create",
    "balance",
    "then_and_now",
    "factor_find",
    "factor_create",
    "word_create",
    "plan",
    "goal_create",
    "thoughts",
    "room_create",
    "fridge",
)


class Heard:
    """What was asked: before the drawing of the page, and during it."""

    def __init__(self):
        self.drawing = 0
        self.before: list[str] = []
        self.during: list[str] = []

    def __call__(self, execute, sql, params, many, context):
        late = self.drawing and not sql.startswith(SESSION)
        (self.during if late else self.before).append(sql)
        return execute(sql, params, many, context)


@contextmanager
def listening() -> Iterator[Heard]:
    heard = Heard()
    draw = Template.render

    def drawn(self, *words, **more):
        heard.drawing += 1
        try:
            return draw(self, *words, **more)
        finally:
            heard.drawing -= 1

    with connection.execute_wrapper(heard), mock.patch.object(Template, "render", drawn):
        yield heard


def tell(family: MadeFamily, notes: int) -> None:
    """Notes by both parents, each tied to the one before."""
    before = None
    for number in range(notes):
        who = family.parents[number % 2]
        with who.acting() as signed:
            here = family.visit(who, signed)
            noticed = actions.Noticed(
                f"Zin {number}.", clock.today(), about=(family.child,), tone=list(Tone)[number % 4]
            )
            row = actions.note(noticed=noticed, by=here, at=here.at)
            if before:
                actions.link(from_thread=before, to_thread=row.thread_id, certainty=Certainty.TOLD, by=here, at=here.at)
            before = row.thread_id


def weighed(family: MadeFamily, factors: int = 3) -> None:
    """Factors on a note and without one, agreed and over, and words of both parents."""
    with family.parent.acting():
        thread = Observation.objects.filter(family_id=family.id).order_by("id")[0].thread_id
    for number in range(factors):
        side = list(Side)[number % 2]
        factor = balance.add(family, family.parent, f"Iets {number}", side=side, observations=(thread,))
        balance.end(family, family.parents[1], factor)
        balance.agree(family, family.parent, factor)
    for who in family.parents:
        balance.say(family, who, Holds.UNKNOWN, "Zomaar.")
        balance.say_task(family, who, "trusting", family.child, TaskState.GOES)


def planned(family: MadeFamily, goals: int = 2) -> None:
    """Goals, each with two steps, a small success and a look back."""
    for number in range(goals):
        goal = make_goal(family, f"Doel {number}.")
        for words in ("Eerst.", "Daarna."):
            make_step(family, goal, words)
        make_success(family, goal)
        make_review(family, goal)


def asked(browser: Client, url: str) -> Heard:
    with listening() as heard:
        assert browser.get(url).status_code == 200, url
    return heard


def pages_of(family: MadeFamily) -> dict[str, str]:
    with family.parent.acting():
        note = Observation.objects.filter(family_id=family.id).order_by("id")[0]
        need = Need.objects.filter(family_id=family.id).order_by("id")[0]
    found = {name: reverse(name, args=[family.id]) for name in PAGES}
    found["invitation_of_a_midwife"] = found["invitation_create"] + "?relation=midwife"
    found["observation"] = reverse("observation", args=[family.id, note.id])
    for name in ("need", "saying_create", "need_hide"):
        found[name] = reverse(name, args=[family.id, need.id])
    for name in ("family", "contact", "plan"):
        found[f"{name}, looked at together"] = f"{found[name]}?with={family.places[family.parents[1].id]}"
    found["author_ask"] = reverse("author_ask", args=[family.id, "observation", note.thread_id])
    with family.parent.acting():
        factor = Factor.objects.filter(family_id=family.id).order_by("id")[0]
    for name in ("factor", "factor_correction_create", "factor_end", "factor_agreement_create", "factor_hide"):
        found[name] = reverse(name, args=[family.id, factor.id])
    with family.parent.acting():
        goal = Goal.objects.filter(family_id=family.id).order_by("id")[0]
        step = Step.objects.filter(family_id=family.id).order_by("id")[0]
    for name in (
        "goal",
        "step_create",
        "success_create",
        "review_create",
        "goal_correction_create",
        "goal_hide",
    ):
        found[name] = reverse(name, args=[family.id, goal.id])
    for name in ("step_end_create", "step_correction_create"):
        found[name] = reverse(name, args=[family.id, step.id])
    found["mode_create"] = reverse("mode_create", args=[family.id, need.id])
    found["task_word_create"] = reverse("task_word_create", args=[family.id, family.child, "trusting"])
    return found | {"home": reverse("home"), "families": reverse("families"), "directory": reverse("directory")}


@pytest.fixture
def family(db) -> MadeFamily:
    made = make_family("Nina", "Maaike")
    made.ask_in(make_person("Vroedvrouw", "midwife"), Relation.MIDWIFE, may=[Verb.READ, Verb.NOTE])
    tell(made, 4)
    said(made)
    weighed(made)
    planned(made)
    return made


def test_no_page_asks_anything_while_it_is_drawn(family):
    browser = family.parent.browser
    late = {name: asked(browser, url).during for name, url in pages_of(family).items()}
    assert {name: questions for name, questions in late.items() if questions} == {}


def test_a_page_is_at_most_twelve_statements(family):
    browser = family.parent.browser
    counted = {name: len(asked(browser, url).before) for name, url in pages_of(family).items()}
    assert {name: count for name, count in counted.items() if count > MOST} == {}
    assert counted["family"] > 3  # it does count


def test_a_longer_story_and_a_larger_circle_ask_no_more(family):
    browser = family.parent.browser
    before = {name: len(asked(browser, url).before) for name, url in pages_of(family).items()}
    tell(family, 12)
    weighed(family, 9)
    planned(family, 5)
    for _ in range(5):
        said(family)
    for number in range(3):
        family.ask_in(make_person(f"Buur {number}"), Relation.FRIEND, may=[Verb.READ])
    after = {name: len(asked(browser, url).before) for name, url in pages_of(family).items()}
    assert after == before


def test_a_note_that_is_kept_is_at_most_twelve_statements(family):
    browser = family.parent.browser
    with listening() as heard:
        response = browser.post(
            reverse("observation_create", args=[family.id]), {"words": "Ze lachte.", "readers": "circle"}
        )
    assert response.status_code == 302
    assert len(heard.before) <= MOST, "\n".join(heard.before)


def test_a_question_during_the_drawing_is_heard(db):
    from django.template import engines

    class Lazy:
        def rows(self):
            return list(Observation.objects.order_by("id"))

    with listening() as heard:
        engines["django"].from_string("{{ one.rows }}").render({"one": Lazy()})
    assert heard.during != [] and heard.before == []
