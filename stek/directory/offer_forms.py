"""The forms for an offer itself. What fits in a field is what fits in the column of a file."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stek.kit.forms import Form
from stek.kit.widgets import DayInput, OnceField, WordsField

from .exchange.entry import YES_NO, Wrong, meant
from .exchange.together import wrong_ages
from .forms import known_zones
from .labels import COST, ECHELON, KIND, LANGUAGE, LINE, REFERRAL
from .models import Offer
from .rules import SILENT_AFTER
from .zones import BY_CODE, EVERYWHERE

UNKNOWN = ("", _("Dat weten we niet"))
FAR = 366  # days ahead that somebody can know that an offer stops
LONG_AGO = 10 * 366

_LISTS = ("echelons", "zones", "languages")
_OWN = (
    "name", "kind", "line", "echelons", "from_months", "to_months", "zones", "languages", "interpreter", "cost",
    "cost_words", "referral", "phone", "mail", "web", "place", "hours", "about", "silent_after",
)  # fmt: skip


class CellField(WordsField):
    """What somebody types for one column."""

    def __init__(self, column: str, *, rows: int = 0, says: str = "", **kwargs: Any):
        attrs = {"dir": "auto"} | ({"rows": rows} if rows else {}) | ({"inputmode": says} if says else {})
        widget = forms.Textarea(attrs=attrs) if rows else forms.TextInput(attrs=attrs)
        super().__init__(required=False, widget=widget, **kwargs)
        self.column = column

    def clean(self, value: Any) -> Any:
        try:
            return meant(self.column, super().clean(value))
        except Wrong as wrong:
            raise ValidationError(str(wrong)) from None


class SeenField(forms.CharField):
    """Hidden: when the offer was last changed, as this page knew it. None when that cannot be read."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def clean(self, value: Any) -> Any:
        try:
            return datetime.fromisoformat(str(value))
        except ValueError:
            return None


def _some(label: Any, choices: Iterable[tuple[Any, Any]], coerce: Any = str) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label, required=False, coerce=coerce, choices=list(choices), widget=forms.CheckboxSelectMultiple
    )


def _one(label: Any, choices: Iterable[tuple[Any, Any]], **kwargs: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, required=False, choices=[UNKNOWN, *choices], widget=forms.RadioSelect, **kwargs
    )


class OfferForm(Form):
    """Everything that somebody can say about an offer. Only the name has to be there."""

    name = CellField("name", label=_("Hoe heet dit aanbod?"))
    about = CellField("about", label=_("Wat is het, in gewone woorden?"), rows=5)
    kind = forms.ChoiceField(label=_("Wat voor aanbod is het?"), required=False, choices=[UNKNOWN, *KIND.items()])
    line = _one(
        _("Bij welke lijn hoort het?"), [(int(line), name) for line, name in LINE.items()], coerce=int, empty_value=None
    )
    echelons = _some(_("Voor welke noden is het?"), ECHELON.items(), int)
    from_months = CellField(
        "from_months", label=_("Vanaf welke leeftijd, in maanden?"),
        help_text=_("Voor de geboorte schrijf je een min. Het begin van de zwangerschap is -9."),
    )  # fmt: skip
    to_months = CellField(
        "to_months", label=_("Tot welke leeftijd, in maanden?"),
        help_text=_("Schrijf 36 als het stopt op de derde verjaardag."),
    )  # fmt: skip
    zones = _some(_("In welke streken werken ze?"), [])
    languages = _some(_("Welke talen spreken ze?"), LANGUAGE.items())
    interpreter = _one(
        _("Kan er een tolk bij zijn?"), [("ja", _("Ja")), ("nee", _("Nee"))], coerce=YES_NO.get, empty_value=None
    )
    cost = _one(_("Wat kost het?"), COST.items())
    cost_words = CellField("cost_words", label=_("Wat moet je over de kost weten?"), rows=2)
    referral = _one(_("Is er een verwijzing nodig?"), REFERRAL.items())
    phone = CellField("phone", label=_("Telefoon"), says="tel")
    mail = CellField("mail", label=_("Mail"), says="email")
    web = CellField("web", label=_("Web"), says="url")
    place = CellField("place", label=_("In welke gemeente of buurt?"))
    hours = CellField("hours", label=_("Wanneer is het open?"), rows=2)
    silent_after = CellField(
        "silent_after", label=_("Na hoeveel dagen zonder antwoord is een verwijzing stil?"), says="numeric",
        help_text=_("Van 1 tot 180 dagen. Leeg is %(days)s dagen.") % {"days": SILENT_AFTER},
    )  # fmt: skip
    seen = SeenField()
    id = OnceField()

    def __init__(self, *args: Any, held: Iterable[str] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        shown = [zone.code for zone in known_zones()]
        shown += [code for code in held if code in BY_CODE and code not in shown]  # none is lost by saving
        names = [(code, BY_CODE[code].name) for code in shown]
        zones: Any = self.fields["zones"]
        zones.choices = [(EVERYWHERE, _("heel Vlaanderen en Brussel")), *names]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if wrong := wrong_ages(data.get("from_months"), data.get("to_months")):
            self.add_error("to_months", wrong)
        return data

    def values(self) -> dict[str, Any]:
        """Column by column, as the offer keeps it."""
        found = {name: self.cleaned_data[name] for name in _OWN}
        return found | {name: sorted(found[name]) for name in _LISTS}


def as_it_stands(offer: Offer) -> dict[str, Any]:
    """What is in the form before anybody types."""
    spoken: dict[bool | None, str] = {value: word for word, value in YES_NO.items()}
    return {name: getattr(offer, name) for name in _OWN} | {
        "interpreter": spoken.get(offer.interpreter), "seen": offer.changed_at.isoformat(),
    }  # fmt: skip


class EndForm(Form):
    """From which day on an offer is no longer there. `stays`: it is there after all."""

    until = forms.DateField(
        label=_("Vanaf welke dag is dit er niet meer?"), required=False, widget=DayInput(),
        error_messages={"invalid": _("Die datum begrijpen we niet. Schrijf bijvoorbeeld 2026-11-21.")},
    )  # fmt: skip
    stays = forms.BooleanField(required=False, widget=forms.HiddenInput)
    seen = SeenField()

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.label_suffix, self.today = "", today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("stays"):
            self.errors.pop("until", None)
            return data | {"until": None}
        if "until" in self.errors:
            return data
        if (day := data.get("until")) is None:
            self.add_error("until", _("Kies een dag. Zonder dag weet niemand of het er nog is."))
        elif not -LONG_AGO < (day - self.today).days <= FAR:
            self.add_error("until", _("Kijk de dag even na: die ligt heel ver weg."))
        return data
