"""Histories by chance and all histories of a small world; the shortest in which a sentence breaks."""

import functools
import pickle
import random
from collections.abc import Iterator

from . import hidden, invariants
from .deeds import Deed
from .family import ALL, DAY, EVERYBODY, HEALTH, KIN, NONE, OWN, PROFESSIONAL, STORY, TEAM, Family
from .invariants import Watch

NINA, TOM, MIA, MARIJKE, FRIEND, LAWYER, COLLEAGUE, DOCTOR = range(8)
NAMES = ["nina", "tom", "mia", "marijke", "friend", "lawyer", "colleague", "doctor"]
PROFESSIONALS = 1 << MARIJKE | 1 << COLLEAGUE | 1 << DOCTOR


def family(without: frozenset[str] = NONE) -> Family:
    return Family(without, PROFESSIONALS)


def opening(parents: int) -> list[Deed]:
    """So many parents, and a child: not counted among the deeds of a history."""
    deeds: list[Deed] = [("begins", 1, NINA), ("adds_child", 2, NINA, 0)]
    for n in range(1, parents):
        deeds.append(("asks_in", 10 * n, n))
        deeds += [("answers", 10 * n + 1 + one, one, n, True) for one in range(n)]
    return deeds


DEEDS_IN_A_HISTORY = 10


class Chance:
    """Draws deeds that might well be possible."""

    def __init__(self, seed: int, people: int = 8) -> None:
        self.random = random.Random(seed)
        self.number = 100
        self.people = people

    def deed(self, family: Family) -> Deed:
        self.number += 1
        draw = self.random
        name = draw.choices(NAMES_OF_DEEDS, WEIGHTS)[0]
        if name == "answers" and not family.asking:
            name = "asks_in"
        if name in ("joins", "taps") and not any(place.members for place in family.places.values()):
            name = "lets_team_in"
        if name == "undoes" and not family.leaving:
            name = "leaves"
        return (name, self.number, *getattr(self, name)(family))

    def parent(self, family: Family) -> int:
        active = family.bits(family.active)
        return self.random.choice(active) if active else NINA

    def mask(self, family: Family) -> int:
        here = family.bits(invariants.here(family))
        return sum(1 << one for one in here if self.random.random() < 0.4)

    def thing(self, family: Family, owner: bool = True) -> tuple[int, int]:
        if not family.things:
            return self.parent(family), -1
        id = self.random.choice(list(family.things))
        return (family.things[id].owner if owner and self.random.random() < 0.9 else self.parent(family)), id

    def place(self, family: Family) -> int:
        others = [id for id, place in family.places.items() if place.role != "parent"]
        return self.random.choice(others) if others else -1

    def begins(self, family: Family) -> tuple[object, ...]:
        return (NINA,)

    def lets_in(self, family: Family) -> tuple[object, ...]:
        draw = self.random
        by = self.parent(family)
        person = draw.choice([MARIJKE, FRIEND, LAWYER, DOCTOR])
        known = EVERYBODY if draw.random() < 0.6 else self.mask(family) & draw.choice([0, EVERYBODY])
        role = PROFESSIONAL if person in (MARIJKE, DOCTOR) and draw.random() < 0.8 else KIN
        if draw.random() < 0.02:
            role = "parent"
        return by, person, role, known

    def lets_team_in(self, family: Family) -> tuple[object, ...]:
        return self.parent(family), 1 << MARIJKE

    def says_yes(self, family: Family) -> tuple[object, ...]:
        draw = self.random
        return (
            self.parent(family), self.place(family), draw.choice([STORY, STORY | HEALTH, HEALTH]), draw.random() < 0.6,
            draw.choice([ALL, ALL, 1, 2]), draw.random() < 0.5, draw.choice([0, 0, 0, 7]),
        )  # fmt: skip

    def sends_link(self, family: Family) -> tuple[object, ...]:
        by, person, role, known = self.lets_in(family)
        _, _, sections, writes, kids, back, _ = self.says_yes(family)
        return by, person, role, known, sections, writes, kids, back

    def recognises(self, family: Family) -> tuple[object, ...]:
        new = [id for id, place in family.places.items() if not place.recognised]
        return self.parent(family), self.random.choice(new) if new else -1

    def ends(self, family: Family) -> tuple[object, ...]:
        return self.parent(family), self.place(family)

    says_no = shows = ends

    def goes(self, family: Family) -> tuple[object, ...]:
        id = self.place(family)
        return (family.places[id].person if id in family.places else 0), id

    def asks_in(self, family: Family) -> tuple[object, ...]:
        return (self.random.choice([TOM, MIA, FRIEND]),)

    def answers(self, family: Family) -> tuple[object, ...]:
        asking = list(family.asking) or [TOM]
        return self.parent(family), self.random.choice(asking), self.random.random() < 0.8

    def team(self, family: Family) -> int:
        return next((id for id, place in family.places.items() if place.members), -1)

    def joins(self, family: Family) -> tuple[object, ...]:
        return MARIJKE, self.team(family), self.random.choice([COLLEAGUE, COLLEAGUE, TOM])

    def taps(self, family: Family) -> tuple[object, ...]:
        return self.parent(family), self.team(family), self.random.choice([COLLEAGUE, MARIJKE, TOM])

    def adds_child(self, family: Family) -> tuple[object, ...]:
        return self.parent(family), 1

    is_born = adds_child

    def says(self, family: Family) -> tuple[object, ...]:
        return (self.parent(family),)

    leaves = dies = says

    def shuts(self, family: Family) -> tuple[object, ...]:
        return (self.random.randrange(8),)

    def undoes(self, family: Family) -> tuple[object, ...]:
        return (self.random.choice(list(family.leaving) or [NINA]),)

    def breaks_glass(self, family: Family) -> tuple[object, ...]:
        return (self.random.choice([DOCTOR, DOCTOR, MARIJKE, FRIEND]),)

    def passes(self, family: Family) -> tuple[object, ...]:
        return 0, self.random.choice([70, 3 * DAY, 14 * DAY])

    def writes(self, family: Family) -> tuple[object, ...]:
        draw = self.random
        where = list(family.standing if draw.random() < 0.95 else family.places)
        if not where:
            return NINA, 1, STORY, 1, 0, -1, (), False, -1, EVERYBODY, 0
        at = draw.choice(where)
        place = family.places[at]
        by = place.person if place.person >= 0 else draw.choice(family.bits(place.members))
        kids = draw.choice([0, 1, 1, 2, 3])
        about = draw.choice([0, 0, 1 << NINA, 1 << TOM, 1 << NINA | 1 << TOM])
        section = draw.choice([STORY, STORY, HEALTH, OWN, TEAM if place.members else STORY])
        kind = draw.random()
        quotes = draw.choice(family.bits(invariants.here(family))) if kind < 0.15 else -1
        rests = (draw.choice(list(family.things)),) if family.things and draw.random() < 0.35 else ()
        private = 0.15 <= kind < 0.2
        owner = NINA if 0.2 <= kind < 0.3 and section == OWN else -1
        readers = self.mask(family) if 0.3 <= kind < 0.4 else EVERYBODY
        addressed = self.mask(family) if 0.4 <= kind < 0.45 else 0
        return by, at, section, kids, about, quotes, rests, private, owner, readers, addressed

    def gives(self, family: Family) -> tuple[object, ...]:
        by, id = self.thing(family)
        return by, id, self.random.choice([TOM, MARIJKE, FRIEND, LAWYER])

    def hides(self, family: Family) -> tuple[object, ...]:
        by, id = self.thing(family)
        return by, id, self.mask(family), self.random.random() < 0.3

    def opens(self, family: Family) -> tuple[object, ...]:
        return self.thing(family)

    def shares(self, family: Family) -> tuple[object, ...]:
        return (*self.thing(family), self.random.choice([STORY, HEALTH]))


OFTEN = {
    "writes": 24, "lets_in": 9, "sends_link": 3, "recognises": 3, "says_yes": 12, "hides": 10, "gives": 5, "opens": 4, "shares": 4, "ends": 4, "says_no": 2,
    "shows": 2, "goes": 1, "asks_in": 2, "answers": 3, "lets_team_in": 2, "joins": 2, "taps": 2, "adds_child": 1,
    "is_born": 2, "says": 0.3, "leaves": 3, "undoes": 1.5, "dies": 0.7, "breaks_glass": 2, "shuts": 0.3, "passes": 4,
}  # fmt: skip
NAMES_OF_DEEDS, WEIGHTS = list(OFTEN), list(OFTEN.values())


def begun(parents: int, without: frozenset[str]) -> Watch:
    """A family in which they are, of its own."""
    return pickle.loads(_begun(parents, without))


@functools.cache
def _begun(parents: int, without: frozenset[str]) -> bytes:
    watch = Watch(family(without))
    for deed in opening(parents):
        watch.step(deed)
    return pickle.dumps(watch)


def history(seed: int, deeds: int, without: frozenset[str] = NONE) -> tuple[str | None, int, list[Deed]]:
    """One by chance: the sentence it breaks, if any, and the deeds that were done."""
    chance = Chance(seed)
    parents = chance.random.choice([1, 2, 2, 2, 3])
    watch = begun(parents, without)
    done: list[Deed] = []
    tries = 0
    while len(done) < deeds and tries < 6 * deeds:
        tries += 1
        deed = chance.deed(watch.family)
        if watch.step(deed) or watch.broken:
            done.append(deed)
        if watch.broken:
            return watch.broken, parents, done
    return invariants.verbs(watch.family, watch.seen), parents, done


def shows(parents: int, deeds: list[Deed], who: int, without: frozenset[str] = NONE) -> Deed | None:
    """A deed that was hidden from `who`, and shows to them."""
    watch = begun(parents, without)
    views, dones, read = hidden.walked(watch, deeds, who)
    for deed in hidden.hidden_from(who, watch.family, deeds, read):
        left = hidden.taken_out(watch.family, deed, deeds, who, read)
        if left is None:
            continue
        others, also, _ = hidden.walked(begun(parents, without), left, who)
        differ = [
            by
            for (name, _, by, *_), one, other in zip(left, dones, also, strict=True)
            if one != other and name != "passes"
        ]
        if others != views and not set(differ) - {
            who
        }:  # who knew of it and did something that shows told it themselves
            return deed
    return None


def breaks(parents: int, deeds: list[Deed], without: frozenset[str]) -> str | None:
    watch = begun(parents, without)
    for deed in deeds:
        watch.step(deed)
        if watch.broken:
            return watch.broken
    return invariants.verbs(watch.family, watch.seen)


def shortest(parents: int, deeds: list[Deed], without: frozenset[str], sentence: str) -> list[Deed]:
    """The same broken sentence with no deed too many."""
    at = 0
    while at < len(deeds):
        fewer = deeds[:at] + deeds[at + 1 :]
        if breaks(parents, fewer, without) == sentence:
            deeds, at = fewer, 0
        else:
            at += 1
    return deeds


def counterexamples(seeds: range, deeds: int, without: frozenset[str] = NONE) -> Iterator[tuple[str, int, list[Deed]]]:
    for seed in seeds:
        sentence, parents, found = history(seed, deeds, without)
        if sentence:
            yield sentence, parents, shortest(parents, found, without, sentence)
