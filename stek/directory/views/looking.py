"""Looking for an offer, and reading about one."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import QueryDict
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from stek.kit import clock

from .. import actions, queries, showing
from ..forms import NothingFitsForm, WishForm
from ..matching import Wish
from ..page import page
from ..rules import Line, Referral, has_stopped

MEANWHILE = 5


@require_GET
def directory(request: HttpRequest) -> HttpResponse:
    form = WishForm(request.GET)
    rights = queries.rights_of(request.actor)  # type: ignore[attr-defined]
    if not form.is_valid():
        return page(request, "directory/directory.html", 422, form=form, rights=rights)
    today = clock.today()
    wish = form.wish()
    found = queries.matching(wish, today)
    start = _start(request.GET.get("from", ""), len(found))
    some = found[start : start + queries.PAGE]
    offers = queries.offers_by_id(one.offer.id for one in some)
    context: dict[str, Any] = {
        "shown": [showing.shown(one, offers[one.offer.id], today) for one in some],
        "asked": wish != Wish(),
        "before": _turned(request.GET, start - queries.PAGE) if start else "",
        "after": _turned(request.GET, start + queries.PAGE) if start + queries.PAGE < len(found) else "",
    }
    if not found:
        context |= {"meanwhile": _meanwhile(wish), "none": NothingFitsForm(request.GET.copy() or None)}
    return page(request, "directory/directory.html", form=form, rights=rights, **context)


def _start(typed: str, many: int) -> int:
    """Where this stretch of the list begins; at the top when it is no such place."""
    start = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0
    return start if start < many and start % queries.PAGE == 0 else 0


def _turned(asked: QueryDict, start: int) -> str:
    turned = asked.copy()
    turned["from"] = str(start)
    return turned.urlencode()


def _meanwhile(wish: Wish) -> list[showing.Shown]:
    """Where somebody can go by themselves today, for the same child in the same place."""
    today = clock.today()
    close = Wish(zone=wish.zone, age_days=wish.age_days, lines=frozenset({int(Line.ZEROTH), int(Line.FIRST)}))
    found = [one for one in queries.matching(close, today) if one.offer.referral is not Referral.NEEDED][:MEANWHILE]
    offers = queries.offers_by_id(one.offer.id for one in found)
    return [showing.shown(one, offers[one.offer.id], today) for one in found]


@require_POST
def nothing_fits_create(request: HttpRequest) -> HttpResponse:
    form = NothingFitsForm(request.POST)
    if not form.is_valid():
        return page(request, "directory/directory.html", 422, form=form, rights=queries.Rights())
    wish = form.wish()
    if wish == Wish():  # nothing was asked: then nothing is missing
        return HttpResponseRedirect(reverse("directory"))
    actions.nothing_fits(wish=wish, on=clock.today(), id=form.cleaned_data["id"].key)  # nobody's row
    asked = request.POST.copy()
    for name in [name for name in asked if name not in WishForm.base_fields]:
        del asked[name]
    asked["done"] = "told"
    return HttpResponseRedirect(f"{reverse('directory')}?{asked.urlencode()}")


@require_GET
def offer(request: HttpRequest, id: UUID) -> HttpResponse:
    found = queries.offer_named(id)
    if found is None:
        raise Http404
    checks = queries.checks_of(id)
    rights = queries.rights_of(request.actor)  # type: ignore[attr-defined]
    return page(
        request, "directory/offer.html", offer=found, by=showing.by_whom(found), facts=showing.facts(found),
        stopped=has_stopped(found.until, clock.today()), until=showing.until(found, clock.today()),
        changed=showing.changed(found, queries.name_of(found.changed_by)),
        checks=[(showing.wait(one), showing.checked(one)) for one in checks],
        may_change=rights.may_change(found.initiative.organisation_id),
    )  # fmt: skip
