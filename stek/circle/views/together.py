"""Looking together at a family's record: who sits beside one, and the end of it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from stek.policy import Role

from .. import gate
from ..pages import page
from ..queries import circle_of


@require_GET
def together(request: HttpRequest, family: UUID) -> HttpResponse:
    """Whom one can look together with: who stands here now, as far as one may say so in sight."""
    visit = gate.visit_of(request, family)
    if visit.member_id is None:
        raise Http404
    circle = circle_of(visit)
    others = (one for one in circle.around if one.is_in(visit.at) and one.person_id != visit.person)
    there = [one for one in others if not one.is_new and not (visit.discreet and one.hidden)]
    ticked = {one.id for one in there if one.role is Role.PARENT and not visit.is_parent}
    return page(request, "circle/together.html", visit, there=there, ticked=ticked)


@require_GET
def together_end(request: HttpRequest, family: UUID) -> HttpResponse:
    """To the family's page, as for oneself."""
    return HttpResponseRedirect(reverse("family", args=[gate.visit_of(request, family).family]))
