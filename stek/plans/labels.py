"""What codes are called on the screen, and the reasons of the suggestions in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .rules import Change, Fitting, Mode, Moves, Slip, Whose
from .suggestions import Code

WHOSE: dict[str, Promise] = {
    Whose.CHILD: _("Voor het kind"),
    Whose.PARENT: _("Voor een ouder"),
    Whose.RELATION: _("Voor wat er tussen hen is"),
}

MOVES: dict[str, Promise] = {
    Moves.RAISES: _("Dit maakt iets sterker dat draagt"),
    Moves.SOFTENS: _("Dit maakt iets lichter dat weegt"),
}

MODE: dict[str, Promise] = {
    Mode.STEPPED: _("Stap voor stap: eerst de kleinste stap die past"),
    Mode.MATCHED: _("Op maat: bij elke terugblik opnieuw bekijken"),
    Mode.WRAPPED: _("Erbij blijven: er komt hulp bij, en wie er al was blijft"),
}

CHANGE: dict[str, Promise] = {
    Change.CHANGED: _("Er is iets veranderd"),
    Change.SAME: _("Het is nog zoals het was"),
    Change.NOT_KNOWN: _("Ik weet het niet"),
}

FITTING: dict[str, Promise] = {
    Fitting.STAY: _("Zo verder"),
    Fitting.STEP_UP: _("Er komt iets bij"),
    Fitting.STEP_DOWN: _("Het mag minder"),
    Fitting.END: _("We ronden dit af"),
}

SLIP: dict[str, Promise] = {
    Slip.NO_OWNER: _("Kies wie dit doet. Het gezin mag dat zelf zijn."),
    Slip.BEFORE: _("Dat is van vóór de zwangerschap. Kijk het jaartal even na."),
    Slip.FAR: _("Dat is meer dan twee jaar ver. Kijk het jaartal even na."),
    Slip.END_FIRST: _("De laatste dag komt vóór de eerste. Kijk de twee dagen even na."),
    Slip.NO_MOVES: _("Kies iets uit de lijst, of zeg het met je eigen woorden."),
}

# A question first, then why. No sentence says how a family does.
ASKS: dict[str, Promise] = {
    Code.BASE_FIRST: _("Is er eerst iets nodig dat meer aan de basis ligt?"),
    Code.STEP_UP: _("Past hier iets anders, of iemand erbij?"),
    Code.STEP_DOWN: _("Mag dit wat minder worden?"),
    Code.KEEP_NEAR: _("Wie van dichtbij blijft erbij?"),
    Code.RELATION: _("Is er ook iets voor ouder en kind samen?"),
    Code.WHAT_CARRIES: _("Wat draagt dit gezin?"),
    Code.ROOM: _("Eerst even ruimte om te denken?"),
}

REASON: dict[str, Promise] = {
    Code.BASE_FIRST: _(
        "Er zijn noden op meer lagen, en voor de onderste staat er nog geen doel. Wat aan de basis ligt, helpt vaak"
        " ook de rest vooruit."
    ),
    Code.STEP_UP: _(
        "Twee keer na elkaar zagen jullie geen verandering bij dit doel. Dan past misschien een andere stap."
    ),
    Code.STEP_DOWN: _("Wat hier nodig was, is er al een tijd. Wat niet meer moet, geeft het gezin ruimte."),
    Code.KEEP_NEAR: _(
        "Bij een nood op een van de bovenste lagen komt er vaak nieuwe hulp bij. Wie het gezin al kende,"
        " kan blijven: dat staat hier nog niet."
    ),
    Code.RELATION: _(
        "Er is hulp voor een ouder in een sombere tijd. Dat helpt de ouder; wat er tussen ouder en kind is, heeft"
        " daarnaast eigen aandacht nodig."
    ),
    Code.WHAT_CARRIES: _("Er staat alleen wat weegt. Iets dat draagt, kan een stap sterker maken."),
    Code.ROOM: _(
        "Na één zorg is er in enkele dagen veel in gang gezet. Dat gebeurt uit betrokkenheid. Soms helpt het om eerst"
        " samen stil te staan bij wat je niet weet."
    ),
}
