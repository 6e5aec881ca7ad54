"""As whom somebody stands in a circle."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID, uuid4

from stek.circle.facts import read_facts
from stek.policy import Role

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FAMILY = uuid4()
EARLY, LATE = (NOW - timedelta(days=days) for days in (90, 30))


def stands_as(*places: tuple[Role, datetime, datetime | None, UUID]) -> tuple[UUID | None, Role | None]:
    rows = [
        [role, start.isoformat(), end and end.isoformat(), str(id), False, True, False, None]
        for role, start, end, id in places
    ]
    nothing: dict = {
        key: []
        for key in (
            "grants",
            "closed",
            "apart",
            "aside",
            "break_glass",
            "given",
            "children",
            "parents",
            "refused",
            "teams",
        )
    } | {
        "over": {},
        "leaving": None,
    }
    place = read_facts(FAMILY, {"places": rows, **nothing}, NOW).place
    return (place.id, place.role) if place else (None, None)


def test_a_parent_who_also_stands_in_the_circle_otherwise_is_a_parent():
    as_kin, as_parent, as_carer = uuid4(), uuid4(), uuid4()
    places = [
        (Role.KIN, EARLY, NOW + timedelta(days=1), as_kin),
        (Role.PARENT, LATE, None, as_parent),
        (Role.PROFESSIONAL, LATE, NOW + timedelta(days=9), as_carer),
    ]
    assert {stands_as(*order) for order in permutations(places)} == {(as_parent, Role.PARENT)}


def test_of_two_places_it_is_the_one_somebody_has_had_longest_in_whatever_order_they_come():
    first, second = uuid4(), uuid4()
    places = [(Role.KIN, EARLY, NOW + timedelta(days=1), first), (Role.PROFESSIONAL, LATE, None, second)]
    assert stands_as(*places) == stands_as(*reversed(places)) == (first, Role.KIN)


def test_a_place_that_is_over_or_yet_to_begin_is_none():
    over, later = (Role.PARENT, EARLY, LATE, uuid4()), (Role.KIN, NOW + timedelta(days=1), None, uuid4())
    assert stands_as(over, later) == (None, None)
