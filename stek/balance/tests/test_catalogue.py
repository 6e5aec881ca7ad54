"""The catalogue: complete in three languages, calm, found by a word in no time, and usable both ways."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stek.balance import catalogue
from stek.balance.catalogue import factors, folded, search, sources, tasks, tasks_at
from stek.balance.rules import Level, Side
from stek.balance.tests.builders import add, balance_of
from stek.circle.tests.builders import make_family


def test_the_catalogue_has_its_words_in_three_languages():
    assert len(factors()) >= 110
    for one in factors().values():
        assert set(one.words) == {"nl", "fr", "en"} and all(words.strip() for words in one.words.values()), one.code
        assert len(one.words["nl"]) <= 80 and len(one.code) <= 40


def test_no_two_factors_say_the_same():
    for language in ("nl", "fr", "en"):
        labels = [one.words[language] for one in factors().values()]
        assert len(labels) == len(set(labels))


def test_every_factor_says_where_it_comes_from():
    for one in (*factors().values(), *tasks().values()):
        assert one.sources and set(one.sources) <= set(sources()), one.code


def test_all_levels_and_both_sides_are_there():
    assert {(one.level, one.side) for one in factors().values()} == {(level, side) for level in Level for side in Side}


def test_what_is_clinical_waits_for_a_clinician():
    assert factors()["depression"].for_review and factors()["violence"].safety
    assert not factors()["network"].for_review


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("slaap", "worn_out"), ("slapen", "sleep_hard"), ("SLAPEN", "sleep_hard"), ("moe", "worn_out"),
        ("ouderschapsverlof", "parental_leave"), ("verlof", "parental_leave"), ("werk", "work_uncertain"),
        ("sommeil", "sleep_hard"), ("depuis", ""), ("scol", ""), ("séparation", "separation"),
        ("separation", "separation"), ("ruzie partner", "couple_conflict"), ("waiting", "waiting"), ("depression", "depression"),
    ],
)  # fmt: skip
def test_a_word_finds_what_it_names(typed: str, code: str):
    found = [one.code for one in search(typed)]
    assert code in found if code else found == []


def test_the_readers_own_language_comes_first():
    french = [one.code for one in search("travail", "fr")]
    assert french[0] in {"work_uncertain", "work_family", "parental_leave", "school_work"}


def test_the_side_that_is_asked_for_comes_first_and_the_other_is_there_too():
    for side in Side:
        found = search("werk", "nl", side)
        assert found[0].side is side and {one.side for one in found} == set(Side)


def test_nothing_typed_finds_nothing():
    assert search("") == search("   ") == search("!?…") == ()


@given(st.text(max_size=300))
def test_whatever_is_typed_the_search_answers_with_few(typed):
    assert len(search(typed)) <= catalogue.MOST
    assert folded(folded(typed)) == folded(typed)


def test_a_search_takes_less_than_fifty_milliseconds():
    search("warm")  # the catalogue is read
    begun = time.perf_counter()
    for typed in ("s", "sl", "sla", "slapen", "geen geld", "a b c d e f g h i j", "x" * 200):
        search(typed)
    assert (time.perf_counter() - begun) / 7 < 0.05


@pytest.mark.parametrize("months", [-1, 0, 3, 8, 14, 30, 50])
def test_every_time_of_life_asks_something_of_a_child_and_of_parents(months: int):
    whose = {task.whose for task in tasks_at(months)}
    assert Level.PARENT in whose and (months < 0 or Level.CHILD in whose)
    assert all(task.from_months <= months < task.until_months for task in tasks_at(months))


def test_a_child_that_is_expected_has_no_tasks_and_its_parents_make_room():
    assert {task.whose for task in tasks_at(-1)} == {Level.PARENT}
    assert "making_room" in {task.code for task in tasks_at(-1)}


def test_without_a_known_age_only_parents_are_asked():
    assert {task.whose for task in tasks_at(None)} == {Level.PARENT}


def test_a_factor_of_the_catalogue_stands_on_the_side_somebody_chooses(db):
    family = make_family("Nina")
    for side in Side:
        add(family, family.parent, code="community", side=side, level=Level.MACRO)
    assert {one.side for one in balance_of(family, family.parent)} == set(Side)
