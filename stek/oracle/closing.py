"""What authors hid, for the worlds of the oracle: closings with readers, and their ids in what lies under them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from .drawing import Draw
from .world import Closing, Link, Note, Thing, World


def closed(draw: Draw, world: World, most: tuple[int, int]) -> World:
    """The same world in which some things are hidden by who wrote them."""
    return _Closer(draw, world).closed(draw.chance.randint(*most))


class _Closer:
    def __init__(self, draw: Draw, world: World) -> None:
        self.draw, self.world = draw, world
        self.under: dict[UUID, tuple[UUID, ...]] = {}  # by thread or id: the closings it lies under

    def closed(self, many: int) -> World:
        world = self.world
        told: list[Note | Link | Thing] = [
            *(note for note in world.notes if note.supersedes is None), *world.links, *world.things,
        ]  # fmt: skip
        closings = tuple(map(self.closing, self.draw.chance.sample(told, min(many, len(told)))))
        self.by_family = defaultdict[UUID, list[Closing]](list)
        for one in closings:
            self.by_family[one.family].append(one)
        for row in told:
            self.under[row.id] = self.of(row)
        return replace(
            world,
            closings=closings,
            notes=tuple(replace(one, rests_on=self.marked(one, one.thread)) for one in world.notes),
            links=tuple(replace(one, rests_on=self.marked(one, one.id)) for one in world.links),
            things=tuple(replace(one, rests_on=self.marked(one, one.id)) for one in world.things),
        )

    def closing(self, row: Note | Link | Thing) -> Closing:
        around = sorted({place.person for place in self.world.places if place.family == row.family})
        readers = self.draw.chance.sample(around, self.draw.chance.randint(0, len(around)))
        lifted = self.draw.moment() if self.draw.often(0.25) else None
        return Closing(self.draw.uuid(), row.family, row.id, row.author, tuple(readers), lifted)

    def of(self, row: Note | Link | Thing) -> tuple[UUID, ...]:
        """Its own closing; those of what it is made of; and of what it rests on, when its author hid that, or when it
        was built on it afterwards."""
        made_of = row.ends if isinstance(row, Link) else (row.hangs_on, row.note) if isinstance(row, Thing) else ()
        found = [key for one in made_of if one for key in self.under.get(one, ())]
        found += [closing.id for closing in self.by_family[row.family] if self.reaches(closing, row)]
        return tuple(dict.fromkeys(found))

    def reaches(self, closing: Closing, row: Note | Link | Thing) -> bool:
        if closing.thread == row.id:
            return True
        return closing.thread in row.rests_on and (closing.by == row.author or self.draw.often(0.6))

    def marked(self, row: Note | Link | Thing, thread: UUID) -> tuple[UUID, ...]:
        return tuple(dict.fromkeys((*row.rests_on, *self.under[thread])))


def with_closings(rests_on: Iterable[UUID], world: World, draw: Draw) -> tuple[UUID, ...]:
    """What somebody names when they build on these threads: mostly also what those lie under."""
    named = tuple(rests_on)
    under = [key for note in world.notes if note.thread in named for key in note.rests_on if _is_closing(key, world)]
    return tuple(dict.fromkeys((*named, *(under if draw.often(0.8) else ()))))


def _is_closing(id: UUID, world: World) -> bool:
    return any(closing.id == id for closing in world.closings)
