"""A page of the directory: with the quick way out for who is probably a parent."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stek.people.waiting import name_tag


def page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """Who has no discipline is probably a parent, and keeps the quick way out."""
    actor = request.actor  # type: ignore[attr-defined]
    context |= {
        "base": "web/base.html" if actor.discipline else "web/base_parent.html",
        "done": request.GET.get("done", ""),
        "tag": partial(name_tag, actor.person),
        "here": context.get("here", request.path),
        "messages": (),
    }
    return render(request, template, context, status=status)
