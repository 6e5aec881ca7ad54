"""What somebody typed and has not saved: kept while they type, and read back on a page of their own."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_http_methods, require_POST

from stek.circle.queries import my_families
from stek.kit.ids import is_id
from stek.people import drafts as kept
from stek.people import waiting

ARRIVED = "X-Stek-Arrived"  # on a 409: with these words


def no_deed(view: Any) -> Any:
    """A form that is sent here does not arrive by it."""
    view.no_deed = True
    return view


@no_deed
@require_http_methods(["GET", "POST"])
def drafts(request: HttpRequest) -> HttpResponse:
    """One's own, from every family and from none; also from where one is no longer let in."""
    return _keep(request) if request.method == "POST" else _own(request)


def _keep(request: HttpRequest) -> HttpResponse:
    """204 when it stands here; 409 when this very form was saved before, and told apart when it was with the same words."""
    actor, typed = request.actor, kept.form_in(request)  # type: ignore[attr-defined]
    if typed is None or kept.whose(request) != str(actor.person):
        return HttpResponse(status=400)
    if kept.keep(typed, by=actor.person, at=actor.at):
        return HttpResponse(status=204)
    found = kept.before(typed, by=actor.person)
    same = found is not None and typed.arrived_as(found[0])
    return HttpResponse(status=409, headers={ARRIVED: "1"} if same else {})


def _own(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    waiting.take_in(request)
    found = kept.unsaved(by=actor.person)
    here = {one.id for one in my_families(actor, actor.at)} if found else set()
    return render(
        request, "web/drafts.html",
        {
            "drafts": [
                {"id": one.id, "words": one.typed.words, "kept_at": one.kept_at, "page": _page(one.id, one.typed.page, here)}
                for one in found
            ],
            "gone": request.GET.get("done") == "gone",
            "base": "web/base.html" if actor.discipline else "web/base_parent.html",
            "messages": (),
        },
    )  # fmt: skip


def _page(id: UUID, page: str, here: Collection[UUID]) -> str:
    """The address of its form; "" where one is no longer let in, of which nothing is said."""
    try:
        door = resolve(page.partition("?")[0])
    except Resolver404:
        return ""
    family = door.kwargs.get("family")
    opens = family is None or family in here
    return kept.address_of(page, id) if opens else ""


@no_deed
@require_POST
def draft_removal(request: HttpRequest) -> HttpResponse:
    """Away with it: one of the own page, or the one that stands in the form this comes from."""
    actor, typed = request.actor, kept.form_in(request)  # type: ignore[attr-defined]
    id = request.POST.get("draft", "")
    if is_id(id):
        kept.throw_away(UUID(id), by=actor.person)
    elif typed is not None:
        kept.forget(typed, by=actor.person)
        return HttpResponseRedirect(typed.page)
    return HttpResponseRedirect(reverse("drafts") + "?done=gone")
