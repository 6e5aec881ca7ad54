"""Forms of the circle. They validate; actions save."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stek.kit.forms import Form
from stek.kit.widgets import DayInput, OnceField, WordsField
from stek.policy import Role

from .giving import A_YEAR, EXPECTED, KIN, Given, GivingForm, MayField, whole_of
from .labels import CARRIES, LINE, RELATION, RELATION_TO_CHOOSE, RING
from .queries import Around, FamilyMember
from .rules import Line, Relation, Ring, Says

PARENTS = (Relation.MOTHER, Relation.FATHER, Relation.PARENT)
# How long a consent holds when a parent chooses no date: until they take it back.
PERIODS = [
    ("", _("Tot ik het terugneem")),
    ("14", _("Twee weken")),
    ("42", _("Zes weken")),
    ("183", _("Een half jaar")),
    ("365", _("Een jaar")),
]
FURTHEST = timedelta(days=366)  # how far ahead a consent may begin


def role_of(relation: str) -> Role:
    if relation in PARENTS:
        return Role.PARENT
    return Role.KIN if relation in KIN else Role.PROFESSIONAL


class FoundForm(Form):
    """A parent begins. The child may still have to come."""

    id = OnceField()
    called = WordsField(label=_("Hoe heet jij"), max_length=80)
    relation = forms.ChoiceField(
        label=_("Wat ben jij voor het kind"), choices=[(code, RELATION[code]) for code in PARENTS],
        widget=forms.RadioSelect,
    )  # fmt: skip
    child = WordsField(
        label=_("Hoe heet je kind"), max_length=80, required=False,
        help_text=_("Nog geen naam? Laat dit leeg, of schrijf hoe jullie het noemen."),
    )  # fmt: skip
    born_on = forms.DateField(label=_("Geboren op"), required=False, widget=DayInput())
    due_on = forms.DateField(
        label=_("Uitgerekende datum (ook als je kind te vroeg kwam)"), required=False, widget=DayInput()
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


class RelationForm(Form):
    """The first question about somebody who is asked in: it decides what else is asked."""

    relation = forms.ChoiceField(
        label=_("Wat is hij of zij voor jullie"),
        choices=[("", _("Kies wat past")), *((code, label) for code, label in RELATION_TO_CHOOSE.items())],
        error_messages={"required": _("Kies wat past. Staat het er niet bij, neem dan wat er dicht bij komt.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.auto_id = "f_%s"


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

    hidden_from = forms.TypedMultipleChoiceField(
        label=_("Wie mag dit niet weten"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple,
        help_text=_("Voor wie je hier aanduidt, is er niemand bijgekomen in de kring."),
    )  # fmt: skip

    def __init__(self, *args: Any, relation: str, others: Iterable[Around], whole: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["hidden_from"].choices = [(str(one.person_id), one.called) for one in others]
        self.chosen = RELATION_TO_CHOOSE.get(relation, "")
        self.whose = relation
        self.is_parent = relation in PARENTS
        self.whole = whole and bool(self.chosen) and not self.is_parent
        if self.chosen:
            self.fields["relation"].widget = forms.HiddenInput()
            self.initial["relation"] = relation
        if self.is_parent:
            del self.fields["hidden_from"]
        if self.is_parent or self.whole:
            del self.fields["may"], self.fields["days"]

    def gives(self) -> tuple[Iterable[Given], timedelta | None]:
        """What, and for how long, of a form that is valid; without a period until it is taken back."""
        if self.whole:
            return whole_of(self.whose), A_YEAR
        days = self.cleaned_data.get("days")
        return self.cleaned_data.get("may", ()), timedelta(days=days) if days else None


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

    def __init__(self, *args: Any, place: UUID, today: date, relation: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
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


class BirthForm(Form):
    """The child is there."""

    called = WordsField(label=_("Hoe heet je kind"), max_length=80)
    born_on = forms.DateField(
        label=_("Geboren op"), widget=DayInput(),
        error_messages={"required": _("Kies de dag waarop je kind geboren is.")},
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, due_on: date | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today, self.due_on = today, due_on
        self.auto_id = "f_%s"

    def clean_born_on(self) -> date:
        day = self.cleaned_data["born_on"]
        if day > self.today:
            raise ValidationError(_("Die dag moet nog komen. Kies vandaag of een dag die voorbij is."))
        if (self.today - day).days > 366 * 7:
            raise ValidationError(_("Stek is er voor kinderen tot en met de kleuterklas. Kijk de datum even na."))
        if self.due_on and abs((self.due_on - day).days) > 150:
            raise ValidationError(_("Dat ligt ver van de dag die verwacht was. Kijk de datum even na."))
        return day


class TieForm(Form):
    """Who or what is around the family, and what goes between."""

    id = OnceField()
    called = WordsField(label=_("Wie of wat"), max_length=80, help_text=_("Een naam, of iets als 'werk' of 'sport'."))
    label = WordsField(label=_("Wat is dat voor jullie"), max_length=80, required=False)
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

    hidden_from = forms.TypedMultipleChoiceField(
        label=_("Wie mag dit niet zien"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple,
        help_text=_("Voor wie je hier aanduidt, staat dit niet in de cirkel."),
    )  # fmt: skip

    def __init__(self, *args: Any, members: tuple[FamilyMember, ...], others: Iterable[Around], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.auto_id = "f_%s"
        self.fields["hidden_from"].choices = [(str(one.person_id), one.called) for one in others]
        self.fields["toward"].choices = [("", _("Voor ons allemaal")), *((str(m.id), m.called) for m in members)]


class SealForm(Form):
    """Hiding one thing from one person."""

    id = OnceField()
    hidden_from = forms.TypedChoiceField(label=_("Voor wie verberg je dit"), coerce=UUID, widget=forms.RadioSelect)
    why = WordsField(
        label=_("Waarom, alleen voor jezelf"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "write", "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[Around], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.auto_id = "f_%s"
        self.fields["hidden_from"].choices = [(str(one.person_id), one.called) for one in people]


class EmergencyHereForm(Form):
    """The reason for coming in, for who reviews it."""

    id = OnceField()
    why = WordsField(
        label=_("Waarom moet je dit nu zien?"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "write", "dir": "auto"}),
        error_messages={"required": _("Schrijf kort waarom. Zonder reden blijft de deur dicht.")},
    )  # fmt: skip


class EmergencyForm(EmergencyHereForm):
    """The same, with the code that a parent carries. How it is spelled is not judged here: a wrong code is a wrong code."""

    field_order = ("code", "why")
    code = forms.CharField(
        label=_("De code van het gezin"), max_length=40,
        help_text=_("Twaalf letters en cijfers. Het gezin draagt ze bij zich: op een kaartje, op een telefoon, op het blad aan de koelkast."),
        widget=forms.TextInput(attrs={"class": "write", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Typ de code van het gezin.")},
    )  # fmt: skip


class CodeForm(Form):
    """Makes a code for an emergency."""

    id = OnceField()


class ReviewForm(Form):
    """What a reviewer says of an emergency access; which button was pressed."""

    says = forms.ChoiceField(choices=[(one, one) for one in Says], widget=forms.HiddenInput)
    tells_why = forms.BooleanField(label=_("De ouders mogen ook de reden lezen"), required=False)
