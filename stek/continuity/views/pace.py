"""How closely this family wants to be followed, as the parents say it."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from stek.circle import gate
from stek.circle.actions import set_pace
from stek.circle.pace import WITHIN, Pace
from stek.circle.paces import pace_of
from stek.circle.queries import circle_of
from stek.circle.readers import readers_of
from stek.kit import clock
from stek.policy import Reason

from ..handover_forms import PaceForm, as_said
from ..pages import write
from ..rules import CONTACT


@require_http_methods(["GET", "POST"])
def pace_create(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    if not visit.is_parent:
        raise gate.NotYours(Reason.A_PARENTS_WORD)
    now = pace_of(visit)

    def save(form: PaceForm) -> str:
        data = form.cleaned_data
        chosen = Pace((data["young"], data["baby"], data["later"]), **{name: data[name] for name in WITHIN})
        set_pace(pace=chosen, by=visit, at=visit.at, id=visit.row_id(data["id"]))
        return reverse("contact", args=[family]) + "?done=pace"

    return write(
        request, visit, save=save, template="continuity/pace_form.html",
        make=partial(PaceForm, circle=circle_of(visit), today=clock.today(), readers=readers_of(visit, CONTACT)),
        initial=as_said(now),
    )  # fmt: skip
