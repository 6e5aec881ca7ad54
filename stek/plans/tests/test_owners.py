"""Who does a step and does not read the plan: said beside the name before saving, and in nobody's way."""

from datetime import timedelta

import pytest
from django.urls import reverse

from stek.circle.rules import Relation
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.kit import clock
from stek.needs.tests.builders import let
from stek.plans.models import Step
from stek.plans.tests.builders import make_goal, make_step

SAYS, HOW = "(leest het plan nu niet)", "Wie het plan nu niet leest, kan toch een stap doen."


@pytest.fixture
def family(db) -> MadeFamily:
    return make_family("Nina", "Maaike")


@pytest.fixture
def vera(family: MadeFamily) -> Somebody:
    """A midwife who was asked for the story only."""
    vera = make_person("Vera", "midwife")
    family.ask_in(vera, Relation.MIDWIFE)
    return vera


def form_of(family: MadeFamily, who: Somebody | None = None) -> str:
    goal = make_goal(family)
    url = reverse("step_create", args=[family.id, goal.id])
    return (who or family.parent).browser.get(url).content.decode()


def test_it_is_said_beside_the_name_with_what_a_parent_can_do(family, vera):
    page = form_of(family)
    assert f"Vera {SAYS}" in page and page.count(SAYS) == 1
    assert HOW in page and f'href="{reverse("access", args=[family.id])}"' in page
    assert page.index(SAYS) < page.index(HOW) < page.index("Bewaren</button>")


def test_it_is_in_nobodys_way(family, vera):
    goal, today = make_goal(family), clock.today()
    sent = {
        "words": "Vera belt de dienst.", "moves": "raises", "factor_words": "rust",
        "owners": str(family.places[vera.id]), "ends_on": (today + timedelta(days=7)).isoformat(),
    }  # fmt: skip
    assert family.parent.browser.post(reverse("step_create", args=[family.id, goal.id]), sent).status_code == 302
    with family.parent.acting():
        assert Step.objects.get(family_id=family.id).owners == [family.places[vera.id]]


def test_after_the_consent_there_is_nothing_to_say(family, vera):
    let(family, vera)
    page = form_of(family)
    assert "Vera" in page and SAYS not in page and HOW not in page


def test_where_everybody_reads_the_plan_there_is_nothing_to_say(family):
    assert SAYS not in form_of(family) and HOW not in form_of(family)


def test_who_is_no_parent_reads_that_a_parent_can_do_it(family, vera):
    let(family, vera)
    family.ask_in(make_person("Rita"), Relation.GRANDMOTHER)
    page = form_of(family, vera)
    assert f"Rita {SAYS}" in page and f"Vera {SAYS}" not in page
    assert "Een ouder kan toestemming geven om mee te lezen" in page
    assert reverse("access", args=[family.id]) not in page


def test_it_is_said_in_the_form_of_a_correction_too(family, vera):
    step = make_step(family, make_goal(family))
    page = family.parent.browser.get(reverse("step_correction_create", args=[family.id, step.id])).content.decode()
    assert f"Vera {SAYS}" in page and HOW in page


def test_a_place_that_somebody_may_not_know_of_is_not_named(family, vera):
    family.ask_in(make_person("Lut"), Relation.SOCIAL_WORKER, known_to=[family.parent])
    for page in (form_of(family), form_of(family, family.parents[1])):  # over her shoulder, too, he reads no name
        assert "Lut" not in page and page.count(SAYS) == 1
