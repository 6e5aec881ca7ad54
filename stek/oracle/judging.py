"""Lays what the database lets somebody do beside what `decide()` allows, one decision at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import psycopg

from stek.policy import Actor, Decision, Facts, Item, Purpose, Verb, decide

from . import asking, hanging, reading
from .asking import Answer
from .world import Link, Note, Session, Thing, World

Decide = Callable[[Actor, str, Verb, Item, Facts, Any], Decision]
Connection = psycopg.Connection[Any]
type Row = Note | Link | Thing


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
    only_read: bool = False  # nothing else was tried


def hear(
    connection: Connection, world: World, first: int = 0, *, only_read: bool = False
) -> Iterator[tuple[int, Hearing]]:
    """Ask the database for everybody and every purpose, one by one, each with its number; that number first.

    `connection` acts as the app, in a transaction.
    """
    asked = [(*one, purpose) for one in _who_asks(world) for purpose in (Purpose if one[0] else (Purpose.CARE,))]
    for number in sorted(range(len(asked)), key=lambda number: (number != first, number)):
        session, token, attempts, purpose = asked[number]
        if only_read:
            answer = asking.look(connection, token=token, purpose=purpose)
        else:
            answer = asking.ask(connection, world, token=token, purpose=purpose, attempts=attempts)
        yield number, Hearing(session, token, purpose, attempts, answer, only_read)


def _who_asks(world: World) -> Iterator[tuple[Session | None, str, tuple[Note | Thing, ...]]]:
    for session in world.sessions:
        yield session, session.token, tuple(one.note for one in world.attempts if one.by == session.person)
    for token in ("", f"unknown {world.seed}"):
        yield None, token, tuple(one.note for one in (*world.attempts[:10], *world.attempts[-10:]))


def _items(*rows: Row) -> list[tuple[Row, Item]]:
    return [(row, reading.item_of(row)) for row in rows]


def judge(world: World, hearings: list[Hearing], decide: Decide = decide) -> tuple[int, list[Disagreement]]:
    """How many decisions were compared, and on which the two differ."""
    there = hanging.there_is(world)
    shareable = _items(*world.notes, *world.things)
    existing = [*shareable, *_items(*world.links)]
    count, differing = 0, []
    for heard in hearings:
        actor = reading.actor_of(world, heard.session)
        chosen = heard.session.chosen if heard.session else ()
        facts = reading.facts_of(world, actor.person, chosen)  # type: ignore[arg-type]
        alive = actor.live is not None and actor.live.holds(world.now)
        if heard.answer.person != (str(actor.person) if alive else None):
            differing.append(
                Disagreement(world.seed, actor.person, heard.token, heard.purpose, "enter", "", not alive, alive)
            )
        adding: list[tuple[Row, Item]] = [(row, reading.attempt_of(world, row, chosen)) for row in heard.attempts]
        reads: set[UUID] = set()
        for verb, items, allowed in (
            (Verb.READ, existing, heard.answer.read),  # before what depends on it
            (Verb.SHARE, shareable, heard.answer.share),
            (Verb.REMOVE, shareable, heard.answer.remove),
            (Verb.NOTE, adding, heard.answer.note),
        ):
            for row, item in items if verb is Verb.READ or not heard.only_read else ():
                count += 1
                decision: Decision | bool = decide(actor, heard.purpose, verb, item, facts, world.now)
                if decision and verb is Verb.READ:
                    reads.add(row.id)
                if decision and isinstance(row, Thing) and not _borne(verb, row, world, there, reads):
                    decision = False
                name = str(row.id)
                if bool(decision) is not (name in allowed):
                    differing.append(
                        Disagreement(
                            world.seed, actor.person, heard.token, heard.purpose, verb, name, name in allowed, decision
                        )
                    )
    return count, differing


def _borne(verb: Verb, thing: Thing, world: World, there: hanging.There, reads: set[UUID]) -> bool:
    """Whether triggers let through what the gate does."""
    if verb is Verb.NOTE:
        return hanging.fits(thing, world, there, reads)
    return verb is not Verb.SHARE or hanging.stays_with(replace(thing, is_private=False), there, reads)
