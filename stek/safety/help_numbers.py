"""Whom to call. Numbers are data with the date somebody last called or looked them up.

A clinician reviews numbers and sentences before they are used with families (README).
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class HelpNumber:
    number: str
    name: Promise
    for_what: Promise
    when: Promise
    checked_on: date
    is_emergency: bool = False

    @property
    def dial(self) -> str:
        return self.number.replace(" ", "")


_NUMBERS = (
    HelpNumber(
        "112",
        _("Nu gevaar"),
        _("Voor jou, je kind of iemand anders"),
        _("Dag en nacht"),
        date(2026, 11, 22),
        is_emergency=True,
    ),
    HelpNumber("106", _("Tele-Onthaal"), _("Je hart luchten, over alles"), _("Dag en nacht"), date(2026, 11, 21)),
    HelpNumber("1813", _("Zelfmoordlijn"), _("Als je aan de dood denkt"), _("Dag en nacht"), date(2026, 11, 21)),
    HelpNumber(
        "1712",
        _("Hulplijn geweld"),
        _("Als je bang bent voor iemand thuis"),
        _("Op werkdagen. Geen noodnummer"),
        date(2026, 11, 21),
    ),
)


def help_numbers() -> tuple[HelpNumber, ...]:
    """Danger first, then who listens day and night."""
    return _NUMBERS
