"""Small steps around every page."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import translation

from stek.people import waiting
from stek.people.access import PUBLIC_NAMES, opens_without_database

from .errors import database_away, wrong_method

Respond = Callable[[HttpRequest], HttpResponse]


def calm_headers(get_response: Respond) -> Respond:
    """No page stays behind on a shared device, and none asks for camera, place or microphone."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"
        )
        return response

    return respond


def words_for_a_wrong_method(get_response: Respond) -> Respond:
    """Django answers a wrong method with an empty page; people get a sentence."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content and request.method != "HEAD":
            return wrong_method(request, response.headers.get("Allow", ""))
        return response

    return respond


class LanguageMiddleware:
    """The language somebody chose (cookie), else Dutch: never guessed from a browser."""

    def __init__(self, get_response: Respond):
        self.get_response = get_response
        self.known = {code for code, _ in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get("taal", "")
        with translation.override(chosen if chosen in self.known else settings.LANGUAGE_CODE):
            return self.get_response(request)


class DatabaseAway:
    """While PostgreSQL is away: what needs no row opens as for somebody signed out, all else is a 503 that says so.

    A connection that died while it was kept (the server was restarted) is replaced here, before anything is asked.
    After a failed try nobody waits for another one during `PAUSE`: threads that all wait would be a longer failure.
    """

    PAUSE = 1.0  # seconds

    def __init__(self, get_response: Respond):
        self.get_response = get_response
        self.away_until = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_there():
            return self.get_response(request)
        if not self._opens(request):
            return database_away(request)
        request.database_away = True  # type: ignore[attr-defined]
        # What the session remembers is in the database. The cookie itself stays with the person.
        request.COOKIES = {name: text for name, text in request.COOKIES.items() if name != settings.SESSION_COOKIE_NAME}
        return self.get_response(request)

    def _is_there(self) -> bool:
        if time.monotonic() < self.away_until:
            return False
        try:
            connection.close_if_health_check_failed()
            connection.ensure_connection()
        except (OperationalError, InterfaceError):
            self.away_until = time.monotonic() + self.PAUSE
            return False
        return True

    @staticmethod
    def _opens(request: HttpRequest) -> bool:
        try:
            found = resolve(request.path_info)
        except Resolver404:
            return False
        return request.method in ("GET", "HEAD") and opens_without_database(found.func, found.url_name or "")


class SignedInByDefault:
    """Without a live session there is only the way in. What was typed waits for who comes back."""

    def __init__(self, get_response: Respond):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.actor is not None:  # type: ignore[attr-defined]
            return None
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            logout(request)  # the live session has ended elsewhere
        name = request.resolver_match.url_name if request.resolver_match else ""
        if hasattr(view, "public_because") or name in PUBLIC_NAMES:
            return None
        return waiting.send_to_sign_in(request)
