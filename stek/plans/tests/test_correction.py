"""Nothing of a plan is overwritten: a correction stands before what it corrects, and what hangs on it hangs on."""

from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from stek.circle import gate
from stek.circle.actions import hide as put_away
from stek.circle.actions import let_go
from stek.circle.models import Grant
from stek.circle.rules import Relation
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.circle.tests.hiding import hide
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.needs.rules import State
from stek.needs.tests.builders import let, said_again
from stek.plans import actions
from stek.plans.models import Goal, Step
from stek.plans.queries import Aimed, next_steps, plan_of
from stek.plans.rules import Whose
from stek.plans.tests.builders import make_goal, make_need, make_review, make_step, make_success
from stek.story.tests.sending import at_once
from stek.trail.models import TrailEntry

NOW, BEFORE = "Samen genieten van het bad, elke avond.", "Samen genieten van het bad."


@pytest.fixture
def family(db) -> MadeFamily:
    return make_family("Nina", "Maaike")


def path(family: MadeFamily, of: Goal | Step | UUID, name: str = "goal") -> str:
    return reverse(f"{name}_correction_create", args=[family.id, of if isinstance(of, UUID) else of.id])


def correct(family: MadeFamily, of: Goal | UUID, words: str = NOW, who: Somebody | None = None, **more: object):
    sent = {"words": words, "whose": "relation"} | more
    return (who or family.parent).browser.post(f"{path(family, of)}?own=1", sent)


def correct_step(family: MadeFamily, step: Step | UUID, words: str, who: Somebody | None = None, **more: object):
    today = clock.today()
    sent = {
        "words": words, "moves": "raises", "factor_words": "rust voor Nina", "owners": "family",
        "starts_on": today.isoformat(), "ends_on": (today + timedelta(days=21)).isoformat(),
    } | more  # fmt: skip
    return (who or family.parent).browser.post(path(family, step, "step"), sent)


def goals_of(family: MadeFamily, who: Somebody | None = None) -> tuple[Aimed, ...]:
    who = who or family.parent
    with who.acting() as signed:
        return plan_of(family.visit(who, signed)).goals


def page_of(family: MadeFamily, goal: Goal, who: Somebody | None = None) -> str:
    return (who or family.parent).browser.get(reverse("goal", args=[family.id, goal.id])).content.decode()


def test_both_versions_of_a_goal_are_readable_the_newer_first_with_who_and_when(family):
    goal = make_goal(family, BEFORE)
    answer = correct(family, goal, whose="child")
    assert answer.status_code == 302 and answer["Location"].endswith(f"/goals/{goal.id}/?done=corrected")
    for who in family.parents:
        (one,) = goals_of(family, who)
        assert [one.words, *(old.words for old in one.former)] == [NOW, BEFORE]
        page = page_of(family, goal, who)
        assert page.index(NOW) < page.index("Wat er eerder stond") < page.index(f"{BEFORE}</p>")
        assert page.index("Verbeterd door Nina") < page.index("Voor wat er tussen hen is")
        plan = who.browser.get(reverse("plan", args=[family.id])).content.decode()
        assert NOW in plan and f"{BEFORE}<" not in plan
    with family.parent.acting():
        assert TrailEntry.objects.filter(family_id=family.id, deed="correct", kind="goal").count() == 1


def test_both_versions_of_a_step_are_readable_and_the_newer_is_the_one_to_do(family):
    goal = make_goal(family)
    step = make_step(family, goal, "Maaike neemt woensdag over.")
    later = clock.today() + timedelta(days=40)
    answer = correct_step(family, step, "Maaike neemt donderdag over.", ends_on=later.isoformat())
    assert answer.status_code == 302
    (one,) = goals_of(family)[0].steps
    assert (one.words, one.ends_on, one.id) == ("Maaike neemt donderdag over.", later, step.id)
    assert [old.words for old in one.former] == ["Maaike neemt woensdag over."]
    page = page_of(family, goal)
    assert page.index("donderdag") < page.index("Wat er eerder stond") < page.index("woensdag")
    with family.parent.acting() as signed:
        coming = next_steps(family.visit(family.parent, signed), clock.today())
    assert [step.words for step in coming] == ["Maaike neemt donderdag over."]


def test_a_step_whose_day_was_put_earlier_no_longer_comes_next(family):
    step = make_step(family, make_goal(family))
    over = (clock.today() - timedelta(days=2)).isoformat()
    assert correct_step(family, step, "Dat was vorige week.", starts_on=over, ends_on=over).status_code == 302
    with family.parent.acting() as signed:
        assert next_steps(family.visit(family.parent, signed), clock.today()) == ()


def test_all_that_hangs_on_a_goal_hangs_on_it_after_a_correction_too(family):
    goal = make_goal(family, BEFORE)
    step = make_step(family, goal, "Vóór de verbetering.")
    correct(family, goal)
    newest = goals_of(family)[0]
    with family.parent.acting():
        corrected = Goal.objects.get(id=newest.version)
    make_step(family, corrected, "Erna.")
    make_review(family, corrected)
    make_success(family, goal)
    correct_step(family, step, "Zelf verbeterd.")
    family.parent.browser.post(reverse("step_end_create", args=[family.id, step.id]), {"words": "Gelukt."})
    (one,) = goals_of(family, family.parents[1])
    assert {step.words for step in one.steps} == {"Zelf verbeterd.", "Erna."}
    assert [step.ended.words for step in one.steps if step.ended] == ["Gelukt."]
    assert len(one.reviews) == len(one.successes) == 1
    with family.parent.acting() as signed:
        coming = next_steps(family.visit(family.parent, signed), clock.today())
    assert [step.words for step in coming] == ["Erna."]


def test_the_old_address_leads_to_what_stands_now_and_so_does_the_new(family):
    goal = make_goal(family, BEFORE)
    correct(family, goal)
    newest = goals_of(family)[0].version
    for id in (goal.id, newest):
        page = family.parent.browser.get(reverse("goal", args=[family.id, id])).content.decode()
        assert page.index(NOW) < page.index(f"{BEFORE}</p>")
        form = family.parent.browser.get(path(family, id)).content.decode()
        assert f"{NOW}</textarea>" in form and f'action="{path(family, newest)}"' in form


def test_a_correction_of_a_correction_keeps_all_three(family):
    make_goal(family, "één")
    for words in ("twee", "drie"):
        correct(family, goals_of(family)[0].version, words)
    (one,) = goals_of(family)
    assert [one.words, *(old.words for old in one.former)] == ["drie", "twee", "één"]


def test_everything_that_was_chosen_is_in_the_form_again(family):
    grandmother = make_person("Rita")
    place = family.ask_in(grandmother, Relation.GRANDMOTHER)
    need = make_need(family)
    goal = make_goal(family, BEFORE, Whose.PARENT, about=[family.child], need=need.thread_id)
    step = make_step(family, goal, family_owns=True, owners=(place,))
    browser = family.parent.browser
    form = browser.get(path(family, goal)).content.decode()
    for value in ("parent", family.child, need.thread_id):
        assert f'value="{value}"' in form
    assert form.count("checked") == 3
    form = browser.get(path(family, step, "step")).content.decode()
    assert form.count("checked") == 3 and step.ends_on.isoformat() in form  # what it is for, the family, and Rita
    assert "rust voor Nina</textarea>" in form


def test_who_does_a_step_and_left_since_stays_in_the_form_and_in_the_step(family):
    place = family.ask_in(make_person("Rita"), Relation.GRANDMOTHER)
    step = make_step(family, make_goal(family), family_owns=False, owners=(place,))
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        let_go(place=place, by=here, at=here.at)
    form = family.parent.browser.get(path(family, step, "step")).content.decode()
    assert f'value="{place}"' in form and form.count("checked") == 2
    assert correct_step(family, step, "Rita kookte.", owners=str(place)).status_code == 302
    assert goals_of(family)[0].steps[0].owners == (place,)


def test_a_need_that_is_met_since_stays_with_the_goal_that_is_corrected(family):
    need = make_need(family)
    goal = make_goal(family, need=need.thread_id)
    said_again(family, need, state=State.MET, work="We doen het samen.")
    form = family.parent.browser.get(path(family, goal)).content.decode()
    assert f'value="{need.thread_id}"' in form
    correct(family, goal, need=str(need.thread_id))
    assert goals_of(family)[0].need == need.thread_id


def test_two_devices_that_correct_the_same_are_shown_both_texts(family):
    goal = make_goal(family, BEFORE)
    correct(family, goal, "Van de telefoon.")
    answer = correct(family, goal, "Van de computer.")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Van de telefoon." in page and "Van de computer.</textarea>" in page and "intussen" in page
    newest = goals_of(family)[0]
    assert newest.words == "Van de telefoon." and f'action="{path(family, newest.version)}"' in page
    assert correct(family, newest.version, "Van allebei.").status_code == 302
    (one,) = goals_of(family)
    assert [one.words, *(old.words for old in one.former)] == ["Van allebei.", "Van de telefoon.", BEFORE]


@pytest.mark.parametrize("name", ["goal", "step"])
def test_in_the_very_same_moment_one_of_the_two_wins_and_the_other_is_told(family, name):
    goal = make_goal(family, BEFORE)
    step = make_step(family, goal)
    sent = {
        "words": "tekst", "whose": "child", "moves": "raises", "factor_words": "rust", "owners": "family",
        "ends_on": clock.today().isoformat(),
    }  # fmt: skip
    of = goal if name == "goal" else step
    browsers = [family.parent.browser, family.parent.browser]
    given = at_once(*[partial(one.post, path(family, of, name), sent) for one in browsers])
    assert sorted(answer.status_code for answer in given) == [302, 409]
    with family.parent.acting():
        assert type(of).objects.filter(family_id=family.id, thread_id=of.id).count() == 2


def test_sent_twice_a_correction_is_one_row(family):
    goal, form = make_goal(family, BEFORE), {"id": str(uuid7())}
    step, again = make_step(family, goal), {"id": str(uuid7())}
    assert {correct(family, goal, **form).status_code for _ in range(3)} == {302}
    assert {correct_step(family, step, "Anders.", **again).status_code for _ in range(3)} == {302}
    with family.parent.acting():
        assert Goal.objects.filter(family_id=family.id).count() == 2
        assert Step.objects.filter(family_id=family.id).count() == 2


def test_only_who_wrote_it_corrects_it_and_somebody_else_is_shown_where_to_write_beside_it(family):
    goal = make_goal(family, BEFORE)
    step = make_step(family, goal)
    other = family.parents[1]
    for answer in (
        correct(family, goal, who=other), correct_step(family, step, "Anders.", who=other),
        other.browser.get(path(family, goal)),
    ):  # fmt: skip
        assert answer.status_code == 403 and "Ernaast zetten" in answer.content.decode()
    (one,) = goals_of(family)
    assert (one.words, one.former, one.steps[0].former) == (BEFORE, (), ())
    assert path(family, goal) not in page_of(family, goal, other)
    assert path(family, goal) in page_of(family, goal)
    with other.acting() as signed, pytest.raises(gate.NotYours):
        here = family.visit(other, signed)
        actions.correct_goal(before=goal, whose=Whose.CHILD, words="Anders.", by=here, at=here.at)


def test_the_pages_of_a_correction_are_there_for_who_may_read_it_and_for_nobody_else(family):
    goal = make_goal(family)
    for url in (path(family, goal), path(family, make_step(family, goal), "step")):
        assert family.parent.browser.get(url).status_code == 200
        assert Client().get(url)["Location"].startswith(reverse("account_login"))
        assert make_person("Vreemde").browser.get(url).status_code == 404
    for name in ("goal", "step"):
        assert family.parent.browser.get(path(family, uuid4(), name)).status_code == 404


def test_what_was_hidden_stays_hidden_after_a_correction(family):
    goal = make_goal(family, BEFORE)
    other = family.parents[1]
    hide(family, family.parent, reverse("goal_hide", args=[family.id, goal.id]), other)
    correct(family, goal)
    newest = goals_of(family)[0].version
    assert goals_of(family, other) == ()
    for id in (goal.id, newest):
        assert other.browser.get(reverse("goal", args=[family.id, id])).status_code == 404
    with other.acting():
        assert not Goal.objects.filter(family_id=family.id).exists()


def test_a_goal_that_was_corrected_is_hidden_with_every_version_from_either_address(family):
    goal = make_goal(family, BEFORE)
    correct(family, goal)
    newest, other = goals_of(family)[0].version, family.parents[1]
    assert hide(family, family.parent, reverse("goal_hide", args=[family.id, newest]), other).status_code == 302
    assert goals_of(family, other) == ()


def test_a_goal_that_names_a_hidden_need_from_now_on_takes_its_readers_with_all_its_versions(family):
    """Its author chose that need just now: who may not know of it does not read what is done about it."""
    need, goal = make_need(family), make_goal(family, BEFORE)
    other = family.parents[1]
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        put_away(thread=need.thread_id, readers=[], by=here, at=here.at)
    correct(family, goal, need=str(need.thread_id))
    make_step(family, goal, "Alleen voor wie de nood leest.")
    assert goals_of(family, other) == ()
    assert other.browser.get(reverse("goal", args=[family.id, goal.id])).status_code == 404
    assert goals_of(family)[0].words == NOW


def test_after_the_consent_is_gone_a_correction_is_refused_with_the_words(family):
    vera = make_person("Vera", "midwife")
    place = family.ask_in(vera, Relation.MIDWIFE)
    let(family, vera)
    goal = make_goal(family, BEFORE, who=vera)
    with family.parent.acting():
        grant = Grant.objects.get(circle_member_id=place, section="needs")
    family.parent.browser.post(f"/families/{family.id}/grants/{grant.id}/withdrawal/")
    answer = correct(family, goal, "Nog iets.", who=vera)
    assert answer.status_code == 403 and "Nog iets." in answer.content.decode()
    assert goals_of(family)[0].words == BEFORE


def test_a_refused_correction_keeps_the_text(family):
    goal = make_goal(family)
    answer = correct(family, goal, "Wat ik wou zeggen.", whose="everybody")
    assert answer.status_code == 422 and "Wat ik wou zeggen.</textarea>" in answer.content.decode()
    answer = correct_step(family, make_step(family, goal), "Zonder iemand.", owners=[])
    assert answer.status_code == 422 and "Zonder iemand.</textarea>" in answer.content.decode()


STRAYS = {
    "nothing": ("plans_goal", {}),
    "the thread": ("plans_goal", {"thread_id": "{other}"}),
    "the author": ("plans_goal", {"author_id": "{maaike}"}),
    "openness": ("plans_goal", {"shared_at": "null", "shared_by": "null"}),
    "what it rests on": ("plans_goal", {"rests_on": "array[{id}, {row}, author_member_id]", "need_thread": "null"}),
    "a first version": ("plans_goal", {"supersedes_id": "null"}),
    "the goal of a step": ("plans_step", {"goal_id": "{other}", "rests_on": "{id} || ({other} || rests_on)"}),
}


@pytest.mark.parametrize("broken", STRAYS)
def test_postgresql_refuses_a_correction_that_strays_from_what_it_corrects(family, superuser, broken):
    """By the owner of the tables, past every policy: the triggers alone."""
    table, changes = STRAYS[broken]
    goal, other = make_goal(family, need=make_need(family).thread_id), make_goal(family)
    row = goal if table == "plans_goal" else make_step(family, goal)
    id = uuid4()
    names = {"other": other.id, "maaike": family.parents[1].id, "id": id, "row": row.id}
    meant = {"id": "{id}", "supersedes_id": "{row}", "rests_on": "{id} || rests_on"} | changes
    columns = superuser.execute(
        "select column_name from information_schema.columns where table_name = %s and is_generated = 'NEVER'", [table]
    ).fetchall()
    quoted = {name: f"'{id}'::uuid" for name, id in names.items()}
    given = ", ".join(meant.get(name, name).format(**quoted) for (name,) in columns)
    insert = f"insert into {table} ({', '.join(name for (name,) in columns)}) select {given} from {table} where id = %s"
    with superuser.transaction(force_rollback=True):
        if broken == "nothing":
            assert superuser.execute(insert, [row.id]).rowcount == 1
            return
        with pytest.raises(psycopg.errors.CheckViolation, match=r"stays with|its own thread"):
            superuser.execute(insert, [row.id])


def test_a_version_is_corrected_once(family):
    goal = make_goal(family)
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        fixed = actions.correct_goal(before=goal, whose=Whose.CHILD, words="Eén.", by=here, at=here.at)
        assert fixed.written_at > goal.written_at
        with pytest.raises(actions.CorrectedMeanwhile):
            actions.correct_goal(before=goal, whose=Whose.CHILD, words="Twee.", by=here, at=here.at)
        fixed.id = uuid7()
        fixed.rests_on = [fixed.id, *fixed.rests_on]
        with pytest.raises(IntegrityError, match="corrected_once"), transaction.atomic():
            fixed.save(force_insert=True)
