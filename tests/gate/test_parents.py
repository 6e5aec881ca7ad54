"""A second parent comes in by the yes of every parent who is there, and is never hidden."""

from functools import partial

import pytest
from django.db import DatabaseError

from stek.circle import actions as circle
from stek.circle.asking import asking_parents
from stek.circle.models import CircleMember, Member, ParentAnswer, Tie
from stek.circle.rules import Carries, Line, Relation, Ring
from stek.circle.tests.builders import make_family, make_person
from stek.kit import clock
from stek.oracle import gated
from stek.policy import Role
from stek.story.tests.sending import at_once

from .people import HIDE, ask, in_the_circle, note, reads

pytestmark = pytest.mark.usefixtures("db")


def waiting(family, name="Tom"):
    """Somebody who took a link to come in as a parent; nobody answered yet."""
    who, parent = make_person(name), family.parent
    with parent.acting() as signed:
        here = family.visit(parent, signed)
        place, secret = circle.invite(called=name, role=Role.PARENT, relation=Relation.FATHER, by=here, at=here.at)
    with who.acting() as signed:
        assert circle.accept(secret=secret, by=signed, at=signed.at) is None
    family.places[who.id] = place
    return who


def answer(family, who, about, yes=True):
    with who.acting() as signed:
        here = family.visit(who, signed)
        return circle.answer_parent(place=family.places[about.id], yes=yes, by=here, at=here.at)


def is_in(family, who) -> bool:
    with who.acting():
        return ask("select %s = any ((select stek.parent_families())::uuid[])", family.id) == [(True,)]


def test_who_waits_for_a_yes_finds_nothing_of_the_family_and_writes_nothing(superuser):
    family = make_family("Nina")
    note(family, family.parent, "Van ons.")
    tom = waiting(family)
    with tom.acting():
        for table in (*gated.NAMES, "circle_family", "circle_familykey", "circle_member", "circle_circlemember",
                      "circle_invitation", "circle_tie", "circle_grant", "circle_parentanswer", "trail_trailentry"):  # fmt: skip
            assert ask(f"select count(*) from {table}") == [(0,)], table
        stands = "select jsonb_array_length(stek.facts(%s) -> 'places'), stek.member_families(), stek.member_ids()"
        assert ask(stands, family.id) == [(0, [], [])]
    for statement in (
        "insert into circle_circlemember (family_id, id, role, relation, person_id, from_at, called_sealed)"
        " values (%s, gen_random_uuid(), 'parent', 'father', stek.person(), now(), '')",
        "update circle_circlemember set person_id = stek.person() where family_id = %s",
    ):
        with pytest.raises(DatabaseError), tom.acting():
            ask(statement, family.id)
    with tom.acting():
        assert ask("select stek.let_in(%s, %s)", family.id, family.places[tom.id]) == [(False,)]
    assert not is_in(family, tom)


def test_a_parent_comes_in_by_the_yes_of_every_parent_and_not_before():
    family = make_family("Nina", "Maaike")
    nina, maaike = family.parents
    note(family, nina, "Van ons.")
    tom = waiting(family)
    assert answer(family, nina, tom) is False and not is_in(family, tom)
    assert answer(family, maaike, tom, yes=False) is False and not is_in(family, tom)
    assert answer(family, maaike, tom) is True and is_in(family, tom)
    assert reads(family, tom) == {"Van ons."}
    with nina.acting():
        place = CircleMember.objects.get(id=family.places[tom.id])
        assert Member.objects.filter(id=place.member_id, kind="parent").count() == 1


def test_a_yes_that_was_taken_back_counts_no_more():
    family = make_family("Nina", "Maaike")
    nina, maaike = family.parents
    tom = waiting(family)
    answer(family, nina, tom)
    answer(family, nina, tom, yes=False)
    assert answer(family, maaike, tom) is False and not is_in(family, tom)


def test_a_parent_who_comes_in_meanwhile_is_asked_as_well():
    family = make_family("Nina")
    tom, lou = waiting(family), waiting(family, "Lou")
    assert answer(family, family.parent, tom) is True
    assert answer(family, family.parent, lou) is False and not is_in(family, lou)
    assert answer(family, tom, lou) is True and is_in(family, lou)


def test_two_parents_who_say_yes_in_the_same_moment_let_them_in():
    family = make_family("Nina", "Maaike")
    nina, maaike = family.parents
    tom = waiting(family)
    given = at_once(partial(answer, family, nina, tom), partial(answer, family, maaike, tom))
    assert sorted(given) == [False, True] and is_in(family, tom)


def test_nobody_answers_for_a_parent_and_no_parent_about_another_account(superuser):
    family = make_family("Nina", "Maaike")
    midwife, tom, other = in_the_circle(family), waiting(family), make_person("Ander")
    say = (
        "insert into circle_parentanswer (family_id, id, circle_member_id, person_id, is_yes, may_know, said_at, said_by)"
        " values (%s, gen_random_uuid(), %s, %s, true, '{}', now(), %s)"
    )
    nina, place = family.parent, family.places[tom.id]
    for who, about, by in (
        (midwife, tom, midwife),
        (tom, tom, tom),
        (nina, tom, family.parents[1]),
        (nina, other, nina),
    ):
        with pytest.raises(DatabaseError), who.acting():
            ask(say, family.id, place, about.id, by.id)
    with pytest.raises(DatabaseError), nina.acting():  # no answer is changed: the newest counts
        ask("update circle_parentanswer set is_yes = true")
    for who in (midwife, tom, make_family("Aïcha").parent):
        with who.acting():
            assert asking_parents() == []


def test_what_one_parent_answers_the_other_does_not_hear():
    family = make_family("Nina", "Maaike")
    nina, maaike = family.parents
    tom = waiting(family)
    answer(family, nina, tom, yes=False)
    with maaike.acting():
        assert ParentAnswer.objects.count() == 0 and [one.said_yes for one in asking_parents()] == [None]


def test_who_stood_there_as_kin_stands_there_as_a_parent_after_the_yes():
    family = make_family("Nina")
    tom = waiting(family)
    family_place = family.places[tom.id]
    family.ask_in(tom, Relation.KIN)  # a yes of its own, that costs nothing
    family.places[tom.id] = family_place
    assert answer(family, family.parent, tom) is True and is_in(family, tom)
    with tom.acting():
        assert ask("select count(*) from unnest(stek.member_ids())") == [(1,)]


def test_who_waits_can_stop_waiting_and_nobody_else_ends_it():
    family = make_family("Nina")
    tom, stranger = waiting(family), make_person("Stef")
    with family.parent.acting():
        assert (
            CircleMember.objects.filter(id=family.places[tom.id]).update(
                until_at=clock.now(), until_by=family.parent.id
            )
            == 0
        )
    for who in (stranger, tom):
        with who.acting() as signed:
            circle.wait_no_more(place=family.places[tom.id], by=signed)
        with family.parent.acting():
            assert [one.person for one in asking_parents()] == ([tom.id] if who is stranger else [])
    with pytest.raises(circle.NobodyAsks):
        answer(family, family.parent, tom)


def test_no_parent_is_hidden_from_another():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        with pytest.raises(circle.NoParentIsHidden):
            circle.invite(called="Lou", role=Role.PARENT, relation=Relation.FATHER, by=here, at=here.at, known_to=[])
        line = circle.tie(
            called="Nina", ring=Ring.NEAR, line=Line.GIVES, carries=Carries.MUCH, circle_member=here.member_id,
            by=here, at=here.at,
        )  # fmt: skip
        other = circle.tie(called="Werk", ring=Ring.NEAR, line=Line.GIVES, by=here, at=here.at)
    for thread in (family.places[nina.id], family.places[tom.id], line):
        with pytest.raises(DatabaseError), nina.acting():
            ask(HIDE, family.id, thread, nina.id)
    with nina.acting():
        ask(HIDE, family.id, other, nina.id)
    with tom.acting():
        assert set(Tie.objects.values_list("id", flat=True)) == {line}
        assert CircleMember.objects.filter(person_id=nina.id).exists()


def test_a_link_nobody_used_is_there_for_who_made_it_and_shows_no_name_to_others():
    family = make_family("Nina", "Maaike")
    nina, maaike = family.parents
    midwife = in_the_circle(family)
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        for role, relation in ((Role.KIN, Relation.GRANDMOTHER), (Role.PARENT, Relation.FATHER)):
            circle.invite(called="Iemand", role=role, relation=relation, by=here, at=here.at)
    for who, sees in ((nina, 2), (maaike, 0), (midwife, 0)):
        with who.acting():
            assert CircleMember.objects.filter(person_id=None).count() == sees
            assert Member.objects.filter(kind="parent").count() == 2
