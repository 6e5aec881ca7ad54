"""The rules broken on purpose, one clause at a time. A text that is no longer found fails its test,
so that this list is kept when the rules change.

Some clauses are a second lock on a door that another clause shuts as well, and cannot be missed alone:
the author in `share` and `remove` (nobody sees another's private note), and the family beside a circle
member in `scopes` (its id is of one family). `not shared` before one's own section spares work and decides nothing.
They stand there on purpose and not in this list.
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
OWN = """'/own:' || me                                  -- one's own
      from public.circle_circlemember m
     where m.person_id = me and """


def stands(name: str, at: int) -> list[Mutant]:
    """A membership: begins too late, ends too late, never begins, never ends."""
    return [
        Mutant(f"{name}_on_the_first_moment_not_yet", FUNCTIONS, STANDS, STANDS.replace("from_at <=", "from_at <"), at),
        Mutant(f"{name}_on_the_last_moment_still", FUNCTIONS, STANDS, STANDS.replace("now() <", "now() <="), at),
        Mutant(f"{name}_before_it_begins", FUNCTIONS, STANDS, STANDS.replace("m.from_at <= now()", "true"), at),
        Mutant(f"{name}_after_it_ended", FUNCTIONS, STANDS, "m.from_at <= now()", at),
    ]


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
    *stands("member", 0),
    *stands("author", 1),
    *stands("parent", 3),
    *stands("own", 4),
    *stands("consent_of_a_place", 5),
    Mutant("member_of_any_family", FUNCTIONS, "where m.person_id = stek.person() and", "where", 0),
    Mutant("author_in_any_place", FUNCTIONS, "where m.person_id = stek.person() and", "where", 1),
    Mutant("everybody_a_parent", FUNCTIONS, "where m.person_id = me and m.role = 'parent'", "where m.person_id = me"),
    Mutant("anybodys_child", FUNCTIONS, "where m.person_id = me and m.role = 'parent'", "where m.role = 'parent'"),
    Mutant("own_of_others", FUNCTIONS, OWN, OWN.replace("|| me", "|| m.person_id").replace("m.person_id = me and ", "")),
    Mutant("own_without_a_place", FUNCTIONS, "     where m.person_id = me and m.from_at", "     where m.from_at", 0),
    Mutant("no_own_section", FUNCTIONS, "select m.family_id || '/own:' || me", "select m.family_id || '/mine:' || me"),
    Mutant("consent_to_another", FUNCTIONS, "g.circle_member_id = m.id\n     where", "true\n     where"),
    Mutant("any_purpose", FUNCTIONS, "g.purpose = why and scopes.verb", "scopes.verb"),
    Mutant("any_verb", FUNCTIONS, "and scopes.verb = any (g.verbs) and", "and"),
    Mutant("withdrawn_consent", FUNCTIONS, " and g.withdrawn_at is null\n       and", "\n       and"),
    Mutant("consent_on_its_first_moment", FUNCTIONS, "g.from_at <= now()", "g.from_at < now()"),
    Mutant("consent_not_begun", FUNCTIONS, "and g.from_at <= now() and", "and"),
    Mutant("consent_on_its_last_moment", FUNCTIONS, "now() < g.until_at", "now() <= g.until_at"),
    Mutant("consent_is_over", FUNCTIONS, "and (g.until_at is null or now() < g.until_at)", ""),
    Mutant("emergency_for_writing", FUNCTIONS, "where scopes.verb = 'read'", "where true"),
    Mutant("emergency_of_another", FUNCTIONS, "b.person_id = stek.person() and b.opened_at", "b.opened_at"),
    Mutant("emergency_not_begun", FUNCTIONS, "b.opened_at <= now() and", ""),
    Mutant("emergency_on_its_first_moment", FUNCTIONS, "b.opened_at <= now()", "b.opened_at < now()"),
    Mutant("emergency_on_its_last_moment", FUNCTIONS, "now() < b.until_at", "now() <= b.until_at"),
    Mutant("emergency_after_an_hour", FUNCTIONS, "and now() < b.until_at\n", "\n"),
    Mutant("emergency_for_a_teacher", FUNCTIONS, "'unit_team']", "'unit_team','teacher','childcare','']"),
    Mutant("emergency_for_anybody", FUNCTIONS, "\n     and p.discipline = any (stek.health_disciplines()));", ");"),
    Mutant("no_emergency_for_a_midwife", FUNCTIONS, "array['midwife',", "array["),
    Mutant("no_emergency", FUNCTIONS, "opened || '/' || section", "'nowhere' || section"),
    Mutant("one_section_forgotten", FUNCTIONS, "'story','balance',", "'story',"),
    Mutant("one_section_too_many", FUNCTIONS, "'messages','unit'", "'messages','unit','drawer'"),
    Mutant("thread_sealed_from_everybody", FUNCTIONS, "where s.hidden_from = stek.person() and s.thread_id", "where s.thread_id"),
    Mutant("seal_on_thread_lifted", FUNCTIONS, "s.thread_id is not null and s.lifted_at is null", "s.thread_id is not null"),
    Mutant("section_sealed_from_everybody", FUNCTIONS, "where s.hidden_from = stek.person() and s.section", "where s.section"),
    Mutant("seal_on_section_lifted", FUNCTIONS, "s.section <> '' and s.lifted_at is null", "s.section <> ''"),
    Mutant("sealed_section_in_no_family", FUNCTIONS, "array_agg(s.family_id || '/' || s.section)", "array_agg(s.section)"),
    Mutant("seal_on_threads_forgotten", GATED, "not rests_on && (select stek.sealed_threads())::uuid[]\n  and", ""),
    Mutant("seal_on_sections_forgotten", GATED, "and scope <> all ((select stek.sealed_scopes())::text[])", ""),
    Mutant("seal_only_for_reading", GATED, "create policy sealed on {table} as restrictive for all", "create policy sealed on {table} as restrictive for select"),
    Mutant("private_forgotten", GATED, "not private or author_id = (select stek.person())", "true"),
    Mutant("private_from_its_author", GATED, "not private or author_id = (select stek.person())", "not private"),
    Mutant("read_everything", GATED, "scope in (select unnest((select stek.scopes('read'))::text[]))", "true"),
    Mutant("read_with_the_right_to_note", GATED, "stek.scopes('read')", "stek.scopes('note')"),
    Mutant("own_words_forgotten", GATED, "or (author_id = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[]))", ""),
    Mutant("own_words_after_leaving", GATED, "(author_id = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[]))", "author_id = (select stek.person())"),
    Mutant("any_words_of_the_family", GATED, "or (author_id = (select stek.person()) and family_id", "or (family_id"),
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
    Mutant("seal_in_any_family", DECIDE, "seal.family == item.family and (seal.thread", "(seal.thread"),
    Mutant("seal_on_thread_forgotten", DECIDE, "seal.thread in item.rests_on or ", ""),
    Mutant("seal_on_section_forgotten", DECIDE, " or seal.section == item.section", ""),
    Mutant("seal_only_for_reading", DECIDE, "if any(\n        seal.family", "if verb is Verb.READ and any(\n        seal.family"),
    Mutant("private_forgotten", DECIDE, "item.private and not is_author", "False"),
    Mutant("private_from_its_author", DECIDE, "item.private and not is_author", "item.private"),
    Mutant("write_in_anothers_name", DECIDE, "if not is_author and not (verb is Verb.END and as_parent):", "if False:"),
    Mutant("share_what_is_shared", DECIDE, "(Verb.SHARE, Verb.REMOVE)", "(Verb.REMOVE,)"),
    Mutant("remove_what_is_shared", DECIDE, "(Verb.SHARE, Verb.REMOVE)", "(Verb.SHARE,)"),
    Mutant("no_sharing", DECIDE, " and not item.private:", ":"),
    Mutant("member_of_any_family", DECIDE, "if m.family == item.family and m.period.holds(now)", "if m.period.holds(now)"),
    Mutant("member_for_ever", DECIDE, "if m.family == item.family and m.period.holds(now)", "if m.family == item.family"),
    Mutant("own_without_a_place", DECIDE, "if roles and not shared and item.section == own_section", "if not shared and item.section == own_section"),
    Mutant("own_of_others", DECIDE, "item.section == own_section(actor.person)", "not shared"),
    Mutant("no_own_section", DECIDE, "if roles and not shared and item.section == own_section(actor.person)", "if False"),
    Mutant("parent_of_everything", DECIDE, "as_parent = shared and Role.PARENT in roles", "as_parent = Role.PARENT in roles"),
    Mutant("everybody_a_parent", DECIDE, "as_parent = shared and Role.PARENT in roles", "as_parent = shared and bool(roles)"),
    Mutant("no_parents", DECIDE, "as_parent = shared and Role.PARENT in roles", "as_parent = False"),
    Mutant("own_words_after_leaving", DECIDE, "if roles and is_author and", "if is_author and"),
    Mutant("any_words_of_the_family", DECIDE, "if roles and is_author and", "if roles and"),
    Mutant("note_as_own_words", DECIDE, "is_author and verb is not Verb.NOTE", "is_author"),
    Mutant("own_words_forgotten", DECIDE, "is_author and verb is not Verb.NOTE", "False"),
    Mutant("consent_after_leaving", DECIDE, "if roles and any(\n        grant", "if any(\n        grant"),
    Mutant("consent_of_any_family", DECIDE, "grant.family == item.family\n        and ", ""),
    Mutant("consent_for_any_section", DECIDE, "        and grant.section == item.section\n", ""),
    Mutant("any_purpose", DECIDE, "        and grant.purpose == purpose\n", ""),
    Mutant("any_verb", DECIDE, "        and verb in grant.verbs\n", ""),
    Mutant("consent_for_ever", DECIDE, "        and grant.period.holds(now)\n", ""),
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
