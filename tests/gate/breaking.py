"""Turns a mutant of an SQL file into what must be said to a database to have it there, and to be rid of it."""

import re
from functools import cache
from pathlib import Path

import stek
from stek.kit.sql import STATEMENT, anew, filled, role
from stek.oracle import gated

from .mutants import BESIDE, CLOSED, ENDING, FUNCTIONS, GATED, KNOWN_BEFORE, PARENTS_IN, READERS, RECOGNISED, Mutant

ROOT = Path(stek.__file__).parent
TABLES = {GATED: gated.NAMES, CLOSED: gated.NAMES, ENDING: ("story_influence",)}


def broken(mutant: Mutant) -> list[tuple[str, str]]:
    """(what makes it whole again, what breaks it), for each statement that changes."""
    found = []
    for table in TABLES.get(mutant.file, ("",)):
        here = Mutant(mutant.name, mutant.file, _names(mutant.old, table), _names(mutant.new, table), mutant.at)
        text = filled(ROOT / mutant.file, table=table)
        found += [
            (anew(whole), anew(after))
            for whole, after in zip(STATEMENT.findall(text), STATEMENT.findall(here.applied(text)), strict=True)
            if whole != after
        ]
    assert found, f"{mutant}: nothing changes"
    for later in ANEW[ANEW.index(mutant.file) + 1 :] if mutant.file in ANEW else ():
        assert not _functions(later) & {_called(whole) for whole, _ in found}, f"{mutant}: {later} has the later form"
    return found


# Each says some of what those before it said anew: whoever puts an older form back breaks the gate for the tests after.
ANEW = (FUNCTIONS, PARENTS_IN, READERS, RECOGNISED, BESIDE, KNOWN_BEFORE)


def _called(statement: str) -> str:
    found = re.match(r"create (?:or replace )?function ([\w.]+)", statement)
    return found[1] if found else ""


@cache
def _functions(file: str) -> set[str]:
    return {*map(_called, STATEMENT.findall((ROOT / file).read_text()))} - {""}


def _names(text: str, table: str) -> str:
    text = text.replace("{table}", table) if table else text
    return re.sub(r"\{(app|owner)\}", lambda name: role(name[1]), text)
