"""Forms of the story. They validate; actions save."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stek.circle.forms import NamesReaders, ReadersField
from stek.circle.queries import Around, Circle
from stek.circle.safety_forms import safety_field
from stek.kit.forms import Form
from stek.kit.widgets import DayInput, OnceField, WordsField

from .actions import Noticed
from .labels import CERTAINTY, DOMAINS, KNOWING, LANE, TONE, domain_label
from .queries import Told
from .quotations import quotable, whose
from .rules import LONGEST, Certainty, Domain, Knowing, Lane, Tone, lane_for

ME, CIRCLE = "me", "circle"
SOMEBODY_ELSE = "somebody_else"


class NoteForm(Form):
    """One sentence is enough. Everything but the words has a quiet default."""

    words = WordsField(
        label=_("Wat merkte je op?"),
        help_text=_("Eén zin volstaat."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "class": "write", "dir": "auto"}),
        error_messages={
            "required": _("Er staat nog niets. Schrijf één zin, meer hoeft niet."),
            "max_length": _(
                "Deze tekst is %(show_value)d tekens lang, en er passen er %(limit_value)d in één notitie. "
                "Alles staat er nog. Knip de tekst in twee notities, of kort hem wat in."
            ),
        },
    )
    about = forms.TypedMultipleChoiceField(
        label=_("Over wie"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    tone = forms.ChoiceField(
        label=_("Hoe kijk je ernaar"), required=False, initial=Tone.NOTICED, choices=list(TONE.items()),
        widget=forms.RadioSelect,
    )  # fmt: skip
    knowing = forms.ChoiceField(
        label=_("Hoe weet je dit"), required=False, initial=Knowing.SEEN,
        choices=[*KNOWING.items(), ("", _("Weet ik niet meer"))], widget=forms.RadioSelect,
    )  # fmt: skip
    small_success = forms.BooleanField(label=_("Een klein succes"), required=False)
    quoted = forms.ChoiceField(label=_("Zijn dit iemands eigen woorden?"), required=False, widget=forms.RadioSelect)
    quoted_as = WordsField(label=_("Wie zei dit?"), required=False, max_length=120)
    told_by = forms.ChoiceField(
        label=_("Wie vertelde het?"), required=False, widget=forms.RadioSelect,
        help_text=_("Stek vult dit nooit zelf in. Wie dit leest, leest ook wie het vertelde."),
    )  # fmt: skip
    told_as = WordsField(label=_("Iemand anders: wie?"), required=False, max_length=120)
    lane = forms.ChoiceField(
        label=_("Waar hoort dit bij"), required=False, widget=forms.RadioSelect,
        choices=[("", _("Stek leidt het af")), *LANE.items()],
    )  # fmt: skip
    domains = forms.TypedMultipleChoiceField(
        label=_("Waarover gaat het"), required=False, coerce=Domain, widget=forms.CheckboxSelectMultiple
    )
    happened_on = forms.DateField(
        label=_("Wanneer was dit"), required=False, widget=DayInput(),
        error_messages={"invalid": _("Die datum begrijpen we niet. Schrijf bijvoorbeeld 2026-11-21.")},
    )  # fmt: skip
    safety = safety_field()
    id = OnceField()

    def __init__(self, *args: Any, circle: Circle, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.circle, self.today = circle, today
        self.auto_id = "f_%s"
        if circle.visit.is_parent:
            del self.fields["safety"]
        names = [(str(member.id), member.called) for member in circle.members]
        self.fields["about"].choices = names
        self.fields["quoted"].choices = [("", _("Nee, van mij")), *names, (SOMEBODY_ELSE, _("Iemand anders"))]
        self.fields["told_by"].choices = [("", _("Dat zeg ik niet")), *names, (SOMEBODY_ELSE, _("Iemand anders"))]
        self.fields["domains"].choices = [(code, domain_label(code)) for code in DOMAINS]
        self.fields["happened_on"].initial = today

    def clean_happened_on(self) -> date:
        day = self.cleaned_data.get("happened_on") or self.today
        if day > self.today:
            raise ValidationError(_("Die dag moet nog komen. Kies vandaag of een dag die voorbij is."))
        known = [begun for child in self.circle.children if (begun := child.born_on or child.due_on)]
        earliest = min(known, default=None)
        if (earliest and (earliest - day).days > 300) or day.year < 1900:
            raise ValidationError(_("Dat is van vóór de zwangerschap. Kijk het jaartal even na."))
        return day

    def noticed(self) -> Noticed:
        """What was filled in, with the quiet defaults."""
        data = self.cleaned_data
        about = tuple(data["about"])
        kinds = [self.circle.by_member[member].kind for member in about]
        quoted, told_by = data["quoted"], data["told_by"]
        return Noticed(
            words=data["words"],
            happened_on=data["happened_on"],
            about=about,
            lane=Lane(data["lane"]) if data["lane"] else lane_for([str(kind) for kind in kinds]),
            tone=Tone(data["tone"] or Tone.NOTICED),
            knowing=Knowing(data["knowing"]) if data["knowing"] else None,
            small_success=data["small_success"],
            domains=tuple(data["domains"]),
            quoted=UUID(quoted) if quoted and quoted != SOMEBODY_ELSE else None,
            quoted_as=(data["quoted_as"] or str(_("iemand"))) if quoted == SOMEBODY_ELSE else "",
            told_by=UUID(told_by) if told_by and told_by != SOMEBODY_ELSE else None,
            told_as=(data["told_as"] or str(_("iemand"))) if told_by == SOMEBODY_ELSE else "",
            safety=bool(data.get("safety")),
        )

    def stays_whose_it_was(self, newest: Told, whose_id: UUID | None) -> bool:
        """Of what others read already: who told it was said when it was written, and words of another are not made the
        author's by a mark."""
        data = self.noticed()
        now = whose(self.circle, data.quoted, data.told_by)
        if now and now.person_id != whose_id and (data.quoted, data.told_by) != (newest.quoted, newest.told_by):
            self.add_error("told_by", _(
                "Wie iets vertelde, zeg je bij het schrijven. Anderen lezen dit al. Schrijf het opnieuw als een nieuwe notitie, "
                "of laat hier staan wat er stond."
            ))  # fmt: skip
        if whose_id and data.safety and not newest.about_safety:
            self.add_error("safety", _(
                "Dit zijn iemands woorden, en die persoon kiest wie ze leest. Maak je je zorgen? Schrijf wat jij denkt als een "
                "nieuwe notitie: daar kies jij."
            ))  # fmt: skip
        return not self.errors


class CaptureForm(NamesReaders, NoteForm):
    """A new note: also for whose eyes."""

    readers = forms.ChoiceField(
        label=_("Wie mag dit lezen"), widget=forms.RadioSelect, required=False,
        choices=[(CIRCLE, _("De kring")), (ME, _("Alleen ik"))],
    )  # fmt: skip
    reads = ReadersField(
        label=_("Wie van de kring mag dit lezen"),
        help_text=_(
            "Neem weg wie dit niet mag lezen: voor hem of haar bestaat deze notitie dan niet. Wie later in de kring komt, "
            "leest ze dan ook niet."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.default_readers = ME if self.circle.visit.is_parent else CIRCLE
        self.fields["readers"].initial = self.default_readers

    def will_be_read_by(self, people: Iterable[Around], unticked: Iterable[str]) -> None:
        """Ticks for who will read it as it is filled in, without who was unticked before that changed."""
        self.fields["reads"].name(people, self.circle, unticked=unticked)

    of: Around | None = None  # whose words it holds, as it is filled in

    @property
    def tellers(self) -> list[Around]:
        """Of whom it is said before it is saved that their words are theirs."""
        return list(quotable(self.circle).values())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and self.shared and self.named_readers is not None:
            said = self.noticed()
            if owner := whose(self.circle, said.quoted, said.told_by):
                self.add_error("told_by", _(
                    "Dit zijn woorden van %(who)s: die kiest wie ze leest, en niet jij. Hieronder staat wie ze eerst leest. Is dat "
                    "goed, bewaar dan nog eens. Of kies hier ‘Dat zeg ik niet’."
                ) % {"who": owner.called})  # fmt: skip
        return data

    @property
    def shared(self) -> bool:
        """What is about safety is one's own, until one says of each person whether they read it."""
        if self.cleaned_data.get("safety"):
            return False
        return (self.cleaned_data["readers"] or self.default_readers) == CIRCLE


class InfluenceForm(Form):
    """'This moves that.' A hypothesis with an author."""

    id = OnceField()
    from_thread = forms.TypedChoiceField(label=_("Dit"), coerce=UUID)
    to_thread = forms.TypedChoiceField(label=_("werkt door op dit"), coerce=UUID)
    both_ways = forms.BooleanField(label=_("En ook omgekeerd"), required=False)
    certainty = forms.ChoiceField(
        label=_("Hoe weet je dit"), choices=list(CERTAINTY.items()), initial=Certainty.SUSPECTED,
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = WordsField(
        label=_("In je eigen woorden"), required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "class": "write", "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, *args: Any, threads: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.auto_id = "f_%s"
        choices = [("", _("Kies een notitie")), *threads]
        self.fields["from_thread"].choices = choices
        self.fields["to_thread"].choices = choices

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("from_thread") and data.get("from_thread") == data.get("to_thread"):
            self.add_error("to_thread", _("Kies twee verschillende dingen."))
        return data
