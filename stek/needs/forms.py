"""Forms of the needs. They validate; actions save."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stek.circle.labels import marked
from stek.circle.queries import Circle
from stek.kit.forms import Form
from stek.kit.widgets import DayInput, OnceField, WordsField
from stek.story.queries import Told

from .actions import Saying
from .labels import ECHELON, SLIP, STATE
from .rules import LONGEST, Echelon, Slip, State, Whose, slips, whose

ME, CIRCLE = "me", "circle"
SHORT = 90  # letters of a note in a list to choose from
LONG_AGO = timedelta(days=731)

_TOO_LONG = _(
    "Deze tekst is %(show_value)d tekens lang, en er passen er %(limit_value)d. Alles staat er nog. Kort hem wat in."
)
_NO_DAY = _("Die datum begrijpen we niet. Schrijf bijvoorbeeld 2026-11-21.")
_FIELD = {
    Slip.NO_WORDS: "words", Slip.NO_WORK: "work", Slip.WORK_OF_NOTHING: "work", Slip.NO_REVIEW: "review_on",
    Slip.REVIEW_OF_NOTHING: "review_on", Slip.REVIEW_PAST: "review_on", Slip.REVIEW_FAR: "review_on",
}  # fmt: skip


class SayingForm(Form):
    """What somebody says about a need. Nothing is chosen beforehand: a person says where it lies."""

    id = OnceField()
    state = forms.TypedChoiceField(
        label=_("Hoe staat het hiermee?"), coerce=State, choices=list(STATE.items()), widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat nu past. 'Weten we nog niet' mag ook.")},
    )  # fmt: skip
    words = WordsField(
        label=_("Waar gaat het over?"), required=False, max_length=LONGEST,
        help_text=_("In eigen woorden. Eén zin volstaat."), error_messages={"max_length": _TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 3, "class": "write", "dir": "auto"}),
    )  # fmt: skip
    review_on = forms.DateField(
        label=_("Wanneer kijken we opnieuw?"), required=False, widget=DayInput(),
        help_text=_("Alleen nodig bij 'Hier kijken we nu naar'."), error_messages={"invalid": _NO_DAY},
    )  # fmt: skip
    work = WordsField(
        label=_("Wat deed het gezin zelf?"), required=False, max_length=LONGEST,
        help_text=_("Alleen bij 'Dit is er nu'. Het staat er als hun eigen werk."),
        error_messages={"max_length": _TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 3, "class": "write", "dir": "auto"}),
    )  # fmt: skip
    together = forms.TypedMultipleChoiceField(
        label=_("Met welke ouder bekeek je dit?"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple,
        help_text=_("Nog met niemand? Laat dit leeg. Het kan later."),
    )  # fmt: skip
    notes = forms.TypedMultipleChoiceField(
        label=_("Op welke notities steun je?"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple,
        help_text=_("Wie zo'n notitie niet mag lezen, ziet ook deze nood niet."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, circle: Circle, today: date, notes: Iterable[Told] = (), called: str = "", **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.circle, self.today, self.called = circle, today, called
        self.auto_id = "f_%s"
        told = list(notes)
        self.private_notes = {one.thread for one in told if one.private}
        self.fields["notes"].choices = [(str(one.thread), marked(one.mention(SHORT), one.private)) for one in told]
        self.fields["together"].choices = [(str(one.id), one.called) for one in circle.parents if one.id != _me(circle)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("state") and not self.errors:
            found = slips(
                data["state"], words=data["words"] or self.called, work=data["work"], review_on=data["review_on"],
                today=self.today,
            )  # fmt: skip
            for slip in found:
                self.add_error(_FIELD[slip], str(SLIP[slip]))
        if self.private_notes & set(data.get("notes", ())) and self.for_the_circle(data):
            self.add_error("notes", _("Een van deze notities lees alleen jij. Deel ze eerst, of kies ze hier niet."))
        return data

    def for_the_circle(self, data: dict[str, Any]) -> bool:
        return True

    def saying(self, about: tuple[UUID, ...] = ()) -> Saying:
        data = self.cleaned_data
        return Saying(
            data["state"], data["words"], data["work"], data["review_on"], about, tuple(dict.fromkeys(data["notes"]))
        )


class AgainForm(SayingForm):
    """What is said next about a need that is there."""

    def __init__(self, *args: Any, shared: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.shared = shared
        self.fields["words"].label = _("Wat zie of hoor je nu?")
        self.fields["words"].help_text = _("Hoeft niet. Wat er al stond, blijft staan.")

    def for_the_circle(self, data: dict[str, Any]) -> bool:
        return self.shared


class NeedForm(SayingForm):
    """A need that nobody wrote down yet."""

    echelon = forms.TypedChoiceField(
        label=_("Op welke laag ligt dit?"), coerce=Echelon, choices=list(ECHELON.items()), widget=forms.RadioSelect,
        error_messages={"required": _("Kies een laag. Twijfel je? Kies waar jij zou beginnen.")},
    )  # fmt: skip
    about = forms.TypedMultipleChoiceField(
        label=_("Voor wie is dit?"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple,
        help_text=_("Kies je niemand, dan is het voor hen samen."),
    )  # fmt: skip
    readers = forms.ChoiceField(
        label=_("Wie mag dit lezen"), required=False, widget=forms.RadioSelect,
        choices=[(CIRCLE, _("De kring")), (ME, _("Alleen ik"))],
    )  # fmt: skip

    field_order = ("id", "words", "about", "echelon", "state", "review_on", "together", "work", "notes", "readers")

    def __init__(self, *args: Any, circle: Circle, **kwargs: Any):
        super().__init__(*args, circle=circle, **kwargs)
        self.default_readers = ME if circle.visit.is_parent else CIRCLE
        self.fields["readers"].initial = self.default_readers
        self.fields["about"].choices = [(str(member.id), member.called) for member in circle.members]

    def for_the_circle(self, data: dict[str, Any]) -> bool:
        return (data.get("readers") or self.default_readers) == CIRCLE

    @property
    def shared(self) -> bool:
        return self.for_the_circle(self.cleaned_data)

    @property
    def for_whom(self) -> tuple[UUID, ...]:
        return tuple(dict.fromkeys(self.cleaned_data["about"]))

    @property
    def whose(self) -> Whose:
        return whose(str(self.circle.by_member[member].kind) for member in self.for_whom)


class TogetherForm(Form):
    """This was looked at with these parents, on this day."""

    id = OnceField()
    parents = forms.TypedMultipleChoiceField(
        label=_("Met wie"), coerce=UUID, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies met welke ouder je dit bekeek.")},
    )  # fmt: skip
    on = forms.DateField(
        label=_("Wanneer was dit"), required=False, widget=DayInput(), error_messages={"invalid": _NO_DAY}
    )

    def __init__(self, *args: Any, circle: Circle, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        self.auto_id = "f_%s"
        self.fields["parents"].choices = [(str(one.id), one.called) for one in circle.parents if one.id != _me(circle)]
        self.fields["on"].initial = today

    def clean_on(self) -> date:
        day = self.cleaned_data.get("on") or self.today
        if day > self.today:
            raise ValidationError(_("Die dag moet nog komen. Kies vandaag of een dag die voorbij is."))
        if self.today - day > LONG_AGO:
            raise ValidationError(_("Dat is meer dan twee jaar geleden. Kijk het jaartal even na."))
        return day


def _me(circle: Circle) -> UUID | None:
    """As whom of the family the visitor stands there; None for who is not of the family."""
    place = circle.by_place.get(circle.visit.member_id) if circle.visit.member_id else None
    return place.member_id if place else None
