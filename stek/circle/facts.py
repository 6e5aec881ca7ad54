"""From the JSON of `stek.facts()` to what `decide()` is told."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from stek.policy import BreakGlass, Facts, Grant, Membership, Period, Role, Seal, Verb


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _period(start: str, end: str | None) -> Period:
    return Period(datetime.fromisoformat(start), _time(end))


def read_facts(family: UUID, found: Any, now: datetime) -> tuple[Facts, UUID | None, Role | None]:
    """The facts, and as whom somebody stands in the circle now (None for nobody).

    Who stands there twice, stands there as a parent; else in the place they have had longest.
    """
    raw = json.loads(found) if isinstance(found, str) else found
    memberships = [
        (Membership(family, Role(role), _period(start, end)), UUID(id)) for role, start, end, id in raw["memberships"]
    ]
    active = min(
        ((m, id) for m, id in memberships if m.period.holds(now)),
        key=lambda place: (place[0].role is not Role.PARENT, place[0].period.start, place[1]),
        default=None,
    )
    facts = Facts(
        memberships=tuple(m for m, _ in memberships),
        grants=tuple(
            Grant(family, section, purpose, frozenset(Verb(verb) for verb in verbs), _period(start, end))
            for section, purpose, verbs, start, end in raw["grants"]
        ),
        seals=tuple(Seal(family, UUID(thread) if thread else None, section) for thread, section in raw["seals"]),
        break_glass=tuple(BreakGlass(family, _period(start, end)) for start, end in raw["break_glass"]),
    )
    return facts, active[1] if active else None, active[0].role if active else None
