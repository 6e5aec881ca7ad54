"""Whom something would reach, before it is shared."""

from collections.abc import Collection
from uuid import UUID

from stek.policy import Role

from .queries import Around, Circle, hidden_by
from .readers import who_will_read


def would_read(circle: Circle, section: str, threads: Collection[UUID] = ()) -> list[Around]:
    """Whom something of this section reaches when its author shares it now: parents first, then who may read there.

    Only the readers that its author named already, if one of `threads` is hidden.
    """
    closings = [one.id for one in hidden_by(circle.visit) if one.thread_id in threads] if threads else []
    found = who_will_read(circle, section, closings)
    return sorted(found, key=lambda one: one.role is not Role.PARENT)
