"""What somebody types who may need help now."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stek.safety.words import may_need_help


@pytest.mark.parametrize(
    "typed",
    [
        "suïcide", "SUÏCIDE", "suicidaal", "zelfmoord", "zelfmoordgedachten", "dood", "ik wil dood", "niet meer leven",
        "slaat", "hij slaat mij", "mijn man klopt mij", "geslagen", "bang", "bang voor hem", "angst", "pijn doen", "mijn baby pijn doen", "schudden",
        "psychose", "geweld", "huiselijk geweld", "partnergeweld", "stemmen", "vergiftigd", "hulp nu", "help",
        "peur", "il me frappe", "violence", "faire mal", "afraid", "he hits me", "hurt my baby", "violent", "suicidal",
        "su\u0308icide bang", "  bang!  ", "bang,dood",
        "dreiging", "iets aandoen", "zichzelf iets aangedaan", "geschud", "stampt", "stampen", "klop", "hij duwt me", "knijpt",
        "mep", "blauwe plek", "agressie", "agressief", "opgesloten", "aangerand", "verwaarloosd", "er niet meer zijn",
        "niet meer willen", "ik wil niet meer", "ik kan niet meer", "er een einde aan maken", "eruit stappen", "pillen",
        "overdosis", "ophangen", "mijn baby ademt niet", "stikt", "bewusteloos", "depressie", "depressief", "zwarte gedachten",
        "ze blijft huilen", "woede", "woedend", "politie", "112", "battre", "des coups",
    ],
)  # fmt: skip
def test_words_of_danger_are_heard(typed):
    assert may_need_help(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "slapen",
        "oma",
        "werk",
        "bank",
        "Bangladesh",
        "pijn",
        "leven",
        "die",
        "geweldig",
        "Nina",
        "schuld",
        "oppas",
        "kan",
        "huilen",
        "gedachten",
        "een plek",
        "maken",
        "x" * 500,
    ],
)
def test_what_is_about_something_else_stays_as_it_is(typed):
    assert not may_need_help(typed)


@given(st.text(max_size=300))
def test_whatever_is_typed_has_an_answer(typed):
    assert may_need_help(typed) in (True, False)
