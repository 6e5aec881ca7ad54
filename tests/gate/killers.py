"""In which world each mutant is noticed, kept in `killers.json`, so that a push asks about one world and not about all before it.

A kept world that notices no more fails. `STEK_KILLERS=1` searches for the first that does, and keeps it; the nightly
form searches from somewhere else every night, and keeps nothing.
"""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from stek.kit.tests.long import LONG, seed

KEPT = Path(__file__).with_name("killers.json")
SEARCHING = os.environ.get("STEK_KILLERS") == "1"


def kept() -> dict[str, int]:
    return json.loads(KEPT.read_text())


def is_noticed(mutant: str, differs: Callable[[int], bool], most: int) -> bool:
    """Whether somebody sees a difference: in the world that is kept or, when that is asked for, in one of so many."""
    found = next(filter(differs, _worlds(mutant, most)), None)
    if SEARCHING and found is not None:
        KEPT.write_text(json.dumps(kept() | {mutant: found}, indent=0, sort_keys=True) + "\n")
    return found is not None


def _worlds(mutant: str, most: int) -> Iterable[int]:
    if SEARCHING:
        return range(most)
    if LONG:
        begun = seed()
        return range(begun, begun + 2 * most)  # by chance it may take longer than in the order we know
    known = kept()
    assert mutant in known, f"no world is kept that notices {mutant}: `just killers` looks for one"
    return [known[mutant]]
