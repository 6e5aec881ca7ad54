"""Keeping the directory: an offer's own words, when it stops, a new one, and how long one waits."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stek.kit import clock
from stek.people.identity import Signed
from stek.people.models import Person
from stek.people.waiting import take

from .. import actions, queries, showing
from ..forms import WaitingForm
from ..models import Offer
from ..offer_forms import EndForm, OfferForm, as_it_stands
from ..page import page


def _kept(request: HttpRequest, id: UUID) -> Offer:
    """This offer, for who may change it."""
    found = queries.offer_named(id)
    if found is None:
        raise Http404
    _may_change(request, found.initiative.organisation_id)
    return found


def _may_change(request: HttpRequest, organisation: UUID) -> None:
    if not queries.rights_of(_signed(request)).may_change(organisation):
        raise PermissionDenied


def _signed(request: HttpRequest) -> Signed:
    return request.actor  # type: ignore[attr-defined]


def _to(offer: UUID, done: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('offer', args=[offer])}?done={done}")


@require_http_methods(["GET", "POST"])
def offer_change(request: HttpRequest, id: UUID) -> HttpResponse:
    found, signed = _kept(request, id), _signed(request)
    if request.method == "GET":
        form = OfferForm(take(request, request.path), initial=as_it_stands(found), held=found.zones)
        return _offer_page(request, form, found)
    form = OfferForm(request.POST, held=found.zones)
    if not form.is_valid():
        return _offer_page(request, form, found, 422)
    try:
        actions.change_offer(
            offer=found.pk, values=form.values(), seen=form.cleaned_data["seen"],
            by=Person.objects.get(pk=signed.person), at=signed.at,
        )  # fmt: skip
    except actions.ChangedMeanwhile:
        found = _kept(request, id)
        form = OfferForm(_seen_now(request, found), held=found.zones)
        form.add_error(None, _meanwhile())
        return _offer_page(request, form, found, 409, meanwhile=True)
    except actions.AlreadyThere as there:
        form.add_error("name", _("Zo heet al een ander aanbod van hetzelfde initiatief. Kies een andere naam."))
        return _offer_page(request, form, found, 422, there=there.offer)
    return _to(id, "kept")


def _meanwhile() -> str:
    return _("Dit aanbod werd intussen veranderd. Lees wat er nu staat. Wat jij schreef, staat hieronder nog.")


def _seen_now(request: HttpRequest, found: Offer) -> QueryDict:
    """What was typed, by somebody who has now read what somebody else wrote."""
    typed = request.POST.copy()
    typed["seen"] = found.changed_at.isoformat()
    return typed


def _offer_page(
    request: HttpRequest, form: OfferForm, found: Offer, status: int = 200, *, meanwhile: bool = False,
    there: UUID | None = None,
) -> HttpResponse:  # fmt: skip
    return page(
        request, "directory/change.html", status, form=form, offer=found, by=showing.by_whom(found), there=there,
        changed=showing.changed(found, queries.name_of(found.changed_by)), meanwhile=meanwhile,
        facts=showing.facts(found) if meanwhile else (),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def offer_create(request: HttpRequest, id: UUID) -> HttpResponse:
    """A new offer of this initiative; what it has already stands beside it, also what stopped."""
    initiative = queries.initiative_named(id)
    if initiative is None:
        raise Http404
    _may_change(request, initiative.organisation_id)
    signed, status = _signed(request), 200
    there: UUID | None = None
    form = OfferForm(request.POST if request.method == "POST" else take(request, request.path))
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                offer = actions.add_offer(
                    initiative=initiative, values=form.values(), by=Person.objects.get(pk=signed.person), at=signed.at,
                    id=signed.row_id(form.cleaned_data["id"]),
                )  # fmt: skip
                return _to(offer, "added")
            except actions.AlreadyThere as same:
                there = same.offer
                form.add_error("name", _("Dit aanbod staat er al. Je kunt het openen en veranderen."))
    known = [(one, showing.until(one, clock.today())) for one in queries.offers_of(initiative)]
    return page(request, "directory/new.html", status, form=form, initiative=initiative, known=known, there=there)


@require_http_methods(["GET", "POST"])
def offer_end(request: HttpRequest, id: UUID) -> HttpResponse:
    """From which day it is no longer there; or that it is there after all."""
    found, signed, today = _kept(request, id), _signed(request), clock.today()
    form = EndForm(
        request.POST if request.method == "POST" else take(request, request.path), today=today,
        initial={"until": found.until or today, "seen": found.changed_at.isoformat()},
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            until = form.cleaned_data["until"]
            try:
                actions.change_offer(
                    offer=found.pk, values={"until": until}, seen=form.cleaned_data["seen"],
                    by=Person.objects.get(pk=signed.person), at=signed.at,
                )  # fmt: skip
                return _to(id, "stops" if until else "stays")
            except actions.ChangedMeanwhile:
                status, found = 409, _kept(request, id)
                form = EndForm(_seen_now(request, found), today=today)
                form.add_error(None, _meanwhile())
    return page(
        request, "directory/end.html", status, form=form, offer=found, by=showing.by_whom(found),
        until=showing.until(found, today), changed=showing.changed(found, queries.name_of(found.changed_by)),
        facts=showing.facts(found) if status == 409 else (),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def waiting_check_create(request: HttpRequest, id: UUID) -> HttpResponse:
    found, signed = _kept(request, id), _signed(request)
    form = WaitingForm(request.POST if request.method == "POST" else take(request, request.path), today=clock.today())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.check_waiting(
            offer=found, words=data["words"], days=data["days"], free_places=data["free_places"],
            by=Person.objects.get(pk=signed.person), at=signed.at, on=data["checked_on"], id=signed.row_id(data["id"]),
        )  # fmt: skip
        return _to(id, "kept")
    status = 422 if request.method == "POST" else 200
    return page(request, "directory/waiting.html", status, offer=found, by=showing.by_whom(found), form=form)
