"""In which world each mutant is noticed, and by whom, kept in `killers.json`, so that a push asks one person of one world
and not everybody of all before it.

A kept world that notices no more fails. `STEK_KILLERS=1` looks there first and then searches for the first that does, and
keeps it; the nightly form searches from somewhere else every night, and keeps nothing.
"""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from stek.kit.tests.long import LONG, seed

KEPT = Path(__file__).with_name("killers.json")
SEARCHING = os.environ.get("STEK_KILLERS") == "1"

# Takes the seed of a world and the number of who is asked first, and gives the number of the first who notices.
Notices = Callable[[int, int], int | None]


def kept() -> dict[str, list[int]]:
    """By mutant: the seed of a world, and the number of who notices it there."""
    return json.loads(KEPT.read_text())


def is_noticed(mutant: str, notices: Notices, most: int) -> bool:
    """Whether somebody sees a difference: in the world that is kept or, when that is asked for, in one of so many."""
    known, first = kept().get(mutant, (None, 0))
    for world in _worlds(mutant, known, most):
        number = notices(world, first if world == known else 0)
        if number is not None:
            if SEARCHING:
                _keep(kept() | {mutant: [world, number]})
            return True
    return False


def by_all(differs: Callable[[int], bool]) -> Notices:
    """Where everybody is asked at once."""
    return lambda world, first: 0 if differs(world) else None


def _keep(found: dict[str, list[int]]) -> None:
    lines = [f"{json.dumps(mutant)}: {where}" for mutant, where in sorted(found.items())]
    KEPT.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def _worlds(mutant: str, known: int | None, most: int) -> Iterable[int]:
    if SEARCHING:
        return (*(() if known is None else (known,)), *range(most))
    if LONG:
        begun = seed()
        return range(begun, begun + 2 * most)  # by chance it may take longer than in the order we know
    assert known is not None, f"no world is kept that notices {mutant}: `just killers` looks for one"
    return [known]
