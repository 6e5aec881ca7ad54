"""Words that were typed when the session had ended: kept, unread, until the same person is back.

They wait in the new session, which is encrypted with a key that only the cookie holds.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.datastructures import MultiValueDict

WAITING = "waiting_words"
SALT = "stek.waiting"


def name_tag(person: object) -> str:
    """A signed mark in a form: whose words these are, should the session end meanwhile."""
    return signing.Signer(salt=SALT).sign(str(person))  # no time in it: the same page is the same bytes


def send_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back again. From a form, what was typed goes along."""
    back = request.get_full_path()
    if request.method == "POST":
        if request.headers.get("X-Stek-Draft"):
            return HttpResponse(status=401)
        back = request.POST.get("page", "/")
        keep(request, back)
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}")


def keep(request: HttpRequest, page: str) -> None:
    """What was typed waits until this person is on that page again."""
    try:
        person = signing.Signer(salt=SALT).unsign(request.POST.get("tag", ""))
    except signing.BadSignature:
        return
    fields = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    request.session[WAITING] = {"person": person, "page": page, "fields": fields}


def take(request: HttpRequest, page: str) -> MultiValueDict[str, str] | None:
    """The fields that wait for this person on this page, once. Somebody else who comes by never sees them."""
    kept = request.session.get(WAITING)
    if not kept or kept["page"] != page:
        return None
    del request.session[WAITING]
    return MultiValueDict(kept["fields"]) if kept["person"] == str(request.actor.person) else None  # type: ignore[attr-defined]
