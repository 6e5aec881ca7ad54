"""One database for the whole test run, behind the same roles as in real use.

Tests commit for real and run as the app role: a test inside somebody's open transaction, or
as owner, would prove nothing about the gate. Tables are emptied before each test that
asks for `db`, by the only connection that may: the superuser's.

`DATABASE_URL` (a role that may create roles and databases) runs everything on a server of
your own, from PostgreSQL 15 on; without it an embedded one is started and thrown away.
"""

import gc
import os
import secrets
import sys
from collections.abc import Callable, Iterator

import django.test.utils
import psycopg
import pytest
from django.core.management import call_command
from django.db import connections
from django.template import Context, Template
from django.test.signals import template_rendered
from hypothesis import HealthCheck, settings
from psycopg import sql

from stek.kit.postgres import temporary_cluster
from stek.kit.roles import prepare
from stek.kit.sql import role
from stek.kit.tests.long import LONG

DATABASE = f"stek_test_{os.getpid()}"

# The commands that are tried are processes of their own, hundreds of them: each reads the compiled form of its modules,
# also where the machine would rather have none kept (1.9 seconds of processor against 0.7 for each).
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# What fails on a push fails again, on every machine; by chance only at night. How long an example takes depends
# on what else the machine does: no test is judged by it.
PACE = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("push", derandomize=True, database=None, **PACE)
settings.register_profile("night", derandomize=False, **PACE)
settings.load_profile("night" if LONG else "push")


def _told_once(template: Template, context: Context) -> str:
    """What `response.context` reads is told of the page itself, once: Django's own form of this tells, and copies, every
    part and every field on it, which was a fifteenth of each request."""
    if context.template is template and not str(template.name).startswith("django/forms/"):
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


django.test.utils.instrumented_test_render = _told_once  # before pytest-django puts it in place


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """A single file, or a test of it, is not worth a second process with a database server of its own."""
    return 0 if len(config.args) == 1 and ".py" in config.args[0] else None


# What takes longest begins first, so that no process is left alone with it at the end.
LONGEST = ("bench/", "stek/command/", "tests/journeys/", "tests/gate/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(
        key=lambda item: next((n for n, room in enumerate(LONGEST) if item.nodeid.startswith(room)), len(LONGEST))
    )


def pytest_collection_finish() -> None:
    """What was collected stays until the end: the garbage collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)  # nor look so often at what tests make: most of it goes by itself


@pytest.fixture(scope="session")
def cluster_dsn() -> Iterator[str]:
    """A superuser's connection string to a server, any database."""
    url = os.environ.get("DATABASE_URL")
    if url:
        yield url
        return
    with temporary_cluster() as cluster:
        yield cluster.dsn("postgres", "postgres")


@pytest.fixture(scope="session")
def django_db_setup(cluster_dsn: str, django_db_blocker) -> Iterator[None]:
    """Roles, database and migrations, made as in real use; Django's aliases pointed at them."""
    needs_passwords = "DATABASE_URL" in os.environ
    passwords = {name: secrets.token_urlsafe() for name in ("app", "door", "work", "migrator", "backup")}
    prepare(cluster_dsn, DATABASE, passwords if needs_passwords else None)
    place = psycopg.conninfo.conninfo_to_dict(cluster_dsn)
    for alias, name in (("default", "app"), ("door", "door"), ("work", "work"), ("owner", "migrator")):
        connections.settings[alias].update(
            NAME=DATABASE,
            HOST=place.get("host", ""),
            PORT=str(place.get("port", "")),
            USER=role(name),
            PASSWORD=passwords[name] if needs_passwords else "",
        )
    with django_db_blocker.unblock():
        call_command("migrate", database="owner", verbosity=0)
        connections["owner"].close()
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    with psycopg.connect(cluster_dsn, autocommit=True) as connection:
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(DATABASE)))
        if needs_passwords:
            for name in ("app", "door", "work", "migrator", "backup", "owner"):
                connection.execute(sql.SQL("drop role {}").format(sql.Identifier(role(name))))


@pytest.fixture(scope="session")
def superuser(cluster_dsn: str, django_db_setup: None) -> Iterator[psycopg.Connection]:
    """Empties tables, builds worlds for the oracle, looks at what the app may not see."""
    dsn = psycopg.conninfo.make_conninfo(cluster_dsn, dbname=DATABASE)
    with psycopg.connect(dsn, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def empty(superuser: psycopg.Connection) -> Callable[[], None]:
    """Empties every table but those that say how the tables are made.

    Rows are deleted, all tables in one call: emptying a file per table takes ten times as long, also when nothing is in it.
    Triggers and foreign keys do not look on (`replica`), so that the order says nothing and append-only holds nothing back.
    """
    tables = superuser.execute(
        "select format('%I.%I', schemaname, tablename) from pg_tables"
        " where schemaname in ('public', 'work') and tablename not in ('django_migrations', 'django_content_type')"
    ).fetchall()
    deletes = " ".join(f"delete from {name};" for (name,) in tables)
    superuser.execute(
        "create or replace function pg_temp.empty() returns void language plpgsql"
        f" set session_replication_role = replica as $$ begin {deletes} end $$"
    )

    def empty() -> None:
        superuser.execute("select pg_temp.empty()")

    return empty


@pytest.fixture
def db(empty: Callable[[], None], django_db_blocker) -> Iterator[None]:
    """An empty database with committed rows only."""
    empty()
    with django_db_blocker.unblock():
        yield
        for alias in ("default", "door", "work"):
            if connections[alias].connection is not None:
                connections[alias].close_if_unusable_or_obsolete()
