"""Teams around a family: the database and the written rules on random worlds, and each rule of teams broken on purpose."""

from datetime import datetime
from functools import partial

import pytest

from stek.kit.tests.long import often
from stek.oracle import asking, gated, hearing
from stek.oracle.judging import judge
from stek.oracle.making import TEAMS, make_world
from stek.oracle.world import World
from stek.policy import Reason, Verb, decide

from .breaking import broken
from .killers import is_noticed
from .mutants import TEAMS_PYTHON, TEAMS_SQL, Mutant
from .test_mutants import broken_decide

WORLDS = 60


def made(seed: int, now: datetime) -> World:
    return make_world(seed, now, size=TEAMS)


@pytest.fixture(scope="module")
def asker(superuser):
    superuser.execute(f"truncate people_person, circle_family, {', '.join(gated.NAMES)} cascade")
    asking.prepare(superuser, [gated.OBSERVATION])
    return superuser


def test_a_team_is_met_in_these_worlds_and_the_two_agree(asker):
    met = set()

    def noting(actor, purpose, verb, item, facts, now):
        decision = decide(actor, purpose, verb, item, facts, now)
        met.add((verb, decision.reason))
        return decision

    assert [
        one for seed in range(often(2, 60)) for one in judge(*hearing.in_passing(asker, partial(made, seed)), noting)[1]
    ] == []
    assert {(Verb.READ, Reason.TEAM), (Verb.NOTE, Reason.TEAM), (Verb.READ, Reason.CONSENT)} <= met


@pytest.mark.parametrize("mutant", TEAMS_SQL, ids=str)
def test_a_broken_rule_in_the_database_is_noticed(mutant: Mutant, asker):
    breaking = [after for _, after in broken(mutant)]

    def notices(seed: int, first: int) -> int | None:
        return hearing.noticed_by(asker, partial(made, seed), lambda db: [db.execute(one) for one in breaking], first)

    assert is_noticed(f"teams sql {mutant}", notices, WORLDS)


@pytest.mark.parametrize("mutant", TEAMS_PYTHON, ids=str)
def test_a_broken_rule_in_decide_is_noticed(mutant: Mutant, asker):
    with broken_decide(mutant) as other:

        def notices(seed: int, first: int) -> int | None:
            return hearing.noticed_by(asker, partial(made, seed), first=first, decide=other)

        assert is_noticed(f"teams decide {mutant}", notices, WORLDS)
