"""Writes a world into the tables, as they will really be there: past every policy, within every constraint."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid5

import psycopg

from stek.people.door import token_hash
from stek.policy import Role

from . import gated
from .gated import SEALED
from .world import Note, Place, Thing, World

Row = dict[str, Any]
_GATED_COLUMNS = (
    "id", "family_id", "section", "author_id", "author_member_id", "rests_on", "shared_at", "shared_by",
)  # fmt: skip
NOBODY = "00000000-0000-4000-8000-000000000000"
NOTE_COLUMNS = (
    "id", "family_id", "thread_id", "supersedes_id", "section", "author_id", "author_member_id", "rests_on",
    "words_sealed", "lane", "about", "knowing", "tone", "small_success", "domains", "happened_on", "written_at",
    "shared_at", "shared_by", "whose_id",
)  # fmt: skip


def write(connection: psycopg.Connection[Any], world: World) -> None:
    """One statement a table. `connection` belongs to a superuser."""
    for table, rows in tables(world):
        if rows:
            columns = ", ".join(rows[0])
            connection.execute(
                f"insert into {table} ({columns}) select {columns} from jsonb_populate_recordset(null::{table}, %s)",  # noqa: S608
                [json.dumps(rows, default=str)],
            )


def empty(connection: psycopg.Connection[Any]) -> None:
    """Away with a committed world."""
    names = ", ".join(table for table, _ in tables(World(0, None)))  # type: ignore[arg-type]
    connection.execute(f"truncate {names} cascade")


def tables(world: World) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each table, in an order that its foreign keys allow."""
    now = world.now
    yield "people_person", [
        {"id": p.id, "email": f"{p.id}@example.org", "name": "", "password": "!", "discipline": p.discipline,
         "is_active": p.is_active, "created_at": now}
        for p in world.people
    ]  # fmt: skip
    yield "people_livesession", [
        {"token_hash": f"\\x{token_hash(s.token).hex()}", "person_id": s.person, "opened_at": s.period.start,
         "until_at": s.period.end, "ended_at": s.ended_at, "acting_from": s.chosen}
        for s in world.sessions
    ]  # fmt: skip
    yield "people_organisation", [{"id": NOBODY, "name": ""}] if world.teams else []
    yield "people_team", [{"id": t.id, "organisation_id": NOBODY, "name": ""} for t in world.teams]
    yield (
        "people_teammember",
        [
            {
                "id": uuid5(t.id, f"{n}"),
                "team_id": t.id,
                "person_id": person,
                "from_at": period.start,
                "until_at": period.end,
            }
            for t in world.teams
            for n, (person, period) in enumerate(t.members)
        ],
    )
    yield "circle_family", [{"id": f, "zone": "", "founded_at": now, "founded_by": NOBODY} for f in world.families]
    yield "circle_member", [
        {"id": m.id, "family_id": m.family, "kind": "child" if m.is_child else "parent", "called_sealed": SEALED, "from_at": now}
        for m in world.members
    ]  # fmt: skip
    yield "circle_circlemember", [
        {"id": p.id, "family_id": p.family, "person_id": p.person, "role": p.role, "relation": "kin",
         "called_sealed": SEALED, "from_at": p.period.start, "until_at": p.period.end,
         "until_by": NOBODY if p.period.end else None, "known_to": p.known_to,
         "invited_by": p.made_by, "member_id": p.member, "team_id": p.team, "via_id": p.via, **_recognised(p)}
        for p in world.places
    ] + [
        {"id": t.id, "family_id": t.family, "person_id": None, "role": Role.PROFESSIONAL, "relation": "kin",
         "called_sealed": SEALED, "from_at": t.period.start, "until_at": t.period.end,
         "until_by": NOBODY if t.period.end else None, "known_to": t.known_to, "invited_by": t.made_by, "member_id": None,
         "team_id": t.team, "via_id": None, "recognised_at": None, "recognised_by": None}
        for t in world.team_places
    ]  # fmt: skip
    yield "circle_tap", [
        {"id": t.id, "family_id": t.family, "circle_member_id": t.place, "said_at": now, "said_by": t.by,
         "ended_at": t.ended_at, "ended_by": NOBODY if t.ended_at else None}
        for t in world.taps
    ]  # fmt: skip
    yield "circle_grant", [
        {"id": g.id, "family_id": g.family, "circle_member_id": g.place, "section": g.section, "purpose": g.purpose,
         "verbs": g.verbs, "from_at": g.period.start, "until_at": g.period.end, "given_at": now, "given_by": g.by,
         "children": g.children, "reaches_back": g.reaches_back, "withdrawn_at": g.withdrawn_at, "withdrawn_by": NOBODY if g.withdrawn_at else None}
        for g in world.consents
    ]  # fmt: skip
    yield "circle_leaving", [
        {"id": one.id, "family_id": one.family, "circle_member_id": one.place, "person_id": one.person,
         "asked_at": one.asked_at, "undone_at": one.undone_at}
        for one in world.leavings
    ]  # fmt: skip
    yield "circle_refusal", [
        {"id": r.id, "family_id": r.family, "circle_member_id": r.place, "tells": False, "said_at": now, "said_by": r.by,
         "ended_at": r.ended_at, "ended_by": NOBODY if r.ended_at else None}
        for r in world.refusals
    ]  # fmt: skip
    # Before what lies under them: there is nothing yet for the trigger to mark.
    yield "circle_hidden", [
        {"id": c.id, "family_id": c.family, "thread_id": c.thread, "readers": c.readers, "hidden_at": now,
         "hidden_by": c.by, "lifted_at": c.lifted_at, "lifted_by": NOBODY if c.lifted_at else None, "quotation": c.quotation}
        for c in world.closings
    ]  # fmt: skip
    yield "circle_breakglass", [
        {"id": b.id, "family_id": b.family, "person_id": b.person,
         "opened_at": b.period.start, "until_at": b.period.end or now.replace(year=now.year + 1)}
        for b in world.glasses
    ]  # fmt: skip
    yield "story_observation", [note_row(note, world) for note in world.notes]
    yield "story_influence", [
        {"id": link.id, "family_id": link.family, "from_thread": link.ends[0], "to_thread": link.ends[1],
         "both_ways": False, "certainty": "told", "written_at": link.at, "section": link.section,
         "author_id": link.author, "author_member_id": link.author_place, "rests_on": link.rests_on,
         **_shared(link.is_private, world)}
        for link in world.links
    ]  # fmt: skip
    for table in gated.THINGS:
        yield table.name, [thing_row(thing, world) for thing in world.things if thing.table == table.name]


def _recognised(place: Place) -> Row:
    """A parent stands there without."""
    if not place.recognised or place.role is Role.PARENT:
        return {"recognised_at": None, "recognised_by": None}
    return {"recognised_at": place.period.start, "recognised_by": NOBODY}


def note_row(note: Note, world: World) -> Row:
    when, whom = _shared(note.is_private, world).values()
    values: tuple[Any, ...] = (
        note.id, note.family, note.thread, note.supersedes, note.section, note.author, note.author_place, note.rests_on,
        SEALED, "child", [], "", "noticed", False, [], world.now.date(), note.at, when, whom, note.whose,
    )  # fmt: skip
    return dict(zip(NOTE_COLUMNS, values, strict=True))


def thing_row(thing: Thing, world: World) -> Row:
    table = gated.BY_NAME[thing.table]
    meant = {gated.OWN_ID: thing.id, gated.NOW: thing.at, gated.TODAY: world.now.date()}
    rest = {column: meant.get(value, value) if isinstance(value, str) else value for column, value in table.rest}
    if table.hangs_on:
        rest[table.column] = thing.hangs_on
    if table.note:
        rest[table.note] = thing.note
    return {
        "id": thing.id, "family_id": thing.family, "section": thing.section, "author_id": thing.author,
        "author_member_id": thing.author_place, "rests_on": thing.rests_on, **_shared(thing.is_private, world), **rest,
    }  # fmt: skip


def row_of(one: Note | Thing, world: World) -> tuple[str, Row]:
    """The table and the row of something that somebody tries to add."""
    return (gated.OBSERVATION, note_row(one, world)) if isinstance(one, Note) else (one.table, thing_row(one, world))


def columns_of(table: str) -> tuple[str, ...]:
    """What a row of this table is filled with."""
    if table == gated.OBSERVATION:
        return NOTE_COLUMNS
    of = gated.BY_NAME[table]
    return (*_GATED_COLUMNS, *(column for column, _ in of.rest), *filter(None, (of.column, of.note)))


def _shared(is_private: bool, world: World) -> Row:
    return {"shared_at": None if is_private else world.now, "shared_by": None if is_private else NOBODY}
