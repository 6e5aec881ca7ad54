"""Law: one gate. Every table of a family's record that people write in has the policies of the exemplar,
to the letter, is tied to its family and its author, and is asked about by the oracle."""

import re

import psycopg
import pytest
from django.apps import apps

from stek.circle.models import GatedRow
from stek.oracle import gated

EXEMPLAR = "story_observation"
OF_ITS_OWN = {"story_observation": {"refused_words"}}  # words that quote somebody stand in no other table
TABLES = sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, GatedRow))
ENDING = [
    model._meta.db_table
    for model in apps.get_models()
    if issubclass(model, GatedRow) and "until_at" in {field.name for field in model._meta.get_fields()}
]

type Policies = list[tuple[str, ...]]


def policies(connection: psycopg.Connection, table: str) -> Policies:
    """Every policy of a table as PostgreSQL keeps it, without the name of the table."""
    found = connection.execute(
        "select policyname::text, permissive, cmd, roles::text, coalesce(qual, ''), coalesce(with_check, '')"
        " from pg_policies where schemaname = 'public' and tablename = %s order by policyname",
        [table],
    ).fetchall()
    return [tuple(re.sub(rf"\b{table}\.", "", part) for part in one) for one in found]


def constraints(connection: psycopg.Connection, table: str) -> str:
    found = connection.execute(
        "select string_agg(pg_get_constraintdef(oid), E'\\n') from pg_constraint where conrelid = %s::regclass", [table]
    ).fetchone()
    return found[0]


def loose(connection: psycopg.Connection, table: str) -> list[str]:
    """What a gated table must hold to and does not."""
    said = constraints(connection, table)
    wanted = {
        "of a family": "FOREIGN KEY (family_id) REFERENCES circle_family(id)",
        "by a circle member": "FOREIGN KEY (family_id, author_member_id) REFERENCES circle_circlemember(family_id, id)",
    }
    missing = [name for name, text in wanted.items() if text not in said]
    rested = [set(re.findall(r"\w+", one)) for one in re.findall(r"rests_on @> ARRAY\[([^]]*)\]", said)]
    if not any("author_member_id" in one and one & {"id", "thread_id"} for one in rested):
        missing.append("rests on itself and on who wrote it")
    return missing


@pytest.mark.parametrize("table", TABLES)
def test_a_gated_table_has_the_policies_of_the_exemplar_and_no_other(superuser, table):
    extra = [one for one in policies(superuser, table) if one[0] == "finish" and table in ENDING]
    assert [one for one in alike(superuser, table) if one not in extra] == alike(superuser, EXEMPLAR)
    assert len(alike(superuser, table)) == 11 + len(extra)


def alike(connection: psycopg.Connection, table: str) -> Policies:
    return [one for one in policies(connection, table) if one[0] not in OF_ITS_OWN.get(table, ())]


def test_what_can_be_ended_can_be_ended_by_one_and_the_same_policy(superuser):
    found = {tuple(one) for table in ENDING for one in policies(superuser, table) if one[0] == "finish"}
    assert len(found) == 1 and len(ENDING) >= 1


@pytest.mark.parametrize("table", TABLES)
def test_a_gated_table_is_tied_to_its_family_and_its_author(superuser, table):
    assert loose(superuser, table) == []


def test_the_oracle_asks_about_every_gated_table():
    assert sorted(gated.NAMES) == TABLES
    assert len(TABLES) >= 2


def test_a_seal_may_name_what_stands_in_any_gated_table(superuser):
    found = superuser.execute("select name, thread from stek.gated_tables()").fetchall()
    assert sorted(name.removeprefix("public.") for name, _ in found) == TABLES
    threads = {model._meta.db_table: model for model in apps.get_models() if issubclass(model, GatedRow)}
    for name, thread in found:
        columns = {field.column for field in threads[name.removeprefix("public.")]._meta.local_concrete_fields}
        assert thread == ("thread_id" if "thread_id" in columns else "id")


def test_a_policy_that_says_something_else_is_seen(superuser):
    """In a transaction that is not kept."""
    with superuser.transaction(force_rollback=True):
        before = policies(superuser, EXEMPLAR)
        superuser.execute(f"alter policy private on {EXEMPLAR} using (true)")
        superuser.execute(f"alter table {EXEMPLAR} drop constraint of_a_family")
        assert policies(superuser, EXEMPLAR) != before
        assert loose(superuser, EXEMPLAR) == ["of a family"]
