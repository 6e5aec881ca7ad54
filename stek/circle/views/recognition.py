"""Who took a link as kin or carer: a parent says whether that is whom they meant."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from stek.policy import Role

from .. import actions, gate
from ..models import CircleMember


@require_POST
def recognition_create(request: HttpRequest, family: UUID, place: UUID) -> HttpResponse:
    """Yes: what was given to the place holds from now on. No: the place ends at once, and its link with it."""
    visit = gate.visit_of(request, family)
    found = gate.find(visit, CircleMember, place)
    if not visit.is_parent or found.role == Role.PARENT or found.person_id is None:
        raise Http404
    back = reverse("access" if found.known_to is None else "alone", args=[family])
    if request.POST.get("answer") == "yes":
        try:
            actions.recognise(place=place, by=visit, at=visit.at)
        except actions.NotTheirs:  # ended meanwhile
            return HttpResponseRedirect(back)
        return HttpResponseRedirect(f"{back}?done=recognised")
    if found.recognised_at is not None:  # by another parent, meanwhile
        return HttpResponseRedirect(f"{back}?done=recognised_already")
    # Nobody ends another's yes: where the other parent asked them in, the place stays, and still reads nothing.
    is_over = actions.let_go(place=place, by=visit, at=visit.at) is actions.LetGo.ENDED
    return HttpResponseRedirect(f"{back}?done={'not_them' if is_over else 'not_mine_to_end'}")
