"""An invitation: made by a parent, opened by who holds the link."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from stek.kit import clock
from stek.people.access import public
from stek.people.invited import INVITED
from stek.people.waiting import take

from .. import actions, gate
from ..actions.invite import InvitationIsOver, NothingToTakeBack, what_it_gives
from ..consents import shown_before
from ..forms import InviteForm, RelationForm, role_of
from ..giving import by_section
from ..models import CircleMember
from ..pages import page
from ..queries import circle_of
from ..rules import Relation


@require_http_methods(["GET", "POST"])
def invitation_create(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    if not visit.is_parent:
        raise Http404
    sent = request.method == "POST"
    typed = request.POST if sent else take(request, request.path)
    relation = (request.GET if typed is None else typed).get("relation", "")
    first = RelationForm(request.GET if "relation" in request.GET else None)
    if typed is None and not first.is_valid():
        return page(request, "circle/invite_whom.html", visit, form=first)
    others = [one for one in circle_of(visit).around if one.is_in(visit.at) and one.person_id != visit.person]
    if sent and request.POST.get("give") == "choose":  # what was typed stands there again, and nothing is done
        again = {"called": request.POST.get("called", ""), "hidden_from": request.POST.getlist("hidden_from")}
        form = InviteForm(relation=relation, others=others, initial=again)
        return page(request, "circle/invite.html", visit, form=form)
    form = InviteForm(typed, relation=relation, others=others, whole=typed is None or typed.get("give") == "whole")
    if not (sent and form.is_valid()):
        return page(request, "circle/invite.html", visit, 422 if sent else 200, form=form)
    data = form.cleaned_data
    place, secret = actions.invite(
        called=data["called"], relation=Relation(relation), role=role_of(relation), by=visit, at=visit.at,
        hidden_from=data.get("hidden_from", ()), id=visit.row_id(data["id"]),
    )  # fmt: skip
    given, period = form.gives()
    until_at = visit.at + period if period else None
    for section, verbs in by_section(given).items():
        actions.give(to=place, section=section, verbs=verbs, by=visit, at=visit.at, until_at=until_at)
    link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    return page(
        request, "circle/invited.html", visit, 201, called=data["called"], link=link, form=form, until_at=until_at
    )


@require_POST
def invitation_take_back(request: HttpRequest, family: UUID, place: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    if not visit.is_parent:
        raise Http404
    gate.find(visit, CircleMember, place)
    try:
        actions.take_back(place=place, by=visit, at=visit.at)
    except NothingToTakeBack:
        return HttpResponseRedirect(reverse("access", args=[family]))  # the page says how it stands
    return HttpResponseRedirect(reverse("access", args=[family]) + "?done=taken_back")


@public("who holds the link may not have an account yet; the page tells nothing about the family")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    if actor is not None and request.method == "POST":
        try:
            here = actions.accept(secret=secret, by=actor, at=actor.at)
        except InvitationIsOver:
            return render(request, "circle/invitation_over.html", status=410)
        if here is None:
            return HttpResponseRedirect(reverse("parent_waits"))
        return HttpResponseRedirect(reverse("family", args=[here.family]) + "?done=joined")
    gives = what_it_gives(secret=secret)
    if gives is None:
        return render(request, "circle/invitation_over.html", status=410)
    if actor is None:
        request.session[INVITED] = secret
    return render(
        request, "circle/invitation.html",
        {"here": request.path, "signed_in": actor is not None, "shown": shown_before(gives, clock.now())},
    )  # fmt: skip
