"""A child that was expected is born."""

from datetime import date, datetime
from uuid import UUID

from stek.kit.whole import whole

from ..gate import Visit
from ..models import Member
from ..rules import MemberKind


class NotExpected(Exception):
    """Nobody of this family is expected under this id: born already, or never there."""


@whole
def birth(*, child: UUID, born_on: date, called: str, by: Visit, at: datetime) -> None:
    """From now on there is a child, with a day of birth and the name it got. Raises NotExpected.

    The due date stays: age is corrected by it when the child came early. What was written before
    stays whose it was: nothing that was kept private becomes shared by a birth.
    """
    changed = Member.objects.filter(
        family_id=by.family, id=child, kind=MemberKind.CHILD, born_on=None, until_at=None
    ).update(born_on=born_on, called_sealed=by.box.seal("member", child, "called", called))
    if not changed:
        raise NotExpected
    by.record("birth", "member", subject=child, at=at)
