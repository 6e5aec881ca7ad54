"""The Flemish primary care zones (eerstelijnszones): 59 in Flanders and one in Brussels, since July 2020.

The names stand in `data/zones.csv`, each with the day on which it was met (`seen_on`) and where (`seen_in`). All
sixty stand in the table of areas of Provincies in Cijfers, the statistics of the five provinces, as it was on
9 March 2026; where a second source is named, the zone itself, a partner of it or the news calls it the same. That
table follows the division of 1 January 2025: Regio Kortrijk is called Kortrijk-Kuurne-Harelbeke since then, and
Oostende-Bredene is called Middenkust. Where it shortens a name (Waasland NO, Waasland ZW, Westkust&Polder), or
writes it otherwise than the zone does (Bruzel, Dender Zuid), the whole name stands here.

The codes are Stek's own and never change, so that an offer keeps its zone when the zone is called otherwise: who
types an older name that is a code here is understood. The numbers of the Flemish government were not found; those
of Provincies in Cijfers (elz1 to elz57, where Antwerp is one) are not official either. There are no municipalities
here, and nothing here says where the borders of a zone lie.

The list that counts is the annex of the decision of the Flemish Government of 17 May 2019 on care councils, as it
was changed later. That annex was not at hand: who uses this outside a demo compares it once more.
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
