"""A world that is really there, with keys, and in which every thing says a word of its own: what has that
word on a page is that thing. Written past every policy; read through the pages."""

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from uuid import UUID

import psycopg

from stek.kit.keyring import keyring
from stek.kit.sealed import Box

from . import gated, rows
from .world import Thing, World

WORD = re.compile(rb"woord[0-9a-f]{10}")
DAYS = 60  # what happened is spread over so many

Connection = psycopg.Connection[Any]


def word_of(id: UUID) -> str:
    return "woord" + sha256(id.bytes).hexdigest()[:10]


def write(connection: Connection, world: World) -> None:
    """`connection` belongs to a superuser; the tables are empty."""
    boxes = {}
    with connection.transaction():
        rows.write(connection, world)
        for family in world.families:
            key, wrapped = keyring().new_key(family)
            boxes[family] = Box(family, [key])
            connection.execute(
                "insert into circle_familykey (family_id, id, version, wrapped, made_at)"
                " values (%s, gen_random_uuid(), 1, %s, now())",
                [family, wrapped],
            )
        for table, column, sealed in _words(world, boxes):
            connection.execute(
                f"update {table} t set {column} = w.sealed"  # noqa: S608
                " from jsonb_to_recordset(%s) w (id uuid, family uuid, sealed bytea)"
                " where t.family_id = w.family and t.id = w.id",
                [json.dumps(sealed, default=str)],
            )
        connection.execute(
            "update story_observation t set written_at = written_at + nth * interval '1 second',"
            " happened_on = happened_on - (nth * 7 %% %s)::int"
            " from unnest(%s::uuid[]) with ordinality w (id, nth) where t.id = w.id",
            [DAYS, [note.id for note in world.notes]],
        )


def _words(world: World, boxes: dict[UUID, Box]) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    for table, kind, column, things in (
        ("story_observation", "observation", "words", world.notes),
        ("story_influence", "influence", "words", world.links),
        ("circle_circlemember", "circlemember", "called", world.places),
        ("circle_member", "member", "called", world.members),
    ):
        yield (
            table,
            f"{column}_sealed",
            [_sealed(one, boxes[one.family].seal(kind, one.id, column, word_of(one.id))) for one in things],
        )
    for of_things in gated.THINGS:
        kind = of_things.name.partition("_")[2]
        mine = [one for one in world.things if one.table == of_things.name]
        sealed = {column for column, value in of_things.rest if value == gated.SEALED}
        for column in sorted(sealed | ({of_things.says} - {""})):
            name, says = column.removesuffix("_sealed"), column == of_things.says
            yield (
                of_things.name,
                column,
                [
                    _sealed(one, boxes[one.family].seal(kind, one.id, name, _said(one) if says else "{}"))
                    for one in mine
                ],
            )


def _said(thing: Thing) -> str:
    """Its word, in the shape that its table keeps words in."""
    word = word_of(thing.id)
    if thing.table == "plans_sheet":
        blank = {"names": "", "days": [""] * 7, "busy": "", "people": "", "numbers": [], "language": "nl"}
        return json.dumps(blank | {"glad": word})
    return word


def _sealed(one: Any, words: bytes) -> dict[str, Any]:
    return {"id": one.id, "family": one.family, "sealed": "\\x" + words.hex()}


def empty(connection: Connection) -> None:
    rows.empty(connection)
    connection.execute("truncate trail_trailentry")
