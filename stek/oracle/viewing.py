"""Worlds one after the other, looked at by everybody in them through a browser, until enough has been decided."""

import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg

from . import speaking
from .drawing import HOUR
from .making import TALKATIVE, Size, make_world
from .visitor import Difference, Viewed, Visitor

Connection = psycopg.Connection[Any]


def run(
    superuser: Connection,
    *,
    decisions: int,
    seed: int = 0,
    size: Size = TALKATIVE,
    told: Callable[[Viewed], None] = lambda report: None,
    enough: Callable[[Difference], bool] = lambda difference: False,
) -> Viewed:
    """At least so many decisions, or up to the first world in which the two differ; and no further than the visitor who
    met a difference that is `enough`.

    Django is set up, its connections are those of the app and the door; `superuser`, in autocommit, finds
    the tables empty and leaves them so. `told` hears how far it is, after every world.
    """
    report, begun = Viewed(), time.monotonic()
    with _quiet():
        while report.decisions.total() < decisions and not report.differences:
            found = superuser.execute("select now()").fetchone()
            assert found is not None
            world = make_world(seed + report.worlds, found[0], near=HOUR, size=size)
            try:
                speaking.write(superuser, world)
                for session in world.sessions:
                    Visitor(world, session, report).look()
                    if any(map(enough, report.differences)):
                        break
            finally:
                speaking.empty(superuser)
            report.worlds += 1
            report.seconds = time.monotonic() - begun
            told(report)
    return report


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Most of what is asked here is not there; nobody needs to hear that each time."""
    log = logging.getLogger("django.request")
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before
