"""Give, hide, open, share: what its author, or whom it quotes, does with who reads a thing."""

from .family import EVERYBODY, OWN, PROFESSIONAL, SHARED, TEAM, Family, Place, Thing
from .grounds import also_in_an_emergency, readers_of_grounds, together
from .rules import READ, decide

TICKED = 10_000  # the places made by ticks have numbers of their own


def _whose(family: Family, thing: Thing, by: int) -> bool:
    """Whose it is to give, close and open; they stand here, and read it."""
    return thing.owner == by and _reads(family, by, thing)


def _reads(family: Family, person: int, thing: Thing) -> bool:
    return any(
        decide(family, (person, id), READ, thing, family.now)[0]
        for id in family.standing
        if family.places[id].held_by(person)
    )


def places_for(family: Family, deed: int, by: int, ticked: int) -> None:
    """Whom a parent ticks and did not let in gets a place of that parent's making, for what was ticked."""
    if "tick makes a place" in family.without:
        return
    for person in family.bits(ticked & ~family.active & ~family.died & ~(1 << by)):
        here = [id for id in family.standing if family.places[id].held_by(person)]
        if here and not any(family.places[id].recognised for id in here) and "second tap" not in family.without:
            continue  # a tick does not say who took the link
        if not any(_let_in(family, by, id) for id in here):
            family.places[TICKED + deed * 64 + person] = Place(
                person, PROFESSIONAL, by, family.now, 1 << by | 1 << person
            )
    family.look()


def _let_in(family: Family, by: int, place: int) -> bool:
    """By a yes of that parent, or by an earlier tick."""
    if any(yes.giver == by for yes in family.live.get(place, [])):
        return True
    return place >= TICKED and family.places[place].maker == by


def tick(family: Family, deed: int, thing: Thing, by: int, readers: int) -> None:
    thing.given |= readers & ~(1 << by)
    if thing.by_parent:
        places_for(family, deed, by, readers)


def gives(family: Family, id: int, by: int, thing: int, person: int) -> bool:
    """A tick on one thing, by the parent whose words it holds."""
    one = family.things.get(thing)
    if one is None or not family.active >> by & 1 or person == by or one.private or one.section == TEAM:
        return False
    if one.section & SHARED and (not one.by_parent or one.quotes >= 0):
        return False
    if not _whose(family, one, by) and not ("author gives a quotation" in family.without and one.author == by):
        return False
    one.given |= 1 << person
    places_for(family, id, by, 1 << person)
    return True


def hides(family: Family, id: int, by: int, thing: int, readers: int, emergency: bool) -> bool:
    """The author of own words ticks who reads on. It reaches what its hider built on it; what others built keeps its
    readers and loses the link. Some active parent keeps reading."""
    one = family.things.get(thing)
    if one is None or one.private or one.section == TEAM:
        return False
    any_parent = {"hides own", "any parent hides"} & family.without and family.active >> by & 1
    if not _whose(family, one, by) and not any_parent:
        return False
    reached = {thing} | {key for key, other in family.things.items() if thing in other.rests and other.owner == by}
    if "reaches own built" in family.without:
        reached = {thing}
    if "some parent reads" not in family.without and not all(
        some_parent_reads(family, family.things[key], readers | 1 << by) for key in reached
    ):
        return False
    _first_edition(family, one, by, readers)
    if "takes the built" not in family.without:
        _cut(family, reached)
    _list(family, one, by, readers, emergency)
    for key in sorted(reached - {thing}):  # what rests on another was written after it
        _reach(family, family.things[key], by, readers, emergency)
    if family.active >> by & 1:
        places_for(family, id, by, readers)
    return True


def _list(family: Family, thing: Thing, by: int, readers: int, emergency: bool) -> None:
    """A new list replaces the old one, and the ticks."""
    thing.addressed &= readers
    thing.emergency = emergency and also_in_an_emergency(family.things[id] for id in thing.rests)
    if thing.section == OWN:
        thing.given = readers & ~(1 << by)
    else:
        thing.closed = (readers | 1 << by) & readers_of_grounds(family, thing)
        if "replaces ticks" not in family.without:
            thing.given = 0
        if thing.by_parent and thing.quotes < 0:
            thing.given |= readers & ~(1 << by)


def _reach(family: Family, thing: Thing, by: int, readers: int, emergency: bool) -> None:
    """What its hider built on it."""
    if "replaces ticks" not in family.without:
        thing.given &= readers
        thing.addressed &= readers
    thing.closed = together(thing.closed, readers, by)
    thing.emergency = emergency and also_in_an_emergency(family.things[id] for id in thing.rests)


def _first_edition(family: Family, thing: Thing, by: int, readers: int) -> None:
    thing.enemies = (family.stood_close | family.professionals) & ~readers & ~(1 << by)
    if "seal on a section" in family.without:
        family.seals.append((thing.section, -1, thing.enemies))
    if "seal on a place" in family.without:
        family.seals.append((-1, thing.place, thing.enemies))


def some_parent_reads(family: Family, thing: Thing, readers: int) -> bool:
    return (
        thing.private
        or thing.section == OWN
        or any(
            readers >> parent & 1 and decide(family, (parent, family.as_parent(parent)), READ, thing, family.now)[0]
            for parent in family.bits(family.active)
        )
    )


def _cut(family: Family, reached: set[int]) -> None:
    for key, other in family.things.items():
        if key not in reached and other.rests & reached:
            other.rests -= reached
            if "subjects copied" in family.without:
                other.all_kids, other.all_about, other.all_people = other.kids, other.about, other.people


def opens(family: Family, id: int, by: int, thing: int) -> bool:
    """No longer hidden; what was written from a hidden place comes out from behind it."""
    one = family.things.get(thing)
    if one is None or one.private or not one.section & SHARED or not _whose(family, one, by):
        return False
    one.closed, one.enemies = readers_of_grounds(family, one), 0
    one.emergency = also_in_an_emergency(family.things[ground] for ground in one.rests)
    one.knowers = EVERYBODY
    for ground in one.rests:
        if ground in family.things:
            one.knowers &= family.things[ground].knowers
    if "opens by its author" in family.without:
        for other in family.things.values():
            if thing in other.rests:
                other.closed = EVERYBODY
    return True


def shares(family: Family, id: int, by: int, thing: int, section: int) -> bool:
    """What was private, or stood in `own:`, comes into the shared record."""
    one = family.things.get(thing)
    if one is None or not _whose(family, one, by) or not (one.private or one.section == OWN) or one.addressed:
        return False
    one.private = False
    if one.section == OWN:
        one.section = section
    return True
