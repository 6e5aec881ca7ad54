"""A parent starts a record of their own; no professional is needed for that."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stek.kit import clock
from stek.people.waiting import name_tag, take

from .. import actions
from ..actions import NewMember
from ..forms import FoundForm
from ..rules import MemberKind


@require_http_methods(["GET", "POST"])
def family_create(request: HttpRequest) -> HttpResponse:
    actor, sent = request.actor, request.method == "POST"  # type: ignore[attr-defined]
    form = FoundForm(
        request.POST if sent else take(request, request.path), today=clock.today(), initial={"called": actor.name}
    )
    if not (sent and form.is_valid()):
        context = {"form": form, "tag": name_tag(actor.person), "here": request.path}
        return render(request, "circle/found.html", context, status=422 if sent else 200)
    data, at = form.cleaned_data, actor.at
    family = actor.row_id(data["id"])
    try:
        here = actions.found_family(by=actor, at=at, called=data["called"], relation=data["relation"], id=family)
    except actions.AlreadyFounded:  # sent twice
        return HttpResponseRedirect(reverse("family", args=[family]))
    child = NewMember(
        MemberKind.CHILD, data["child"] or str(_("het kindje")), born_on=data["born_on"], due_on=data["due_on"]
    )
    actions.add_member(member=child, by=here, at=at)
    return HttpResponseRedirect(reverse("family", args=[here.family]))
