"""What is between the family and the people and things around it, as a parent says it."""

from datetime import datetime
from uuid import UUID

from stek.kit.ids import uuid7
from stek.kit.whole import inserted, whole

from ..gate import Visit
from ..models import Tie
from ..rules import Carries, Line, Ring


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
    id: UUID | None = None,
) -> UUID:
    """A node and its line in the ecomap. `label` says in a few words what it is: 'vriendin', 'huisarts'.

    The same `id` twice is the same line.
    """
    said = Tie(
        family_id=by.family, id=id or uuid7(), circle_member_id=circle_member, ring=ring, line=line,
        carries=carries or "", toward_id=toward, said_at=at, said_by=by.person,
    )  # fmt: skip
    said.called_sealed = by.box.seal("tie", said.id, "called", called)
    if label:
        said.label_sealed = by.box.seal("tie", said.id, "label", label)
    if not inserted(said):
        return said.id
    by.record("tie", "tie", subject=said.id, rests_on=[circle_member] if circle_member else [], at=at)
    return said.id


@whole
def end_tie(*, tie: UUID, by: Visit, at: datetime) -> None:
    """It was so until `at`; it stays readable as what it was."""
    found = Tie.objects.filter(family_id=by.family, id=tie, until_at=None)
    place = found.values_list("circle_member_id", flat=True).first()
    if found.update(until_at=at, until_by=by.person):
        by.record("end_tie", "tie", subject=tie, rests_on=[place] if place else [], at=at)
