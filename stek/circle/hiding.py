"""Hiding something from somebody: the same question for a note, a factor, a need and a goal."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from stek.people.waiting import take

from .actions import seal
from .forms import SealForm
from .gate import NotYours, Visit
from .models import GatedRow
from .pages import page
from .queries import Circle, circle_of


def may_hide(visit: Visit, row: GatedRow) -> bool:
    """A parent, or who wrote it."""
    return visit.is_parent or row.author_id == visit.person


def hide(
    request: HttpRequest, visit: Visit, row: GatedRow, *, thread: UUID, to: str, template: str,
    quote: Callable[[Circle], str], may: bool, place: Callable[..., object] | None = None,
) -> HttpResponse:  # fmt: skip
    """Asks it of something that somebody wrote: `quote` gives the words that are hidden. 403 in words for who may
    not. `place` seals it where a room has a rule of its own, with what `seal` takes but the thread."""
    if not may:
        return page(request, "circle/not_yet.html", visit, 403)
    circle = circle_of(visit)
    return ask(
        request, circle, (visit.person, row.author_id), thread=thread, to=to, template=template,
        shown=lambda: {"id": row.id, "quote": quote(circle)}, place=place,
    )  # fmt: skip


def ask(
    request: HttpRequest, circle: Circle, without: tuple[UUID | None, ...], *, thread: UUID, to: str, template: str,
    shown: Callable[[], dict[str, Any]], place: Callable[..., object] | None = None,
) -> HttpResponse:  # fmt: skip
    """The page that asks from whom (nobody of `without`), and its answer; `template` extends `circle/hide.html`.
    Afterwards one goes on at `to`."""
    visit, sent = circle.visit, request.method == "POST"
    people = [one for one in circle.around if one.is_in(visit.at) and one.person_id not in without]
    form = SealForm(request.POST if sent else take(request, request.path), people=people)
    if sent and form.is_valid():
        data = form.cleaned_data
        place = place or partial(seal, thread=thread)
        try:
            place(hidden_from=data["hidden_from"], why=data["why"], by=visit, at=visit.at)
        except NotYours as gone:
            raise Http404 from gone
        return HttpResponseRedirect(to)
    return page(request, template, visit, 422 if sent else 200, form=form, **shown())
