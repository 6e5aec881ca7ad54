"""Reasons in words: why an offer is here, what it asks, and what nobody knows."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .labels import COST, ECHELON, LANGUAGE, LINE, REFERRAL
from .matching import Answer, Asked, Match, Near, Reason, Remark
from .rules import FIRST_MONTH, Referral
from .zones import BY_CODE, EVERYWHERE

UNKNOWN: dict[Asked, Promise] = {
    Asked.ECHELON: gettext_lazy("voor welke noden dit bedoeld is"),
    Asked.AGE: gettext_lazy("voor welke leeftijd dit precies is"),
    Asked.ZONE: gettext_lazy("in welke streek ze werken"),
    Asked.LANGUAGE: gettext_lazy("welke talen ze spreken, of er een tolk kan zijn"),
    Asked.COST: gettext_lazy("wat het kost"),
    Asked.LINE: gettext_lazy("bij welke lijn dit hoort"),
}


def fits_because(one: Match) -> list[str]:
    return [_said(reason) for reason in one.reasons if reason.answer in (Answer.YES, Answer.WITH_INTERPRETER)]


def not_known(one: Match) -> list[str]:
    found = [str(UNKNOWN[reason.asked]) for reason in one.reasons if reason.answer is Answer.UNKNOWN]
    if Remark.REFERRAL_UNKNOWN in one.remarks:
        found.append(_("of je een verwijzing nodig hebt"))
    if Remark.WAIT_UNKNOWN in one.remarks:
        found.append(_("hoe lang je moet wachten"))
    return found


def asks(one: Match) -> str:
    return str(REFERRAL[Referral.NEEDED]) if Remark.REFERRAL in one.remarks else ""


def first_day(one: Match, today: date) -> str:
    if one.first_day is None:
        return ""
    if one.first_day == today:
        return _("Kan volgens de laatste navraag nu beginnen.")
    return _("Kan volgens de laatste navraag vanaf %(day)s.") % {"day": date_format(one.first_day, "j F Y")}


def near(one: Match) -> str:
    if one.kilometres is not None:
        return _("ongeveer %(km)s km in vogelvlucht") % {"km": one.kilometres}
    return {Near.HERE: _("in deze streek"), Near.EVERYWHERE: _("voor heel Vlaanderen en Brussel"), Near.UNKNOWN: ""}[
        one.near
    ]


def _said(reason: Reason) -> str:
    names: dict[str, Any] = {}
    match reason.asked:
        case Asked.AGE:
            return _("de leeftijd past")
        case Asked.ZONE:
            return _("ze werken in %(zone)s") % {"zone": zone_name(reason.shared[0])}
        case Asked.LANGUAGE if reason.answer is Answer.WITH_INTERPRETER:
            return _("er kan een tolk bij zijn")
        case Asked.LANGUAGE:
            return _("ze spreken %(languages)s") % {"languages": ", ".join(str(LANGUAGE[one]) for one in reason.shared)}
        case Asked.ECHELON:
            names = {str(number): f"{str(label)[0].lower()}{str(label)[1:]}" for number, label in ECHELON.items()}
        case Asked.COST:
            names = dict(COST)
        case Asked.LINE:
            names = {str(int(number)): label for number, label in LINE.items()}
    return "; ".join(str(names[one]) for one in reason.shared)


def zone_name(code: str) -> str:
    return _("heel Vlaanderen en Brussel") if code == EVERYWHERE else BY_CODE[code].name


def age(from_months: int | None, to_months: int | None) -> str:
    """An age range as people say it; empty when nothing is known."""
    if from_months is None and to_months is None:
        return ""
    begin = (
        ""
        if from_months is None
        else (_("het begin van de zwangerschap") if from_months <= FIRST_MONTH else _month(from_months))
    )
    if to_months is None:
        return _("vanaf %(begin)s, tot wanneer weten we niet") % {"begin": begin}
    if from_months is None:
        return _("tot %(end)s, vanaf wanneer weten we niet") % {"end": _month(to_months)}
    return _("van %(begin)s tot %(end)s") % {"begin": begin, "end": _month(to_months)}


def _month(months: int) -> str:
    if months == 0:
        return _("de geboorte")
    if months < 0:
        return _("%(months)s maanden voor de geboorte") % {"months": -months}
    if months % 12 == 0 and months >= 24:
        return _("%(years)s jaar") % {"years": months // 12}
    return _("%(months)s maanden") % {"months": months} if months > 1 else _("1 maand")
