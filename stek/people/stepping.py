"""Stepping in as somebody, for one question and in their name: what their calendar shows, whether anything waits.

What asks has no session of that person. It opens one that lasts a moment and ends it again, so that the gate judges
as it always does; there is no role that may see more.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.db import connection

from .door import end_session, open_session
from .identity import Signed, enter

A_MOMENT = timedelta(minutes=1)


@contextmanager
def stepping_in(person: UUID) -> Iterator[Signed | None]:
    """Inside an open transaction: until the end of this block it is this person who asks; None where an account is
    closed.

    It counts from the hour of that transaction, by which the database judges: whoever calls may be late.
    """
    token = secrets.token_urlsafe(32)
    with connection.cursor() as cursor:
        cursor.execute("select now()")
        (at,) = cursor.fetchone()
    open_session(token=token, person=person, at=at - A_MOMENT, lasts=2 * A_MOMENT)
    try:
        yield enter(token)
    finally:
        try:
            enter("")
        finally:  # also where the transaction is broken off and hears nothing any more
            end_session(token=token, at=at)
