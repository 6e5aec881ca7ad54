"""Forms of the circle. They validate; actions save."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stek.kit.forms import Form
from stek.kit.ids import once
from stek.kit.widgets import DayInput, OnceField, WordsField
from stek.policy import Role

from .authors import Askable
from .giving import KIN
from .labels import CARRIES, LINE, RELATION, RING
from .queries import Around, Circle
from .rules import Line, Relation, Ring, Says, Wish

PARENTS = (Relation.MOTHER, Relation.FATHER, Relation.PARENT)


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


class ReadersField(forms.TypedMultipleChoiceField):
    """Ticks of who reads something, as persons: everybody who will stands there, ticked. Who of the circle does not read
    it any more since the page was opened is no reader, and no mistake of who sends it."""

    def __init__(self, **kwargs: Any):
        super().__init__(required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple, **kwargs)
        self.around: set[str] = set()
        self.offered: list[str] = []  # of whom it is asked, or was and somebody took the tick away

    def to_python(self, value: Any) -> list[str]:
        return [one for one in super().to_python(value) if self.valid_value(one) or one not in self.around]

    def name(
        self,
        people: Iterable[Around],
        circle: Circle,
        ticked: Iterable[UUID] | None = None,
        unticked: Iterable[str] = (),
    ) -> None:
        """Asks it of these people; only who is in `ticked` has a tick, if it is given, and nobody in `unticked`."""
        self.around = {str(one.person_id) for one in circle.around if one.person_id != circle.visit.person}
        self.choices = [(str(one.person_id), one.called) for one in people if one.person_id]
        still = None if ticked is None else {str(one) for one in ticked}
        gone = self.around & {*unticked}
        self.initial = [
            value for value, _called in self.choices if (still is None or value in still) and value not in gone
        ]
        self.offered = once([*(value for value, _called in self.choices), *sorted(gone)])


class NamesReaders:
    """A form with ticks in `reads`, and beside them, in `offered`, of whom they were asked.

    Without script a browser sends no tick that was taken away, and who came in since the page was opened is no tick
    that was taken away. Where nobody was unticked, it is for everybody who may read there, also later: who was ticked
    and does not read it as it was filled in at last, is no reader now, and was not unticked.
    """

    @property
    def somebody_unticked(self) -> bool:
        """Of a form that is shown again: then the ticks are shown too, and else they stay folded."""
        field = self["reads"]  # type: ignore[index]
        return len(field.value() or ()) < len(field.field.choices)

    @property
    def named_readers(self) -> list[UUID] | None:
        """Who alone reads it, as persons, where somebody was unticked; None: whoever may read there."""
        ticked: list[UUID] = self.cleaned_data["reads"]
        gone = {*self.data.getlist("offered")} - {*self.data.getlist("reads")}
        return ticked if gone else None


class TieForm(NamesReaders, Form):
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

    reads = ReadersField(label=_("Wie mag dit zien"), help_text=_("Voor wie je wegneemt, staat dit niet in de cirkel."))

    def __init__(self, *args: Any, circle: Circle, others: Iterable[Around], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.auto_id = "f_%s"
        self.fields["reads"].name(others, circle)
        family = ((str(one.id), one.called) for one in circle.members)
        self.fields["toward"].choices = [("", _("Voor ons allemaal")), *family]


class AskForm(Form):
    """What one asks the author of something; with one thing to ask, that is what one asks."""

    id = OnceField()
    what = forms.ChoiceField(
        label=_("Wat vraag je?"), widget=forms.RadioSelect, error_messages={"required": _("Kies wat je vraagt.")}
    )
    words = WordsField(
        label=_("Wil je er iets bij zeggen? Dat hoeft niet."), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "write", "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, *args: Any, askable: Askable, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.auto_id = "f_%s"
        choices = [(str(Wish.CLOSE), _("Dit met minder mensen te delen"))] if askable.close else []
        more = [
            (f"{Wish.OPEN}:{one.person_id}", _("Of %(who)s dit ook mag lezen") % {"who": one.called})
            for one in askable.open_for
        ]
        self.fields["what"].choices = [*choices, *more]
        if len(choices) + len(more) == 1:
            self.fields["what"].initial = [*choices, *more][0][0]

    def wish(self) -> tuple[Wish, UUID | None]:
        """What is asked, and for whom."""
        wish, _colon, whom = self.cleaned_data["what"].partition(":")
        return Wish(wish), UUID(whom) if whom else None


class HideForm(Form):
    """Who goes on reading one thing; for everybody else it is no longer there."""

    id = OnceField()
    readers = ReadersField(
        label=_("Wie mag dit nog lezen"),
        help_text=_("Neem weg wie dit niet meer mag lezen. Wie later in de kring komt, leest het ook niet."),
    )
    ask = forms.MultipleChoiceField(
        label=_("Vraag ook wie erop verder schreef"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Wie je dit vraagt, weet dan dat jij dit sluit. Die persoon beslist zelf."),
    )  # fmt: skip
    ask_words = WordsField(
        label=_("Wil je er iets bij zeggen? Dat hoeft niet."), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "write", "dir": "auto"}),
    )  # fmt: skip
    why = WordsField(
        label=_("Waarom, alleen voor jezelf"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "write", "dir": "auto"}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, circle: Circle, people: Iterable[Around], ticked: Iterable[UUID] | None,
        built: Iterable[tuple[str, str]], **kwargs: Any,
    ):  # fmt: skip
        """`ticked`: who starts with a tick (None: everybody); `built`: what others built on it, as `ask` names it."""
        super().__init__(*args, **kwargs)
        self.auto_id = "f_%s"
        self.fields["readers"].name(people, circle, ticked)
        self.fields["ask"].choices = list(built)


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
