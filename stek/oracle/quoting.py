"""Words that quote somebody, in worlds of a size that has them: their closing is that person's, and not its author's."""

import random
from dataclasses import replace

from stek.policy import Role, Section

from .drawing import Draw
from .world import Closing, Note, Place, Refusal, World


class _Quoter(Draw):
    """With a chance of its own: what else there is in a world stays what it is."""

    def __init__(self, draw: Draw) -> None:
        super().__init__(draw.seed, draw.now, draw.near)
        self.chance = random.Random(f"quotes {draw.seed}")

    def quoted(self, world: World) -> World:
        for note in world.notes:
            others = [one for one in world.places if one.family == note.family and one.person != note.author]
            if (
                note.supersedes is None
                and note.section == Section.STORY
                and not note.is_private
                and others
                and self.often(0.6)
            ):
                place = self.chance.choice(others)
                world = self.perhaps_refused(place, self.of(place, note, world))
        return world

    def perhaps_refused(self, place: Place, world: World) -> World:
        """Who is quoted says no to somebody, now and then, and did not before."""
        said = {(one.place, one.by) for one in world.refusals}
        here = [one for one in world.places if one.family == place.family and one.role is not Role.PARENT]
        may = [one.id for one in here if (one.id, place.person) not in said]
        if place.role is not Role.PARENT or not may or self.often(0.4):
            return world
        no = Refusal(self.uuid(), place.family, self.chance.choice(may), place.person, None)
        return replace(world, refusals=(*world.refusals, no))

    def of(self, place: Place, note: Note, world: World) -> World:
        """What is said in this thread are words of who stands, or stood, at this place: whatever rests on it lies under
        their closing, and none of its author's."""
        others = [one for one in world.closings if one.thread != note.thread]
        before = [one.id for one in world.closings if one.thread == note.thread]
        around = sorted({one.person for one in world.places if one.family == note.family})
        readers = {
            *self.chance.sample(around, self.chance.randint(0, len(around))),
            *([note.author] if self.often(0.8) else []),
        }
        made = Closing(self.uuid(), note.family, note.thread, place.person, tuple(sorted(readers)),
                       self.moment() if self.often(0.25) else None, quotation=True)  # fmt: skip

        def marked[Row](row: Row) -> Row:
            if note.thread not in row.rests_on:  # type: ignore[attr-defined]
                return row
            rests = [one for one in row.rests_on if one not in before]  # type: ignore[attr-defined]
            return replace(row, rests_on=tuple(dict.fromkeys((*rests, place.id, made.id))))  # type: ignore[type-var]

        return replace(
            world,
            closings=(*others, made),
            notes=tuple(
                replace(one, whose=place.person) if one.thread == note.thread else one
                for one in map(marked, world.notes)
            ),
            links=tuple(map(marked, world.links)),
            things=tuple(map(marked, world.things)),
        )


def with_quotations(draw: Draw, world: World) -> World:
    return _Quoter(draw).quoted(world)
