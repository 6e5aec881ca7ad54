"""When something is not there or goes wrong: a sentence, and what to do."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# Where people type more than a name.
TYPED = ("words", "why", "text")


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
    typed = (request.POST.get(name, "") for name in TYPED)
    return render(request, "csrf.html", {"typed": "\n\n".join(filter(None, typed))}, status=403)
