"""The sentences about what a deed may change: who loses sight, who gains it, who is cut off."""

from collections.abc import Callable

from .deeds import Deed
from .family import EVERYBODY, LEAVING, OWN, PARENT, SHARED, TEAM, Family
from .rules import Actor
from .sight import persons

LOST = "nobody who was named loses sight by another's deed"
FROM_A_PARENT = "nobody but its author or whose words it holds hides from a parent what is there"
CUT_OFF = "nobody can cut another off from help"
GAINED = "nobody's sight grows by what takes away, or by what says nothing of it"
ONLY_WHOM = "sight grows only for who was named in the deed"
ALL_SAID_YES = "a parent comes in when every active parent said yes"
ONE_PARENT = "when a thing is hidden, some active parent keeps reading it"
FOURTEEN = "for fourteen days after somebody leaves nothing changes"
BACK_AGAIN = "who leaves can undo it for fourteen days"
ENDABLE = "every place can be seen and ended by some parent left"
TAPPED = "nobody taps themselves"
WROTE = "who writes reads what it rests on, and stands in a place that writes"
HERS = "what is about a pregnancy stands with who is pregnant"
PARENT_SEEN = "a parent's place is never hidden"

SILENT = {
    "hides", "ends", "goes", "says_no", "lets_in", "sends_link", "lets_team_in", "asks_in", "joins", "adds_child", "is_born", "says",
    "leaves", "dies", "passes", "begins", "shows",
}  # fmt: skip

MAKES_A_PLACE = {"lets_in", "lets_team_in", "shows", "writes", "gives", "hides", "joins"}


class Before:
    def __init__(self, family: Family, seen: dict[int, dict[Actor, str]]) -> None:
        self.readers = {id: persons(readers) for id, readers in seen.items()}
        self.active, self.gone, self.now = family.active, family.gone, family.now
        self.standing = set(family.standing)
        self.owners = {id: family.voices(thing) | 1 << thing.owner for id, thing in family.things.items()}
        self.live = {id: list(yeses) for id, yeses in family.live.items()}
        self.asking = {person: dict(said) for person, said in family.asking.items()}
        self.leaving = dict(family.leaving)
        self.seen = seen


def changed(
    before: Before, family: Family, seen: dict[int, dict[Actor, str]], deed: Deed, ended: set[tuple[int, int]]
) -> str | None:
    for id, was in before.readers.items() if deed[0] != "shuts" else ():
        now = persons(seen[id])
        for person in family.bits(was & ~now & ~family.shut):
            if broken := _lost(before, family, deed, id, person, ended):
                return broken
        for person in family.bits(now & ~was):
            if not _may_gain(before, family, deed, id, person):
                return GAINED if deed[0] in SILENT else ONLY_WHOM
    return _deed(before, family, seen, deed)


def refused(family: Family, deed: Deed) -> str | None:
    """What could not be done, and should have been."""
    name, _, by = deed[:3]
    if name == "undoes":
        early = family.now < family.leaving.get(by, -LEAVING) + LEAVING
        return BACK_AGAIN if early and not family.died >> by & 1 else None
    if name == "ends" and deed[3] in family.standing and family.active >> by & 1:
        place = family.places[deed[3]]
        givers = sum({1 << yes.giver for yes in family.live.get(deed[3], [])}) or 1 << place.maker
        if place.role != PARENT and place.known >> by & 1 and givers & (family.gone | 1 << by):
            return ENDABLE
    return None


def _lost(before: Before, family: Family, deed: Deed, id: int, person: int, ended: set[tuple[int, int]]) -> str | None:
    """`person` no longer reads thing `id`."""
    name, _, by = deed[:3]
    thing = family.things[id]
    if person == by and name in ("goes", "leaves", "dies"):
        return None
    if name == "passes":
        return _by_time(before, family, id, person)
    if by == person:
        return LOST if name not in ("ends", "shows", "undoes", "answers") else None
    if before.owners[id] >> by & 1 and name in ("hides", "says_no", "opens", "shares"):
        return None
    if name in ("lets_in", "sends_link") and person == deed[3] and person in family.glass:
        return None  # who comes to stand close gives no emergency help as a stranger
    if name == "dies" and (_hidden_gone(before, family, id, person, by) or not family.active):
        return None
    if name in ("ends", "shows") and _named_by(before, family, id, person, by):
        helped_by = thing.author
        others = _named_elsewhere(before, family, id, person, by)
        return CUT_OFF if helped_by != by and others and (helped_by, person) not in ended else None
    return FROM_A_PARENT if before.active >> person & 1 else LOST


def _by_time(before: Before, family: Family, id: int, person: int) -> str | None:
    if any(rule == "glass" for actor, rule in before.seen[id].items() if actor[0] == person):
        return None
    if any(
        yes.until <= family.now
        for actor in before.seen[id]
        if actor[0] == person and actor[1] is not None
        for yes in before.live.get(actor[1], [])
    ):
        return None
    if family.gone != before.gone:
        left = family.gone & ~before.gone
        if (
            left >> person & 1
            or not family.active
            or any(_hidden_gone(before, family, id, person, one) for one in family.bits(left))
        ):
            return None
        return LOST
    return LOST


def _hidden_gone(before: Before, family: Family, id: int, person: int, left: int) -> bool:
    """They read it from a hidden place that `left` made, and that no parent who is left knows or said yes to."""
    return all(
        at is not None
        and (family.gone | 1 << left) >> family.places[at].maker & 1
        and family.places[at].known != EVERYBODY
        and not family.places[at].known & family.active
        for who, at in before.seen[id]
        if who == person
    )


def _named_by(before: Before, family: Family, id: int, person: int, by: int) -> bool:
    """`by` said yes to the place it was read from, or made it, or a parent who is gone did."""
    givers = 1 << by | before.gone
    return all(
        at is not None
        and (givers >> family.places[at].maker & 1 or any(givers >> yes.giver & 1 for yes in before.live.get(at, [])))
        for who, at in before.seen[id]
        if who == person
    )


def _named_elsewhere(before: Before, family: Family, id: int, person: int, by: int) -> bool:
    """The author, another parent, ticked that person for it or said yes to them, and that still stands."""
    thing = family.things[id]
    if any(place.role == PARENT and place.person == person for place in family.places.values()):
        return False  # ticked as a parent
    if thing.author == by or not before.active >> thing.author & 1 or thing.owner != thing.author:
        return False
    if thing.given >> person & 1 and (thing.by_parent or thing.section == OWN):
        return True
    return any(
        yes.giver == thing.author
        for at in before.standing
        if family.places[at].held_by(person)
        for yes in family.live.get(at, [])
        if thing.section & yes.sections
        and not thing.all_kids
        and thing.closed == EVERYBODY
        and yes.kids == -1
        and yes.back
        and not thing.rests
        and family.places[at].members == 0
    )


def _may_gain(before: Before, family: Family, deed: Deed, id: int, person: int) -> bool:
    name, _, by = deed[:3]
    thing = family.things[id]
    named = (thing.given | thing.addressed | 1 << thing.owner) >> person & 1
    if name in MAKES_A_PLACE and named and (name != "hides" or id != deed[3]):
        return True  # named by its author before, and stands here again
    if name in SILENT and name not in ("hides", "joins"):
        return False
    allowed: dict[str, Callable[[], bool | int]] = {
        "hides": lambda: (
            thing.owner == by and ((deed[4] >> person & 1 and id == deed[3]) or (deed[5] and person in family.glass))
        ),
        "joins": lambda: thing.section == TEAM and person == deed[4],
        "says_yes": lambda: family.places[deed[3]].held_by(person),
        "taps": lambda: person == deed[4],
        "recognises": lambda: family.places[deed[3]].held_by(person),
        "answers": lambda: person == deed[3],
        "breaks_glass": lambda: person == by,
        "gives": lambda: person == deed[4] and id == deed[3],
        "opens": lambda: id == deed[3] or (thing.owner == by and deed[3] in thing.rests),
        "shares": lambda: id == deed[3] or (thing.owner == by and deed[3] in thing.rests),
        "undoes": lambda: not before.active or person == by,
    }
    return bool(allowed[name]()) if name in allowed else False


def _deed(before: Before, family: Family, seen: dict[int, dict[Actor, str]], deed: Deed) -> str | None:
    name, id, by = deed[:3]
    if name == "writes":
        hidden = deed[11] != EVERYBODY and family.things[id].section & SHARED and not family.things[id].private
        if hidden and not persons(seen[id]) & family.active:
            return ONE_PARENT
        return _written(before, family, deed)
    if name == "answers" and deed[3] in before.asking and id in family.places:
        said = before.asking[deed[3]] | {by: deed[4]}
        return None if all(said.get(one) for one in family.bits(before.active)) else ALL_SAID_YES
    if name == "lets_in" and deed[4] == PARENT and deed[5] != EVERYBODY:
        return PARENT_SEEN
    if name == "hides" and not persons(seen[deed[3]]) & family.active and family.things[deed[3]].section & SHARED:
        return ONE_PARENT
    if name == "taps" and by == deed[4]:
        return TAPPED
    if name in ("leaves", "says") and before.standing != family.standing:
        return FOURTEEN
    early = any(
        family.now < at + LEAVING and (family.gone & ~before.gone) >> one & 1 for one, at in before.leaving.items()
    )
    return FOURTEEN if name == "passes" and early else None


def _written(before: Before, family: Family, deed: Deed) -> str | None:
    _, id, by, place, section, _, _, quotes, rests, _, owner, _, addressed = deed
    thing = family.things[id]
    if owner >= 0 and section == OWN and quotes < 0 and not addressed and thing.owner != owner:
        return HERS
    readable = all(before.readers.get(one, 0) >> by & 1 for one in rests)
    live = before.live.get(place, [])
    along = family.places[place].role == PARENT or place not in family.had or any(yes.writes for yes in live)
    return None if readable and along and place in before.standing else WROTE
