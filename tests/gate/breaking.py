"""Turns a mutant of an SQL file into what must be said to a database to have it there, and to be rid of it."""

import re
from pathlib import Path

import stek
from stek.kit.sql import STATEMENT, anew, filled, role
from stek.oracle import gated

from .mutants import CLOSED, ENDING, FUNCTIONS, GATED, READERS, Mutant

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
    if mutant.file == FUNCTIONS:
        assert not LATER & {_called(whole) for whole, _ in found}, f"{mutant}: {READERS} has the later form"
    return found


def _called(statement: str) -> str:
    return re.match(r"create (?:or replace )?function ([\w.]+)", statement)[1]  # type: ignore[index]


# What readers.sql says anew: whoever puts the older form back breaks the gate for the tests that come after.
LATER = {
    _called(one) for one in STATEMENT.findall((ROOT / READERS).read_text()) if " function " in one.partition("\n")[0]
}


def _names(text: str, table: str) -> str:
    text = text.replace("{table}", table) if table else text
    return re.sub(r"\{(app|owner)\}", lambda name: role(name[1]), text)
