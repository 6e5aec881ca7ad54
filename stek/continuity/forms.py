"""Forms of agreements and of every step after them. They validate; actions save."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from stek.circle.queries import Around, Circle
from stek.kit.forms import Form
from stek.kit.widgets import DayInput, OnceField, WordsField

from .actions import Promise
from .labels import SLIP, WAY, WAY_AT_HOME, WHY
from .machines import Arrow, Kind, Step
from .rules import LONGEST, Slip, Way, slips

LONG_AGO = timedelta(days=731)
NO_DAY = _("Die datum begrijpen we niet. Schrijf bijvoorbeeld 2026-11-21.")
ERRORS = {
    "required": _("Er staat nog niets. Eén zin volstaat."),
    "max_length": _(
        "Deze tekst is %(show_value)d tekens lang, en er passen er %(limit_value)d. Alles staat er nog."
        " Kort hem wat in."
    ),
}
_FIELD = {Slip.NO_DAY: "due_on", Slip.PAST: "due_on", Slip.FAR: "due_on", Slip.SAME_TWICE: "stand_in"}


class TimeInput(forms.TimeInput):
    """The device's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def words(
    label: Any = "", *, required: bool = True, rows: int = 3, help_text: Any = ""
) -> WordsField:  # fmt: skip
    """A text in somebody's own words."""
    attrs: dict[str, Any] = {"rows": rows, "class": "write", "dir": "auto"}
    return WordsField(
        label=label, required=required, max_length=LONGEST, help_text=help_text, error_messages=ERRORS,
        widget=forms.Textarea(attrs=attrs),
    )  # fmt: skip


def day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    errors: dict[str, Any] = {"invalid": NO_DAY, "required": str(SLIP[Slip.NO_DAY])}
    return forms.DateField(
        label=label, required=required, widget=DayInput(), error_messages=errors, help_text=help_text
    )  # fmt: skip


def place(label: Any, *, required: bool = False, help_text: Any = "") -> forms.TypedChoiceField:
    """Somebody of the circle; `fill` says who."""
    return forms.TypedChoiceField(
        label=label, required=required, coerce=UUID, empty_value=None, widget=forms.RadioSelect, help_text=help_text,
        error_messages={"required": _("Kies aan wie je het vraagt.")},
    )  # fmt: skip


class ContactForm(Form):
    """What every form here has: a page that is sent twice is one deed."""

    id = OnceField()

    def __init__(self, *args: Any, circle: Circle, today: date, readers: Iterable[UUID], **kwargs: Any):
        """`readers` are the places that read the agreements now."""
        super().__init__(*args, **kwargs)
        self.circle, self.today, self.auto_id = circle, today, "f_%s"
        self.here = others(circle, readers)

    def fill(self, name: str, nobody: Any = None) -> None:
        """Who there is to choose from; the field is left out where there is nobody."""
        field = self.fields[name]
        if not self.here:
            del self.fields[name]
        else:
            first = [("", nobody)] if nobody else []
            field.choices = [*first, *((str(one.id), one.called) for one in self.here)]

    def past_day(self, name: str) -> date:
        """A day that was; today when it was left empty."""
        found: date = self.cleaned_data.get(name) or self.today
        if found > self.today:
            raise forms.ValidationError(_("Die dag moet nog komen. Kies vandaag of een dag die voorbij is."))
        if self.today - found > LONG_AGO:
            raise forms.ValidationError(_("Dat is meer dan twee jaar geleden. Kijk het jaartal even na."))
        return found


def others(circle: Circle, readers: Iterable[UUID]) -> list[Around]:
    """Who is in the circle now and reads the agreements, besides who looks."""
    there = set(readers)
    visit = circle.visit
    return [one for one in circle.around if one.id in there and one.id != visit.member_id and one.is_in(visit.at)]


class FollowUpForm(ContactForm):
    words = words(_("Wat spreken jullie af?"), help_text=_("Eén zin volstaat. Onderaan staat wie dit leest."))
    way = forms.TypedChoiceField(
        label=_("Hoe gebeurt het?"), coerce=Way, choices=list(WAY.items()), widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe het gebeurt. Zo ziet iedereen wat er van het gezin gevraagd wordt.")},
    )  # fmt: skip
    due_on = day(_("Op welke dag?"), required=True)
    due_time = forms.TimeField(
        label=_("Om hoe laat?"), required=False, widget=TimeInput(), help_text=_("Hoeft niet."),
        error_messages={"invalid": _("Dat uur begrijpen we niet. Schrijf bijvoorbeeld 14:30.")},
    )  # fmt: skip
    about = forms.TypedMultipleChoiceField(
        label=_("Over wie gaat het?"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple,
        help_text=_("Hoeft niet."),
    )  # fmt: skip
    ask = place(
        _("Wie doet dit?"),
        help_text=_("Kies je iemand anders, dan krijgt die de vraag. Tot het antwoord ja is, blijft het bij jou."),
    )
    stand_in = place(_("Wie kijkt mee als het niet kan doorgaan?"))
    need = forms.UUIDField(required=False, widget=forms.HiddenInput)
    note = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [(str(one.id), one.called) for one in self.circle.members]
        if self.circle.visit.is_parent:
            self.fields["way"].choices = list(WAY_AT_HOME.items())
        self.fill("ask", _("Ik doe dit zelf"))
        self.fill("stand_in", _("Wie er dan is"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "due_on" in data:
            given = (data.get("ask") or self.circle.visit.member_id, data.get("stand_in"))
            for slip in slips(data["due_on"], today=self.today, places=given):
                self.add_error(_FIELD[slip], str(SLIP[slip]))
        return data

    def promise(self) -> Promise:
        data = self.cleaned_data
        return Promise(
            data["way"], data["words"], data["due_on"], data["due_time"], tuple(dict.fromkeys(data["about"])),
            data.get("stand_in"), data["need"], data["note"],
        )  # fmt: skip


class MoveForm(ContactForm):
    """One step of a machine: what its arrow asks for, and no more. `before` is what its author saw last."""

    words = words()
    due_on = day(_("Naar welke dag?"), required=True)
    place = place(
        _("Aan wie vraag je het?"), required=True, help_text=_("Tot het antwoord ja is, blijft het waar het was.")
    )
    on = day(_("Wanneer was dit?"))
    before = forms.UUIDField(required=False, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ("id", "due_on", "place", "words", "on")

    def __init__(self, *args: Any, kind: Kind, arrow: Arrow, **kwargs: Any):
        super().__init__(*args, **kwargs)
        step = arrow.step
        self.fields["words"].label, self.fields["words"].required = str(WHY[kind, step]), arrow.says_why
        if not arrow.says_why:
            self.fields["words"].help_text = _("Hoeft niet.")
        if step is not Step.PUT_OFF:
            del self.fields["due_on"]
        if step is not Step.ASK:
            del self.fields["place"]
        else:
            self.fill("place")
        if kind is Kind.FOLLOW_UP:
            del self.fields["on"]
        else:
            self.fields["on"].initial = self.today

    def clean_due_on(self) -> date:
        chosen: date = self.cleaned_data["due_on"]
        for slip in slips(chosen, today=self.today):
            raise forms.ValidationError(str(SLIP[slip]))
        return chosen

    def clean_on(self) -> date:
        return self.past_day("on")
