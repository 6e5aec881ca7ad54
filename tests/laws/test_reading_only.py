"""Law: looking changes nothing. A GET asks the database with SELECT and nothing else, but for what is named here.

Every page that has a look (`tests/journeys/test_pages.py`, where a law says that none is left out) is asked for by who
it is for. Statements are heard on each connection; and what a function writes behind a SELECT is found by
comparing all tables, before and after.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import connections
from django.test import Client, override_settings

from stek.circle.tests.builders import make_family
from tests.journeys.test_pages import PAGES, whole_house

# What a GET may write, and why. Nothing of a family's record is among it.
MAY_WRITE = {
    "trail_trailentry": "who read what",
    "django_session": "what the session remembers: a message that was shown, the next step of signing in",
}
WRITES = re.compile(
    r"(?is)\s*(?!select\b|savepoint\b|release\b|set\b|show\b)(?:(?:with|insert into|update|delete from)\s+)?\"?(\w+)"
)


@contextmanager
def listening() -> Iterator[set[str]]:
    """The tables (or whatever follows the verb) of every statement that is no SELECT."""
    heard: set[str] = set()

    def hear(execute, sql, params, many, context):
        if found := WRITES.match(sql):
            heard.add(found[1])
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        for alias in ("default", "door", "work"):
            stack.enter_context(connections[alias].execute_wrapper(hear))
        yield heard


def contents(superuser) -> dict[str, str]:
    """What is in every table, each as one hash."""
    tables = superuser.execute(
        "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('public', 'work')"
    ).fetchall()
    return {
        table: superuser.execute(f"select md5(coalesce(string_agg(t::text, '\n' order by t::text), '')) from {table} t").fetchone()[0]
        for (table,) in tables
    }  # fmt: skip


def test_a_page_that_is_looked_at_changes_nothing(db, superuser, tmp_path):
    home = whole_house()
    browsers = {name: who.browser for name, who in home.who.items()} | {"": Client()}
    before, found, shown = contents(superuser), {}, 0
    with override_settings(MAIL_FOLDER=str(tmp_path)):
        for name, look in PAGES.items():
            with listening() as heard:
                shown += browsers[look.who].get(look.path(home)).status_code == 200
            if heard - MAY_WRITE.keys():
                found[name] = heard - MAY_WRITE.keys()
    assert found == {} and shown > len(PAGES) / 2
    after = contents(superuser)
    changed = {table.partition(".")[2] for table in after if after[table] != before[table]}
    assert changed == MAY_WRITE.keys()


def test_a_write_is_heard_and_so_is_one_behind_a_select(db, superuser):
    family = make_family("Nina")
    before = contents(superuser)
    with listening() as heard, family.parent.acting(), connections["default"].cursor() as cursor:
        cursor.execute("select 1")
        assert heard == set()
        cursor.execute('UPDATE "circle_member" set due_on = null where false')
        cursor.execute("with gone as (delete from people_draft returning 1) select * from gone")
    assert heard == {"circle_member", "gone"}
    assert contents(superuser) == before
    superuser.execute("update circle_family set zone = 'elders'")
    after = contents(superuser)
    assert [table for table in after if after[table] != before[table]] == ["public.circle_family"]
