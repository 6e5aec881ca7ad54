"""Forms that ask somebody in, and that give to who is in: who it is, what they may, who may know of them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stek.kit.forms import Form
from stek.kit.widgets import DayInput, OnceField, WordsField

from .forms import PARENTS
from .giving import A_YEAR, EXPECTED, Given, GivingForm, MayField, whole_of
from .labels import RELATION_TO_CHOOSE
from .queries import Around, Circle

# How long a consent holds when a parent chooses no date: until they take it back.
PERIODS = [
    ("", _("Tot ik het terugneem")),
    ("14", _("Twee weken")),
    ("42", _("Zes weken")),
    ("183", _("Een half jaar")),
    ("365", _("Een jaar")),
]

FURTHEST = timedelta(days=366)  # how far ahead a consent may begin


def named_children(circle: Circle) -> list[tuple[str, str]]:
    """The children as a form offers them: id and name."""
    return [(str(one.id), one.called) for one in circle.children]


class RelationForm(Form):
    """The first question about somebody who is asked in: it decides what else is asked."""

    relation = forms.ChoiceField(
        label=_("Wat is hij of zij voor jullie"),
        choices=[("", _("Kies wat past")), *((code, label) for code, label in RELATION_TO_CHOOSE.items())],
        error_messages={"required": _("Kies wat past. Staat het er niet bij, neem dan wat er dicht bij komt.")},
    )  # fmt: skip

    def __init__(self, *args: Any, relations: Mapping[str, Any] = RELATION_TO_CHOOSE, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.auto_id = "f_%s"
        self.fields["relation"].choices = [("", _("Kies wat past")), *relations.items()]
        if relations is not RELATION_TO_CHOOSE:
            self.fields["relation"].label = _("Wat is hij of zij voor jou")


class InviteForm(RelationForm, GivingForm):
    """Who steps into the circle, and what a parent shares with them from the start.

    `whole`: what is offered to whom they are, for a year, in one sentence; without it a parent chooses part by part.
    Another parent is asked nothing of that: parents read and note in all that is shared, and none is hidden.
    """

    id = OnceField()
    called = WordsField(label=_("Hoe noemen jullie deze persoon"), max_length=80)
    may = MayField(
        required=False, initial=EXPECTED,
        help_text=_("Jij kiest, en je kunt het altijd terugnemen. Wat je niet aanduidt, blijft dicht."),
    )  # fmt: skip
    days = forms.TypedChoiceField(
        label=_("Hoe lang"), choices=PERIODS, coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )

    def __init__(
        self, *args: Any, relation: str, children: Iterable[tuple[str, str]] = (), whole: bool = False, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.chosen = RELATION_TO_CHOOSE.get(relation, "")
        self.whose = relation
        self.is_parent = relation in PARENTS
        self.whole = whole and bool(self.chosen) and not self.is_parent
        if self.chosen:
            self.fields["relation"].widget = forms.HiddenInput()
            self.initial["relation"] = relation
        if self.is_parent or self.whole:
            del self.fields["may"], self.fields["days"]
        else:
            self.ask_about(children)

    def gives(self) -> tuple[Iterable[Given], timedelta | None]:
        """What, and for how long, of a form that is valid; without a period until it is taken back."""
        if self.whole:
            return whole_of(self.whose), A_YEAR
        days = self.cleaned_data.get("days")
        return self.cleaned_data.get("may", ()), timedelta(days=days) if days else None


class AloneForm(InviteForm):
    """Somebody for one parent alone: known to who is ticked, and to nobody else. Never another parent."""

    known_to = forms.TypedMultipleChoiceField(
        label=_("Wie mag van deze persoon weten"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple,
        help_text=_("Duid niemand aan, dan weten alleen jullie twee het."),
    )  # fmt: skip

    def __init__(self, *args: Any, others: Iterable[Around], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["known_to"].choices = [(str(one.person_id), one.called) for one in others]
        self.fields["called"].label = _("Hoe noem je deze persoon")


class GrantForm(GivingForm):
    """One more consent for somebody who is in the circle. What they may already, for as long as it lasts, is not asked."""

    may = MayField(error_messages={"required": _("Kies wat hij of zij mag: lezen, noteren, of allebei.")})
    from_on = forms.DateField(
        label=_("Vanaf"), required=False, widget=DayInput(), help_text=_("Leeg laten mag. Dan geldt het meteen.")
    )
    days = forms.TypedChoiceField(
        label=_("Hoe lang"), choices=PERIODS, coerce=int, empty_value=None, required=False, widget=forms.RadioSelect,
        initial="",
    )  # fmt: skip

    def __init__(
        self, *args: Any, place: UUID, today: date, relation: str, children: Iterable[tuple[str, str]], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.ask_about(children)
        self.today = today
        self.whose = relation
        self.auto_id = f"g{str(place)[-8:]}_%s"  # as many of these forms on the page as there are people

    def without(self, held: Iterable[str]) -> "GrantForm":
        """What is left to ask of somebody who may this already."""
        has, asked = set(held), self.fields["may"]
        asked.choices = [(value, label) for value, label in asked.choices if value not in has]
        return self

    def clean_from_on(self) -> date | None:
        day = self.cleaned_data["from_on"]
        if day and day < self.today:
            raise ValidationError(_("Die dag is voorbij. Kies vandaag of later, of laat dit leeg."))
        if day and day - self.today > FURTHEST:
            raise ValidationError(_("Die dag ligt meer dan een jaar ver. Kijk hem even na."))
        return day

    def period(self, at: datetime) -> tuple[datetime, datetime | None]:
        """From when and until when, of a form that is valid."""
        day, days = self.cleaned_data["from_on"], self.cleaned_data["days"]
        start = at
        if day and day > self.today:
            start = datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
        return start, start + timedelta(days=days) if days else None
