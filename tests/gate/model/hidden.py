"""What one hides does not show to the other: the same history with and without it looks the same to them.

A deed is hidden from `who` when it makes a thing or a place that they never see, or is one that nobody is told of: a
tick, a parent's no, leaving (for fourteen days). Taken out of the history with all that needs it, everything `who`
sees stays what it was, at every step.
"""

from .deeds import Deed
from .family import DAY, Family
from .invariants import Watch
from .sight import persons, view
from .writing import TICKED

NOTHING_SHOWS = "what is hidden from somebody does not show to them"
NEEDS = {
    "gives", "hides", "opens", "shares", "says_yes", "ends", "goes", "says_no", "shows", "writes", "joins", "taps",
}  # fmt: skip


def walked(watch: Watch, deeds: list[Deed], who: int) -> tuple[list[object], set[int]]:
    """All that `who` sees after each deed, and every thing they ever read."""
    views, read = [], set()
    for deed in deeds:
        watch.step(deed)
        views.append(view(watch.family, who, watch.seen))
        read |= {id for id, readers in watch.seen.items() if persons(readers) >> who & 1}
    return views, read


def hidden_from(who: int, family: Family, deeds: list[Deed], read: set[int]) -> list[Deed]:
    def shown(place: int) -> bool:
        return any(deed[0] == "shows" and deed[3] == place for deed in deeds) or any(
            thing.place == place and id in read for id, thing in family.things.items()
        )

    def tick_shown(id: int) -> bool:
        return any(deed[0] == "shows" and (deed[3] - TICKED) // 64 == id for deed in deeds)

    def named(thing: int) -> bool:
        ticks = (one for one in deeds if one[0] in ("gives", "hides") and one[3] == thing)
        return any(one[4] == who if one[0] == "gives" else one[4] >> who & 1 for one in ticks)

    def hidden(deed: Deed) -> bool:
        name, id, by = deed[:3]
        if by == who or tick_shown(id):
            return False
        if name == "writes":
            return id in family.things and id not in read and not named(id)
        if name in ("lets_in", "says_yes"):
            place = family.places.get(id if name == "lets_in" else deed[3])
            return place is not None and not place.known >> who & 1 and not shown(id if name == "lets_in" else deed[3])
        if name == "gives":
            return deed[4] != who and deed[3] in family.things and not family.voices(family.things[deed[3]]) >> who & 1
        if name == "says_no":
            return deed[3] in family.places and not family.places[deed[3]].held_by(who)
        return name == "leaves" and all(one[0] != "passes" or one[3] < DAY for one in deeds)

    return [deed for deed in deeds if hidden(deed)]


def taken_out(deed: Deed, deeds: list[Deed], read: set[int]) -> list[Deed]:
    """The history without it and all that needs it, of the same length: a moment passes in their stead. What rests on
    it and is seen by the other stays, without the link."""
    gone: set[int] = set()
    left: list[Deed] = []
    for one in deeds:
        other, (name, id) = one, one[:2]
        needs = one is deed or (name in NEEDS and other[3] in gone)
        if name == "undoes" and deed[0] == "leaves" and other[2] == deed[2]:
            needs = True
        if name == "writes" and gone & set(other[8]):
            if id in read:
                other = (*other[:8], tuple(one for one in other[8] if one not in gone), *other[9:])
            else:
                needs = True
        if needs:
            gone.add(id)
            left.append(("passes", id, 0, 0))
        else:
            left.append(other)
    return left
