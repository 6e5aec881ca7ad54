"""The months in the language of the page, for whoever writes a day without a formatter."""

from django.utils import dates
from django.utils.translation import gettext

from stek.kit.texts import kept


@kept  # every day on a page asks
def month_names() -> tuple[str, ...]:
    """January first, in small letters, in the active language."""
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
