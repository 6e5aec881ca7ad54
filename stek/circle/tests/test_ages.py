"""How old a child is: weeks, then months, then years; corrected for who came early; weeks of pregnancy before."""

from datetime import date, timedelta

import pytest
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from stek.circle.ages import age_in_words
from stek.circle.rules import PRETERM, age, corrected_age

DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
LIVED = st.integers(0, 365 * 6)


@given(DAYS, LIVED)
def test_a_week_is_seven_days_and_a_month_is_by_the_calendar(born: date, days: int):
    today = born + timedelta(days=days)
    told = age(born, None, today)
    assert told and not told.expected and told.weeks == days // 7
    years, months = divmod(told.months, 12)
    assert 28 * told.months <= days + 31 and days <= 31 * (told.months + 1)
    if today.day >= born.day:
        assert (today.year - born.year) * 12 + today.month - born.month == told.months
    assert 0 <= years <= 6 and 0 <= months < 12


@given(DAYS, LIVED)
def test_nobody_gets_younger(born: date, days: int):
    first, later = (age(born, None, born + timedelta(days=n)) for n in (days, days + 1))
    assert first and later and later.weeks >= first.weeks and later.months >= first.months


@given(DAYS, st.integers(0, 365))
def test_before_its_birth_a_child_that_was_born_has_no_age(born: date, days: int):
    assert age(born, None, born - timedelta(days=days + 1)) is None
    assert age_in_words(born, None, born - timedelta(days=days + 1)) == ""


@given(DAYS, st.integers(0, 280))
def test_a_child_that_is_expected_has_its_weeks_of_pregnancy(due: date, days: int):
    told = age(None, due, due - timedelta(days=days))
    assert told and told.expected and told.months == 0
    assert told.weeks == 40 - -(-days // 7)  # forty on the day itself; a week that has begun is not yet full
    assert 0 <= told.weeks <= 40
    assert age_in_words(None, due, due - timedelta(days=days)) == f"{told.weeks} weken zwangerschap"


@given(DAYS, st.integers(0, 14))
def test_after_the_day_it_goes_on_counting_for_two_weeks(due: date, days: int):
    told = age(None, due, due + timedelta(days=days))
    assert told and told.expected and told.weeks == 40 + days // 7


@given(DAYS, st.integers(15, 365 * 6))
def test_past_42_weeks_only_the_day_that_was_told_is_said(due: date, days: int):
    """Nobody is 68 weeks pregnant: the child was born and nobody told, or there was a loss."""
    today = due + timedelta(days=days)
    assert age(None, due, today) is None
    assert age_in_words(None, due, today, "Nina") == f"uitgerekende datum was {date_format(due, 'j F Y')}"


def test_it_is_the_mother_who_is_pregnant():
    due = date(2026, 12, 24)
    assert age_in_words(None, due, date(2026, 11, 21), "Nina") == "Nina is 35 weken zwanger"


@given(DAYS, st.integers(-30, 120), LIVED)
def test_age_is_corrected_for_who_came_more_than_three_weeks_early_until_two(born: date, early: int, days: int):
    due, today = born + timedelta(days=early), born + timedelta(days=days)
    corrected, lived = corrected_age(born, due, today), age(born, due, today)
    assert lived is not None
    from_due = age(due, None, today)
    if timedelta(days=early) <= PRETERM or from_due is None or from_due.months >= 24:
        assert corrected is None
    else:
        assert corrected == from_due and not corrected.expected
        assert corrected.weeks in (lived.weeks - early // 7, lived.weeks - early // 7 - 1)


@pytest.mark.parametrize("born_on", [None, date(2026, 1, 31)])
def test_without_a_due_date_nothing_is_corrected(born_on):
    assert corrected_age(born_on, None, date(2026, 3, 1)) is None


@pytest.mark.parametrize(
    ("born", "due", "today", "words"),
    [
        (date(2026, 9, 12), None, date(2026, 9, 12), "vandaag geboren"),
        (date(2026, 9, 12), None, date(2026, 9, 13), "1 dag oud"),
        (date(2026, 9, 12), None, date(2026, 9, 15), "3 dagen oud"),
        (date(2026, 9, 12), None, date(2026, 9, 26), "2 weken"),
        (date(2026, 9, 12), None, date(2026, 12, 11), "12 weken"),
        (date(2026, 9, 12), None, date(2026, 12, 12), "3 maanden"),
        (date(2026, 1, 31), None, date(2026, 4, 30), "12 weken"),
        (date(2024, 2, 29), None, date(2026, 2, 28), "23 maanden"),
        (date(2024, 2, 29), None, date(2026, 3, 1), "2 jaar"),
        (date(2023, 9, 12), None, date(2026, 10, 12), "3 jaar en 1 maand"),
        (date(2026, 9, 12), date(2026, 10, 24), date(2026, 11, 21), "10 weken, gecorrigeerd 4 weken"),
        (date(2026, 9, 12), date(2026, 10, 3), date(2026, 11, 21), "10 weken"),
        (None, date(2026, 12, 24), date(2026, 11, 21), "35 weken zwangerschap"),
        (None, None, date(2026, 11, 21), ""),
    ],
)  # fmt: skip
def test_an_age_in_words(born, due, today, words):
    assert age_in_words(born, due, today) == words


def test_before_the_day_it_was_expected_an_early_child_has_no_corrected_age_below_nothing():
    """Born ten weeks early and two weeks old: still eight weeks to go, so nothing is said about that."""
    born = date(2026, 9, 12)
    words = age_in_words(born, born + timedelta(weeks=10), born + timedelta(weeks=2))
    assert words == "2 weken"
