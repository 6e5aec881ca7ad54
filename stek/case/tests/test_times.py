"""A time that was said in a file is the time that is meant, and can be said back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stek.case.times import Calendar, NotATime

from .texts import NOW, ZONE

BIRTH = date(2026, 8, 29)
CALENDAR = Calendar(NOW.astimezone(UTC), ZONE, BIRTH, date(2026, 10, 5))
days = st.dates(date(2020, 1, 1), date(2026, 11, 20))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("b", date(2026, 8, 29)),
        ("b+3d", date(2026, 9, 1)),
        ("b-2m", date(2026, 6, 29)),
        ("b+5w1d", date(2026, 10, 4)),
        ("b-6m", date(2026, 2, 28)),  # no 29 February this year
        ("w1", date(2026, 10, 5)),
        ("w3+2d", date(2026, 10, 21)),
        ("now", date(2026, 11, 21)),
        ("now-10w", date(2026, 9, 12)),
        ("now-4y", date(2022, 11, 21)),
        ("2026-11-01", date(2026, 11, 1)),
    ],
)
def test_days(said, meant):
    assert CALENDAR.day(said) == meant


@pytest.mark.parametrize(
    "said",
    ["", "gisteren", "b+3", "b3d", "b+d", "+3d", "w0", "2026-02-30", "2026-13-01", "b+99999y", "b-99999m", "now+99999y",
     "b+5w ", "b+٣d", "B+3d", "2026-11-21T25:00", "bT25:00", "b+1dT", "b+1dT12:00+01:00"],
)  # fmt: skip
def test_what_is_no_time(said):
    with pytest.raises(NotATime):
        CALENDAR.moment(said)


def test_without_a_birth_nothing_counts_from_it():
    with pytest.raises(NotATime):
        Calendar(CALENDAR.now, ZONE).day("b+3d")


def test_a_day_as_a_moment_is_noon_on_the_kitchen_wall_in_winter_and_in_summer():
    assert CALENDAR.moment("2026-11-10") == datetime(2026, 11, 10, 11, tzinfo=UTC)
    assert CALENDAR.moment("2026-07-10") == datetime(2026, 7, 10, 10, tzinfo=UTC)


def test_today_is_never_later_than_now():
    early = Calendar(datetime(2026, 11, 21, 8, tzinfo=ZONE).astimezone(UTC), ZONE)
    assert early.moment("now-0d") == early.moment("2026-11-21") == early.now
    assert early.moment("now-0dT20:00") == early.now


@given(days, st.booleans())
def test_a_day_is_said_so_that_it_is_the_same_day(day, relative):
    assert CALENDAR.day(CALENDAR.said_day(day, relative=relative)) == day


@given(days, st.booleans())
def test_without_a_birth_too(day, relative):
    plain = Calendar(CALENDAR.now, ZONE)
    assert plain.day(plain.said_day(day, relative=relative)) == day


@given(
    st.integers(0, 217_000_000_000_000),
    st.booleans(),
    st.sampled_from(["Europe/Brussels", "America/New_York", "Asia/Kathmandu"]),
)
def test_a_moment_is_said_so_that_it_is_the_same_moment(microseconds, relative, zone):
    """Also in the hour that the clock shows twice, and with its microseconds."""
    here = Calendar(CALENDAR.now, ZoneInfo(zone), BIRTH)
    moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    assert here.moment(here.said_moment(moment, relative=relative)) == moment


@pytest.mark.parametrize("hour", [0, 1])
def test_the_hour_that_the_clock_shows_twice_is_said_apart(hour):
    moment = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)  # half past two, both times
    assert CALENDAR.moment(CALENDAR.said_moment(moment, relative=True)) == moment


@given(st.integers(0, 400), st.integers(0, 8))
def test_steps_add_up(amount, weeks):
    assert CALENDAR.day(f"b+{weeks}w{amount}d") == BIRTH + timedelta(days=7 * weeks + amount)
