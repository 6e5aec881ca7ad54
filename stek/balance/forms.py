"""Forms of the balance. They validate; actions save."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stek.circle.queries import Circle
from stek.circle.safety_forms import safety_field
from stek.kit.forms import Form
from stek.kit.widgets import DayInput, OnceField, WordsField

from . import catalogue
from .actions import Weighed
from .labels import HOLDS, LASTING, LEVEL, SIDE, TASK_STATE
from .rules import LONGEST, Lasting, Level, Side, earliest_day

ME, CIRCLE = "me", "circle"

_TOO_LONG = _(
    "Deze tekst is %(show_value)d tekens lang, en er passen er %(limit_value)d. Alles staat er nog. Kort hem wat in."
)
_NO_DAY = _("Die datum begrijpen we niet. Schrijf bijvoorbeeld 2026-11-21.")


def words_field(label: Any, **more: Any) -> WordsField:
    return WordsField(
        label=label, required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "class": "write", "dir": "auto"}),
        error_messages={"max_length": _TOO_LONG}, **more,
    )  # fmt: skip


def day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DayInput(), error_messages={"invalid": _NO_DAY}, **more)


def checked_day(day: date | None, today: date) -> date | None:
    """Raises ValidationError for a day that is still to come, or of before living memory."""
    if day and day > today:
        raise ValidationError(_("Die dag moet nog komen. Kies vandaag of een dag die voorbij is."))
    if day and day.year < 1900:
        raise ValidationError(_("Dat is wel heel lang geleden. Kijk het jaartal even na."))
    return day


class ReadersMixin(Form):
    """For whose eyes; one's own, unless somebody says otherwise, for parents."""

    readers = forms.ChoiceField(
        label=_("Wie mag dit lezen"), widget=forms.RadioSelect, required=False,
        choices=[(CIRCLE, _("De kring")), (ME, _("Alleen ik"))],
    )  # fmt: skip

    default_readers = ME

    def for_readers(self, parent: bool) -> None:
        self.default_readers = ME if parent else CIRCLE
        self.fields["readers"].initial = self.default_readers

    @property
    def shared(self) -> bool:
        return (self.cleaned_data["readers"] or self.default_readers) == CIRCLE


class FactorForm(ReadersMixin):
    """What carries or burdens. A choice from the catalogue or one word of one's own is enough."""

    id = OnceField()
    code = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    side = forms.ChoiceField(
        label=_("Draagt dit of weegt dit?"), required=False, widget=forms.RadioSelect, choices=list(SIDE.items())
    )
    words = words_field(_("In je eigen woorden"))
    level = forms.ChoiceField(label=_("Waar hoort dit bij"), widget=forms.RadioSelect, choices=list(LEVEL.items()))
    about = forms.TypedMultipleChoiceField(
        label=_("Over wie"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    lasting = forms.ChoiceField(
        label=_("Hoe lang al"), required=False, widget=forms.RadioSelect,
        choices=[*LASTING.items(), ("", _("Weet ik niet"))],
    )  # fmt: skip
    since = day_field(_("Sinds wanneer, als je het weet"))
    observations = forms.TypedMultipleChoiceField(
        label=_("Op welke notities steunt dit"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    safety = safety_field()

    def __init__(
        self, *args: Any, circle: Circle, today: date, threads: list[tuple[str, str]], parent: bool,
        about_safety: bool = False, **kwargs: Any,
    ):  # fmt: skip
        """`about_safety`: it is, whatever is chosen here. Then it is not asked whether it carries or weighs."""
        super().__init__(*args, **kwargs)
        self.circle, self.today = circle, today
        code = catalogue.factors().get(str(self["code"].value() or ""))
        self.is_known_safety = about_safety or (code is not None and code.safety)
        if parent or self.is_known_safety:
            del self.fields["safety"]
        self.auto_id = "f_%s"
        self.fields["about"].choices = [(str(member.id), member.called) for member in circle.members]
        self.fields["observations"].choices = threads
        self.for_readers(parent)

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if code and code not in catalogue.factors():
            raise ValidationError(_("Dit staat niet meer in de lijst. Schrijf het in je eigen woorden."))
        return code

    def clean_since(self) -> date | None:
        return checked_day(self.cleaned_data.get("since"), self.today)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("code") and not data.get("words") and "words" not in self.errors and "code" not in self.errors:
            self.add_error("words", _("Er staat nog niets. Eén woord volstaat."))
        if not data.get("side") and "side" not in self.errors and not self.is_about_safety:
            self.add_error("side", self.fields["side"].error_messages["required"])
        since, first = data.get("since"), earliest_day(self._begun(data))
        if since and first and since < first:
            self.add_error("since", _("Dat is van vóór de zwangerschap. Kijk het jaartal even na."))
        return data

    @property
    def is_about_safety(self) -> bool:
        return self.is_known_safety or bool(self.cleaned_data.get("safety"))

    @property
    def shared(self) -> bool:
        """What is about safety is one's own, until one says of each person whether they read it."""
        return super().shared and not self.is_about_safety

    def _begun(self, data: dict[str, Any]) -> list[date]:
        """When the children began whom this is about; what is about an adult may be of before them."""
        about = [self.circle.by_member[one] for one in data.get("about") or ()]
        children = [one for one in about if one in self.circle.children]
        if data.get("level") == Level.CHILD and not about:
            children = list(self.circle.children)
        if len(children) < len(about):
            return []
        return [begun for child in children if (begun := child.born_on or child.due_on)]

    def weighed(self) -> Weighed:
        data = self.cleaned_data
        return Weighed(
            side=Side(data["side"] or Side.BURDEN), level=Level(data["level"]), code=data["code"], words=data["words"],
            about=tuple(data["about"]), lasting=Lasting(data["lasting"]) if data["lasting"] else None,
            since=data["since"], observations=tuple(data["observations"]), safety=self.is_about_safety,
        )  # fmt: skip


class _DayForm(Form):
    """A day that is today when nobody says."""

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        self.auto_id = "f_%s"

    def clean_on(self) -> date:
        return checked_day(self.cleaned_data.get("on"), self.today) or self.today


class EndForm(_DayForm):
    """It is over."""

    id = OnceField()
    on = day_field(_("Sinds wanneer is dit voorbij"))
    words = words_field(_("Wil je er iets bij zeggen"))

    def __init__(self, *args: Any, since: date | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.since = since

    def clean_on(self) -> date:
        day = super().clean_on()
        if self.since and day < self.since:
            raise ValidationError(_("Dat is vóór het begon. Kijk de datum even na."))
        return day


class AgreeForm(_DayForm):
    """These parents see it so too. A parent says this for themself only."""

    id = OnceField()
    parents = forms.TypedMultipleChoiceField(
        label=_("Wie ziet het ook zo"), coerce=UUID, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies met wie je dit bekeek.")},
    )  # fmt: skip
    on = day_field(_("Wanneer zeiden ze dat"))

    def __init__(self, *args: Any, parents: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["parents"].choices = parents


class PerspectiveForm(ReadersMixin, _DayForm):
    """How it holds, in one's own word."""

    id = OnceField()
    holds = forms.ChoiceField(
        label=_("Hoe houdt het nu voor jou?"), widget=forms.RadioSelect, choices=list(HOLDS.items()),
        error_messages={"required": _("Kies wat nu het dichtst bij jou komt. ‘Ik weet het niet’ mag ook.")},
    )  # fmt: skip
    words = words_field(_("In je eigen woorden"), help_text=_("Hoeft niet."))
    on = day_field(_("Wanneer was dit"))

    def __init__(self, *args: Any, parent: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.for_readers(parent)


class TaskForm(ReadersMixin, _DayForm):
    """How a task of this time of life goes."""

    id = OnceField()
    state = forms.ChoiceField(
        label=_("Hoe gaat het daarmee?"), widget=forms.RadioSelect, choices=list(TASK_STATE.items())
    )
    words = words_field(_("In je eigen woorden"), help_text=_("Hoeft niet."))
    on = day_field(_("Wanneer was dit"))

    def __init__(self, *args: Any, parent: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.for_readers(parent)


class TwoDaysForm(Form):
    """Then and now."""

    then = forms.DateField(label=_("Toen"), widget=DayInput(), error_messages={"invalid": _NO_DAY})
    now = forms.DateField(label=_("Nu"), widget=DayInput(), error_messages={"invalid": _NO_DAY})

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        self.auto_id = "f_%s"

    def clean_then(self) -> date | None:
        return checked_day(self.cleaned_data["then"], self.today)

    def clean_now(self) -> date | None:
        return checked_day(self.cleaned_data["now"], self.today)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("then") and data.get("now") and data["now"] < data["then"]:
            self.add_error("now", _("Kies voor ‘nu’ een dag na ‘toen’."))
        return data
