"""How old a child is, in words: weeks, then months, then years; for the unborn, weeks of pregnancy."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .rules import Age, age, corrected_age

WEEKS_UNTIL = 3  # months
MONTHS_UNTIL = 24


def age_in_words(born_on: date | None, due_on: date | None, today: date) -> str:
    """'10 weken', '14 maanden', '9 weken, gecorrigeerd 4 weken', '31 weken zwanger'; empty when not known."""
    told = age(born_on, due_on, today)
    if told is None:
        return ""
    if told.expected:
        return str(_("{weeks} weken zwanger")).format(weeks=told.weeks)
    words = _lived(told)
    corrected = corrected_age(born_on, due_on, today)
    return (
        str(_("{age}, gecorrigeerd {corrected}")).format(age=words, corrected=_lived(corrected)) if corrected else words
    )


def _lived(told: Age) -> str:
    if told.months < WEEKS_UNTIL:
        return ngettext("{n} week", "{n} weken", told.weeks).format(n=told.weeks)
    if told.months < MONTHS_UNTIL:
        return ngettext("{n} maand", "{n} maanden", told.months).format(n=told.months)
    years, months = divmod(told.months, 12)
    words = ngettext("{n} jaar", "{n} jaar", years).format(n=years)
    if not months:
        return words
    return str(_("{years} en {months}")).format(
        years=words, months=ngettext("{n} maand", "{n} maanden", months).format(n=months)
    )
