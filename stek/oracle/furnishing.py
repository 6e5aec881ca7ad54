"""Things in every gated table other than the story's, for the worlds of the oracle; and attempts to add more."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from stek.policy import own_section

from . import gated, hanging
from .closing import closed, with_closings
from .drawing import Draw
from .hanging import Support
from .world import Attempt, Note, Person, Place, Thing, World


class Furnisher:
    def __init__(
        self, draw: Draw, world: World, sections: Sequence[str], about: Callable[[UUID], Sequence[UUID]]
    ) -> None:
        self.draw, self.chance, self.about = draw, draw.chance, about
        self.world, self.sections = world, sections

    def furnished(self, hung: int, closings: tuple[int, int]) -> World:
        """The same world with things in every other gated table, some of all of it hidden, and attempts to add more."""
        world, things = self.world, list[Thing]()
        for table in gated.THINGS:
            for family in world.families:
                there = [one for one in things if (one.table, one.family) == (table.hangs_on, family)]
                for _ in range(self.chance.randint(2, 4)):
                    things += self.fitting(table, self.thing(table.name, family), there, things)
        self.world = world = closed(self.draw, replace(world, things=tuple(things)), closings)
        things = list(world.things)
        attempts = (
            *(self.note(person) for person in world.people for _ in range(10)),
            *(
                Attempt(person.id, self.thing(table.name, None, person))
                for table in gated.THINGS if not table.hangs_on for person in world.people for _ in range(2)
            ),
            *(
                Attempt(person.id, self.hung(table, self.thing(table.name, None, person), things))
                for table in gated.THINGS if table.hangs_on for person in world.people for _ in range(hung)
            ),
        )  # fmt: skip
        return replace(world, attempts=attempts)

    def note(self, person: Person) -> Attempt:
        """Now and then in another's name, or standing in another's place."""
        stood = [place for place in self.world.places if place.person == person.id]
        place = self.chance.choice(stood if stood and self.draw.often(0.85) else self.world.places)
        author = person.id if self.draw.often(0.85) else self.chance.choice(self.world.people).id
        thread = self.draw.uuid()
        others = [note.thread for note in self.world.notes if note.family == place.family]
        rests = self.chance.sample(others, min(len(others), self.chance.choice((0, 0, 1))))
        sections = (*self.sections, own_section(person.id))
        return Attempt(
            person.id,
            Note(thread, place.family, thread, None, self.chance.choice(sections), author, place.id,
                 self.draw.often(0.3), with_closings((thread, place.id, *rests), self.world, self.draw), self.world.now),
        )  # fmt: skip

    def thing(self, table: str, family: UUID | None, by: Person | None = None) -> Thing:
        """Something in this table; by somebody, then perhaps in another's name or place."""
        places = [place for place in self.world.places if family in (None, place.family)]
        stood = [place for place in places if by and place.person == by.id]
        place = self.chance.choice(stood if stood and self.draw.often(0.85) else places)
        author = place.person
        if by:
            author = by.id if self.draw.often(0.85) else self.chance.choice(self.world.people).id
        sections = self.sections if by is None else (*self.sections, own_section(by.id))
        id = self.draw.uuid()
        return Thing(id, table, place.family, self.chance.choice(sections), author, place.id, self.draw.often(0.33),
                     (id, place.id, *self.about(place.family), *_of_who_says_it(table, place, self.world.now)), self.world.now)  # fmt: skip

    def fitting(self, table: gated.Table, thing: Thing, there: list[Thing], things: list[Thing]) -> Iterator[Thing]:
        """The same thing as the triggers of its table will have it; nothing where they would not have it at all."""
        around = [place for place in self.world.places if place.family == thing.family]
        if table.by:
            place = self.chance.choice([place for place in around if place.role is table.by])
            thing = replace(thing, author=place.person, author_place=place.id, rests_on=(thing.id, place.id))
        if table.hangs_on:
            others = [place for place in around if place.id != thing.author_place]
            supports: Sequence[Thing | Place] = others if table.hangs_on == gated.PLACE else there
            if not supports:
                return
            on = self.chance.choice(supports)
            thing = replace(hanging.under(thing, on), hangs_on=on.id)
            if isinstance(on, Thing):
                thing = replace(thing, section=on.section, author=on.author if table.own else thing.author)
        if table.note:
            note = self.chance.choice([note for note in self.threads() if note.family == thing.family])
            thing = replace(hanging.under(thing, note), note=note.thread)
        taken = table.note and any(one.table == table.name and one.hangs_on == thing.hangs_on for one in things)
        if not taken and not hanging.again(thing, things):  # with one note on its way there is room to try another
            yield thing

    def hung(self, table: gated.Table, thing: Thing, things: list[Thing]) -> Thing:
        """The same thing hung on something: now and then on what it cannot hang on, or not as it should."""
        anything: list[Support] = [*things, *self.world.places]
        near = [one for one in anything if one.family == thing.family and hanging.kind_of(one) == table.hangs_on]
        own = [one for one in near if isinstance(one, Thing) and one.author == thing.author]
        on = self.one_of(anything, own if table.own or self.draw.often(0.3) else near, near)
        thing = replace(self.as_it_should(thing, on), hangs_on=on.id)
        if table.note:
            note = self.one_of(self.threads(), [note for note in self.threads() if note.family == thing.family])
            thing = replace(self.as_it_should(thing, note), note=note.thread)
        return thing

    def threads(self) -> list[Note]:
        return [note for note in self.world.notes if note.supersedes is None]

    def one_of[T: (Support, Note)](self, anything: Sequence[T], *near: Sequence[T]) -> T:
        """One of the nearest there are; now and then just anything."""
        return self.chance.choice(anything if self.draw.often(0.1) else next(filter(None, near), anything))

    def as_it_should(self, thing: Thing, on: Support) -> Thing:
        """The same thing as closed as this and under its seals; now and then not."""
        fitting = hanging.under(thing, on)
        return replace(
            thing,
            rests_on=fitting.rests_on if self.draw.often(0.9) else tuple(dict.fromkeys((*thing.rests_on, on.id))),
            is_private=fitting.is_private if self.draw.often(0.8) else thing.is_private,
        )


def _of_who_says_it(table: str, place: Place, now: datetime) -> tuple[UUID, ...]:
    """How it holds for a parent is about that parent: the database adds it."""
    return (place.member,) if table == "balance_perspective" and place.member and place.period.holds(now) else ()
