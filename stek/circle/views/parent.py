"""A second parent: who waits, and the question to who is there already."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from stek.policy import Role

from .. import actions, gate
from ..actions.parent import NobodyAsks
from ..asking import AskingParent, asking_parents, my_waits
from ..invitation_forms import MayKnowForm
from ..models import CircleMember
from ..pages import page
from ..queries import Around, circle_of


def _asked(visit: gate.Visit, place: UUID) -> AskingParent:
    found = next((one for one in asking_parents() if (one.family, one.place) == (visit.family, place)), None)
    if found is None:
        raise Http404
    return found


def _asked_in_by_me(visit: gate.Visit) -> list[Around]:
    """Who stands there, or is asked in, by this parent's invitation and is known to everybody."""
    mine = set(
        CircleMember.objects.filter(family_id=visit.family, invited_by=visit.person).values_list("id", flat=True)
    )
    return [
        one
        for one in circle_of(visit).around
        if one.id in mine
        and not one.hidden
        and one.role is not Role.PARENT
        and (one.until_at is None or visit.at < one.until_at)
    ]


@require_GET
def parent_asks(request: HttpRequest, family: UUID, place: UUID) -> HttpResponse:
    """May this account come in as a parent? For everybody but a parent there is nothing here."""
    visit = gate.visit_of(request, family)
    one = _asked(visit, place)
    return page(request, "circle/parent_asks.html", visit, one=one, form=MayKnowForm(mine=_asked_in_by_me(visit)))


@require_POST
def parent_answer_create(request: HttpRequest, family: UUID, place: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    yes = request.POST.get("answer") == "yes"
    form = MayKnowForm(request.POST, mine=_asked_in_by_me(visit))
    among_us = form.among_us() if form.is_valid() else ()
    try:
        is_in = actions.answer_parent(place=place, yes=yes, by=visit, at=visit.at, among_us=among_us)
    except NobodyAsks as nobody:
        raise Http404 from nobody
    done = "parent_in" if is_in else "parent_yes" if yes else "parent_no"
    return HttpResponseRedirect(reverse("access", args=[family]) + f"?done={done}")


@require_GET
def parent_waits(request: HttpRequest) -> HttpResponse:
    """For who took a link as a parent: nothing of the family, only that they wait and under which name."""
    return render(request, "circle/parent_waits.html", {"waits": my_waits(), "done": request.GET.get("done", "")})


@require_POST
def parent_wait_end(request: HttpRequest, place: UUID) -> HttpResponse:
    actions.wait_no_more(place=place, by=request.actor)  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("parent_waits") + "?done=ended")
