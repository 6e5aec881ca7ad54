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

from .rows import NOTE_COLUMNS, note_row
from .world import Note, World

# Variables keep their value when the block that filled them is taken back.
ASK = """
create or replace function pg_temp.ask(token text, purpose text, attempts jsonb) returns jsonb language plpgsql as $$
declare
  seen uuid[]; links uuid[]; shared uuid[]; removed uuid[]; noted uuid[] := '{}';
  attempt public.story_observation; who uuid;
begin
  select entered.person into who from stek.enter(ask.token, ask.purpose) entered;
  seen := array(select id from public.story_observation);
  links := array(select id from public.story_influence);
  begin
    with changed as (
      update public.story_observation set shared_at = now(), shared_by = stek.person() where true returning id)
    select array_agg(id) into shared from changed;
    raise exception using errcode = 'ST000';
  exception when sqlstate 'ST000' then null;
  end;
  begin
    with gone as (delete from public.story_observation where true returning id)
    select array_agg(id) into removed from gone;
    raise exception using errcode = 'ST000';
  exception when sqlstate 'ST000' then null;
  end;
  for attempt in select * from jsonb_populate_recordset(null::public.story_observation, ask.attempts) loop
    begin
      insert into public.story_observation ({columns}) values ({values});
      noted := noted || attempt.id;
      raise exception using errcode = 'ST000';
    exception when insufficient_privilege or sqlstate 'ST000' then null;
    end;
  end loop;
  return jsonb_build_object('person', who, 'read', seen || links, 'share', shared, 'remove', removed, 'note', noted);
end $$
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the database let somebody do: the ids of items by verb."""

    person: str | None  # whom it took them for
    read: frozenset[str]
    share: frozenset[str]
    remove: frozenset[str]
    note: frozenset[str]


def prepare(connection: psycopg.Connection[Any]) -> None:
    """Once a connection, outside a transaction."""
    values = ", ".join(f"attempt.{column}" for column in NOTE_COLUMNS)
    connection.execute(ASK.replace("{columns}", ", ".join(NOTE_COLUMNS)).replace("{values}", values))


def become_app(connection: psycopg.Connection[Any]) -> None:
    """From here to the end of the transaction this connection has the rights of the app, and no others."""
    connection.execute(sql.SQL("set local role {}").format(sql.Identifier(role("app"))))


def ask(
    connection: psycopg.Connection[Any], world: World, *, token: str, purpose: str, attempts: Sequence[Note]
) -> Answer:
    rows = json.dumps([note_row(note, world) for note in attempts], default=str)
    found = connection.execute("select pg_temp.ask(%s, %s, %s)", [token, purpose, rows]).fetchone()
    assert found is not None
    person = found[0].pop("person")
    return Answer(person, **{verb: frozenset(ids or ()) for verb, ids in found[0].items()})
