"""How closely a family wants to be followed, as a parent says it."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from stek.kit.ids import uuid7
from stek.kit.whole import inserted, whole
from stek.policy import Reason, Section, Verb

from .. import models
from ..gate import NotYours, Visit, hold_to, trail_section
from ..once import kept_before
from ..pace import Pace


@whole
def set_pace(*, pace: Pace, by: Visit, at: datetime, id: UUID | None = None) -> models.Pace:
    """From now on; what was chosen before stays readable. Only a parent says so. The same `id` twice is one word.

    Raises NotYours.
    """
    by = hold_to(by, Verb.NOTE, Section.CONTACT)
    if by.member_id is None or not by.is_parent:
        raise NotYours(Reason.A_PARENTS_WORD)
    if known := kept_before(models.Pace, id, by):
        return known
    row = models.Pace(
        family_id=by.family, id=id or uuid7(), section=Section.CONTACT, author_id=by.person,
        author_member_id=by.member_id, shared_at=at, shared_by=by.person, written_at=at, **asdict(pace),
    )  # fmt: skip
    row.rests_on = [row.id, by.member_id]
    if not inserted(row):  # an id that is somebody else's
        raise NotYours(Reason.NOT_YOUR_WORDS)
    by.record("set_pace", "pace", subject=row.id, section=trail_section(row), rests_on=row.rests_on, at=at)
    return row
