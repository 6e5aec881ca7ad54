"""What codes are called on the screen."""

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stek.safety.help_numbers import FRIGHTENING_THOUGHTS

from . import catalogue
from .rules import Band, Holds, Lasting, Level, Side, TaskState

SIDE: dict[str, Promise] = {Side.SUPPORT: _("Dit draagt"), Side.BURDEN: _("Dit weegt")}

BAND: dict[str, Promise] = {
    Band.HOME: _("thuis"),
    Band.NEAR: _("familie, vrienden, buurt en zorg"),
    Band.FURTHER: _("werk, geld en samenleving"),
}

LEVEL: dict[str, Promise] = {
    Level.CHILD: _("Bij het kind"),
    Level.PARENT: _("Bij een ouder"),
    Level.FAMILY: _("Tussen hen, in het gezin"),
    Level.MESO: _("Familie, vrienden, buurt of zorg"),
    Level.MACRO: _("Werk, geld of samenleving"),
}

LASTING: dict[str, Promise] = {Lasting.ACUTE: _("Net begonnen, of plots"), Lasting.LASTING: _("Al langer")}

HOLDS: dict[str, Promise] = {
    Holds.HOLDS: _("Het houdt"),
    Holds.TOO_MUCH: _("Het is te veel"),
    Holds.UNKNOWN: _("Ik weet het niet"),
}

TASK_STATE: dict[str, Promise] = {
    TaskState.GOES: _("Het gaat"),
    TaskState.ASKS: _("Het vraagt aandacht"),
    TaskState.UNKNOWN: _("Ik weet het niet"),
}


# What is said first of these codes, beside the numbers. For review by a clinician.
SAFETY_WORDS: dict[str, tuple[Promise, ...]] = {
    "harming_thoughts": FRIGHTENING_THOUGHTS.sentences,
    "not_wanting_to_live": (
        _("Gaat het over jou en is het nu te zwaar? Bel tel:1813, dag en nacht. Is er nu gevaar? Bel tel:112."),
    ),
}


def factor_label(code: str) -> str:
    """The words of the catalogue in the reader's language; empty for a code that is no longer there."""
    known = catalogue.factors().get(code)
    return known.label(get_language()) if known else ""


def task_label(code: str) -> str:
    known = catalogue.tasks().get(code)
    return known.label(get_language()) if known else ""
