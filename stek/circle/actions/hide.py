"""Hiding something: from then on it has readers by name. That it is hidden is seen by who hid it and by nobody else."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, IntegrityError, connection, transaction

from stek.kit.ids import uuid7
from stek.kit.whole import one_at_a_time, whole
from stek.policy import Reason, Role

from ..gate import NotYours, Visit
from ..models import Hidden
from ..queries import circle_of


class NoParentReads(Exception):
    """What is in a family's record is never hidden from every parent at once."""


@whole
def hide(*, thread: UUID, readers: Iterable[UUID], by: Visit, at: datetime, why: str = "") -> Hidden:
    """Closes what this person began (a thread of any room, a line of the circle) for everybody but `readers`, persons.

    A new list replaces the one before. Who comes later is no reader. Raises NoParentReads, and NotYours when it is not
    theirs; the database checks both.
    """
    one_at_a_time(by.family, thread)
    named = sorted({*readers} - {by.person})
    before = Hidden.objects.filter(family_id=by.family, thread_id=thread, hidden_by=by.person, lifted_at=None).first()
    if before is not None and sorted(before.readers) == named:
        return before
    row = before or Hidden(family_id=by.family, id=uuid7(), thread_id=thread, hidden_at=at, hidden_by=by.person)
    row.readers = named
    if why and before is None:
        row.why_sealed = by.box.seal("hidden", row.id, "why", why)
    try:
        with transaction.atomic():
            if before is None:
                row.save(force_insert=True)
            else:
                Hidden.objects.filter(family_id=by.family, id=row.id).update(readers=named)
    except IntegrityError as error:
        if "some parent reads it" in str(error):
            raise NoParentReads from error
        raise
    except DatabaseError as error:
        raise NotYours(Reason.NOT_YOUR_WORDS) from error
    _stand_there_for_her_too(named, by)
    by.record("hide", "hidden", subject=row.id, section=f"own:{by.person}", rests_on=[thread], at=at)
    return row


def _stand_there_for_her_too(readers: Iterable[UUID], by: Visit) -> None:
    """Whom a parent ticks and did not let in herself: a place of hers, that nobody else ends or knows of."""
    if not by.is_parent:
        return
    around = {
        one.person_id: one for one in circle_of(by.whole).around if one.is_in(by.at) and one.role is not Role.PARENT
    }
    for person in readers:
        if person in around:
            id = uuid7()
            called = by.box.seal("circlemember", id, "called", around[person].called)
            with connection.cursor() as cursor:
                cursor.execute("select stek.place_for(%s, %s, %s, %s)", [by.family, id, person, called])


@whole
def show(*, hidden: Hidden, by: Visit, at: datetime) -> None:
    """Read again by everybody who would, from `at` on. Twice changes nothing."""
    mine = Hidden.objects.filter(family_id=by.family, id=hidden.id, hidden_by=by.person, lifted_at=None)
    if mine.update(lifted_at=at, lifted_by=by.person):
        by.record("show", "hidden", subject=hidden.id, section=f"own:{by.person}", rests_on=[hidden.thread_id], at=at)
