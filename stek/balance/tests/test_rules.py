"""What stood on a day, and what came and went between two."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from stek.balance.rules import BAND, Band, Level, Side, Span, between, earliest_day

DAY = date(2026, 11, 21)
days = st.integers(-400, 400).map(lambda n: DAY + timedelta(days=n))
spans = st.lists(st.builds(Span, st.none() | days, st.none() | days), max_size=12)


@given(spans, days, days)
def test_every_row_is_told_once_or_stood_on_neither_day(rows, then, now):
    told = between(list(enumerate(rows)), lambda row: row[1], then, now)
    for row in enumerate(rows):
        places = [row in part for part in (told.came, told.went, told.stayed)]
        before, after = row[1].stands_on(then), row[1].stands_on(now)
        assert places == [after and not before, before and not after, before and after]


@given(spans, days)
def test_on_one_and_the_same_day_nothing_came_and_nothing_went(rows, day):
    told = between(rows, lambda row: row, day, day)
    assert told.came == told.went == ()


@given(spans, days, days)
def test_looking_back_is_looking_forward_the_other_way_round(rows, then, now):
    forward, back = (between(rows, lambda row: row, *pair) for pair in ((then, now), (now, then)))
    assert (forward.came, forward.went, forward.stayed) == (back.went, back.came, back.stayed)


def test_a_span_holds_on_its_first_day_and_no_longer_on_its_last():
    span = Span(DAY, DAY + timedelta(days=2))
    assert [span.stands_on(DAY + timedelta(days=n)) for n in (-1, 0, 1, 2)] == [False, True, True, False]
    assert Span(None, None).stands_on(DAY)


def test_every_level_stands_in_a_band_and_every_side_has_another():
    assert set(BAND) == {str(level) for level in Level} and set(BAND.values()) == set(Band)
    assert all(side.other is not side and side.other.other is side for side in Side)


def test_a_child_began_at_most_three_hundred_days_before_it_was_born():
    assert earliest_day([]) is None
    assert earliest_day([DAY, DAY - timedelta(days=10)]) == DAY - timedelta(days=310)
    assert earliest_day([date.min]) == date.min
