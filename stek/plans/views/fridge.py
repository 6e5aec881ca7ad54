"""The sheet for the fridge door: the form, and the page to print."""

from datetime import date
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from stek.circle import gate
from stek.circle.queries import Circle, circle_of
from stek.kit import clock
from stek.needs.telling import Teller
from stek.policy import Verb

from .. import actions, queries
from ..models import Sheet
from ..pages import write
from ..rules import PLAN, monday
from ..sheet import NoSuchLetters, TooLong, pdf
from ..sheet_form import SheetForm, initial_of, lines_of


def _beginning(circle: Circle) -> dict[str, object]:
    names = [one.called for one in (*circle.children, *circle.parents)]
    return {
        "names": Teller(circle, clock.today()).listed(names), "week": monday(clock.today()).isoformat(),
        "numbers": ["106"], "language": "nl",
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def fridge(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_in(request, family, PLAN)
    circle, last = circle_of(visit), queries.newest_sheet(visit)

    def save(form: SheetForm) -> str:
        week = date.fromisoformat(form.cleaned_data["week"])
        row = actions.write_sheet(
            body=form.body(), week=week, by=visit, at=visit.at, id=visit.row_id(form.cleaned_data["id"])
        )
        return reverse("fridge", args=[family]) + f"?done=kept#{row.id}"

    return write(
        request, visit, save=save, template="plans/fridge.html",
        make=partial(SheetForm, circle=circle, today=clock.today()),
        initial=initial_of(last.body, clock.today()) if last else _beginning(circle), heading=_("Blad voor de koelkast"),
        last=last, back=reverse("plan", args=[family]),
    )  # fmt: skip


@require_GET
def sheet(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    """One A4 as PDF. Reading it writes the trail, and its name says nothing."""
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Sheet, id)
    found = queries.hung(row, visit)
    try:
        made = pdf(lines_of(found.body, found.week))
    except (TooLong, NoSuchLetters):
        return redirect("fridge", family)  # the form says what to do about it
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="blad.pdf"'}
    )
