"""Pure: many actions in few days after one worry. Then room to think may help more than the next action."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from stek.circle.pace import Pace

from .suggestions import Code, Suggestion, suggest


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on a day: a worry somebody wrote, or something somebody set in motion."""

    id: UUID
    on: date


def spiral(
    worries: Iterable[Moment], actions: Iterable[Moment], today: date, pace: Pace, aside: Iterable[str] = (),
    *, safety: bool = False,
) -> Suggestion | None:  # fmt: skip
    """The newest worry alone in its days that was followed at once by many actions; for carers' eyes.

    How many are many, and in how few days, is for the family to say. As long again after those days the moment has
    gone by itself. With something about safety alive nobody is slowed down.

    It rests on the worry, so one more action does not bring back what was put aside.
    """
    if safety:
        return None
    few = timedelta(days=pace.few_days)
    given, done, gone = set(worries), set(actions), frozenset(aside)
    for worry in sorted(given, key=lambda one: (one.on, one.id), reverse=True):
        if not worry.on <= today <= worry.on + 2 * few:
            continue
        if any(other is not worry and abs(other.on - worry.on) <= few for other in given):
            continue
        after = [one for one in done if worry.on <= one.on <= worry.on + few and one.on <= today]
        found = suggest(Code.ROOM, [worry.id])
        if len(after) >= pace.many_steps and found.key not in gone:
            return found
    return None
