"""What every filled database has besides its families: a few full ones, and somebody with many families.

Added when it is not there, so that a folder that was kept stays of use.
"""

import random
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import psycopg
from psycopg import sql

from stek.kit.ids import uuid7
from stek.kit.sealed import Box

from .agreements import agreements
from .filling import copy, copying
from .folder import BenchFolder
from .full import FAMILIES, full_families
from .lines import Lines
from .world import Maker, add_person, professionals

CASELOAD = 300  # families, or as many as there are
CARER = uuid.uuid5(uuid.NAMESPACE_URL, "stek:bench:carer")
CARER_READS = ("story", "needs", "contact")


def add_missing(folder: BenchFolder, database: str, say: Callable[[str], None]) -> None:
    dsn, now, lines = folder.superuser(database), datetime.now(UTC), Lines()
    with copying(dsn) as connection:
        if _missing(connection, "select count(*) from circle_family where id = any(%s)", FAMILIES):
            say("Volle gezinnen toevoegen …")
            full_families(lines, Maker(folder.keyring(), professionals(lines, 1, now), now, seed=0))
        if _missing(connection, "select count(*) from people_person where id = any(%s)", [CARER]):
            _caseload(lines, folder, connection, now)
        copy(connection, lines)
        agreed = Lines()
        if _missing(
            connection, "select count(distinct author_id) from continuity_followup where author_id = any(%s)", [CARER]
        ):
            agreements(agreed, connection, folder.keyring(), CARER, now)
        copy(connection, agreed)
        lines.tables |= agreed.tables
    if lines.tables:
        tables = sql.SQL(", ").join(map(sql.Identifier, lines.tables))
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute(sql.SQL("analyze {}").format(tables))


def _missing(connection: psycopg.Connection, counted: str, ids: list[uuid.UUID]) -> bool:
    found = connection.execute(counted, [ids]).fetchone()
    return found is None or found[0] < len(ids)


def _caseload(lines: Lines, folder: BenchFolder, connection: psycopg.Connection, now: datetime) -> None:
    """One professional around many families, each of which lets them read and note in the parts their day needs."""
    add_person(lines, CARER, "Carine", "family_nurse", now)
    rows = connection.execute(
        "select f.id, f.founded_by, k.version, k.wrapped from circle_family f join circle_familykey k on k.family_id = f.id"
        " where f.id <> all(%s) order by f.id",
        [FAMILIES],
    ).fetchall()
    ring, since = folder.keyring(), now - timedelta(days=30)
    for family, founder, version, wrapped in random.Random(0).sample(rows, min(CASELOAD, len(rows))):
        place, box = uuid7(), Box(family, [ring.unwrap(family, version, wrapped)])
        lines.add(
            "circle_circlemember", family, place, "professional", CARER, None,
            box.seal("circlemember", place, "called", "Carine"), "family_nurse", since, founder,
        )  # fmt: skip
        for section in CARER_READS:
            lines.add(
                "circle_grant", family, uuid7(), place, section, "care", "{read,note}", since, since, founder, "t"
            )
