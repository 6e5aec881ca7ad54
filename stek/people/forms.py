from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import Person
from .rules import Rhythm, Wish

HOURS = [(hour, f"{hour}.00") for hour in range(24)]
RHYTHM = {
    Rhythm.DIGEST: _("Eén keer per dag, op een vast uur"),
    Rhythm.AS_IT_COMES: _("Zodra er iets wacht"),
}


class NameForm(forms.Form):
    """What sign-up asks beside an address and a password."""

    name = forms.CharField(label=_("Hoe mogen we je noemen?"), max_length=120)

    def signup(self, request: HttpRequest, user: Person) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class AddressForm(forms.Form):
    """The address one wants to sign in with. Whether somebody has it is not said here."""

    email = forms.EmailField(label=_("Nieuw e-mailadres"), max_length=254)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.auto_id = "f_%s"
        self.fields["email"].widget.attrs |= {"autocomplete": "email"}


class CodeForm(forms.Form):
    """What stood in the mail to that address."""

    code = forms.CharField(label=_("Code"), max_length=20)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.auto_id = "c_%s"
        self.fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "autocapitalize": "characters"}


def _hour(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=HOURS, coerce=int)


class TellingForm(forms.Form):
    """When somebody wants a mail that something waits."""

    rhythm = forms.TypedChoiceField(
        label=_("Wanneer"), choices=list(RHYTHM.items()), coerce=Rhythm, widget=forms.RadioSelect
    )
    hour = _hour(_("Op welk uur"))
    quiet_from = _hour(_("Stil vanaf"))
    quiet_until = _hour(_("Stil tot"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.auto_id = "f_%s"

    @property
    def wish(self) -> Wish:
        return Wish(**self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        if not self.errors and not Wish(**self.cleaned_data).is_possible():
            self.add_error("hour", _("Op dat uur wil je stilte. Kies een ander uur, of andere stille uren."))
        return self.cleaned_data
