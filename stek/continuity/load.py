"""Pure: what the care around a family already asks of it in one week. A list that is read, never a number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from .rules import Way


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked: a visit, a call, a step of the plan that the family does itself (`way` is empty)."""

    id: UUID
    on: date
    until: date
    way: Way | None
    words: str


def load(asked: Iterable[Asked], week: date) -> tuple[Asked, ...]:
    """What falls in the seven days from `week` on, day by day. A carer's own work asks nothing of the family."""
    end = week + timedelta(days=7)
    return tuple(
        sorted(
            (one for one in asked if one.way is not Way.OWN and one.on < end and week <= one.until),
            key=lambda one: (one.on, one.id),
        )
    )
