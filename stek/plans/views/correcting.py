"""Correcting a goal or a step: by who wrote it, and what stood there stays readable."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stek.circle import gate
from stek.circle.listing import asked_for
from stek.circle.pages import page
from stek.policy import Section, Verb

from .. import actions, queries
from ..forms import FAMILY, GoalForm, StepForm
from ..models import Goal, Step
from ..pages import write
from .writing import address_of, back_from, goal_form, step_form


def _of(visit: gate.Visit, name: str, thread: UUID, now: queries.Aimed | queries.Stepped) -> dict[str, Any]:
    """What is sent corrects what stands there now, also when somebody came through the link of an older version."""
    return {
        "to": reverse(name, args=[visit.family, now.version]), "stands": now.words,
        "here": reverse(name, args=[visit.family, thread]),
    }  # fmt: skip


def _not_theirs(request: HttpRequest, visit: gate.Visit, back: str, new: str) -> HttpResponse:
    return page(request, "plans/not_your_words.html", visit, 403, back=back, new=new)


@require_http_methods(["GET", "POST"])
def goal_correction_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Goal, id)
    visit = asked_for(row, visit)
    if row.author_id != visit.person:
        back = reverse("goal", args=[family, row.thread_id])
        return _not_theirs(request, visit, back, reverse("goal_create", args=[family]))
    now = queries.goal_now(visit, row.thread_id)

    def save(form: GoalForm) -> str:
        data = form.cleaned_data
        actions.correct_goal(
            before=row, whose=data["whose"], words=data["words"], about=data["about"], need=data["need"], by=visit,
            at=visit.at, id=visit.row_id(data["id"]),
        )  # fmt: skip
        return address_of(row.thread_id, visit, "corrected")

    return write(
        request, visit, under=row.rests_on, save=save, make=goal_form(visit, now.need), template="plans/correction.html",
        initial={"words": now.words, "whose": now.whose, "about": now.about, "need": str(now.need or "")},
        anew=lambda: _of(visit, "goal_correction_create", row.thread_id, queries.goal_now(visit, row.thread_id)),
        heading=_("Een doel verbeteren"), back=reverse("goal", args=[family, row.thread_id]),
        **_of(visit, "goal_correction_create", row.thread_id, now),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def step_correction_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Step, id)
    visit = asked_for(row, visit)
    now = queries.step_now(visit, row.thread_id)
    if row.author_id != visit.person:
        new = ("step_create", [now.goal]) if now.sees_goal else ("goal_create", [])
        return _not_theirs(request, visit, back_from(now, visit), reverse(new[0], args=[family, *new[1]]))

    def save(form: StepForm) -> str:
        actions.correct_step(
            before=row, planned=form.planned(), by=visit, at=visit.at, id=visit.row_id(form.cleaned_data["id"])
        )  # fmt: skip
        return back_from(now, visit) + "?done=corrected"

    return write(
        request, visit, under=row.rests_on, save=save, make=step_form(visit, now.owners), template="plans/correction.html",
        initial={
            "words": now.words, "moves": now.moves, "factor": str(now.factor or ""), "factor_words": now.factor_words,
            "owners": [*([FAMILY] if now.family_owns else []), *map(str, now.owners)], "starts_on": now.starts_on,
            "ends_on": now.ends_on,
        },
        anew=lambda: _of(visit, "step_correction_create", row.thread_id, queries.step_now(visit, row.thread_id)),
        heading=_("Een stap verbeteren"), back=back_from(now, visit),
        asks_family=visit.reads(Section.CONTACT),
        **_of(visit, "step_correction_create", row.thread_id, now),
    )  # fmt: skip
