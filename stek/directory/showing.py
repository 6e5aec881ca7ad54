"""What a page shows of an offer: words, and nothing that the template has to work out."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import telling
from .labels import COST, ECHELON, KIND, LANGUAGE, LINE, REFERRAL
from .matching import Match
from .models import Offer, WaitingCheck
from .rules import SILENT_AFTER, has_stopped


@dataclass(frozen=True, slots=True)
class Shown:
    """An offer in a list, with why it is there."""

    id: UUID
    name: str
    by: str
    kind: str
    first_day: str
    near: str
    fits: list[str]
    asks: str
    not_known: list[str]


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    words: str
    link: str = ""


def by_whom(offer: Offer) -> str:
    initiative, organisation = offer.initiative.name, offer.initiative.organisation.name
    return organisation if initiative in (organisation, offer.name) else f"{initiative} ({organisation})"


def shown(one: Match, offer: Offer, today: date) -> Shown:
    return Shown(
        offer.id, offer.name, by_whom(offer), str(KIND.get(offer.kind, "")), telling.first_day(one, today),
        telling.near(one), telling.fits_because(one), telling.asks(one), telling.not_known(one),
    )  # fmt: skip


def _silence(days: int) -> str:
    return _("na 1 dag zonder antwoord") if days == 1 else _("na %(days)s dagen zonder antwoord") % {"days": days}


def facts(offer: Offer) -> list[Fact]:
    """Everything the directory knows, and 'dat weten we niet' where it does not."""
    languages = [str(LANGUAGE.get(code, code)) for code in offer.languages]
    if offer.interpreter:
        languages.append(_("met een tolk ook andere talen"))
    cost = ": ".join(filter(None, [str(COST.get(offer.cost, "")), offer.cost_words]))
    found = [
        Fact(_("Wat"), str(KIND.get(offer.kind, ""))),
        Fact(_("Lijn"), str(LINE[offer.line]) if offer.line is not None else ""),
        Fact(_("Voor welke noden"), "; ".join(str(ECHELON[one]) for one in offer.echelons)),
        Fact(_("Leeftijd van het kind"), telling.age(offer.from_months, offer.to_months)),
        Fact(_("Streek"), ", ".join(telling.zone_name(code) for code in offer.zones)),
        Fact(_("Plaats"), offer.place),
        Fact(_("Talen"), ", ".join(languages)),
        Fact(_("Kost"), cost),
        Fact(_("Verwijzing"), str(REFERRAL.get(offer.referral, ""))),
        Fact(_("Wanneer open"), offer.hours),
        Fact(_("Een verwijzing is stil"), _silence(offer.silent_after or SILENT_AFTER)),
    ]
    contact = [
        Fact(_("Telefoon"), offer.phone, f"tel:{offer.phone.replace(' ', '')}"),
        Fact(_("Mail"), offer.mail, f"mailto:{offer.mail}"),
        Fact(_("Web"), offer.web, offer.web),
    ]
    unknown = _("dat weten we niet")
    return [Fact(one.name, one.words or unknown) for one in found] + [one for one in contact if one.words]


def changed(offer: Offer, who: str) -> str:
    """Who changed it last, and when."""
    day = date_format(offer.changed_at, "j F Y")
    if not who:
        return _("Laatst veranderd op %(day)s, uit een bestand.") % {"day": day}
    return _("Laatst veranderd op %(day)s door %(who)s.") % {"day": day, "who": who}


def until(offer: Offer, today: date) -> str:
    """That it is no longer there, or that it will stop; empty when nobody said so."""
    if offer.until is None:
        return ""
    day = {"day": date_format(offer.until, "j F Y")}
    if has_stopped(offer.until, today):
        return _("Dit aanbod is er niet meer sinds %(day)s.") % day
    return _("Dit aanbod stopt. Vanaf %(day)s is het er niet meer.") % day


def wait(check: WaitingCheck | None) -> list[str]:
    """What somebody heard; empty when nobody asked."""
    if check is None:
        return []
    found = [check.words] if check.words else []
    if check.free_places is not None:
        found.append(_("Vrije plaatsen: %(places)s.") % {"places": check.free_places})
    if check.days is not None and not check.words:
        found.append(_("Ongeveer %(days)s dagen.") % {"days": check.days})
    return found


def checked(check: WaitingCheck) -> str:
    return _("Nagekeken op %(day)s door %(who)s.") % {
        "day": date_format(check.checked_on, "j F Y"), "who": check.checked_by,
    }  # fmt: skip
