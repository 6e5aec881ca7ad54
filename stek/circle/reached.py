"""Whom something would reach, before it is shared."""

from collections.abc import Collection
from uuid import UUID

from stek.policy import Role

from .queries import Around, Circle, seals_of
from .readers import readers_of


def would_read(circle: Circle, section: str, threads: Collection[UUID] = ()) -> list[Around]:
    """Whom something of this section reaches when its author shares it: parents first, also one who was asked in
    and has not stepped in yet; then who may read there now. Not from whom its author hid one of `threads` already.
    """
    visit = circle.visit
    places = set(readers_of(visit, section))
    gone = {seal.hidden_from for seal in seals_of(visit) if seal.thread_id in threads} if threads else set()
    found = [
        one
        for one in circle.around
        if one.person_id != visit.person
        and (one.person_id is None or one.person_id not in gone)
        and (one.id in places or (one.role is Role.PARENT and (one.until_at is None or visit.at < one.until_at)))
    ]
    return sorted(found, key=lambda one: one.role is not Role.PARENT)
