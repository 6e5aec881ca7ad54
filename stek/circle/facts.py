"""From the JSON of `stek.facts()` to what `decide()` is told."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from stek.policy import BreakGlass, Facts, Grant, Period, Place, Role, Verb, acting


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _period(start: str, end: str | None) -> Period:
    return Period(datetime.fromisoformat(start), _time(end))


def read_facts(family: UUID, found: Any, now: datetime) -> tuple[Facts, frozenset[UUID], Place | None]:
    """The facts; what not everybody reads, by the closings and hidden places it rests on; and the place from which
    somebody acts in this circle now (None for nobody)."""
    raw = json.loads(found) if isinstance(found, str) else found
    facts = Facts(
        places=tuple(
            Place(family, UUID(id), Role(role), _period(start, end), hidden, recognised)
            for role, start, end, id, hidden, recognised in raw["places"]
        ),
        grants=tuple(
            Grant(family, UUID(place), section, purpose, frozenset(Verb(verb) for verb in verbs), _period(start, end))
            for place, section, purpose, verbs, start, end in raw["grants"]
        ),
        closed=frozenset(map(UUID, raw["closed"])),
        apart=frozenset(map(UUID, raw["apart"])),
        break_glass=tuple(BreakGlass(family, _period(start, end)) for start, end in raw["break_glass"]),
    )
    return facts, frozenset(map(UUID, raw["aside"])), acting(facts.places, family, now)
