"""The facts of who looks along, asked of the database itself: no more than who asks may know."""

import json

import pytest
from django.db import DatabaseError

from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person

from .people import ask, end_place, hide, in_the_circle, note

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def family():
    return make_family("Nina", "Tom")


def beside(family, who, *whom):
    with who.acting():
        [(found,)] = ask("select stek.beside(%s, %s::uuid[])", family.id, [family.places[one.id] for one in whom])
    return json.loads(found) if isinstance(found, str) else found


def test_the_facts_of_another_are_not_for_the_asking(family):
    for whom in family.parents:
        with family.parent.acting(), pytest.raises(DatabaseError):
            ask("select stek.facts_of(%s, %s)", family.id, whom.id)


def test_nothing_is_told_of_who_stands_unseen_nor_to_who_does_not_stand_here(family):
    nina, tom = family.parents
    midwife, lawyer = in_the_circle(family), make_person("Ann")
    family.ask_in(lawyer, Relation.SOCIAL_WORKER, known_to=[nina, midwife])
    assert [one["person"] for one in beside(family, nina, lawyer, tom)] == [str(tom.id), str(lawyer.id)]
    assert beside(family, tom, lawyer) == beside(family, make_person("Vreemde"), nina) == []
    for who, whom in ((tom, midwife), (tom, nina)):
        [one] = beside(family, who, whom)
        assert str(lawyer.id) not in json.dumps(one) and str(family.places[lawyer.id]) not in json.dumps(one)
    end_place(family, midwife)
    assert beside(family, nina, midwife) == []


def test_what_is_closed_to_another_is_told_to_who_may_read_it(family):
    """Nina hid it from Tom and from the midwife: Tom learns nothing of it by looking as she would, and Nina does."""
    nina, tom = family.parents
    midwife = in_the_circle(family)
    row = note(family, nina, "Ik zoek een plek.")
    hidden = hide(family, nina, tom, midwife, thread=row.thread_id)
    for who, told in ((nina, [str(hidden.id)]), (tom, [])):
        [one] = beside(family, who, midwife)
        assert one["facts"]["closed"] == told and one["threads"] == ([str(row.thread_id)] if told else [])
        assert one["facts"]["break_glass"] == one["facts"]["aside"] == []
