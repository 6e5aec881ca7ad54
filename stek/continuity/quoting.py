"""Words of others on a page here: a note, what is needed, what was agreed. Who reads them here, reads them."""

from collections.abc import Iterable
from uuid import UUID

from stek.circle.gate import Visit, item_of, trail_section
from stek.circle.models import GatedRow
from stek.kit.ids import is_id
from stek.needs.models import Need
from stek.needs.queries import rows_of, standing
from stek.plans.telling import need_called
from stek.policy import Section, Verb
from stek.story.models import Observation
from stek.story.queries import newest_rows, opened
from stek.trail import actions as trail


def need_rows(visit: Visit, thread: UUID | str | None) -> list[Need]:
    """All that was said about it, the newest first, as far as one may read it."""
    return rows_of(visit, UUID(str(thread))) if is_id(str(thread)) else []


def note_rows(visit: Visit, thread: UUID | str | None) -> list[Observation]:
    """Its newest version, if one may read it."""
    return newest_rows(visit, [UUID(str(thread))]) if is_id(str(thread)) else []


def need_words(visit: Visit, rows: list[Need]) -> str:
    """What is needed, in words."""
    return need_called(standing(rows, visit)) if rows else ""


def note_words(visit: Visit, rows: list[Observation]) -> str:
    return next((opened(row, visit).words for row in rows), "")


def named(rows: list[Need]) -> list[Need]:
    """Where the words of a need come from."""
    return [next((row for row in reversed(rows) if row.words_sealed), rows[0])] if rows else []


def were_read(visit: Visit, rows: Iterable[GatedRow] = (), lists: Iterable[Section] = ()) -> None:
    """For the trail, once for each page on which they stand: the line of who opens them, and of who opens a list of
    which a part stands here. One statement; none for nothing."""
    me = frozenset({visit.member_id} - {None})
    lines = [
        trail.Line(visit.family, "read", str(part), part, "page", visit.stands_as, rests_on=me)  # type: ignore[arg-type]
        for part in lists
    ]
    for row in rows:
        reason = visit.decide(Verb.READ, item_of(row)).reason
        lines.append(
            trail.Line(
                visit.family, "read", row._meta.model_name or "", trail_section(row), reason, visit.stands_as, row.id,
                frozenset({*row.rests_on, *me}),  # type: ignore[arg-type]
            )
        )  # fmt: skip
    trail.record_all(lines=lines, by=visit.person, at=visit.at, purpose=visit.signed.purpose)
