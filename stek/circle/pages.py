"""Every page of a family: the same frame, for parents or for those around them."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stek.people.waiting import name_tag

from .beside import WITH
from .cards import other_cards
from .gate import OWN, Visit


def page(request: HttpRequest, template: str, visit: Visit, status: int = 200, **context: Any) -> HttpResponse:
    """Renders a template that extends `base`: one calm column with the way out for a parent, the plain one else."""
    context |= {
        "visit": visit,
        "family": visit.family,
        "base": "web/base_parent.html" if visit.is_parent else "web/base.html",
        "done": request.GET.get("done", ""),
        "tag": partial(name_tag, visit.person),
        "here": context.get("here", request.path),
        "own": own(request, others=visit.others),
        "along": visit.beside,
        "card": visit.member_id if other_cards(visit) else "",
        # Said on the page of the hidden one only: on the open one somebody may look along.
        "on_hidden_card": other_cards(visit)
        and any(one.hidden for one in visit.facts.places if one.id == visit.member_id),
        # What Stek says after a deed is `done`; asking whether sign-in left a message costs a statement.
        "messages": (),
    }
    return render(request, template, context, status=status)


def own(request: HttpRequest, *, others: bool) -> dict[str, Any] | None:
    """For `circle/own.html`: whether this page shows what only the visitor reads, and the way to the other page.

    None where nobody else reads along: then there is nothing to ask. The same whether there is anything or not.
    """
    if not others or WITH in request.GET:
        return None
    asked = request.GET.copy()
    asked.pop("done", None)
    shown = bool(asked.pop(OWN, None))
    if not shown:
        asked[OWN] = "1"
    return {"shown": shown, "href": f"?{asked.urlencode()}" if asked else request.path}
