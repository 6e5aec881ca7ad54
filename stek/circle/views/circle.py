"""Saying who and what is around the family."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from stek.people.waiting import take

from .. import actions, gate
from ..forms import TieForm
from ..models import Tie
from ..pages import page
from ..queries import circle_of


@require_http_methods(["GET", "POST"])
def tie_create(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    if not visit.is_parent:
        raise Http404
    sent = request.method == "POST"
    form = TieForm(request.POST if sent else take(request, request.path), members=circle_of(visit).members)
    if not (sent and form.is_valid()):
        return page(request, "circle/tie.html", visit, 422 if sent else 200, form=form)
    actions.tie(**form.cleaned_data, by=visit, at=visit.at)
    return HttpResponseRedirect(reverse("family", args=[family]) + "?done=tied#circle")


@require_POST
def tie_end(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    if not visit.is_parent:
        raise Http404
    actions.end_tie(tie=gate.find(visit, Tie, id).id, by=visit, at=visit.at)
    return HttpResponseRedirect(reverse("family", args=[family]) + "?done=untied#circle")
