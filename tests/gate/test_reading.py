"""What is read, and by whom."""

import pytest

from stek.circle.listing import decided
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family
from stek.kit.ids import uuid7
from stek.policy import Verb

from .people import ask, in_the_circle, note, reads

pytestmark = pytest.mark.usefixtures("db")


def test_a_parent_reads_what_the_midwife_noted():
    family = make_family("Nina")
    midwife = in_the_circle(family)
    note(family, midwife, "Ze drinkt goed.")
    assert reads(family, family.parent) == {"Ze drinkt goed."}


def test_the_teacher_sees_only_what_was_shared():
    family = make_family("Nina")
    teacher = in_the_circle(family, "Katrijn", "teacher", Relation.TEACHER, may=[Verb.READ])
    note(family, family.parent, "Ze telt tot drie.")
    note(family, family.parent, "Van mij alleen.", private=True)
    assert reads(family, teacher) == {"Ze telt tot drie."}


def test_without_a_consent_one_sees_what_one_wrote_and_nothing_else():
    family = make_family("Nina")
    worker = in_the_circle(family, "Pieter", "meeting_place", Relation.MEETING_PLACE, may=[Verb.NOTE])
    note(family, family.parent, "Van thuis.")
    note(family, worker, "Hij stond recht.")
    assert reads(family, worker) == {"Hij stond recht."}


def test_a_parent_of_one_family_is_nobody_in_another():
    family, other = make_family("Nina"), make_family("Aïcha")
    note(family, family.parent, "Van ons.")
    assert reads(family, other.parent) == set()
    with other.parent.acting():
        assert ask("select count(*) from circle_familykey where family_id = %s", family.id) == [(0,)]
    unknown = other.parent.browser.get(f"/families/{uuid7()}/")
    invisible = other.parent.browser.get(f"/families/{family.id}/")
    assert invisible.status_code == unknown.status_code == 404
    assert invisible.content == unknown.content


def test_a_list_lets_through_no_row_of_another_family_even_if_one_reached_it():
    family, other = make_family("Nina"), make_family("Aïcha")
    ours, theirs = note(family, family.parent, "Van ons."), note(other, other.parent, "Van hen.")
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        assert decided([theirs, ours], here) == [ours]


def test_what_is_invisible_is_answered_as_what_does_not_exist():
    family = make_family("Nina", "Maaike")
    hers = note(family, family.parent, "Alleen van mij.", private=True)
    browser = family.parents[1].browser
    hidden = browser.get(f"/families/{family.id}/observations/{hers.id}/")
    absent = browser.get(f"/families/{family.id}/observations/{uuid7()}/")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
