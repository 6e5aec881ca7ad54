"""The sentences that hold over every history. They look at the facts and at who reads; none asks `decide` how it decided.

`Watch` walks beside a family and says after each deed which sentence no longer holds. It remembers by itself to whom
each thing was promised, so that a mistake in the facts is not believed.
"""

from . import steps
from .deeds import Deed, do
from .family import ALL, EMERGENCY, EVERYBODY, OWN, PARENT, SHARED, TEAM, Family, Place, Thing, Yes
from .grounds import is_closed
from .promises import Promises
from .rules import BUILD, CHANGE, END, Actor, decide
from .sight import persons, sight

OWN_ALWAYS = "own words, and words that quote one, are always there to read"
NAMED = "nobody reads who is not named"
LISTED = "a closed thing is read by its readers alone"
KNOWN = "who writes knows everybody who reads it, and who reads knows where it was written"
HEALTH_OF = "one parent's yes does not open what is about the other"
CHILD = "each child is covered by one yes, of that part and that moment"
REFUSED = "who was told no by a parent does not read that parent's words"
KEPT = "private is the author's alone"
AWAY = "when the last parent has left, nobody reads but their own"
EMERGENCY_ONLY = "an emergency is a professional's, who never stood close, for an hour, and passes nothing hidden"
PARENTS_READ = "an active parent reads what is shared and not hidden from them"
TICKED_READ = "who was ticked reads"
YES_READS = "who was said yes to reads what the yes is about"
TEAM_READS = "a team reads its working notes"
GLASS_READS = "an emergency opens what is shared"
ONLY_AUTHOR = "only its author changes it, from a place that stands"
ONLY_WRITES = "who reads along changes and builds nothing"
SIGNED_OUT = "who is not signed in sees nothing"


class Watch:
    def __init__(self, family: Family) -> None:
        self.family = family
        self.promises = Promises()
        self.ended: set[tuple[int, int]] = set()  # who ended a place they had made or said yes to, and of whom
        self.seen: dict[int, dict[Actor, str]] = {}
        self.broken: str | None = None

    def step(self, deed: Deed) -> bool:
        """Do it, and look. `broken` is the first sentence that no longer holds."""
        family = self.family
        before = steps.Before(family, self.seen)
        done = do(family, deed)
        if not done:
            self.broken = steps.refused(family, deed)
            return False
        self.promises.keep(family, deed)
        if deed[0] == "ends":
            self.ended |= {(deed[2], one) for one in range(8) if family.places[deed[3]].held_by(one)}
        if deed[0] == "goes":
            self.ended |= {(one, deed[2]) for one in range(8)}
        self.seen = sight(family)
        self.broken = steps.changed(before, family, self.seen, deed, self.ended) or state(
            family, self.seen, self.promises.readers
        )
        return done


def state(family: Family, seen: dict[int, dict[Actor, str]], promised: dict[int, int]) -> str | None:
    """The first sentence that does not hold at this moment."""
    for id, readers in seen.items():
        thing = family.things[id]
        voices = family.voices(thing)
        mask = persons(readers)
        if voices & ~mask & ~family.shut & here(family):
            return OWN_ALWAYS
        if thing.quotes >= 0 and not family.places[thing.place].known >> thing.quotes & 1:
            return KNOWN
        for actor in readers:
            if not voices >> actor[0] & 1:
                broken = reader(family, actor, thing, promised[id])
                if broken:
                    return broken
        broken = missing(family, readers, mask, thing, promised[id])
        if broken:
            return broken
    return places(family)


def here(family: Family) -> int:
    """Who ever stood in this family."""
    mask = 0
    for place in family.places.values():
        mask |= place.members if place.person < 0 else 1 << place.person
    return mask


def usable(family: Family, actor: Actor) -> list[Yes]:
    """The live yeses of the place that count for who acts from it."""
    person, at = actor
    if at is None or at not in family.standing or not family.places[at].recognised:
        return []
    place = family.places[at]
    return [yes for yes in family.live.get(at, []) if not place.members or place.taps.get(person, 0) >> yes.giver & 1]


def reader(family: Family, actor: Actor, thing: Thing, promised: int) -> str | None:
    """Somebody reads words that are not theirs: every sentence that speaks of it."""
    person, at = actor
    bit = 1 << person
    if family.shut & bit:
        return SIGNED_OUT
    if thing.private:
        return KEPT
    if not family.active:
        return AWAY
    place = family.places[at] if at is not None and at in family.standing else None
    emergency = in_emergency(family, person)
    if not promised & bit and not (emergency and thing.emergency):
        return EMERGENCY_ONLY if emergency else LISTED
    if place is None:
        if emergency and thing.section & SHARED:
            return None
        return EMERGENCY_ONLY if person in family.glass else NAMED
    voices = family.voices(thing)
    if voices & ~place.known:
        return KNOWN
    if place.role == PARENT or by_name(thing, place, person, bit):
        return None
    yeses = usable(family, actor)
    if emergency and thing.section & SHARED:
        return None
    return by_yes(family, actor, thing, yeses) if yeses else NAMED


def by_name(thing: Thing, place: Place, person: int, bit: int) -> bool:
    """Ticked for it, addressed by it, or of the team whose working note it is."""
    if not place.recognised:
        return False
    if thing.section == TEAM:
        return bool(place.members & bit)
    if thing.section == OWN:
        return thing.owner == person or bool((thing.given | thing.addressed) & bit)
    return bool(thing.given & bit and thing.by_parent)


def in_emergency(family: Family, person: int) -> bool:
    at = family.glass.get(person)
    return (
        at is not None
        and family.now < at + EMERGENCY
        and bool(family.professionals & ~family.stood_close & ~family.shut & 1 << person)
    )


def by_yes(family: Family, actor: Actor, thing: Thing, yeses: list[Yes]) -> str | None:
    voices = family.voices(thing)
    if any((one, actor[1]) in family.noes for one in family.bits(voices)):
        return REFUSED
    covering = [yes for yes in yeses if yes.sections & thing.section and (yes.back or yes.since <= thing.at)]
    if not covering or any(not any(yes.kids >> kid & 1 for yes in covering) for kid in family.bits(thing.all_kids)):
        return CHILD
    if not thing.all_kids and not any(yes.kids == ALL for yes in covering):
        return CHILD
    givers = 0
    for yes in covering:
        givers |= 1 << yes.giver
    if thing.all_about & ~givers and not voices & givers:
        return HEALTH_OF
    return None


def missing(family: Family, readers: dict[Actor, str], mask: int, thing: Thing, promised: int) -> str | None:
    """Somebody who should read does not."""
    if not family.active or thing.private:
        return None
    voices, on_closed = family.voices(thing), any(is_closed(family.things[one]) for one in thing.rests)
    for id in family.standing:
        place = family.places[id]
        if voices & ~place.known:
            continue
        able = (1 << place.person if place.person >= 0 else place.members) & promised & ~family.shut
        for person in family.bits(able):
            if (person, id) not in readers:
                broken = unread(family, (person, id), thing, on_closed)
                if broken:
                    return broken
    if thing.section & SHARED and not on_closed and (promised == EVERYBODY or thing.emergency):
        for person in family.glass:
            if in_emergency(family, person) and not mask >> person & 1 and thing.knowers >> person & 1:
                return GLASS_READS
    return None


def unread(family: Family, actor: Actor, thing: Thing, on_closed: bool) -> str | None:
    """A person who knows its author and may be among its readers does not read it from here."""
    person, at = actor
    assert at is not None
    place, bit = family.places[at], 1 << person
    if not place.recognised:
        return None
    if thing.section == TEAM:
        return TEAM_READS if thing.team == at and not on_closed else None
    if thing.given & bit and thing.by_parent and thing.quotes < 0:
        return TICKED_READ
    if on_closed or not thing.knowers & bit:
        return None
    if thing.section == OWN:
        return TICKED_READ if thing.owner == person or (thing.given | thing.addressed) & bit else None
    if place.role == PARENT:
        return PARENTS_READ
    return YES_READS if by_yes(family, actor, thing, usable(family, actor)) is None else None


def places(family: Family) -> str | None:
    """Each place that stands is known to a parent who may end it."""
    if not family.active:
        return None
    for id in family.standing:
        place = family.places[id]
        if place.role == PARENT:
            continue
        live = family.live.get(id, [])
        by = family.gone
        for yes in live:
            by |= 1 << yes.giver
        if not live:
            by |= 1 << place.maker
        mine = place.known & family.active
        if not mine or not (
            by & mine
            or (by & family.gone and any(family.gone >> yes.giver & 1 for yes in live))
            or (not live and family.gone >> place.maker & 1)
        ):
            return steps.ENDABLE
    return None


def verbs(family: Family, seen: dict[int, dict[Actor, str]]) -> str | None:
    """What else than reading each may do; looked at when a history is over."""
    for id, readers in seen.items():
        thing = family.things[id]
        for actor, rule in readers.items():
            place = family.places[actor[1]] if actor[1] is not None else None
            stands = actor[1] in family.standing and place is not None and place.held_by(actor[0])
            changes = decide(family, actor, CHANGE, thing, family.now)[0]
            if changes != bool(thing.author == actor[0] and stands):
                return ONLY_AUTHOR
            for verb in (BUILD, END):
                allowed = decide(family, actor, verb, thing, family.now)[0]
                if allowed and not stands:
                    return ONLY_AUTHOR
                parent = place is not None and place.role == PARENT
                writes = any(yes.writes for yes in usable(family, actor))
                if allowed and not parent and not writes and rule != "own":
                    return ONLY_WRITES
    return None
