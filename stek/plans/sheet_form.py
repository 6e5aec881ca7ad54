"""The form of the sheet for the fridge. What does not fit is said, and stays in the form."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stek.kit.widgets import WordsField
from stek.safety.help_numbers import help_numbers

from .forms import PlanForm, week_choices
from .rules import monday
from .sheet import LANGUAGES, NUMBERS, Lines, NoSuchLetters, TooLong, pdf

_DAYS = (
    ("day_0", _("maandag")), ("day_1", _("dinsdag")), ("day_2", _("woensdag")), ("day_3", _("donderdag")),
    ("day_4", _("vrijdag")), ("day_5", _("zaterdag")), ("day_6", _("zondag")),
)  # fmt: skip
_LINE, _LINES = 200, 1_000
_TOO_LONG = _(
    "Deze tekst is %(show_value)d tekens lang, en er passen er %(limit_value)d op het blad. Alles staat er nog."
    " Kort hem wat in."
)


def _line(label: Any) -> WordsField:
    return WordsField(
        label=label, required=False, max_length=_LINE, error_messages={"max_length": _TOO_LONG},
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )  # fmt: skip


def _lines(label: Any, help_text: Any) -> WordsField:
    attrs: dict[str, Any] = {"rows": 4, "class": "write", "dir": "auto"}
    return WordsField(
        label=label, help_text=help_text, required=False, max_length=_LINES, error_messages={"max_length": _TOO_LONG},
        widget=forms.Textarea(attrs=attrs),
    )  # fmt: skip


class SheetForm(PlanForm):
    """Lines for one week. Visitors read along, so nothing is filled in from the record."""

    glad = _lines(_("Waar zijn jullie blij om?"), _("Op elke regel één ding."))
    week = forms.ChoiceField(label=_("Welke week?"), widget=forms.RadioSelect)
    busy = _lines(_("Wat doen jullie als het even te veel is?"), _("Op elke regel één ding. Wat eerst komt, eerst."))
    people = _lines(_("Wie kunnen jullie bellen?"), _("Op elke regel één naam, met het nummer erbij."))
    numbers = forms.MultipleChoiceField(
        label=_("Welke hulplijnen mogen op het blad?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Wie op bezoek komt, leest mee. Het nummer 112 staat er altijd op."),
    )  # fmt: skip
    names = _line(_("Voor wie is dit blad?"))
    language = forms.ChoiceField(
        label=_("In welke taal staan de vaste woorden?"), widget=forms.RadioSelect,
        choices=[("nl", _("Nederlands")), ("fr", _("Frans")), ("en", _("Engels"))],
        help_text=_("Wat jullie schrijven, blijft zoals het er staat."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, label in _DAYS:
            self.fields[name] = _line(label)
        self.fields["week"].choices = week_choices(self.today)  # type: ignore[attr-defined]
        self.fields["numbers"].choices = [  # type: ignore[attr-defined]
            (one.dial, f"{one.number}, {one.name}") for one in help_numbers() if one.dial in NUMBERS
        ]
        self.order_fields(["id", "week", "names", *(name for name, _label in _DAYS), "busy", "glad", "people"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        try:
            pdf(lines_of(self.body(), date.fromisoformat(data["week"])))
        except TooLong:
            self.add_error(
                None, _("Samen past dit niet op één blad. Alles staat er nog. Kort in wat het minst nodig is.")
            )
        except NoSuchLetters as strange:
            sentence = _("Deze tekens kan het blad niet tonen: %(letters)s Schrijf ze met een woord, of laat ze weg.")
            self.add_error(None, forms.ValidationError(sentence, params={"letters": " ".join(strange.letters[:20])}))
        return data

    def body(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "names": data["names"], "days": [data[name] for name, _label in _DAYS], "busy": data["busy"],
            "glad": data["glad"], "people": data["people"], "numbers": data["numbers"], "language": data["language"],
        }  # fmt: skip

    def days(self) -> Iterator[forms.BoundField]:
        return (self[name] for name, _label in _DAYS)


def initial_of(body: Mapping[str, Any], today: date) -> dict[str, Any]:
    """A former sheet as the beginning of the next."""
    days = dict(zip((name for name, _label in _DAYS), body["days"], strict=True))
    return {**body, **days, "week": monday(today).isoformat()}


def lines_of(body: Mapping[str, Any], week: date) -> Lines:
    return Lines(
        body["names"], week, body["days"], body["busy"].split("\n"), body["people"].split("\n"),
        body["glad"].split("\n"), [one for one in body["numbers"] if one in NUMBERS],
        body["language"] if body["language"] in LANGUAGES else "nl",
    )  # fmt: skip
