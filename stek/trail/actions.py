"""Writing a line in the trail: part of the same transaction as the deed itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections

from stek.kit.ids import uuid7
from stek.kit.written import Ahead, Question

# Plain SQL: who writes a line may not read it back, and the ORM asks for what the database filled in.
_INSERT = (
    "insert into trail_trailentry"
    " (family_id, id, at, person_id, deed, kind, subject_id, section, purpose, reason, rests_on, stood_as)"
    " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::uuid[], %s)"
)


def record(
    *,
    family: UUID,
    by: UUID,
    at: datetime,
    deed: str,
    kind: str,
    section: str,
    purpose: str,
    reason: str,
    stood_as: str,
    subject: UUID | None = None,
    rests_on: Iterable[UUID] = (),
    ahead: Ahead | None = None,
    asking: Iterable[Question] = (),
) -> None:
    """One line; in the same journey as what is asked ahead."""
    said = (family, uuid7(), at, by, deed, kind, subject, section, purpose, reason, _listed(rests_on), stood_as)
    (ahead or Ahead()).ask(*asking, Question(_INSERT, said))


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody did with one thing of one family."""

    family: UUID
    deed: str
    kind: str
    section: str
    reason: str
    stood_as: str
    subject: UUID | None = None
    rests_on: frozenset[UUID] = frozenset()


def _listed(rests_on: Iterable[UUID]) -> str:
    return f"{{{','.join(map(str, rests_on))}}}"


# One statement for all of them. A list of lists has to be as long everywhere, so what they rest on goes as text.
_INSERT_ALL = (
    "insert into trail_trailentry"
    " (family_id, id, at, person_id, deed, kind, subject_id, section, purpose, reason, rests_on, stood_as)"
    " select family, id, %s, %s, deed, kind, subject, section, %s, reason, rests_on::uuid[], stood_as from unnest("
    "%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[]"
    ") as line (family, id, deed, kind, subject, section, reason, rests_on, stood_as)"
)


def record_all(*, lines: Iterable[Line], by: UUID, at: datetime, purpose: str, using: str = DEFAULT_DB_ALIAS) -> None:
    """The same for a page over several families: every line, in one statement; none when there are none."""
    rows = [
        (
            one.family, uuid7(), one.deed, one.kind, one.subject, one.section, one.reason,
            _listed(sorted(one.rests_on)), one.stood_as,
        )
        for one in lines
    ]  # fmt: skip
    if not rows:
        return
    with connections[using].cursor() as cursor:
        cursor.execute(_INSERT_ALL, [at, by, purpose, *map(list, zip(*rows, strict=True))])
