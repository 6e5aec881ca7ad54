"""Who reads in the trail what others did: everybody's changes, carers' readings, and of parents and kin no reading."""

import re

import pytest

from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family
from stek.trail.models import READINGS, TrailEntry

from .breaking import ROOT
from .people import in_the_circle, note

pytestmark = pytest.mark.usefixtures("db")


def test_a_reading_is_told_of_when_it_is_a_carers_and_else_to_nobody_else():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    aunt = in_the_circle(family, "Ils", "", Relation.KIN)
    around = {"Nina": nina, "Tom": tom, "Sofie": midwife, "Ils": aunt}
    note(family, midwife, "Ze drinkt goed.")
    for who in around.values():
        with who.acting() as signed:
            here = family.visit(who, signed)
            for deed in READINGS:
                here.record(deed, "family", subject=family.id)
    for deed in READINGS:
        assert told(family, nina, deed, around) == {"Nina", "Sofie"}
        assert told(family, tom, deed, around) == {"Tom", "Sofie"}
        for carer in (midwife, aunt):
            assert told(family, carer, deed, around) == set()
    for parent in family.parents:
        assert told(family, parent, "note", around) == {"Sofie"} and told(family, parent, "accept", around) >= {"Ils"}


def test_what_counts_as_a_reading_is_the_same_in_both_places():
    (said,) = re.findall(r"deed not in \(([^)]*)\)", (ROOT / "trail/sql/readings.sql").read_text())
    assert tuple(re.findall(r"'(\w+)'", said)) == READINGS


def told(family, who, deed, around) -> set[str]:
    names = {one.id: name for name, one in around.items()}
    with who.acting():
        rows = TrailEntry.objects.filter(family_id=family.id, deed=deed)
        return {names[row.person_id] for row in rows}
