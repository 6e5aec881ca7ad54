"""When somebody may hear that something waits: pure."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stek.people.rules import Rhythm, Wish

HOURS = st.integers(0, 23)
WISHES = st.builds(
    Wish, by_mail=st.booleans(), rhythm=st.sampled_from(Rhythm), hour=HOURS, quiet_from=HOURS, quiet_until=HOURS
)


def on(hour: int) -> datetime:
    return datetime(2026, 11, 20, hour, 15, tzinfo=ZoneInfo("Europe/Brussels"))


@given(WISHES, HOURS)
def test_nobody_hears_anything_in_quiet_hours_or_when_it_is_off(wish, hour):
    if wish.is_quiet(hour) or not wish.by_mail:
        assert not wish.may_hear(on(hour))


@given(WISHES)
def test_who_wants_to_hear_can_be_told_at_some_hour_of_the_day(wish):
    """A digest that would never come cannot be chosen. Without a break somebody chose silence themselves."""
    always_quiet = all(wish.is_quiet(hour) for hour in range(24))
    assert not always_quiet
    if wish.by_mail and wish.is_possible():
        assert any(wish.may_hear(on(hour)) for hour in range(24))


@given(WISHES)
def test_a_digest_comes_not_before_its_hour(wish):
    if wish.rhythm is Rhythm.DIGEST:
        assert not any(wish.may_hear(on(hour)) for hour in range(wish.hour))


@pytest.mark.parametrize(
    ("from_", "until", "quiet"), [(20, 7, {20, 21, 22, 23, 0, 1, 2, 3, 4, 5, 6}), (12, 14, {12, 13}), (5, 5, set())]
)
def test_quiet_hours_go_past_midnight_or_not_at_all(from_, until, quiet):
    wish = Wish(quiet_from=from_, quiet_until=until)
    assert {hour for hour in range(24) if wish.is_quiet(hour)} == quiet


def test_who_said_nothing_hears_once_a_day_in_the_morning():
    assert [hour for hour in range(24) if Wish().may_hear(on(hour))] == list(range(8, 20))
    assert Wish().rhythm is Rhythm.DIGEST and Wish().is_possible()
