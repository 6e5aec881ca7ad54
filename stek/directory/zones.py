"""The Flemish primary care zones (eerstelijnszones): 59 in Flanders and one in Brussels, since July 2020.

The names stand in `data/zones.csv`. What was checked and what was not: a name with a day in `seen_on` was met
in a public source (a page of the zone itself, of a municipality in it, of a hospital or in the news) on that day.
The others are written down from general knowledge of the list and still have to be compared with it, before this
is used outside a demo. The codes are Stek's own: the numbers of the Flemish government were not at hand. On
1 January 2025 the borders of some zones changed with the mergers of municipalities; names may have changed with
them. There are no municipalities here.

The list that counts is the annex of the decision of the Flemish Government of 17 May 2019 on care councils.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

EVERYWHERE = "alle"  # an offer for all of Flanders and Brussels


@dataclass(frozen=True, slots=True)
class Zone:
    code: str
    name: str
    province: str
    seen: bool = False
    invented: bool = False


def _code(name: str) -> str:
    return name.casefold().replace(" ", "-")


def _read() -> Iterator[Zone]:
    text = (files("stek.directory") / "data" / "zones.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(io.StringIO(text), delimiter=";"):
        yield Zone(row["code"], row["name"], row["province"], seen=bool(row["seen_on"]))


ZONES: tuple[Zone, ...] = tuple(_read())

# A region that does not exist, for the demo: nobody is sent anywhere.
INVENTED: tuple[Zone, ...] = (
    Zone("stek-wilgenland", "Wilgenland", "Stekland", invented=True),
    Zone("stek-heideveld", "Heideveld", "Stekland", invented=True),
    Zone("stek-waterkant", "Waterkant", "Stekland", invented=True),
)

BY_CODE: dict[str, Zone] = {zone.code: zone for zone in (*ZONES, *INVENTED)}


def is_known(code: str) -> bool:
    return code == EVERYWHERE or code in BY_CODE


def zone_named(words: str) -> str | None:
    """The code for a code or a name as somebody types it; None when there is no such zone."""
    code = _code(" ".join(words.split()).removeprefix("ELZ "))
    if is_known(code):
        return code
    return next((zone.code for zone in BY_CODE.values() if _code(zone.name) == code), None)
