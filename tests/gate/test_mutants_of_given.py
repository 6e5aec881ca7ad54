"""What a parent's tick gives, broken on purpose, in worlds where somebody is there by the other parent alone."""

from datetime import datetime
from functools import partial

import pytest

from stek.oracle import asking, gated, hearing
from stek.oracle.judging import judge
from stek.oracle.making import STORIES, make_world
from stek.oracle.world import World
from stek.policy import Reason, decide

from .breaking import broken
from .killers import by_all, is_noticed
from .mutants import GIVEN_PYTHON, GIVEN_SQL, Mutant
from .test_mutants import broken_decide

WORLDS = 60  # the most hidden one needs about twenty


def story(seed: int, now: datetime) -> World:
    return make_world(seed, now, size=STORIES)


@pytest.fixture(scope="module")
def asker(superuser):
    superuser.execute(f"truncate people_person, circle_family, {', '.join(gated.NAMES)} cascade")
    asking.prepare(superuser)
    return superuser


@pytest.mark.parametrize("mutant", GIVEN_SQL, ids=str)
def test_a_broken_rule_in_the_database_is_noticed(mutant: Mutant, asker):
    breaking = [after for _, after in broken(mutant)]

    def notices(seed: int, first: int) -> int | None:
        return hearing.noticed_by(asker, partial(story, seed), lambda db: [db.execute(one) for one in breaking], first)

    assert is_noticed(f"given sql {mutant}", notices, WORLDS)


@pytest.mark.parametrize("mutant", GIVEN_PYTHON, ids=str)
def test_a_broken_rule_in_decide_is_noticed(mutant: Mutant, asker):
    with broken_decide(mutant) as other:
        assert is_noticed(f"given decide {mutant}", by_all(lambda seed: _differs(asker, seed, other)), WORLDS)


def test_a_tick_is_met_in_these_worlds_and_the_unbroken_rules_agree(asker):
    met = set()

    def noting(*asked):
        decision = decide(*asked)
        met.add(decision.reason)
        return decision

    assert judge(*hearing.in_passing(asker, partial(story, 1)), noting)[1] == []
    assert Reason.GIVEN in met


def _differs(asker, seed: int, other) -> bool:
    try:
        return bool(judge(*hearing.in_passing(asker, partial(story, seed)), other)[1])
    except (AttributeError, TypeError):
        return True  # a rule that cannot be asked is broken too
