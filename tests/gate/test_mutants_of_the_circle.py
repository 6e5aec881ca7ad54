"""The rules around the oracle's, broken on purpose too: consents, hiding, invitations, emergencies, the trail.

The oracle asks what is read, written, shared and removed; who may give, hide, invite and look back is said by the
scenarios. Each of these must fail when its rule is broken. That an invitation is good once is said
twice (accepted, and a place that somebody has taken), and cannot be missed by breaking one; nor can that a place or a
consent which one does not know is not ended in passing: one ends one's own.
"""

import pytest

from stek.circle.tests import test_pace as pace

from . import test_before_a_parent as before
from . import test_circle as into
from . import test_consent as consent
from . import test_database as database
from . import test_deeds as deeds
from . import test_emergency as emergency
from . import test_endings as endings
from . import test_hiding as hiding
from . import test_names as names
from . import test_parents as parents
from . import test_reading as reading
from . import test_recognised as recognised
from . import test_trail as trail
from . import test_two_cards as cards
from .breaking import is_told_by
from .mutants import (
    CARDS,
    CIRCLE,
    DRAFTS,
    ENDING,
    FUNCTIONS,
    GATED,
    LEAVING,
    PARENTS_IN,
    READERS,
    READINGS,
    RECOGNISED,
    STORY,
    TEAMS,
    TRAIL,
    TRAIL_CLOSED,
    Mutant,
)

PARENTS = "family_id = any ((select stek.parent_families())::uuid[])"
PACE = "circle/sql/pace.sql"
DEEDS = "circle/sql/deeds.sql"
MEMBERS = "family_id = any ((select stek.member_families())::uuid[])"
READ = trail.test_a_reading_is_told_of_when_it_is_a_carers_and_else_to_nobody_else
CLOSING = "web/sql/closing.sql"

NOTICED_BY = [
    (Mutant("anybody_opens_a_familys_key", CIRCLE, "create policy see on circle_familykey for select to {app} using (\n ", "create policy see on circle_familykey for select to {app} using (true or"), reading.test_a_parent_of_one_family_is_nobody_in_another),
    (Mutant("anybody_in_the_circle_tells_of_a_birth", CIRCLE, f"create policy change on circle_member for update to {{app}} using (\n  {PARENTS}", f"create policy change on circle_member for update to {{app}} using (\n  {MEMBERS}"), into.test_a_new_born_child_is_told_by_a_parent_and_by_nobody_else),
    (Mutant("anybody_makes_themselves_a_parent", CIRCLE, "(family_id = any ((select stek.founded_families())::uuid[]) and role = 'parent' and", "(role = 'parent' and"), into.test_who_had_to_leave_cannot_step_back_in),
    (Mutant("an_end_can_be_moved", CIRCLE, "new.until_at is null or new.until_at > old.until_at", "false"), into.test_nobody_stays_longer_than_was_said),
    (Mutant("any_invitation", FUNCTIONS, "where i.secret_hash = sha256(accept_invitation.secret) and i.accepted_at is null", "where i.accepted_at is null"), into.test_a_guess_is_no_invitation),
    (Mutant("anybody_in_the_circle_gives_consent", CIRCLE, f"({PARENTS} and section = any (stek.shared_sections()))", f"({MEMBERS} and section = any (stek.shared_sections()))"), consent.test_only_a_parent_gives_consent),
    (Mutant("a_consent_is_withdrawn_in_anothers_name", LEAVING, "with check (withdrawn_by = (select stek.person()))", "with check (true)"), names.test_nobody_shares_or_withdraws_in_anothers_name),
    (Mutant("who_left_withdraws", LEAVING, f"((given_by = (select stek.person()) and {MEMBERS})", "((given_by = (select stek.person()))"), into.test_a_parent_who_has_left_shows_and_withdraws_nothing_any_more),
    (Mutant("a_line_in_the_trail_in_anothers_name", TRAIL, "person_id = (select stek.person())\n  and", ""), database.test_nobody_writes_a_line_in_the_trail_in_anothers_name),
    (Mutant("a_line_in_the_trail_of_any_family", TRAIL, f"and ({MEMBERS} or family_id = any ((select stek.opened_families())::uuid[]))", ""), database.test_nobody_writes_a_line_in_the_trail_in_anothers_name),
    (Mutant("what_a_parent_reads_is_told", READINGS, "deed not in ('read', 'copy')", "true"), READ),
    (Mutant("what_a_parent_opens_is_told", READINGS, "'read', ", ""), READ),
    (Mutant("what_a_parent_copies_is_told", READINGS, ", 'copy'", ""), READ),
    (Mutant("what_carers_read_is_not_told", READINGS, "stood_as = 'professional' or ", ""), READ),
    (Mutant("what_kin_reads_is_told", READINGS, "stood_as = 'professional'", "stood_as <> 'parent'"), READ),
    (Mutant("what_one_reads_oneself_is_not_told", READINGS, " or person_id = (select stek.person())", ""), READ),
    (Mutant("what_others_change_is_not_told", READINGS, "deed not in ('read', 'copy') or ", ""), READ),
    (Mutant("anybodys_draft", DRAFTS, "using (person_id = (select stek.person()))", "using (true)"), names.test_a_draft_is_read_by_who_typed_it),
    (Mutant("a_write_waits_for_nobody", FUNCTIONS, "where m.family_id = hold.family and m.person_id = stek.person()) for share", "where m.family_id = hold.family and m.person_id = stek.person())"), consent.test_a_write_that_races_a_withdrawal_comes_before_it_or_not_at_all),
    (Mutant("shared_in_anothers_name", GATED, " and (shared_at is null or shared_by = (select stek.person()))", ""), names.test_nobody_shares_or_withdraws_in_anothers_name),
    (Mutant("a_correction_by_another", STORY, "or before.author_id <> new.author_id", ""), names.test_a_correction_stays_with_its_author),
    (Mutant("a_correction_from_under_its_closings", STORY, "or not new.rests_on @> before.rests_on", ""), names.test_a_correction_rests_on_all_that_its_former_version_rests_on),
    (Mutant("a_link_forgets_what_its_ends_rest_on", STORY, "and not new.rests_on @> o.rests_on", "and false"), hiding.test_a_link_rests_on_what_its_ends_rest_on),
    (Mutant("a_link_more_public_than_its_ends", STORY, "and (new.shared_at is null or o.shared_at is not null)", ""), hiding.test_a_link_is_no_more_public_than_its_ends),
    (Mutant("a_link_makes_a_parent_without_a_yes", FUNCTIONS, "set person_id = case when as_parent then null else me end", "set person_id = me"), parents.test_who_waits_for_a_yes_finds_nothing_of_the_family_and_writes_nothing),
    (Mutant("one_yes_is_enough", PARENTS_IN, "newcomer is null or exists (\n      select 1 from public.circle_circlemember m\n       where m.family_id", "newcomer is null or not exists (select 1 from public.circle_parentanswer y where y.circle_member_id = let_in.place and y.is_yes) or exists (\n      select 1 from public.circle_circlemember m\n       where false and m.family_id"), parents.test_a_parent_comes_in_by_the_yes_of_every_parent_and_not_before),
    (Mutant("a_former_yes_still_counts", PARENTS_IN, "order by a.said_at desc, a.id desc limit 1),\n           -- Who", "order by a.said_at, a.id limit 1),\n           -- Who"), parents.test_a_yes_that_was_taken_back_counts_no_more),
    (Mutant("a_yes_about_another_account", PARENTS_IN, "\n  and circle_member_id || '/' || person_id = any ((select stek.asking())::text[])", ""), parents.test_nobody_answers_for_a_parent_and_no_parent_about_another_account),
    (Mutant("a_yes_in_anothers_name", PARENTS_IN, "for insert to {app} with check (\n  said_by = (select stek.person()) and", "for insert to {app} with check (\n "), parents.test_nobody_answers_for_a_parent_and_no_parent_about_another_account),
    (Mutant("parents_hear_what_the_other_answered", PARENTS_IN, "for select to {app} using (\n  said_by = (select stek.person()) and", "for select to {app} using (\n "), parents.test_what_one_parent_answers_the_other_does_not_hear),
    (Mutant("anybody_is_asked", PARENTS_IN, "where m.family_id = any ((select stek.parent_families())::uuid[]) and m.role = 'parent' and m.person_id is null", "where m.role = 'parent' and m.person_id is null"), parents.test_nobody_answers_for_a_parent_and_no_parent_about_another_account),
    (Mutant("anybody_ends_a_wait", PARENTS_IN, "where m.id in (select w.place from stek.waits() w) and m.id", "where m.id"), parents.test_who_waits_can_stop_waiting_and_nobody_else_ends_it),
    (Mutant("an_unused_link_shows_a_name", PARENTS_IN, "person_id is not null or invited_by = (select stek.person()) or", "true or"), parents.test_a_link_nobody_used_is_there_for_who_made_it_and_shows_no_name_to_others),
    (Mutant("a_link_makes_accounts_without_end", "circle/sql/links.sql", "and i.accepted_at is null and i.account_id is null", "and i.accepted_at is null"), into.test_a_link_is_of_the_account_that_was_made_with_it_and_of_no_other),
    (Mutant("a_link_of_one_account_lets_another_in", FUNCTIONS, "\n     and (i.account_id is null or i.account_id = me)", ""), into.test_a_link_is_of_the_account_that_was_made_with_it_and_of_no_other),
    (Mutant("a_link_of_one_account_tells_another", "circle/sql/given.sql", "\n     and (i.account_id is null or i.account_id = stek.person())", ""), into.test_a_link_is_of_the_account_that_was_made_with_it_and_of_no_other),
    (Mutant("an_emergency_of_somebody_hidden_is_looked_at_unseen", DEEDS, "person_id = (select stek.person()) or family_id || '/' || person_id <> all ((select stek.sealed_people())::text[])", "true"), deeds.test_a_look_that_names_no_emergency_reaches_none_of_somebody_hidden_and_none_of_ones_own),
    (Mutant("one_looks_at_ones_own_emergency", DEEDS, "reviewed_by is distinct from person_id", "true"), deeds.test_a_doctor_who_became_a_parent_does_not_look_at_their_own_emergency),
    (Mutant("a_link_holds_longer", DEEDS, "with check (until_at <= now())", "with check (true)"), deeds.test_what_nobody_may_set_is_refused_whoever_asks_and_nothing_is_deleted),
    (Mutant("anybody_sets_the_pace", PACE, "and m.id = new.author_member_id and m.role = 'parent') then\n    raise", "and m.id = new.author_member_id) then\n    raise"), pace.test_postgresql_itself_lets_nobody_but_a_parent_set_it),
    (Mutant("a_hidden_place_is_seen", READERS, "create policy known on circle_circlemember as restrictive for select to {app} using (\n  id <> all ((select stek.unknown_places())::uuid[])", "create policy known on circle_circlemember as restrictive for select to {app} using (true"), hiding.test_who_does_not_know_of_somebody_finds_nothing_of_them),
    (Mutant("a_consent_for_somebody_hidden_is_seen", READERS, "create policy known on circle_grant as restrictive for select to {app} using (\n  circle_member_id <> all ((select stek.unknown_places())::uuid[])", "create policy known on circle_grant as restrictive for select to {app} using (true"), hiding.test_who_does_not_know_of_somebody_finds_nothing_of_them),
    (Mutant("a_parent_can_be_hidden", READERS, "role <> 'parent' and invited_by", "invited_by"), hiding.test_no_parent_is_hidden_and_nobody_hides_a_place_from_who_made_it),
    (Mutant("a_place_is_hidden_from_who_made_it", READERS, " and invited_by = any (known_to)", ""), hiding.test_no_parent_is_hidden_and_nobody_hides_a_place_from_who_made_it),
    (Mutant("what_is_hidden_is_seen_by_all", READERS, "for select to {app} using (hidden_by = (select stek.person()));", "for select to {app} using (true);"), hiding.test_who_hid_what_is_seen_by_who_hid_it_and_undone_by_nobody_else),
    (Mutant("anybody_hides_it", READERS, " and (stek.wrote(family_id, thread_id) or stek.drew(family_id, thread_id))", ""), hiding.test_only_its_author_hides_something),
    (Mutant("hidden_in_anothers_name", READERS, "with check (\n  hidden_by = (select stek.person()) and lifted_at", "with check (\n  lifted_at"), names.test_nobody_shares_or_withdraws_in_anothers_name),
    (Mutant("who_left_shows", READERS, "using (hidden_by = (select stek.person()) and lifted_at is null\n         and family_id = any ((select stek.member_families())::uuid[]))", "using (hidden_by = (select stek.person()) and lifted_at is null)"), into.test_a_parent_who_has_left_shows_and_withdraws_nothing_any_more),
    (Mutant("hidden_from_every_parent", LEAVING, "new.lifted_at is null and new.hidden_by = stek.person()", "false and new.hidden_by = stek.person()"), hiding.test_nothing_is_hidden_from_every_parent_at_once),
    (Mutant("who_reads_it_hides_it", CLOSING, "coalesce(bool_or(coalesce((to_jsonb(t) ->> ''whose_id'')::uuid, t.author_id) <> $3), false)", "false"), hiding.test_only_its_author_hides_something),
    (Mutant("a_line_is_hidden_by_who_sees_it", CLOSING, "and t.said_by = stek.person()\n", "\n"), hiding.test_a_line_of_the_circle_is_hidden_by_who_drew_it_and_by_nobody_else),
    (Mutant("a_line_to_a_parent_can_be_hidden", CLOSING, "m.id = t.circle_member_id and m.role = 'parent'", "false"), parents.test_no_parent_is_hidden_from_another),
    (Mutant("hiding_takes_what_others_built", CLOSING, "and (t.%I = $3 or t.author_id = $4 or $5 or", "and (t.%I = $3 or $4 is not null or $5 or"), hiding.test_what_a_carer_built_on_a_note_before_it_was_hidden_stays_without_the_link),
    (Mutant("hiding_leaves_what_its_author_built", CLOSING, "t.author_id = $4 or $5", "$4 is null or $5"), hiding.test_hiding_reaches_a_note_and_all_that_its_author_built_on_it),
    (Mutant("a_link_stays_without_one_of_its_ends", CLOSING, "array['story_influence', ", "array["), hiding.test_what_a_carer_built_on_a_note_before_it_was_hidden_stays_without_the_link),
    (Mutant("what_is_built_afterwards_opens_with_what_it_rests_on", CLOSING, "  new.rests_on := new.rests_on || own;\n", ""), hiding.test_what_is_built_on_a_hidden_note_afterwards_has_its_readers_and_stays_closed_when_the_note_is_shown_again),
    (Mutant("a_line_that_is_hidden_is_ended_in_passing", READERS, "create policy closed_to_ending on circle_tie as restrictive for update to {app} using (\n  id <> all ((select stek.closed_threads())::uuid[]));", "create policy closed_to_ending on circle_tie as restrictive for update to {app} using (true);"), hiding.test_a_line_of_the_circle_is_hidden_by_who_drew_it_and_by_nobody_else),
    (Mutant("somebody_hidden_stands_in_the_trail", TRAIL_CLOSED, " and not rests_on && (select stek.unknown_places())::uuid[]", ""), hiding.test_who_does_not_know_of_somebody_finds_nothing_of_them),
    (Mutant("somebody_hidden_breaks_the_glass_in_the_trail", TRAIL_CLOSED, "\n  and family_id || '/' || person_id <> all ((select stek.sealed_people())::text[])", ""), emergency.test_who_is_hidden_breaks_the_glass_without_the_other_parent_ever_hearing_of_it),
    (Mutant("a_hidden_thread_stands_in_the_trail", TRAIL_CLOSED, "not rests_on && (select stek.closed_threads())::uuid[] and not", "not"), hiding.test_hiding_reaches_a_note_and_all_that_its_author_built_on_it),
    (Mutant("the_gate_hears_of_withdrawn_consents", TEAMS, "any (yeses.places) and g.withdrawn_at is null\n    union", "any (yeses.places)\n    union"), consent.test_a_write_that_was_begun_before_a_withdrawal_and_comes_after_it_is_refused),
    (Mutant("who_withdrew_is_overwritten", READERS, "::uuid[]) and withdrawn_at is null)", "::uuid[]))"), deeds.test_a_withdrawal_that_names_no_consent_reaches_ones_own_and_none_that_is_over),
    (Mutant("who_left_ends_their_own_in_an_emergency", ENDING, " and family_id = any ((select stek.member_families())::uuid[])", ""), endings.test_who_left_and_is_in_by_an_emergency_ends_nothing_of_their_own),
    (Mutant("who_was_not_recognised_finds_the_circle", RECOGNISED, "person_id = (select stek.person()) or family_id <> all ((select stek.unrecognised_families())::uuid[])", "true"), recognised.test_who_just_came_finds_nobody_and_no_name),
    (Mutant("who_was_not_recognised_finds_the_family", RECOGNISED, "create policy recognised on circle_member as restrictive for select to {app} using (\n  family_id <> all ((select stek.unrecognised_families())::uuid[])", "create policy recognised on circle_member as restrictive for select to {app} using (\n  true"), recognised.test_who_just_came_finds_nobody_and_no_name),
    (Mutant("a_place_is_made_recognised", RECOGNISED, "recognised_at is null and recognised_by is null", "true"), recognised.test_nobody_makes_a_place_that_is_recognised_before_somebody_took_it),
    (Mutant("one_recognises_oneself", RECOGNISED, " and m.person_id <> me and", " and"), recognised.test_nobody_recognises_themselves_not_even_a_parent),
    (Mutant("anybody_recognises", RECOGNISED, "     and m.family_id = any ((select stek.parent_families())::uuid[]) and stek.knows(me, m);\n  return found", "     and stek.knows(me, m);\n  return found"), recognised.test_only_a_parent_who_knows_of_the_place_says_that_it_is_them),
    (Mutant("who_does_not_know_of_a_place_recognises", RECOGNISED, " and stek.knows(me, m);\n  return found", ";\n  return found"), recognised.test_only_a_parent_who_knows_of_the_place_says_that_it_is_them),
    (Mutant("who_does_not_know_of_a_place_is_asked", RECOGNISED, " and stek.knows(me, m)\n   order", "\n   order"), recognised.test_of_a_hidden_place_is_asked_who_knows_of_it),
    (Mutant("an_ended_place_is_recognised", RECOGNISED, "m.person_id <> me and (m.until_at is null or now() < m.until_at)", "m.person_id <> me"), recognised.test_no_means_that_the_place_ends_at_once_and_their_own_words_stay),
    (Mutant("an_emergency_is_less_where_one_just_came", RECOGNISED, " and p.family_id <> all ((select stek.opened_families())::uuid[])", ""), recognised.test_an_emergency_opens_to_who_just_came_what_it_opens_to_anybody),
    (Mutant("every_hidden_place_is_known_to_who_comes_in", PARENTS_IN, "     and coalesce(h.via_id, h.id) = any ((select a.may_know", "     and h.id = any ((select array[h.id]"), before.test_who_comes_in_knows_of_a_hidden_place_when_who_made_it_ticked_it),
    (Mutant("a_tick_is_forgotten", PARENTS_IN, "set known_to = h.known_to || newcomer", "set known_to = h.known_to"), before.test_who_comes_in_knows_of_a_hidden_place_when_who_made_it_ticked_it),
    (Mutant("a_former_tick_still_counts", PARENTS_IN, "order by a.said_at desc, a.id desc limit 1)::uuid[]", "order by a.said_at, a.id limit 1)::uuid[]"), before.test_silence_is_no_and_what_was_said_last_counts),
    (Mutant("a_tick_of_another_counts", PARENTS_IN, "\n              and a.said_by = h.invited_by\n            order by a.said_at desc, a.id desc limit 1)", "\n            order by cardinality(a.may_know) desc limit 1)"), before.test_nobody_ticks_a_place_that_another_made_also_not_when_they_know_of_it),
    (Mutant("a_tick_of_who_left_counts", PARENTS_IN, "and m.person_id = h.invited_by and m.role = 'parent'", "and true"), before.test_what_a_parent_ticked_who_has_left_counts_no_more),
    (Mutant("one_acts_from_anothers_place", CARDS, "where m.id = act_from.place and m.person_id = stek.person()", "where m.id = act_from.place"), cards.test_only_ones_own_place_that_stands_is_chosen_and_else_it_is_the_open_one),
    (Mutant("one_place_is_the_others_too", FUNCTIONS, "array(select one.id from mine one)) g on g.place = p.id", "array(select m.id from public.circle_circlemember m where m.person_id = stek.person())) g on g.family = p.family_id and g.place in (select o.id from public.circle_circlemember o where o.person_id = p.person_id)"), hiding.test_one_person_stands_there_openly_and_for_one_parent_alone_and_never_as_both_at_once),
]  # fmt: skip


@pytest.mark.parametrize(("mutant", "scenario"), NOTICED_BY, ids=[str(mutant) for mutant, _ in NOTICED_BY])
def test_a_broken_rule_fails_the_scenario_that_tells_of_it(mutant, scenario, superuser, db):
    is_told_by(scenario, mutant, superuser)
