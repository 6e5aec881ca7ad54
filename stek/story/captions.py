"""The sentences in the drawing of the story, in the language of whoever looks at it."""

from django.utils.translation import gettext, pgettext

from stek.kit.months import month_names, months_short
from stek.kit.texts import kept
from stek.story.drawing import Captions


@kept  # dozens of look-ups that every picture would repeat
def captions() -> Captions:
    """The captions in the active language."""
    return Captions(
        title=gettext("Het verhaal van {child}"),
        told=gettext(
            "Van {first} tot {last}, in drie banen: {child}, {parents}, en wat er om hen heen gebeurt."
            " De lijst bij de tekening zegt alles in woorden."
        ),
        told_empty=gettext("Over {child} staat hier nog niets."),
        empty=gettext("Hier staat nog niets. Je begint waar je wilt."),
        lane_child=gettext("het kind"),
        lane_parent=gettext("de ouders"),
        lane_relation=gettext("tussen hen"),
        lane_surroundings=gettext("rondom hen"),
        birth=gettext("geboorte"),
        day=gettext("dag {n}"),
        week=gettext("week {n}"),
        month=gettext("1 maand"),
        months=gettext("{n} maanden"),
        year=gettext("1 jaar"),
        years=gettext("{n} jaar"),
        years_and_months=gettext("{years} en {months}"),
        pregnant=gettext("{n} weken zwanger"),
        before_birth_week=gettext("1 week voor de geboorte"),
        before_birth_weeks=gettext("{n} weken voor de geboorte"),
        corrected=gettext("{age} (gecorrigeerd {corrected})"),
        now=gettext("nu"),
        now_age=gettext("nu, {age}"),
        born_today=gettext("vandaag geboren"),
        date=pgettext("dag en maand", "{day} {month}"),
        date_year=pgettext("dag, maand en jaar", "{day} {month} {year}"),
        month_names=month_names(),
        months_short=months_short(),
        unknown=gettext("weten we niet"),
        unknown_start=gettext("het begin"),
        unknown_in_words=gettext("Tussen {first} en {last} staat hier niets. Dat weten we niet."),
        for_days=gettext("{n} dagen"),
        for_weeks=gettext("{n} weken"),
        for_months=gettext("{n} maanden"),
        for_years=gettext("{n} jaar"),
        for_year=gettext("1 jaar"),
        seen=gettext("gezien door {who}"),
        heard=gettext("gehoord door {who}"),
        told_by=gettext("verteld door {who}"),
        told_by_to=gettext("verteld door {who} aan {author}"),
        as_told=gettext("genoteerd door {author}, zoals het verteld werd"),
        suspected=gettext("vermoeden van {who}"),
        noted=gettext("genoteerd door {who}"),
        words_of=gettext("woorden van {who}"),
        words_of_noted=gettext("woorden van {who}, genoteerd door {author}"),
        words_of_told=gettext("woorden van {who}, verteld door {teller} aan {author}"),
        with_role=pgettext("naam (functie)", "{who} ({role})"),
        unsure=gettext("niet zeker"),
        small_success=gettext("klein succes"),
        quote=pgettext("aanhalingstekens", "‘{text}’"),
        both=gettext("{first} en {last}"),
        influence_told=(
            gettext("{who} vertelt: dit werkt door op {other}."),
            gettext("{who} vertelt: {other} werkt hierop door."),
            gettext("{who} vertelt: dit en {other} werken op elkaar in."),
        ),
        influence_told_to=(
            gettext("Verteld aan {who}: dit werkt door op {other}."),
            gettext("Verteld aan {who}: {other} werkt hierop door."),
            gettext("Verteld aan {who}: dit en {other} werken op elkaar in."),
        ),
        influence_suspected=(
            gettext("{who} vermoedt dat dit doorwerkt op {other}."),
            gettext("{who} vermoedt dat {other} hierop doorwerkt."),
            gettext("{who} vermoedt dat dit en {other} op elkaar inwerken."),
        ),
        influence_words=gettext("In eigen woorden: ‘{words}’"),
        earlier=gettext("Er is nog één eerder moment. Het staat in de lijst."),
        earlier_many=gettext("Er zijn nog {n} eerdere momenten. Ze staan in de lijst."),
        earlier_some=gettext("Er zijn nog eerdere momenten. Ze staan in de lijst."),
        later=gettext("Eén moment heeft een datum na vandaag. Het staat in de lijst."),
        later_many=gettext("{n} momenten hebben een datum na vandaag. Ze staan in de lijst."),
        open=gettext("Open"),
        only_you=gettext("alleen jij ziet dit"),
        influence_elsewhere=gettext(
            "Sommige pijlen gaan naar een moment dat hier niet getekend is. Ook die staan in de lijst."
        ),
    )
