"""Pages about somebody's own account, beside those of signing in. And the mails of a demo."""

from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stek.kit import mail

from . import actions
from .access import public
from .forms import TellingForm
from .queries import wish_of


@require_http_methods(["GET", "POST"])
def telling(request: HttpRequest) -> HttpResponse:
    """How Stek lets you know that something waits."""
    signed = request.actor  # type: ignore[attr-defined]
    wish = wish_of(signed.person)
    form = TellingForm(request.POST if request.method == "POST" else None, initial=asdict(wish))
    if form.is_valid():
        actions.tell(wish=form.wish, by=signed, at=signed.at)
        return _back("kept")
    return render(
        request, "people/telling.html",
        {
            "form": form, "wish": wish, "done": request.GET.get("done", ""),
            "base": "web/base.html" if signed.discipline else "web/base_parent.html",
        },
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@require_POST
def telling_end(request: HttpRequest) -> HttpResponse:
    """No mail any more: one tap."""
    signed = request.actor  # type: ignore[attr-defined]
    actions.tell_no_more(by=signed, at=signed.at)
    return _back("off")


@require_POST
def shift(request: HttpRequest) -> HttpResponse:
    """Three times Shift leaves, or does nothing: who uses Sticky Keys chooses."""
    signed = request.actor  # type: ignore[attr-defined]
    actions.leave_by_shift(leaves=request.POST.get("leaves") == "yes", by=signed, at=signed.at)
    return HttpResponseRedirect(f"{reverse('mfa_index')}#shift")


def _back(done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('telling')}?done={done}")


@public("only in a demo: mails to people who do not exist, that would tell how to choose a new password")
@require_GET
def demo_mails(request: HttpRequest) -> HttpResponse:
    folder = getattr(settings, "MAIL_FOLDER", "")
    if not folder:
        raise Http404
    return render(request, "people/demo_mails.html", {"mails": mail.kept(Path(folder))})
