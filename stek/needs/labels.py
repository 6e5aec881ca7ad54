"""What the echelons and states are called on the screen, and who is central on each echelon in Flanders."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stek.directory.labels import ECHELON as _NAMES

from .rules import Echelon, Slip, State, Whose

ECHELON: dict[str, Promise] = dict(zip(Echelon, _NAMES.values(), strict=True))

# No clinician has read these yet. On the last one: one thing can be enough, and nobody failed.
SENTENCE: dict[str, Promise] = {
    Echelon.BASIC: _("Genoeg eten en slaap, een dak, een dokter als het moet, en niemand die gevaar loopt."),
    Echelon.SAFE: _(
        "Enkele vaste mensen bij wie kind en ouders zich veilig voelen, en op wie ze kunnen rekenen, vandaag en"
        " volgende maand."
    ),
    Echelon.ATTUNED: _(
        "Samen zijn op een manier die past bij dit kind, bij deze ouder en bij hen samen, zodat ze allebei kunnen"
        " openbloeien."
    ),
    Echelon.SPECIFIC: _(
        "Bijvoorbeeld hulp bij bewegen of praten, of voor een ouder die zich al een tijd niet goed voelt."
    ),
    Echelon.COMPLEX: _(
        "Kind, ouder of hun band dreigt vast te lopen, en er is hulp die dit goed kent. Eén ding kan genoeg zijn."
    ),
}

STATE: dict[str, Promise] = {
    State.NOW: _("Hier kijken we nu naar"),
    State.DISCUSSED: _("Besproken"),
    State.NOT_KNOWN: _("Weten we nog niet"),
    State.MET: _("Dit is er nu"),
    State.NOT_AT_ISSUE: _("Niet aan de orde"),
}

WHOSE: dict[str, Promise] = {
    Whose.CHILD: _("het kind"),
    Whose.PARENT: _("een ouder"),
    Whose.RELATION: _("hen samen"),
}

SLIP: dict[str, Promise] = {
    Slip.NO_WORDS: _("Schrijf in één zin waar jullie nu naar kijken."),
    Slip.NO_REVIEW: _("Kies een dag om hier opnieuw naar te kijken. Die dag mag je later verzetten."),
    Slip.REVIEW_OF_NOTHING: _("Hier hoort geen dag bij: dit vraagt niets. Laat de dag leeg, of kies 'Hier kijken we nu naar'."),
    Slip.REVIEW_PAST: _("Die dag is voorbij. Kies vandaag of een dag die nog komt."),
    Slip.REVIEW_FAR: _("Dat is meer dan twee jaar ver. Kijk het jaartal even na."),
    Slip.NO_WORK: _("Schrijf in één zin wat het gezin hiervoor deed. Het is hun werk."),
    Slip.WORK_OF_NOTHING: _("Dit hoort bij 'Dit is er nu'. Kies dat, of maak dit vak leeg. Je woorden staan er nog."),
}  # fmt: skip

# Lines of care, from what is near to everybody to what few families need.
LINE: dict[int, Promise] = {
    0: _("Dichtbij"),
    1: _("Eerste lijn"),
    2: _("Tweede lijn"),
    3: _("Derde lijn"),
}


@dataclass(frozen=True, slots=True)
class Central:
    """Who carries an echelon in Flanders: `lines` are central, `kinds` are who that may be, by line. A kind may work in a
    line before the central one: a physiotherapist or speech therapist with a practice is first line (RIZIV/INAMI).

    On the two upper echelons the lines in `stay` see it first, talk about it, bring the family there, and stay.
    """

    lines: tuple[int, ...]
    kinds: tuple[tuple[int, Promise], ...]
    stay: tuple[int, ...] = ()


# Kinds of offers, no organisation by name and place: the directory knows those.
CENTRAL: dict[str, Central] = {
    Echelon.BASIC: Central(
        (0, 1),
        (
            (0, _("familie en vrienden, buurt, vrijwilligers, sociale kruidenier")),
            (1, _("huisarts, vroedvrouw, Kind en Gezin, OCMW, CAW, kraamzorg, inloopteam")),
        ),
    ),
    Echelon.SAFE: Central(
        (0, 1),
        (
            (0, _("grootouders, vrienden, kinderopvang")),
            (1, _("lokaal team van Kind en Gezin, Huis van het Kind, begeleiding aan huis door een CKG")),
        ),
    ),
    Echelon.ATTUNED: Central(
        (0, 1),
        (
            (0, _("wie in de opvang of de kleuterklas bij het kind is")),
            (
                1,
                _(
                    "vroedvrouw, kinderarts, opvoedingsondersteuning, eerstelijnspsycholoog, CKG,"
                    " begeleiding met videobeelden"
                ),
            ),
        ),
    ),
    Echelon.SPECIFIC: Central(
        (2,),
        (
            (1, _("kinesist, logopedist")),
            (2, _("CGG, COS, CAR, thuisbegeleiding, psycholoog rond de geboorte, POP-raadpleging, CIG")),
        ),
        stay=(0, 1),
    ),
    Echelon.COMPLEX: Central(
        (3,),
        (
            (
                3,
                _(
                    "moeder-babyeenheid, kinderpsychiatrie, crisisteam, netwerk geestelijke gezondheid"
                    " voor kinderen en jongeren, verblijf in een CKG of CIG"
                ),
            ),
        ),
        stay=(0, 1),
    ),
}
