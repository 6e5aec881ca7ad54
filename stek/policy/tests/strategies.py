"""Small worlds of values for `decide()`: few enough of each that they meet, with moments on and beside each other."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from stek.policy import (
    Actor,
    BreakGlass,
    Facts,
    Grant,
    Item,
    Period,
    Place,
    Purpose,
    Role,
    Section,
    Verb,
    own_section,
)

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)

people = st.sampled_from(["An", "Bo", "Cé"])
families = st.sampled_from(["family 1", "family 2"])
threads = st.sampled_from(["thread 1", "thread 2", "thread 3"])
place_ids = st.sampled_from(["place 1", "place 2", "place 3"])
sections = st.sampled_from([Section.STORY, Section.NEEDS, own_section("An"), own_section("Bo"), "drawer"])
purposes = st.sampled_from(list(Purpose))
verbs = st.sampled_from(list(Verb))
moments = st.sampled_from([NOW - timedelta(days=1), NOW - TICK, NOW, NOW + TICK, NOW + timedelta(days=1)])
periods = st.builds(Period, start=moments, end=st.none() | moments)

actors = st.builds(
    Actor, person=people, live=st.none() | periods, is_health_professional=st.booleans(), second_factor_at=st.none()
)
signed_in = st.builds(
    Actor,
    person=people,
    live=st.just(Period(NOW - TICK)),
    is_health_professional=st.booleans(),
    second_factor_at=st.none(),
)
items = st.builds(
    Item,
    family=families,
    section=sections,
    author=people,
    private=st.booleans(),
    rests_on=st.frozensets(threads | place_ids),
)
places = st.builds(
    Place, family=families, id=place_ids, role=st.sampled_from(list(Role)), period=periods, hidden=st.booleans()
)
grants = st.builds(
    Grant,
    family=families,
    place=place_ids,
    section=sections,
    purpose=purposes,
    verbs=st.frozensets(verbs),
    period=periods,
)
glasses = st.builds(BreakGlass, family=families, period=periods)


def tuples(of: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(of, max_size=3).map(tuple)


facts = st.builds(
    Facts,
    places=tuples(places),
    grants=tuples(grants),
    closed=st.frozensets(threads, max_size=1),
    apart=st.frozensets(place_ids, max_size=1),
    break_glass=tuples(glasses),
)
