"""One step further, with a follow-up, a referral or a handover: the same page for all three, driven by the machine."""

from datetime import date
from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from stek.circle import gate
from stek.circle.listing import asked_for
from stek.circle.queries import circle_of
from stek.circle.readers import readers_of, will_read
from stek.circle.refusing import must
from stek.people.waiting import take
from stek.policy import Verb

from . import actions
from .forms import MoveForm
from .labels import step_label
from .machines import MACHINES, Arrow, Kind, Step
from .models import KIND_OF
from .pages import after, back_to, shown
from .queries import Standing, standing_of
from .rules import CONTACT
from .standing import Subject
from .telling import Teller, stands_as


def move(request: HttpRequest, model: type[Subject], family: UUID, id: UUID, step: str, today: date) -> HttpResponse:
    """Asks for what the step needs, or takes it, and goes back to where somebody came from."""
    visit, kind = gate.visit_of(request, family), KIND_OF[model]
    row, _reason = gate.open_item(visit, Verb.READ, model, id)
    visit = asked_for(row, visit)
    if step not in {str(arrow.step) for arrow in MACHINES[kind].arrows}:
        raise Http404
    must(visit, Verb.NOTE, CONTACT)
    chosen, one = Step(step), standing_of(visit, row)
    address = after(back_to(request, _address(one, kind)), step, visit, row.id)
    if request.method == "POST" and _is_done(one, chosen, visit, request.POST.get("before", "")):
        return HttpResponseRedirect(address)
    arrow = _arrow(one, kind, chosen, visit)
    if arrow is None:
        return _meanwhile(request, visit, one, kind, chosen, today)
    sent = request.POST if request.method == "POST" else take(request, request.path)
    circle = circle_of(visit)
    make = partial(MoveForm, circle=circle, today=today, readers=readers_of(visit, CONTACT), kind=kind)
    form = make(sent, arrow=arrow, initial={"before": one.last, "next": back_to(request, "")})
    status = 200
    if request.method == "POST":
        status = 422
        if chosen is Step.ASK and "place" not in form.fields:
            form.add_error(None, _("Er leest nu niemand anders mee die je dit kunt vragen."))
        elif form.is_valid():
            try:
                _take(row, chosen, form, visit, today)
            except (actions.MovedMeanwhile, actions.NoSuchStep):
                return _meanwhile(request, visit, standing_of(visit, row), kind, chosen, today)
            except actions.RestIsGone:
                form.add_error(None, _("Wie je koos, leest hier niet meer mee. Je woorden staan er nog."))
            else:
                return HttpResponseRedirect(address)
    return shown(
        request, "continuity/move.html", visit, status, form=form, heading=str(step_label(kind, arrow)),
        told=Teller(circle, today, may_note=True).told(one), back=back_to(request, _address(one, kind)),
        some="place" in form.fields,
        asks=chosen is Step.ASK,
        readers=will_read(request, circle, form, CONTACT, here=request.get_full_path(), under=row.rests_on),
    )  # fmt: skip


def _take(row: Subject, step: Step, form: MoveForm, visit: gate.Visit, today: date) -> None:
    data = form.cleaned_data
    actions.move(
        of=row, step=step, before=data["before"], by=visit, at=visit.at, on=data.get("on") or today,
        words=data["words"], due_on=data.get("due_on"), place=data.get("place"), id=visit.row_id(data["id"]),
    )  # fmt: skip


def _arrow(one: Standing, kind: Kind, step: Step, visit: gate.Visit) -> Arrow | None:
    return MACHINES[kind].steps(one.state, stands_as(one, visit)).get(step)


def _is_done(one: Standing, step: Step, visit: gate.Visit, before: str) -> bool:
    """Whether the last thing that happened is this very press: a page that was sent twice."""
    if not one.moves:
        return False
    last, former = one.moves[-1], one.moves[-2].id if len(one.moves) > 1 else ""
    return last.step is step and last.author == visit.person and str(former) == before


def _address(one: Standing, kind: Kind) -> str:
    return reverse(str(kind), args=[one.family, one.id])


def _meanwhile(
    request: HttpRequest, visit: gate.Visit, one: Standing, kind: Kind, step: Step, today: date
) -> HttpResponse:
    """Somebody was first, or it was done before: who did what, in a sentence, and every word that was typed."""
    told = Teller(circle_of(visit), today, may_note=True).told(one)
    again = next((act for act in told.acts if act.step is step), None)
    return shown(
        request, "continuity/meanwhile.html", visit, 409, told=told, typed=request.POST.get("words", ""),
        back=back_to(request, told.url), again=again,
    )  # fmt: skip
