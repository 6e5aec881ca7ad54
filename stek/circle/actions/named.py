"""What is about safety is shared only after its author said, person by person, who reads it and who does not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stek.policy import Section

from ..gate import Visit
from ..queries import circle_of
from ..reached import would_read
from .hide import hide


class NotNamed(Exception):
    """This is about safety, and who would read it now was not asked, or is somebody else than who was named."""


@dataclass(frozen=True, slots=True)
class Named:
    """The answer, in places of the circle: each that would read it is in one of the two."""

    reads: frozenset[UUID]
    hidden: frozenset[UUID] = frozenset()


def hide_from_the_others(
    *, named: Named | None, threads: Iterable[UUID], section: Section, by: Visit, at: datetime
) -> None:
    """Before these threads are shared: they have the readers that `named` says, and nobody who comes later.

    Raises NotNamed, before anything is written, when there is no answer, or when it is not about everybody who
    would read this now; NoParentReads when no parent is among the readers.
    """
    all_of_it = tuple(threads)
    would = would_read(circle_of(by), section, all_of_it)
    if named is None or named.reads & named.hidden or named.reads | named.hidden != {one.id for one in would}:
        raise NotNamed
    readers = [one.person_id for one in would if one.id in named.reads and one.person_id]
    for thread in all_of_it:
        hide(thread=thread, readers=readers, by=by, at=at)
