"""What a correction does with a link that was hidden since."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from .models import GatedRow


def hidden_since(before: GatedRow, linked: Iterable[tuple[UUID, Iterable[UUID]]]) -> frozenset[UUID]:
    """Those of these threads (each with what it rests on) that were hidden by another after `before` was written.

    A correction lets such a link go, so that whoever reads what stood before reads what stands now. What its author
    chooses anew stays: it takes the readers of what it rests on. At most one statement.
    """
    resting = [(thread, {*rests_on} - {*before.rests_on}) for thread, rests_on in linked]
    asked = sorted({one for _thread, more in resting for one in more})
    if not asked:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute("select stek.closings(%s::uuid[])", [asked])
        closings = {*cursor.fetchone()[0]}
    return frozenset(thread for thread, more in resting if closings & more)
