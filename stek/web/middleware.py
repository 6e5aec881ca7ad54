"""Small steps around every page."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import translation

from stek.kit.answering import answers
from stek.people import drafts, waiting
from stek.people.access import PUBLIC_NAMES, opens_without_database
from stek.people.identity import acting

from .errors import database_away, wrong_method

Respond = Callable[[HttpRequest], HttpResponse]
UNREAD = (400, 413, 503)  # what came could not be read, or nothing can be kept now
KEPT = "X-Stek-Kept"  # on an answer that is no arrival: the words are kept here, and need not stay on the device


def calm_headers(get_response: Respond) -> Respond:
    """No page stays behind on a shared device, and none asks for camera, place or microphone."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        door = request.resolver_match
        if request.method == "POST" and door and door.url_name == "account_logout":
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
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

    A connection that died while it was kept (the server was restarted) is replaced here, before anything is asked; so is
    one on which no answer comes.
    After a failed try nobody waits for another one for a while, the longer it took: threads that all wait would be a
    longer failure.
    """

    PAUSE, LONGEST_PAUSE = 1.0, 5.0  # seconds
    PATIENCE = 1.0  # seconds for an answer on a connection that was kept

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
        begun = time.monotonic()
        if begun < self.away_until:
            return False
        try:
            kept = connection.connection
            if kept is not None and connection.settings_dict["CONN_HEALTH_CHECKS"] and not answers(kept, self.PATIENCE):
                connection.close()
            connection.health_check_done = True  # type: ignore[attr-defined]
            connection.ensure_connection()
        except (OperationalError, InterfaceError, TimeoutError):
            connection.close()
            now = time.monotonic()
            self.away_until = now + min(self.LONGEST_PAUSE, max(self.PAUSE, 3 * (now - begun)))
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


def no_word_is_lost(get_response: Respond) -> Respond:
    """What was typed in a form that was refused, or met nothing or a fault, is a draft of who typed it.

    Around the transaction of the request, which is undone when something broke off.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code >= 400 and response.status_code not in UNREAD and not hasattr(request, "draft_kept"):
            typed = drafts.form_in(request)
            if typed and _kept(request, typed):
                response.headers[KEPT] = "1"
        return response

    return respond


def _kept(request: HttpRequest, typed: drafts.Typed) -> bool:
    """Whose form it is says its signed mark, so that also a form without a valid token loses nothing."""
    try:
        with acting(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")) as signed:
            return (
                signed is not None
                and drafts.whose(request) == str(signed.person)
                and drafts.keep(typed, by=signed.person, at=signed.at)
            )
    except DatabaseError:  # it is away: the words stay on the page
        return False


class FormsArriveOnce:
    """A form is one deed, however often it is sent; when it is done, its draft goes with it.

    The last before the view: who asks is known, and the token was looked at. The script is told where to go in a
    header, which names what arrived by answering its very request; a redirect it could not read.
    """

    def __init__(self, get_response: Respond):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= 400:
            return response
        actor, typed, door = request.actor, drafts.form_in(request), request.resolver_match  # type: ignore[attr-defined]
        if typed is None or door is None or hasattr(door.func, "no_deed") or not _is_theirs(request):
            return response
        to = response.headers.get("Location", "")
        if not to:  # a page that shows something once: nothing to go to again
            drafts.forget(typed, by=actor.person)
        elif not hasattr(request, "arrived_before"):
            drafts.arrived(typed, by=actor.person, at=actor.at, went_to=to)
        if to and request.headers.get(waiting.FORM):
            return HttpResponse(status=204, headers={waiting.GO: to})
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        typed = drafts.form_in(request)
        if typed is None or hasattr(view, "no_deed") or not _is_theirs(request):
            return None
        actor = request.actor  # type: ignore[attr-defined]
        found = drafts.before(typed, by=actor.person)
        if found is None:
            return None
        request.arrived_before = True  # type: ignore[attr-defined]
        first, went_to = found
        if first.fields == typed.fields:
            return HttpResponseRedirect(went_to)
        anew = typed.with_a_new_key()
        drafts.keep(anew, by=actor.person, at=actor.at)
        request.draft_kept = True  # type: ignore[attr-defined]
        context = {"first": first.words, "then": anew.words, "went_to": went_to, "page": typed.page}
        response = render(request, "web/sent_before.html", context, status=409)
        response.headers[KEPT] = "1"
        return response


def _is_theirs(request: HttpRequest) -> bool:
    actor = request.actor  # type: ignore[attr-defined]
    return actor is not None and drafts.whose(request) == str(actor.person)
