"""Parents who leave, in every other world; and what of a circle stands no more because of it, as rules on plain values."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from stek.policy import Role

from .drawing import Draw
from .teams import out_of_the_team
from .world import Leaving, Place, TeamPlace, World

DAYS = timedelta(days=14)


class _Leaver(Draw):
    """With a chance of its own: what else there is in a world stays what it is."""

    def __init__(self, draw: Draw) -> None:
        super().__init__(draw.seed, draw.now, draw.near)
        self.chance = random.Random(f"leaving {draw.seed}")

    def left(self, world: World) -> World:
        places = tuple(map(self.made, world.places, [world] * len(world.places)))
        parents = [one for one in places if one.role is Role.PARENT]
        leavings = tuple(self.leaving(one) for one in parents if self.often(0.5))
        return replace(world, places=places, leavings=leavings)

    def made(self, place: Place, world: World) -> Place:
        if place.role is Role.PARENT:
            return place
        parents = [one.person for one in world.places if one.family == place.family and one.role is Role.PARENT]
        return replace(place, made_by=self.chance.choice(parents))

    def leaving(self, place: Place) -> Leaving:
        """Mostly they have left by now, or do so at this very moment."""
        at = (self.moment() if self.often(0.5) else self.now) - DAYS
        undone = self.moment() if self.often(0.2) else None
        return Leaving(self.uuid(), place.family, place.id, place.person, at, undone)


def with_leavings(draw: Draw, world: World) -> World:
    return _Leaver(draw).left(world) if draw.seed % 2 else world


def over(world: World, family: UUID) -> frozenset[UUID]:
    """Places that stand no more though nobody ended them."""
    return frozenset(_over(world, family))


def _over(world: World, family: UUID) -> Iterator[UUID]:
    gone = {
        one.place: one
        for one in world.leavings
        if one.family == family and one.undone_at is None and one.asked_at + DAYS <= world.now
    }
    here = [one for one in world.places if one.family == family]
    left = [one for one in here if one.role is Role.PARENT and one.id not in gone and one.period.holds(world.now)]
    yield from out_of_the_team(world, here)
    standing: list[Place | TeamPlace] = [*here, *(one for one in world.team_places if one.family == family)]
    for place in standing if gone else ():
        makers = [one for one in gone.values() if one.person == place.made_by]
        hidden_by_who_left = place.known_to is not None and any(
            not any(
                parent.period.start <= maker.asked_at + DAYS and place.is_known_to(parent.person) for parent in left
            )
            for maker in makers
        )
        if place.id in gone or not left or hidden_by_who_left:
            yield place.id


def is_put_away(world: World, family: UUID) -> bool:
    """Parents left, and none stands there any more."""
    ended = over(world, family)
    return bool(ended) and not any(
        one.role is Role.PARENT and one.id not in ended and one.period.holds(world.now)
        for one in world.places
        if one.family == family
    )
