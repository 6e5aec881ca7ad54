"""Small steps around every page."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from stek.people import waiting
from stek.people.access import PUBLIC_NAMES

from .errors import wrong_method

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
