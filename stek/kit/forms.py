"""The form that every room's forms are: what was typed before stands there again, whole."""

from collections.abc import Iterator

from django import forms
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict

from .widgets import WordsField


class Kept(MultiValueDict[str, str]):
    """The fields of a form that was being filled in and was not saved."""


class Form(forms.Form):
    """Given `Kept` fields it shows them as they were left, and judges nothing until it is sent."""

    @property
    def restored(self) -> bool:
        return isinstance(self.data, Kept)

    def full_clean(self) -> None:
        if self.restored:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()


def word_fields() -> frozenset[str]:
    """The names of the fields, in any form of the house, in which people write in their own words."""
    return frozenset(
        name for form in _forms(Form) for name, field in form.base_fields.items() if isinstance(field, WordsField)
    )


def _forms(above: type[Form]) -> Iterator[type[Form]]:
    for form in above.__subclasses__():
        yield form
        yield from _forms(form)
