"""A gate that is broken on purpose, one clause at a time: the oracle must notice each time."""

import importlib
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial

import pytest

from stek.kit.tests.long import often
from stek.oracle import asking, gated, hearing
from stek.oracle.judging import judge
from stek.oracle.making import make_world
from stek.policy import Grant, Period, decide

from . import killers
from .breaking import ROOT, broken
from .killers import by_all, is_noticed
from .mutants import PYTHON, SQL, Mutant

WORLDS = 120  # the most hidden one needs about sixty


@pytest.fixture(scope="module")
def asker(superuser):
    superuser.execute(f"truncate people_person, circle_family, {', '.join(gated.NAMES)} cascade")
    asking.prepare(superuser)
    return superuser


@pytest.fixture(scope="module")
def heard(asker):
    """The world of each seed, asked once of the database as it should be."""
    return cache(lambda seed: hearing.in_passing(asker, partial(make_world, seed)))


@pytest.mark.parametrize("mutant", SQL, ids=str)
def test_a_broken_rule_in_the_database_is_noticed(mutant, asker):
    breaking = [after for _, after in broken(mutant)]

    def notices(seed: int, first: int) -> int | None:
        return hearing.noticed_by(
            asker, partial(make_world, seed), lambda db: [db.execute(one) for one in breaking], first
        )

    assert is_noticed(f"sql {mutant}", notices, WORLDS)


@pytest.mark.parametrize("mutant", PYTHON, ids=str)
def test_a_broken_rule_in_decide_is_noticed(mutant, heard):
    with broken_decide(mutant) as other:
        assert is_noticed(f"decide {mutant}", by_all(lambda seed: _differs(*heard(seed), other)), WORLDS)


def test_a_world_that_notices_no_more_fails_and_so_does_a_mutant_without_one(monkeypatch):
    monkeypatch.setattr(killers, "LONG", False)
    monkeypatch.setattr(killers, "SEARCHING", False)
    asked = []
    assert not is_noticed(f"sql {SQL[0]}", lambda *where: asked.append([*where]), WORLDS)
    assert asked == [killers.kept()[f"sql {SQL[0]}"]]
    with pytest.raises(AssertionError, match="just killers"):
        is_noticed("a mutant of today", by_all(bool), WORLDS)


def test_the_unbroken_rules_agree_on_the_same_worlds(heard):
    assert [one for seed in range(often(4, 60)) for one in judge(*heard(seed))[1]] == []


def _differs(world, hearings, other) -> bool:
    try:
        return bool(judge(world, hearings, other)[1])
    except AttributeError:
        return True  # a rule that cannot be asked is broken too


@contextmanager
def broken_decide(mutant: Mutant) -> Iterator:
    """`decide` with the mutant in it, from the source of its module; everything as before afterwards."""
    name = "stek." + mutant.file.removesuffix(".py").replace("/", ".")
    module = types.ModuleType(name)
    module.__package__ = "stek.policy"
    source = mutant.applied((ROOT / mutant.file).read_text())
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, name, module)  # dataclasses look their module up while they are made
        exec(compile(source, mutant.file, "exec"), module.__dict__)
    with pytest.MonkeyPatch.context() as patch:
        if hasattr(module, "decide"):
            yield module.decide
        elif hasattr(module, "Period"):
            patch.setattr(Period, "holds", module.Period.holds)
            patch.setattr(Grant, "covers", module.Grant.covers)
            patch.setattr(importlib.import_module("stek.policy.decide"), "acting", module.acting)
            yield decide
        else:
            patch.setattr(importlib.import_module("stek.policy.decide"), "is_shared", module.is_shared)
            yield decide
