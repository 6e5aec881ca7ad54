"""Breaking the glass. The page is the same for a family that exists and one that does not."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from stek.people.rules import is_health_professional
from stek.people.waiting import keep, name_tag, take

from .. import actions
from ..actions.emergency import GlassStaysShut
from ..forms import EmergencyForm


@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest, family: UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    if not is_health_professional(actor.discipline):
        raise Http404
    sent = request.method == "POST"
    form = EmergencyForm(request.POST if sent else take(request, request.path))
    context = {"form": form, "tag": name_tag(actor.person), "here": request.path}
    if not (sent and form.is_valid()):
        return render(request, "circle/emergency.html", context, status=422 if sent else 200)
    try:
        actions.break_glass(family=family, why=form.cleaned_data["why"], by=actor, at=actor.at)
    except GlassStaysShut:
        keep(request, request.path)  # the second key is on another page
        return render(request, "circle/emergency.html", context | {"shut": True}, status=403)
    return HttpResponseRedirect(reverse("family", args=[family]))
