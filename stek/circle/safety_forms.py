"""What is asked of something about safety: whether it is that, and who may read it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .actions import Named
from .labels import relation_label
from .queries import Around


def safety_field() -> forms.BooleanField:
    """On a form of a carer: what they write is about safety. Nobody reads the words to find out."""
    return forms.BooleanField(
        label=_("Dit gaat over veiligheid"), required=False,
        help_text=_("Was dit nog niet gedeeld, dan lees alleen jij het. Voor het gedeeld wordt, kies je voor elke persoon of die het mag lezen."),
    )  # fmt: skip


READS, HIDDEN = "reads", "hidden"


class NamedForm(forms.Form):
    """Who may read something about safety, and who may not: asked of each person, and answered for none of them."""

    def __init__(self, *args: Any, would_read: Iterable[Around], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.auto_id = "n_%s"
        self.would_read = tuple(would_read)
        for one in self.would_read:
            self.fields[_named(one)] = forms.ChoiceField(
                label=f"{one.called}, {relation_label(one.relation)}", widget=forms.RadioSelect,
                choices=[(HIDDEN, _("mag dit niet lezen")), (READS, _("mag dit lezen"))],
                error_messages={"required": _("Kies of deze persoon dit mag lezen.")},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and READS not in data.values():
            self.add_error(
                None, _("Nu zou niemand dit lezen. Kies wie dit mag lezen, of deel het niet: dan lees alleen jij het.")
            )
        return data

    def named(self) -> Named:
        said = {one.id: self.cleaned_data[_named(one)] for one in self.would_read}
        return Named(
            frozenset(place for place, word in said.items() if word == READS),
            frozenset(place for place, word in said.items() if word == HIDDEN),
        )


def _named(one: Around) -> str:
    return f"reads_{one.id}"
