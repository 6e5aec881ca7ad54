"""The needs on another page: a few in words, one statement, none while it is drawn, and no picture."""

from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from stek.circle.queries import circle_of
from stek.circle.tests.builders import make_family, make_person
from stek.kit import clock
from stek.needs.queries import FEW
from stek.needs.rules import Echelon, State
from stek.needs.telling import needs_glance
from stek.needs.tests.builders import said, said_again


def glance(family, who=None) -> tuple[str, list[str]]:
    who = who or family.parent
    with who.acting() as signed:
        circle = circle_of(family.visit(who, signed))
        with CaptureQueriesContext(connection) as asked:
            needs = needs_glance(circle, clock.today())
            page = render_to_string("needs/glance.html", {"needs": needs, "family": family.id})
    return page, [one["sql"] for one in asked]


def test_a_family_about_whom_nothing_was_said_is_told_so(db):
    page, asked = glance(make_family("Nina"))
    assert "Er hoeft ook niets te staan." in page and len(asked) == 1


def test_of_forty_needs_a_few_are_told_and_nothing_is_drawn(db):
    family = make_family("Nina")
    for number in range(40):
        said(family, echelon=list(Echelon)[number % 5], state=State.NOW, words=f"Nood {number}.")
    page, asked = glance(family)
    assert len(asked) == 1 and "<svg" not in page
    assert [f"Nood {number}." in page for number in range(40)] == [False] * (40 - FEW) + [True] * FEW
    assert f"/families/{family.id}/needs/" in page


def test_only_what_is_looked_at_now_is_told_by_its_name_with_what_was_said_last(db):
    family = make_family("Nina", "Maaike")
    first = said(family, state=State.NOW, words="Rust in huis.")
    said_again(family, first, family.parents[1], state=State.NOW, words="Rust, en slaap voor Nina.")
    over = said(family, state=State.NOW, words="Alleen zijn.")
    said_again(family, over, state=State.MET)
    said(family, state=State.NOT_KNOWN, words="Is het meer?")
    page, asked = glance(family)
    assert page.index("Rust in huis.") < page.index("Maaike: ") < page.index("Rust, en slaap voor Nina.")
    assert page.index("Rust, en slaap voor Nina.") < page.index("woorden van Nina") and len(asked) == 1
    assert not any(words in page for words in ("Alleen zijn.", "Is het meer?"))


def test_who_says_only_that_it_is_looked_at_leaves_the_name_in_the_glance(db):
    family = make_family("Nina", "Maaike")
    first = said(family, words="Rust in huis.")
    said_again(family, first, family.parents[1], state=State.NOW)
    page, _ = glance(family)
    assert "Rust in huis." in page and "woorden van Nina" in page and "Maaike" not in page


def test_what_only_one_parent_wrote_for_herself_is_not_there_for_the_other(db):
    family = make_family("Nina", "Maaike")
    said(family, state=State.NOW, words="Voor mezelf.", share=False)
    assert "Voor mezelf." in glance(family)[0] and "Voor mezelf." not in glance(family, family.parents[1])[0]


def test_who_was_not_asked_for_the_needs_finds_none(db):
    family = make_family("Nina")
    said(family, state=State.NOW, words="Rust in huis.")
    who = make_person("Vera", "midwife")
    family.ask_in(who)
    assert "Rust in huis." not in glance(family, who)[0]
