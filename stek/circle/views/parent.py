"""A second parent: who waits, and the question to who is there already."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from .. import actions, gate
from ..actions.parent import NobodyAsks
from ..asking import AskingParent, asking_parents, my_waits
from ..pages import page


def _asked(visit: gate.Visit, place: UUID) -> AskingParent:
    found = next((one for one in asking_parents() if (one.family, one.place) == (visit.family, place)), None)
    if found is None:
        raise Http404
    return found


@require_GET
def parent_asks(request: HttpRequest, family: UUID, place: UUID) -> HttpResponse:
    """May this account come in as a parent? For everybody but a parent there is nothing here."""
    visit = gate.visit_of(request, family)
    return page(request, "circle/parent_asks.html", visit, one=_asked(visit, place))


@require_POST
def parent_answer_create(request: HttpRequest, family: UUID, place: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    yes = request.POST.get("answer") == "yes"
    try:
        is_in = actions.answer_parent(place=place, yes=yes, by=visit, at=visit.at)
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
