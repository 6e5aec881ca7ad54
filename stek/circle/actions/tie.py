"""What is between the family and the people and things around it, as a parent says it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, transaction

from stek.kit.ids import uuid7
from stek.kit.whole import whole

from ..gate import Visit
from ..models import Tie
from ..rules import Carries, Line, Ring
from .hide import hide


@whole
def tie(
    *,
    called: str,
    ring: Ring,
    line: Line,
    by: Visit,
    at: datetime,
    label: str = "",
    carries: Carries | None = None,
    toward: UUID | None = None,
    circle_member: UUID | None = None,
    readers: Iterable[UUID] | None = None,
    id: UUID | None = None,
) -> UUID:
    """A node and its line in the ecomap. `label` says in a few words what it is: 'vriendin', 'huisarts'.

    The same `id` twice is the same line. `readers`: for whom alone it is there; None: for who reads the story.
    """

    def drawn(id: UUID) -> Tie:
        said = Tie(
            family_id=by.family, id=id, circle_member_id=circle_member, ring=ring, line=line,
            carries=carries or "", toward_id=toward, said_at=at, said_by=by.person,
        )  # fmt: skip
        said.called_sealed = by.box.seal("tie", id, "called", called)
        if label:
            said.label_sealed = by.box.seal("tie", id, "label", label)
        return said

    said = drawn(id or uuid7())
    if not _kept(said):
        if Tie.objects.filter(family_id=by.family, id=said.id, said_by=by.person).exists():
            return said.id
        said = drawn(uuid7())  # an id that is somebody else's: take a new one
        said.save(force_insert=True)
    by.record("tie", "tie", subject=said.id, rests_on=_rests_on(said.id, circle_member), at=at)
    if readers is not None:
        hide(thread=said.id, readers=readers, by=by, at=at)
    return said.id


@whole
def end_tie(*, tie: UUID, by: Visit, at: datetime) -> None:
    """It was so until `at`; it stays readable as what it was."""
    found = Tie.objects.filter(family_id=by.family, id=tie, until_at=None)
    place = found.values_list("circle_member_id", flat=True).first()
    if found.update(until_at=at, until_by=by.person):
        by.record("end_tie", "tie", subject=tie, rests_on=_rests_on(tie, place), at=at)


def _kept(said: Tie) -> bool:
    """False when the id is taken; also by a line that is hidden from who draws this one, of which nothing is told."""
    try:
        with transaction.atomic():
            said.save(force_insert=True)
    except DatabaseError:
        return False
    return True


def _rests_on(tie: UUID, place: UUID | None) -> list[UUID]:
    """What is said about a line is hidden with the line, and with whom it is a line to."""
    return [tie, place] if place else [tie]
