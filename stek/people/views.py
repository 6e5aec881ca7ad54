"""Pages about somebody's own account, beside those of signing in. And the mails of a demo."""

from dataclasses import asdict
from pathlib import Path

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stek.kit import mail

from . import actions
from . import address as change_of_address
from .access import public
from .forms import AddressForm, CodeForm, TellingForm
from .queries import wish_of
from .second_key import remember


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


@require_http_methods(["GET", "POST"])
@reauthentication_required
def address(request: HttpRequest) -> HttpResponse:
    """Which address one signs in with, and another one: first a code goes to it."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        signed = request.actor  # type: ignore[attr-defined]
        try:
            change_of_address.ask(request, person=signed.person, address=form.cleaned_data["email"], at=signed.at)
            return HttpResponseRedirect(reverse("address"))
        except change_of_address.TooOften:
            return _address_page(request, form, CodeForm(), too_often=True)
    return _address_page(request, form, CodeForm())


@require_POST
def address_code(request: HttpRequest) -> HttpResponse:
    """The code came back: nobody comes here but through `address`, which asked who they are."""
    form, signed = CodeForm(request.POST), request.actor  # type: ignore[attr-defined]
    if not change_of_address.asked(request, signed.at):
        return HttpResponseRedirect(reverse("address"))
    if form.is_valid():
        try:
            change_of_address.change(request, person=signed.person, code=form.cleaned_data["code"], at=signed.at)
            return HttpResponseRedirect(reverse("address") + "?done=changed")
        except change_of_address.NotThatCode:
            form.add_error("code", _("Dit klopt niet. Kijk de mail nog eens na."))
        except change_of_address.TooOften:
            change_of_address.forget(request)
            return _address_page(request, AddressForm(), CodeForm(), too_often=True)
    return _address_page(request, AddressForm(), form)


def _address_page(
    request: HttpRequest, form: AddressForm, code_form: CodeForm, *, too_often: bool = False
) -> HttpResponse:
    signed = request.actor  # type: ignore[attr-defined]
    return render(
        request, "people/address.html",
        {
            "form": form, "code_form": code_form, "current": request.user.email,  # type: ignore[union-attr]
            "asked": change_of_address.asked(request, signed.at),
            "done": request.GET.get("done", ""), "too_often": too_often,
            "base": "web/base.html" if signed.discipline else "web/base_parent.html",
        },
        status=429 if too_often else 422 if form.is_bound or code_form.is_bound else 200,
    )  # fmt: skip


def _back(done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('telling')}?done={done}")


@require_GET
def second_key(request: HttpRequest) -> HttpResponse:
    """To where a second key is made; the way back is kept."""
    remember(request, request.GET.get("next", ""))
    return HttpResponseRedirect(reverse("mfa_index"))


@public("only in a demo: mails to people who do not exist, that would tell how to choose a new password")
@require_GET
def demo_mails(request: HttpRequest) -> HttpResponse:
    folder = getattr(settings, "MAIL_FOLDER", "")
    if not folder:
        raise Http404
    return render(request, "people/demo_mails.html", {"mails": mail.kept(Path(folder))})
