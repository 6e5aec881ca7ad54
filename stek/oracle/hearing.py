"""Two ways to put a world before the database: in passing, with its edges on `now()` itself; and really
committed, asked over a connection that signed in as the app and was never anything else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg

from stek.policy import decide

from . import asking, rows
from .judging import Decide, Hearing, hear, judge
from .world import World

Connection = psycopg.Connection[Any]
Make = Callable[[datetime], World]


@contextmanager
def passing(connection: Connection) -> Iterator[datetime]:
    """A transaction of which nothing stays. Gives the moment that is `now()` in it."""
    connection.execute("begin")
    try:
        found = connection.execute("select now()").fetchone()
        assert found is not None
        yield found[0]
    finally:
        connection.execute("rollback")


def in_passing(connection: Connection, make: Make, *, only_read: bool = False) -> tuple[World, list[Hearing]]:
    """`connection` is a superuser's, in autocommit, and has been through `asking.prepare`."""
    with passing(connection) as now:
        world = _written(connection, make(now))
        return world, [heard for _, heard in hear(connection, world, only_read=only_read)]


def noticed_by(
    connection: Connection,
    make: Make,
    before: Callable[[Connection], None] = lambda connection: None,
    first: int = 0,
    decide: Decide = decide,
    *,
    only_read: bool = False,
) -> int | None:
    """The number of who meets a difference, when `before` changed the rules of this one transaction; None: nobody.

    That is how mutants are tried. Number `first` is asked before the others, and after who meets one nobody; where a rule
    bears on reading alone nothing else need be tried.
    """
    with passing(connection) as now:
        world = _written(connection, make(now), before)
        return next(
            (
                number
                for number, heard in hear(connection, world, first, only_read=only_read)
                if judge(world, [heard], decide)[1]
            ),
            None,
        )


def _written(
    connection: Connection, world: World, before: Callable[[Connection], None] = lambda connection: None
) -> World:
    rows.write(connection, world)
    before(connection)
    asking.become_app(connection)
    return world


def committed(superuser: Connection, app: Connection, make: Make) -> tuple[World, list[Hearing]]:
    """`app` signed in as the app role itself. The tables are empty before and after."""
    with passing(superuser) as now:
        world = make(now)
    try:
        with superuser.transaction():
            rows.write(superuser, world)
        with passing(app):
            return world, [heard for _, heard in hear(app, world)]
    finally:
        rows.empty(superuser)
