"""Law: PostgreSQL itself draws the lines. What each role may is written here once more, by another hand:
who widens a right has to say so in two places.
"""

from collections.abc import Iterator

import psycopg
import pytest
from django.apps import apps

from stek.kit.models import FamilyRow
from stek.kit.sql import role
from stek.oracle import gated

LOOK_AND_ADD = {"select", "insert"}
EVERYTHING = {"select", "insert", "update", "delete"}

# What the app may, table by table. `update(a, b)`: these columns only. What is not named it may not touch.
APP = {
    "circle_family": LOOK_AND_ADD,
    "circle_familykey": LOOK_AND_ADD,
    "circle_member": LOOK_AND_ADD | {"update(born_on, called_sealed, due_on, has_authority, until_at)"},
    "circle_circlemember": LOOK_AND_ADD | {"update(until_at, until_by)"},
    "circle_invitation": LOOK_AND_ADD | {"update(until_at)"},
    "circle_parentanswer": LOOK_AND_ADD,
    "circle_authorasked": LOOK_AND_ADD | {"update(agreed, answered_at)"},
    "circle_tie": LOOK_AND_ADD | {"update(until_at, until_by)"},
    "circle_grant": LOOK_AND_ADD | {"update(withdrawn_at, withdrawn_by)"},
    "circle_hidden": LOOK_AND_ADD | {"update(lifted_at, lifted_by, readers)"},
    "circle_absence": {"select"},
    "circle_leaving": {"select"},
    "circle_quotedchoice": LOOK_AND_ADD,
    "circle_tap": {"select"},
    "circle_refusal": LOOK_AND_ADD | {"update(ended_at, ended_by)"},
    "circle_breakglass": {"select", "update(reviewed_at, reviewed_by)"},
    "circle_emergencycode": LOOK_AND_ADD | {"update(ended_at, ended_by)"},
    "circle_glassreason": {"select"},
    "circle_glassreview": LOOK_AND_ADD,
    "circle_pace": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by)"},
    "story_observation": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by)"},
    "story_influence": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by, until_at, until_by)"},
    "balance_factor": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by)"},
    "balance_mark": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by)"},
    "balance_perspective": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by)"},
    "balance_taskword": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by)"},
    "needs_need": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by)"},
    "needs_together": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by)"},
    "plans_goal": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by)"},
    "plans_step": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by)"},
    "plans_review": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by)"},
    "plans_mark": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by)"},
    "plans_sheet": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by)"},
    "plans_aside": LOOK_AND_ADD,
    "continuity_followup": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by)"},
    "continuity_referral": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by)"},
    "continuity_handover": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by)"},
    "continuity_carried": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by)"},
    "continuity_move": LOOK_AND_ADD | {"delete", "update(shared_at, shared_by)"},
    "continuity_feed": LOOK_AND_ADD | {"update(ended_at)"},
    "trail_trailentry": LOOK_AND_ADD,
    "directory_initiative": LOOK_AND_ADD,
    "directory_offer": LOOK_AND_ADD | {"update"},
    "directory_waitingcheck": LOOK_AND_ADD,
    "directory_editor": {"select"},
    "directory_nothingfits": {"insert"},
    "people_person": LOOK_AND_ADD | {"update"},
    "people_organisation": LOOK_AND_ADD | {"update"},
    "people_team": {"select"},
    "people_draft": EVERYTHING,
    "people_channel": LOOK_AND_ADD | {"update"},
    "django_session": EVERYTHING,
    "django_content_type": {"select"},
    "django_migrations": {"select"},
    "account_emailaddress": EVERYTHING,
    "account_emailconfirmation": EVERYTHING,
    "mfa_authenticator": EVERYTHING,
}
# The worker acts for nobody, and sees nothing of a family. Of a person: the columns of `SEEN_OF_A_PERSON`.
WORK = {"people_channel": {"select"}, "people_reminder": LOOK_AND_ADD | {"update(sent_at)"}}
SEEN_OF_A_PERSON = {"id", "email", "is_active"}
# What it has done by the owner, and may not do itself. It takes nothing: the worker chooses no row and no hour.
CALLED_BY_THE_WORKER = {"clear_away()"}
DOOR = {"people_livesession": LOOK_AND_ADD | {"update"}, "people_attempts": EVERYTHING}

# What the functions of the gate look at as the owner, and the keys that `stek keys` turns: no words of people.
SEEN_BY_THE_OWNER = {
    "circle_family", "circle_familykey", "circle_circlemember", "circle_invitation", "circle_grant", "circle_hidden", "circle_breakglass",
    "circle_member", "circle_refusal", "circle_quotedchoice",
    "circle_parentanswer", "circle_emergencycode", "circle_glassreason", "circle_glassreview",
    "circle_absence", "circle_leaving", "circle_tap", "continuity_feed", "people_draft",
}  # fmt: skip

_ALL = ("select", "insert", "update", "delete", "truncate", "references", "trigger", "maintain")


def rights(connection: psycopg.Connection, name: str) -> dict[str, set[str]]:
    """What a role may with each table of the house."""
    known = _ALL if connection.info.server_version >= 170000 else _ALL[:-1]
    found: dict[str, set[str]] = {}
    for table, columns in tables(connection):
        may = {
            verb
            for verb in known
            if connection.execute("select has_table_privilege(%s, %s::regclass, %s)", [name, table, verb]).fetchone()[0]
        }
        if "update" not in may:
            some = [
                column
                for column in sorted(columns)
                if connection.execute(
                    "select has_column_privilege(%s, %s::regclass, %s, 'update')", [name, table, column]
                ).fetchone()[0]
            ]
            if some:
                may.add(f"update({', '.join(some)})")
        if may:
            found[table] = may
    return found


def tables(connection: psycopg.Connection) -> Iterator[tuple[str, list[str]]]:
    yield from connection.execute(
        "select c.relname, array_agg(a.attname::text) from pg_class c join pg_attribute a on a.attrelid = c.oid"
        " where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped"
        " group by c.relname order by c.relname"
    ).fetchall()


def without_lock(connection: psycopg.Connection) -> set[str]:
    """Tables of families on which row-level security is not both on and forced."""
    locked = connection.execute(
        "select relname from pg_class where relnamespace = 'public'::regnamespace"
        " and relrowsecurity and relforcerowsecurity"
    ).fetchall()
    return family_tables() - {name for (name,) in locked}


def family_tables() -> set[str]:
    ours = {model._meta.db_table for model in apps.get_models() if issubclass(model, FamilyRow)}
    return ours | {"circle_family"}


def loose_functions(connection: psycopg.Connection) -> list[str]:
    """Functions that run as the owner, and find their tables where the caller says."""
    return [
        name
        for (name,) in connection.execute(
            "select p.proname from pg_proc p where p.pronamespace in ('stek'::regnamespace, 'public'::regnamespace, 'work'::regnamespace)"
            " and p.prosecdef and not exists (select 1 from unnest(p.proconfig) as setting"
            "   where setting like 'search_path=pg_catalog%')"
        ).fetchall()
    ]


def test_the_app_may_exactly_this(superuser):
    assert rights(superuser, role("app")) == APP


def test_the_door_may_open_and_end_sessions_and_count_attempts_and_nothing_else(superuser):
    assert rights(superuser, role("door")) == DOOR


def test_the_worker_may_tell_people_and_nothing_else(superuser):
    assert rights(superuser, role("work")) == WORK
    seen = superuser.execute(
        "select a.attname::text from pg_attribute a where a.attrelid = 'people_person'::regclass and a.attnum > 0"
        " and has_column_privilege(%s, a.attrelid, a.attnum, 'select')",
        [role("work")],
    ).fetchall()
    assert {column for (column,) in seen} == SEEN_OF_A_PERSON


def may_call(connection: psycopg.Connection, name: str) -> set[str]:
    """The functions of the house that a role may call, with what they take."""
    found = connection.execute(
        "select p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' from pg_proc p"
        " where p.pronamespace in ('stek'::regnamespace, 'public'::regnamespace)"
        " and has_function_privilege(%s, p.oid, 'execute')",
        [role(name)],
    ).fetchall()
    return {signature for (signature,) in found}


def test_the_worker_may_have_things_cleared_away_and_nobody_else_may(superuser):
    assert may_call(superuser, "work") == CALLED_BY_THE_WORKER
    for name in ("app", "door", "backup"):
        assert may_call(superuser, name) & CALLED_BY_THE_WORKER == set()
    assert "person()" in may_call(superuser, "app")


@pytest.mark.parametrize("name", ["app", "door"])
def test_the_tables_of_the_jobs_are_closed_to_who_serves_pages(superuser, name):
    may = superuser.execute(
        "select count(*) from pg_class c where c.relnamespace = 'work'::regnamespace and c.relkind in ('r', 'S')"
        " and (has_table_privilege(%s, c.oid, 'select') or has_table_privilege(%s, c.oid, 'insert')"
        "   or has_table_privilege(%s, c.oid, 'update') or has_table_privilege(%s, c.oid, 'delete'))",
        [role(name)] * 4,
    ).fetchone()
    assert may == (0,)


def test_the_backup_may_look_and_nothing_else(superuser):
    assert {verb for may in rights(superuser, role("backup")).values() for verb in may} == {"select"}


@pytest.mark.parametrize("name", ["app", "door", "work", "backup", "migrator"])
def test_nobody_who_signs_in_stands_above_the_gate(superuser, name):
    above = superuser.execute(
        "select rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls from pg_roles where rolname = %s",
        [role(name)],
    ).fetchone()
    assert above == (False, False, False, False, name == "backup")


@pytest.mark.parametrize("name", ["app", "door", "work", "backup"])
def test_they_own_nothing_and_are_nobody_else(superuser, name):
    owned = superuser.execute(
        "select count(*) from pg_shdepend d join pg_roles r on r.oid = d.refobjid where r.rolname = %s and d.deptype = 'o'",
        [role(name)],
    ).fetchone()
    member = superuser.execute(
        "select count(*) from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = %s", [role(name)]
    ).fetchone()
    assert owned == (0,) and member == (0,)


@pytest.mark.parametrize("name", ["app", "door", "work"])
def test_they_can_make_nothing(superuser, name):
    for schema in ("public", "stek", "work"):
        may = superuser.execute("select has_schema_privilege(%s, %s, 'create')", [role(name), schema]).fetchone()
        assert may == (False,)


def test_row_level_security_is_on_and_forced_on_every_table_of_a_family(superuser):
    assert without_lock(superuser) == set()


def test_every_such_table_has_a_policy_for_reading_and_none_for_everybody(superuser):
    policies = superuser.execute(
        "select tablename, policyname, permissive, roles::text[], cmd from pg_policies where schemaname = 'public'"
    ).fetchall()
    reading = {table for table, _, kind, _, verb in policies if kind == "PERMISSIVE" and verb in ("SELECT", "ALL")}
    assert family_tables() <= reading
    everybody = [
        (table, name)
        for table, name, _, roles, _ in policies
        if roles not in ([role("app")], [role("owner")], [role("work")])
    ]
    assert everybody == []


def test_the_owner_sees_only_what_the_functions_of_the_gate_need(superuser):
    open_to_owner = superuser.execute(
        "select tablename, policyname from pg_policies where schemaname = 'public' and roles::text[] = array[%s]"
        " and cmd <> 'INSERT'",  # who adds a line sees none
        [role("owner")],
    ).fetchall()
    assert {table for table, name in open_to_owner if name != "closings"} == SEEN_BY_THE_OWNER
    assert {table for table, name in open_to_owner if name == "closings"} == set(gated.NAMES)


def test_of_what_people_write_the_owner_marks_what_is_hidden_and_whom_it_is_about_and_no_function_of_the_owner_reads_a_word(
    superuser,
):
    functions = superuser.execute(
        "select proname::text, prosrc from pg_proc where prosecdef and pronamespace = 'stek'::regnamespace"
    ).fetchall()
    touching = {
        name for name, text in functions if "gated_tables" in text or any(table in text for table in gated.NAMES)
    }
    whose_words = {"is_quoted", "is_quoted_from_now_on", "keeps_who_wrote_it_down", "who_reads"}
    assert touching <= {
        "put_closing",
        "wrote",
        "is_free",
        "is_no_thing",
        "says_about",
        "begins_a_step",
    } | whose_words | {name for name, text in functions if "circle_pace" in text}
    assert [name for name, text in functions if name in touching and "words_sealed" in text] == []


def test_every_function_that_runs_as_the_owner_pins_where_it_looks(superuser):
    assert loose_functions(superuser) == []


def test_no_function_is_for_everybody(superuser):
    for_all = superuser.execute(
        "select p.proname from pg_proc p where p.pronamespace in ('stek'::regnamespace, 'work'::regnamespace)"
        " and has_function_privilege('public', p.oid, 'execute')"
    ).fetchall()
    assert for_all == []


def views_past_the_gate(connection: psycopg.Connection) -> list[tuple[str]]:
    return connection.execute(
        "select c.relname from pg_class c where c.relnamespace in ('public'::regnamespace, 'stek'::regnamespace)"
        " and (c.relkind = 'm' or c.relkind = 'v'"
        "   and not coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on'])"
    ).fetchall()


def test_no_view_looks_past_the_gate(superuser):
    """A view reads as its owner, and a materialised one keeps what it read."""
    assert views_past_the_gate(superuser) == []


def test_the_session_table_is_a_closed_book_for_the_app(db):
    from django.db import ProgrammingError, connection, transaction

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("select 1 from people_livesession")


def test_each_of_these_can_be_broken_and_is_seen(superuser):
    """In a transaction that is not kept."""
    with superuser.transaction(force_rollback=True):
        superuser.execute(f"grant truncate, delete on trail_trailentry to {role('app')}")
        superuser.execute("alter table story_observation no force row level security")
        superuser.execute("create function stek.loose() returns int language sql security definer as 'select 1'")
        superuser.execute(f"grant execute on function stek.person() to {role('work')}")
        superuser.execute("create view everything as select * from story_observation")
        superuser.execute("create materialized view kept as select 1 as one")
        assert rights(superuser, role("app"))["trail_trailentry"] == LOOK_AND_ADD | {"truncate", "delete"}
        assert without_lock(superuser) == {"story_observation"}
        assert loose_functions(superuser) == ["loose"]
        assert may_call(superuser, "work") == CALLED_BY_THE_WORKER | {"person()", "loose()"}
        assert sorted(views_past_the_gate(superuser)) == [("everything",), ("kept",)]
