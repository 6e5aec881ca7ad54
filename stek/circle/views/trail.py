"""Who read this, in plain words, from the trail."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from stek.trail.queries import entries

from .. import gate
from ..pages import page
from ..queries import circle_of
from ..reading import sentences


@require_GET
def trail(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    if not visit.is_parent:
        raise Http404
    found = entries(family, before=request.GET.get("before", ""))
    return page(
        request, "circle/trail.html", visit, days=sentences(circle_of(visit), found.entries), older=found.older
    )
