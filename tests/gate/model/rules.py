"""Who may do what with one thing: the rules of access in their order, the first that matches wins.

Each clause can be left out by its name, each older rule put in its stead (`clauses`).
"""

from .family import ALL, EMERGENCY, HEALTH, OWN, PARENT, SHARED, TEAM, Family, Place, Thing, Yes

READ, BUILD, END, CHANGE = "read", "build", "end", "change"
Actor = tuple[int, int | None]  # a person, and the place they act from; None for a professional in an emergency


def decide(
    family: Family, actor: Actor, verb: str, thing: Thing, now: int, *, without: frozenset[str] | None = None
) -> tuple[bool, str]:
    """Whether, and by which rule. `now` is the family's own moment: what follows from it is computed once (`look`)."""
    if now != family.now:
        family.now = now
        family.look()
    if without is None:
        without = family.without
    person, at = actor
    bit = 1 << person
    if family.shut & bit and "session" not in without:
        return False, "session"
    place = family.places.get(at) if at is not None and at in family.standing else None
    if place is not None and not place.held_by(person):
        place = None

    own = _own(person, place, verb, thing, without)
    if own is not None:
        return own, "own"
    if not family.active and "put away" not in without:
        return False, "put away"
    if thing.private and thing.author != person and "private" not in without:
        return False, "private"
    if place and _given(place, bit, verb, thing, without):
        return True, "given"

    glass = _glass(family, person, verb, without)
    if not (glass and "glass passes nothing else" in without):
        if _closed(family, bit, thing, glass, without):
            return False, "closed"
        if not _mutual(family, place, bit, thing, without):
            return False, "mutual"
    return _opened(family, actor, place, verb, thing, glass, without)


def _opened(
    family: Family, actor: Actor, place: Place | None, verb: str, thing: Thing, glass: bool, without: frozenset[str]
) -> tuple[bool, str]:
    """Rules 7 to 11."""
    if thing.section & (OWN | TEAM):
        return _closed_reader(actor[1], place, verb, thing, without), "closed readers"
    if _parent(family, actor, place, without):
        return True, "parent"
    if place and _covered(family, actor, place, verb, thing, without):
        return True, "yes"
    if glass and "glass" not in without:
        return True, "glass"
    return False, "nothing opens it"


def _own(person: int, place: Place | None, verb: str, thing: Thing, without: frozenset[str]) -> bool | None:
    """Rule 2: None when it is not theirs."""
    stands = place is not None or "ended changes nothing" in without
    if verb == CHANGE:
        return (thing.author == person or "author changes" in without) and stands
    if (thing.author == person and "own words" not in without) or (thing.quotes == person and "quoted" not in without):
        return verb == READ or stands
    return None


def _closed_reader(at: int | None, place: Place | None, verb: str, thing: Thing, without: frozenset[str]) -> bool:
    if place is None or "closed readers" in without or _is_new(place, without):
        return False
    if thing.section == TEAM and at != thing.team and "team's place" not in without:
        return False
    return verb == READ or "closed reads only" in without


def _is_new(place: Place, without: frozenset[str]) -> bool:
    return not place.recognised and "second tap" not in without


def _given(place: Place, bit: int, verb: str, thing: Thing, without: frozenset[str]) -> bool:
    return bool(
        thing.given & bit
        and thing.by_parent
        and "given" not in without
        and not _is_new(place, without)
        and (verb == READ or "given reads only" in without)
        and (thing.quotes < 0 or "given own words" in without or "author gives a quotation" in without)
        and (place.known >> thing.author & 1 or "given is known" in without)
    )


def _closed(family: Family, bit: int, thing: Thing, glass: bool, without: frozenset[str]) -> bool:
    if "closed" in without:
        return False
    grounds = [] if "closed grounds" in without else [family.things[id] for id in thing.rests if id in family.things]
    for one in (thing, *grounds):
        if not family.readers(one) & bit:
            if glass and one.emergency and one.section & SHARED and "also in an emergency" not in without:
                continue
            return True
    return any(
        enemies & bit and (thing.section == section or thing.place == place) for section, place, enemies in family.seals
    )


def _mutual(family: Family, place: Place | None, bit: int, thing: Thing, without: frozenset[str]) -> bool:
    if "hidden place reads" in without:
        return True
    if not thing.knowers & bit and "written from unknown" not in without:
        return False
    if place is None or "one way" in without:
        return True
    known = place.known
    if "sum of places" in without:
        for other in family.standing:
            if family.places[other].held_by(bit.bit_length() - 1):
                known |= family.places[other].known
    if not known >> thing.author & 1 and "unknown to the author" not in without:
        return False
    return thing.quotes < 0 or bool(known >> thing.quotes & 1) or "unknown to the quoted" in without


def _parent(family: Family, actor: Actor, place: Place | None, without: frozenset[str]) -> bool:
    person, at = actor
    if place is None and family.gone >> person & 1 and "parent is active" in without and at is not None:
        place = family.places[at]
    return place is not None and place.role == PARENT and "parent" not in without


def _covered(family: Family, actor: Actor, place: Place, verb: str, thing: Thing, without: frozenset[str]) -> bool:
    """Rule 9: each subject by one yes that also covers the part of the record, the verb and the moment it was written."""
    if verb not in (READ, BUILD) or "yes" in without or _is_new(place, without):
        return False
    person, at = actor
    assert at is not None
    live = family.live.get(at, [])
    if "sum of places" in without:
        live = [yes for id in family.standing if family.places[id].held_by(person) for yes in family.live.get(id, [])]
    if place.members and "tapped" not in without:
        tapped = place.taps.get(person, 0)
        live = [yes for yes in live if tapped >> yes.giver & 1]
    voices = [one for one in (thing.author, thing.quotes) if one >= 0]
    if "no" not in without and any((one, at) in family.noes for one in voices):
        return False

    def opens(yes: Yes) -> bool:
        return bool(
            (yes.sections & thing.section or "section" in without)
            and (verb == READ or yes.writes or "writes along" in without)
            and (
                yes.since <= thing.at
                or "since" in without
                or "back by default" in without
                or (yes.back and "reaches back" not in without)
            )
        )

    good = [yes for yes in live if opens(yes)]
    if not good:
        return False
    return _children(live if "one yes" in without else good, thing, without) and _subjects(family, good, thing, without)


def _children(good: list[Yes], thing: Thing, without: frozenset[str]) -> bool:
    if "children" in without:
        return True
    kids = thing.kids if "children of grounds" in without else thing.all_kids
    if not kids:
        return "no child" in without or any(yes.kids == ALL for yes in good)
    covered = 0
    for yes in good:
        covered |= yes.kids
    return not kids & ~covered


def _subjects(family: Family, good: list[Yes], thing: Thing, without: frozenset[str]) -> bool:
    if "subjects" in without or "one yes opens all" in without:
        return True
    givers = 0
    for yes in good:
        givers |= 1 << yes.giver
    if givers >> thing.author & 1 and "author's yes" not in without:
        return True
    if thing.quotes >= 0 and givers >> thing.quotes & 1 and "quoted's yes" not in without:
        return True
    about = thing.about if "subjects of grounds" in without else thing.all_about
    if "active subjects" in without or "subjects at writing" in without:
        about = (thing.people if "subjects of grounds" in without else thing.all_people) & family.active
    return not about & ~givers


def _glass(family: Family, person: int, verb: str, without: frozenset[str]) -> bool:
    at = family.glass.get(person)
    return (
        at is not None
        and (family.now < at + EMERGENCY or "glass is over" in without)
        and (verb == READ or "glass reads only" in without)
        and bool(family.professionals >> person & 1 or "glass verified" in without)
        and not (family.stood_close >> person & 1 and "glass stranger" not in without)
    )


__all__ = ["BUILD", "CHANGE", "END", "HEALTH", "READ", "Actor", "decide"]
