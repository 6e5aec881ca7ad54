"""The sentences in the drawing of the circle, in the language of whoever looks at it."""

from django.utils.translation import gettext, pgettext

from stek.circle.ecomap import Captions
from stek.kit.months import month_names, months_short
from stek.kit.texts import kept


@kept  # dozens of look-ups that every picture would repeat
def captions() -> Captions:
    """The captions in the active language."""
    return Captions(
        title=gettext("De cirkel rond {name}"),
        told=gettext(
            "Drie ringen: thuis, dicht bij en verder weg, met wie er rond {name} staat."
            " De tabel bij de tekening zegt alles in woorden."
        ),
        told_alone=gettext("Rond {name} is nog niemand getekend."),
        home=gettext("thuis"),
        near=gettext("dicht bij"),
        further=gettext("verder weg"),
        everyone=gettext("het gezin"),
        both=gettext("{first} en {last}"),
        gives=(
            gettext("geeft energie aan {toward}"),
            gettext("geeft wat energie aan {toward}"),
            gettext("geeft veel energie aan {toward}"),
        ),
        asks=gettext("vraagt energie van {toward}"),
        contact=gettext("heeft contact met {toward}"),
        starting=gettext("begint pas, bij {toward}"),
        asked=gettext("gevraagd, nog niet begonnen"),
        not_asked=gettext("nog niet gevraagd"),
        asked_mark=gettext("gevraagd"),
        with_role=pgettext("naam, functie", "{name}, {role}"),
        said=pgettext("datum, wie het zei", "{date}, {who}"),
        date=pgettext("dag en maand", "{day} {month}"),
        date_year=pgettext("dag, maand en jaar", "{day} {month} {year}"),
        month_names=month_names(),
        months_short=months_short(),
        more=gettext("Er is nog iemand in de cirkel. Die staat in de tabel."),
        more_many=gettext("Er zijn er nog {n} in de cirkel. Ze staan in de tabel."),
    )
