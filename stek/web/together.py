"""Who looks along stays in the address: on every link, form and redirect of the pages of that family."""

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.forms import HiddenInput
from django.http import HttpRequest, HttpResponse

from stek.circle.beside import WITH

Respond = Callable[[HttpRequest], HttpResponse]
TO = re.compile(r'(?<=[\s])((?:href|action|formaction|hx-get|hx-post)=")([^"]*)"')
ASKS = re.compile(r'<form\b[^>]*\bmethod="get"[^>]*>')


def keeps_who_looks_along(get_response: Respond) -> Respond:
    """Nothing is kept on the device or in the session: without the address there is nobody beside."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        door = request.resolver_match
        if WITH not in request.GET or door is None or "family" not in door.kwargs or response.streaming:
            return response
        family, who = f"/families/{door.kwargs['family']}/", request.GET.getlist(WITH)
        if to := response.headers.get("Location"):
            response.headers["Location"] = _kept(to, family, who)
        elif response.headers.get("Content-Type", "").startswith("text/html"):
            response.content = _kept_on(response.content.decode(), family, who).encode()
        return response

    return respond


def _kept_on(page: str, family: str, who: list[str]) -> str:
    """The page with who looks along on every way to another page of that family."""
    page = TO.sub(lambda found: f'{found[1]}{escape(_kept(unescape(found[2]), family, who))}"', page)
    fields = "".join(HiddenInput().render(WITH, one) for one in who)
    return ASKS.sub(
        lambda found: found[0] + fields, page
    )  # a browser puts the fields in place of what the address asks


def _kept(to: str, family: str, who: list[str]) -> str:
    split = urlsplit(to)
    here = to.startswith("?") or (split.path.startswith(family) and not split.netloc)
    if not here or f"{WITH}=" in split.query or split.path == f"{family}together/end/":
        return to
    asked = "&".join(filter(None, [split.query, urlencode([(WITH, one) for one in who])]))
    return urlunsplit(split._replace(query=asked))
