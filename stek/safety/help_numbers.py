"""Whom to call or write to, by what it is for. Each line says where its facts come from, who looked, and when.

In a sentence or a note, `tel:112` is a number to press (the template filter `dialled`).
No clinician has read these lines yet: `clinician` stays empty until somebody did (README). Facts (numbers, hours,
chats) were looked up in the public page `source`; nobody has called the numbers to try them.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class For(StrEnum):
    """What somebody needs, most urgent first."""

    DANGER = "danger"
    TALK = "talk"
    FEAR = "fear"
    ILL = "ill"
    FRENCH = "french"


FOR: dict[For, Promise] = {
    For.DANGER: _("Nu gevaar"),
    For.TALK: _("Praten met iemand"),
    For.FEAR: _("Bang thuis, of bang dat jij iemand pijn doet"),
    For.ILL: _("Iemand is ziek, of je baby baart je zorgen"),
    For.FRENCH: _("En français"),
}


@dataclass(frozen=True, slots=True)
class Writing:
    """A way to reach the same people without speaking."""

    label: Promise
    address: str  # https


@dataclass(frozen=True, slots=True)
class HelpNumber:
    number: str
    name: Promise
    for_what: Promise
    when: Promise
    group: For
    source: str  # https: where number, hours and ways were read
    checked_on: date
    writing: tuple[Writing, ...] = ()
    note: Promise | str = ""  # what else there is to know before writing
    checked_by: Promise = field(default=_("de makers van Stek"))
    clinician: str = ""  # who of the care professions read this line; nobody yet

    @property
    def dial(self) -> str:
        return self.number.replace(" ", "")

    @property
    def host(self) -> str:
        return urlsplit(self.source).netloc.removeprefix("www.")

    @property
    def is_emergency(self) -> bool:
        return self.group is For.DANGER


@dataclass(frozen=True, slots=True)
class Group:
    heading: Promise
    lines: tuple[HelpNumber, ...]
    language: str = ""  # of the lines, when it is another than that of the page


@dataclass(frozen=True, slots=True)
class Words:
    heading: Promise
    sentences: tuple[Promise, ...]
    clinician: str = ""  # who of the care professions read these sentences; nobody yet


_LOOKED = date(2026, 11, 29)

_NUMBERS = (
    HelpNumber(
        "112", _("Ambulance, brandweer en politie"), _("Voor jou, je kind of iemand anders"), _("Dag en nacht"),
        For.DANGER, "https://112.be/fr/SMS", _LOOKED,
        (Writing(_("App 112 BE"), "https://112.be/"),),
        _("Kun je niet horen of niet spreken? In de app 112 BE kun je typen; zet die vooraf op je telefoon. Kun je"
          " bellen, ook heel stil? Bel dan: dat gaat sneller."),
    ),
    HelpNumber(
        "101", _("Politie"), _("Als iemand je bedreigt of pijn doet"), _("Dag en nacht"), For.DANGER,
        "https://www.1712.be/nl/over-1712", _LOOKED,
    ),
    HelpNumber(
        "1813", _("Zelfmoordlijn"), _("Als je aan de dood denkt, of iemand anders"), _("Dag en nacht, gratis"), For.TALK,
        "https://zelfmoord1813.be/", _LOOKED,
        (Writing(_("Chatten of mailen op zelfmoord1813.be"), "https://www.zelfmoord1813.be/"),),
        _("De chat is er 's avonds."),
    ),
    HelpNumber(
        "106", _("Tele-Onthaal"), _("Je hart luchten, over alles"), _("Dag en nacht, gratis"), For.TALK,
        "https://www.tele-onthaal.be/", _LOOKED,
        (Writing(_("Chatten op tele-onthaal.be"), "https://www.tele-onthaal.be/"),),
        _("De chat is er 's avonds."),
    ),
    HelpNumber(
        "1712", _("Hulplijn geweld"),
        _("Als je bang bent voor iemand thuis. Ook als je bang bent dat jij iemand pijn doet. Je hoeft geen naam te zeggen"),
        _("Op werkdagen, gratis"), For.FEAR, "https://www.1712.be/nl/over-1712", _LOOKED,
        (Writing(_("Chatten of mailen op 1712.be"), "https://www.1712.be/"),),
        _("'s Nachts bang? Bij gevaar tel:101. Praten kan op tel:106. De chat is niet altijd open: de uren staan op 1712.be."),
    ),
    HelpNumber(
        "1733", _("Huisarts van wacht"), _("Als het niet kan wachten tot je eigen huisarts er is"),
        _("In het weekend, op feestdagen, en op veel plaatsen ook 's avonds en 's nachts"), For.ILL,
        "https://www.health.belgium.be/nl/news/franstalige-campagne-over-het-wachtnummer-1733", _LOOKED,
        (), _("Werkt 1733 niet bij jou? Bel je huisarts: op het antwoordapparaat hoor je wie van wacht is. Dringend? Bel"
              " tel:112."),
    ),
    HelpNumber(
        "070 245 245", _("Antigifcentrum"), _("Als iemand iets giftigs innam"), _("Dag en nacht, gratis"), For.ILL,
        "https://www.antigifcentrum.be/over-ons", _LOOKED,
    ),
    HelpNumber(
        "078 150 100", _("Kind en Gezin-Lijn"), _("Vragen over je baby: huilen, slapen, eten, hoe het met jou gaat"),
        _("Overdag"), For.ILL,
        "https://www.opgroeien.be/veelgestelde-vragen/welke-contactmomenten-zijn-er", _LOOKED,
        (Writing(_("Chatten op kindengezin.be"), "https://www.kindengezin.be/"),),
    ),
    HelpNumber(
        "107", _("Télé-Accueil"), _("Parler, de tout"), _("Jour et nuit, gratuit"), For.FRENCH,
        "https://www.rtbf.be/article/le-centre-tele-accueil-de-liege-a-l-ecoute-depuis-50-ans-11188471", _LOOKED,
    ),
    HelpNumber(
        "0800 32 123", _("Centre de Prévention du Suicide"), _("Si vous pensez à la mort"), _("Jour et nuit, gratuit"),
        For.FRENCH, "https://www.preventionsuicide.be/", _LOOKED,
        (Writing(_("Écrire sur le forum de preventionsuicide.be"), "https://www.preventionsuicide.be/"),),
    ),
    HelpNumber(
        "0800 30 030", _("Écoute violences conjugales"),
        _("Si vous avez peur de votre partenaire, ou de ce que vous faites vous-même"),
        _("Jour et nuit, gratuit. La nuit et le week-end, Télé-Accueil répond. En cas de danger : 112"), For.FRENCH,
        "https://www.ecouteviolencesconjugales.be/qui-sommes-nous/presentation/", _LOOKED,
    ),
)  # fmt: skip

FRIGHTENING_THOUGHTS = Words(
    _("Er komen gedachten die je bang maken"),
    (
        _("Bijvoorbeeld dat je je baby laat vallen of pijn doet. Zulke gedachten komen heel vaak voor bij wie een baby"
          " heeft. Ze zeggen niets over wie je bent. Je mag ze vertellen: aan je vroedvrouw, je huisarts, of iemand"
          " van deze nummers."),
        _("Voelt het als een wens of een bevel? Of hoor of zie je dingen die anderen niet horen of zien? Bel nu"
          " tel:112, of een dokter: overdag je huisarts, daarna tel:1733. Vraag iemand om bij jou en je baby te blijven."),
    ),
)  # fmt: skip

_WORDS = (
    Words(
        _("Je baby blijft huilen en je voelt woede"),
        (
            _("Leg je baby veilig neer, op de rug in het bedje. Ga de kamer uit en doe de deur dicht."),
            _("Bel iemand: een vriendin, je familie, een buur, of een van deze nummers."),
            _("Schud je baby nooit. Ga pas terug als je rustiger bent."),
            _("Is je baby toch geschud, of is je baby slap, suf of moeilijk wakker te krijgen? Bel tel:112. Zeg eerlijk wat"
              " er gebeurde: dan kunnen ze helpen."),
        ),
    ),
    FRIGHTENING_THOUGHTS,
)  # fmt: skip


def help_words() -> tuple[Words, ...]:
    """What to do, in words, when no line fits; beside the numbers, always in sight."""
    return _WORDS


def help_numbers() -> tuple[HelpNumber, ...]:
    """Danger first, then who listens day and night."""
    return _NUMBERS


def help_groups() -> tuple[Group, ...]:
    """The same lines, under what they are for."""
    return tuple(
        Group(FOR[one], tuple(line for line in _NUMBERS if line.group is one), "fr" if one is For.FRENCH else "")
        for one in For
    )
