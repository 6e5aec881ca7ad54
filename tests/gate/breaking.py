"""Turns a mutant of an SQL file into what must be said to a database to have it there, and to be rid of it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

import stek
from stek.kit.sql import STATEMENT, anew, filled, role
from stek.oracle import gated

from .mutants import CLOSED, COVERED, ENDING, GATED, Mutant

ROOT = Path(stek.__file__).parent
TABLES = {GATED: gated.NAMES, CLOSED: gated.NAMES, COVERED: gated.NAMES, ENDING: ("story_influence",)}


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
    return found


def _names(text: str, table: str) -> str:
    text = text.replace("{table}", table) if table else text
    return re.sub(r"\{(app|owner)\}", lambda name: role(name[1]), text)


def is_told_by(scenario: Callable[..., None], mutant: Mutant, superuser: psycopg.Connection[Any]) -> None:
    """Fails when the scenario passes though the rule is broken. It may ask for `superuser` and for nothing else."""
    given = [superuser] if scenario.__code__.co_argcount else []
    changes = broken(mutant)
    try:
        with superuser.transaction():
            for _, breaking in changes:
                superuser.execute(breaking)
        with pytest.raises((Exception, pytest.fail.Exception)):
            scenario(*given)
    finally:
        with superuser.transaction():
            for mending, _ in changes:
                superuser.execute(mending)
