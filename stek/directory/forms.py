"""Forms of the directory. They validate; actions save."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stek.kit.forms import Form
from stek.kit.widgets import DayInput, OnceField, WordsField

from .labels import COST, ECHELON, LANGUAGE, LINE
from .matching import Wish
from .rules import FIRST_MONTH, LONGEST_WAIT, MOST_PLACES, Cost, days_of
from .zones import INVENTED, ZONES, Zone

OLDEST = 18 * 12  # months: who is older is not the child this directory is for
UNREADABLE_NUMBER = _("Schrijf een heel getal, zoals 4.")
NOT_BELOW = _("Kijk dit getal even na: minder dan nul kan niet.")
TOO_MANY = _("Kijk dit getal even na: zo veel past hier niet.")


def known_zones() -> tuple[Zone, ...]:
    """What one can choose from: in the demo also the region that does not exist."""
    return (*INVENTED, *ZONES) if getattr(settings, "DEMO", False) else ZONES


def _zones() -> list[tuple[Any, Any]]:
    known = known_zones()
    provinces = dict.fromkeys(zone.province for zone in known)
    groups = [(one, [(zone.code, zone.name) for zone in known if zone.province == one]) for one in provinces]
    return [("", _("Maakt niet uit")), *groups]


class WishForm(Form):
    """What somebody looks for. Every question may stay open."""

    zone = forms.ChoiceField(label=_("In welke streek?"), required=False)
    months = forms.IntegerField(
        label=_("Hoe oud is het kind, in maanden?"), required=False, min_value=FIRST_MONTH, max_value=OLDEST,
        help_text=_("Voor de geboorte schrijf je een min: -3 is drie maanden voor de geboorte."),
        error_messages={
            "invalid": UNREADABLE_NUMBER,
            "min_value": _("Kijk dit getal even na: een zwangerschap duurt negen maanden."),
            "max_value": _("Kijk dit getal even na: je schrijft het aantal maanden."),
        },
    )  # fmt: skip
    echelons = forms.TypedMultipleChoiceField(
        label=_("Wat is er nodig?"), required=False, coerce=int, choices=list(ECHELON.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("In welke taal?"), required=False, choices=[("", _("Maakt niet uit")), *LANGUAGE.items()]
    )
    costs = forms.TypedMultipleChoiceField(
        label=_("Wat mag het kosten?"), required=False, coerce=Cost, choices=list(COST.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    lines = forms.TypedMultipleChoiceField(
        label=_("Welke lijn?"), required=False, coerce=int, choices=[(int(line), name) for line, name in LINE.items()],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = _zones()
        self.label_suffix = ""

    def wish(self) -> Wish:
        data = self.cleaned_data
        return Wish(
            echelons=frozenset(data["echelons"]), age_days=None if data["months"] is None else days_of(data["months"]),
            zone=data["zone"], languages=frozenset([data["language"]] if data["language"] else []),
            costs=frozenset(data["costs"]), lines=frozenset(data["lines"]),
        )  # fmt: skip


class NothingFitsForm(WishForm):
    """The same questions once more, and an id that is drawn: it says nothing about when."""

    id = OnceField()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["id"].initial = uuid4
        self.auto_id = "none_%s"


class WaitingForm(Form):
    """What somebody heard about waiting, and on which day."""

    words = WordsField(
        label=_("Hoe lang wacht je er nu?"), required=False, max_length=300,
        help_text=_("Zoals ze het zelf zeggen, bijvoorbeeld: 'een eerste gesprek kan binnen drie weken'."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("In dagen, als je dat weet"), required=False, min_value=0, max_value=LONGEST_WAIT,
        error_messages={"invalid": UNREADABLE_NUMBER, "min_value": NOT_BELOW, "max_value": TOO_MANY},
    )  # fmt: skip
    free_places = forms.IntegerField(
        label=_("Hoeveel plaatsen zijn er nu vrij?"), required=False, min_value=0, max_value=MOST_PLACES,
        help_text=_("Laat dit open als je het niet weet. Nul is ook een antwoord."),
        error_messages={"invalid": UNREADABLE_NUMBER, "min_value": NOT_BELOW, "max_value": TOO_MANY},
    )  # fmt: skip
    checked_on = forms.DateField(
        label=_("Op welke dag vroeg je dit?"), widget=DayInput(),
        error_messages={
            "required": _("Zonder dag weet niemand of dit nog klopt."),
            "invalid": _("Die datum begrijpen we niet. Schrijf bijvoorbeeld 2026-11-21."),
        },
    )  # fmt: skip
    id = OnceField()

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["checked_on"].initial = today

    def clean_checked_on(self) -> date:
        day: date = self.cleaned_data["checked_on"]
        if day > self.today:
            raise ValidationError(_("Die dag moet nog komen. Kies vandaag of een dag die voorbij is."))
        if (self.today - day).days > 366:
            raise ValidationError(_("Dat is langer dan een jaar geleden. Vraag het liever opnieuw."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data["words"] and data["days"] is None and data["free_places"] is None:
            raise ValidationError(
                _("Er staat nog niets. Schrijf wat je hoorde, een aantal dagen of een aantal plaatsen.")
            )
        return data


class FileForm(Form):
    file = forms.FileField(
        label=_("Een CSV- of HSDS-bestand"),
        help_text=_(
            "Hoogstens 50 MB en 50.000 rijen. Een groot bestand kan een paar minuten duren; laat de bladzijde openstaan."
        ),
        error_messages={"required": _("Kies eerst een bestand."), "empty": _("Dit bestand is leeg.")},
    )
