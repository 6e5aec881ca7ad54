"""The door: opens and ends live sessions, through a database role that can do nothing else."""

import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connections


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def open_session(
    *, token: str, person: UUID, at: datetime, second_factor_at: datetime | None = None, lasts: timedelta | None = None
) -> None:
    """From `at` on, whoever shows `token` is `person`; for as long as a session lasts, or `lasts`."""
    until = at + (lasts or timedelta(seconds=settings.SESSION_COOKIE_AGE))
    _write(
        # This machine's clock may run ahead of the database's: who has just signed in does not wait for it.
        "insert into people_livesession (token_hash, person_id, opened_at, until_at, second_factor_at)"
        " values (%s, %s, least(%s, clock_timestamp()), %s, %s) on conflict (token_hash) do nothing",
        [token_hash(token), person, at, until, second_factor_at],
    )


def second_factor_given(*, token: str, at: datetime) -> None:
    _write("update people_livesession set second_factor_at = %s where token_hash = %s", [at, token_hash(token)])


def end_session(*, token: str, at: datetime) -> None:
    _write(
        "update people_livesession set ended_at = %s where token_hash = %s and ended_at is null",
        [at, token_hash(token)],
    )


def end_all_sessions(*, person: UUID, at: datetime) -> None:
    """After a new password, or when a phone is lost."""
    _write("update people_livesession set ended_at = %s where person_id = %s and ended_at is null", [at, person])


def _write(sql: str, values: list[Any]) -> None:
    with connections["door"].cursor() as cursor:
        cursor.execute(sql, values)
