"""One's own words of a family where one stands no more: to read, to print, to take along."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from stek.circle.former import Former, former_families, visit_to_own_words
from stek.circle.gate import Visit

from ..own_words import own_words as words_of


def _asked(request: HttpRequest, family: UUID) -> tuple[Visit, Former]:
    """For who never stood there, and for who still does, there is no such page."""
    actor = request.actor  # type: ignore[attr-defined]
    visit = visit_to_own_words(actor, family, actor.at)
    return visit, next(one for one in former_families() if one.id == family)


@require_GET
def own_words(request: HttpRequest, family: UUID) -> HttpResponse:
    visit, former = _asked(request, family)
    base = "web/base.html" if request.actor.discipline else "web/base_parent.html"  # type: ignore[attr-defined]
    shown = {"rooms": words_of(visit), "former": former, "family": family, "base": base, "messages": ()}
    return render(request, "web/own_words.html", shown)


@require_GET
def own_words_file(request: HttpRequest, family: UUID) -> HttpResponse:
    """The same as plain text."""
    visit, former = _asked(request, family)
    text = render_to_string("web/own_words.txt", {"rooms": words_of(visit), "former": former})
    return HttpResponse(
        text, content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{_("eigen-woorden.txt")}"'},
    )  # fmt: skip
