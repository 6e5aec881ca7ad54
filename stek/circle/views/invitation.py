"""An invitation: made by a parent, opened by who holds the link."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stek.kit import clock
from stek.people.access import public
from stek.people.invited import INVITED
from stek.people.waiting import take
from stek.policy import Role

from .. import actions, gate
from ..actions.invite import InvitationIsOver, NothingToTakeBack, what_it_gives
from ..asking import newcomers
from ..consents import may_end_of, shown_before
from ..forms import role_of
from ..giving import by_section
from ..invitation_forms import AloneForm, InviteForm, RelationForm, named_children
from ..labels import RELATION_TO_CHOOSE
from ..models import CircleMember
from ..pages import page
from ..queries import circle_of, my_families
from ..rules import Relation


@require_http_methods(["GET", "POST"])
def invitation_create(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    if not visit.is_parent:
        raise Http404
    make = partial(InviteForm, children=named_children(circle_of(visit)))
    return _invite(request, visit, make, "circle/invite_whom.html", "circle/invite.html", RELATION_TO_CHOOSE)


@require_http_methods(["GET", "POST"])
def alone(request: HttpRequest, family: UUID) -> HttpResponse:
    """Somebody for this parent alone: a road of its own, from the page for help. And who is there in that way now."""
    visit = gate.visit_of(request, family)
    if not visit.is_parent:
        raise Http404
    circle = circle_of(visit.whole)
    around = circle.around
    others = [one for one in around if one.is_in(visit.at) and one.person_id != visit.person and not one.hidden]
    hidden = [one for one in around if one.hidden]
    there = [one for one in hidden if one.until_at is None or visit.at < one.until_at]
    gone = [one for one in hidden if one not in there]
    ends = [one.id for one in there if may_end_of(circle, one.made_by)]
    make = partial(AloneForm, others=others, children=named_children(circle))
    relations = {code: label for code, label in RELATION_TO_CHOOSE.items() if role_of(code) is not Role.PARENT}
    return _invite(
        request,
        visit,
        make,
        "circle/alone_whom.html",
        "circle/alone.html",
        relations,
        there=there,
        gone=gone,
        new=newcomers({one.id: one for one in there if one.is_new}),
        ends=ends,
    )


def _invite(
    request: HttpRequest, visit: gate.Visit, make: Callable[..., InviteForm], whom: str, template: str,
    relations: Mapping[str, Any], **shown: Any,
) -> HttpResponse:  # fmt: skip
    """First who it is; then, in one sentence or part by part, what they may; then the link."""
    sent = request.method == "POST"
    typed = request.POST if sent else take(request, request.path)
    relation = (request.GET if typed is None else typed).get("relation", "")
    first = RelationForm(request.GET if "relation" in request.GET else None, relations=relations)
    if relation in RELATION_TO_CHOOSE and relation not in relations:
        raise Http404  # a parent is never there for one parent alone
    if typed is None and not first.is_valid():
        return page(request, whom, visit, form=first, **shown)
    if sent and request.POST.get("give") == "choose":  # what was typed stands there again, and nothing is done
        again = {"called": request.POST.get("called", ""), "known_to": request.POST.getlist("known_to")}
        return page(request, template, visit, form=make(relation=relation, initial=again), **shown)
    form = make(typed, relation=relation, whole=typed is None or typed.get("give") == "whole")
    if not (sent and form.is_valid()):
        return page(request, template, visit, 422 if sent else 200, form=form, **shown)
    data = form.cleaned_data
    place, secret = actions.invite(
        called=data["called"], relation=Relation(relation), role=role_of(relation), by=visit, at=visit.at,
        known_to=data.get("known_to"), id=visit.row_id(data["id"]),
    )  # fmt: skip
    given, period = form.gives()
    until_at = visit.at + period if period else None
    for section, verbs in by_section(given).items():
        actions.give(to=place, section=section, verbs=verbs, by=visit, at=visit.at, until_at=until_at, **form.about())
    link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    return page(
        request, "circle/invited.html", visit, 201, called=data["called"], link=link, form=form, until_at=until_at
    )


@require_GET
def alone_where(request: HttpRequest) -> HttpResponse:
    """From the page for help, which knows no family: to the one of whom somebody is a parent, or a choice."""
    actor = request.actor  # type: ignore[attr-defined]
    mine = [one for one in my_families(actor, actor.at) if one.role is Role.PARENT]
    if len(mine) == 1:
        return HttpResponseRedirect(reverse("alone", args=[mine[0].id]))
    return render(request, "circle/alone_where.html", {"families": mine})


@require_POST
def invitation_take_back(request: HttpRequest, family: UUID, place: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    if not visit.is_parent:
        raise Http404
    back = reverse("access" if gate.find(visit, CircleMember, place).known_to is None else "alone", args=[family])
    try:
        actions.take_back(place=place, by=visit, at=visit.at)
    except NothingToTakeBack:
        return HttpResponseRedirect(back)  # the page says how it stands
    return HttpResponseRedirect(f"{back}?done=taken_back")


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
