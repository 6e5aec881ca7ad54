"""The balance in a few words: what carries first, one statement, nothing that somebody may not see."""

from django.db import connection
from django.template.loader import render_to_string

from stek.balance.glance import balance_glance
from stek.balance.queries import FEW
from stek.balance.rules import Side
from stek.balance.tests.builders import add, end
from stek.circle.tests.builders import make_family


def glance_of(family, who):
    asked = []

    def hear(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with who.acting() as signed:
        here = family.visit(who, signed)
        with connection.execute_wrapper(hear):
            return balance_glance(here), asked


def shown(family, found) -> str:
    page = render_to_string("balance/glance.html", {"glance": found, "family": family.id})
    return page.split("</header>")[1]


def test_it_takes_one_statement_and_shows_what_stands_now(db):
    family = make_family("Nina", "Maaike")
    over = add(family, family.parent, "Voorbij", side=Side.BURDEN)
    end(family, family.parents[1], over)
    add(family, family.parent, "Moe", side=Side.BURDEN)
    add(family, family.parent, code="network")
    add(family, family.parent, "Van mij", share=False)
    found, asked = glance_of(family, family.parents[1])
    assert len(asked) == 1
    assert found.supports == (("familie of vrienden die steunen", False),) and found.burdens == (("Moe", False),)
    mine, _ = glance_of(family, family.parent)
    assert ("Van mij", True) in mine.supports


def test_it_shows_a_few_with_what_carries_first_and_counts_nothing(db):
    family = make_family("Nina")
    for letter in "abcdefghi":
        add(family, family.parent, f"Zorg {letter}", side=Side.BURDEN)
        add(family, family.parent, f"Steun {letter}")
    found, _ = glance_of(family, family.parent)
    assert len(found.supports) == len(found.burdens) == FEW
    page = shown(family, found)
    assert page.index("Steun") < page.index("Zorg") and "9" not in page


def test_with_only_what_carries_it_looks_complete(db):
    family = make_family("Nina")
    add(family, family.parent, "Oma komt")
    page = shown(family, glance_of(family, family.parent)[0])
    assert "Oma komt" in page and "Wat weegt" not in page and "Nog niet besproken" not in page
