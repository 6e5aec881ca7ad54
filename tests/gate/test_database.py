"""What the database holds to, whatever the app that talks to it tries."""

import psycopg
import pytest
from django.db import DatabaseError, connections, transaction

from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.kit.sql import role
from stek.people.door import token_hash
from stek.people.identity import acting, enter
from stek.people.rules import HEALTH_PROFESSIONALS
from stek.policy import Section, is_shared
from stek.story.models import Observation
from stek.trail.models import TrailEntry

from .breaking import ROOT
from .mutants import FUNCTIONS
from .people import ask, connect, note, place_of, reads

pytestmark = pytest.mark.usefixtures("db")


# Who one is


def test_an_injected_set_config_makes_nobody_else_of_you():
    family = make_family("Nina")
    note(family, family.parent, "Van ons.")
    thief = make_person("Stef")
    guesses = ["", "guess", str(family.parent.id), token_hash(family.parent.token).hex()]
    with thief.acting():
        for guess in guesses:
            ask("select set_config('stek.token', %s, true)", guess)
            assert ask("select stek.person()") == [(None,)]
            assert Observation.objects.count() == 0
        ask("select set_config('stek.person', %s, true)", str(family.parent.id))
        assert Observation.objects.count() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "set role {owner}",
        "set session authorization {owner}",
        "alter role {app} bypassrls",
        "alter table story_observation disable row level security",
        "alter table story_observation no force row level security",
        "drop policy closed on story_observation",
        "create policy more on story_observation using (true)",
        "truncate story_observation",
        "create or replace function stek.person() returns uuid language sql as 'select null::uuid'",
        "create function stek.mine() returns uuid language sql as 'select null::uuid'",
        "create table public.mine (words text)",
        "select * from people_livesession",
        "insert into people_livesession (token_hash, person_id) values ('', gen_random_uuid())",
        "update people_livesession set ended_at = null",
        "update circle_circlemember set role = 'parent'",
        "update circle_circlemember set person_id = stek.person()",
        "update circle_grant set until_at = null, verbs = '{{read,note}}'",
        "update circle_hidden set hidden_by = stek.person()",
        "update story_observation set author_id = stek.person()",
        "update story_observation set rests_on = '{{}}'",
        "update circle_circlemember set known_to = null",
        "update circle_hidden set thread_id = gen_random_uuid()",
        "delete from circle_grant",
        "delete from circle_hidden",
        "delete from circle_circlemember",
    ],
)
def test_the_app_cannot_loosen_the_gate(statement):
    family = make_family("Nina")
    with pytest.raises(DatabaseError), family.parent.acting():
        ask(statement.format(owner=role("owner"), app=role("app")))


def test_the_app_cannot_switch_the_gate_off_for_itself():
    family = make_family("Nina")
    note(family, family.parent, "Van ons.")
    with pytest.raises(DatabaseError), make_person("Stef").acting():
        ask("set local row_security = off")
        Observation.objects.count()


def test_a_plain_set_does_not_leak_to_the_next_transaction():
    family = make_family("Nina")
    note(family, family.parent, "Van ons.")
    with family.parent.acting():
        pid = ask("select pg_backend_pid()")
        assert Observation.objects.count() == 1
    with transaction.atomic():  # the next one on the same connection, as under a pool
        assert ask("select pg_backend_pid()") == pid
        assert ask("select coalesce(current_setting('stek.token', true), '')") == [("",)]
        assert Observation.objects.count() == 0


def test_an_identity_set_within_a_savepoint_that_is_undone_is_gone():
    family = make_family("Nina")
    note(family, family.parent, "Van ons.")
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            enter(family.parent.token)
            raise ZeroDivisionError
        assert Observation.objects.count() == 0


def test_on_commit_and_outside_a_transaction_there_is_no_identity():
    family = make_family("Nina")
    note(family, family.parent, "Van ons.")
    seen = []
    with family.parent.acting():
        transaction.on_commit(lambda: seen.append(Observation.objects.count()))
        seen.append(Observation.objects.count())
    assert seen == [1, 0]
    assert enter(family.parent.token) is not None  # outside a transaction it lasts one statement
    assert Observation.objects.count() == 0


def test_the_token_does_not_show_in_the_list_of_running_statements(superuser):
    family = make_family("Nina")
    with transaction.atomic():
        enter(family.parent.token)
        pid = ask("select pg_backend_pid()")[0][0]
        enter(family.parent.token)  # the last statement of this connection
        found = superuser.execute("select query from pg_stat_activity where pid = %s", [pid]).fetchone()
    assert "stek.enter($1, $2)" in found[0]
    assert family.parent.token not in found[0]


def test_a_purpose_that_nobody_knows_opens_nothing_by_consent():
    family = make_family("Nina")
    midwife = make_person("Sofie", "midwife")
    family.ask_in(midwife, Relation.MIDWIFE)
    note(family, family.parent, "Van ons.")
    assert reads(family, midwife) == {"Van ons."}
    for purpose in ("research", "CARE", "care;"):
        assert reads(family, midwife, purpose) == set()


def test_the_door_can_do_nothing_but_open_and_end_sessions():
    with connections["door"].cursor() as cursor:
        for statement in (
            "select * from story_observation",
            "select * from people_person",
            "select stek.person()",
            "delete from people_livesession",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(using="door"):
                cursor.execute(statement)


# The trail


def test_the_trail_cannot_be_changed_by_the_app():
    family = make_family("Nina")
    for statement in (
        "update trail_trailentry set person_id = gen_random_uuid()",
        "delete from trail_trailentry",
        "truncate trail_trailentry",
        "drop trigger trail_stays on trail_trailentry",
    ):
        with pytest.raises(DatabaseError), family.parent.acting():
            ask(statement)


def test_the_trail_cannot_be_changed_by_its_owner_either(superuser):
    family = make_family("Nina")
    with family.parent.acting():
        lines = TrailEntry.objects.count()
    assert lines
    for statement in (
        "update trail_trailentry set deed = 'nothing'",
        "delete from trail_trailentry",
        "truncate trail_trailentry",
        "truncate trail_trailentry cascade",
    ):
        with connect("owner") as owner:
            try:
                changed = owner.execute(statement).rowcount
            except psycopg.Error:
                continue
            assert changed == 0  # forced row-level security: the owner does not even see them
    # And were the rows visible to it, the trigger says no.
    with pytest.raises(psycopg.Error, match="trailentry"), connect("owner") as owner:
        owner.execute("create policy look on trail_trailentry using (true)")
        owner.execute("delete from trail_trailentry")
    with family.parent.acting():
        assert TrailEntry.objects.count() == lines
        assert not TrailEntry.objects.filter(deed="nothing").exists()


def test_nobody_writes_a_line_in_the_trail_in_anothers_name():
    family = make_family("Nina", "Maaike")
    nina, maaike = family.parents
    line = (
        "insert into trail_trailentry (family_id, id, at, person_id, deed, purpose, kind, section, reason, rests_on, stood_as)"
        " values (%s, gen_random_uuid(), now(), %s, 'read', 'care', 'story', 'story', '', '{}', 'parent')"
    )
    with pytest.raises(DatabaseError), nina.acting():
        ask(line, family.id, maaike.id)
    elsewhere = make_family("Aïcha").id
    with pytest.raises(DatabaseError), nina.acting():
        ask(line, elsewhere, nina.id)


# Laws of the schema


def rows(superuser, statement):
    return [row[0] for row in superuser.execute(statement).fetchall()]


def test_row_level_security_is_forced_on_every_table_of_families(superuser):
    tables = rows(
        superuser,
        "select distinct c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid"
        " where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace"
        " and (a.attname in ('family_id', 'scope') or c.relname = 'circle_family') and not a.attisdropped",
    )
    assert len(tables) >= 12
    bound = rows(superuser, "select oid::regclass::text from pg_class where relrowsecurity and relforcerowsecurity")
    assert set(tables) <= set(bound)


def test_views_are_security_invoker_or_absent(superuser):
    views = superuser.execute(
        "select c.oid::regclass::text, c.relkind::text, coalesce(c.reloptions, '{}') from pg_class c"
        " where c.relkind in ('v', 'm') and c.relnamespace::regnamespace::text in ('public', 'stek')"
    ).fetchall()
    assert [name for name, kind, options in views if kind == "m" or "security_invoker=true" not in options] == []


def test_every_function_pins_where_it_looks(superuser):
    found = superuser.execute(
        "select p.oid::regprocedure::text, p.proconfig, r.rolname::text"
        " from pg_proc p join pg_roles r on r.oid = p.proowner where p.pronamespace = 'stek'::regnamespace"
    ).fetchall()
    assert len(found) >= 15
    for name, config, owner in found:
        assert config == ["search_path=pg_catalog, pg_temp"], name
        assert owner == role("owner"), name


# Whether the families here open with the key at hand, before anybody is served: the door's, and not the app's.
ASKED_AT_THE_DOOR = {"stek.wrapped_keys()"}


def test_only_the_app_may_call_the_functions_of_the_gate(superuser):
    functions = rows(superuser, "select oid::regprocedure::text from pg_proc where pronamespace = 'stek'::regnamespace")
    for name in functions:
        for who in ("door", "backup"):
            may = superuser.execute("select has_function_privilege(%s, %s, 'execute')", [role(who), name]).fetchone()
            assert may == (who == "door" and name in ASKED_AT_THE_DOOR,), (who, name)


def test_what_the_database_names_itself_is_what_the_rules_name(superuser):
    assert set(superuser.execute("select stek.health_disciplines()").fetchone()[0]) == HEALTH_PROFESSIONALS
    sections = superuser.execute("select stek.shared_sections()").fetchone()[0]
    assert set(sections) == {section for section in Section if is_shared(section)}
    source = (ROOT / FUNCTIONS).read_text()
    twice = [name for name in (*HEALTH_PROFESSIONALS, *sections) if source.count(f"'{name}'") != 1]
    assert twice == []  # named in one place; everything else asks the function


def test_the_roles_of_the_app_own_nothing_and_stand_above_nothing(superuser):
    for name in ("app", "door"):
        found = superuser.execute(
            "select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication,"
            " (select count(*) from pg_class where relowner = r.oid),"
            " (select count(*) from pg_proc where proowner = r.oid),"
            " (select count(*) from pg_auth_members where member = r.oid) from pg_roles r where rolname = %s",
            [role(name)],
        ).fetchone()
        assert found == (False, 0, 0, 0), name
    assert superuser.execute(
        "select rolcanlogin or rolsuper or rolbypassrls from pg_roles where rolname = %s", [role("owner")]
    ).fetchone() == (False,)


def test_no_unique_rule_on_what_families_tell_reaches_across_families(superuser):
    """A refused duplicate would betray that somebody else's row is there."""
    found = superuser.execute(
        "select i.indexrelid::regclass::text, (select array_agg(a.attname::text) from pg_attribute a"
        "   where a.attrelid = i.indrelid and a.attnum = any (i.indkey))"
        " from pg_index i join pg_class c on c.oid = i.indrelid"
        " where i.indisunique and c.relnamespace = 'public'::regnamespace"
        "   and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'family_id')"
    ).fetchall()
    assert len(found) >= 12
    assert [name for name, columns in found if "family_id" not in columns] == []


def test_the_tests_of_the_gate_sign_in_as_the_app():
    assert place_of()["user"] == role("app")
    with acting("nobody") as signed:
        assert signed is None
