"""Lays what the database lets somebody do beside what `decide()` allows, one decision at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg

from stek.policy import Actor, Decision, Facts, Item, Purpose, Verb, decide

from . import asking, gated, reading
from .asking import Answer
from .world import Link, Note, Session, Thing, World

Decide = Callable[[Actor, str, Verb, Item, Facts, Any], Decision]
Connection = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One decision on which the two are not of one mind. Ids only."""

    seed: int
    person: object
    token: str
    purpose: str
    verb: str
    item: str
    in_database: bool
    decision: Decision | bool

    def __str__(self) -> str:
        database = "ja" if self.in_database else "nee"
        policy = "ja" if self.decision else "nee"
        why = "" if isinstance(self.decision, bool) else f" ({self.decision.reason})"
        return (
            f"wereld {self.seed}, persoon {self.person}, doel {self.purpose}, {self.verb} {self.item}: "
            f"databank {database}, decide() {policy}{why}"
        )


@dataclass(frozen=True, slots=True)
class Hearing:
    """Somebody with a token and a purpose, what they may try to add, and what the database let them do."""

    session: Session | None
    token: str
    purpose: str
    attempts: tuple[Note | Thing, ...]
    answer: Answer


def hear(connection: Connection, world: World) -> list[Hearing]:
    """Ask the database for everybody and every purpose. `connection` acts as the app, in a transaction."""
    return [
        Hearing(session, token, purpose, attempts, answer)
        for session, token, attempts in _who_asks(world)
        for purpose in (Purpose if session else (Purpose.CARE,))
        for answer in [asking.ask(connection, world, token=token, purpose=purpose, attempts=attempts)]
    ]


def _who_asks(world: World) -> Iterator[tuple[Session | None, str, tuple[Note | Thing, ...]]]:
    for session in world.sessions:
        yield session, session.token, tuple(one.note for one in world.attempts if one.by == session.person)
    for token in ("", f"unknown {world.seed}"):
        yield None, token, tuple(one.note for one in (*world.attempts[:10], *world.attempts[-10:]))


def _items(*rows: Note | Link | Thing) -> list[tuple[str, Item]]:
    return [(str(row.id), reading.item_of(row)) for row in rows]


def judge(world: World, hearings: list[Hearing], decide: Decide = decide) -> tuple[int, list[Disagreement]]:
    """How many decisions were compared, and on which the two differ."""
    existing = _items(*world.notes, *(thing for thing in world.things if not gated.BY_NAME[thing.table].hangs_on))
    hanging = _items(*(thing for thing in world.things if gated.BY_NAME[thing.table].hangs_on))
    links = _items(*world.links)
    count, differing = 0, []
    for heard in hearings:
        actor = reading.actor_of(world, heard.session)
        facts = reading.facts_of(world, actor.person)  # type: ignore[arg-type]
        alive = actor.live is not None and actor.live.holds(world.now)
        if heard.answer.person != (str(actor.person) if alive else None):
            differing.append(
                Disagreement(world.seed, actor.person, heard.token, heard.purpose, "enter", "", not alive, alive)
            )
        adding = [(str(note.id), reading.attempt_of(world, note, world.now)) for note in heard.attempts]
        for verb, items, allowed in (
            (Verb.READ, existing + hanging + links, heard.answer.read),
            (Verb.SHARE, existing, heard.answer.share),
            (Verb.REMOVE, existing + hanging, heard.answer.remove),
            (Verb.NOTE, adding, heard.answer.note),
        ):
            for name, item in items:
                count += 1
                decision = decide(actor, heard.purpose, verb, item, facts, world.now)
                if bool(decision) is not (name in allowed):
                    differing.append(
                        Disagreement(
                            world.seed, actor.person, heard.token, heard.purpose, verb, name, name in allowed, decision
                        )
                    )
    return count, differing
