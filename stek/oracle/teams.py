"""Who is in a team, and who stands somewhere through one, as rules on plain values."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from .world import Place, World


def is_in(world: World, person: UUID, team: UUID) -> bool:
    return any(
        who == person and period.holds(world.now)
        for one in world.teams
        if one.id == team
        for who, period in one.members
    )


def out_of_the_team(world: World, places: Iterable[Place]) -> Iterator[UUID]:
    """Of these places those through a team that stand no more: the team stands there no more, or they are in it no more
    as they were when they came to stand there, or no parent's tap is left."""
    stand = {one.id for one in world.team_places if one.period.end is None or world.now < one.period.end}
    tapped = {one.place for one in world.taps if one.ended_at is None}
    for place in places:
        inside = any(
            one.id == place.team and who == place.person and period.start <= place.period.start
            and (period.end is None or world.now < period.end)
            for one in world.teams for who, period in one.members
        )  # fmt: skip
        if place.via and not (place.via in stand and place.id in tapped and inside):
            yield place.id
