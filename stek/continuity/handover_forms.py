"""Handing over, and how closely a family wants to be followed. The forms validate; actions save."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stek.circle.pace import WITHIN, Pace

from .forms import ContactForm, day, place, words
from .labels import SLIP
from .rules import slips


class HandoverForm(ContactForm):
    to = place(_("Wie neemt het over?"), required=True, help_text=_("Wie de afspraken mag lezen, staat hier."))
    words = words(
        _("Wat geef je mee?"), rows=6,
        help_text=_("Begin met wat goed gaat. Het gezin leest dit ook: schrijf het zo dat het voor hen klopt."),
    )  # fmt: skip
    overlap_until = day(
        _("Tot wanneer blijven jullie er allebei?"), help_text=_("Na de ontmoeting. Leeg: tot iemand zegt dat het rond is."),
    )  # fmt: skip
    notes = forms.TypedMultipleChoiceField(
        label=_("Welke notities gaan mee?"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple,
        help_text=_("Hoeft niet. Wie een notitie niet mag lezen, krijgt ze ook zo niet te zien."),
    )  # fmt: skip

    def __init__(self, *args: Any, notes: Iterable[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        found = list(notes)
        if found:
            self.fields["notes"].choices = found  # type: ignore[attr-defined]
        else:
            del self.fields["notes"]
        self.fill("to")

    def clean_overlap_until(self) -> date | None:
        chosen: date | None = self.cleaned_data["overlap_until"]
        if chosen is not None:
            for slip in slips(chosen, today=self.today):
                raise forms.ValidationError(str(SLIP[slip]))
        return chosen


_TOO_SHORT = {
    "required": _("Schrijf een aantal dagen."), "invalid": _("Schrijf een aantal dagen, met een cijfer."),
    "min_value": _("Dat is te kort. Kies minstens %(limit_value)s."),
    "max_value": _("Dat is te lang. Kies hoogstens %(limit_value)s."),
}  # fmt: skip
_TOO_FEW = {
    "required": _("Schrijf een aantal stappen."), "invalid": _("Schrijf een aantal stappen, met een cijfer."),
    "min_value": _("Dat is te weinig. Kies minstens %(limit_value)s."),
    "max_value": _("Dat is te veel. Kies hoogstens %(limit_value)s."),
}  # fmt: skip


def _days(label: Any, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, error_messages=_TOO_SHORT)


def as_said(pace: Pace) -> dict[str, int]:
    """A pace, by the names of the fields below."""
    young, baby, later = pace.by_age
    return {"young": young, "baby": baby, "later": later} | {name: getattr(pace, name) for name in WITHIN}


class PaceForm(ContactForm):
    """As parents say it, with what is usual beside each."""

    young = _days(_("De eerste zes weken: om de hoeveel dagen mag iemand iets laten weten?"), 1, 60)
    baby = _days(_("Tot het eerste jaar"), 1, 180)
    later = _days(_("Daarna"), 1, 365)
    stand_in_after = _days(
        _("Hoeveel dagen na een afspraak die niet doorging, ziet de vervanger ze ook?"), *WITHIN["stand_in_after"]
    )
    circle_after = _days(_("En na hoeveel dagen ziet iedereen die meeleest ze?"), *WITHIN["circle_after"])
    handover_after = _days(
        _("Blijft een overdracht wachten: na hoeveel dagen zien jullie dat, en ook wie doorgeeft en wie overneemt?"),
        *WITHIN["handover_after"],
    )
    consent_before = _days(
        _("Hoeveel dagen voor een toestemming afloopt, zegt Stek dat?"), *WITHIN["consent_before"]
    )  # fmt: skip
    many_steps = forms.IntegerField(
        label=_("Vanaf hoeveel stappen in het plan?"), min_value=WITHIN["many_steps"][0],
        max_value=WITHIN["many_steps"][1], error_messages=_TOO_FEW,
    )  # fmt: skip
    few_days = _days(_("Binnen hoeveel dagen?"), *WITHIN["few_days"])

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, number in as_said(Pace()).items():
            self.fields[name].help_text = gettext("Gewoonlijk: %(number)s.") % {"number": number}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, then = data.get("stand_in_after"), data.get("circle_after")
        if first is not None and then is not None and then < first:
            self.add_error("circle_after", _("Kies hier evenveel dagen of meer dan bij de vervanger."))
        return data
