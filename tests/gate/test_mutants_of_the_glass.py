"""The rules of emergency access broken on purpose, one clause at a time: a scenario must fail each time.

The five minutes of the second key stand in `break_glass` of `circle/actions/emergency.py` as well; the scenario asks the
database past it. That a reviewer of the past or of another organisation finds nothing, and that nobody looks at their
own, are clauses of one function that one scenario tells of.
"""

import pytest

from . import test_emergency as told
from .breaking import is_told_by
from .mutants import BESIDE, FUNCTIONS, TRAIL_CLOSED, Mutant

GLASS = "circle/sql/emergency.sql"
PEOPLE = "people/sql/rights.sql"
NOBODY_ELSE = told.test_nobody_reviews_but_who_the_organisation_named_and_not_who_stood_in_that_family
A_CODE_OF_ONE = told.test_a_code_is_of_the_parent_who_made_it_and_the_other_neither_sees_nor_ends_it
IN_HOURS = told.test_parents_hear_of_it_after_seventy_two_hours_when_nobody_looked
NOT_YET = told.test_a_reviewer_may_say_not_yet_in_those_hours_and_then_it_takes_thirty_days_at_most
LOOKED = told.test_parents_hear_of_it_once_a_reviewer_of_the_organisation_has_seen_it
TOO_LATE = told.test_not_yet_ends_when_a_reviewer_has_seen_it_and_comes_too_late_once_the_parents_know
IN_OWN_NAME = told.test_a_reviewer_speaks_in_their_own_name_and_now_and_of_what_is_theirs_to_look_at
REASON = told.test_the_reason_is_for_its_author_and_a_reviewer_and_for_parents_when_a_reviewer_says_so
HIDDEN = told.test_who_is_hidden_breaks_the_glass_without_the_other_parent_ever_hearing_of_it
KIN = told.test_an_emergency_from_before_somebody_was_kin_opens_nothing_any_more
FIVE = told.test_after_five_wrong_codes_the_right_one_opens_nothing_until_tomorrow
CARER = told.test_a_carer_of_the_circle_needs_no_code_for_that_family_and_for_no_other
TRAIL_OF_A_CARER = told.test_a_carer_who_reads_by_a_yes_stands_in_the_trail_as_ever_but_for_that_hour
HOLDS = told.test_a_code_opens_its_own_family_however_it_is_typed_and_only_while_it_holds
NOT_SEALED = "\n      and family_id || '/' || person_id <> all ((select stek.sealed_people())::text[])"
BY_ME = "made_by = (select stek.person()) and "


def was_a_friend(superuser):
    told.test_who_ever_stood_here_as_parent_or_kin_does_not_come_in_by_an_emergency(told.Relation.FRIEND, superuser)


def was_a_parent(superuser):
    told.test_who_ever_stood_here_as_parent_or_kin_does_not_come_in_by_an_emergency(told.Relation.FATHER, superuser)


NOTICED_BY = [
    (Mutant("without_a_second_factor", GLASS, " and s.second_factor_at > now() - interval '5 minutes'", ""), told.test_it_needs_a_fresh_second_factor),
    (Mutant("with_an_old_second_factor", GLASS, "interval '5 minutes'", "interval '5 hours'"), told.test_it_needs_a_fresh_second_factor),
    (Mutant("with_the_second_factor_of_another", GLASS, "s.person_id = me and s.second_factor_at", "s.second_factor_at is null or s.second_factor_at"), told.test_it_needs_a_fresh_second_factor),
    (Mutant("for_a_teacher", FUNCTIONS, "'unit_team']", "'unit_team','teacher']"), told.test_it_is_for_who_cares_for_health),
    (Mutant("for_anybody", GLASS, "found_family is null or not may or", "found_family is null or"), told.test_it_is_for_who_cares_for_health),
    (Mutant("for_who_was_a_friend", GLASS, "not may or stek.stood_as_family(found_family)", "not may"), was_a_friend),
    (Mutant("kin_is_no_family", FUNCTIONS, "in ('parent', 'kin')", "in ('parent')"), was_a_friend),
    (Mutant("a_parent_is_no_family", FUNCTIONS, "in ('parent', 'kin')", "in ('kin')"), was_a_parent),
    (Mutant("family_of_another", FUNCTIONS, "stood_as_family.family and m.person_id = stek.person()", "stood_as_family.family"), CARER),
    (Mutant("still_opened_for_kin", FUNCTIONS, "\n     and not stek.stood_as_family(b.family_id)", ""), KIN),
    (Mutant("decide_hears_of_it_for_kin", BESIDE, "\n        and not stek.stood_as_family(facts_of.family)", ""), KIN),
    (Mutant("any_code", GLASS, "c.code_hash = sha256(break_glass.code) and", ""), told.test_without_a_code_who_knows_the_family_comes_in_by_no_statement),
    (Mutant("a_code_that_ended", GLASS, " and c.ended_at is null limit 1", " limit 1"), HOLDS),
    (Mutant("a_code_of_who_left", GLASS, "\n         and m.from_at <= now() and (m.until_at is null or now() < m.until_at) and m.id", "\n         and m.id"), told.test_a_code_of_who_is_no_parent_there_any_more_opens_nothing),
    (Mutant("here_without_a_place", GLASS, "and m.person_id = me and m.role = 'professional'", "and m.role = 'professional'"), told.test_it_is_no_door_for_who_has_no_place_here),
    (Mutant("here_after_the_place_ended", GLASS, "\n        and m.from_at <= now() and (m.until_at is null or now() < m.until_at)\n        and m.id <> all (stek.over(m.family_id)) limit 1", " limit 1"), CARER),
    (Mutant("without_a_count", GLASS, "w.day = today and w.wrong >= 5", "false"), FIVE),
    (Mutant("six_codes", GLASS, "w.wrong >= 5", "w.wrong >= 6"), FIVE),
    (Mutant("four_codes", GLASS, "w.wrong >= 5", "w.wrong >= 4"), FIVE),
    (Mutant("for_ever_after_five", GLASS, "w.person_id = me and w.day = today and", "w.person_id = me and"), FIVE),
    (Mutant("the_count_of_all", GLASS, "w.person_id = me and w.day = today", "w.day = today"), FIVE),
    (Mutant("yesterdays_count_goes_on", GLASS, "case when w.day = today then least(w.wrong + 1, 5) else 1 end", "least(w.wrong + 1, 5)"), FIVE),
    (Mutant("a_right_code_tells_who_may_not", GLASS, "if break_glass.code is not null then\n      insert", "if break_glass.code is not null and found_family is null then\n      insert"), told.test_a_right_code_does_not_count_and_one_of_who_may_not_come_in_does),
    (Mutant("the_other_parent_sees_a_code", GLASS, "for select to {app} using (\n  " + BY_ME, "for select to {app} using (\n  "), A_CODE_OF_ONE),
    (Mutant("the_other_parent_ends_a_code", GLASS, "using (" + BY_ME, "using ("), A_CODE_OF_ONE),
    (Mutant("a_code_in_anothers_name", GLASS, "with check (\n  " + BY_ME, "with check (\n  "), A_CODE_OF_ONE),
    (Mutant("a_code_of_another_family", GLASS, "family_id = any ((select stek.parent_families())::uuid[]) and ended_at is null);\ncreate policy finish", "ended_at is null);\ncreate policy finish"), A_CODE_OF_ONE),
    (Mutant("told_at_once", GLASS, "else interval '72 hours' end", "else interval '0' end"), IN_HOURS),
    (Mutant("never_told", GLASS, "else interval '72 hours' end", "else interval '9 years' end"), IN_HOURS),
    (Mutant("not_yet_for_ever", GLASS, "then interval '30 days'", "then interval '9 years'"), NOT_YET),
    (Mutant("not_yet_is_not_heard", GLASS, "then interval '30 days'", "then interval '72 hours'"), NOT_YET),
    (Mutant("seen_changes_nothing", GLASS, "min(r.said_at) filter (where r.says = 'seen')", "null"), LOOKED),
    (Mutant("anything_said_is_seen", GLASS, " filter (where r.says = 'seen')", ""), NOT_YET),
    (Mutant("seen_somewhere_is_seen_here", GLASS, "where r.family_id = told_at.family and r.glass_id = told_at.glass", "where true"), told.test_what_is_said_of_one_emergency_says_nothing_of_another),
    (Mutant("not_yet_comes_too_late", GLASS, "\n  and (says = 'seen' or stek.still_waits(family_id, glass_id))", ""), TOO_LATE),
    (Mutant("parents_see_it_at_once", GLASS, "or (id = any ((select stek.told_glasses())::uuid[])", "or (family_id = any ((select stek.parent_families())::uuid[])"), LOOKED),
    (Mutant("the_trail_tells_at_once", GLASS, "not rests_on && (select stek.untold_glasses())::uuid[]", "true"), LOOKED),
    (Mutant("what_was_read_does_not_rest_on_it", GLASS, "where b.family_id = new.family_id and", "where false and"), LOOKED),
    (Mutant("all_later_reading_rests_on_it", GLASS, " and b.opened_at <= now() and now() < b.until_at\n    order", "\n    order"), TRAIL_OF_A_CARER),
    (Mutant("somebody_hidden_is_heard_breaking_the_glass", GLASS, NOT_SEALED, ""), HIDDEN),
    (Mutant("the_reason_of_somebody_hidden", GLASS, " and b.family_id || '/' || b.person_id <> all ((select stek.sealed_people())::text[])\n      and exists", " and exists"), HIDDEN),
    (Mutant("somebody_hidden_stands_in_the_trail", TRAIL_CLOSED, "\n  and family_id || '/' || person_id <> all ((select stek.sealed_people())::text[])", ""), HIDDEN),
    (Mutant("a_reviewer_of_all", GLASS, "on r.organisation_id = b.organisation_id", "on true"), NOBODY_ELSE),
    (Mutant("anybody_reviews", GLASS, "where r.person_id = me and", "where"), NOBODY_ELSE),
    (Mutant("a_reviewer_of_the_past", GLASS, " and (r.until_at is null or now() < r.until_at)", ""), NOBODY_ELSE),
    (Mutant("a_reviewer_of_themselves", GLASS, "\n       and b.person_id <> me", ""), NOBODY_ELSE),
    (Mutant("a_reviewer_who_stood_there", GLASS, "\n       and not exists (select 1 from public.circle_circlemember m\n         where m.family_id = b.family_id and m.person_id = me)", ""), NOBODY_ELSE),
    (Mutant("a_review_in_anothers_name", GLASS, "said_by = (select stek.person()) and said_at", "said_at"), IN_OWN_NAME),
    (Mutant("a_review_of_another_day", GLASS, " and said_at = now()", ""), IN_OWN_NAME),
    (Mutant("a_review_of_anything", GLASS, "said_at = now() and glass_id = any ((select stek.glasses_to_review())::uuid[])", "said_at = now()"), IN_OWN_NAME),
    (Mutant("parents_read_what_was_said", GLASS, "for select to {app} using (\n  glass_id = any ((select stek.glasses_to_review())::uuid[]))", "for select to {app} using (true)"), LOOKED),
    (Mutant("the_reason_without_a_word_of_the_reviewer", GLASS, " and r.tells_why)", ")"), REASON),
    (Mutant("the_reason_for_anybody", GLASS, "id = any ((select stek.own_glasses())::uuid[]) or", "true or"), REASON),
    (Mutant("no_reason_for_a_reviewer", GLASS, "or id = any ((select stek.glasses_to_review())::uuid[])\n  or id = any ((select stek.told_reasons", "or id = any ((select stek.told_reasons"), REASON),
    (Mutant("seen_before_told", GLASS, "using (id = any ((select stek.told_glasses())::uuid[]) and reviewed_at", "using (family_id = any ((select stek.parent_families())::uuid[]) and reviewed_at"), told.test_a_parent_has_seen_it_only_after_they_were_told),
    (Mutant("an_organisation_is_changed", PEOPLE, "(new.id, new.discipline, new.organisation_id) is distinct from (old.id, old.discipline, old.organisation_id)", "(new.id, new.discipline) is distinct from (old.id, old.discipline)"), told.test_nobody_who_serves_pages_moves_somebody_to_another_organisation_or_makes_a_reviewer),
]  # fmt: skip


@pytest.mark.parametrize(("mutant", "scenario"), NOTICED_BY, ids=[str(mutant) for mutant, _ in NOTICED_BY])
def test_a_broken_rule_fails_the_scenario_that_tells_of_it(mutant, scenario, superuser, db):
    is_told_by(scenario, mutant, superuser)
