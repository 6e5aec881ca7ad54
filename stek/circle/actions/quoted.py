"""What is quoted from a parent: who reads it, until they say so of one thing."""

from datetime import datetime

from stek.kit.whole import one_at_a_time, whole
from stek.policy import Reason, own_section

from ..gate import NotYours, Visit
from ..models import QuotedChoice
from ..quoted import quoted_to_carers


@whole
def choose_for_quoted(*, carers: bool, by: Visit, at: datetime) -> None:
    """From now on what somebody writes down of this parent is read by the professionals they let in, or by nobody but who
    wrote it. What was written before stays as it is. Twice is once. Raises NotYours.
    """
    if not by.is_parent:
        raise NotYours(Reason.A_PARENTS_WORD)
    one_at_a_time(by.family, by.person)
    if quoted_to_carers(by) == carers:
        return
    row = QuotedChoice(family_id=by.family, carers=carers, said_at=at, said_by=by.person)
    row.save(force_insert=True)
    by.record("choose", "quotedchoice", subject=row.id, section=own_section(by.person), at=at)
