"""Somebody's own calendar: its address, and what stands at it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stek.people.access import public
from stek.people.stepping import stepping_in

from .. import calendar


@require_http_methods(["GET", "POST"])
def own_calendar(request: HttpRequest) -> HttpResponse:
    """Asks for an address, or a new one. It is shown once: only its hash is kept."""
    signed = request.actor  # type: ignore[attr-defined]
    address = ""
    if request.method == "POST":
        secret = calendar.open_feed(by=signed, at=signed.at)
        address = request.build_absolute_uri(reverse("calendar_feed", args=[secret]))
    return render(
        request, "continuity/calendar.html",
        {
            "address": address, "since": calendar.feed_since(signed), "done": request.GET.get("done", ""),
            "base": "web/base.html" if signed.discipline else "web/base_parent.html",
        },
    )  # fmt: skip


@require_POST
def own_calendar_end(request: HttpRequest) -> HttpResponse:
    signed = request.actor  # type: ignore[attr-defined]
    calendar.end_feed(by=signed, at=signed.at)
    return HttpResponseRedirect(reverse("own_calendar") + "?done=ended")


@public("a calendar cannot sign in: the secret in its address is the key, and nothing of content stands in it")
@require_GET
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    person = calendar.person_of(secret)
    if person is None:
        raise Http404
    with stepping_in(person) as signed:
        if signed is None:
            raise Http404
        body = calendar.calendar_of(calendar.entries(signed, signed.at), request.build_absolute_uri("/").rstrip("/"))
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer
