"""The directory in and out, for who may change all of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from stek.kit import clock

from .. import actions, queries
from ..exchange.entry import COLUMNS, Fault
from ..exchange.files import Unreadable
from ..exchange.hsds import as_hsds
from ..exchange.tables import as_csv
from ..forms import FileForm
from ..page import page

SHOWN_FAULTS = 200
CSV, JSON = "text/csv; charset=utf-8", "application/json"


def _editor(request: HttpRequest) -> None:
    """Only for who may change the whole directory."""
    if not queries.rights_of(request.actor).everything:  # type: ignore[attr-defined]
        raise PermissionDenied


@require_http_methods(["GET", "POST"])
def directory_import(request: HttpRequest) -> HttpResponse:
    _editor(request)
    if request.method == "GET":
        new, known = _counted(request.GET.get("new", "")), _counted(request.GET.get("known", ""))
        return page(
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
    return page(request, "directory/import.html", 422, form=form, columns=COLUMNS.values(), faults=faults, more=more)


def _counted(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else None


@require_GET
def directory_export_csv(request: HttpRequest) -> StreamingHttpResponse:
    _editor(request)
    return _file(as_csv(queries.everything()), CSV, _("aanbod.csv"))


@require_GET
def directory_export_json(request: HttpRequest) -> StreamingHttpResponse:
    _editor(request)
    return _file(as_hsds(queries.everything(), clock.today()), JSON, _("aanbod.json"))


def _file(parts: Any, kind: str, name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        (part.encode() for part in parts), content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip
