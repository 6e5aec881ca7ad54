"""By whom each thing may be read, by what was said when it was written, hidden, opened, given, shared: remembered beside
the facts of a family, so that a mistake in those is not believed."""

from .deeds import Deed
from .family import EVERYBODY, OWN, SHARED, TEAM, Family, Thing


class Promises:
    def __init__(self) -> None:
        self.readers: dict[int, int] = {}  # of each thing, a mask of persons
        self.listed: dict[int, int] = {}  # of them, not by a tick on this thing alone
        self.ticked: dict[int, int] = {}
        self.built_on: dict[int, frozenset[int]] = {}  # all its grounds, when it was written
        self.known: dict[int, int] = {}  # who knows from where it and its grounds were written
        self.grounds: dict[int, int] = {}  # by whom what it rested on might be read, when it was written

    def keep(self, family: Family, deed: Deed) -> None:
        name, id, by = deed[:3]
        if name == "writes":
            self._written(family, id, family.things[id], deed[11])
        elif name in ("hides", "opens", "shares", "gives"):
            thing = family.things[deed[3]]
            by_name = thing.by_parent and thing.quotes < 0  # a tick on own words opens them, whatever they rest on
            if name == "hides":
                self._hidden(family, deed[3], by, deed[4], by_name)
            elif name == "gives":
                self._given(deed[3], 1 << deed[4], by_name, thing)
            else:
                if name == "opens":
                    self.grounds[deed[3]] = self._below(family, thing)
                    self.known[deed[3]] = EVERYBODY
                    for ground in thing.rests:
                        self.known[deed[3]] &= self.known[ground]
                self.listed[deed[3]] = self.grounds[deed[3]] | family.voices(thing) | 1 << by
        for one, thing in family.things.items():
            mine = family.voices(thing) | 1 << thing.owner if thing.section == OWN else family.voices(thing)
            self.readers[one] = (self.listed[one] & self.known[one]) | self.ticked[one] | mine & self.listed[one]

    def _hidden(self, family: Family, key: int, by: int, readers: int, by_name: bool) -> None:
        for one, other in family.things.items():
            if other.owner == by and key in self.built_on[one]:
                self.grounds[one] &= readers | 1 << by
                self.listed[one] = self.listed[one] & (readers | 1 << by) | family.voices(other)
                self.ticked[one] &= readers
        thing = family.things[key]
        below = self.grounds[key] if thing.section == OWN else self._below(family, thing)
        self.listed[key] = readers & below | family.voices(thing) | 1 << by
        self.ticked[key] = readers if by_name else 0

    def _given(self, key: int, bit: int, by_name: bool, thing: Thing) -> None:
        if by_name:
            self.ticked[key] |= bit
        if thing.section == OWN:
            self.listed[key] |= bit & self.grounds[key]

    def _below(self, family: Family, thing: Thing) -> int:
        """By whom all it rests on may be read; a tick on one of these is for that one alone."""
        mask = EVERYBODY
        for ground in thing.rests:
            one = family.things[ground]
            if not (one.private and one.section & SHARED):
                mask &= self.listed[ground]
        return mask

    def _written(self, family: Family, id: int, thing: Thing, readers: int) -> None:
        voices, own = family.voices(thing), thing.section == OWN
        mine = EVERYBODY
        if thing.private or thing.section == TEAM:
            mine = 1 << thing.owner if own else EVERYBODY
        elif thing.addressed:
            mine = thing.addressed
        elif own or readers != EVERYBODY:
            mine = 1 << thing.owner | (readers if readers != EVERYBODY and thing.owner == thing.author else 0)
        self.grounds[id] = self._below(family, thing) | voices
        self.listed[id] = mine & self.grounds[id] | voices
        by_name = thing.by_parent and thing.owner == thing.author and not thing.private and readers != EVERYBODY
        self.ticked[id] = readers & self.listed[id] if by_name else 0
        self.built_on[id] = thing.rests
        self.known[id] = family.places[thing.place].known
        for ground in thing.rests:
            self.known[id] &= self.known[ground]
