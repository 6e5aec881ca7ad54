"""A parent starts a record of their own; no professional is needed for that."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stek.kit import clock

from .. import actions
from ..actions import NewMember
from ..forms import FoundForm
from ..rules import MemberKind


@require_http_methods(["GET", "POST"])
def family_create(request: HttpRequest) -> HttpResponse:
    form = FoundForm(request.POST or None, today=clock.today(), initial={"called": request.actor.name})  # type: ignore[attr-defined]
    if not form.is_valid():
        return render(request, "circle/found.html", {"form": form}, status=422 if form.is_bound else 200)
    data, at = form.cleaned_data, clock.now()
    here = actions.found_family(by=request.actor, at=at, called=data["called"], relation=data["relation"])  # type: ignore[attr-defined]
    child = NewMember(
        MemberKind.CHILD, data["child"] or str(_("ons kindje")), born_on=data["born_on"], due_on=data["due_on"]
    )
    actions.add_member(member=child, by=here, at=at)
    return HttpResponseRedirect(reverse("family", args=[here.family]))
