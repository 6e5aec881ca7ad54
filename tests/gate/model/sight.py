"""Who reads what now, and all that one person can see: the same for two families, or somebody was told something."""

from .family import EVERYBODY, Family
from .rules import READ, Actor, decide


def actors(family: Family) -> list[Actor]:
    """Everybody from each place they hold or held, and who broke the glass, from none."""
    found: list[Actor] = []
    for id, place in family.places.items():
        for person in [place.person] if place.person >= 0 else family.bits(place.members):
            found.append((person, id))
    return found + [(person, None) for person in family.glass]


def sight(family: Family) -> dict[int, dict[Actor, str]]:
    """For each thing who reads it, acting from where, and by which rule."""
    now, who = family.now, actors(family)
    seen = {}
    for id, thing in family.things.items():
        seen[id] = {
            actor: rule for actor in who for allowed, rule in [decide(family, actor, READ, thing, now)] if allowed
        }
    return seen


def persons(readers: dict[Actor, str]) -> int:
    mask = 0
    for person, _ in readers:
        mask |= 1 << person
    return mask


def view(family: Family, who: int, seen: dict[int, dict[Actor, str]]) -> tuple[object, ...]:
    """What `who` can see: things with the links to what they may read, places they know, who reads their own words,
    who asks to come in, and whether the family is theirs to act in. Emergencies are told by the organisation."""
    acquainted = sum(1 << one for one in range(8) if family.knows_of(who, one))
    mine = {id for id, readers in seen.items() if any(person == who for person, _ in readers)}
    things = tuple(
        (
            id,
            tuple(sorted(family.things[id].rests & mine)),
            family.things[id].closed & acquainted if family.things[id].owner == who else 0,
        )
        for id in sorted(mine)
    )
    places = tuple(
        sorted(
            (
                place.person,
                place.role,
                place.members,
                tuple(yes.giver == who for yes in family.live.get(id, []) if yes.giver == who),
            )
            for id, place in family.places.items()
            if id in family.standing and place.known >> who & 1
        )
    )
    told = tuple(
        (
            id,
            tuple(
                sorted(
                    {
                        person
                        for (person, at), rule in seen[id].items()
                        if at is not None and rule != "glass" and family.places[at].known >> who & 1
                    }
                )
            ),
        )
        for id in sorted(mine)
        if who in (family.things[id].author, family.things[id].quotes)
    )
    return things, places, told, tuple(sorted(family.asking)), bool(family.active >> who & 1)


__all__ = ["EVERYBODY", "actors", "persons", "sight", "view"]
