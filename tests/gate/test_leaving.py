"""A parent leaves: for fourteen days nothing changes and nobody is told; then it holds. Carers and kin step out at once.

Own words stay, and stay readable to who wrote them. A yes is ended by who gave it, a place ends with its last yes.
"""

import pytest
from django.db import DatabaseError
from django.http import Http404

from stek.circle import actions as circle
from stek.circle.former import former_families
from stek.circle.gate import visit
from stek.circle.models import CircleMember, Grant, Leaving
from stek.circle.rules import STAYS, Relation
from stek.circle.tests.builders import MadeFamily, Somebody, make_doctor, make_family, make_person
from stek.policy import Role, Section, Verb
from stek.story.models import Observation
from stek.trail.models import TrailEntry

from .people import ask, hide, in_the_circle, note, own_words, reads
from .test_deeds import reached
from .test_parents import answer, is_in, waiting

pytestmark = pytest.mark.usefixtures("db")


def leave(family: MadeFamily, who: Somebody) -> None:
    with who.acting() as signed:
        circle.leave(by=family.visit(who, signed), at=signed.at)


def undo(family: MadeFamily, who: Somebody) -> bool:
    with who.acting() as signed:
        return circle.undo_leaving(family=family.id, by=signed)


def days_later(superuser, days: float) -> None:
    """Everything that was asked was asked so much longer ago."""
    superuser.execute("update circle_leaving set asked_at = asked_at - make_interval(hours => %s)", [int(days * 24)])


def stands(family: MadeFamily, who: Somebody) -> bool:
    with who.acting():
        return ask("select stek.stands_in(%s)", family.id) == [(True,)]


def let_go(family: MadeFamily, by: Somebody, of: Somebody) -> circle.LetGo:
    with by.acting() as signed:
        return circle.let_go(place=family.places[of.id], by=family.visit(by, signed), at=signed.at)


def say_yes(family: MadeFamily, by: Somebody, to: Somebody, section: str = Section.STORY) -> Grant:
    with by.acting() as signed:
        here = family.visit(by, signed)
        return circle.give(to=family.places[to.id], section=section, verbs=[Verb.READ], by=here, at=here.at)


# --- fourteen days


def test_for_fourteen_days_nothing_changes_for_anybody_and_nobody_is_told(superuser):
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    note(family, nina, "Ze lacht.")
    leave(family, nina)
    days_later(superuser, 13)
    for who in (nina, tom, midwife):
        assert reads(family, who) == {"Ze lacht."} and stands(family, who)
    for who in (tom, midwife):
        with who.acting():
            assert Leaving.objects.count() == 0
            assert TrailEntry.objects.filter(kind="leaving").count() == 0
    note(family, nina, "Ze slaapt.")
    assert reads(family, tom) == {"Ze lacht.", "Ze slaapt."}


def test_after_fourteen_days_who_left_reads_their_own_words_and_nothing_else(superuser):
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    note(family, nina, "Van Nina.")
    note(family, nina, "Alleen van mij.", private=True)
    note(family, tom, "Van Tom.")
    leave(family, nina)
    days_later(superuser, STAYS.days)
    assert not stands(family, nina)
    assert own_words(family, nina) == {"Van Nina.", "Alleen van mij."}
    assert reads(family, tom) == {"Van Nina.", "Van Tom."}
    with nina.acting() as signed:
        for table in ("circle_member", "circle_circlemember", "circle_grant", "circle_hidden"):
            assert ask(f"select count(*) from {table}") == [(0,)], table
        with pytest.raises(Http404):
            visit(signed, family.id, signed.at)


def test_who_left_changes_nothing_of_their_own_words(superuser):
    family = make_family("Nina", "Tom")
    nina = family.parent
    private, shared = note(family, nina, "Alleen van mij.", private=True), note(family, nina, "Gedeeld.")
    leave(family, nina)
    days_later(superuser, 14)
    share = "update story_observation set shared_at = now(), shared_by = stek.person()"
    assert (reached(nina, share), reached(nina, "delete from story_observation")) == (0, 0)
    with pytest.raises(DatabaseError), nina.acting():
        ask(
            "insert into circle_hidden (family_id, id, thread_id, readers, hidden_at, hidden_by)"
            " values (%s, gen_random_uuid(), %s, array[stek.person()], now(), stek.person())",
            family.id, shared.thread_id,
        )  # fmt: skip
    assert own_words(family, nina) == {"Alleen van mij.", "Gedeeld."} and private.id


def test_who_leaves_undoes_it_and_nobody_else_and_not_when_it_holds(superuser):
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    leave(family, nina)
    days_later(superuser, 13)
    for who in (tom, midwife):
        assert not undo(family, who)
        assert reached(who, "update circle_leaving set undone_at = now()") == 0
        assert reached(who, "delete from circle_leaving") == 0
    assert undo(family, nina)
    days_later(superuser, 30)
    assert stands(family, nina)
    leave(family, nina)
    days_later(superuser, 14)
    assert not undo(family, nina) and not stands(family, nina)


def test_nobody_leaves_for_another_and_no_carer_leaves_as_a_parent():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    forge = (
        "insert into circle_leaving (family_id, id, circle_member_id, person_id, asked_at)"
        " values (%s, gen_random_uuid(), %s, %s, now() - interval '15 days')"
    )
    for who in (tom, midwife, nina):
        with pytest.raises(DatabaseError), who.acting():
            ask(forge, family.id, family.places[nina.id], nina.id)
    for who in (midwife, make_family("Aïcha").parent):
        with who.acting():
            assert ask("select stek.leave(%s, gen_random_uuid(), now())", family.id) == [(False,)]
    end = "update circle_circlemember set until_at = now(), until_by = stek.person() where role = 'parent'"
    assert [reached(who, end) for who in (nina, tom, midwife)] == [0, 0, 0]
    assert stands(family, nina) and stands(family, tom)


def test_nobody_comes_in_as_a_parent_without_who_is_leaving(superuser):
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    lou = waiting(family, "Lou")
    leave(family, nina)
    assert answer(family, tom, lou) is False and not is_in(family, lou)
    days_later(superuser, 13)
    assert answer(family, tom, lou) is False and not is_in(family, lou)
    with tom.acting():
        assert ask("select stek.let_in(%s, %s)", family.id, family.places[lou.id]) == [(False,)]
    days_later(superuser, 1)
    assert answer(family, tom, lou) is True and is_in(family, lou)


def test_that_somebody_left_stands_in_the_trail_from_the_day_on_which_it_holds(superuser):
    family = make_family("Nina", "Tom", "Lou")
    nina, tom, lou = family.parents
    leave(family, nina)
    leave(family, lou)
    undo(family, lou)
    path = f"/families/{family.id}/trail/"
    assert "ging weg" not in tom.browser.get(path).content.decode()
    days_later(superuser, 14)
    page = tom.browser.get(path).content.decode()
    assert "Nina ging weg uit dit gezin." in page and "Lou ging weg" not in page


def test_who_has_left_comes_in_again_by_the_yes_of_who_is_there_and_what_they_hid_stays_ended(superuser):
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    lawyer = make_person("Ils", "social_worker")
    family.ask_in(lawyer, Relation.SOCIAL_WORKER, known_to=())
    leave(family, nina)
    days_later(superuser, 14)
    with tom.acting() as signed:
        here = family.visit(tom, signed)
        place, secret = circle.invite(called="Nina", role=Role.PARENT, relation=Relation.MOTHER, by=here, at=here.at)
    with nina.acting() as signed:
        assert circle.accept(secret=secret, by=signed, at=signed.at) is None
    with tom.acting() as signed:
        assert circle.answer_parent(place=place, yes=True, by=family.visit(tom, signed), at=signed.at)
    assert stands(family, nina) and not stands(family, lawyer)


# --- what who left had given, made and hidden


def test_fourteen_days_after_a_hider_left_the_hidden_reader_is_gone(superuser):
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    lawyer = make_person("Ils", "social_worker")
    family.ask_in(lawyer, Relation.SOCIAL_WORKER, known_to=())
    place = family.places[lawyer.id]
    row = note(family, nina, "Ik zoek een eigen plek.")
    hide(family, nina, tom, thread=row.thread_id)
    note(family, lawyer, "We spraken af.")
    path = f"/families/{family.id}/observations/{row.id}/"
    leave(family, nina)
    days_later(superuser, 13)
    assert reads(family, lawyer) == {"Ik zoek een eigen plek.", "We spraken af."}
    assert lawyer.browser.get(path).status_code == 200
    days_later(superuser, 1)
    assert own_words(family, lawyer) == {"We spraken af."}
    assert lawyer.browser.get(path).status_code == lawyer.browser.get(f"/families/{family.id}/").status_code == 404
    assert str(family.id) not in lawyer.browser.get("/").content.decode().replace(f"{family.id}/own-words/", "")
    assert b"We spraken af." in lawyer.browser.get(f"/families/{family.id}/own-words/").content
    with tom.acting():  # and he hears of it no more than before
        assert not CircleMember.objects.filter(id=place).exists()
        assert not TrailEntry.objects.filter(rests_on__contains=[place]).exists()
    assert reads(family, tom) == set()


def test_a_hidden_place_stays_where_a_parent_who_is_left_knows_of_it(superuser):
    family = make_family("Nina", "Tom", "Mia")
    nina, tom, mia = family.parents
    lawyer = make_person("Ils", "social_worker")
    family.ask_in(lawyer, Relation.SOCIAL_WORKER, known_to=[mia])
    note(family, mia, "Ze lacht.")
    say_yes(family, mia, lawyer)
    leave(family, nina)
    days_later(superuser, 14)
    assert reads(family, lawyer) == {"Ze lacht."}
    leave(family, mia)
    days_later(superuser, 14)
    assert not stands(family, lawyer) and stands(family, tom)


def test_a_yes_of_who_left_holds_until_a_parent_who_is_left_ends_it_and_not_before_those_days_are_over(superuser):
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    note(family, nina, "Ze lacht.")
    leave(family, nina)
    days_later(superuser, 13)
    withdraw = "update circle_grant set withdrawn_at = now(), withdrawn_by = stek.person()"
    assert reached(tom, withdraw) == 0 and let_go(family, tom, midwife) is circle.LetGo.NOTHING
    assert reads(family, midwife) == {"Ze lacht."}
    days_later(superuser, 1)
    assert reads(family, midwife) == {"Ze lacht."}
    assert reached(tom, withdraw) == 1
    assert let_go(family, tom, midwife) is circle.LetGo.ENDED and not stands(family, midwife)


def test_what_is_hidden_from_somebody_stays_hidden_when_who_hid_it_has_left(superuser):
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    row = note(family, nina, "Ik ben bang.")
    hide(family, nina, tom, thread=row.thread_id)
    leave(family, nina)
    days_later(superuser, 14)
    assert (reads(family, tom), reads(family, midwife)) == (set(), {"Ik ben bang."})


# --- the last parent


def test_when_the_last_parent_has_left_nobody_reads_but_their_own_and_carers_are_told(superuser):
    family = make_family("Nina")
    nina, midwife = family.parent, in_the_circle(family)
    doctor = make_doctor()
    note(family, nina, "Ze lacht.")
    note(family, midwife, "Ze drinkt goed.")
    leave(family, nina)
    days_later(superuser, 13)
    family.breaks_in(doctor)
    assert reads(family, doctor)
    days_later(superuser, 1)
    with doctor.acting():
        assert Observation.objects.count() == 0
    assert (own_words(family, nina), own_words(family, midwife)) == ({"Ze lacht."}, {"Ze drinkt goed."})
    page = midwife.browser.get("/families/").content.decode()
    assert "weggelegd, er is geen ouder meer" in page and "June" not in page
    assert "Terugkomen" not in midwife.browser.get(f"/families/{family.id}/own-words/").content.decode()


def test_of_two_who_left_only_the_last_brings_it_all_back(superuser):
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    note(family, nina, "Ze lacht.")
    leave(family, tom)
    days_later(superuser, 3)
    leave(family, nina)
    days_later(superuser, 40)
    assert not undo(family, tom) and not stands(family, midwife)
    with nina.acting():
        assert [one.may_return for one in former_families()] == [True]
    assert undo(family, nina)
    assert reads(family, nina) == reads(family, midwife) == {"Ze lacht."} and not stands(family, tom)


# --- nobody ends another's yes


def test_a_place_ends_with_its_last_yes_when_who_made_it_let_go_of_it_too():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    assert let_go(family, tom, midwife) is circle.LetGo.NOTHING and stands(family, midwife)
    say_yes(family, tom, midwife)
    assert let_go(family, tom, midwife) is circle.LetGo.STAYS and stands(family, midwife)
    say_yes(family, tom, midwife)
    assert let_go(family, nina, midwife) is circle.LetGo.STAYS and stands(family, midwife)
    note(family, tom, "Ze lacht.")
    assert reads(family, midwife) == {"Ze lacht."}
    with tom.acting() as signed:
        here = family.visit(tom, signed)
        circle.withdraw(grant=Grant.objects.get(given_by=tom.id, withdrawn_at=None), by=here, at=here.at)
    assert not stands(family, midwife)


def test_a_place_that_who_made_it_let_go_of_ends_when_the_last_yes_runs_out(superuser):
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    one = say_yes(family, tom, midwife)
    let_go(family, nina, midwife)
    assert stands(family, midwife)
    superuser.execute(
        "update circle_grant set from_at = now() - interval '2 days', until_at = now() where id = %s", [one.id]
    )
    assert not stands(family, midwife)


def test_who_steps_out_reads_their_own_words_afterwards_and_is_out_at_once():
    family = make_family("Nina")
    aunt = in_the_circle(family, "Ils", "", Relation.KIN)
    note(family, aunt, "Ik kom zaterdag.")
    note(family, family.parent, "Ze lacht.")
    with aunt.acting() as signed:
        circle.step_out(by=family.visit(aunt, signed), at=signed.at)
    assert not stands(family, aunt) and own_words(family, aunt) == {"Ik kom zaterdag."}
