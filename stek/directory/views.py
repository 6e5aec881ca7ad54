"""HTTP in, one query or action, HTTP out."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.request import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stek.kit import clock
from stek.people.models import Person
from stek.people.waiting import name_tag, take

from . import actions, queries, showing
from .exchange.entry import COLUMNS, Fault
from .exchange.files import Unreadable
from .exchange.hsds import as_hsds
from .exchange.tables import as_csv
from .forms import FileForm, NothingFitsForm, WaitingForm, WishForm
from .matching import Wish
from .rules import Line, Referral

SHOWN_FAULTS = 200
MEANWHILE = 5
CSV, JSON = "text/csv; charset=utf-8", "application/json"


def _page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """Who has no discipline is probably a parent, and keeps the quick way out."""
    actor = request.actor  # type: ignore[attr-defined]
    context |= {
        "base": "web/base.html" if actor.discipline else "web/base_parent.html",
        "done": request.GET.get("done", ""),
        "tag": partial(name_tag, actor.person),
        "here": context.get("here", request.path),
        "messages": (),
    }
    return render(request, template, context, status=status)


@require_GET
def directory(request: HttpRequest) -> HttpResponse:
    form = WishForm(request.GET)
    rights = queries.rights_of(request.actor)  # type: ignore[attr-defined]
    if not form.is_valid():
        return _page(request, "directory/directory.html", 422, form=form, rights=rights)
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
    return _page(request, "directory/directory.html", form=form, rights=rights, **context)


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
        return _page(request, "directory/directory.html", 422, form=form, rights=queries.Rights())
    wish = form.wish()
    if wish == Wish():  # nothing was asked: then nothing is missing
        return HttpResponseRedirect(reverse("directory"))
    actions.nothing_fits(wish=wish, on=clock.today(), id=form.cleaned_data["id"])
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
    return _page(
        request, "directory/offer.html", offer=found, by=showing.by_whom(found), facts=showing.facts(found),
        checks=[(showing.wait(one), showing.checked(one)) for one in checks],
        may_change=rights.may_change(found.initiative.organisation_id),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def waiting_check_create(request: HttpRequest, id: UUID) -> HttpResponse:
    signed = request.actor  # type: ignore[attr-defined]
    found = queries.offer_named(id)
    if found is None:
        raise Http404
    if not queries.rights_of(signed).may_change(found.initiative.organisation_id):
        raise PermissionDenied
    form = WaitingForm(request.POST if request.method == "POST" else take(request, request.path), today=clock.today())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.check_waiting(
            offer=found, words=data["words"], days=data["days"], free_places=data["free_places"],
            by=Person.objects.get(pk=signed.person), at=signed.at, on=data["checked_on"], id=data["id"],
        )  # fmt: skip
        return HttpResponseRedirect(reverse("offer", args=[id]) + "?done=kept")
    status = 422 if request.method == "POST" else 200
    return _page(request, "directory/waiting.html", status, offer=found, by=showing.by_whom(found), form=form)


def _editor(request: HttpRequest) -> None:
    """Only for who may change the whole directory."""
    if not queries.rights_of(request.actor).everything:  # type: ignore[attr-defined]
        raise PermissionDenied


@require_http_methods(["GET", "POST"])
def directory_import(request: HttpRequest) -> HttpResponse:
    _editor(request)
    if request.method == "GET":
        new, known = _counted(request.GET.get("new", "")), _counted(request.GET.get("known", ""))
        return _page(
            request, "directory/import.html", form=FileForm(), columns=COLUMNS.values(), new=new, known=known,
            old_letters=request.GET.get("letters") == "cp1252",
        )  # fmt: skip
    form = FileForm(request.POST, request.FILES)
    faults: list[Fault] = []
    more = 0
    if form.is_valid():
        signed = request.actor  # type: ignore[attr-defined]
        try:
            loaded = actions.load(file=form.cleaned_data["file"], by=signed.person, at=signed.at)
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            if loaded.verdict.is_fine:
                told = f"?new={loaded.new}&known={loaded.known}&letters={loaded.verdict.encoding}"
                return HttpResponseRedirect(reverse("directory_import") + told)
            faults = loaded.verdict.faults[:SHOWN_FAULTS]
            more = loaded.verdict.more + len(loaded.verdict.faults) - len(faults)
    return _page(request, "directory/import.html", 422, form=form, columns=COLUMNS.values(), faults=faults, more=more)


def _counted(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else None


@require_GET
def directory_export_csv(request: HttpRequest) -> StreamingHttpResponse:
    _editor(request)
    return _file(as_csv(queries.everything()), CSV, _("aanbod.csv"))


@require_GET
def directory_export_json(request: HttpRequest) -> StreamingHttpResponse:
    _editor(request)
    return _file(as_hsds(queries.everything()), JSON, _("aanbod.json"))


def _file(parts: Any, kind: str, name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        (part.encode() for part in parts), content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip
