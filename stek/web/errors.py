"""When something is not there or goes wrong: a sentence, and what to do."""

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from stek.kit.typed import is_secret, typed_words

from .context import shell

SECONDS_TO_RETRY = 5


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def wrong_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """Somebody came by its address to where only a form goes, or the other way round."""
    response = render(request, "405.html", status=405)
    response.headers["Allow"] = allowed
    return response


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page for what is not there and for what is not yours to see."""
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Cookies off, or a form that has lain open for very long. What was typed is shown again."""
    return render(request, "csrf.html", {"typed": typed_words(request)}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without a person or a database: what failed may be just that."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return database_away(request)
    return HttpResponse(render_to_string("500.html"), status=500)


def database_away(request: HttpRequest) -> HttpResponse:
    """503: what was typed stands on the page, and one press sends the whole form again, under the same key."""
    fields = [] if is_secret(request) else [
        (name, text) for name, texts in request.POST.lists() for text in texts
    ]  # fmt: skip
    page = render_to_string(
        "503.html",
        shell(request)
        | {"actor": None, "fields": fields, "typed": typed_words(request), "here": request.get_full_path()},
    )
    response = HttpResponse(page, status=503, headers={"Retry-After": str(SECONDS_TO_RETRY)})
    if request.path == reverse("account_logout"):
        # The session cannot be ended now; without its cookie nobody at this device comes in by it.
        response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Lax")
    return response
