"""What is between the family and the people and things around it, as a parent says it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stek.kit.ids import uuid7

from ..gate import Visit
from ..models import Tie
from ..rules import Carries, Line, Ring


@transaction.atomic(savepoint=False)
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
) -> UUID:
    """A node and its line in the ecomap. `label` says in a few words what it is: 'vriendin', 'huisarts'."""
    said = Tie(
        family_id=by.family, id=uuid7(), circle_member_id=circle_member, ring=ring, line=line,
        carries=carries or "", toward_id=toward, said_at=at, said_by=by.person,
    )  # fmt: skip
    said.called_sealed = by.box.seal("tie", said.id, "called", called)
    if label:
        said.label_sealed = by.box.seal("tie", said.id, "label", label)
    Tie.objects.bulk_create([said])
    by.record("tie", "tie", subject=said.id, rests_on=[circle_member] if circle_member else [], at=at)
    return said.id


@transaction.atomic(savepoint=False)
def end_tie(*, tie: UUID, by: Visit, at: datetime) -> None:
    """It was so until `at`; it stays readable as what it was."""
    Tie.objects.filter(family_id=by.family, id=tie, until_at=None).update(until_at=at, until_by=by.person)
    by.record("end_tie", "tie", subject=tie, at=at)
