"""The rules about leaving, and about ending what somebody gave, broken on purpose: the scenario of each must fail.

Who stands there and who reads what is the oracle's (`mutants.py`); this is who may leave, undo, end and hear of it.
"""

import pytest

from . import test_absence as absence
from . import test_leaving as leaving
from .breaking import is_told_by
from .mutants import ABSENCE, FUNCTIONS, GATED, LEAVING, PARENTS_IN, READERS, Mutant

STEPS_OUT = "using (person_id = (select stek.person()) and role <> 'parent')"
NO_LONGER = "\n         and m.id <> all ((select stek.over(let_in.family))::uuid[])"
GIVEN = "(given_by = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[]))"

NOTICED_BY = [
    (Mutant("everybody_sees_who_leaves", LEAVING, "using (person_id = (select stek.person()));\ngrant", "using (true);\ngrant"), leaving.test_for_fourteen_days_nothing_changes_for_anybody_and_nobody_is_told),
    (Mutant("the_trail_tells_at_once", LEAVING, "not rests_on && (select stek.untold_leavings())::uuid[]", "true"), leaving.test_for_fourteen_days_nothing_changes_for_anybody_and_nobody_is_told),
    (Mutant("the_trail_tells_what_was_undone", LEAVING, "(l.undone_at is not null or now()", "(now()"), leaving.test_that_somebody_left_stands_in_the_trail_from_the_day_on_which_it_holds),
    (Mutant("anybody_undoes_it", LEAVING, "l.family_id = undo_leaving.family and l.person_id = stek.person() and", "l.family_id = undo_leaving.family and"), leaving.test_who_leaves_undoes_it_and_nobody_else_and_not_when_it_holds),
    (Mutant("undone_for_ever", LEAVING, "and (now() < l.asked_at + stek.leaves_after()\n       or", "and (true or"), leaving.test_who_leaves_undoes_it_and_nobody_else_and_not_when_it_holds),
    (Mutant("whoever_left_brings_it_back", LEAVING, "stek.put_away(l.family_id) and not exists (select 1 from public.circle_leaving o\n         where o.family_id = l.family_id and o.undone_at is null and (o.asked_at, o.id) > (l.asked_at, l.id))", "stek.put_away(l.family_id)"), leaving.test_of_two_who_left_only_the_last_brings_it_all_back),
    (Mutant("nobody_brings_it_back", LEAVING, "or (stek.put_away(l.family_id) and not", "or (false and not"), leaving.test_of_two_who_left_only_the_last_brings_it_all_back),
    (Mutant("a_carer_leaves_as_a_parent", LEAVING, "where p.family_id = leave.family and p.role = 'parent'", "where p.family_id = leave.family"), leaving.test_nobody_leaves_for_another_and_no_carer_leaves_as_a_parent),
    (Mutant("a_parent_is_out_at_once", LEAVING, STEPS_OUT, "using (person_id = (select stek.person()))"), leaving.test_nobody_leaves_for_another_and_no_carer_leaves_as_a_parent),
    (Mutant("who_has_left_is_still_asked", PARENTS_IN, NO_LONGER, ""), leaving.test_nobody_comes_in_as_a_parent_without_who_is_leaving),
    (Mutant("who_left_never_comes_back", FUNCTIONS, "\n        and m.id <> all ((select stek.over(asked.family_id))::uuid[])", ""), leaving.test_who_has_left_comes_in_again_by_the_yes_of_who_is_there_and_what_they_hid_stays_ended),
    (Mutant("a_hider_who_comes_back_brings_them_along", LEAVING, "p.from_at <= g.at and stek.knows", "stek.knows"), leaving.test_who_has_left_comes_in_again_by_the_yes_of_who_is_there_and_what_they_hid_stays_ended),
    (Mutant("the_hidden_reader_stays", LEAVING, "(m.known_to is not null and exists (select 1 from gone g", "(false and exists (select 1 from gone g"), leaving.test_fourteen_days_after_a_hider_left_the_hidden_reader_is_gone),
    (Mutant("any_parent_ends_a_yes", LEAVING, GIVEN, "family_id = any ((select stek.parent_families())::uuid[])"), leaving.test_a_yes_of_who_left_holds_until_a_parent_who_is_left_ends_it_and_not_before_those_days_are_over),
    (Mutant("nobody_ends_the_yes_of_who_left", LEAVING, "\n         or (section not like 'own:%' and family_id || '/' || given_by = any ((select stek.departed())::text[]))", ""), leaving.test_a_yes_of_who_left_holds_until_a_parent_who_is_left_ends_it_and_not_before_those_days_are_over),
    (Mutant("letting_go_ends_the_yes_of_the_other", LEAVING, "and (g.given_by = me or one.family_id || '/' || g.given_by = any (gone))", ""), leaving.test_a_place_ends_with_its_last_yes_when_who_made_it_let_go_of_it_too),
    (Mutant("letting_go_ends_what_the_other_made", LEAVING, "one.invited_by is null or one.invited_by = me\n", "true\n"), leaving.test_a_place_ends_with_its_last_yes_when_who_made_it_let_go_of_it_too),
    (Mutant("a_place_outlives_its_last_yes", LEAVING, "where m.family_id = any (over.families) and m.let_go_at is not null", "where false"), leaving.test_a_place_that_who_made_it_let_go_of_ends_when_the_last_yes_runs_out),
    (Mutant("a_place_whose_yes_ran_out_stands", LEAVING, "and g.withdrawn_at is null and (g.until_at is null or now() < g.until_at));\n  if exists", "and g.withdrawn_at is null);\n  if exists"), leaving.test_a_place_that_who_made_it_let_go_of_ends_when_the_last_yes_runs_out),
    (Mutant("a_record_of_nobody_stays_open", LEAVING, "\n         or not exists (select 1 from left_here p where p.family_id = m.family_id)", ""), leaving.test_when_the_last_parent_has_left_nobody_reads_but_their_own_and_carers_are_told),
    (Mutant("an_emergency_opens_what_was_put_away", FUNCTIONS, " and not stek.put_away(b.family_id)", ""), leaving.test_when_the_last_parent_has_left_nobody_reads_but_their_own_and_carers_are_told),
    (Mutant("own_words_open_with_no_key", LEAVING, "create policy own_words on circle_familykey for select to {app} using (\n  family_id", "create policy own_words on circle_familykey for select to {app} using (\n  false and family_id"), leaving.test_who_steps_out_reads_their_own_words_afterwards_and_is_out_at_once),
    (Mutant("own_words_go_with_the_place", GATED, "  or author_id = (select stek.person()));", "  or false);"), leaving.test_who_steps_out_reads_their_own_words_afterwards_and_is_out_at_once),
    (Mutant("who_cannot_answer_is_waited_for", PARENTS_IN, "stek.cannot_answer(m.family_id, m.person_id)", "false"), absence.test_a_mother_who_cannot_answer_is_not_waited_for_and_no_word_of_hers_opens),
    (Mutant("nobody_is_waited_for", PARENTS_IN, "stek.cannot_answer(m.family_id, m.person_id)", "true"), absence.test_he_says_she_cannot_answer_and_without_the_operator_that_does_nothing),
    (Mutant("who_cannot_answer_is_gone", ABSENCE, "a.why = 'died' and ", ""), absence.test_a_mother_who_cannot_answer_is_not_waited_for_and_no_word_of_hers_opens),
    (Mutant("silence_of_who_is_alone_is_yes", ABSENCE, "cannot_answer.person <> stek.person() and ", ""), absence.test_a_parent_alone_who_cannot_answer_lets_nobody_in_by_silence),
    (Mutant("cannot_answer_for_ever", ABSENCE, "a.why = 'cannot_answer' and a.ended_at is null", "a.why = 'cannot_answer'"), absence.test_what_she_did_say_counts_and_it_is_taken_back),
    (Mutant("died_for_ever", ABSENCE, "a.why = 'died' and a.ended_at is null", "a.why = 'died'"), absence.test_whom_somebody_had_for_herself_is_there_no_more_when_she_died_and_a_record_of_nobody_is_put_away),
    (Mutant("who_died_stays", READERS, "\n     or exists (select 1 from public.circle_absence a where a.family_id = any (families))", ""), absence.test_of_who_died_a_parent_who_is_left_ends_the_yeses_and_nobody_waits_for_them),
    (Mutant("nobody_ends_the_yes_of_who_died", LEAVING, "from stek.gone(stek.parent_families()) g\n    where not", "from stek.gone(stek.parent_families()) g\n    where g.person in (select l.person_id from public.circle_leaving l) and not"), absence.test_of_who_died_a_parent_who_is_left_ends_the_yeses_and_nobody_waits_for_them),
    (Mutant("everybody_hears_who_is_absent", ABSENCE, "for select to {app} using (\n  person_id = (select stek.person()) or", "for select to {app} using (\n  true or"), absence.test_the_parents_who_are_there_read_it_in_the_trail_by_day_and_nobody_else_hears_of_it),
    (Mutant("a_parent_says_it_of_another", ABSENCE, "for insert to {owner} with check (kind = 'absence')", "for insert to {owner}, {app} with check (kind = 'absence')"), absence.test_he_says_she_cannot_answer_and_without_the_operator_that_does_nothing),
]  # fmt: skip


@pytest.mark.parametrize(("mutant", "scenario"), NOTICED_BY, ids=[str(mutant) for mutant, _ in NOTICED_BY])
def test_a_broken_rule_fails_the_scenario_that_tells_of_it(mutant, scenario, superuser, db):
    is_told_by(scenario, mutant, superuser)
