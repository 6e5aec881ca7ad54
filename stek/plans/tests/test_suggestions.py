"""What there is to think about: pure, with reasons and sources, and never a verdict."""

import random
import re
from dataclasses import fields, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stek.circle.pace import WITHIN, Pace
from stek.kit.tests.long import often
from stek.needs.labels import ECHELON
from stek.plans.labels import ASKS, REASON
from stek.plans.rules import Change, Fitting, Mode, Whose
from stek.plans.spiral import Moment, spiral
from stek.plans.suggestions import (
    SOURCES,
    Code,
    FactorNow,
    GoalNow,
    NeedNow,
    Record,
    ReviewNow,
    suggestions,
)
from stek.plans.telling import thoughts

TODAY = date(2026, 11, 22)
days = st.integers(0, 120).map(lambda ago: TODAY - timedelta(days=ago))
few = [UUID(int=number) for number in range(1, 7)]


@st.composite
def records(draw) -> Record:
    ids = st.uuids(version=4)
    threads, goals = few[:3], few[3:]
    needs = [
        NeedNow(
            draw(ids), thread, draw(st.integers(1, 5)), draw(st.booleans()), draw(st.none() | days),
            draw(st.none() | st.sampled_from(Mode)),
        )
        for thread in threads[: draw(st.integers(0, 3))]
    ]  # fmt: skip
    aims = [
        GoalNow(id, draw(st.sampled_from(Whose)), draw(st.none() | st.sampled_from(threads)), draw(st.booleans()))
        for id in goals[: draw(st.integers(0, 3))]
    ]
    reviews = [
        ReviewNow(
            draw(ids), draw(st.sampled_from(goals)), draw(days), draw(st.sampled_from(Change)),
            draw(st.sampled_from(Fitting)),
        )
        for _ in range(draw(st.integers(0, 6)))
    ]  # fmt: skip
    factors = [
        FactorNow(draw(ids), draw(st.booleans()), draw(st.sampled_from(["", "depression", "network"])))
        for _ in range(draw(st.integers(0, 4)))
    ]
    return Record(tuple(needs), tuple(aims), tuple(reviews), tuple(factors))


def shuffled(record: Record, seed: int) -> Record:
    mixed = {}
    for field in fields(record):
        rows = list(getattr(record, field.name))
        random.Random(seed).shuffle(rows)
        mixed[field.name] = tuple(rows)
    return Record(**mixed)


def codes(record: Record) -> set[Code]:
    return {one.code for one in suggestions(record, TODAY)}


@given(records())
def test_every_suggestion_has_a_ground_a_reason_and_a_source(record):
    known = {one.id for part in fields(record) for one in getattr(record, part.name)}
    for one in suggestions(record, TODAY):
        assert one.rests_on and set(one.rests_on) <= known
        assert one.sources and all(source.author and 1900 < source.year <= TODAY.year for source in one.sources)
        assert len(str(REASON[one.code])) > 40 and str(ASKS[one.code]).endswith("?")


@given(records(), st.integers())
def test_the_order_of_what_comes_in_makes_no_difference(record, seed):
    assert suggestions(record, TODAY) == suggestions(shuffled(record, seed), TODAY)


@given(records(), records())
def test_put_aside_stays_aside_until_its_ground_changes(record, later):
    aside = {one.key for one in suggestions(record, TODAY)}
    assert suggestions(record, TODAY, aside) == ()
    for one in suggestions(later, TODAY, aside):
        assert one.key not in aside
        assert all((one.code, one.rests_on) != (was.code, was.rests_on) for was in suggestions(record, TODAY))


@given(records())
def test_nothing_that_is_shown_holds_a_number_of_a_family_or_the_name_of_an_echelon(record):
    """A year stands with its author; what people wrote is theirs. All else holds no digit."""
    for one in thoughts(suggestions(record, TODAY), {}):
        said = f"{one.asks} {one.reason}"
        assert not re.search(r"\d|%|procent|gemiddeld|totaal", said)
        assert not any(str(label).casefold() in said.casefold() for label in ECHELON.values())


@given(records())
def test_it_asks_nothing_of_what_was_noticed_and_gives_no_level(record):
    """No observation goes in, and what comes out has no place for an echelon."""
    assert {field.name for field in fields(Record)} == {"needs", "goals", "reviews", "factors"}
    for one in suggestions(record, TODAY):
        assert {field.name for field in fields(one)} == {"code", "rests_on"}


@settings(max_examples=often(67, 2000))
@given(records(), st.lists(st.sampled_from(["", "depression", "crying", "sleep"]), max_size=4))
def test_other_burdens_never_move_what_is_said_about_the_needs(record, burdens):
    """The same symptoms never produce an echelon: about needs, only what people said of needs counts."""
    about_needs = {Code.BASE_FIRST, Code.KEEP_NEAR, Code.STEP_DOWN}
    more = replace(record, factors=(*record.factors, *(FactorNow(uuid4(), False, code) for code in burdens)))

    def said(one: Record) -> list:
        return [found for found in suggestions(one, TODAY) if found.code in about_needs]

    assert said(more) == said(record)


def need(step: int, *, opened: bool = True, met: date | None = None, mode: Mode | None = None) -> NeedNow:
    return NeedNow(uuid4(), uuid4(), step, opened, met, mode)


def test_the_lowest_open_step_comes_first_until_a_goal_is_set_for_it():
    low, high = need(1), need(3)
    assert Code.BASE_FIRST in codes(Record((low, high)))
    assert suggestions(Record((low, high)), TODAY)[0].rests_on == (low.id,)
    assert codes(Record((low, high), (GoalNow(uuid4(), Whose.CHILD, low.thread, True),))) == set()
    assert codes(Record((low,))) == set()


def test_two_reviews_without_change_ask_for_another_step_and_one_does_not():
    goal = GoalNow(uuid4(), Whose.CHILD, None, True)
    one, two = (ReviewNow(uuid4(), goal.id, TODAY - timedelta(days=ago), Change.SAME, Fitting.STAY) for ago in (9, 2))
    assert codes(Record((), (goal,), (one,))) == set()
    assert codes(Record((), (goal,), (two, one))) == {Code.STEP_UP}
    assert codes(Record((), (goal,), (one, replace(two, fitting=Fitting.STEP_UP)))) == set()
    assert codes(Record((), (goal,), (one, replace(two, change=Change.CHANGED)))) == set()
    assert codes(Record((), (goal,), (one, replace(two, change=Change.NOT_KNOWN)))) == set()


def test_what_stays_met_may_become_less():
    met = need(2, opened=False, met=TODAY - timedelta(days=40))
    goal = GoalNow(uuid4(), Whose.RELATION, met.thread, True)
    down = ReviewNow(uuid4(), goal.id, TODAY, Change.CHANGED, Fitting.STEP_DOWN)
    assert codes(Record((met,), (goal,))) == {Code.STEP_DOWN}
    assert codes(Record((met,), (goal,), (down,))) == set()
    assert codes(Record((replace(met, met_since=TODAY),), (goal,))) == set()


@pytest.mark.parametrize("step", [1, 2, 3, 4, 5])
def test_on_the_upper_two_steps_who_was_near_stays(step):
    assert (Code.KEEP_NEAR in codes(Record((need(step),)))) == (step >= 4)
    assert Code.KEEP_NEAR not in codes(Record((need(step, mode=Mode.WRAPPED),)))


def test_help_for_a_dark_time_asks_for_something_between_parent_and_child():
    dark = FactorNow(uuid4(), False, "depression")
    carries = FactorNow(uuid4(), True, "network")
    parent, both = GoalNow(uuid4(), Whose.PARENT, None, True), GoalNow(uuid4(), Whose.RELATION, None, True)
    assert codes(Record((), (parent,), (), (dark, carries))) == {Code.RELATION}
    assert codes(Record((), (parent, both), (), (dark, carries))) == set()
    assert codes(Record((), (parent,), (), (carries,))) == set()


def test_only_burdens_ask_what_carries():
    burden, support = FactorNow(uuid4(), False, ""), FactorNow(uuid4(), True, "")
    assert codes(Record(factors=(burden,))) == {Code.WHAT_CARRIES}
    assert codes(Record(factors=(burden, support))) == set()
    assert codes(Record()) == set()


def test_every_code_has_its_words_and_its_sources():
    assert set(ASKS) == set(REASON) == set(SOURCES) == set(Code)


moments = st.builds(Moment, st.uuids(version=4), days)


paces = st.builds(Pace, many_steps=st.integers(*WITHIN["many_steps"]), few_days=st.integers(*WITHIN["few_days"]))


@given(st.lists(moments, max_size=4), st.lists(moments, max_size=12), st.integers(), paces)
def test_the_spiral_does_not_depend_on_order_and_stays_aside(worries, actions, seed, pace):
    found = spiral(worries, actions, TODAY, pace)
    mixed = [list(worries), list(actions)]
    for one in mixed:
        random.Random(seed).shuffle(one)
    assert spiral(*mixed, TODAY, pace) == found
    if found:
        assert found.sources and found.code is Code.ROOM
        again = spiral(worries, [*actions, Moment(uuid4(), TODAY)], TODAY, pace, {found.key})
        assert again is None or again.key != found.key


def test_many_actions_in_few_days_after_one_worry_ask_for_room():
    usual = Pace()
    worry = Moment(uuid4(), TODAY - timedelta(days=4))
    after = [Moment(uuid4(), TODAY - timedelta(days=2)) for _ in range(5)]
    assert spiral([worry], after, TODAY, usual).rests_on == (worry.id,)
    assert spiral([worry], after[1:], TODAY, usual) is None
    assert spiral([], after, TODAY, usual) is None
    assert spiral([worry, Moment(uuid4(), worry.on)], after, TODAY, usual) is None
    assert spiral([worry], after, TODAY + timedelta(days=30), usual) is None
    before = [Moment(uuid4(), worry.on - timedelta(days=1)) for _ in range(5)]
    assert spiral([worry], before, TODAY, usual) is None


@given(paces, st.integers(1, 40), st.integers(0, 40), st.integers(0, 90))
def test_how_many_are_many_and_in_how_few_days_is_for_the_family_to_say(pace, many, late, ago):
    worry = Moment(uuid4(), TODAY - timedelta(days=ago))
    after = [Moment(uuid4(), worry.on + timedelta(days=late)) for _ in range(many)]
    found = spiral([worry], after, TODAY, pace)
    here = late <= min(ago, pace.few_days) and ago <= 2 * pace.few_days
    assert bool(found) is (many >= pace.many_steps and here)


@given(paces, st.integers(0, 62))
def test_another_worry_in_those_days_is_another_moment(pace, apart):
    first, other = Moment(uuid4(), TODAY - timedelta(days=apart)), Moment(uuid4(), TODAY)
    after = [Moment(uuid4(), TODAY) for _ in range(pace.many_steps)]
    found = spiral([first, other], after, TODAY, pace)
    assert (found is not None) is (apart > pace.few_days)
    if found:
        assert found.rests_on == (other.id,)
