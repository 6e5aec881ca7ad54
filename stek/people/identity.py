"""One transaction a request, and in it one identity that PostgreSQL knows too."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from stek.kit.ids import FormKey
from stek.kit.written import Question, together
from stek.policy import Actor, Period, Purpose

from .rules import is_health_professional

AWAY = "stek_away"  # set by the quick exit, which may have had no reach to sign out (quick-exit.js)


@dataclass(frozen=True, slots=True)
class Signed:
    """Who is at the door in this request: the person behind a live session."""

    person: UUID
    name: str
    discipline: str
    opened_at: datetime
    until_at: datetime
    second_factor_at: datetime | None
    at: datetime  # the hour of this request, by the clock of the database, which judges periods
    shift_leaves: bool  # whether three times Shift leaves Stek; the button always does
    purpose: str

    def row_id(self, key: FormKey) -> UUID:
        """The id of what they make with the form that carries this key."""
        return key.row_of(self.person)

    def for_policy(self) -> Actor:
        return Actor(
            person=self.person,
            live=Period(self.opened_at, self.until_at),
            is_health_professional=is_health_professional(self.discipline),
            second_factor_at=self.second_factor_at,
        )


def enter(token: str, purpose: str = Purpose.CARE) -> Signed | None:
    """Tell PostgreSQL who asks, until the end of this transaction; and hear who that is.

    The token is bound on the server, so that it does not show in the list of running
    statements. Without a live session there is no identity, and no identity means no rows.
    """
    # A cookie may hold anything; PostgreSQL takes no null character, and no token has one.
    [rows] = together(Question("select * from stek.enter(%s, %s)", (token.replace("\x00", ""), purpose)))
    return Signed(*rows[0], purpose=purpose) if rows else None  # type: ignore[misc]


@contextmanager
def acting(token: str, purpose: str = Purpose.CARE) -> Iterator[Signed | None]:
    """A transaction in which the holder of `token` acts; for commands and tests."""
    with transaction.atomic():
        yield enter(token, purpose)


class IdentityMiddleware:
    """Wraps a request in a transaction and sets `request.actor` (None when signed out, or without a database)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if hasattr(request, "database_away"):
            request.actor = None  # type: ignore[attr-defined]
            return self.get_response(request)
        token, away = request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""), request.COOKIES.get(AWAY)
        if away:  # they left this device: nobody at it comes in by their session
            from .signals import end_at_once  # needs the models, which those who import this may not have yet

            end_at_once(token)
        with transaction.atomic():
            request.actor = None if away else enter(token)  # type: ignore[attr-defined]
            response = self.get_response(request)
            if response.status_code >= 500 or hasattr(request, "broken_off"):
                transaction.set_rollback(True)
        if away:
            response.delete_cookie(AWAY)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """What broke off is undone as a whole; at the end, because the page that says so may read first."""
        request.broken_off = True  # type: ignore[attr-defined]
