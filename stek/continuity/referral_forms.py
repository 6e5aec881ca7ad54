"""Asking somewhere for help, from a need. The form validates; the action saves."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from .forms import ContactForm, day, place
from .forms import words as text

OWN = ""  # in own words, not from the directory


class ReferralForm(ContactForm):
    need = forms.TypedChoiceField(
        label=_("Voor wat er nodig is"), coerce=UUID, widget=forms.RadioSelect,
        error_messages={"required": _("Kies waarvoor jullie hulp vragen.")},
    )  # fmt: skip
    offer = forms.TypedChoiceField(
        label=_("Waar vragen jullie hulp?"), required=False, coerce=UUID, empty_value=None, widget=forms.RadioSelect
    )
    words = text(
        _("Of ergens anders"), required=False, rows=2,
        help_text=_("De naam van de dienst of de persoon, zoals jullie die kennen."),
    )  # fmt: skip
    on = day(_("Wanneer was de vraag?"), help_text=_("Leeg is vandaag."))
    bridge = text(
        _("Wat helpt er intussen?"), required=False, rows=2,
        help_text=_("Zolang jullie wachten. Iets kleins is ook iets. Hoeft niet."),
    )  # fmt: skip
    stand_in = place(_("Wie kijkt mee als jij er niet bent?"))

    field_order = ("id", "need", "offer", "words", "on", "bridge", "stand_in")

    def __init__(
        self, *args: Any, needs: Iterable[tuple[str, str]], offers: Iterable[tuple[str, str]], **kwargs: Any
    ):  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["need"].choices = list(needs)  # type: ignore[attr-defined]
        found = list(offers)
        if found:
            self.fields["offer"].choices = [*found, (OWN, _("Ergens anders"))]  # type: ignore[attr-defined]
        else:
            del self.fields["offer"]
            self.fields["words"].label = _("Waar vragen jullie hulp?")
        self.fill("stand_in", _("Wie er dan is"))

    def clean_on(self) -> Any:
        return self.past_day("on")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("offer") and not data.get("words") and "words" not in self.errors:
            self.add_error("words", _("Schrijf waar jullie hulp vragen, of kies een plek uit de lijst."))
        return data
