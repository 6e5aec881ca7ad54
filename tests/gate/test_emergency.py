"""Breaking the glass: with a reason, for an hour, to read; and the parents are told."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from stek.circle import actions as circle
from stek.circle.actions.emergency import GlassStaysShut
from stek.circle.models import BreakGlass
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.kit import clock
from stek.story.actions import NotYours
from stek.trail.models import TrailEntry

from .people import ask, end_place, note, reads, seal

pytestmark = pytest.mark.usefixtures("db")


def opened_by(doctor, family, why="Het kind is hier op spoed."):
    with doctor.acting() as signed:
        return circle.break_glass(family=family.id, why=why, by=signed, at=signed.at)


def test_break_glass_needs_a_fresh_second_factor():
    family = make_family("Nina")
    note(family, family.parent, "Ze is allergisch.")
    for given in (None, clock.now() - timedelta(minutes=6)):
        doctor = make_person("Joris", "paediatrician", second_factor_at=given)
        with pytest.raises(GlassStaysShut):
            opened_by(doctor, family)
        assert reads(family, doctor) == set()
    doctor = make_person("Joris", "paediatrician", second_factor_at=clock.now())
    opened_by(doctor, family)
    assert reads(family, doctor) == {"Ze is allergisch."}


def test_break_glass_is_for_who_cares_for_health():
    family = make_family("Nina")
    teacher = make_person("Katrijn", "teacher", second_factor_at=clock.now())
    with pytest.raises(GlassStaysShut):
        opened_by(teacher, family)


def test_break_glass_lets_nobody_write_and_opens_nothing_sealed_or_private(superuser):
    family = make_family("Nina")
    doctor = make_person("Joris", "paediatrician", second_factor_at=clock.now())
    hidden = note(family, family.parent, "Verzegeld voor hem.")
    note(family, family.parent, "Alleen van mij.", private=True)
    note(family, family.parent, "Voor de kring.")
    seal(family, family.parent, doctor, thread=hidden.thread_id)
    opened_by(doctor, family)
    assert reads(family, doctor) == {"Voor de kring."}
    with pytest.raises(NotYours):
        note(family, doctor, "Dit mag niet.")


def test_break_glass_is_over_after_an_hour(superuser):
    family = make_family("Nina")
    doctor = make_person("Joris", "paediatrician", second_factor_at=clock.now())
    note(family, family.parent, "Voor de kring.")
    opened_by(doctor, family)
    hour = "interval '1 hour'"
    superuser.execute(f"update circle_breakglass set opened_at = opened_at - {hour}, until_at = until_at - {hour}")
    assert reads(family, doctor) == set()
    with pytest.raises(DatabaseError), doctor.acting():
        ask(
            "insert into circle_breakglass (family_id, id, person_id, why_sealed, opened_at, until_at)"
            " values (%s, gen_random_uuid(), stek.person(), '', now(), now() + interval '61 minutes')",
            family.id,
        )


def test_the_parents_are_told_who_broke_the_glass():
    family = make_family("Nina", "Maaike")
    doctor = make_person("Joris", "paediatrician", second_factor_at=clock.now())
    opened_by(doctor, family)
    for parent in family.parents:
        with parent.acting():
            assert TrailEntry.objects.filter(person_id=doctor.id, deed="break_glass").count() == 1


def test_who_is_sealed_breaks_the_glass_without_the_other_parent_hearing_of_it():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    doctor = make_person("Joris", "paediatrician", second_factor_at=clock.now())
    family.ask_in(doctor, Relation.PAEDIATRICIAN)
    seal(family, nina, tom, thread=family.places[doctor.id])
    end_place(family, doctor)
    opened_by(doctor, family)
    for parent, hears in ((nina, 1), (tom, 0)):
        with parent.acting():
            assert TrailEntry.objects.filter(person_id=doctor.id, deed="break_glass").count() == hears
            assert BreakGlass.objects.filter(family_id=family.id).count() == hears
