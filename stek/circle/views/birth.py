"""Our child is born: said by a parent."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from stek.kit import clock
from stek.kit.bidi import bare
from stek.people.waiting import take

from .. import actions, gate
from ..forms import BirthForm
from ..pages import page
from ..queries import circle_of


@require_http_methods(["GET", "POST"])
def birth_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    child = next((one for one in circle_of(visit).children if one.id == id), None)
    if not visit.is_parent or child is None:
        raise Http404
    if child.born_on:  # said already, by the other parent perhaps, or by a form sent twice
        return HttpResponseRedirect(reverse("family", args=[family]))
    sent = request.method == "POST"
    form = BirthForm(
        request.POST if sent else take(request, request.path), today=clock.today(), due_on=child.due_on,
        initial={"called": bare(child.called), "born_on": clock.today()},
    )  # fmt: skip
    if not (sent and form.is_valid()):
        return page(request, "circle/birth.html", visit, 422 if sent else 200, form=form, child=child)
    try:
        actions.birth(child=id, **form.cleaned_data, by=visit, at=visit.at)
    except actions.NotExpected:  # said in this very moment on another device
        return HttpResponseRedirect(reverse("family", args=[family]))
    return HttpResponseRedirect(reverse("family", args=[family]) + "?done=born")
