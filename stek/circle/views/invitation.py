"""An invitation: made by a parent, opened by who holds the link."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from stek.kit import clock
from stek.people.access import public
from stek.people.adapters import INVITED

from .. import actions, gate
from ..actions.invite import InvitationIsOver, invitation_holds
from ..forms import InviteForm, role_of
from ..models import CircleMember
from ..pages import page


@require_http_methods(["GET", "POST"])
def invitation_create(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    if not visit.is_parent:
        raise Http404
    form = InviteForm(request.POST or None)
    if not form.is_valid():
        return page(request, "circle/invite.html", visit, 422 if form.is_bound else 200, form=form)
    data = form.cleaned_data
    place, secret = actions.invite(
        called=data["called"], relation=data["relation"], role=role_of(data["relation"]), by=visit, at=visit.at
    )
    if data["verbs"] and role_of(data["relation"]) != "parent":
        days = data["days"]
        actions.give(
            to=place, verbs=data["verbs"], by=visit, at=visit.at,
            until_at=visit.at + timedelta(days=days) if days else None,
        )  # fmt: skip
    link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    return page(request, "circle/invited.html", visit, 201, called=data["called"], link=link)


@require_POST
def invitation_take_back(request: HttpRequest, family: UUID, place: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    if not visit.is_parent:
        raise Http404
    gate.find(visit, CircleMember, place)
    actions.take_back(place=place, by=visit, at=visit.at)
    return HttpResponseRedirect(reverse("access", args=[family]) + "?done=taken_back")


@public("who holds the link may not have an account yet; the page tells nothing about the family")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    if not invitation_holds(secret):
        return render(request, "circle/invitation_over.html", status=410)
    if request.actor is None:  # type: ignore[attr-defined]
        request.session[INVITED] = True
        return render(request, "circle/invitation.html", {"here": request.path, "signed_in": False})
    if request.method == "GET":
        return render(request, "circle/invitation.html", {"here": request.path, "signed_in": True})
    try:
        here = actions.accept(secret=secret, by=request.actor, at=clock.now())  # type: ignore[attr-defined]
    except InvitationIsOver:
        return render(request, "circle/invitation_over.html", status=410)
    return HttpResponseRedirect(reverse("family", args=[here.family]) + "?done=joined")
