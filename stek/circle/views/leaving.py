"""A parent leaves: what happens then, the last step after a password or a passkey, and staying after all."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stek.policy import Role

from .. import actions, gate
from ..pages import page
from ..queries import Around, circle_of
from ..rules import STAYS


def _parent(request: HttpRequest, family: UUID) -> gate.Visit:
    """For everybody else these pages do not exist."""
    visit = gate.visit_of(request, family)
    if not visit.is_parent:
        raise Http404
    return visit


@require_GET
def leaving(request: HttpRequest, family: UUID) -> HttpResponse:
    """What leaving is; and for who leaves already, until when it can be undone."""
    visit = _parent(request, family)
    return page(
        request, "circle/leaving.html", visit, holds_at=(visit.leaving or visit.at) + STAYS, parents=_parents(visit)
    )


@require_http_methods(["GET", "POST"])
def leaving_sure(request: HttpRequest, family: UUID) -> HttpResponse:
    return _sure(request, _parent(request, family))


@reauthentication_required
def _sure(request: HttpRequest, visit: gate.Visit) -> HttpResponse:
    if request.method == "POST":
        actions.leave(by=visit, at=visit.at)
        return HttpResponseRedirect(reverse("leaving", args=[visit.family]))
    return page(request, "circle/leaving_sure.html", visit, holds_at=visit.at + STAYS)


def _parents(visit: gate.Visit) -> list[Around]:
    """The others."""
    around = circle_of(visit.whole).around
    return [one for one in around if one.role is Role.PARENT and one.is_in(visit.at) and one.person_id != visit.person]


@require_POST
def leaving_undo(request: HttpRequest, family: UUID) -> HttpResponse:
    """By who leaves. Also by who left last, when nobody is left: they stand here no more."""
    if not actions.undo_leaving(family=family, by=request.actor):  # type: ignore[attr-defined]
        raise Http404
    return HttpResponseRedirect(reverse("family", args=[family]) + "?done=still_here")
