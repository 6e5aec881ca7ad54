"""Choosing from which card somebody acts in a family where they have two."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from .. import gate
from ..cards import act_from


@require_POST
def card_choose(request: HttpRequest, family: UUID, place: UUID) -> HttpResponse:
    gate.visit_of(request, family)
    act_from(place)
    return HttpResponseRedirect(reverse("family", args=[family]))
