"""What may be done with a factor: it is over, parents see it so too, share it, take it back, hide it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stek.circle import gate
from stek.circle.hiding import hide, may_hide
from stek.circle.listing import asked_for
from stek.circle.naming import share
from stek.circle.pages import page
from stek.circle.queries import Circle, circle_of
from stek.circle.refusing import must
from stek.kit import clock
from stek.people.waiting import take
from stek.policy import Reason, Verb

from .. import actions, queries
from ..forms import AgreeForm, EndForm
from ..models import Factor
from ..rules import BALANCE, MarkKind
from ..telling import Shown, Weigher


@require_http_methods(["GET", "POST"])
def factor_end(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Factor, id)
    visit = asked_for(row, visit)
    must(visit, Verb.NOTE, BALANCE)
    if queries.is_for_its_author(visit, row):
        raise gate.NotYours(Reason.ABOUT_SAFETY)
    today = clock.today()
    form = EndForm(
        request.POST if request.method == "POST" else take(request, request.path), since=row.since_on, today=today
    )
    if request.method == "POST" and form.is_valid():
        return _marked(visit, row, MarkKind.ENDED, "over", form.cleaned_data)
    return _form_page(request, "balance/end.html", circle_of(visit), row, form)


@require_http_methods(["GET", "POST"])
def factor_agreement_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Factor, id)
    visit = asked_for(row, visit)
    must(visit, Verb.NOTE, BALANCE)
    if queries.about_safety(visit, [row.thread_id]):
        raise gate.NotYours(Reason.ABOUT_SAFETY)  # nobody is asked to see it so too
    circle = circle_of(visit)
    parents = _parents(circle)
    form = AgreeForm(
        request.POST if request.method == "POST" else take(request, request.path), parents=parents,
        today=clock.today(), initial={"parents": [one for one, _name in parents] if visit.is_parent else []},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        return _marked(visit, row, MarkKind.AGREED, "agreed", form.cleaned_data)
    return _form_page(request, "balance/agreement.html", circle, row, form)


@require_http_methods(["GET", "POST"])
def factor_sharing_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.SHARE, Factor, id)
    try:
        return share(
            request, visit, BALANCE, thread=row.thread_id, to=reverse("factor", args=[family, id]),
            is_safety=bool(queries.about_safety(visit, [row.thread_id])), quote=_shown(circle_of(visit), row).label,
            share=lambda named: actions.share_factor(factor=row, by=visit, at=visit.at, named=named),
        )  # fmt: skip
    except actions.NoteIsGone:
        return _back(family, id, "note_first")


@require_POST
def factor_removal_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.REMOVE, Factor, id)
    actions.take_back_factor(factor=row, by=visit, at=visit.at)
    return HttpResponseRedirect(reverse("balance", args=[family]) + "?done=removed")


@require_http_methods(["GET", "POST"])
def factor_hide(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Factor, id)
    visit = asked_for(row, visit)
    return hide(
        request, visit, row, thread=row.thread_id, template="balance/hide.html", may=may_hide(visit, row),
        to=_address(family, id, "hidden"),
        quote=lambda circle: Weigher(circle, clock.today()).factor(queries.opened(row, visit)).label,
    )  # fmt: skip


def _parents(circle: Circle) -> list[tuple[str, str]]:
    """With whom one can have looked at it: a parent speaks for themself only."""
    visit = circle.visit
    own = circle.by_place[visit.member_id].member_id if visit.is_parent and visit.member_id in circle.by_place else None
    return [
        (str(one.id), str(_("Ik")) if one.id == own else one.called)
        for one in circle.parents
        if not visit.is_parent or one.id == own
    ]


def _shown(circle: Circle, row: Factor) -> Shown:
    return Weigher(circle, clock.today()).factor(queries.versions(circle.visit, row.thread_id)[0])


def _form_page(
    request: HttpRequest, template: str, circle: Circle, row: Factor, form: EndForm | AgreeForm
) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return page(request, template, circle.visit, status, form=form, id=row.id, one=_shown(circle, row))


def _marked(visit: gate.Visit, row: Factor, kind: MarkKind, done: str, data: dict[str, Any]) -> HttpResponse:
    """Says it, and goes back to the factor. What it rests on may be hidden by now, and the factor with it: that is told
    to nobody, so who finds it gone finds nothing."""
    try:
        actions.mark(
            factor=row, kind=kind, on=data["on"], parents=data.get("parents", ()), words=data.get("words", ""),
            by=visit, at=visit.at, id=visit.row_id(data["id"]),
        )  # fmt: skip
    except actions.NoteIsGone as gone:
        raise Http404 from gone
    return _back(visit.family, row.id, done)


def _address(family: UUID, id: UUID, done: str) -> str:
    return reverse("factor", args=[family, id]) + f"?done={done}"


def _back(family: UUID, id: UUID, done: str) -> HttpResponse:
    return HttpResponseRedirect(_address(family, id, done))
