"""From whom a stand-in took a follow-up over, without a question."""

from collections.abc import Iterable
from uuid import UUID

from .gaps import holders
from .queries import HandedOver, Moved, Promised
from .records import as_handed_over


def taken_from(one: Promised, taken: Moved, handovers: Iterable[HandedOver]) -> tuple[UUID, ...]:
    """Who had it until then, after every handover until then; nobody where it was a yes to a question."""
    then = one.before(taken.written_at)
    if taken.author_member == then.asked:
        return ()
    passed = [as_handed_over(each.before(taken.written_at)) for each in handovers]
    return tuple(place for place in holders(*then.last_taken, passed) if place != taken.author_member)
