"""A thing that hangs on another: a word about a factor, a step to a goal, a note that goes with a handover.

Adding one succeeds when `decide()` lets its author note it and it fits:

- what it hangs on is there, in the same family, and its author reads it;
- it is no more open than that, and rests on all that that rests on; so too for a note that goes with it;
- what its `Table` asks besides: on something of one's own, by somebody with this role, and no second one.

Sharing one succeeds when `decide()` lets its author share it, and what it hangs on is as open as it becomes.
Everything else is refused. Triggers see to this in PostgreSQL, and here it stands as rules on plain values: who
reads what is for `decide()` to say, and is told.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from uuid import UUID

from . import gated
from .world import Note, Place, Thing, World

type Support = Note | Thing | Place  # what something can hang on
type There = Mapping[UUID, Support]


def there_is(world: World) -> There:
    """What something can hang on, by id. With a note goes the thread, which is its first version."""
    supports: list[Support] = [*world.things, *world.places, *world.notes]
    return {one.id: one for one in supports}


def under(thing: Thing, on: Support) -> Thing:
    """The same thing, as closed as this and under the same seals."""
    rests = tuple(dict.fromkeys((*thing.rests_on, *on.rests_on)))
    return replace(thing, rests_on=rests, is_private=thing.is_private or on.is_private)


def again(thing: Thing, things: Iterable[Thing], reads: AbstractSet[UUID] | None = None) -> bool:
    """Whether there is one already, where its table has no second. `reads`: what its author reads; None: everything."""
    table = gated.BY_NAME[thing.table]

    def same(columns: tuple[str, ...], one: Thing) -> bool:
        return bool(columns) and all(getattr(one, column) == getattr(thing, column) for column in columns)

    return any(
        same(table.key, one) or (same(table.once, one) and (reads is None or one.id in reads))
        for one in things
        if one.table == thing.table
    )


def fits(thing: Thing, world: World, there: There, reads: AbstractSet[UUID]) -> bool:
    """Whether this can be added as it is, as far as the triggers are asked. `reads`: the ids its author reads."""
    table = gated.BY_NAME[thing.table]
    place, on = there.get(thing.author_place), there.get(thing.hangs_on) if thing.hangs_on else None
    if table.by and not (isinstance(place, Place) and place.role is table.by):
        return False
    if table.hangs_on == gated.PLACE and thing.hangs_on == thing.author_place:
        return False  # to oneself
    if table.own and not (isinstance(on, Thing) and on.author == thing.author):
        return False
    return stays_with(thing, there, reads) and not again(thing, world.things, reads)


def stays_with(thing: Thing, there: There, reads: AbstractSet[UUID]) -> bool:
    """Whether what it hangs on, and a note that goes with it, bear it as it is."""
    table = gated.BY_NAME[thing.table]
    return all(
        _bears(there.get(id) if id else None, kind, thing, reads)
        for kind, id in ((table.hangs_on, thing.hangs_on), (gated.OBSERVATION if table.note else "", thing.note))
        if kind
    )


def _bears(on: Support | None, kind: str, thing: Thing, reads: AbstractSet[UUID]) -> bool:
    return (
        on is not None
        and kind_of(on) == kind
        and on.family == thing.family
        # A place is there for everybody: who may not know of it may add nothing that rests on it.
        and (kind == gated.PLACE or on.id in reads)
        and set(on.rests_on) <= set(thing.rests_on)
        and (thing.is_private or not on.is_private)
    )


def kind_of(on: Support) -> str:
    match on:
        case Thing():
            return on.table
        case Place():
            return gated.PLACE
    return gated.OBSERVATION
