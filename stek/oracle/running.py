"""Worlds one after the other until enough has been decided; and of a disagreement, the smallest world that shows it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from functools import partial
from typing import Any

import psycopg

from stek.policy import decide

from . import asking, hearing
from .drawing import HOUR
from .judging import Decide, Disagreement, judge
from .making import make_world
from .world import World

Connection = psycopg.Connection[Any]
FACTS = (
    "sessions",  # first: of whom none is left nobody has to be asked
    "links",
    "attempts",
    "closings",
    "glasses",
    "leavings",
    "refusals",
    "consents",
    "things",
    "notes",
    "members",
    "taps",
    "places",
    "team_places",
    "teams",
    "people",
    "families",
)
SHARE_COMMITTED = 20  # one world in so many is really committed


@dataclass
class Report:
    decisions: int = 0
    allowed: int = 0
    worlds: int = 0
    committed: int = 0  # decisions about committed rows, over a connection of the app
    seconds: float = 0.0
    disagreements: list[Disagreement] = field(default_factory=list)
    world: World | None = None  # in which they were met

    @property
    def rate(self) -> float:
        return self.decisions / self.seconds if self.seconds else 0.0


def run(
    superuser: Connection,
    app: Connection,
    *,
    decisions: int,
    seed: int = 0,
    decide: Decide = decide,
    told: Callable[[Report], None] = lambda report: None,
) -> Report:
    """Compare at least so many decisions, or stop at the first world on which the two differ.

    Both connections in autocommit; `superuser` builds, `app` has signed in as the app role.
    `told` hears how far it is, after every world.
    """
    asking.prepare(superuser)
    asking.prepare(app)
    report, begun = Report(), time.monotonic()
    while report.decisions < decisions and not report.disagreements:
        number = seed + report.worlds
        really = report.worlds % SHARE_COMMITTED == 0
        if really:
            world, heard = hearing.committed(superuser, app, partial(make_world, number, near=HOUR))
        else:
            world, heard = hearing.in_passing(superuser, partial(make_world, number))
        count, differing = judge(world, heard, decide)
        report.worlds += 1
        report.decisions += count
        report.committed += count if really else 0
        report.allowed += sum(
            len(getattr(one.answer, verb)) for one in heard for verb in ("read", "share", "remove", "note")
        )
        report.disagreements += differing
        report.world = world if differing else None
        report.seconds = time.monotonic() - begun
        told(report)
    return report


def smallest(superuser: Connection, world: World, decide: Decide = decide) -> World:
    """Leaves out what can be left out, many things and then one at a time, as long as the two still differ."""

    def differs(smaller: World) -> bool:
        try:
            return hearing.noticed_by(superuser, lambda now: _moved(smaller, now), decide=decide) is not None
        except psycopg.errors.IntegrityError:
            return False  # something that is left rests on what was left out

    went = True
    while went:
        went = False
        for name in FACTS:
            size = len(getattr(world, name))
            while size:
                at = 0
                while at < len(rows := getattr(world, name)):
                    smaller = replace(world, **{name: rows[:at] + rows[at + size :]})
                    if differs(smaller):
                        world, went = smaller, True
                    else:
                        at += size
                size //= 2
    return world


def _moved(world: World, now: datetime) -> World:
    """The same world as it is asked about at another moment: every time in it moves along."""
    by = now - world.now

    def move(value: Any) -> Any:
        if isinstance(value, datetime):
            return value + by
        if isinstance(value, tuple):
            return tuple(move(one) for one in value)
        if hasattr(value, "__dataclass_fields__"):
            return replace(value, **{f.name: move(getattr(value, f.name)) for f in fields(value)})
        return value

    return move(world)
