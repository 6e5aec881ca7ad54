"""What carries and what burdens, in a real browser: found while typing, without script too, and told on two days."""

import pytest

from stek.balance.rules import Holds, Side
from stek.balance.tests.builders import add, days_ago, end, in_the_balance, labels_of, say
from stek.circle.tests.builders import make_family


@pytest.fixture
def june(db):
    """Casebook 6: two mothers who differ, before and after."""
    family = make_family("Nina", "Maaike")
    alone = add(family, family.parent, "Hele dagen met zijn tweeën", side=Side.BURDEN, since=days_ago(40))
    end(family, family.parent, alone, days_ago(20))
    add(family, family.parents[1], "Iris komt vaker langs", since=days_ago(28))
    say(family, family.parent, Holds.TOO_MUCH, "Ik ben op.", on=days_ago(35))
    say(family, family.parent, Holds.HOLDS, "Het gaat weer.", on=days_ago(1))
    say(family, family.parents[1], Holds.UNKNOWN, on=days_ago(1))
    return family


def test_a_mother_finds_a_word_while_she_types_and_chooses_that_it_carries(june, look):
    window = look(june.parent)
    window.go(f"/families/{june.id}/balance/factors/find/")
    window.page.locator("#f_q").press_sequentially("verlof", delay=10)
    window.page.locator("#found a", has_text="ouderschapsverlof").click()
    window.choose("Dit draagt")
    window.press("Bewaren")
    assert window.sees("Dit draagt", "ouderschapsverlof")
    assert "parental_leave" in labels_of(june, june.parent)


def test_the_same_without_script(june, look):
    window = look(june.parent, script=False)
    window.go(f"/families/{june.id}/balance/factors/find/")
    window.page.locator("#f_q").fill("verlof")
    window.press("Zoeken")
    window.page.locator("#found a", has_text="ouderschapsverlof").click()
    window.press("Bewaren")
    assert "parental_leave" in labels_of(june, june.parent)


def test_two_days_side_by_side_for_somebody_around_them(june, look):
    window = look(in_the_balance(june), width=1280)
    window.go(f"/families/{june.id}/balance/then-and-now/?then={days_ago(35)}&now={days_ago(0)}")
    assert window.sees("Iris komt vaker langs", "Hele dagen met zijn tweeën", "Ik ben op.", "Het gaat weer.")
