"""What people do to who stands where. Each deed is a tuple: its name, its own number, who does it, and what it needs.

`do` carries one out and says whether it could be; a deed that could not changes nothing but the time.
Words are in `writing` and `hiding`.
"""

from collections.abc import Callable

from . import hiding, writing
from .family import EVERYBODY, NEVER, OWN, PARENT, STORY, Family, Place, Yes
from .rules import READ, decide

Deed = tuple  # (name, number, by, …)


def do(family: Family, deed: Deed) -> bool:
    family.now += 1
    family.look()
    done = DEEDS[deed[0]](family, *deed[1:])
    if done:
        family.look()
    return done


def knows(family: Family, person: int, place: int) -> bool:
    return place in family.standing and bool(family.places[place].known >> person & 1)


def _active(family: Family, person: int) -> bool:
    return bool(family.active >> person & 1)


def _close(family: Family, person: int, role: str) -> None:
    if role != "professional":
        family.stood_close |= 1 << person


def begins(family: Family, id: int, by: int) -> bool:
    if family.places:
        return False
    family.places[id] = Place(by, PARENT, by, family.now)
    family.stood_close |= 1 << by
    return True


def lets_in(family: Family, id: int, by: int, person: int, role: str, known: int) -> bool:
    """A place, by one parent: until somebody says yes it sees its own words. `known` is everybody or a list."""
    if not _active(family, by) or person == by:
        return False
    if role == PARENT and ("parent visible" not in family.without or family.active != 1 << by):
        return False
    family.places[id] = Place(
        person, role, by, family.now, known if known == EVERYBODY else known | 1 << by | 1 << person
    )
    _close(family, person, role)
    return True


def sends_link(
    family: Family,
    id: int,
    by: int,
    person: int,
    role: str,
    known: int,
    sections: int,
    writes: bool,
    kids: int,
    back: bool,
) -> bool:
    """A link with a yes in it, that somebody took: until a parent says who they are, they write and read their own."""
    if role == PARENT or not lets_in(family, id, by, person, role, known):
        return False
    family.places[id].recognised = False
    family.yeses[id] = Yes(by, id, sections, writes, kids, family.now, back)
    return True


def recognises(family: Family, id: int, by: int, place: int) -> bool:
    """The second tap: yes, that is whom we meant. By a parent who knows of the place, never by who stands in it."""
    if not _active(family, by) or not knows(family, by, place):
        return False
    one = family.places[place]
    if one.recognised or (one.person == by and "nobody taps themselves" not in family.without):
        return False
    one.recognised = True
    return True


def lets_team_in(family: Family, id: int, by: int, members: int) -> bool:
    if not _active(family, by):
        return False
    family.places[id] = Place(-1, "professional", by, family.now, members=members)
    return True


def says_yes(
    family: Family, id: int, by: int, place: int, sections: int, writes: bool, kids: int, back: bool, days: int
) -> bool:
    if not _active(family, by) or place not in family.standing or family.places[place].role == PARENT:
        return False
    if not knows(family, by, place) and "knows whom one lets in" not in family.without:
        return False
    until = family.now + days * 24 * 60 if days else NEVER
    family.yeses[id] = Yes(by, place, sections, writes, kids, family.now, back, until)
    one = family.places[place]
    for member in family.bits(one.members):
        if member != by:
            one.taps[member] = one.taps.get(member, 0) | 1 << by
    return True


def ends(family: Family, id: int, by: int, place: int) -> bool:
    """Their own yeses to a place, and those of a parent who has left or died. The place ends with its last yes, when
    who made it has let go of it too: else a parent could say yes to the other's helper, end it, and the place is gone."""
    if not _active(family, by) or not knows(family, by, place) or family.places[place].role == PARENT:
        return False
    one = family.places[place]
    mine = 1 << by | (family.gone if "of who left" not in family.without else 0)
    if "own yes" in family.without:
        mine = EVERYBODY
    live = family.live.get(place, [])
    ended = [yes for yes in live if mine >> yes.giver & 1]
    made = bool(mine >> one.maker & 1) and one.kept
    if not ended and not made:
        return False
    for yes in ended:
        yes.until = family.now
    one.kept = one.kept and not made
    if len(ended) == len(live) and (not one.kept or "its maker keeps it" in family.without):
        one.until = family.now
    return True


def goes(family: Family, id: int, by: int, place: int) -> bool:
    """Who is no parent gives up their place."""
    if (
        by < 0
        or place not in family.standing
        or family.places[place].person != by
        or family.places[place].role == PARENT
    ):
        return False
    family.places[place].until = family.now
    return True


def says_no(family: Family, id: int, by: int, place: int) -> bool:
    if not _active(family, by) or not knows(family, by, place) or family.places[place].role == PARENT:
        return False
    family.noes |= {(by, place)}
    return True


def shows(family: Family, id: int, by: int, place: int) -> bool:
    """A hidden place ends and a visible one begins; what was written from it stays behind it."""
    if place not in family.standing or family.places[place].known == EVERYBODY or family.places[place].maker != by:
        return False
    if not _active(family, by):
        return False
    one = family.places[place]
    if "shown begins anew" in family.without:
        one.known = EVERYBODY
        for thing in family.things.values():
            if thing.place == place:
                thing.knowers = EVERYBODY
        return True
    for yes in family.live.get(place, []):
        yes.until = family.now
    one.until = family.now
    family.places[id] = Place(one.person, one.role, by, family.now)
    return True


def asks_in(family: Family, id: int, by: int) -> bool:
    """Takes the link for a parent: reads nothing, stands nowhere, until every active parent said yes."""
    if not family.active or _active(family, by) or by in family.asking or family.gone >> by & 1:
        return False
    family.asking[by] = {}
    return True


def answers(family: Family, id: int, by: int, person: int, yes: bool) -> bool:
    if not _active(family, by) or person not in family.asking:
        return False
    said = family.asking[person]
    said[by] = yes
    asked = [by] if "every parent" in family.without else family.bits(family.active)
    if all(said.get(one) for one in asked):
        del family.asking[person]
        family.places[id] = Place(person, PARENT, by, family.now)
        family.stood_close |= 1 << person
    return True


def joins(family: Family, id: int, by: int, place: int, person: int) -> bool:
    """A colleague who is in the team takes another one in."""
    if place not in family.standing or not family.places[place].members >> by & 1:
        return False
    if (family.places[place].members | family.died) >> person & 1:
        return False
    family.places[place].members |= 1 << person
    return True


def taps(family: Family, id: int, by: int, place: int, member: int) -> bool:
    if not _active(family, by) or not knows(family, by, place) or not family.places[place].members >> member & 1:
        return False
    if by == member and "nobody taps themselves" not in family.without:
        return False
    one = family.places[place]
    one.taps[member] = one.taps.get(member, 0) | 1 << by
    return True


def adds_child(family: Family, id: int, by: int, kid: int) -> bool:
    if not _active(family, by) or family.kids >> kid & 1:
        return False
    family.kids |= 1 << kid
    return True


def is_born(family: Family, id: int, by: int, kid: int) -> bool:
    """What was about a pregnancy stays where it is: in `own:` until she opens it."""
    if not adds_child(family, id, by, kid):
        return False
    if "birth is silent" in family.without:
        for thing in family.things.values():
            if thing.section == OWN and not thing.addressed and thing.quotes < 0:
                thing.section = STORY
    return True


def says(family: Family, id: int, by: int) -> bool:
    """A statement: who has authority, that a child or a pregnancy is lost. It changes nothing of who reads what."""
    return _active(family, by)


def leaves(family: Family, id: int, by: int) -> bool:
    if not _active(family, by) or by in family.leaving:
        return False
    family.leaving[by] = family.now
    return True


def undoes(family: Family, id: int, by: int) -> bool:
    """Within fourteen days; and after, of who left last, when nobody is left."""
    if by not in family.leaving or family.died >> by & 1 or "undo" in family.without:
        return False
    if family.gone >> by & 1 and (family.active or family.leaving[by] != max(family.leaving.values())):
        return False
    del family.leaving[by]
    return True


def dies(family: Family, id: int, by: int) -> bool:
    """An operator has seen a paper."""
    if not _active(family, by):
        return False
    family.died |= 1 << by
    return True


def breaks_glass(family: Family, id: int, by: int) -> bool:
    family.glass[by] = family.now
    return True


def looks(family: Family, id: int, by: int, thing: int) -> bool:
    """A professional opens a thing in an emergency."""
    one = family.things.get(thing)
    if one is None or decide(family, (by, None), READ, one, family.now) != (True, "glass"):
        return False
    family.looked |= {(by, thing)}
    return True


def reviews(family: Family, id: int, by: int, not_yet: int) -> bool:
    """The reviewer of their organisation has looked at the emergency of `by`."""
    if by not in family.glass:
        return False
    family.reviews[by] = family.now, not_yet
    return True


def shuts(family: Family, id: int, by: int) -> bool:
    """Signed out, or the account is closed."""
    family.shut ^= 1 << by
    return True


def passes(family: Family, id: int, by: int, minutes: int) -> bool:
    family.now += minutes
    return True


DEEDS: dict[str, Callable[..., bool]] = {
    one.__name__: one
    for one in (
        begins, lets_in, sends_link, recognises, lets_team_in, says_yes, ends, goes, says_no, shows, asks_in, answers, joins, taps,
        adds_child, is_born, says, leaves, undoes, dies, breaks_glass, looks, reviews, shuts, passes,
        writing.writes, hiding.gives, hiding.hides, hiding.opens, hiding.shares,
    )
}  # fmt: skip
