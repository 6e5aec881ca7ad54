"""What codes are called on the screen, and the catalogue of domains in three languages."""

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .rules import Certainty, Domain, Knowing, Lane, Tone

LANE: dict[str, Promise] = {
    Lane.CHILD: _("het kind"),
    Lane.PARENT: _("een ouder"),
    Lane.RELATION: _("tussen hen"),
    Lane.SURROUNDINGS: _("rondom hen"),
}

TONE: dict[str, Promise] = {
    Tone.STRENGTH: _("Dit gaat goed"),
    Tone.NOTICED: _("Gewoon opgemerkt"),
    Tone.UNSURE: _("Ik weet het niet goed"),
    Tone.WORRY: _("Dit houdt me bezig"),
}

KNOWING: dict[str, Promise] = {
    Knowing.SEEN: _("Zelf gezien"),
    Knowing.HEARD: _("Gehoord"),
    Knowing.TOLD: _("Verteld door iemand"),
    Knowing.SUSPECTED: _("Een vermoeden"),
}

CERTAINTY: dict[str, Promise] = {
    Certainty.TOLD: _("Zo zegt het gezin het zelf"),
    Certainty.SUSPECTED: _("Zo denk ik dat het is"),
}

# Domains of early development and the everyday things people notice first.
# A clinician still has to review the French and English words.
DOMAINS: dict[str, dict[str, str]] = {
    Domain.REGULATION: {"nl": "tot rust komen", "fr": "se calmer, régulation", "en": "settling, regulation"},
    Domain.ATTACHMENT: {"nl": "hechting", "fr": "attachement", "en": "attachment"},
    Domain.MENTALISING: {"nl": "mentaliseren", "fr": "mentalisation", "en": "mentalising"},
    Domain.SELF: {"nl": "zichzelf worden", "fr": "devenir soi", "en": "sense of self"},
    Domain.SLEEP: {"nl": "slapen", "fr": "sommeil", "en": "sleep"},
    Domain.FEEDING: {"nl": "eten en drinken", "fr": "alimentation", "en": "feeding"},
    Domain.CRYING: {"nl": "huilen", "fr": "pleurs", "en": "crying"},
    Domain.PLAY: {"nl": "spelen", "fr": "jeu", "en": "play"},
    Domain.MOTOR: {"nl": "bewegen", "fr": "motricité", "en": "movement"},
    Domain.LANGUAGE: {"nl": "taal", "fr": "langage", "en": "language"},
    Domain.CONTACT: {"nl": "contact", "fr": "contact", "en": "contact"},
}


def domain_label(code: str, language: str | None = None) -> str:
    """The word for a domain, in the reader's language; Dutch where there is none."""
    words = DOMAINS[code]
    return words.get((language or get_language() or "nl")[:2], words["nl"])
