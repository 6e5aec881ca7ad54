"""Write: from a place that may, about whom, quoting whom, resting on what."""

from .family import EVERYBODY, OWN, PARENT, SHARED, TEAM, Family, Place, Thing
from .grounds import rest_on
from .hiding import places_for, some_parent_reads, tick
from .rules import READ, decide


def writes(
    family: Family,
    id: int,
    by: int,
    place: int,
    section: int,
    kids: int,
    about: int,
    quotes: int,
    rests: tuple[int, ...],
    private: bool,
    owner: int,
    readers: int,
    addressed: int,
) -> bool:
    """A note. `owner`: who is pregnant, for what is about a pregnancy. `readers`: hidden from the first moment."""
    if not may_write(family, by, place) or not set(rests) <= family.things.keys():
        return False
    where = family.places[place]
    thing = Thing(by, place, family.now, section, by, private=private, kids=kids & family.kids, people=about)
    thing.by_parent, thing.rests = where.role == PARENT, frozenset(rests)
    if quotes >= 0:
        if private or addressed or not _quotes(family, thing, where, quotes):
            return False
    elif owner >= 0 and section == OWN:
        if not where.known >> owner & 1:
            return False
        thing.owner = owner if "pregnancy is hers" not in family.without else by
    if section == TEAM:
        if not where.members or private:
            return False
        thing.team = place
    if addressed:
        thing.section, thing.addressed, thing.owner = OWN, addressed, by
    return _may_rest(family, thing) and _put(family, id, thing, readers)


def _quotes(family: Family, thing: Thing, where: Place, quoted: int) -> bool:
    """Words of somebody who knows from where they are written down, and whom the author knows; theirs to give."""
    if quoted == thing.author:
        return False
    if not where.known >> quoted & 1 and "quoted knows the place" not in family.without:
        return False
    anybody_here = "quotes whom one knows" in family.without and any(p.held_by(quoted) for p in family.places.values())
    if not anybody_here and not family.knows_of(thing.author, quoted):
        return False
    thing.quotes = thing.owner = quoted
    if "quotation is theirs" not in family.without:
        thing.section = OWN
    return True


def _may_rest(family: Family, thing: Thing) -> bool:
    if thing.rests and thing.owner != thing.author and "a quotation rests on nothing" not in family.without:
        return False  # else whom it quotes learns of what is hidden under it, or its author who reads that
    for id in thing.rests:
        one = family.things[id]
        reads = decide(family, (thing.author, thing.place), READ, one, family.now)[0]
        if not reads and "rests on what one reads" not in family.without:
            return False
    return True


def _put(family: Family, id: int, thing: Thing, readers: int) -> bool:
    by, hidden = thing.author, readers != EVERYBODY and not thing.private
    if hidden and thing.section & SHARED:
        thing.closed = readers | 1 << by
    rest_on(family, thing)
    if hidden and "some parent reads" not in family.without and not some_parent_reads(family, thing, thing.closed):
        return False  # as when it is hidden later
    thing.emergency = thing.emergency and not hidden and bool(thing.section & SHARED)
    family.things[id] = thing
    if hidden and thing.owner == by and (thing.by_parent or thing.section == OWN):
        tick(family, id, thing, by, readers & thing.closed)
    if thing.addressed and thing.by_parent:
        places_for(family, id, by, thing.addressed)
    return True


def may_write(family: Family, by: int, place: int) -> bool:
    """From a live place that writes along; a place that nobody has said yes to yet writes, and reads its own."""
    if "from a place that writes" in family.without:
        return place in family.places and family.places[place].held_by(by)
    if place not in family.standing or not family.places[place].held_by(by):
        return False
    return place not in family.had or any(yes.writes for yes in family.live.get(place, []))
