"""How closely a family wants to be followed: a parent says it, the newest holds, and nobody else decides."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from stek.circle import models
from stek.circle.actions import give, set_pace
from stek.circle.gate import NotYours
from stek.circle.pace import WITHIN, Pace
from stek.circle.paces import pace_of, paces
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.policy import Section, Verb
from stek.trail.models import TrailEntry

CLOSER = Pace((5, 20, 60), 2, 9, handover_after=3, consent_before=30, many_steps=3, few_days=4)


def chose(family: MadeFamily, who: Somebody, pace: Pace = CLOSER, id=None) -> models.Pace:
    with who.acting() as signed:
        here = family.visit(who, signed)
        return set_pace(pace=pace, by=here, at=here.at, id=id)


def seen(family: MadeFamily, who: Somebody) -> Pace:
    with who.acting() as signed:
        return pace_of(family.visit(who, signed))


def with_carer(*verbs: Verb) -> tuple[MadeFamily, Somebody]:
    family, vera = make_family("Nina", "Tom"), make_person("Vera", "midwife")
    place = family.ask_in(vera)
    if verbs:
        with family.parent.acting() as signed:
            here = family.visit(family.parent, signed)
            give(to=place, section=Section.CONTACT, verbs=verbs, by=here, at=here.at)
    return family, vera


def test_it_is_as_usual_until_a_parent_says_something_else(db):
    family, vera = with_carer(Verb.READ)
    assert seen(family, vera) == seen(family, family.parent) == Pace()
    chose(family, family.parent)
    assert seen(family, vera) == seen(family, family.parents[1]) == CLOSER


def test_the_newest_holds_and_the_former_stays(db):
    family = make_family("Nina", "Tom")
    chose(family, family.parent)
    chose(family, family.parents[1], replace(CLOSER, few_days=9))
    assert seen(family, family.parent) == replace(CLOSER, few_days=9)
    with family.parent.acting():
        assert models.Pace.objects.filter(family_id=family.id).count() == 2
        assert TrailEntry.objects.filter(family_id=family.id, deed="set_pace", kind="pace").count() == 2


def test_only_a_parent_sets_it(db):
    family, vera = with_carer(Verb.READ, Verb.NOTE)
    with pytest.raises(NotYours):
        chose(family, vera)
    with pytest.raises(Http404):
        chose(family, make_family("Iris").parent)
    assert seen(family, family.parent) == Pace()


def row_of(family: MadeFamily, who: Somebody, **other) -> models.Pace:
    pace = {name: getattr(CLOSER, name) for name in WITHIN} | {"by_age": [5, 20, 60]} | other
    row = models.Pace(
        family_id=family.id, section=Section.CONTACT, author_id=who.id, author_member_id=family.places[who.id],
        shared_at=clock.now(), shared_by=who.id, written_at=clock.now(), **pace,
    )  # fmt: skip
    row.rests_on = [row.id, row.author_member_id]
    return row


@pytest.mark.usefixtures("db")
def test_postgresql_itself_lets_nobody_but_a_parent_set_it():
    family, vera = with_carer(Verb.READ, Verb.NOTE)
    with vera.acting(), pytest.raises(IntegrityError, match="the family sets its pace"), transaction.atomic():
        row_of(family, vera).save(force_insert=True)
    with family.parent.acting():
        row_of(family, family.parent).save(force_insert=True)


OUTSIDE = [(name, number) for name, (least, most) in WITHIN.items() for number in (least - 1, most + 1)]


@pytest.mark.parametrize(("name", "number"), [*OUTSIDE, ("by_age", [7, 31]), ("stand_in_after", 10)])
def test_postgresql_itself_refuses_what_is_not_in_order(db, name, number):
    family = make_family("Nina")
    with family.parent.acting(), pytest.raises(IntegrityError, match="circle_pace_in_order"), transaction.atomic():
        row_of(family, family.parent, **{name: number}).save(force_insert=True)


def test_the_same_form_twice_is_one_word_and_an_id_of_another_is_refused(db):
    family, id = make_family("Nina", "Tom"), uuid7()
    assert chose(family, family.parent, id=id).id == chose(family, family.parent, id=id).id == id
    with pytest.raises(NotYours):
        chose(family, family.parents[1], id=id)
    with family.parent.acting():
        assert models.Pace.objects.filter(family_id=family.id).count() == 1


def test_who_may_not_read_agreements_goes_by_what_is_usual(db):
    family, vera = with_carer()
    chose(family, family.parent)
    assert seen(family, vera) == Pace()


def test_each_family_has_its_own(db):
    mine, other = make_family("Nina"), make_family("Iris")
    other.ask_in(mine.parent)
    with other.parent.acting() as signed:
        here = other.visit(other.parent, signed)
        give(to=other.places[mine.parent.id], section=Section.CONTACT, verbs=[Verb.READ], by=here, at=here.at)
    chose(other, other.parent)
    with mine.parent.acting() as signed:
        visits = {one.id: one.visit(mine.parent, signed) for one in (mine, other)}
        assert paces(visits) == {mine.id: Pace(), other.id: CLOSER}
