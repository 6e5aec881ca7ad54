"""The door to jobs: things that are done later, by `stek work`, once.

A room writes what is to be done as a function that takes the hour and ids, and names it:

    @task("people.reminder", kind=_("mails die laten weten dat er iets wacht"))
    def send(*, at: datetime, reminder: UUID) -> None: ...

    defer(send, key=str(row.id), reminder=row.id)

What is deferred is part of the transaction that is open: undone with it, or there for good. A key is
taken on once. The worker runs the function in one transaction on the connection `work`, together with
the note that it was done: so what it writes there stands exactly once, however often a worker is killed.
What it does to the world outside (a mail) may, when it is killed at that very moment, happen twice.

The worker's role sees no row of a family. Which tables and functions a job may use, its room grants.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORK = "work"  # the connection on which every job runs
# Seconds before each next try: together a little more than a day.
WAITS = (10.0, 60.0, 300.0, 1_200.0, 3_600.0, 14_400.0, 28_800.0, 43_200.0)
KEPT_DAYS = 90


class Later(Exception):
    """Raised by a job that cannot be done yet: it comes back at that hour, and that is no failure."""

    def __init__(self, at: datetime) -> None:
        super().__init__("later")
        self.at = at


class NoIds(Exception):
    """Somebody gave a job something else than ids."""


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of job. `kind`: what these are, in the plural, for `stek doctor`."""

    name: str
    kind: str | Promise
    run: Callable[..., None]
    waits: tuple[float, ...] = WAITS
    cron: str = ""


TASKS: dict[str, Task] = {}


def task(
    name: str, *, kind: str | Promise, waits: tuple[float, ...] = WAITS, cron: str = ""
) -> Callable[[Callable[..., None]], Task]:
    """Registers a kind of job. With `cron` (five fields, UTC) it comes round by itself, and takes no ids."""

    def register(run: Callable[..., None]) -> Task:
        TASKS[name] = Task(name, kind, run, waits, cron)
        return TASKS[name]

    return register


def defer(task: Task, *, key: str, at: datetime | None = None, using: str = "default", **ids: UUID) -> bool:
    """Promises to do this, once for this key. False when it was promised before.

    `at`: not before that hour. `using`: the connection whose transaction it belongs to (`WORK` inside a job).
    """
    if any(not isinstance(one, UUID) for one in ids.values()):
        raise NoIds(task.name)
    given = json.dumps({name: str(one) for name, one in ids.items()})
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select work.defer(%s::text, %s::text, %s::timestamptz, %s::jsonb)",
            [task.name, f"{task.name}/{key}", at, given],
        )
        row = cursor.fetchone()
    return bool(row and row[0])


@task("kit.clearing", kind=_("opruimingen van wat lang gedaan is"), cron="30 2 * * *")
def clear_old_promises(*, at: datetime) -> None:
    """Nobody promises the same again after so long."""
    _execute("delete from work.promise where done_at < %s::timestamptz - make_interval(days => %s)", [at, KEPT_DAYS])


def is_first(key: str, name: str, at: datetime) -> bool:
    """Notes in this transaction that it is done; False when it was. Who comes second waits here for the first."""
    return (
        _execute(
            "insert into work.promise (key, task, done_at) values (%s, %s, %s) on conflict (key) do update"
            " set done_at = excluded.done_at where promise.done_at is null",
            [key, name, at],
        )
        == 1
    )


def _execute(statement: str, values: list[Any]) -> int:
    with connections[WORK].cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)
