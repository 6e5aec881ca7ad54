"""Pages that hold no family data."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST, require_safe

from stek.people.access import public

from ..context import THEMES

YEAR = 365 * 24 * 60 * 60


@public("help numbers are one tap away, also for who is not signed in", without_database=True)
@require_GET
def help_now(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    at_home = actor is not None and not actor.discipline  # a parent keeps the quick way out
    return render(request, "web/help.html", {"base": "web/base_parent.html" if at_home else "web/base.html"})


@public("light, dark or night: a cookie, on every page, also at the door")
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("thema", "")
    if chosen in THEMES:
        response.set_cookie("thema", chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    else:
        response.delete_cookie("thema")
    return response


@public("a monitor asks whether the server answers; says nothing else", without_database=True)
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@public("asks search engines to stay away", without_database=True)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")
