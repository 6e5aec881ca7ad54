"""Pure: how closely a family wants to be followed, and what is usual. When somebody looks, never how it goes."""

from collections.abc import Mapping
from dataclasses import dataclass

AGES = (1, 731)  # days: each of `by_age`
# The least and the most of everything else, here and in PostgreSQL.
WITHIN: Mapping[str, tuple[int, int]] = {
    "stand_in_after": (0, 60), "circle_after": (0, 90), "handover_after": (0, 90), "consent_before": (0, 90),
    "many_steps": (2, 30), "few_days": (1, 31),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pace:
    """In days, unless it says otherwise. What a family never said is as usual."""

    by_age: tuple[int, int, int] = (7, 31, 92)  # without a note about a child: until 6 weeks, until 1 year, after
    stand_in_after: int = 1  # past the day of what was promised the stand-in sees it too
    circle_after: int = 7  # and then everybody who reads along
    handover_after: int = 14  # a handover that waits in one state is seen by both and by the parents
    consent_before: int = 14  # before it ends a consent is spoken of
    many_steps: int = 5  # (steps, not days) set in motion after one worry: first room to think
    few_days: int = 7  # in which those steps fall
