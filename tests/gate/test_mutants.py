"""A gate that is broken on purpose, one clause at a time: the oracle must notice each time."""

import importlib
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial

import pytest

from stek.oracle import asking, gated, hearing
from stek.oracle.judging import judge
from stek.oracle.making import make_world
from stek.policy import Period, decide

from .breaking import ROOT, broken
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
def test_a_broken_rule_in_the_database_is_noticed(mutant, asker, record_property):
    breaking = [after for _, after in broken(mutant)]
    for seed in range(WORLDS):
        world, hearings = hearing.in_passing(
            asker, partial(make_world, seed), before=lambda db: [db.execute(one) for one in breaking]
        )
        if judge(world, hearings)[1]:
            record_property("worlds", seed + 1)
            return
    pytest.fail(f"nobody noticed {mutant} in {WORLDS} worlds")


@pytest.mark.parametrize("mutant", PYTHON, ids=str)
def test_a_broken_rule_in_decide_is_noticed(mutant, heard, record_property):
    with broken_decide(mutant) as other:
        for seed in range(WORLDS):
            if _differs(*heard(seed), other):
                record_property("worlds", seed + 1)
                return
    pytest.fail(f"nobody noticed {mutant} in {WORLDS} worlds")


def test_the_unbroken_rules_agree_on_the_same_worlds(heard):
    assert [one for seed in range(20) for one in judge(*heard(seed))[1]] == []


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
            yield decide
        else:
            patch.setattr(importlib.import_module("stek.policy.decide"), "is_shared", module.is_shared)
            yield decide
