"""The rules broken on purpose, one clause at a time. A text that is no longer found fails its test,
so that this list is kept when the rules change.

Some clauses are a second lock on a door that another clause shuts as well, and cannot be missed alone:
the author in `share` and `remove` (nobody sees another's private note), and the family beside a circle
member in `scopes` (its id is of one family). A tick by who does not know the place: that cuts both ways already. `not shared` before one's own section spares work and decides nothing.
They stand there on purpose and not in this list.
So does `not like 'team:%'` beside a consent in `scopes`: what a working note rests on closes it to all others as well.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    name: str
    file: str  # inside stek/
    old: str
    new: str
    at: int = 0  # which of the places where `old` stands; 0 is the first

    def __str__(self) -> str:
        return self.name

    def applied(self, text: str) -> str:
        """The text with this one place changed. Raises LookupError when it is not there."""
        parts = text.split(self.old)
        if len(parts) < self.at + 2:
            raise LookupError(f"{self.name}: niet gevonden in {self.file}: {self.old}")
        return self.old.join(parts[: self.at + 1]) + self.new + self.old.join(parts[self.at + 1 :])


IDENTITY = "people/sql/identity.sql"
ENTER = "people/sql/shift.sql"  # the later form of `stek.enter`
FUNCTIONS = "circle/sql/functions.sql"
GATED = "circle/sql/gated.sql"
LEAVING = "circle/sql/leaving.sql"
ABSENCE = "circle/sql/absence.sql"
TEAMS = "circle/sql/teams.sql"
READERS = "circle/sql/readers.sql"
RECOGNISED = "circle/sql/recognised.sql"
PARENTS_IN = "circle/sql/parents.sql"
BESIDE = "circle/sql/beside.sql"
CARDS = "circle/sql/cards.sql"
CLOSED = "circle/sql/closed.sql"
WHO_READS = "circle/sql/who_reads.sql"
YES = "circle/sql/yes.sql"
COVERED = "circle/sql/covered.sql"
TRAIL_CLOSED = "trail/sql/closed.sql"
ENDING = "circle/sql/ending.sql"
CIRCLE = "circle/sql/policies.sql"
STORY = "story/sql/policies.sql"
DRAFTS = "people/sql/drafts.sql"
THREADS = "story/sql/threads.sql"
TRAIL = "trail/sql/policies.sql"
READINGS = "trail/sql/readings.sql"
CONTACT = "continuity/sql/policies.sql"
SHARING = "continuity/sql/sharing.sql"
PACE = "circle/sql/pace.sql"
BALANCE = "balance/sql/policies.sql"
NEEDS = "needs/sql/policies.sql"
PLANS = "plans/sql/corrections.sql"
DECIDE = "policy/decide.py"
FACTS = "policy/facts.py"
WORDS = "policy/vocabulary.py"

LIVE = "s.opened_at <= now() and now() < s.until_at"
STANDS = "m.from_at <= now() and (m.until_at is null or now() < m.until_at)"
TOKEN = "s.token_hash = sha256(convert_to(coalesce(current_setting('stek.token', true), ''), 'UTF8'))"


# Of what is read, of what is built on it, of what is changed: the three policies of closed.sql.
UNDER, APART = (
    "not rests_on && (select stek.closed())::uuid[] and ",
    " and not rests_on && (select stek.apart())::uuid[]",
)


SQL = [
    Mutant("closed_account", IDENTITY, "on p.id = s.person_id and p.is_active", "on p.id = s.person_id"),
    Mutant("any_token", IDENTITY, f"where {TOKEN}", "where true"),
    Mutant("ended_session", IDENTITY, f"and s.ended_at is null and {LIVE}", f"and {LIVE}"),
    Mutant("session_not_begun", IDENTITY, LIVE, "now() < s.until_at"),
    Mutant("session_on_its_first_moment", IDENTITY, LIVE, LIVE.replace("<= now()", "< now()")),
    Mutant("session_expired", IDENTITY, LIVE, "s.opened_at <= now()"),
    Mutant("session_on_its_last_moment", IDENTITY, LIVE, LIVE.replace("now() <", "now() <=")),
    Mutant("enter_closed_account", ENTER, "and p.is_active\n", "\n"),
    Mutant("enter_ended_session", ENTER, f"and s.ended_at is null and {LIVE}", f"and {LIVE}"),
    Mutant("enter_session_not_begun", ENTER, LIVE, "now() < s.until_at"),
    Mutant("enter_session_expired", ENTER, LIVE, "s.opened_at <= now()"),
    Mutant("enter_forgets_the_purpose", ENTER, "'stek.purpose', enter.purpose", "'stek.purpose', 'care'"),
    Mutant("place_on_the_first_moment_not_yet", READERS, STANDS, STANDS.replace("from_at <=", "from_at <")),
    Mutant("place_on_the_last_moment_still", READERS, STANDS, STANDS.replace("now() <", "now() <=")),
    Mutant("place_before_it_begins", READERS, STANDS, STANDS.replace("m.from_at <= now()", "true")),
    Mutant("place_after_it_ended", READERS, STANDS, "m.from_at <= now()"),
    Mutant("anybodys_place", READERS, "where m.person_id = me and", "where"),
    Mutant("parent_second", READERS, "order by m.family_id, m.role <> 'parent', m", "order by m.family_id, m"),
    Mutant("hidden_place_first", READERS, "(chosen), m.known_to is not null, m.from_at, m.id;", "(chosen), m.from_at, m.id;"),
    Mutant("a_choice_is_forgotten", READERS, "m.id <> all (chosen), ", ""),
    Mutant("a_choice_of_another_session", CARDS, "where s.token_hash = sha256(convert_to(coalesce(current_setting('stek.token', true), ''), 'UTF8')) and s.ended_at is null);", "where s.ended_at is null);"),
    Mutant("latest_place_first", READERS, "m.known_to is not null, m.from_at, m.id;", "m.known_to is not null, m.from_at desc, m.id;"),
    Mutant("every_place_at_once", READERS, "select distinct on (m.family_id) m.* from", "select m.* from"),
    Mutant("everybody_a_parent", FUNCTIONS, "     where p.role = 'parent'\n    union", "    union"),
    Mutant("no_own_section", FUNCTIONS, "p.family_id || '/own:' ||", "p.family_id || '/mine:' ||"),
    Mutant("consent_to_another", FUNCTIONS, "g on g.place = p.id", "g on true"),
    Mutant("any_purpose", FUNCTIONS, "g.purpose = why and scopes.verb", "scopes.verb"),
    Mutant("any_verb", FUNCTIONS, "and scopes.verb = any (g.verbs) and", "and"),
    Mutant("withdrawn_consent", TEAMS, "any (yeses.places) and g.withdrawn_at is null\n    union", "any (yeses.places)\n    union"),
    Mutant("consent_on_its_first_moment", FUNCTIONS, "and g.from_at <= now() and (g.until_at is null or now() < g.until_at)\n       and (scopes", "and g.from_at < now() and (g.until_at is null or now() < g.until_at)\n       and (scopes"),
    Mutant("consent_not_begun", FUNCTIONS, "and g.from_at <= now() and (g.until_at is null or now() < g.until_at)\n       and (scopes", "and (g.until_at is null or now() < g.until_at)\n       and (scopes"),
    Mutant("consent_on_its_last_moment", FUNCTIONS, "now() < g.until_at)\n       and (scopes", "now() <= g.until_at)\n       and (scopes"),
    Mutant("consent_is_over", FUNCTIONS, "and (g.until_at is null or now() < g.until_at)\n       and (scopes", "\n       and (scopes"),
    Mutant("who_was_not_recognised_reads", FUNCTIONS, "\n       and (scopes.verb = 'note' or stek.is_recognised(p.role, p.recognised_at))", ""),
    Mutant("who_was_not_recognised_writes_nothing", FUNCTIONS, "(scopes.verb = 'note' or stek.is_recognised(p.role, p.recognised_at))", "stek.is_recognised(p.role, p.recognised_at)"),
    Mutant("a_parent_is_to_be_recognised", RECOGNISED, "select is_recognised.role = 'parent' or is_recognised.recognised_at", "select is_recognised.recognised_at"),
    Mutant("no_emergency", FUNCTIONS, "opened || '/' || section", "'nowhere' || section"),
    Mutant("emergency_for_writing", FUNCTIONS, "where scopes.verb = 'read'", "where true", 1),
    Mutant("closed_to_its_readers", READERS, "and h.hidden_by <> me and me <> all (h.readers)) || stek", "and h.hidden_by <> me) || stek"),
    Mutant("closed_though_shown_again", READERS, "and h.lifted_at is null\n      and h.hidden_by <> me and me <> all (h.readers)) || stek", "and h.hidden_by <> me and me <> all (h.readers)) || stek"),
    Mutant("an_emergency_opens_what_is_hidden", READERS, "here uuid[] := stek.member_families() || stek.opened_families()", "here uuid[] := stek.member_families()"),
    Mutant("whatever_is_hidden_is_open", READERS, "where h.family_id = any (here) and", "where false and"),
    Mutant("everybody_knows_every_place", READERS, "and m.known_to is not null\n      and not stek.knows(me, m)", "and false"),
    Mutant("a_place_unknown_to_its_list", READERS, "or person = any (place.known_to) ", ""),
    Mutant("a_place_unknown_to_who_stands_there", READERS, " or person is not distinct from place.person_id", ""),
    Mutant("an_emergency_knows_hidden_places", READERS, "stek.opened_families() || stek.unit_families())::uuid[]) and m.known_to", "stek.unit_families())::uuid[]) and m.known_to"),
    Mutant("a_hidden_place_reads", READERS, "where p.known_to is not null and m.person_id is not null and not stek.knows(m.person_id, p)", "where false"),
    Mutant("a_hidden_place_reads_nobody", READERS, " and not stek.knows(m.person_id, p));", ");"),
    Mutant("read_what_is_hidden", CLOSED, f"({UNDER}not", "(not"),
    Mutant("read_what_is_written_apart", CLOSED, f"{APART}));\ncreate policy closed_to_building", "));\ncreate policy closed_to_building"),
    Mutant("ones_own_words_are_hidden", CLOSED, "author_id = (select stek.person())\n  or ", ""),
    Mutant("build_on_what_is_hidden", CLOSED, f"with check (\n  {UNDER}", "with check (\n  "),
    Mutant("build_on_what_is_apart", CLOSED, f"{APART});\ncreate policy closed_to_changing", ");\ncreate policy closed_to_changing"),
    Mutant("share_what_is_hidden", CLOSED, f"for update to {{app}} using (\n  {UNDER}", "for update to {app} using (\n  "),
    Mutant("share_what_is_apart", CLOSED, f"{APART});\n-- What a closing", ");\n-- What a closing"),
    Mutant("a_yes_for_anything_covers", YES, "where g.purpose = uncovered.why and", "where"),
    Mutant("a_yes_to_note_covers", YES, " and 'read' = any (g.verbs)\n         and g.from_at", "\n         and g.from_at"),
    Mutant("a_yes_for_one_part_covers_another", YES, "and g.section = a.section and g.since <= a.step\n             and (g.children", "and g.since <= a.step\n             and (g.children"),
    Mutant("a_yes_is_asked_in_an_emergency", YES, "and (p.role = 'parent' or p.family_id = any ((select stek.opened_families())::uuid[]))))", "and p.role = 'parent'))"),
    Mutant("emergency_of_another", FUNCTIONS, "b.person_id = stek.person() and b.opened_at", "b.opened_at"),
    Mutant("emergency_not_begun", FUNCTIONS, "b.opened_at <= now() and", ""),
    Mutant("emergency_on_its_first_moment", FUNCTIONS, "b.opened_at <= now()", "b.opened_at < now()"),
    Mutant("emergency_on_its_last_moment", FUNCTIONS, "now() < b.until_at", "now() <= b.until_at"),
    Mutant("emergency_after_an_hour", FUNCTIONS, "and now() < b.until_at\n", "\n"),
    Mutant("emergency_for_a_teacher", FUNCTIONS, "'unit_team']", "'unit_team','teacher','childcare','']"),
    Mutant("emergency_for_anybody", FUNCTIONS, "\n     and p.discipline = any (stek.health_disciplines()));", ");"),
    Mutant("no_emergency_for_a_midwife", FUNCTIONS, "array['midwife',", "array["),
    Mutant("one_section_forgotten", FUNCTIONS, "'story','balance',", "'story',"),
    Mutant("one_section_too_many", FUNCTIONS, "'messages','unit'", "'messages','unit','drawer'"),
    Mutant("private_forgotten", GATED, "not private or author_id = (select stek.person())", "true"),
    Mutant("private_from_its_author", GATED, "not private or author_id = (select stek.person())", "not private"),
    Mutant("read_everything", GATED, "scope in (select unnest((select stek.scopes('read'))::text[]))", "true"),
    Mutant("read_with_the_right_to_note", GATED, "stek.scopes('read')", "stek.scopes('note')"),
    Mutant("own_words_forgotten", GATED, "  or author_id = (select stek.person()));", "  or false);"),
    Mutant("own_words_only_where_one_stands", GATED, "  or author_id = (select stek.person()));", "  or (author_id = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[])));"),
    Mutant("any_words_of_the_family", GATED, "  or author_id = (select stek.person()));", "  or family_id = any ((select stek.member_families())::uuid[]));"),
    Mutant("who_left_stays", LEAVING, "m.id in (select g.circle_member_id from gone g)\n         or not exists", "not exists"),
    Mutant("left_at_once", ABSENCE, "l.asked_at + stek.leaves_after() <= now()\n    union", "true\n    union"),
    Mutant("left_on_the_last_moment_not_yet", ABSENCE, "l.asked_at + stek.leaves_after() <= now()\n    union", "l.asked_at + stek.leaves_after() < now()\n    union"),
    Mutant("an_undo_is_none", ABSENCE, "l.undone_at is null and l.asked_at + stek.leaves_after() <= now()\n    union", "l.asked_at + stek.leaves_after() <= now()\n    union"),
    Mutant("a_record_of_nobody_is_read", LEAVING, "\n         or not exists (select 1 from left_here p where p.family_id = m.family_id)", ""),
    Mutant("who_left_is_left", LEAVING, "\n         and m.id not in (select g.circle_member_id from gone g))", ")"),
    Mutant("whoever_was_there_once_is_left", LEAVING, "and m.from_at <= now() and (m.until_at is null or now() < m.until_at)\n         and m.id not in", "and m.id not in"),
    Mutant("what_a_leaver_hid_stays", LEAVING, "(m.known_to is not null and exists (select 1 from gone g", "(false and exists (select 1 from gone g"),
    Mutant("also_what_everybody_knows_ends", LEAVING, "(m.known_to is not null and exists (select 1 from gone g", "(exists (select 1 from gone g"),
    Mutant("what_another_hid_ends_as_well", LEAVING, "g.family_id = m.family_id and g.person_id = m.invited_by and not exists", "g.family_id = m.family_id and not exists"),
    Mutant("though_a_parent_knows_of_it", LEAVING, " and not exists (select 1 from left_here p\n                where p.family_id = m.family_id and p.from_at <= g.at and stek.knows(p.person_id, m))", ""),
    Mutant("any_parent_will_do", LEAVING, " and p.from_at <= g.at and stek.knows(p.person_id, m)", " and p.from_at <= g.at"),
    Mutant("who_left_acts", READERS, "\n    where m.id <> all (gone)\n    order by", "\n    order by"),
    Mutant("an_emergency_where_nobody_is_left", FUNCTIONS, " and not stek.put_away(b.family_id)", ""),
    Mutant("note_in_anothers_name", GATED, "author_id = (select stek.person()) and author_member_id", "author_member_id"),
    Mutant("note_from_anothers_place", GATED, "and author_member_id = any ((select stek.member_ids())::uuid[])", ""),
    Mutant("note_anywhere", GATED, "\n  and scope = any ((select stek.scopes('note'))::text[])", ""),
    Mutant("note_with_the_right_to_read", GATED, "stek.scopes('note')", "stek.scopes('read')"),
    Mutant("share_what_is_shared", GATED, "using (author_id = (select stek.person()) and private and", "using (author_id = (select stek.person()) and"),
    Mutant("share_after_leaving", GATED, "and private and family_id = any ((select stek.member_families())::uuid[]))", "and private)", 0),
    Mutant("no_sharing", GATED, "using (author_id = (select stek.person()) and private and", "using (false and"),
    Mutant("remove_what_is_shared", GATED, "for delete to {app} using (\n  author_id = (select stek.person()) and private and", "for delete to {app} using (\n  author_id = (select stek.person()) and"),
    Mutant("remove_after_leaving", GATED, "and private and family_id = any ((select stek.member_families())::uuid[]))", "and private)", 1),
    Mutant("no_removing", GATED, "for delete to {app} using (\n", "for delete to {app} using (false and "),
]  # fmt: skip

PYTHON = [
    Mutant("dead_session", DECIDE, "actor.live is None or not actor.live.holds(now)", "actor.live is None"),
    Mutant("no_session", DECIDE, "actor.live is None or not actor.live.holds(now)", "actor.live is not None and not actor.live.holds(now)"),
    Mutant("private_forgotten", DECIDE, "item.private and not is_author", "False"),
    Mutant("private_from_its_author", DECIDE, "item.private and not is_author", "item.private"),
    Mutant("write_in_anothers_name", DECIDE, "if not is_author and not (verb is Verb.END and as_parent):", "if False:"),
    Mutant("share_what_is_shared", DECIDE, "(Verb.SHARE, Verb.REMOVE)", "(Verb.REMOVE,)"),
    Mutant("remove_what_is_shared", DECIDE, "(Verb.SHARE, Verb.REMOVE)", "(Verb.SHARE,)"),
    Mutant("no_sharing", DECIDE, " and not item.private:", ":"),
    Mutant("closed_forgotten", DECIDE, "facts.closed.isdisjoint(item.rests_on) and facts.apart", "facts.apart"),
    Mutant("apart_forgotten", DECIDE, " and facts.apart.isdisjoint(item.rests_on)", ""),
    Mutant("ones_own_words_are_hidden", DECIDE, "if not (is_author and verb in (Verb.READ, Verb.REMOVE)) and not (", "if not ("),
    Mutant("ones_own_are_shared_from_under_a_closing", DECIDE, "is_author and verb in (Verb.READ, Verb.REMOVE)", "is_author"),
    Mutant("ones_own_are_not_taken_back_from_under_one", DECIDE, "verb in (Verb.READ, Verb.REMOVE)", "verb in (Verb.READ,)"),
    Mutant("closed_only_for_reading", DECIDE, "if not (is_author and", "if verb is Verb.READ and not (is_author and"),
    Mutant("place_in_any_family", FACTS, "if place.family == family and place.period.holds(now)", "if place.period.holds(now)"),
    Mutant("place_for_ever", FACTS, "if place.family == family and place.period.holds(now)", "if place.family == family"),
    Mutant("parent_second", FACTS, "(place.role is not Role.PARENT, not place.chosen", "(not place.chosen"),
    Mutant("hidden_place_first", FACTS, "not place.chosen, place.hidden, place", "not place.chosen, place"),
    Mutant("a_choice_is_forgotten", FACTS, "not place.chosen, ", ""),
    Mutant("own_without_a_place", DECIDE, "if place and not shared and item.section == own_section", "if not shared and item.section == own_section"),
    Mutant("own_of_others", DECIDE, "item.section == own_section(actor.person)", "not shared"),
    Mutant("no_own_section", DECIDE, "if place and not shared and item.section == own_section(actor.person)", "if False"),
    Mutant("parent_of_everything", DECIDE, "place.role is Role.PARENT and shared", "place.role is Role.PARENT"),
    Mutant("everybody_a_parent", DECIDE, "place is not None and place.role is Role.PARENT and shared", "place is not None and shared"),
    Mutant("no_parents", DECIDE, "as_parent = place is not None and place.role is Role.PARENT and shared", "as_parent = False"),
    Mutant("own_words_only_where_one_stands", DECIDE, "(place or verb is Verb.READ)", "place"),
    Mutant("who_left_changes_their_own", DECIDE, "is_author and (place or verb is Verb.READ) and", "is_author and"),
    Mutant("any_words_of_the_family", DECIDE, "if is_author and (place or", "if (place or"),
    Mutant("note_as_own_words", DECIDE, "(place or verb is Verb.READ) and verb is not Verb.NOTE", "(place or verb is Verb.READ)"),
    Mutant("own_words_forgotten", DECIDE, "is_author and (place or verb is Verb.READ) and verb is not Verb.NOTE", "False"),
    Mutant("consent_of_another_place", DECIDE, "        and grant.place == place.id\n", ""),
    Mutant("consent_for_any_section", DECIDE, "        and grant.section == item.section\n", ""),
    Mutant("any_purpose", DECIDE, "        and grant.purpose == purpose\n", ""),
    Mutant("any_verb", DECIDE, "        and verb in grant.verbs\n", ""),
    Mutant("consent_for_ever", DECIDE, "        and grant.period.holds(now)\n", ""),
    Mutant("who_was_not_recognised_reads", DECIDE, "(verb is Verb.NOTE or place.recognised)", "True"),
    Mutant("who_was_not_recognised_writes_nothing", DECIDE, "(verb is Verb.NOTE or place.recognised)", "place.recognised"),
    Mutant("a_no_counts_for_nothing", DECIDE, "if not facts.refused.isdisjoint([(item.family, item.author), (item.family, item.whose)]):", "if False:"),
    Mutant("a_yes_for_one_child_is_for_all", DECIDE, "grant.children is None or child in grant.children", "True"),
    Mutant("a_yes_for_one_child_of_many", DECIDE, "        all(any(", "        any(any("),
    Mutant("a_yes_for_all_is_for_none", DECIDE, "grant.children is None or child in grant.children", "grant.children is not None and child in grant.children"),
    Mutant("about_no_child_asks_nothing", DECIDE, "else any(grant.children is None for grant in held)", "else True"),
    Mutant("parents_ask_nothing", DECIDE, " or parents <= givers)", " or True)"),
    Mutant("one_parent_is_enough", DECIDE, "parents <= givers", "not parents or parents & givers"),
    Mutant("a_parents_own_yes_does_not_open_their_words", DECIDE, "voice in givers or ", ""),
    Mutant("emergency_in_own_sections", DECIDE, "        shared\n        and verb is", "        verb is"),
    Mutant("emergency_for_writing", DECIDE, "        and verb is Verb.READ\n", ""),
    Mutant("emergency_for_anybody", DECIDE, "        and actor.is_health_professional\n", ""),
    Mutant("emergency_in_any_family", DECIDE, "glass.family == item.family and glass", "glass"),
    Mutant("emergency_for_ever", DECIDE, "glass.family == item.family and glass.period.holds(now)", "glass.family == item.family"),
    Mutant("no_emergency", DECIDE, "return Allow(Reason.BREAK_GLASS)", "return Deny(Reason.NO_CONSENT)"),
    Mutant("open_by_default", DECIDE, "return Deny(Reason.NO_CONSENT)", "return Allow(Reason.CONSENT)"),
    Mutant("period_on_its_first_moment", FACTS, "self.start <= now", "self.start < now"),
    Mutant("period_not_begun", FACTS, "self.start <= now and", ""),
    Mutant("period_on_its_last_moment", FACTS, "now < self.end", "now <= self.end"),
    Mutant("period_without_end", FACTS, "self.end is None or now < self.end", "self.end is None or True"),
    Mutant("unnamed_section_is_shared", WORDS, "return section in _SHARED", "return not is_own(section)"),
]  # fmt: skip

# What yeses open. Asked of worlds where they meet.
YES_SQL = [
    Mutant("every_yes_begins_a_step", YES, "not g.reaches_back and g.from_at <= step_of.at", "g.from_at <= step_of.at"),
    Mutant("a_yes_that_is_over_covers", YES, "g.from_at <= now() and (g.until_at is null or now() < g.until_at)),\n    steps", "g.from_at <= now()),\n    steps"),
    Mutant("a_yes_covers_before_it_began", YES, "and g.from_at <= now() and (g.until_at is null or now() < g.until_at)),\n    steps", "and (g.until_at is null or now() < g.until_at)),\n    steps"),
    Mutant("a_yes_for_one_part_covers_a_parent_in_another", YES, "and g.section = a.section and g.since <= a.step\n             and g.given_by", "and g.since <= a.step\n             and g.given_by"),
    Mutant("a_yes_from_today_covers_a_parent_before", YES, "and g.since <= a.step\n             and g.given_by", "and g.given_by"),
    Mutant("a_yes_is_asked_of_parents", YES, "and (p.role = 'parent' or p.family_id = any ((select stek.opened_families())::uuid[]))))", "and p.family_id = any ((select stek.opened_families())::uuid[])))"),
    Mutant("a_yes_is_asked_for_ones_own_part", COVERED, "  or section = 'own:' || (select stek.person())\n", ""),
    Mutant("an_emergency_opens_an_own_part", YES, "split_part(u.key, '/', 1) = any (stek.shared_sections())\n      and", "true\n      and"),
]  # fmt: skip

# What a parent's tick gives. Asked of worlds that tell the story, where it is met.
GIVEN_SQL = [
    Mutant("nothing_is_given", COVERED, "  section = 'story' and rests_on && (select stek.given())::uuid[] and stek.is_given(rests_on, author_id));\n-- Before", "  false);\n-- Before"),
    Mutant("what_is_given_needs_a_yes", COVERED, "  or (section = 'story' and rests_on && (select stek.given())::uuid[] and stek.is_given(rests_on, author_id))\n", ""),
    Mutant("any_part_is_given", COVERED, "  section = 'story' and rests_on && (select stek.given())::uuid[] and stek.is_given(rests_on, author_id));\n-- Before", "  rests_on && (select stek.given())::uuid[] and stek.is_given(rests_on, author_id));\n-- Before"),
    Mutant("what_is_built_on_it_is_given", YES, " and h.thread_id = is_given.rests_on[1]);", ");"),
    Mutant("anybodys_tick_gives", YES, "\n     and h.hidden_by in (select one.person from stek.parents(p.family_id) one)\n", "\n"),
    Mutant("given_to_who_was_let_in", YES, "\n     and not stek.let_in_by(p.family_id, p.id, h.hidden_by));", ");"),
    Mutant("given_to_who_is_new", YES, "where stek.is_recognised(p.role, p.recognised_at) and stek.knows(h.hidden_by, p)", "where stek.knows(h.hidden_by, p)"),
    # Of yeses too, and noticed where many stand in two families.
    Mutant("another_of_ones_places_covers", YES, "where g.place = a.place and g.section = a.section and g.since <= a.step\n             and (g.children", "where g.section = a.section and g.since <= a.step\n             and (g.children"),
]  # fmt: skip
YES_PYTHON = [
    Mutant("every_yes_reaches_back", DECIDE, "if grant.covers(item.at)", "if True"),
    Mutant("no_yes_reaches_back", FACTS, "self.reaches_back or moment is None or", "moment is None or"),
    Mutant("a_yes_on_the_moment_it_began", FACTS, "self.period.start <= moment", "self.period.start < moment"),
]  # fmt: skip


GIVEN_PYTHON = [
    Mutant("nothing_is_given", DECIDE, "return Reason.GIVEN", "pass"),
    Mutant("given_to_who_is_new", DECIDE, "verb is Verb.READ and place.recognised and item", "verb is Verb.READ and item"),
    Mutant("any_part_is_given", DECIDE, " and item.section == Section.STORY", ""),
    Mutant("what_is_built_on_it_is_given", DECIDE, "facts.given.get(one) == (item.giver, item.thread)", "facts.given.get(one, (None,))[0] == item.author"),
]  # fmt: skip

# Whose words something holds. Asked of worlds in which somebody wrote down what another said.
QUOTES = "story/sql/quotations.sql"
QUOTED_SQL = [
    Mutant("who_is_quoted_does_not_read_it", YES, "array(select h.id from public.circle_hidden h where h.quotation and h.hidden_by = stek.person())", "'{}'::uuid[]"),
    Mutant("who_is_quoted_gives_nothing_by_a_tick", YES, "(h.hidden_by = is_given.author or h.quotation)", "h.hidden_by = is_given.author"),
    Mutant("every_quotation_is_everybodys", YES, "h.quotation and h.hidden_by = stek.person()", "h.quotation"),
    Mutant("what_is_built_on_a_quotation_is_given", YES, " and h.thread_id = is_given.rests_on[1]);", ");"),
    Mutant("a_no_of_who_is_quoted_counts_for_nothing", QUOTES, "  or family_id || '/' || whose_id <> all ((select stek.refusers())::text[])", "  or true"),
    Mutant("a_no_of_who_is_quoted_is_everybodys", YES, "    join public.circle_refusal r on r.family_id = p.family_id and r.circle_member_id = p.id and r.ended_at is null\n   where p.role", "    join public.circle_refusal r on r.family_id = p.family_id and r.ended_at is null\n   where p.role"),
]  # fmt: skip
QUOTED_PYTHON = [
    Mutant("who_is_quoted_does_not_read_it", DECIDE, "return Reason.QUOTED", "pass"),
    Mutant("who_is_quoted_gives_nothing_by_a_tick", DECIDE, "(item.giver, item.thread)", "(item.author, item.thread)"),
    Mutant("a_no_of_who_is_quoted_counts_for_nothing", DECIDE, ", (item.family, item.whose)]", "]"),
    Mutant("words_of_another_are_in_its_authors_voice", DECIDE, "voice = item.whose if item.whose in facts.parents.values() else item.author", "voice = item.author"),
    Mutant("words_of_another_are_in_the_voice_of_who_is_no_parent", DECIDE, "voice = item.whose if item.whose in facts.parents.values() else item.author", "voice = item.giver"),
]  # fmt: skip

# How it comes about: with the question that notices it (test_mutants_of_quotations.py).
QUOTED_RULES = "circle/sql/quoted.sql"
COMES_ABOUT = [
    (Mutant("a_childs_words_are_who_told_them", QUOTES, "     or quoted_from.quoted in (select stek.children(quoted_from.family))", ""), "a_child"),
    (Mutant("one_quotes_oneself", QUOTES, "     and m.person_id <> mine.person_id and m.from_at", "     and m.from_at"), "oneself"),
    (Mutant("who_is_gone_is_quoted", QUOTES, "and m.from_at <= now() and (m.until_at is null or now() < m.until_at)\n     and m.id <> all ((select stek.over(quoted_from.family))::uuid[]) and", "and"), "who_is_gone"),
    (Mutant("who_is_new_is_quoted", QUOTES, " and stek.is_recognised(m.role, m.recognised_at)\n     and stek.knows(mine", "\n     and stek.knows(mine"), "who_is_new"),
    (Mutant("whom_the_author_does_not_know_is_quoted", QUOTES, "stek.knows(mine.person_id, m) and ", ""), "whom_the_author_does_not_know"),
    (Mutant("who_does_not_know_the_author_is_quoted", QUOTES, " and stek.knows(m.person_id, mine)", ""), "who_does_not_know_the_author"),
    (Mutant("who_told_it_before_whose_words_it_is", QUOTES, "m.member_id is distinct from quoted_from.quoted,", "m.member_id is not distinct from quoted_from.quoted,"), "whose_words_before_who_told_it"),
    (Mutant("everybody_by_any_yes", QUOTES, "g.given_by = quoted.person_id and g.section", "g.section"), "whom_she_let_in"),
    (Mutant("kin_whom_she_let_in", QUOTES, "carers and m.role = 'professional' and exists", "carers and exists"), "whom_she_let_in"),
    (Mutant("nobody_is_let_in", QUOTES, "then carers and m.role", "then false and m.role"), "whom_she_let_in"),
    (Mutant("who_wrote_it_does_not_read_it_first", QUOTES, "return array(select author union select", "return array(select"), "whom_she_let_in"),
    (Mutant("the_words_of_kin_are_read_by_no_parent", QUOTES, "else m.role = 'parent' end", "else false end"), "kin"),
    (Mutant("what_one_chose_counts_for_nothing", QUOTES, "then carers and m.role", "then m.role"), "whom_she_chose"),
    (Mutant("what_is_kept_is_theirs", QUOTES, "  if new.shared_at is null then return new; end if;\n", ""), "what_is_kept"),
    (Mutant("who_wrote_it_down_hides_it", "web/sql/closing.sql", "coalesce((to_jsonb(t) ->> ''whose_id'')::uuid, t.author_id) <> $3", "t.author_id <> $3"), "the_author_hides"),
    (Mutant("who_wrote_it_down_is_left_out", QUOTED_RULES, "new.readers := new.readers || author", "null"), "she_hides"),
]  # fmt: skip

# What hangs on another thing: what the triggers ask of it when it is added or shared.
NEED = "n.id = new.need_thread and new.rests_on @> n.rests_on\n         and (new.shared_at is null or n.shared_at is not null)"
GOING_ALONG = "o.id = new.note_thread and new.rests_on @> o.rests_on\n         and (new.shared_at is null or o.shared_at is not null)"
OPENER = "(new.shared_at is not null and subject.shared_at is null)"
HANGING = [
    Mutant("a_referral_from_under_the_seals_of_its_need", CONTACT, NEED, NEED.replace("new.rests_on @> n.rests_on", "true"), 1),
    Mutant("a_referral_more_open_than_its_need", CONTACT, NEED, NEED.partition("\n")[0], 1),
    Mutant("a_referral_for_any_need", CONTACT, f"n.family_id = new.family_id and {NEED}", "true", 1),
    Mutant("two_handovers_at_a_time", CONTACT, "in ('proposed', 'agreed', 'accepted', 'met')", "in ('nothing')"),
    Mutant("a_note_goes_with_anybodys_handover", CONTACT, "h.author_id = new.author_id and", ""),
    Mutant("a_note_from_under_the_seals_of_its_handover", CONTACT, "new.rests_on @> h.rests_on", "true"),
    Mutant("a_note_goes_more_openly_than_its_handover", CONTACT, "(new.shared_at is null or h.shared_at is not null)", "true"),
    Mutant("a_note_goes_from_under_its_own_seals", CONTACT, GOING_ALONG, GOING_ALONG.replace("new.rests_on @> o.rests_on", "true"), 1),
    Mutant("a_note_goes_more_openly_than_it_is", CONTACT, GOING_ALONG, GOING_ALONG.partition("\n")[0], 1),
    Mutant("a_step_from_under_the_seals_of_its_follow_up", CONTACT, "or not new.rests_on @> subject.rests_on", ""),
    Mutant("a_step_more_open_than_its_follow_up", CONTACT, f"or {OPENER}", ""),
    Mutant("a_step_shared_before_its_follow_up", SHARING, " and f.shared_at is not null", ""),
    Mutant("no_step_is_shared", SHARING, "f.id = new.of_id", "false"),
    Mutant("anybody_sets_the_pace", PACE, " and m.role = 'parent'", ""),
    Mutant("a_mark_from_under_the_seals_of_its_factor", BALANCE, "new.factor_thread and not new.rests_on @> f.rests_on", "new.factor_thread and false"),
    Mutant("a_mark_more_open_than_its_factor", BALANCE, "new.factor_thread\n         and (new.shared_at is null or f.shared_at is not null)", "new.factor_thread"),
    Mutant("looked_at_together_from_under_its_seals", NEEDS, "or not new.rests_on @> need.rests_on", ""),
    Mutant("looked_at_together_more_openly", NEEDS, "or (new.shared_at is not null and need.shared_at is null)", ""),
    Mutant("a_step_from_under_the_seals_of_its_goal", PLANS, "g.thread_id = new.goal_id and not new.rests_on @> g.rests_on", "false"),
    Mutant("a_step_more_open_than_its_goal", PLANS, "new.goal_id\n         and (new.shared_at is null or g.shared_at is not null)", "new.goal_id"),
    Mutant("a_success_from_under_the_seals_of_its_goal", PLANS, "bool_and(new.rests_on @> g.rests_on)", "true"),
    Mutant("a_success_more_open_than_its_goal", PLANS, "bool_or(new.shared_at is null or g.shared_at is not null)", "bool_or(true)"),
]  # fmt: skip

# Who stands there through a team, and what a team writes for itself.
IN_IT = "i.from_at <= now() and (i.until_at is null or now() < i.until_at)\n     and m.from_at"
THERE = "m.from_at <= now() and (m.until_at is null or now() < m.until_at) and m.id <> all (ended) and stek.knows"
THROUGH = "g on g.family_id = m.family_id and g.circle_member_id = m.via_id and g.given_by = t.said_by"
TEAMS_SQL = [
    Mutant("a_yes_to_the_team_is_to_nobody", TEAMS, THROUGH, f"{THROUGH} and false"),
    Mutant("who_was_not_tapped_reads", TEAMS, THROUGH, THROUGH.partition(" and g.given_by")[0]),
    Mutant("a_tap_that_was_ended_counts", TEAMS, " and t.ended_at is null\n", "\n"),
    Mutant("a_tap_of_another_counts", TEAMS, "and t.circle_member_id = m.id and t.ended_at", "and t.ended_at"),
    Mutant("a_withdrawn_yes_to_the_team", TEAMS, "any (yeses.places) and g.withdrawn_at is null;", "any (yeses.places);"),
    Mutant("a_place_outlives_the_team", LEAVING, "then t.until_at else t.let_go_at end as team", "then null else t.let_go_at end as team"),
    Mutant("a_place_outlives_who_is_in_the_team", LEAVING, "i.from_at <= v.from_at), v.from_at) as inside", "i.from_at <= v.from_at), 'infinity') as inside"),
    Mutant("a_place_outlives_the_membership", LEAVING, "max(coalesce(i.until_at, 'infinity'))", "max('infinity'::timestamptz)"),
    Mutant("a_place_from_before_the_membership", LEAVING, "and i.from_at <= v.from_at", ""),
    Mutant("a_place_outlives_its_taps", LEAVING, "max(coalesce(p.ended_at, 'infinity'))", "max('infinity'::timestamptz)"),
    Mutant("a_place_without_a_tap", LEAVING, "v.id), v.from_at) as tapped", "v.id), 'infinity') as tapped"),
    Mutant("the_last_moment_in_the_team_still", LEAVING, "least(ends.team, ends.inside, ends.tapped) <= now()", "least(ends.team, ends.inside, ends.tapped) < now()"),
    Mutant("a_team_reads_no_working_notes", FUNCTIONS, "where p.via_id is not null and scopes.verb in ('read', 'note')", "where scopes.verb = 'note' and p.via_id is not null"),
    Mutant("a_team_writes_no_working_notes", FUNCTIONS, "where p.via_id is not null and scopes.verb in ('read', 'note')", "where p.via_id is not null and scopes.verb = 'read'"),
    Mutant("a_yes_is_asked_for_working_notes", COVERED, "  or section like 'team:%'\n", ""),
    Mutant("what_is_built_on_working_notes_is_open", READERS, " || stek.other_teams(here)", ""),
    Mutant("ones_own_team_is_closed", TEAMS, "p.via_id from stek.places() p where p.via_id is not null", "p.via_id from stek.places() p where false"),
    Mutant("who_stands_nowhere_reads_no_working_notes", FUNCTIONS, "stek.units(stek.person()) u\n     where scopes.verb = 'read'", "stek.units(stek.person()) u\n     where false"),
    Mutant("who_stands_nowhere_writes_working_notes_of_before", TEAMS, IN_IT, IN_IT.replace(" and (i.until_at is null or now() < i.until_at)", "")),
    Mutant("who_joins_the_team_reads_before", TEAMS, IN_IT, IN_IT.replace("i.from_at <= now() and ", "")),
    Mutant("working_notes_outlive_the_team_there", TEAMS, THERE, THERE.replace(" and (m.until_at is null or now() < m.until_at)", "")),
    Mutant("working_notes_of_a_team_that_is_to_come", TEAMS, THERE, THERE.replace("m.from_at <= now() and ", "")),
    Mutant("working_notes_where_the_record_was_put_away", TEAMS, " and m.id <> all (ended) and stek.knows", " and stek.knows"),
    Mutant("working_notes_of_a_hidden_team", TEAMS, " and stek.knows(units.me, m)", ""),
    Mutant("a_parent_of_before_reads_working_notes", TEAMS, "o.role in ('parent', 'kin')\n         or ", ""),
    Mutant("who_stands_elsewhere_reads_working_notes", TEAMS, "\n         or (o.from_at <= now() and (o.until_at is null or now() < o.until_at) and o.id <> all (ended))", ""),
    Mutant("a_closed_working_note_is_open_to_who_stands_nowhere", READERS, "here uuid[] := stek.member_families() || stek.opened_families() || stek.unit_families()", "here uuid[] := stek.member_families() || stek.opened_families()"),
]  # fmt: skip
TEAMS_PYTHON = [
    Mutant("nobody_is_in_a_team", DECIDE, "return Reason.TEAM if", "return None if"),
    Mutant("a_yes_opens_working_notes", DECIDE, "    if is_team(item.section):\n        return Reason.TEAM if _in_the_team(place, verb, item, facts) else None\n", ""),
    Mutant("who_stands_nowhere_writes_working_notes", DECIDE, "return verb is Verb.READ and (item.family", "return (item.family"),
    Mutant("whatever_team_it_is", DECIDE, " and item.section == team_section(place.team)", ""),
]  # fmt: skip
