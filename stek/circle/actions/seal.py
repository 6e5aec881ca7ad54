"""Hiding something from somebody. A seal is not visible as such, and outranks everything."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from stek.kit.ids import uuid7
from stek.kit.whole import one_at_a_time, whole

from ..gate import Visit
from ..models import Seal


class NoParentIsHidden(Exception):
    """A parent reads all that is shared: nobody does that unseen by the other."""


@whole
def seal(
    *, hidden_from: UUID, by: Visit, at: datetime, thread: UUID | None = None, section: str = "", why: str = ""
) -> Seal:
    """`hidden_from` is a person. Parents may seal; authors may seal what they wrote. The database checks.

    Hiding what this person hid already changes nothing. Raises NoParentIsHidden.
    """
    if thread is not None and _is_a_parent(thread):
        raise NoParentIsHidden
    one_at_a_time(by.family, by.person)
    already = Seal.objects.filter(
        family_id=by.family, thread_id=thread, section=section, hidden_from=hidden_from, placed_by=by.person,
        lifted_at=None,
    ).first()  # fmt: skip
    if already:
        return already
    placed = Seal(
        family_id=by.family, id=uuid7(), thread_id=thread, section=section, hidden_from=hidden_from,
        placed_at=at, placed_by=by.person,
    )  # fmt: skip
    if why:
        placed.why_sealed = by.box.seal("seal", placed.id, "why", why)
    Seal.objects.bulk_create([placed])
    by.record("seal", "seal", subject=placed.id, section=f"own:{by.person}", rests_on=[thread] if thread else [], at=at)
    return placed


def _is_a_parent(thread: UUID) -> bool:
    """Whether this is where a parent stands, or a line that is drawn to it."""
    with connection.cursor() as cursor:
        cursor.execute("select %s = any (stek.parents_of())", [thread])
        return bool(cursor.fetchone()[0])


@whole
def lift(*, seal: Seal, by: Visit, at: datetime) -> None:
    """Seen again from `at` on. Lifting twice changes nothing."""
    if not Seal.objects.filter(family_id=by.family, id=seal.id, lifted_at=None).update(
        lifted_at=at, lifted_by=by.person
    ):
        return
    by.record(
        "lift", "seal", subject=seal.id, section=f"own:{by.person}",
        rests_on=[seal.thread_id] if seal.thread_id else [], at=at,
    )  # fmt: skip
