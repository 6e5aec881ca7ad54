"""One row of a file: what a column may hold, and what Stek says when it does not."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ..labels import LANGUAGE
from ..rules import (
    ECHELONS,
    FIRST_MONTH,
    LAST_MONTH,
    LATITUDES,
    LONGEST_SILENCE,
    LONGEST_WAIT,
    LONGITUDES,
    MOST_PLACES,
    Cost,
    Kind,
    Line,
    Referral,
    id_of,
)  # fmt: skip
from ..zones import EVERYWHERE, zone_named
from .together import together


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not fit, where somebody can find it."""

    where: str
    column: str
    sentence: str

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.where, self.column])) + f": {self.sentence}"


@dataclass(frozen=True, slots=True)
class Entry:
    """An offer as a file holds it. None and empty are 'not known'."""

    id: UUID
    organisation: str
    initiative: str
    name: str
    kind: str = ""
    line: int | None = None
    echelons: tuple[int, ...] = ()
    from_months: int | None = None
    to_months: int | None = None
    zones: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    interpreter: bool | None = None
    cost: str = ""
    cost_words: str = ""
    referral: str = ""
    wait_words: str = ""
    wait_days: int | None = None
    free_places: int | None = None
    checked_on: date | None = None
    checked_by: str = ""
    phone: str = ""
    mail: str = ""
    web: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    hours: str = ""
    about: str = ""
    silent_after: int | None = None
    until: date | None = None


# What the columns are called in a file, in the order they stand there.
COLUMNS: dict[str, str] = {
    "id": "nummer", "organisation": "organisatie", "initiative": "initiatief", "name": "aanbod", "kind": "soort",
    "line": "lijn", "echelons": "echelons", "from_months": "van_maanden", "to_months": "tot_maanden", "zones": "zones",
    "languages": "talen", "interpreter": "tolk", "cost": "kost", "cost_words": "kost_uitleg",
    "referral": "verwijzing", "wait_words": "wachttijd", "wait_days": "wachttijd_dagen",
    "free_places": "vrije_plaatsen", "checked_on": "nagekeken_op", "checked_by": "nagekeken_door", "phone": "telefoon",
    "mail": "mail", "web": "web", "place": "plaats", "latitude": "breedte", "longitude": "lengte", "hours": "uren",
    "about": "uitleg", "silent_after": "stil_na_dagen", "until": "stopt_op",
}  # fmt: skip
assert list(COLUMNS) == [field.name for field in fields(Entry)]
MUST_HAVE = ("organisation", "name")

# How a file says a code, and how Stek writes it.
COST_WORDS = {"gratis": Cost.FREE, "inkomen": Cost.INCOME, "terugbetaald": Cost.INSURED, "betalend": Cost.PAID}
REFERRAL_WORDS = {"nee": Referral.NONE, "ja": Referral.NEEDED}
YES_NO = {"ja": True, "nee": False}

LONGEST = {"organisation": 200, "initiative": 200, "name": 200, "cost_words": 500, "wait_words": 300,
           "checked_by": 120, "phone": 40, "mail": 254, "web": 300, "place": 120, "hours": 1000, "about": 5000}  # fmt: skip
MANY_LINES = {"cost_words", "wait_words", "hours", "about"}


class Wrong(Exception):
    """The sentence that says why."""


def meant(column: str, text: str) -> Any:
    """What a text says in this column, in a file or on a page. Raises `Wrong`."""
    return _READERS[column](_tidied(text, column), column)


def checked(raw: Mapping[str, str], where: str, names: Mapping[str, str] = COLUMNS) -> tuple[Entry | None, list[Fault]]:
    """The entry in these texts, or everything that does not fit. `names`: what the reader calls each column."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for column in _READERS:
        try:
            values[column] = meant(column, raw.get(column, ""))
        except Wrong as wrong:
            faults.append(Fault(where, names.get(column, column), str(wrong)))
    if not faults:
        faults += [Fault(where, names.get(column, column), sentence) for column, sentence in together(values)]
    if faults:
        return None, faults
    values["initiative"] = values["initiative"] or values["organisation"]
    values["id"] = values["id"] or id_of(values["organisation"], values["initiative"], values["name"])
    return Entry(**values), []


def _tidied(text: str, column: str) -> str:
    """Without characters that no database holds, and on one line where only one line fits."""
    text = re.sub("[\x00\ud800-\udfff]", "", text).replace("\r\n", "\n").replace("\r", "\n").strip()
    return text if column in MANY_LINES else " ".join(text.split())


def _text(text: str, column: str) -> str:
    if column in MUST_HAVE and not text:
        raise Wrong(_("Hier moet iets staan."))
    if len(text) > LONGEST[column]:
        raise Wrong(
            _("Deze tekst is %(long)s tekens lang, en er passen er %(most)s.")
            % {"long": len(text), "most": LONGEST[column]}
        )
    return text


def _whole(lowest: int, highest: int) -> Callable[[str, str], int | None]:
    def read(text: str, column: str) -> int | None:
        if not text:
            return None
        text = text.replace("\u2212", "-")
        if not re.fullmatch(r"[+-]?[0-9]{1,9}", text):
            raise Wrong(_("'%(text)s' is geen heel getal.") % {"text": _short(text)})
        if not lowest <= int(text) <= highest:
            raise Wrong(_("Dit moet een getal zijn van %(low)s tot %(high)s.") % {"low": lowest, "high": highest})
        return int(text)

    return read


def _degrees(between: tuple[float, float]) -> Callable[[str, str], float | None]:
    def read(text: str, column: str) -> float | None:
        if not text:
            return None
        if not re.fullmatch(r"[+-]?[0-9]{1,3}([.,][0-9]{1,17})?", text):
            raise Wrong(_("'%(text)s' is geen plaats op de kaart, zoals 51,05.") % {"text": _short(text)})
        value = float(text.replace(",", "."))
        if not between[0] <= value <= between[1]:
            raise Wrong(_("Die plek ligt niet in België of vlakbij."))
        return value

    return read


def _code(known: Mapping[str, Any]) -> Callable[[str, str], Any]:
    def read(text: str, column: str) -> Any:
        if not text:
            return ""
        if (code := known.get(text.casefold())) is None:
            raise Wrong(
                _("'%(text)s' kennen we hier niet. Het kan zijn: %(known)s.")
                % {"text": _short(text), "known": ", ".join(known)}
            )
        return str(code)

    return read


def _yes_no(text: str, column: str) -> bool | None:
    if not text:
        return None
    if text.casefold() not in YES_NO:
        raise Wrong(_("Schrijf 'ja' of 'nee', of laat het leeg als je het niet weet."))
    return YES_NO[text.casefold()]


def _several(one: Callable[[str], Any]) -> Callable[[str, str], tuple[Any, ...]]:
    def read(text: str, column: str) -> tuple[Any, ...]:
        return tuple(sorted({one(part.strip()) for part in re.split(r"[|,;/]", text) if part.strip()}))

    return read


def _echelon(text: str) -> int:
    if text not in map(str, ECHELONS):
        raise Wrong(_("'%(text)s' is geen echelon. Er zijn er vijf: 1, 2, 3, 4 en 5.") % {"text": _short(text)})
    return int(text)


def _zone(text: str) -> str:
    if (code := zone_named(text)) is None:
        raise Wrong(
            _("'%(text)s' is geen eerstelijnszone die we kennen. Voor heel Vlaanderen en Brussel schrijf je '%(all)s'.")
            % {"text": _short(text), "all": EVERYWHERE}
        )
    return code


def _language(text: str) -> str:
    if text.casefold() in LANGUAGE:
        return text.casefold()
    names = {str(name).casefold(): code for code, name in LANGUAGE.items()}
    if (code := names.get(text.casefold())) is None:
        raise Wrong(
            _("'%(text)s' is geen taal die we kennen. Gebruik een code: %(known)s.")
            % {"text": _short(text), "known": ", ".join(LANGUAGE)}
        )
    return code


def _day(text: str, column: str) -> date | None:
    if not text:
        return None
    try:
        if found := re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})", text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text)
    except ValueError:
        raise Wrong(_("'%(text)s' is geen dag. Schrijf bijvoorbeeld 2026-11-21.") % {"text": _short(text)}) from None


def _number(text: str, column: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise Wrong(_("Dit nummer begrijpen we niet. Laat het leeg: dan maakt Stek er een.")) from None


def _mail(text: str, column: str) -> str:
    if text and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        raise Wrong(_("'%(text)s' is geen mailadres.") % {"text": _short(text)})
    return _text(text, column)


def _web(text: str, column: str) -> str:
    if text and not re.fullmatch(r"https?://[^\s<>\"]+", text):
        raise Wrong(_("Een webadres begint met https:// of http://."))
    return _text(text, column)


def _phone(text: str, column: str) -> str:
    if text and not re.fullmatch(r"[0-9+()/. -]*[0-9][0-9+()/. -]*", text):
        raise Wrong(_("In een telefoonnummer staan alleen cijfers en de tekens + ( ) / . -"))
    return _text(text, column)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


_READERS: dict[str, Callable[[str, str], Any]] = {
    "id": _number, "organisation": _text, "initiative": _text, "name": _text,
    "kind": _code({str(kind): kind for kind in Kind}), "line": _whole(min(Line), max(Line)),
    "echelons": _several(_echelon), "from_months": _whole(FIRST_MONTH, LAST_MONTH),
    "to_months": _whole(FIRST_MONTH, LAST_MONTH), "zones": _several(_zone), "languages": _several(_language),
    "interpreter": _yes_no, "cost": _code(COST_WORDS), "cost_words": _text, "referral": _code(REFERRAL_WORDS),
    "wait_words": _text, "wait_days": _whole(0, LONGEST_WAIT), "free_places": _whole(0, MOST_PLACES),
    "checked_on": _day, "checked_by": _text, "phone": _phone, "mail": _mail, "web": _web, "place": _text,
    "latitude": _degrees(LATITUDES), "longitude": _degrees(LONGITUDES), "hours": _text, "about": _text,
    "silent_after": _whole(1, LONGEST_SILENCE), "until": _day,
}  # fmt: skip
assert list(_READERS) == list(COLUMNS)
