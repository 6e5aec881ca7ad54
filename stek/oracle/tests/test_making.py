"""Worlds: the same from the same number, and full of moments that matter."""

from datetime import UTC, datetime, timedelta

from stek.oracle.drawing import HOUR, TICK
from stek.oracle.making import make_world

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def test_the_same_number_and_moment_give_the_same_world():
    assert make_world(7, NOW) == make_world(7, NOW)
    assert make_world(7, NOW) != make_world(8, NOW)


def test_a_world_moves_along_with_the_moment_it_is_asked_about():
    later = make_world(7, NOW + timedelta(days=3))
    assert [place.id for place in later.places] == [place.id for place in make_world(7, NOW).places]
    assert {place.period.start - later.now for place in later.places} == {
        place.period.start - NOW for place in make_world(7, NOW).places
    }


def test_periods_begin_and_end_on_the_moment_itself_and_a_tick_beside_it():
    worlds = [make_world(seed, NOW) for seed in range(40)]
    for rows in ("places", "consents", "glasses", "sessions"):
        periods = [row.period for world in worlds for row in getattr(world, rows)]
        edges = {NOW - TICK, NOW, NOW + TICK}
        assert edges <= {period.start for period in periods}, rows
        assert edges <= {period.end for period in periods}, rows


def test_committed_worlds_keep_clear_of_the_moment_itself():
    for seed in range(30):
        world = make_world(seed, NOW, near=HOUR)
        for row in (*world.places, *world.consents, *world.glasses, *world.sessions):
            assert abs(row.period.start - NOW) >= HOUR
            assert row.period.end is None or abs(row.period.end - NOW) >= HOUR


def test_nobody_stands_twice_without_an_end_in_one_family():
    for seed in range(30):
        open_ended = [
            (place.family, place.person) for place in make_world(seed, NOW).places if place.period.end is None
        ]
        assert len(open_ended) == len(set(open_ended))
