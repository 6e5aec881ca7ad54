"""From the JSON of `stek.facts()` to what `decide()` is told."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from stek.policy import BreakGlass, Facts, Grant, Period, Place, Role, Verb, acting


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _period(start: str, end: str | None) -> Period:
    return Period(datetime.fromisoformat(start), _time(end))


class Read(NamedTuple):
    facts: Facts
    aside: frozenset[UUID]  # what not everybody reads, by the closings and hidden places it rests on
    over: Mapping[UUID, datetime]  # places that ended without anybody ending them, and when: a parent left
    leaving: datetime | None  # since when who asks leaves, and may undo it
    place: Place | None  # from which somebody acts in this circle now; None for nobody

    @property
    def stands(self) -> tuple[UUID | None, Role | None]:
        return (self.place.id, self.place.role) if self.place else (None, None)


def read_facts(family: UUID, found: Any, now: datetime) -> Read:
    raw = json.loads(found) if isinstance(found, str) else found
    facts = Facts(
        places=tuple(
            Place(
                family, UUID(id), Role(role), _period(start, end), hidden, recognised, chosen, team and UUID(team)
            )
            for role, start, end, id, hidden, recognised, chosen, team in raw["places"]
        ),
        grants=tuple(
            Grant(
                family, UUID(place), section, purpose, frozenset(Verb(verb) for verb in verbs), _period(start, end),
                UUID(giver), None if children is None else frozenset(map(UUID, children)), back,
            )
            for place, section, purpose, verbs, start, end, giver, children, back in raw["grants"]
        ),
        closed=frozenset(map(UUID, raw["closed"])),
        apart=frozenset(map(UUID, raw["apart"])),
        teams=frozenset((family, section) for section in raw["teams"]),
        break_glass=tuple(BreakGlass(family, _period(start, end)) for start, end in raw["break_glass"]),
        given={UUID(closing): (UUID(by), UUID(thread)) for closing, by, thread in raw["given"]},
        children=frozenset(map(UUID, raw["children"])),
        parents={UUID(member): UUID(person) for member, person in raw["parents"]},
        refused=frozenset((family, UUID(person)) for person in raw["refused"]),
    )  # fmt: skip
    return Read(
        facts,
        frozenset(map(UUID, raw["aside"])),
        {UUID(id): datetime.fromisoformat(since) for id, since in raw["over"].items()},
        _time(raw.get("leaving")),
        acting(facts.places, family, now),
    )
