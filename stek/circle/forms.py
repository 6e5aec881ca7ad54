"""Forms of the circle. They validate; actions save."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stek.kit.widgets import DayInput
from stek.policy import Role, Verb

from .labels import CARRIES, LINE, RELATION, RING
from .queries import FamilyMember
from .rules import Line, Relation, Ring

PARENTS = (Relation.MOTHER, Relation.FATHER, Relation.PARENT)
KIN = (Relation.GRANDMOTHER, Relation.GRANDFATHER, Relation.SIBLING, Relation.FRIEND, Relation.KIN)
# How long a consent holds when a parent chooses no date: until they take it back.
PERIODS = [
    ("", _("Tot ik het terugneem")),
    ("14", _("Twee weken")),
    ("42", _("Zes weken")),
    ("183", _("Een half jaar")),
    ("365", _("Een jaar")),
]
MAY = [("read", _("Het verhaal lezen")), ("note", _("Iets noteren"))]


def role_of(relation: str) -> Role:
    if relation in PARENTS:
        return Role.PARENT
    return Role.KIN if relation in KIN else Role.PROFESSIONAL


class FoundForm(forms.Form):
    """A parent begins. The child may still have to come."""

    called = forms.CharField(label=_("Hoe heet jij"), max_length=80)
    relation = forms.ChoiceField(
        label=_("Wat ben jij voor het kind"), choices=[(code, RELATION[code]) for code in PARENTS],
        widget=forms.RadioSelect,
    )  # fmt: skip
    child = forms.CharField(
        label=_("Hoe heet je kind"), max_length=80, required=False,
        help_text=_("Nog geen naam? Laat dit leeg, of schrijf hoe jullie het noemen."),
    )  # fmt: skip
    born_on = forms.DateField(
        label=_("Geboren op"), required=False, widget=DayInput()
    )
    due_on = forms.DateField(
        label=_("Of: verwacht rond"), required=False, widget=DayInput()
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        self.auto_id = "f_%s"

    def clean_born_on(self) -> date | None:
        day = self.cleaned_data["born_on"]
        if day and not 0 <= (self.today - day).days < 366 * 7:
            raise ValidationError(_("Stek is er voor kinderen tot en met de kleuterklas. Kijk de datum even na."))
        return day

    def clean_due_on(self) -> date | None:
        day = self.cleaned_data["due_on"]
        if day and not -366 * 7 < (day - self.today).days < 300:
            raise ValidationError(_("Die datum ligt te ver weg voor een zwangerschap. Kijk hem even na."))
        return day


class InviteForm(forms.Form):
    """Who steps into the circle, and what a parent shares with them from the start."""

    called = forms.CharField(label=_("Hoe noemen jullie deze persoon"), max_length=80)
    relation = forms.ChoiceField(
        label=_("Wat is hij of zij voor jullie"), choices=[(code, label) for code, label in RELATION.items()]
    )
    verbs = forms.TypedMultipleChoiceField(
        label=_("Wat mag hij of zij"), choices=MAY, coerce=Verb, required=False, initial=["note"],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ouders lezen en noteren altijd. Voor alle anderen kies jij, en je kunt het altijd terugnemen."),
    )  # fmt: skip
    days = forms.TypedChoiceField(
        label=_("Hoe lang"), choices=PERIODS, coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.auto_id = "f_%s"


class GrantForm(forms.Form):
    """One more consent for somebody who is in the circle."""

    verbs = forms.TypedMultipleChoiceField(
        label=_("Wat mag hij of zij"), choices=MAY, coerce=Verb, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies wat hij of zij mag: lezen, noteren, of allebei.")},
    )  # fmt: skip
    days = forms.TypedChoiceField(
        label=_("Hoe lang"), choices=PERIODS, coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.auto_id = "f_%s"


class TieForm(forms.Form):
    """Who or what is around the family, and what goes between."""

    called = forms.CharField(label=_("Wie of wat"), max_length=80, help_text=_("Een naam, of iets als 'werk' of 'sport'."))
    label = forms.CharField(label=_("Wat is dat voor jullie"), max_length=80, required=False)
    ring = forms.ChoiceField(
        label=_("Hoe dichtbij"), choices=[(Ring.NEAR, RING[Ring.NEAR]), (Ring.FURTHER, RING[Ring.FURTHER])],
        initial=Ring.NEAR, widget=forms.RadioSelect,
    )  # fmt: skip
    line = forms.ChoiceField(
        label=_("Wat is er tussen jullie"), choices=list(LINE.items()), initial=Line.CONTACT, widget=forms.RadioSelect
    )
    carries = forms.ChoiceField(
        label=_("Hoeveel draagt het"), choices=[("", _("Weet ik niet")), *CARRIES.items()], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    toward = forms.TypedChoiceField(
        label=_("Vooral voor wie"), coerce=UUID, empty_value=None, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, members: tuple[FamilyMember, ...], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.auto_id = "f_%s"
        self.fields["toward"].choices = [("", _("Voor ons allemaal")), *((str(m.id), m.called) for m in members)]


class EmergencyForm(forms.Form):
    """The reason for breaking the glass. Parents read that it happened, and who did it."""

    why = forms.CharField(
        label=_("Waarom moet je dit nu zien"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "write", "dir": "auto"}),
        error_messages={"required": _("Schrijf kort waarom. Zonder reden blijft de deur dicht.")},
    )  # fmt: skip
