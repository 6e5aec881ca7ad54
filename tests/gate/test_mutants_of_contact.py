"""The rules of agreements broken on purpose, one clause at a time: a scenario of `stek/continuity` must fail each time."""

import pytest

from stek.continuity.tests import test_stand_in as stand_in
from stek.continuity.tests import test_who_sees as told

from .breaking import is_told_by
from .mutants import Mutant

CONTACT = "continuity/sql/policies.sql"


def within(scenario):
    return lambda superuser: scenario(told.circle_of_three())


ARROWS = within(told.test_an_arrow_that_is_not_there_is_refused)
ASKED = within(told.test_nobody_takes_what_was_asked_of_another)


def the_same(superuser):
    stand_in.check_the_same(stand_in.made_home())


NOTICED_BY = [
    (Mutant("any_arrow", CONTACT, "and a.after = new.state", ""), ARROWS),
    (Mutant("without_words", CONTACT, " and (not a.says_why or new.words_sealed is not null)", ""), ARROWS),
    (Mutant("anybody_may", CONTACT, "and a.who = any (is_who)", ""), ASKED),
    (Mutant("anybody_stands_in", CONTACT, "if subject.stand_in = new.author_member_id then", "if subject.stand_in is not null then"), the_same),
    (Mutant("nobody_stands_in", CONTACT, "if subject.stand_in = new.author_member_id then", "if false then"), the_same),
    (Mutant("a_question_keeps_who_stands_in_from_it", CONTACT, "    ('follow_up', 'take', 'asked', 'open', 'stand_in', false),\n", ""), the_same),
    (Mutant("what_happened_before_is_skipped", CONTACT, "new.before_id is distinct from last.id or", ""), within(told.test_a_move_that_skips_what_happened_before_is_refused)),
    (Mutant("about_anybody", CONTACT, "not stek.are_members(new.family_id, new.about)", "false"), within(told.test_what_belongs_to_another_family_is_refused)),
    (Mutant("a_note_of_nobody_goes_along", CONTACT, "o.id = new.note_thread and new.rests_on @> o.rests_on\n         and (new.shared_at is null or o.shared_at is not null)) then\n    raise exception 'a note that goes", "o.id = new.note_thread) then\n    raise exception 'a note that goes"), within(told.test_what_goes_along_is_as_open_and_under_the_same_seals)),
    (Mutant("help_for_any_need", CONTACT, "and n.id = new.need_thread and new.rests_on @> n.rests_on\n         and (new.shared_at is null or n.shared_at is not null)) then\n    raise exception 'a referral", "and n.id = new.need_thread) then\n    raise exception 'a referral"), within(told.test_what_goes_along_is_as_open_and_under_the_same_seals)),
    (Mutant("two_at_a_time", CONTACT, "in ('proposed', 'agreed', 'accepted', 'met')", "in ('nothing')"), within(told.test_postgresql_itself_refuses_a_second_handover)),
]  # fmt: skip


@pytest.mark.parametrize(("mutant", "scenario"), NOTICED_BY, ids=[str(mutant) for mutant, _ in NOTICED_BY])
def test_a_broken_rule_fails_the_scenario_that_tells_of_it(mutant, scenario, superuser, db):
    is_told_by(scenario, mutant, superuser)


@pytest.mark.parametrize("scenario", dict.fromkeys(one for _, one in NOTICED_BY), ids=lambda _: "whole")
def test_with_the_rules_whole_the_same_scenarios_pass(scenario, superuser, db):
    scenario(superuser)
