"""Asks PostgreSQL, as the app role and with somebody's token, what it lets them do with everything there is.

Each verb is really tried, on all rows at once, and taken back: what counts is what row-level
security does, not what it says. Nothing that is tried here stays.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from stek.kit.sql import role

from . import gated
from .rows import Row, columns_of, row_of
from .world import Note, Thing, World

# Variables keep their value when the block that filled them is taken back.
ASK = """
create or replace function pg_temp.ask(token text, purpose text, attempts jsonb) returns jsonb language plpgsql as $$
declare
  who uuid; hit uuid[]; one uuid; attempt jsonb;
  seen uuid[] := '{}'; shared uuid[] := '{}'; removed uuid[] := '{}'; noted uuid[] := '{}';
begin
  select entered.person into who from stek.enter(ask.token, ask.purpose) entered;
  seen := seen || array(select id from public.{influence});
  {tables}
  return jsonb_build_object('person', who, 'read', seen, 'share', shared, 'remove', removed, 'note', noted);
end $$
"""

# The same of reading alone: for rules that bear on nothing else it takes a tenth of the time.
LOOK = """
create or replace function pg_temp.look(token text, purpose text) returns jsonb language plpgsql as $$
declare who uuid; seen uuid[] := '{}';
begin
  select entered.person into who from stek.enter(look.token, look.purpose) entered;
  seen := seen || array(select id from public.{influence});
  {tables}
  return jsonb_build_object('person', who, 'read', seen);
end $$
"""

# What is tried on one table, and taken back.
TRY = {
    "read": """
  seen := seen || array(select id from public.{table});
""",
    "share": """
  begin
    with changed as (
      update public.{table} set shared_at = now(), shared_by = stek.person() where true returning id)
    select array_agg(id) into hit from changed;
    raise exception using errcode = 'ST000';
  exception
    when sqlstate 'ST000' then shared := shared || hit;
    -- One that may not be held all of them: one at a time, then.
    when check_violation then
      for one in select id from public.{table} loop
        begin
          update public.{table} set shared_at = now(), shared_by = stek.person() where id = one;
          if found then shared := shared || one; end if;
          raise exception using errcode = 'ST000';
        exception when sqlstate 'ST000' or check_violation then null;
        end;
      end loop;
  end;
""",
    "remove": """
  begin
    with gone as (delete from public.{table} where true returning id)
    select array_agg(id) into hit from gone;
    raise exception using errcode = 'ST000';
  exception when sqlstate 'ST000' then removed := removed || hit;
  end;
""",
    # Where other rows hang on these: the gate lets a removal through, and then what hangs there may hold it.
    "remove_each": """
  for one in select id from public.{table} loop
    begin
      delete from public.{table} where id = one;
      if found then removed := removed || one; end if;
      raise exception using errcode = 'ST000';
    exception
      when sqlstate 'ST000' then null;
      when foreign_key_violation then removed := removed || one;
    end;
  end loop;
""",
    "note": """
  for attempt in select jsonb_array_elements(ask.attempts -> '{table}') loop
    begin
      insert into public.{table} ({columns})
      select {columns} from jsonb_populate_record(null::public.{table}, attempt);
      noted := noted || (attempt ->> 'id')::uuid;
      raise exception using errcode = 'ST000';
    exception when sqlstate 'ST000' or {refused} then null;
    end;
  end loop;
""",
}


# How the gate refuses; and how the triggers and constraints of a table that asks more do.
GATE = "insufficient_privilege"
MORE = f"{GATE} or check_violation or foreign_key_violation or unique_violation or serialization_failure"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the database let somebody do: the ids of items by verb."""

    person: str | None  # whom it took them for
    read: frozenset[str]
    share: frozenset[str]
    remove: frozenset[str]
    note: frozenset[str]


def prepare(connection: psycopg.Connection[Any], tables: Sequence[str] = gated.NAMES) -> None:
    """Once a connection, outside a transaction. `tables`: in which something is tried."""
    tables = [table for table in tables if table != gated.INFLUENCE]
    for function, tried in (
        (ASK, [_tries(table) for table in tables]),
        (LOOK, [TRY["read"].replace("{table}", table) for table in tables]),
    ):
        connection.execute(function.replace("{influence}", gated.INFLUENCE).replace("{tables}", "".join(tried)))


def _tries(name: str) -> str:
    """What is tried on one table, and how."""
    table = gated.BY_NAME.get(name)
    borne = any(other.hangs_on == name for other in gated.THINGS)
    filled = {
        "{table}": name,
        "{columns}": ", ".join(columns_of(name)),
        "{refused}": MORE if table and table.asks_more else GATE,
    }
    tried = "".join(TRY[verb] for verb in ("read", "share", "remove_each" if borne else "remove", "note"))
    for word, text in filled.items():
        tried = tried.replace(word, text)
    return tried


def become_app(connection: psycopg.Connection[Any]) -> None:
    """From here to the end of the transaction this connection has the rights of the app, and no others."""
    connection.execute(sql.SQL("set local role {}").format(sql.Identifier(role("app"))))


def look(connection: psycopg.Connection[Any], *, token: str, purpose: str) -> Answer:
    """What somebody reads; nothing else is tried."""
    found = connection.execute("select pg_temp.look(%s, %s)", [token, purpose]).fetchone()
    assert found is not None
    nothing: frozenset[str] = frozenset()
    return Answer(found[0]["person"], frozenset(found[0]["read"] or ()), nothing, nothing, nothing)


def ask(
    connection: psycopg.Connection[Any], world: World, *, token: str, purpose: str, attempts: Sequence[Note | Thing]
) -> Answer:
    tried: dict[str, list[Row]] = {}
    for attempt in attempts:
        table, row = row_of(attempt, world)
        tried.setdefault(table, []).append(row)
    rows = json.dumps(tried, default=str)
    found = connection.execute("select pg_temp.ask(%s, %s, %s)", [token, purpose, rows]).fetchone()
    assert found is not None
    person = found[0].pop("person")
    return Answer(person, **{verb: frozenset(ids or ()) for verb, ids in found[0].items()})
