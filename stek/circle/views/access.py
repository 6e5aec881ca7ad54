"""Who sees what: a page for parents, where a consent is given and taken back."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from stek.policy import Role

from .. import actions, gate
from ..consents import overview
from ..forms import GrantForm
from ..models import CircleMember, Grant, Seal
from ..pages import page
from ..queries import circle_of, grants_of, not_looked_at, open_invitations, seals_of
from ..reading import emergencies


def _parent(request: HttpRequest, family: UUID) -> gate.Visit:
    """For everybody else these pages do not exist."""
    visit = gate.visit_of(request, family)
    if not visit.is_parent:
        raise Http404
    return visit


def _back(family: UUID, done: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("access", args=[family]) + f"?done={done}")


@require_GET
def access(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = _parent(request, family)
    return _access_page(request, visit, GrantForm())


def _access_page(
    request: HttpRequest, visit: gate.Visit, form: GrantForm, status: int = 200, opened: UUID | None = None
) -> HttpResponse:
    circle = circle_of(visit)
    return page(
        request, "circle/access.html", visit, status, circle=circle, form=form, opened=opened,
        shown=overview(circle, grants_of(visit), open_invitations(visit), seals_of(visit)),
        to_review=emergencies(circle, not_looked_at([visit.family])),
    )  # fmt: skip


@require_POST
def grant_create(request: HttpRequest, family: UUID, place: UUID) -> HttpResponse:
    visit = _parent(request, family)
    gate.find(visit, CircleMember, place)
    form = GrantForm(request.POST)
    if not form.is_valid():
        return _access_page(request, visit, form, 422, opened=place)
    days = form.cleaned_data["days"]
    actions.give(
        to=place, verbs=form.cleaned_data["verbs"], by=visit, at=visit.at,
        until_at=visit.at + timedelta(days=days) if days else None,
    )  # fmt: skip
    return _back(family, "granted")


@require_POST
def withdrawal_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    actions.withdraw(grant=gate.find(visit, Grant, id), by=visit, at=visit.at)
    return _back(family, "withdrawn")


@require_POST
def place_end(request: HttpRequest, family: UUID, place: UUID) -> HttpResponse:
    """A parent ends somebody's place; anybody but a parent may step out of their own."""
    visit = gate.visit_of(request, family)
    found = gate.find(visit, CircleMember, place)
    is_mine = found.person_id == visit.person
    if found.role == Role.PARENT or not (visit.is_parent or is_mine):
        raise Http404
    actions.leave(place=place, by=visit, at=visit.at)
    return HttpResponseRedirect(reverse("families")) if is_mine else _back(family, "ended")


@require_POST
def seal_lift(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    actions.lift(seal=gate.find(visit, Seal, id), by=visit, at=visit.at)
    return _back(family, "lifted") if visit.is_parent else HttpResponseRedirect(reverse("family", args=[family]))
