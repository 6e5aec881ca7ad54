"""What every page with a form here does in the same way, and where one goes afterwards."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from stek.circle.gate import Visit
from stek.circle.pages import page
from stek.circle.refusing import must
from stek.people.waiting import take
from stek.policy import Verb

from .actions import RestIsGone
from .forms import ContactForm
from .labels import DONE
from .rules import CONTACT


def shown(request: HttpRequest, template: str, visit: Visit, status: int = 200, **context: Any) -> HttpResponse:
    """A page here; `says` is what Stek says after what somebody did a moment ago."""
    said = str(DONE.get(request.GET.get("done", ""), ""))
    return page(request, template, visit, status, **{"says": said} | context)


def write(
    request: HttpRequest,
    visit: Visit,
    *,
    make: Callable[..., ContactForm],
    save: Callable[[Any], str],
    template: str,
    initial: dict[str, Any] | None = None,
    context: Callable[[Any], dict[str, Any]] = lambda form: {},
) -> HttpResponse:
    """Shows the form, or saves what it holds and goes to the address that `save` gives. No word is lost on the way.

    `context` gives what else the page shows, of a form that was filled in or not.
    """
    must(visit, Verb.NOTE, CONTACT)
    sent = request.POST if request.method == "POST" else take(request, request.get_full_path())
    form = make(sent, initial=initial or {})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                address = save(form)
            except RestIsGone:
                form.add_error(
                    None, _("Waar dit op steunt, is er niet meer of lees je niet meer. Je woorden staan er nog.")
                )
            else:
                return HttpResponseRedirect(address)
    return shown(request, template, visit, status, form=form, here=request.get_full_path(), **context(form))


def back_to(request: HttpRequest, otherwise: str) -> str:
    """The page somebody came from, when it is one of this house."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    safe = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, None)
    return asked if safe else otherwise


def after(address: str, done: str, visit: Visit, of: UUID) -> str:
    """There, with what was done, and with what: so that the page can say it and offer to undo it."""
    parts = urlsplit(address)
    query = QueryDict(parts.query, mutable=True)
    for name, value in (("done", done), ("family", str(visit.family)), ("moved", str(of))):
        query[name] = value
    return urlunsplit(parts._replace(query=urlencode(list(query.items()))))
