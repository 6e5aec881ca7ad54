"""Out of a circle: a carer at once, a parent in fourteen days; and letting go of somebody's place."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import connection

from stek.kit.ids import uuid7
from stek.kit.whole import whole
from stek.people.identity import Signed

from ..gate import Visit, visit
from ..models import CircleMember
from ..rules import STAYS


class LetGo(StrEnum):
    """What is left of a place of which a parent let go."""

    ENDED = "ended"
    STAYS = "stays"  # another parent said yes as well
    NOTHING = "nothing"  # that parent gave nothing there


@whole
def step_out(*, by: Visit, at: datetime) -> None:
    """Who stands here as kin or carer does not from `at` on. What they wrote stays, and stays theirs to read."""
    assert by.member_id is not None
    mine = CircleMember.objects.filter(family_id=by.family, id=by.member_id, until_at=None)
    # Written first: whoever leaves is no longer somebody who may write here.
    if mine.exists():
        by.record("end", "circlemember", subject=by.member_id, at=at)
        mine.update(until_at=at, until_by=by.person)


@whole
def let_go(*, place: UUID, by: Visit, at: datetime) -> LetGo:
    """A parent ends their yeses to this place. It ends with the last yes, when who made it let go of it as well."""
    with connection.cursor() as cursor:
        cursor.execute("select stek.let_go(%s, %s, %s)", [by.family, place, at])
        found = LetGo(cursor.fetchone()[0] or LetGo.NOTHING)
    if found is not LetGo.NOTHING:
        deed = "end" if found is LetGo.ENDED else "let_go"
        by.record(deed, "circlemember", subject=place, rests_on=[place], at=at)
    return found


@whole
def leave(*, by: Visit, at: datetime) -> None:
    """A parent leaves. Until `at` + STAYS nothing changes, and nobody else can see that they asked. Twice is once."""
    if by.leaving:
        return
    one = uuid7()
    # Written first: who leaves since long ago writes nothing here any more.
    by.record("ask", "leaving", subject=one, section=f"own:{by.person}", at=at)
    # It rests on the leaving: nobody reads this line before that hour, nor when it was undone.
    by.record("leave", "leaving", subject=one, rests_on=[one], at=at + STAYS)
    with connection.cursor() as cursor:
        cursor.execute("select stek.leave(%s, %s, %s)", [by.family, one, at])


@whole
def undo_leaving(*, family: UUID, by: Signed) -> bool:
    """Stays after all; of who left last, the record comes back. Whether there was something to undo."""
    with connection.cursor() as cursor:
        cursor.execute("select stek.undo_leaving(%s)", [family])
        undone = bool(cursor.fetchone()[0])
    if undone:
        visit(by, family, by.at).record("undo", "leaving", section=f"own:{by.person}")
    return undone
