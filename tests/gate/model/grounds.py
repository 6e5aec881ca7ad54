"""What a thing takes from what it rests on, when it is written and when it is hidden or opened."""

from collections.abc import Iterable

from .family import EVERYBODY, SHARED, Family, Thing


def rest_on(family: Family, thing: Thing) -> None:
    """What it takes from its grounds, copied at writing: whom they are about, who knows their places, their readers."""
    grounds = [family.things[id] for id in thing.rests]
    thing.all_kids, thing.all_people = thing.kids, thing.people
    thing.about = thing.all_about = thing.people & family.active
    thing.knowers = family.places[thing.place].known
    for one in grounds:
        thing.rests |= one.rests
        thing.all_kids |= one.all_kids
        thing.all_people |= one.all_people
        thing.all_about |= one.all_about
        if "places copied" not in family.without:
            thing.knowers &= one.knowers
        thing.enemies |= one.enemies
    thing.closed = together(thing.closed, readers_of_grounds(family, thing), thing.author)
    thing.emergency = also_in_an_emergency(grounds)  # read only when it is closed


def also_in_an_emergency(grounds: Iterable[Thing]) -> bool:
    return all(one.emergency and one.section & SHARED for one in grounds if is_closed(one))


def readers_of_grounds(family: Family, thing: Thing) -> int:
    """Who may read all it rests on."""
    mask = EVERYBODY
    for id in thing.rests:
        one = family.things[id]
        if is_closed(one) and "takes readers" not in family.without:
            mask = together(mask, family.readers(one), thing.author)
    return mask


def is_closed(thing: Thing) -> bool:
    return thing.closed != EVERYBODY or not thing.section & SHARED


def together(one: int, other: int, author: int) -> int:
    both = one & other
    return both if both == EVERYBODY else both | 1 << author
