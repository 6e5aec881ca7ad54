"""Words that were typed when the session had ended: kept, unread, until the same person is back.

They wait in the new session, which is encrypted with a key that only the cookie holds, and become a draft
(`drafts.py`) on the page they came from.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

from stek.kit.forms import Kept

from . import drafts
from .drafts import Typed, name_tag

__all__ = ["FORM", "GO", "keep", "name_tag", "send_to_sign_in", "take"]

WAITING = "waiting_words"
FORM = "X-Stek-Form"  # a form that the script sends, or keeps: it hears where to go
GO = "X-Stek-Go"


def send_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back again. From a form, what was typed goes along."""
    back = request.get_full_path()
    if request.method == "POST":
        back = request.POST.get("page", "/")
        keep(request, back)
    to = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"
    if request.headers.get(FORM):
        return HttpResponse(status=401, headers={GO: to})
    return HttpResponseRedirect(to)


def keep(request: HttpRequest, page: str) -> None:
    """What was typed waits until this person is on that page again."""
    typed, person = drafts.form_in(request), drafts.whose(request)
    if typed and person:
        request.session[WAITING] = {"person": person, "page": page, "fields": dict(typed.fields)}


def take(request: HttpRequest, page: str) -> Kept | None:
    """What this person typed on this page and did not save, as it stood. Somebody else who comes by never sees it."""
    actor = request.actor  # type: ignore[attr-defined]
    if getattr(request, "in_company", False):  # somebody is said to look along: it waits until they do not
        return None
    take_in(request)
    found = drafts.here(page, by=actor.person, chosen=request.GET.get(drafts.CHOSEN, ""))
    return found.kept() if found else None


def take_in(request: HttpRequest) -> None:
    """What waited in the session becomes a draft of the person who typed it, or goes."""
    actor, kept = request.actor, request.session.get(WAITING)  # type: ignore[attr-defined]
    if kept:
        del request.session[WAITING]
        if kept["person"] == str(actor.person):
            drafts.keep(Typed(kept["page"], kept["fields"]), by=actor.person, at=actor.at)
