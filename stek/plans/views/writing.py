"""The plan of a family, and what people write in it."""

from collections.abc import Callable, Iterable
from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from stek.circle import gate
from stek.circle.hiding import hide, may_hide
from stek.circle.listing import asked_for
from stek.circle.pages import page
from stek.circle.queries import circle_of
from stek.circle.readers import readers_of, who_reads
from stek.kit import clock
from stek.needs.models import Need
from stek.needs.queries import needs_of, rows_of, standing
from stek.needs.rules import State
from stek.policy import Section, Verb

from .. import actions, queries
from ..forms import GoalForm, ModeForm, ReviewForm, SaidForm, StepForm, SuccessForm
from ..models import Goal, Step
from ..pages import write
from ..queries import goal_now, step_now
from ..rules import PLAN
from ..telling import Teller, need_called

OPEN = (State.NOW, State.DISCUSSED)
SUCCESSES = 3


def address_of(goal: UUID, visit: gate.Visit, done: str = "kept") -> str:
    return reverse("goal", args=[visit.family, goal]) + f"?done={done}"


def back_from(step: queries.Stepped, visit: gate.Visit) -> str:
    """The goal that a step hangs on; the plan for who does not read that goal."""
    name, of = ("goal", [step.goal]) if step.sees_goal else ("plan", [])
    return reverse(name, args=[visit.family, *of])


def _teller(visit: gate.Visit, plan: queries.Plan, needs: tuple = ()) -> Teller:
    steps = [*plan.loose, *(step for goal in plan.goals for step in goal.steps)]
    moved = {step.factor for step in steps if step.factor}
    return Teller(circle_of(visit), clock.today(), queries.factor_words(visit, moved), needs)


@require_GET
def plan(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_in(request, family, PLAN)
    found, needs = queries.plan_of(visit), needs_of(visit)
    tell = _teller(visit, found, needs)
    visit.record("read", "plan", section=PLAN, reason="page")
    goals = [tell.goal(one) for one in found.goals]
    return page(
        request, "plans/plan.html", visit, goals=[one for one in goals if one.live],
        past=[one for one in goals if not one.live], loose=[tell.step(one) for one in found.loose],
        successes=[tell.said(one) for one in found.successes[:SUCCESSES]],
        care=tell.care([one for one in needs if one.state in OPEN], found), may_note=visit.may(Verb.NOTE, PLAN),
        reads=visit.reads(PLAN),
    )  # fmt: skip


@require_GET
def goal(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Goal, id)
    visit = asked_for(row, visit)
    found, needs = queries.plan_of(visit), needs_of(visit)
    aimed = next(one for one in found.goals if one.id == row.thread_id)
    tell = _teller(visit, found, needs)
    return page(
        request, "plans/goal.html", visit, goal=tell.goal(aimed), readers=who_reads(tell.circle, row),
        may_note=visit.may(Verb.NOTE, PLAN), may_hide=may_hide(visit, row),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def goal_create(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)

    def save(form: GoalForm) -> str:
        data = form.cleaned_data
        row = actions.set_goal(
            whose=data["whose"], words=data["words"], about=data["about"], need=data["need"], by=visit, at=visit.at,
            id=visit.row_id(data["id"]),
        )  # fmt: skip
        return address_of(row.thread_id, visit)

    return write(
        request, visit, save=save, make=goal_form(visit),
        initial={"need": request.GET.get("need", "")}, heading=_("Een doel"), back=reverse("plan", args=[family]),
        intro=_("Een plan heeft vaak een doel voor het kind, een voor een ouder en een voor wat er tussen hen is."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def step_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Goal, id)
    visit = asked_for(row, visit)

    def save(form: StepForm) -> str:
        planned = form.planned()
        actions.plan_step(goal=row, planned=planned, by=visit, at=visit.at, id=visit.row_id(form.cleaned_data["id"]))
        return address_of(row.thread_id, visit)

    return write(
        request, visit, under=row.rests_on, save=save, make=step_form(visit), heading=_("Een stap"),
        asks_family=visit.reads(Section.CONTACT),
        quote=goal_now(visit, row.thread_id).words, back=reverse("goal", args=[family, id]),
    )  # fmt: skip


def goal_form(visit: gate.Visit, kept: UUID | None = None) -> Callable[..., GoalForm]:
    """With the needs that are open to choose from, and the one that this goal is for already."""
    needs = [
        (str(one.thread), need_called(one)[:90])
        for one in needs_of(visit)
        if one.thread == kept or (one.state in OPEN and not one.newest.private)
    ]
    return partial(GoalForm, circle=circle_of(visit), today=clock.today(), needs=needs)


def step_form(visit: gate.Visit, kept: Iterable[UUID] = ()) -> Callable[..., StepForm]:
    """With who is around now to choose from, and who does this step already."""
    factors = [(str(thread), words[:90]) for thread, words in queries.factor_words(visit, every=True).items()]
    return partial(
        StepForm, circle=circle_of(visit), today=clock.today(), factors=factors, kept=kept,
        readers=readers_of(visit, PLAN),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def success_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Goal, id)
    visit = asked_for(row, visit)

    def save(form: SuccessForm) -> str:
        data = form.cleaned_data
        actions.note_success(
            goal=row, words=data["words"], on=data["on"], by=visit, at=visit.at, id=visit.row_id(data["id"])
        )
        return address_of(row.thread_id, visit)

    return write(
        request, visit, under=row.rests_on, save=save,
        make=partial(SuccessForm, circle=circle_of(visit), today=clock.today()), heading=_("Een klein succes"),
        quote=goal_now(visit, row.thread_id).words, back=reverse("goal", args=[family, id]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def review_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Goal, id)
    visit = asked_for(row, visit)

    def save(form: ReviewForm) -> str:
        actions.review(
            goal=row, reviewed=form.reviewed(), by=visit, at=visit.at, id=visit.row_id(form.cleaned_data["id"])
        )
        return address_of(row.thread_id, visit)

    return write(
        request, visit, under=row.rests_on, save=save,
        make=partial(ReviewForm, circle=circle_of(visit), today=clock.today()), heading=_("Terugkijken"),
        intro=_("Mensen kunnen dit anders zien. Ieders woord mag er staan, naast elkaar."),
        quote=goal_now(visit, row.thread_id).words, back=reverse("goal", args=[family, id]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def step_end_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Step, id)
    visit = asked_for(row, visit)
    now = step_now(visit, row.thread_id)

    def save(form: SaidForm) -> str:
        data = form.cleaned_data
        actions.end_step(
            step=row, words=data["words"], on=data["on"], by=visit, at=visit.at, id=visit.row_id(data["id"])
        )
        return back_from(now, visit) + "?done=kept"

    return write(
        request, visit, under=row.rests_on, save=save,
        make=partial(SaidForm, circle=circle_of(visit), today=clock.today()), heading=_("Een stap afronden"),
        intro=_("Klaar, of hier gestopt: allebei is goed om te weten. De stap zelf blijft te lezen."),
        quote=now.words, back=back_from(now, visit),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def mode_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Need, id)
    visit = asked_for(row, visit)
    if row.shared_at is None:
        raise Http404  # what only its author reads has no plan with others yet

    def save(form: ModeForm) -> str:
        data = form.cleaned_data
        actions.choose_mode(
            need=row,
            mode=data["mode"],
            words=data["words"],
            on=clock.today(),
            by=visit,
            at=visit.at,
            id=visit.row_id(data["id"]),
        )
        return reverse("plan", args=[family]) + "?done=kept"

    return write(
        request, visit, under=row.rests_on, save=save,
        make=partial(ModeForm, circle=circle_of(visit), today=clock.today()), heading=_("Hoe de zorg verdergaat"),
        quote=need_called(standing(rows_of(visit, row.thread_id), visit)), back=reverse("plan", args=[family]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def goal_hide(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    """Hides a goal, with all that hangs on it, from one person."""
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Goal, id)
    visit = asked_for(row, visit)
    return hide(
        request, visit, row, thread=row.thread_id, template="plans/hide.html", may=may_hide(visit, row),
        to=address_of(row.thread_id, visit, "hidden"), quote=lambda circle: goal_now(visit, row.thread_id).words,
    )  # fmt: skip
