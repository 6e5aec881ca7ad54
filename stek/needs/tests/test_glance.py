"""The needs on another page: the pyramid in half a card, one statement, none while it is drawn."""

from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from stek.circle.tests.builders import make_family
from stek.needs.rules import Echelon, State
from stek.needs.telling import needs_glance
from stek.needs.tests.builders import said


def glance(family) -> tuple[str, list[str]]:
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            needs = needs_glance(here)
            page = render_to_string("needs/glance.html", {"needs": needs, "family": family.id})
    return page, [one["sql"] for one in asked]


def test_a_family_about_whom_nothing_was_said_is_told_so_without_a_picture(db):
    page, asked = glance(make_family("Nina"))
    assert "Er hoeft ook niets te staan." in page and '<svg class="drawing' not in page
    assert len(asked) == 1


def test_forty_needs_are_one_statement_and_one_pyramid(db):
    family = make_family("Nina")
    for number in range(40):
        said(family, echelon=list(Echelon)[number % 5], state=list(State)[number % 4], words=f"Nood {number}.")
    page, asked = glance(family)
    assert len(asked) == 1 and page.count('<svg class="drawing') == 2
    assert f"/families/{family.id}/needs/" in page
