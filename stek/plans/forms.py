"""Forms of the plan. They validate; actions save."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stek.circle.queries import Circle
from stek.kit.forms import Form
from stek.kit.widgets import DayInput, OnceField, WordsField

from .actions import Planned, Reviewed
from .labels import CHANGE, FITTING, MODE, MOVES, SLIP, WHOSE
from .rules import LONGEST, Change, Fitting, Mode, Moves, Slip, Whose, is_before, slips

FAMILY = "family"
SOMEBODY_ELSE = "somebody_else"
_NO_DAY = _("Die datum begrijpen we niet. Schrijf bijvoorbeeld 2026-11-21.")
_ERRORS = {
    "required": _("Er staat nog niets. Eén zin volstaat."),
    "max_length": _(
        "Deze tekst is %(show_value)d tekens lang, en er passen er %(limit_value)d. Alles staat er nog."
        " Kort hem wat in."
    ),
}
_FIELD = {
    Slip.NO_OWNER: "owners", Slip.BEFORE: "starts_on", Slip.FAR: "ends_on", Slip.END_FIRST: "ends_on",
    Slip.NO_MOVES: "factor_words",
}  # fmt: skip


def _words(label: Any, *, required: bool = True, rows: int = 3, help_text: Any = "") -> WordsField:
    """A text in somebody's own words."""
    attrs: dict[str, Any] = {"rows": rows, "class": "write", "dir": "auto"}
    return WordsField(
        label=label, required=required, max_length=LONGEST, help_text=help_text, error_messages=_ERRORS,
        widget=forms.Textarea(attrs=attrs),
    )  # fmt: skip


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    errors = {"invalid": _NO_DAY, "required": _("Kies een dag. Die mag je ruim nemen.")}
    return forms.DateField(label=label, required=required, widget=DayInput(), error_messages=errors)


class PlanForm(Form):
    """What every form of the plan has: a page that is sent twice is one deed."""

    id = OnceField()

    def __init__(self, *args: Any, circle: Circle, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.circle, self.today = circle, today
        self.auto_id = "f_%s"
        self.begun = min((day for one in circle.children if (day := one.born_on or one.due_on)), default=None)

    def past_day(self, name: str) -> date:
        """A day that was, not before anything can have begun; today when it was left empty."""
        day: date = self.cleaned_data.get(name) or self.today
        if day > self.today:
            raise ValidationError(_("Die dag moet nog komen. Kies vandaag of een dag die voorbij is."))
        if is_before(day, self.begun):
            raise ValidationError(str(SLIP[Slip.BEFORE]))
        return day


class GoalForm(PlanForm):
    words = _words(_("Waar hopen jullie op?"), help_text=_("In jullie eigen woorden. Eén zin volstaat."))
    whose = forms.TypedChoiceField(
        label=_("Voor wie is dit?"), coerce=Whose, choices=list(WHOSE.items()), widget=forms.RadioSelect,
        error_messages={"required": _("Kies voor wie dit is. Voor iemand anders kan er een doel naast staan.")},
    )  # fmt: skip
    about = forms.TypedMultipleChoiceField(
        label=_("Over wie gaat het?"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    need = forms.TypedChoiceField(
        label=_("Hoort dit bij iets wat nodig is?"), required=False, coerce=UUID, empty_value=None,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args: Any, needs: Iterable[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [(str(one.id), one.called) for one in self.circle.members]
        self.fields["need"].choices = [("", _("Nee, dit staat op zich")), *needs]


class StepForm(PlanForm):
    words = _words(_("Wat gaan jullie doen?"), help_text=_("Zo klein als past."))
    moves = forms.TypedChoiceField(
        label=_("Waarvoor is dit?"), coerce=Moves, choices=list(MOVES.items()), widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat het best past.")},
    )  # fmt: skip
    factor = forms.TypedChoiceField(
        label=_("Wat wordt sterker of lichter?"), required=False, coerce=UUID, empty_value=None
    )
    factor_words = _words(
        _("Of met je eigen woorden"), required=False, rows=2, help_text=_("Alleen als het niet in de lijst staat.")
    )
    owners = forms.MultipleChoiceField(
        label=_("Wie doet dit?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Wie hier staat, moet dit zelf ook willen. Vraag het eerst."),
    )  # fmt: skip
    starts_on = _day(_("Vanaf wanneer?"), required=False)
    ends_on = _day(_("Tot wanneer?"))

    def __init__(
        self, *args: Any, factors: Iterable[tuple[str, str]], readers: Iterable[UUID], kept: Iterable[UUID] = (),
        **kwargs: Any,
    ):  # fmt: skip
        """`readers` are the places that read the plan now; `kept` those that do this step already."""
        super().__init__(*args, **kwargs)
        kept, readers = set(kept), set(readers)
        places = [one for one in self.circle.around if one.is_in(self.circle.visit.at) or one.id in kept]
        self.some_do_not_read = any(one.id not in readers for one in places)
        self.fields["owners"].choices = [
            (FAMILY, _("Het gezin zelf")),
            *((str(one.id), one.called if one.id in readers else _not_reading(one.called)) for one in places),
        ]
        given = list(factors)
        self.fields["factor"].choices = [("", _("Staat er niet bij")), *given]
        self.fields["starts_on"].initial = self.today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["starts_on"] = data.get("starts_on") or self.today
        if data.get("factor") and data.get("factor_words"):
            self.add_error("factor_words", _("Kies één van de twee: iets uit de lijst, of je eigen woorden."))
        elif "owners" in data and data.get("ends_on"):
            for slip in slips(
                owners=[one for one in data["owners"] if one != FAMILY], family_owns=FAMILY in data["owners"],
                names_factor=bool(data.get("factor") or data.get("factor_words")) or "factor_words" in self.errors,
                on=data["starts_on"], until=data["ends_on"], begun=self.begun, today=self.today,
            ):  # fmt: skip
                self.add_error(_FIELD[slip], str(SLIP[slip]))
        elif not data.get("owners"):
            self.add_error("owners", str(SLIP[Slip.NO_OWNER]))
        return data

    def planned(self) -> Planned:
        data = self.cleaned_data
        owners = tuple(UUID(one) for one in data["owners"] if one != FAMILY)
        return Planned(
            data["words"], data["moves"], data["starts_on"], data["ends_on"], FAMILY in data["owners"], owners,
            data["factor"], data["factor_words"],
        )  # fmt: skip


def _not_reading(called: str) -> str:
    return str(_("{who} (leest het plan nu niet)")).format(who=called)


class SaidForm(PlanForm):
    """Words about a step or a goal on a day that was."""

    words = _words(_("Hoe liep het?"))
    on = _day(_("Wanneer was dit?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = self.today

    def clean_on(self) -> date:
        return self.past_day("on")


class SuccessForm(SaidForm):
    words = _words(_("Wat lukte er?"), help_text=_("Hoe klein ook."))


class ModeForm(PlanForm):
    mode = forms.TypedChoiceField(
        label=_("Hoe gaat de zorg hiermee verder?"), coerce=Mode, choices=list(MODE.items()), widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat nu past. Het kan later anders.")},
    )  # fmt: skip
    words = _words(_("Waarom past dat nu?"))


class ReviewForm(SaidForm):
    """What changed, in whose eyes; and how it goes on."""

    words = _words(_("Wat is er anders, of net niet?"))
    change = forms.TypedChoiceField(
        label=_("Is er iets veranderd?"), coerce=Change, choices=list(CHANGE.items()), widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat het best past. 'Ik weet het niet' mag ook.")},
    )  # fmt: skip
    quoted = forms.ChoiceField(
        label=_("Wie ziet dat zo?"), widget=forms.RadioSelect,
        error_messages={"required": _("Kies wie dit zo ziet. Jij mag dat zijn.")},
    )  # fmt: skip
    quoted_as = WordsField(label=_("Wie dan?"), required=False, max_length=120)
    fitting = forms.TypedChoiceField(
        label=_("Hoe gaan jullie verder?"), coerce=Fitting, choices=list(FITTING.items()), widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe het verdergaat.")},
    )  # fmt: skip
    fitting_words = _words(_("Waarom zo?"), rows=2)

    field_order = ("id", "words", "change", "quoted", "quoted_as", "fitting", "fitting_words", "on")
    ME = "me"

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        names = [(str(one.id), one.called) for one in self.circle.members]
        self.fields["quoted"].choices = [(self.ME, _("Ikzelf")), *names, (SOMEBODY_ELSE, _("Iemand anders"))]
        self.fields["on"].label = _("Wanneer keken jullie terug?")

    def reviewed(self) -> Reviewed:
        data = self.cleaned_data
        quoted = data["quoted"]
        return Reviewed(
            data["change"], data["words"], data["fitting"], data["fitting_words"], data["on"],
            UUID(quoted) if quoted not in (self.ME, SOMEBODY_ELSE) else None,
            (data["quoted_as"] or str(_("iemand"))) if quoted == SOMEBODY_ELSE else "",
        )  # fmt: skip


class RoomForm(PlanForm):
    """A doubt, shared with the circle instead of the next action."""

    words = _words(_("Wat weet je niet?"), help_text=_("Een vraag of een twijfel volstaat."))


def week_choices(today: date) -> list[tuple[str, str]]:
    first = today - timedelta(days=today.weekday())
    this, following = first.isoformat(), (first + timedelta(days=7)).isoformat()
    return [(this, str(_("Deze week"))), (following, str(_("Volgende week")))]
