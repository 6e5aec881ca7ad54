"""What one hides does not show to the other: the same history with and without it looks the same to them.

A deed is hidden from `who` when it makes a thing or a place that they never see, or is one that nobody is told of: a
tick, a parent's no, leaving (for fourteen days). Taken out of the history with all that needs it, everything `who`
sees stays what it was, at every step.
"""

from .deeds import Deed
from .family import DAY, EVERYBODY, Family, Thing
from .hiding import TICKED
from .invariants import Watch
from .sight import persons, view

NOTHING_SHOWS = "what is hidden from somebody does not show to them"
NEEDS = {
    "gives", "hides", "opens", "shares", "says_yes", "ends", "goes", "says_no", "shows", "writes", "joins", "taps", "recognises",
}  # fmt: skip


def walked(watch: Watch, deeds: list[Deed], who: int) -> tuple[list[object], list[bool], set[int]]:
    """All that `who` sees after each deed, which deeds could be done, and every thing they ever read."""
    views, dones, read = [], [], set()
    for deed in deeds:
        dones.append(watch.step(deed))
        views.append(view(watch.family, who, watch.seen))
        read |= {id for id, readers in watch.seen.items() if persons(readers) >> who & 1}
    return views, dones, read


def hidden_from(who: int, family: Family, deeds: list[Deed], read: set[int]) -> list[Deed]:
    """Deeds that say nothing to them. Who shows a place, opens what was written in it, or lets whom it quotes speak, tells."""

    def told(place: int) -> bool:
        return any(
            id in read
            and (thing.place == place or (thing.quotes == family.places[place].person and thing.author != who))
            for id, thing in family.things.items()
        )

    def hidden(deed: Deed) -> bool:
        name, id, by = deed[:3]
        if by == who or names(deed, who):
            return False
        if name == "writes":
            return id in family.things and id not in read
        if name in ("lets_in", "sends_link", "says_yes", "recognises"):
            at = id if name in ("lets_in", "sends_link") else deed[3]
            return at in family.places and not family.places[at].known >> who & 1 and not told(at)
        if name == "gives":
            return (
                deed[3] in family.things and deed[3] not in read
            )  # the known edge: who builds on it sees who else does
        if name == "says_no":
            wrote_down = any({one.author, one.quotes} == {who, by} for one in family.things.values())
            return deed[3] in family.places and not family.places[deed[3]].held_by(who) and not wrote_down  # known edge
        return name == "leaves" and all(one[0] != "passes" or one[3] < DAY for one in deeds)

    return [deed for deed in deeds if hidden(deed)]


def names(deed: Deed, who: int) -> bool:
    """Somebody is ticked in it: then they may know."""
    name = deed[0]
    if name == "gives":
        return bool(deed[4] == who)
    if name == "hides":
        return bool(deed[4] >> who & 1)
    return name == "writes" and bool(deed[12] >> who & 1 or (deed[11] >= 0 and deed[11] >> who & 1))


def took(thing: Thing) -> bool:
    """Who reads it follows from its grounds: then it would be read by others without them, and nobody is told why."""
    return thing.closed != EVERYBODY or thing.all_kids != thing.kids or thing.all_about != thing.about


def taken_out(family: Family, deed: Deed, deeds: list[Deed], who: int, read: set[int]) -> list[Deed] | None:
    """The history without it and all that needs it, of the same length: a moment passes in their stead. What rests on
    it and is seen by the other stays, without the link. None when what needs it tells them something by itself."""
    gone: set[int] = set()
    left: list[Deed] = []
    under: dict[int, tuple[int, ...]] = {}  # of what is taken out, what it rested on
    for one in deeds:
        other, (name, id) = one, one[:2]
        needs = one is deed or (name in NEEDS and (other[3] in gone or (other[3] - TICKED) // 64 in gone))
        if name == "undoes" and deed[0] == "leaves" and other[2] == deed[2]:
            needs = True
        if name == "writes" and gone & set(other[8]):
            if id in read and took(family.things[id]):
                return None
            if id in read:
                other = (
                    *other[:8],
                    tuple({far for ground in other[8] for far in under.get(ground, (ground,))}),
                    *other[9:],
                )
            else:
                needs = True
        if needs:
            if names(one, who) or name == "shows" or (name == "writes" and id in read):
                return None
            gone.add(id)
            if name == "writes":
                under[id] = tuple({far for ground in one[8] for far in under.get(ground, (ground,))})
            left.append(("passes", id, 0, 0))
        else:
            left.append(other)
    return left
