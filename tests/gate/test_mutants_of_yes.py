"""What parents' yeses and ticks open, broken on purpose, in worlds where they meet: all of it bears on reading alone."""

from functools import partial

import pytest

from stek.oracle import asking, gated, hearing
from stek.oracle.judging import judge
from stek.oracle.making import STORIES, YESES, Size, make_world
from stek.policy import Reason, decide

from . import test_yes as yes
from .breaking import broken, is_told_by
from .killers import by_all, is_noticed
from .mutants import COVERED, GIVEN_PYTHON, GIVEN_SQL, YES, YES_PYTHON, YES_SQL, Mutant
from .test_mutants import broken_decide

WORLDS = 200  # of most the first twenty are enough

# What a scenario notices needs no world.
NOTICED_BY = [
    (Mutant("a_tick_ends_when_it_is_shown_again", YES, "return closing.lifted_at is null or not exists", "return closing.lifted_at is null and not exists"), yes.test_whom_she_ticked_goes_on_reading_when_she_shows_it_again_until_she_ticks_anew),
    (Mutant("a_former_list_still_gives", YES, "and (n.hidden_at, n.id) > (closing.hidden_at, closing.id)", "and false"), yes.test_whom_she_ticked_goes_on_reading_when_she_shows_it_again_until_she_ticks_anew),
    (Mutant("a_no_holds_in_an_emergency", COVERED, "\n    or (section = any (stek.shared_sections()) and family_id = any ((select stek.opened_families())::uuid[])))));", ")));"), yes.test_in_an_emergency_a_no_to_who_stands_there_counts_no_more),
    (Mutant("what_no_yes_covers_is_read", COVERED, "not asks && (select stek.uncovered())::text[]", "true"), yes.test_one_parents_yes_does_not_open_what_is_about_the_other),
    (Mutant("a_no_counts_for_nothing", COVERED, "author_member_id <> all ((select stek.refused())::uuid[])", "true"), yes.test_a_parents_no_takes_that_parents_words_and_nothing_that_others_built_on_them),
    (Mutant("ones_own_words_need_a_yes", COVERED, "author_id = (select stek.person())\n  or", "false or"), yes.test_one_parents_yes_does_not_open_what_is_about_the_other),
    (Mutant("a_step_begins_later", YES, "not g.reaches_back and g.from_at <= step_of.at", "not g.reaches_back and g.from_at < step_of.at"), yes.test_a_yes_from_today_opens_nothing_of_before_nor_a_correction_of_it),
    (Mutant("no_steps", YES, "select count(*) from", "select 0 * count(*) from"), yes.test_a_yes_from_today_opens_nothing_of_before_nor_a_correction_of_it),
    (Mutant("a_child_is_any_member", YES, " and one.kind = 'child' $$", " $$"), yes.test_what_is_about_both_needs_a_yes_of_each_and_a_parents_own_words_that_parents),
    (Mutant("about_no_child_asks_nothing", YES, "about := array[asks.family]", "about := '{}'"), yes.test_one_childs_daycare_reads_of_that_child_alone),
    (Mutant("parents_ask_nothing", YES, "where p.member = any (asks.rests_on)", "where false"), yes.test_one_parents_yes_does_not_open_what_is_about_the_other),
    (Mutant("a_parents_own_yes_does_not_open_their_words", YES, "where p.person = asks.author limit 1", "where false limit 1"), yes.test_what_is_about_both_needs_a_yes_of_each_and_a_parents_own_words_that_parents),
    (Mutant("every_yes_reaches_back", YES, "case when g.reaches_back then 0 else", "case when true then 0 else"), yes.test_a_yes_from_today_opens_nothing_of_before_nor_a_correction_of_it),
    (Mutant("no_yes_reaches_back", YES, "case when g.reaches_back then 0 else", "case when false then 0 else"), yes.test_a_yes_from_today_opens_nothing_of_before_nor_a_correction_of_it),
    (Mutant("a_yes_for_one_child_is_for_all", YES, "\n             and (g.children is null or about.child = any (g.children)))", ")"), yes.test_one_childs_daycare_reads_of_that_child_alone),
    (Mutant("a_yes_for_all_is_for_none", YES, "(g.children is null or about.child = any (g.children))", "(about.child = any (g.children))"), yes.test_one_parents_yes_does_not_open_what_is_about_the_other),
    (Mutant("anybodys_yes_opens_a_parent", YES, "\n             and g.given_by in (p.person, v.person))", ")"), yes.test_one_parents_yes_does_not_open_what_is_about_the_other),
    (Mutant("a_parents_yes_does_not_open_them", YES, "g.given_by in (p.person, v.person)", "g.given_by in (v.person)"), yes.test_one_parents_yes_does_not_open_what_is_about_the_other),
    (Mutant("a_no_to_another_place", YES, "r.circle_member_id = p.id and r.ended_at is null\n    join", "r.ended_at is null\n    join"), yes.test_a_parents_no_takes_that_parents_words_and_nothing_that_others_built_on_them),
    (Mutant("a_no_that_was_taken_back", YES, "r.circle_member_id = p.id and r.ended_at is null\n    join", "r.circle_member_id = p.id\n    join"), yes.test_a_parents_no_takes_that_parents_words_and_nothing_that_others_built_on_them),
    (Mutant("a_no_closes_everybodys_words", YES, "on m.family_id = r.family_id and m.person_id = r.said_by", "on m.family_id = r.family_id"), yes.test_a_parents_no_takes_that_parents_words_and_nothing_that_others_built_on_them),
]  # fmt: skip
SIZES = {"yes": YESES, "given": STORIES}


def of(**mutants: list[Mutant]) -> list:
    return [pytest.param(kind, one, id=f"{kind} {one}") for kind, all_of_it in mutants.items() for one in all_of_it]


@pytest.fixture(scope="module")
def asker(superuser):
    superuser.execute(f"truncate people_person, circle_family, {', '.join(gated.NAMES)} cascade")
    asking.prepare(superuser)
    return superuser


@pytest.mark.parametrize(("mutant", "scenario"), NOTICED_BY, ids=[str(mutant) for mutant, _ in NOTICED_BY])
def test_a_broken_rule_fails_the_scenario_that_tells_of_it(mutant, scenario, superuser, db):
    is_told_by(scenario, mutant, superuser)


@pytest.mark.parametrize(("kind", "mutant"), of(yes=YES_SQL, given=GIVEN_SQL))
def test_a_broken_rule_in_the_database_is_noticed(kind: str, mutant: Mutant, asker):
    breaking = [after for _, after in broken(mutant)]

    def notices(seed: int, first: int) -> int | None:
        make = partial(make_world, seed, size=SIZES[kind])
        return hearing.noticed_by(asker, make, lambda db: [db.execute(one) for one in breaking], first, only_read=True)

    assert is_noticed(f"{kind} sql {mutant}", notices, WORLDS)


@pytest.mark.parametrize(("kind", "mutant"), of(yes=YES_PYTHON, given=GIVEN_PYTHON))
def test_a_broken_rule_in_decide_is_noticed(kind: str, mutant: Mutant, asker):
    with broken_decide(mutant) as other:
        assert is_noticed(
            f"{kind} decide {mutant}", by_all(lambda seed: _differs(asker, seed, SIZES[kind], other)), WORLDS
        )


@pytest.mark.parametrize(("size", "reason"), [(YESES, Reason.CONSENT), (STORIES, Reason.GIVEN)])
def test_it_is_met_in_these_worlds_and_the_unbroken_rules_agree(size: Size, reason: Reason, asker):
    met = set()

    def noting(*asked):
        decision = decide(*asked)
        met.add(decision.reason)
        return decision

    assert judge(*hearing.in_passing(asker, partial(make_world, 1, size=size), only_read=True), noting)[1] == []
    assert reason in met


def _differs(asker, seed: int, size: Size, other) -> bool:
    try:
        return bool(judge(*hearing.in_passing(asker, partial(make_world, seed, size=size), only_read=True), other)[1])
    except (AttributeError, TypeError):
        return True  # a rule that cannot be asked is broken too
