"""Form parts that every room may use."""

from typing import Any

from django import forms

from .ids import FormKey, uuid7


class DayInput(forms.DateInput):
    """The device's own calendar. It wants an ISO date, whatever the language of the page."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class WordsField(forms.CharField):
    """Somebody's own words, as they were typed.

    A line break counts as one character, as people and browsers count it. A null character,
    which no database can hold and nobody sees, is left out instead of refused.
    """

    def to_python(self, value: Any) -> str:
        words = value if isinstance(value, str) else ""
        return super().to_python(words.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")) or ""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: a browser would cut a longer text off without a word. The form says it, and keeps all."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class OnceField(forms.UUIDField):
    """The hidden key of a form, made with the page: a form that is sent twice is one deed. Cleans to a `FormKey`."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, initial=uuid7)  # a new one for every page

    def clean(self, value: Any) -> FormKey:
        """The page's key, or a fresh one when a hand-made form brings nonsense: nobody can do anything about that."""
        try:
            return FormKey(super().clean(value) or uuid7())
        except forms.ValidationError:
            return FormKey(uuid7())
