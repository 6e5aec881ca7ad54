"""A second parent: who waits, and the question to who is there already."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from stek.kit.ids import is_id

from .. import actions, gate
from ..actions.parent import NobodyAsks
from ..asking import AskingParent, asking_parents, made_alone, my_waits
from ..models import Absence, ParentAnswer
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
    one = _asked(visit, place)
    # Of whom the other parent knows nothing: only when asked, as on every page that somebody may look at along.
    alone = [] if visit.discreet else made_alone(visit)
    ticked = set(_said_before(visit, one)) if alone else set()
    known = [(them, them.id in ticked) for them in alone]
    # Their yes came before it was known that another parent cannot answer: nothing looks at it by itself.
    again = one.said_yes and Absence.objects.filter(family_id=visit.family, ended_at=None).exists()
    return page(request, "circle/parent_asks.html", visit, one=one, alone=known, again=again)


def _said_before(visit: gate.Visit, one: AskingParent) -> list[UUID]:
    """Of which hidden places this parent said last that who asks may know."""
    said = ParentAnswer.objects.filter(
        family_id=visit.family, circle_member_id=one.place, person_id=one.person, said_by=visit.person
    )
    return next(iter(said.order_by("-said_at", "-id").values_list("may_know", flat=True)[:1]), [])


@require_POST
def parent_answer_create(request: HttpRequest, family: UUID, place: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    yes = request.POST.get("answer") == "yes"
    try:
        ticked = {UUID(one) for one in request.POST.getlist("may_know") if is_id(one)}
        if yes and ticked:
            ticked &= {one.id for one in made_alone(visit)}
        is_in = actions.answer_parent(place=place, yes=yes, may_know=ticked, by=visit, at=visit.at)
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
