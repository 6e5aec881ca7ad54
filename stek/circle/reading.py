"""The trail in sentences a family can read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stek.trail.queries import Entry

from .labels import relation_label, section_label
from .queries import Circle

# What somebody did, with their name filled in. Reading comes in two sentences: one thing, or the page.
DEED = {
    ("read", "story"): gettext_lazy("{who} las het verhaal."),
    ("read", "page"): gettext_lazy("{who} opende de pagina van het gezin."),
    ("read", "observation"): gettext_lazy("{who} las één notitie."),
    ("note", "observation"): gettext_lazy("{who} noteerde iets."),
    ("correct", "observation"): gettext_lazy("{who} verbeterde een eigen notitie."),
    ("share", "observation"): gettext_lazy("{who} deelde een eigen notitie met de kring."),
    ("take_back", "observation"): gettext_lazy("{who} nam een eigen notitie terug."),
    ("link", "influence"): gettext_lazy("{who} legde een verband tussen twee notities."),
    ("read", "needs"): gettext_lazy("{who} las wat er nodig is."),
    ("read", "need"): gettext_lazy("{who} las één nood."),
    ("say", "need"): gettext_lazy("{who} schreef op wat er nodig is."),
    ("say_again", "need"): gettext_lazy("{who} zei hoe het nu staat met een nood."),
    ("look", "together"): gettext_lazy("{who} schreef op dat een nood met de ouders bekeken is."),
    ("share", "need"): gettext_lazy("{who} deelde een eigen nood met de kring."),
    ("take_back", "need"): gettext_lazy("{who} nam een eigen nood terug."),
    ("read", "balance"): gettext_lazy("{who} bekeek wat draagt en weegt."),
    ("read", "factor"): gettext_lazy("{who} las iets over wat draagt of weegt."),
    ("weigh", "factor"): gettext_lazy("{who} zette iets bij wat draagt of weegt."),
    ("correct", "factor"): gettext_lazy("{who} verbeterde iets over wat draagt of weegt."),
    ("share", "factor"): gettext_lazy("{who} deelde iets over wat draagt of weegt."),
    ("take_back", "factor"): gettext_lazy("{who} nam iets terug over wat draagt of weegt."),
    ("end_factor", "mark"): gettext_lazy("{who} zei dat iets voorbij is."),
    ("agree", "mark"): gettext_lazy("{who} bekeek samen wat draagt of weegt."),
    ("say", "perspective"): gettext_lazy("{who} zei hoe het nu houdt."),
    ("share", "perspective"): gettext_lazy("{who} deelde een eigen woord over hoe het houdt."),
    ("take_back", "perspective"): gettext_lazy("{who} nam een eigen woord terug."),
    ("say_task", "taskword"): gettext_lazy("{who} zei iets over wat deze tijd vraagt."),
    ("read", "plan"): gettext_lazy("{who} las het plan."),
    ("read", "goal"): gettext_lazy("{who} las één doel."),
    ("read", "step"): gettext_lazy("{who} las één stap."),
    ("read", "sheet"): gettext_lazy("{who} nam het blad voor de koelkast mee."),
    ("plan", "goal"): gettext_lazy("{who} schreef een doel op."),
    ("plan", "step"): gettext_lazy("{who} zette een stap in het plan."),
    ("correct", "goal"): gettext_lazy("{who} verbeterde een eigen doel."),
    ("correct", "step"): gettext_lazy("{who} verbeterde een eigen stap."),
    ("review", "review"): gettext_lazy("{who} keek terug op een doel."),
    ("ended", "mark"): gettext_lazy("{who} rondde een stap af."),
    ("success", "mark"): gettext_lazy("{who} schreef een klein succes op."),
    ("mode", "mark"): gettext_lazy("{who} koos hoe de zorg verdergaat."),
    ("write", "sheet"): gettext_lazy("{who} maakte een blad voor de koelkast."),
    ("read", "contact"): gettext_lazy("{who} las de afspraken."),
    ("promise", "followup"): gettext_lazy("{who} sprak iets af."),
    ("refer", "referral"): gettext_lazy("{who} vroeg ergens hulp."),
    ("hand_over", "handover"): gettext_lazy("{who} stelde voor om de zorg door te geven."),
    ("do", "move"): gettext_lazy("{who} zei dat een afspraak gedaan is."),
    ("put_off", "move"): gettext_lazy("{who} verzette een afspraak."),
    ("ask", "move"): gettext_lazy("{who} vroeg iemand om een afspraak over te nemen."),
    ("take", "move"): gettext_lazy("{who} nam een afspraak over."),
    ("leave", "move"): gettext_lazy("{who} kon een afspraak niet overnemen."),
    ("drop", "move"): gettext_lazy("{who} zei dat een afspraak niet meer nodig is."),
    ("reopen", "move"): gettext_lazy("{who} zette een afspraak weer open."),
    ("receive", "move"): gettext_lazy("{who} zei dat een vraag om hulp aangekomen is."),
    ("ask_again", "move"): gettext_lazy("{who} vroeg opnieuw om hulp."),
    ("accept", "move"): gettext_lazy("{who} schreef een ja op."),
    ("decline", "move"): gettext_lazy("{who} schreef op dat iets niet kan."),
    ("meet", "move"): gettext_lazy("{who} schreef op dat er een ontmoeting was."),
    ("begin", "move"): gettext_lazy("{who} schreef op dat de hulp begonnen is."),
    ("end", "move"): gettext_lazy("{who} rondde een vraag om hulp af."),
    ("withdraw", "move"): gettext_lazy("{who} trok iets in."),
    ("agree", "move"): gettext_lazy("{who} vond een overdracht goed."),
    ("close", "move"): gettext_lazy("{who} zei dat een overdracht rond is."),
    ("set_pace", "pace"): gettext_lazy("{who} koos hoe vaak we eens horen hoe het gaat."),
    ("read", "day"): gettext_lazy("{who} zag in het overzicht van de dag dat er hier iets te bekijken is."),
    ("read", "followup"): gettext_lazy("{who} las één afspraak."),
    ("read", "referral"): gettext_lazy("{who} las waar hulp gevraagd is."),
    ("read", "handover"): gettext_lazy("{who} las wat overgaat van de een naar de ander."),
    ("end", "influence"): gettext_lazy("{who} rondde een verband tussen twee notities af."),
    ("found", "family"): gettext_lazy("{who} begon dit verhaal."),
    ("add", "member"): gettext_lazy("{who} voegde iemand van het gezin toe."),
    ("invite", "circlemember"): gettext_lazy("{who} nodigde iemand uit in de kring."),
    ("accept", "circlemember"): gettext_lazy("{who} kwam in de kring."),
    ("recognise", "circlemember"): gettext_lazy("{who} zei wie er in de kring kwam."),
    ("let_in", "circlemember"): gettext_lazy("{who} zei ja, en er kwam een ouder bij."),
    ("answer", "parentanswer"): gettext_lazy("{who} antwoordde over een ouder die erbij wil."),
    ("ask", "authorasked"): gettext_lazy("{who} vroeg iets aan wie iets schreef."),
    ("answer", "authorasked"): gettext_lazy("{who} antwoordde op een vraag over eigen woorden."),
    ("take_back", "circlemember"): gettext_lazy("{who} nam een uitnodiging terug."),
    ("end", "circlemember"): gettext_lazy("{who} rondde iemands plaats in de kring af."),
    ("let_go", "circlemember"): gettext_lazy("{who} nam terug wat {whom} van die ouder kreeg."),
    ("ask", "leaving"): gettext_lazy("{who} vroeg om weg te gaan uit dit gezin."),
    ("undo", "leaving"): gettext_lazy("{who} blijft toch in dit gezin."),
    ("leave", "leaving"): gettext_lazy("{who} ging weg uit dit gezin."),
    ("died", "absence"): gettext_lazy("Wie Stek beheert, zag een papier en noteerde over {who}: overleden."),
    ("cannot_answer", "absence"): gettext_lazy(
        "Wie Stek beheert, zag een papier en noteerde over {who}: kan niet antwoorden."
    ),
    ("end", "absence"): gettext_lazy(
        "Wie Stek beheert, nam terug wat er stond over {who}: overleden, of kan niet antwoorden."
    ),
    ("grant", "grant"): gettext_lazy("{who} gaf toestemming aan {whom}: {section}."),
    ("withdraw", "grant"): gettext_lazy("{who} nam een toestemming terug van {whom}: {section}."),
    ("hide", "hidden"): gettext_lazy("{who} verborg iets."),
    ("show", "hidden"): gettext_lazy("{who} verbergt iets niet langer."),
    ("tie", "tie"): gettext_lazy("{who} tekende iets bij in de cirkel."),
    ("end_tie", "tie"): gettext_lazy("{who} haalde iets uit de cirkel van nu."),
    ("copy", "family"): gettext_lazy("{who} maakte een kopie van het verhaal."),
    ("birth", "member"): gettext_lazy("{who} vertelde dat het kind geboren is."),
    ("read", "breakglass"): gettext_lazy("{who} zag dat er een noodgeval was."),
    ("make", "emergencycode"): gettext_lazy("{who} maakte een code voor een noodgeval."),
    ("end", "emergencycode"): gettext_lazy("{who} trok een code voor een noodgeval in."),
    ("break_glass", "family"): gettext_lazy("{who} opende het verhaal in een noodgeval, voor één uur."),
}


@dataclass(frozen=True, slots=True)
class Line:
    sentence: str
    who_is_that: str
    is_mine: bool
    own: bool  # nobody else can read this line


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    lines: tuple[Line, ...]


def sentences(circle: Circle, entries: Iterable[Entry]) -> list[Day]:
    """Grouped by day, newest first. In a day one's own come first and then by name: no hour, and no order that tells it.
    The same deed by the same person on a day is said once."""
    days: dict[date, set[Line]] = {}
    for entry in entries:
        days.setdefault(entry.on, set()).add(_line(circle, entry))
    return [
        Day(
            on,
            tuple(
                sorted(lines, key=lambda line: (not line.is_mine, line.sentence.casefold(), line.who_is_that, line.own))
            ),
        )
        for on, lines in sorted(days.items(), reverse=True)
    ]


def _line(circle: Circle, entry: Entry) -> Line:
    mine = entry.person_id == circle.visit.person
    one = circle.by_person.get(entry.person_id)
    you = _("jou") if entry.kind == "absence" else _("Jij")  # it was said of them, and not by them
    who = str(you) if mine else one.called if one else str(_("Iemand buiten de kring"))
    deed = DEED.get((entry.deed, entry.kind), gettext_lazy("{who} was hier."))
    sentence = str(deed).format(who=who, whom=_whom(circle, entry), section=section_label(entry.section))
    return Line(sentence, relation_label(one.relation) if one and not mine else "", mine, entry.own)


def _whom(circle: Circle, entry: Entry) -> str:
    """To whom a consent was given: the other of the two places this line rests on."""
    around = (circle.by_place.get(place) for place in entry.rests_on)
    return next((one.called for one in around if one and one.person_id != entry.person_id), str(_("iemand")))
