"""Every page of a family: the same frame, for parents or for those around them."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stek.people.waiting import name_tag

from .gate import Visit


def page(request: HttpRequest, template: str, visit: Visit, status: int = 200, **context: Any) -> HttpResponse:
    """Renders a template that extends `base`: one calm column with the way out for a parent, the plain one else."""
    context |= {
        "visit": visit,
        "family": visit.family,
        "base": "web/base_parent.html" if visit.is_parent else "web/base.html",
        "done": request.GET.get("done", ""),
        "tag": partial(name_tag, visit.person),
        "here": context.get("here", request.path),
        # What Stek says after a deed is `done`; asking whether sign-in left a message costs a statement.
        "messages": (),
    }
    return render(request, template, context, status=status)
