"""How old a child is, in words: days, weeks, months, then years; for the unborn, weeks of pregnancy."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .rules import Age, age, corrected_age

DAYS_UNTIL = 14
WEEKS_UNTIL = 3  # months
MONTHS_UNTIL = 24


def age_in_words(born_on: date | None, due_on: date | None, today: date, mother: str = "") -> str:
    """'3 dagen oud', '10 weken', '14 maanden', '9 weken, gecorrigeerd 4 weken'; empty when not known.

    Before birth 'Nina is 31 weken zwanger': it is not the child who is. Without a `mother` of whom that is
    known, '31 weken zwangerschap'. Past 42 weeks nothing but the day that was told.
    """
    told = age(born_on, due_on, today)
    if told is None:
        if born_on is None and due_on is not None:
            return str(_("uitgerekende datum was {day}")).format(day=date_format(due_on, "j F Y"))
        return ""
    if told.expected and mother:
        return str(_("{mother} is {weeks} weken zwanger")).format(mother=mother, weeks=told.weeks)
    if told.expected:
        return str(_("{weeks} weken zwangerschap")).format(weeks=told.weeks)
    if born_on is not None and (days := (today - born_on).days) < DAYS_UNTIL:
        return ngettext("{n} dag oud", "{n} dagen oud", days).format(n=days) if days else str(_("vandaag geboren"))
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
