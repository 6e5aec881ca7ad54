"""Which carers read this and who changed what, in plain words and by day, from the trail."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from stek.trail.queries import entries

from .. import actions, gate
from ..emergencies import emergencies, told_to
from ..models import BreakGlass
from ..pages import page
from ..queries import circle_of
from ..reading import sentences


@require_GET
def trail(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    if not visit.is_parent:
        raise Http404
    found = entries(family, visit.person, before=request.GET.get("before", ""), own=not visit.discreet)
    circle = circle_of(visit)
    told = [one for one in found.entries if visit.out_of_sight.isdisjoint(one.rests_on)]
    return page(
        request, "circle/trail.html", visit, days=sentences(circle, told), older=found.older,
        emergencies=emergencies(circle, told_to(visit)),
    )  # fmt: skip


@require_POST
def emergency_review(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    glass = gate.find(visit, BreakGlass, id)
    if not visit.is_parent:
        raise Http404
    actions.review(glass=glass, by=visit, at=visit.at)
    return HttpResponseRedirect(reverse("trail", args=[family]) + "?done=reviewed")
