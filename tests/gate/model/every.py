"""All histories of a small world: two parents, a midwife, a doctor at night, one child; every deed they could do, in
every order, so many deep."""

import pickle
from collections.abc import Iterator

from . import invariants
from .deeds import Deed
from .family import ALL, DAY, EVERYBODY, HEALTH, NONE, OWN, PARENT, PROFESSIONAL, STORY, Family
from .invariants import Watch
from .search import DOCTOR, MARIJKE, NINA, TOM, begun


def possible(family: Family, id: int, small: bool) -> Iterator[Deed]:
    """What could be done next; in a `small` world only what is about words and who reads them."""
    parents = [one for one in (NINA, TOM) if family.active >> one & 1]
    others = [one for one in family.standing if family.places[one].role != PARENT]
    for by in parents:
        if len(others) < 2:
            yield ("lets_in", id, by, MARIJKE, PROFESSIONAL, EVERYBODY)
            yield ("lets_in", id, by, MARIJKE, PROFESSIONAL, 0)
        for place in others:
            yield ("says_yes", id, by, place, STORY | HEALTH, True, ALL, True, 0)
            yield ("ends", id, by, place)
            if not small:
                yield ("says_yes", id, by, place, STORY, False, 1, False, 0)
                yield ("says_no", id, by, place)
                yield ("shows", id, by, place)
        if not small and by not in family.leaving:
            yield ("leaves", id, by)
    if family.leaving:
        yield ("undoes", id, next(iter(family.leaving)))
        yield ("passes", id, 0, 15 * DAY)
    yield from _words(family, id, small)
    if not small and not family.glass:
        yield ("breaks_glass", id, DOCTOR)


def _words(family: Family, id: int, small: bool) -> Iterator[Deed]:
    newest = list(family.things)[-1:]
    for place in sorted(family.standing):
        by = family.places[place].person
        if len(family.things) < (2 if small else 3):
            yield ("writes", id, by, place, STORY, 1, 0, -1, (), False, -1, EVERYBODY, 0)
            for one in newest:
                yield ("writes", id, by, place, STORY, 1, 0, -1, (one,), False, -1, EVERYBODY, 0)
            if not small:
                yield ("writes", id, by, place, STORY, 0, 1 << TOM, -1, (), False, -1, EVERYBODY, 0)
                yield ("writes", id, by, place, OWN, 1, 0, -1, (), False, -1, EVERYBODY, 0)
                yield ("writes", id, by, place, STORY, 1, 0, TOM, (), False, -1, EVERYBODY, 0)
    for key, thing in list(family.things.items()):
        for readers in (0, 1 << MARIJKE, 1 << NINA):
            yield ("hides", id, thing.owner, key, readers, False)
        yield ("opens", id, thing.owner, key)
        yield ("gives", id, thing.owner, key, MARIJKE)
        if not small:
            yield ("shares", id, thing.owner, key, STORY)


def histories(
    deep: int, small: bool, without: frozenset[str] = NONE, share: tuple[int, int] = (0, 1)
) -> Iterator[tuple[list[Deed], str | None]]:
    """Each history with what it breaks; those that begin alike share the walk. `share` of so many: for more processes."""

    def walk(watch: Watch, done: list[Deed]) -> Iterator[tuple[list[Deed], str | None]]:
        kept = pickle.dumps(watch)
        for number, deed in enumerate(possible(watch.family, 100 + len(done), small)):
            if not done and number % share[1] != share[0]:
                continue
            next_one: Watch = pickle.loads(kept)
            if not next_one.step(deed):
                continue
            history = [*done, deed]
            yield history, next_one.broken or invariants.verbs(next_one.family, next_one.seen)
            if len(history) < deep and not next_one.broken:
                yield from walk(next_one, history)

    yield from walk(begun(2, without), [])
