"""What a page says when the gate refuses a deed (`NotYours`): what happened, and what one can do now.

One place for every deed of every room: a view lets the refusal pass. What somebody may not even read is no refusal
but a 404, byte for byte as what never was (`gate.open_item`).
"""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stek.kit.typed import typed_words
from stek.policy import Reason, Section, Verb

from . import gate
from .cards import CARD, sent_from_another
from .pages import page

# Three reasons have one sentence: whoever meets it must not hear that something is hidden, or kept private.
_CLOSED = (
    _("Dit deel staat voor jou niet open, of niet meer."),
    _("De ouders beslissen wie in dit verhaal leest en schrijft. Vraag het hen gerust."),
)
SAID: dict[str, tuple[Promise, Promise]] = {
    Reason.NO_CONSENT: _CLOSED,
    Reason.CLOSED: _CLOSED,
    Reason.PRIVATE: _CLOSED,
    Reason.NOT_SIGNED_IN: (
        _("Je aanmelding is voorbij."),
        _("Meld je opnieuw aan, en probeer het dan nog eens."),
    ),
    Reason.NOT_YOUR_WORDS: (
        _("Dit zijn iemands eigen woorden. Alleen wie ze schreef, kan dit ermee doen."),
        _("Zie jij het anders? Schrijf dan zelf iets. Dan staan jullie woorden naast elkaar."),
    ),
    Reason.SHARED_STAYS: (
        _("Dit is al gedeeld. Wat gedeeld is, blijft staan."),
        _("Klopt het niet meer? Verbeter het dan. De vorige tekst blijft te lezen."),
    ),
    Reason.A_PARENTS_WORD: (
        _("Dit beslissen de ouders zelf."),
        _("Zou jij het anders doen? Bespreek het met hen."),
    ),
    Reason.NOT_YOUR_YES: (
        _("Dit is de toestemming van een andere ouder. Alleen wie ze gaf, neemt ze terug."),
        _(
            "Wil jij niet dat iemand leest wat jij schreef? Dat kies je bij Wie ziet wat, onder de naam van die persoon."
        ),
    ),
    Reason.ABOUT_SAFETY: (
        _("Dit gaat over veiligheid. Niemand zegt er iets over in de plaats van wie het schreef."),
        _("Is er iets veranderd? Zeg het tegen wie het schreef, of noteer zelf wat jij ziet."),
    ),
}


OTHER_CARD = (
    _("Deze bladzijde opende je vanaf je andere kaart bij dit gezin. Er is niets bewaard."),
    _("Wie dit leest, hangt van je kaart af. Kies de kaart die je bedoelt bij ‘Gezinnen’, en schrijf het daar."),
)


def must(visit: gate.Visit, verb: Verb, section: str = Section.STORY) -> None:
    """Before a page that is there only for who may. Raises NotYours."""
    decision = visit.decide(verb, gate.new_item(visit, section))
    if not decision:
        raise gate.NotYours(decision.reason)


class Refused:
    """Turns a refused deed into its sentence, with every word that was typed. What was begun is undone as a whole."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, named: dict[str, Any]
    ) -> HttpResponse | None:
        """A form that was opened on another card of who sends it is not done; every word of it is given back."""
        if request.method != "POST" or CARD not in request.POST or not isinstance(named.get("family"), UUID):
            return None
        visit = sent_from_another(request, named["family"])
        if visit is None:
            return None
        request.broken_off = True  # type: ignore[attr-defined]
        return page(
            request,
            "circle/not_yet.html",
            visit,
            409,
            what=OTHER_CARD[0],
            then=OTHER_CARD[1],
            typed=typed_words(request),
        )

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, gate.NotYours):
            return None
        request.broken_off = True  # type: ignore[attr-defined]
        door = request.resolver_match
        if door is None or "family" not in door.kwargs:
            raise PermissionDenied from exception
        visit = gate.visit_of(request, door.kwargs["family"])  # who has no place here meets a 404 as everywhere
        what, then = SAID[exception.reason]
        return page(request, "circle/not_yet.html", visit, 403, what=what, then=then, typed=typed_words(request))
