"""The pages of a plan: in four cases, with bad input, and with few questions to the database."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from stek.circle.queries import circle_of
from stek.circle.rules import Relation
from stek.circle.tests.builders import MadeFamily, make_family, make_person
from stek.circle.tests.hiding import hide
from stek.kit import clock
from stek.plans.models import Goal, Mark, Review, Sheet, Step
from stek.plans.tests.builders import choose_mode, make_goal, make_need, make_review, make_step, make_success
from stek.trail.models import TrailEntry
from tests.laws.test_statements import MOST, asked, listening

HOSTILE = "<b>#eval(1)</b> $x$ \\ {{ 7 }} \u202eomgekeerd 😀"


@pytest.fixture
def family(db) -> MadeFamily:
    return make_family("Nina", "Maaike")


def at(family: MadeFamily, name: str, *ids: object) -> str:
    return reverse(name, args=[family.id, *ids])


def pages(family: MadeFamily) -> dict[str, str]:
    need = make_need(family)
    goal = make_goal(family, need=need.thread_id)
    step = make_step(family, goal)
    make_review(family, goal)
    make_success(family, goal)
    choose_mode(family, need)
    of_goal = ("goal", "step_create", "success_create", "review_create", "goal_correction_create", "goal_hide")
    return (
        {name: at(family, name) for name in ("plan", "goal_create", "thoughts", "room_create", "fridge")}
        | {name: at(family, name, goal.id) for name in of_goal}
        | {name: at(family, name, step.id) for name in ("step_end_create", "step_correction_create")}
        | {"mode_create": at(family, "mode_create", need.id)}
    )


def step_words(**more: object) -> dict[str, object]:
    today = clock.today()
    return {
        "words": "Maaike neemt woensdag over.", "moves": "raises", "factor_words": "rust", "owners": "family",
        "starts_on": today.isoformat(), "ends_on": (today + timedelta(days=7)).isoformat(), "id": str(uuid4()),
    } | more  # fmt: skip


def test_every_page_opens_for_a_parent_and_for_nobody_else(family):
    stranger, signed_out = make_person("Vreemde").browser, Client()
    for name, url in pages(family).items():
        assert family.parent.browser.get(url).status_code == 200, name
        assert stranger.get(url).status_code == 404, name
        assert signed_out.get(url)["Location"].startswith(reverse("account_login")), name
        unknown = url.replace(str(family.id), str(uuid4()))
        assert family.parent.browser.get(unknown).status_code == 404, name


def test_for_who_was_asked_for_the_story_only_there_is_no_plan(family):
    midwife = make_person("Vroedvrouw", "midwife")
    family.ask_in(midwife, Relation.MIDWIFE)
    goal = make_goal(family, "Rustig slapen.")
    browser = midwife.browser
    assert browser.get(at(family, "goal", goal.id)).status_code == 404
    for page in ("plan", "thoughts", "fridge"):
        assert browser.get(at(family, page)).status_code == 404, page
    assert browser.get(at(family, "goal_create")).status_code == 403


def test_a_page_is_at_most_twelve_statements_however_long_the_plan(family):
    found = pages(family)
    browser = family.parent.browser
    before = {name: len(asked(browser, url).before) for name, url in found.items()}
    assert {name: count for name, count in before.items() if count > MOST} == {}
    for number in range(4):
        goal = make_goal(family, f"Doel {number}.")
        make_step(family, goal)
        make_review(family, goal)
    heard = {name: asked(browser, url) for name, url in found.items()}
    assert {name: len(one.before) for name, one in heard.items()} == before
    assert [name for name, one in heard.items() if one.during] == []


def test_a_goal_a_step_a_success_a_review_and_an_end_are_written_down(family):
    browser = family.parent.browser
    done = browser.post(
        at(family, "goal_create"), {"words": "Samen spelen.", "whose": "relation", "about": [family.child]}
    )
    goal = UUID(done["Location"].split("/goals/")[1][:36])
    assert browser.post(at(family, "step_create", goal), step_words()).status_code == 302
    browser.post(at(family, "success_create", goal), {"words": "Ze keek op."})
    browser.post(
        at(family, "review_create", goal),
        {"words": "Het gaat vlotter.", "change": "changed", "quoted": "somebody_else", "quoted_as": "oma Rita",
         "fitting": "step_down", "fitting_words": "Het mag minder."},
    )  # fmt: skip
    with family.parent.acting():
        step = Step.objects.get(family_id=family.id)
    browser.post(at(family, "step_end_create", step.id), {"words": "Woensdag werkte."})
    page = browser.get(at(family, "goal", goal)).content.decode()
    for words in (
        "Samen spelen.",
        "Maaike neemt woensdag over.",
        "Ze keek op.",
        "oma Rita",
        "Het mag minder.",
        "Woensdag werkte.",
    ):
        assert words in page
    assert page.index("Ze keek op.") < page.index("Samen spelen.")
    with family.parent.acting():
        deeds = set(TrailEntry.objects.filter(family_id=family.id).values_list("deed", "kind"))
    assert {("plan", "goal"), ("plan", "step"), ("success", "mark"), ("review", "review"), ("ended", "mark")} <= deeds


def test_a_step_without_an_owner_is_refused_in_a_sentence_and_no_word_is_lost(family):
    goal = make_goal(family)
    data = step_words(owners=[])
    answer = family.parent.browser.post(at(family, "step_create", goal.id), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert (
        "Nog niet bewaard." in page
        and "Kies wie dit doet. Het gezin mag dat zelf zijn." in page
        and "Maaike neemt woensdag over." in page
    )
    with family.parent.acting():
        assert not Step.objects.filter(family_id=family.id).exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"starts_on": "1998-01-01"}, "van vóór de zwangerschap"),
        ({"ends_on": "2001-01-01"}, "De laatste dag komt vóór de eerste"),
        ({"ends_on": "2099-01-01"}, "meer dan twee jaar ver"),
        ({"ends_on": "morgen"}, "Die datum begrijpen we niet"),
        ({"factor_words": ""}, "Kies iets uit de lijst"),
        ({"words": ""}, "Er staat nog niets"),
        ({"words": "a" * 4_001}, "Alles staat er nog"),
        ({"owners": str(uuid4())}, "Nog niet bewaard."),
        ({"moves": "sinks"}, "Nog niet bewaard."),
    ],
)
def test_a_step_that_cannot_be_is_refused(family, more, sentence):
    goal = make_goal(family)
    answer = family.parent.browser.post(at(family, "step_create", goal.id), step_words(**more))
    assert answer.status_code == 422 and sentence in answer.content.decode()
    with family.parent.acting():
        assert not Step.objects.filter(family_id=family.id).exists()


def test_a_review_before_conception_is_refused(family):
    goal = make_goal(family)
    data = {
        "words": "Toen.",
        "change": "same",
        "quoted": "me",
        "fitting": "stay",
        "fitting_words": "Zo.",
        "on": "2001-01-01",
    }
    answer = family.parent.browser.post(at(family, "review_create", goal.id), data)
    assert answer.status_code == 422 and "van vóór de zwangerschap" in answer.content.decode()


def test_the_same_form_twice_is_one_row(family):
    goal, data = make_goal(family), step_words()
    browser = family.parent.browser
    for _ in range(2):
        assert browser.post(at(family, "step_create", goal.id), data).status_code == 302
    same = {"words": "Ja.", "whose": "child", "id": str(uuid4())}
    for _ in range(2):
        browser.post(at(family, "goal_create"), same)
    with family.parent.acting():
        assert Step.objects.filter(family_id=family.id).count() == 1
        assert Goal.objects.filter(family_id=family.id).count() == 2


def test_hostile_words_are_shown_as_they_are(family):
    goal = make_goal(family, HOSTILE)
    page = family.parent.browser.get(at(family, "goal", goal.id)).content.decode()
    assert "&lt;b&gt;#eval(1)&lt;/b&gt; $x$ \\ {{ 7 }}" in page and "<b>#eval" not in page


def test_the_first_section_of_a_plan_is_what_went_well(family):
    goal = make_goal(family, "Rustig slapen.")
    make_success(family, goal)
    page = family.parent.browser.get(at(family, "plan")).content.decode()
    assert page.index("Ze lachte in het water.") < page.index("Rustig slapen.")


def test_a_goal_hidden_from_the_other_parent_takes_all_that_hangs_on_it_along(family):
    goal = make_goal(family, "Bij oma tot rust komen.")
    step, _mark, review = make_step(family, goal), make_success(family, goal), make_review(family, goal)
    other = family.parents[1]
    before = at(family, "step_end_create", step.id)
    assert other.browser.get(before).status_code == 200
    assert hide(family, family.parent, at(family, "goal_hide", goal.id), other).status_code == 302
    page = other.browser.get(at(family, "plan")).content.decode()
    assert "oma" not in page and "Ze lachte" not in page and "Maaike neemt" not in page
    assert other.browser.get(before).status_code == 404
    with other.acting():
        assert not any(model.objects.filter(family_id=family.id).exists() for model in (Goal, Step, Mark, Review)), (
            review
        )


def test_a_step_is_hidden_from_who_may_not_know_its_owner(family):
    refuge = make_person("Vluchthuis")
    place = family.ask_in(refuge, Relation.SOCIAL_WORKER, known_to=[family.parent])
    goal = make_goal(family, "Adem halen.")
    make_step(family, goal, "Samen naar het loket.", family_owns=False, owners=(place,))
    page = family.parents[1].browser.get(at(family, "plan")).content.decode()
    assert "Adem halen." in page and "loket" not in page


def test_the_glance_asks_one_statement_and_shows_what_comes(family):
    from stek.plans.telling import plan_glance

    goal = make_goal(family)
    make_step(family, goal, "Iris komt koken.")
    over = make_goal(family, "Afgerond.")
    make_step(family, over, "Voorbij.")
    make_review(family, over, fitting="end")
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        circle = circle_of(here)
        with listening() as heard:
            glance = plan_glance(circle, clock.today())
    assert [one.words for one in glance.steps] == ["Iris komt koken."]
    assert len(heard.before) == 1


def test_who_does_a_step_stands_beside_it_in_their_own_lane(family):
    from stek.plans.telling import plan_glance

    goal, vera = make_goal(family), make_person("Vera", "midwife")
    place = family.ask_in(vera)
    make_step(family, goal, "Samen wandelen.")
    make_step(family, goal, "Vera weegt thuis.", family_owns=False, owners=(place,))
    with family.parent.acting() as signed:
        glance = plan_glance(circle_of(family.visit(family.parent, signed)), clock.today())
    assert {(one.words, one.owners, one.lane) for one in glance.steps} == {
        ("Samen wandelen.", "het gezin", "parent"),
        ("Vera weegt thuis.", "Vera (vroedvrouw)", "surroundings"),
    }
    page = family.parent.browser.get(at(family, "plan")).content.decode()
    assert 'class="who of-parent"' in page and 'class="who of-surroundings"' in page


def test_the_sheet_is_saved_and_comes_as_a_pdf_with_a_line_in_the_trail(family):
    browser = family.parent.browser
    week = clock.today() - timedelta(days=clock.today().weekday())
    data = {
        "week": week.isoformat(),
        "names": "June",
        "busy": "Zeg het.",
        "glad": "Ze lacht.",
        "language": "fr",
        "day_1": "Lopen",
    }
    assert browser.post(at(family, "fridge"), data).status_code == 302
    with family.parent.acting():
        row = Sheet.objects.get(family_id=family.id)
    answer = browser.get(at(family, "sheet", row.id))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF-")
    assert make_person("Vreemde").browser.get(at(family, "sheet", row.id)).status_code == 404
    with family.parent.acting():
        assert TrailEntry.objects.filter(family_id=family.id, deed="read", kind="sheet").count() == 1


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"busy": "woord " * 160, "glad": "woord " * 160, "people": "n\n" * 400}, "past dit niet op één blad"),
        ({"glad": "x" * 1_001}, "Alles staat er nog"),
        ({"glad": "Een eenhoorn 🦄"}, "🦄"),
    ],
)
def test_a_sheet_that_cannot_be_made_is_refused_with_every_word_still_there(family, more, sentence):
    week = clock.today() - timedelta(days=clock.today().weekday())
    data = {"week": week.isoformat(), "language": "nl", "names": "June en Nina"} | more
    answer = family.parent.browser.post(at(family, "fridge"), data)
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page and "June en Nina" in page
