"""Whole, or not at all."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction


def whole[**Told, Result](action: Callable[Told, Result]) -> Callable[Told, Result]:
    """Part of the transaction that is open, else of one of its own.

    A refusal leaves an open transaction usable, because the page that says so still has to be
    made. So an action refuses before its first write; what goes wrong later breaks the request
    off, and that undoes everything.
    """

    @wraps(action)
    def run(*args: Told.args, **kwargs: Told.kwargs) -> Result:
        if connection.in_atomic_block:
            return action(*args, **kwargs)
        with transaction.atomic():
            return action(*args, **kwargs)

    return run


def inserted(row: models.Model) -> bool:
    """Saves a new row; False when it is there already. The open transaction stays usable."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def one_at_a_time(*what: UUID) -> None:
    """Until the end of this transaction nobody else does the same: a second copy of a form finds the first."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", ["/".join(map(str, what))])
