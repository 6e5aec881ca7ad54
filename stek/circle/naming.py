"""Sharing something of one's own: one press, but for what is about safety, of which is asked who reads it."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from stek.people.waiting import take
from stek.policy import Section

from .actions import Named, NotNamed
from .gate import Visit
from .pages import page
from .queries import circle_of
from .reached import would_read
from .safety_forms import NamedForm


def share(
    request: HttpRequest, visit: Visit, section: Section, *, thread: UUID, to: str, quote: str, is_safety: bool,
    share: Callable[[Named | None], None], done: str = "shared",
) -> HttpResponse:  # fmt: skip
    """Shares and goes to `to`, which says what is `done`; or asks first who may read this (`quote` are its words), with all who would."""
    sent = request.method == "POST"
    if not is_safety:
        if sent:
            share(None)
        return HttpResponseRedirect(f"{to}?done={done}" if sent else to)
    circle = circle_of(visit)
    form = NamedForm(
        request.POST if sent else take(request, request.path), would_read=would_read(circle, section, [thread])
    )
    status = 422 if sent else 200
    if sent and form.is_valid():
        try:
            share(form.named())
        except NotNamed:  # somebody came in, or left, since this page was asked
            status = 409
        else:
            return HttpResponseRedirect(f"{to}?done=shared_named")
    return page(request, "circle/naming.html", visit, status, named=form, quote=quote, to=to)
