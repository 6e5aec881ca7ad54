"""The months in the language of the page, for whoever writes a day without a formatter."""

from functools import cache

from django.utils import dates
from django.utils.translation import get_language, gettext


def month_names() -> tuple[str, ...]:
    """January first, in small letters, in the active language."""
    return _in(get_language())


@cache
def _in(_language: str | None) -> tuple[str, ...]:
    """Kept per language, which is the active one: every day on a page asks."""
    return tuple(str(dates.MONTHS[n]).lower() for n in range(1, 13))


def months_short() -> tuple[str, ...]:
    """January first, three letters each."""
    return (
        gettext("jan"),
        gettext("feb"),
        gettext("mrt"),
        gettext("apr"),
        gettext("mei"),
        gettext("jun"),
        gettext("jul"),
        gettext("aug"),
        gettext("sep"),
        gettext("okt"),
        gettext("nov"),
        gettext("dec"),
    )
