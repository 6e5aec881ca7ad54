"""What a family is already asked in one week: a list to read, day by day."""

from dataclasses import fields
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from stek.continuity.load import Asked, load
from stek.continuity.rules import Way

WEEK = date(2026, 3, 2)
DAYS = st.integers(-20, 20).map(lambda days: WEEK + timedelta(days=days))


@st.composite
def asked(draw) -> Asked:
    on = draw(DAYS)
    until = on + timedelta(days=draw(st.integers(0, 20)))
    way = draw(st.none() | st.sampled_from(Way))
    return Asked(UUID(int=draw(st.integers(0, 2**32))), on, until, way, "Een bezoek.")


def one(on: date, until: date | None = None, way: Way | None = Way.VISIT, number: int = 1) -> Asked:
    return Asked(UUID(int=number), on, until or on, way, "Een bezoek.")


@given(st.lists(asked(), unique_by=lambda each: each.id))
def test_what_falls_in_the_week_stands_there_once_and_nothing_else(every):
    days = {WEEK + timedelta(days=day) for day in range(7)}
    found = load(every, WEEK)
    assert len(found) == len(set(found))
    for each in every:
        touches = any(each.on <= day <= each.until for day in days)
        assert (each in found) is (touches and each.way is not Way.OWN)


@given(st.lists(asked(), unique_by=lambda each: each.id), st.randoms(use_true_random=False))
def test_the_order_is_that_of_the_days_whatever_the_order_it_was_found_in(every, chance):
    found = load(every, WEEK)
    assert [each.on for each in found] == sorted(each.on for each in found)
    chance.shuffle(every)
    assert load(every, WEEK) == found


def test_the_week_begins_on_its_first_day_and_ends_before_the_next():
    edges = [one(WEEK - timedelta(days=1)), one(WEEK, number=2), one(WEEK + timedelta(days=6), number=3)]
    assert [each.id.int for each in load([*edges, one(WEEK + timedelta(days=7), number=4)], WEEK)] == [2, 3]


def test_a_step_of_weeks_stands_in_every_week_that_it_lasts():
    long = one(WEEK - timedelta(days=10), WEEK + timedelta(days=10), None)
    assert [len(load([long], WEEK + timedelta(days=7 * week))) for week in (-3, -2, -1, 0, 1, 2)] == [0, 1, 1, 1, 1, 0]


def test_a_carers_own_work_asks_nothing_of_the_family():
    assert load([one(WEEK, way=Way.OWN)], WEEK) == ()


def test_it_is_a_list_and_holds_no_number():
    assert isinstance(load([one(WEEK)], WEEK), tuple)
    assert not {each.type for each in fields(Asked)} & {int, float, "int", "float"}
