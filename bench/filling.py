"""Filling a database fast: COPY as superuser on every core, then the statistics a living database has."""

import base64
import multiprocessing
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

import psycopg
from psycopg import sql

from stek.kit.roles import prepare
from stek.kit.sealed import Keyring

from .folder import BenchFolder
from .lines import Lines, columns
from .world import Maker, Professional, professionals

BATCH = 200  # families in one COPY


def fill(folder: BenchFolder, database: str, families: int, processes: int, say: Callable[[str], None]) -> None:
    """Make the database as every installation is made, with so many families in it."""
    superuser = folder.superuser()
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(database)))
    prepare(superuser, database)
    migrate(folder, database)
    now, dsn = datetime.now(UTC), folder.superuser(database)
    first = Lines()
    around = professionals(first, families, now)
    with copying(dsn) as connection:
        copy(connection, first)
    _families(folder, dsn, families, around, now, processes, say)
    say("  statistieken bijwerken …")
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("vacuum (analyze)")
        connection.execute("checkpoint")


def migrate(folder: BenchFolder, database: str) -> None:
    """Bring it to what the code knows: a folder that was kept may be older."""
    command = [sys.executable, "-m", "django", "migrate", "--database", "owner", "--no-input", "--verbosity", "0"]
    subprocess.run(command, env=folder.environment(database), check=True)


def _families(
    folder: BenchFolder, dsn: str, families: int, around: dict[str, list[Professional]], now: datetime, processes: int,
    say: Callable[[str], None],
) -> None:  # fmt: skip
    begun = said = time.monotonic()
    batches = [
        (dsn, folder.notes()["family_key"], around, now, min(BATCH, families - start), start)
        for start in range(0, families, BATCH)
    ]
    if len(batches) == 1:  # a process that starts takes longer
        _batch(batches[0])
        return
    with multiprocessing.get_context("spawn").Pool(min(processes, len(batches))) as pool:
        done = 0
        for count in pool.imap_unordered(_batch, batches):
            done += count
            if time.monotonic() - said > 10 or done == families:
                said = time.monotonic()
                say(f"  {done:,} van {families:,} gezinnen, {done / (said - begun):.0f} per seconde".replace(",", " "))


def _batch(asked: tuple[str, str, dict[str, list[Professional]], datetime, int, int]) -> int:
    dsn, key, around, now, count, seed = asked
    lines = Lines()
    maker = Maker(Keyring([base64.urlsafe_b64decode(key)]), around, now, seed)
    for _ in range(count):
        maker.family(lines)
    with copying(dsn) as connection:
        copy(connection, lines)
    return count


def copying(dsn: str) -> psycopg.Connection:
    """A connection for rows that are known to fit: foreign keys and triggers stay out of the way."""
    return psycopg.connect(dsn, options="-c session_replication_role=replica -c synchronous_commit=off")


def copy(connection: psycopg.Connection, lines: Lines) -> None:
    for table, rows in lines.tables.items():
        named = sql.SQL(", ").join(map(sql.Identifier, columns(table)))
        with connection.cursor().copy(sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table), named)) as copy:
            copy.write("\n".join(rows) + "\n")
