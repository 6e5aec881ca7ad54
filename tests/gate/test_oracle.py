"""Two implementations of one set of rules, on a hundred thousand random decisions in the nightly form and twenty thousand on a push."""

from dataclasses import dataclass, field, replace

import psycopg
import pytest
from django.db import connections

from stek.kit.tests.long import LONG, often
from stek.oracle import hearing, running
from stek.oracle.judging import judge
from stek.oracle.making import STORIES, make_world
from stek.oracle.world import World
from stek.policy import Allow, Deny, Reason, Verb, decide

DECISIONS = often(20_000, 100_000)


@pytest.fixture(scope="module")
def app(django_db_setup, django_db_blocker):
    """A connection that signed in as the app role and was never anything else."""
    with django_db_blocker.unblock(), psycopg.connect(**_place(), autocommit=True) as connection:
        yield connection


def _place():
    parameters = connections["default"].get_connection_params()
    return {name: parameters[name] for name in ("dbname", "user", "password", "host", "port") if parameters.get(name)}


@dataclass
class Noting:
    """`decide()`, keeping what it said."""

    met: set[tuple[Verb, Reason]] = field(default_factory=set)

    def __call__(self, actor, purpose, verb, item, facts, now):
        decision = decide(actor, purpose, verb, item, facts, now)
        self.met.add((verb, decision.reason))
        return decision


@pytest.fixture(scope="module")
def compared(superuser, app):
    """So many decisions, and which reasons were met in them."""
    noting = Noting()
    return running.run(superuser, app, decisions=DECISIONS, decide=noting), noting


def test_the_database_and_the_written_rules_agree_on_every_decision(compared, record_property):
    report, _ = compared
    record_property("decisions", report.decisions)
    record_property("rate", round(report.rate))
    print(f"{report.decisions} decisions, {report.rate:.0f} a second, {len(report.disagreements)} disagreements")
    assert report.disagreements == []
    assert report.decisions >= DECISIONS
    assert report.committed >= 1000  # asked by the app itself, about rows that were really there
    assert report.allowed >= DECISIONS / 50  # an oracle that hears 'no' to everything shows nothing


def test_every_reason_of_the_rules_is_met_for_every_verb_it_can_decide(superuser, compared):
    report, noting = compared
    always = {Reason.NOT_SIGNED_IN, Reason.CLOSED, Reason.PRIVATE, Reason.NO_CONSENT, Reason.OWN, Reason.PARENT}
    writing = {Reason.NOT_YOUR_WORDS}
    by_verb = {
        Verb.READ: always | {Reason.OWN_WORDS, Reason.GIVEN, Reason.CONSENT, Reason.BREAK_GLASS},
        Verb.NOTE: always | writing | {Reason.CONSENT},
        Verb.SHARE: always | writing | {Reason.OWN_WORDS, Reason.SHARED_STAYS},
        Verb.REMOVE: always | writing | {Reason.OWN_WORDS, Reason.SHARED_STAYS},
    }
    every = {(verb, reason) for verb, reasons in by_verb.items() for reason in reasons}
    judge(*hearing.in_passing(superuser, lambda now: make_world(1, now, size=STORIES)), noting)
    for seed in range(report.worlds, report.worlds + 40):
        if every <= noting.met and not LONG:
            break
        judge(*hearing.in_passing(superuser, lambda now: make_world(seed, now)), noting)  # noqa: B023
    assert noting.met == every


def test_a_disagreement_is_told_with_the_smallest_world_that_shows_it(superuser, app):
    def without_parents(actor, purpose, verb, item, facts, now):
        decision = decide(actor, purpose, verb, item, facts, now)
        return Deny(Reason.NO_CONSENT) if decision == Allow(Reason.PARENT) else decision

    report = running.run(superuser, app, decisions=DECISIONS, decide=without_parents)
    found = report.world
    small = running.smallest(superuser, found, without_parents)
    assert _many(small) < _many(found) / 5
    assert len(small.families) == len(small.notes) + len(small.attempts) == 1
    assert _many(replace(small, sessions=())) < _many(small)


def _many(world: World) -> int:
    return sum(len(getattr(world, name)) for name in running.FACTS)
