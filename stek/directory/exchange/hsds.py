"""The directory as Open Referral HSDS 3: services with what belongs to them, nested or in tables of their own.

What HSDS has no place for (line, echelons, referral, a waiting time that somebody checked, after how many days a
referral is silent, the day on which an offer stops) stands in `attributes` with `link_type` "stek". A file without
them is read too: then the directory does not know these things.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import IO, Any
from uuid import UUID

from django.utils.translation import gettext as _

from ..labels import LANGUAGE
from ..rules import has_stopped, id_of
from ..zones import BY_CODE, EVERYWHERE
from .entry import COLUMNS, Entry, Fault, checked
from .tables import Unreadable
from .text import written

OURS = "stek"
ATTRIBUTES = (
    "kind", "line", "echelons", "interpreter", "cost", "referral", "wait_words", "wait_days", "free_places",
    "checked_by", "silent_after", "until",
)  # fmt: skip
TABLES = ("phones", "languages", "schedules", "cost_options", "eligibility", "service_areas", "service_at_locations")
STATUSES = ("active", "inactive", "defunct", "temporarily_closed")
MONTHS = 12

# Where each of our columns stands in a service, for who has to set it right.
PLACES = COLUMNS | {
    "id": "id", "organisation": "organization", "initiative": "program", "name": "name", "from_months": "minimum_age",
    "to_months": "maximum_age", "zones": "service_areas", "languages": "languages", "cost_words": "fees_description",
    "checked_on": "assured_date", "phone": "phones", "mail": "email", "web": "url", "place": "service_at_locations",
    "latitude": "location.latitude", "longitude": "location.longitude", "hours": "schedules", "about": "description",
} | {column: f"attributes.{column}" for column in ATTRIBUTES}  # fmt: skip


def entries(file: IO[bytes]) -> Iterator[Entry | Fault]:
    """Service by service: the entry, or each thing that does not fit. What has ended is left out, unless we know when."""
    found = _opened(file)
    tables = _Tables(found)
    for number, service in enumerate(tables.services):
        where = f"services[{number}]"
        if not isinstance(service, dict):
            yield Fault(where, "", _("Dit is geen dienst met velden."))
        elif (status := str(service.get("status", "active")).replace(" ", "_")) not in STATUSES:
            yield Fault(
                where,
                "status",
                _("Deze toestand kennen we niet: het is active, inactive, defunct of temporarily closed."),
            )
        elif (raw := tables.raw(service)).get("until") or status == "active":
            entry, faults = checked(raw, where, PLACES)
            if entry is not None:
                yield entry
            yield from faults


def _opened(file: IO[bytes]) -> dict[str, Any]:
    file.seek(0)
    try:
        found = json.loads(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable(
            _("Dit bestand is geen UTF-8. JSON is altijd UTF-8; bewaar het zo en probeer opnieuw.")
        ) from None
    except json.JSONDecodeError as error:
        raise Unreadable(
            _("Dit is geen goede JSON: op regel %(line)s, teken %(column)s klopt er iets niet.")
            % {"line": error.lineno, "column": error.colno}
        ) from None
    except (RecursionError, ValueError):
        raise Unreadable(_("Deze JSON zit te diep in elkaar, of er staat een veel te lang getal in.")) from None
    if isinstance(found, list):
        found = {"services": found}
    elif isinstance(found, dict) and "services" not in found:
        pages = found.get("contents", found.get("items"))
        found = {"services": pages if isinstance(pages, list) else [found]}
    if not isinstance(found, dict) or not isinstance(found.get("services"), list):
        raise Unreadable(_("Hier staan geen diensten in. We zoeken een lijst met de naam 'services'."))
    return found


class _Tables:
    """The services of a file, and how the other tables hang on to them."""

    def __init__(self, found: Mapping[str, Any]) -> None:
        self.services: list[Any] = found["services"]
        self.of_service = {name: _by(found.get(name), "service_id") for name in TABLES}
        self.of_service["attributes"] = _by(found.get("attributes"), "link_id")
        self.organisations = _one_by_id(found.get("organizations"))
        self.programs = _one_by_id(found.get("programs"))
        self.locations = _one_by_id(found.get("locations"))

    def parts(self, service: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
        nested = service.get(name)
        nested = nested if isinstance(nested, list) else []
        return [
            one for one in (*nested, *self.of_service[name].get(str(service.get("id")), [])) if isinstance(one, dict)
        ]

    def raw(self, service: Mapping[str, Any]) -> dict[str, str]:
        organisation = _inside(service, "organization") or self.organisations.get(
            str(service.get("organization_id")), {}
        )
        program = _inside(service, "program") or self.programs.get(str(service.get("program_id")), {})
        location = self._location(service)
        limits = next(iter(self.parts(service, "eligibility")), {})
        phones = self.parts(service, "phones") or [one for one in location.get("phones") or [] if isinstance(one, dict)]
        found = {
            "id": _number(service.get("id")), "organisation": _text(organisation.get("name")),
            "initiative": _text(program.get("name")), "name": _text(service.get("name")),
            "from_months": _months(service.get("minimum_age", limits.get("minimum_age"))),
            "to_months": _months(service.get("maximum_age", limits.get("maximum_age"))),
            "zones": "|".join(_text(one.get("extent") or one.get("name")) for one in self.parts(service, "service_areas")),
            "languages": "|".join(_text(one.get("code") or one.get("name")) for one in self.parts(service, "languages")),
            "cost_words": _text(service.get("fees_description")) or _words(self.parts(service, "cost_options"), "option"),
            "checked_on": _text(service.get("assured_date")), "phone": _text(next(iter(phones), {}).get("number")),
            "mail": _text(service.get("email")), "web": _text(service.get("url")),
            "place": _text(location.get("name")), "latitude": _text(location.get("latitude")),
            "longitude": _text(location.get("longitude")), "hours": _words(self.parts(service, "schedules"), "description"),
            "about": _text(service.get("description")), "wait_words": _text(service.get("wait_time")),
        }  # fmt: skip
        for one in self.parts(service, "attributes"):
            if one.get("link_type") == OURS and one.get("label") in ATTRIBUTES:
                found[str(one["label"])] = _text(one.get("value"))
        return found

    def _location(self, service: Mapping[str, Any]) -> Mapping[str, Any]:
        for one in self.parts(service, "service_at_locations"):
            if location := _inside(one, "location") or self.locations.get(str(one.get("location_id"))):
                return location
        return {}


def _by(rows: Any, key: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict):
            found.setdefault(str(row.get(key)), []).append(row)
    return found


def _one_by_id(rows: Any) -> dict[str, Mapping[str, Any]]:
    return {
        str(row["id"]): row for row in (rows if isinstance(rows, list) else []) if isinstance(row, dict) and "id" in row
    }


def _inside(row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = row.get(name)
    return found if isinstance(found, dict) else {}


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _words(rows: Iterable[Mapping[str, Any]], name: str) -> str:
    return "\n".join(filter(None, (_text(row.get(name)) for row in rows)))


def _number(value: Any) -> str:
    """An id of another directory is not always a UUID: then the same one always becomes the same UUID."""
    text = _text(value)
    try:
        return str(UUID(text)) if text else ""
    except ValueError:
        return str(id_of("hsds", text))


def _months(years: Any) -> str:
    """HSDS counts in years, also in parts of one."""
    try:
        return "" if years in (None, "") else str(round(float(years) * MONTHS))
    except (TypeError, ValueError, OverflowError):
        return _text(years)


def as_hsds(found: Iterable[Entry], today: date) -> Iterator[str]:
    """Service by service: a JSON that somebody else's directory can read."""
    yield '{"services": ['
    between = "\n"
    for entry in found:
        yield between + json.dumps(_service(entry, today), ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def _service(entry: Entry, today: date) -> dict[str, Any]:
    def own(*words: str) -> str:
        return str(id_of(str(entry.id), *words))

    texts = written(entry)
    organisation = str(id_of("organisation", entry.organisation))
    service: dict[str, Any] = {
        "id": str(entry.id), "name": entry.name,
        "status": "defunct" if has_stopped(entry.until, today) else "active",
        "organization": {"id": organisation, "name": entry.organisation, "description": entry.organisation},
        "program": {"id": str(id_of("program", entry.organisation, entry.initiative)), "organization_id": organisation,
                    "name": entry.initiative, "description": entry.initiative},
        "description": entry.about, "url": entry.web, "email": entry.mail, "fees_description": entry.cost_words,
        "assured_date": texts["checked_on"],
        "minimum_age": None if entry.from_months is None else entry.from_months / MONTHS,
        "maximum_age": None if entry.to_months is None else entry.to_months / MONTHS,
        "phones": [{"id": own("phone"), "number": entry.phone}] if entry.phone else [],
        "schedules": [{"id": own("schedule"), "description": entry.hours}] if entry.hours else [],
        "languages": [{"id": own("language", code), "code": code, "name": str(LANGUAGE[code])} for code in entry.languages],
        "cost_options": [{"id": own("cost"), "option": entry.cost_words}] if entry.cost_words else [],
        "service_areas": [
            {"id": own("area", code), "name": _("heel Vlaanderen en Brussel") if code == EVERYWHERE else BY_CODE[code].name,
             "extent": code, "extent_type": "text"}
            for code in entry.zones
        ],
        "attributes": [
            {"id": own("attribute", name), "link_type": OURS, "link_entity": "service", "label": name, "value": texts[name]}
            for name in ATTRIBUTES if texts[name]
        ],
    }  # fmt: skip
    if entry.place or entry.latitude is not None:
        location = {"id": own("location"), "location_type": "physical", "name": entry.place,
                    "latitude": entry.latitude, "longitude": entry.longitude}  # fmt: skip
        service["service_at_locations"] = [{"id": own("at location"), "location": location}]
    return {name: value for name, value in service.items() if value not in (None, "", [])}
