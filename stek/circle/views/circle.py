"""Saying who and what is around the family, hiding a line of it, and saying that it is no longer so."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stek.kit import clock
from stek.people.waiting import take

from .. import actions, gate
from ..around import circle_drawings
from ..forms import TieForm
from ..hiding import ask, hidden_already
from ..models import Tie
from ..pages import page
from ..queries import Around, Circle, circle_of, ties_of
from ..readers import named_with, readers_of


def _parent(request: HttpRequest, family: UUID) -> gate.Visit:
    visit = gate.visit_of(request, family)
    if not visit.is_parent:
        raise Http404
    return visit


def _others(circle: Circle) -> list[Around]:
    """Who sees what is drawn, besides oneself: who reads the story."""
    places = set(readers_of(circle.visit))
    return [one for one in circle.around if one.id in places and one.person_id != circle.visit.person]


@require_GET
def ties(request: HttpRequest, family: UUID) -> HttpResponse:
    """Every line that is drawn now, to hide or to end."""
    visit = _parent(request, family)
    circle, found = circle_of(visit), {str(tie.id): tie for tie in ties_of(visit)}
    rows = circle_drawings(circle, found.values(), clock.today()).rows
    drawn = [{"row": row, "tie": found[row.id], "is_mine": found[row.id].said_by == visit.person} for row in rows]
    return page(request, "circle/ties.html", visit, drawn=drawn)


@require_http_methods(["GET", "POST"])
def tie_create(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = _parent(request, family)
    sent, circle = request.method == "POST", circle_of(visit)
    others = _others(circle)
    form = TieForm(request.POST if sent else take(request, request.path), circle=circle, others=others)
    if not (sent and form.is_valid()):
        return page(request, "circle/tie.html", visit, 422 if sent else 200, form=form)
    said = form.cleaned_data | {"id": visit.row_id(form.cleaned_data["id"])}
    del said["reads"]
    actions.tie(**said, readers=named_with(form.named_readers, circle), by=visit, at=visit.at)
    return HttpResponseRedirect(reverse("family", args=[family]) + "?done=tied#circle")


@require_http_methods(["GET", "POST"])
def tie_hide(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    """Only who drew a line hides it; for everybody else there is nothing here."""
    visit = _parent(request, family)
    tie = next((one for one in ties_of(visit.whole) if one.id == id and one.said_by == visit.person), None)
    if tie is None:
        raise Http404
    circle = circle_of(visit.whole)
    return ask(
        request, circle, _others(circle), hidden_already(visit, id), thread=id, to=reverse("ties", args=[family]) + "?done=hidden",
        template="circle/tie_hide.html", shown=lambda: {"tie": tie},
    )  # fmt: skip


@require_POST
def tie_end(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = _parent(request, family)
    actions.end_tie(tie=gate.find(visit, Tie, id).id, by=visit, at=visit.at)
    return HttpResponseRedirect(reverse("family", args=[family]) + "?done=untied#circle")
