"""Plain builders: editors, offers by the way everybody's file goes, and entries drawn by hypothesis."""

import csv
import io
from datetime import date
from itertools import count
from typing import Any

from hypothesis import strategies as st

from stek.circle.tests.builders import Somebody, make_person
from stek.directory.actions import Loaded, load
from stek.directory.exchange.entry import (
    COST_WORDS,
    LONGEST,
    MANY_LINES,
    REFERRAL_WORDS,
    Entry,
    checked,
)
from stek.directory.labels import LANGUAGE
from stek.directory.models import Editor, Offer
from stek.directory.rules import ECHELONS, FIRST_MONTH, LAST_MONTH, LONGEST_SILENCE, Kind
from stek.directory.zones import BY_CODE, EVERYWHERE
from stek.kit import clock
from stek.people.models import Organisation

_NUMBERS = count(1)


def make_editor(name: str = "Els", organisation: Organisation | None = None) -> Somebody:
    """Somebody who may change the directory; given by the owner, as the command does."""
    somebody = make_person(name, "social_worker")
    Editor(person=somebody.person, organisation=organisation, from_at=clock.now()).save(
        using="owner", force_insert=True
    )
    return somebody


def as_file(*rows: dict[str, str], delimiter: str = ";") -> io.BytesIO:
    """A CSV with these cells, under the names that files use."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return io.BytesIO(text.getvalue().encode())


def loaded(*rows: dict[str, str]) -> Loaded:
    return load(file=as_file(*rows), by=None, at=clock.now())


def make_offer(name: str = "", **cells: Any) -> Offer:
    """One offer, that nobody knows anything about but what is said here (columns as in a file)."""
    name = name or f"Aanbod {next(_NUMBERS)}"
    cells = {"organisatie": "Huis van het Kind", "aanbod": name} | {key: str(value) for key, value in cells.items()}
    assert loaded(cells).verdict.is_fine
    return Offer.objects.select_related("initiative__organisation").get(name=name)


def words(column: str) -> st.SearchStrategy[str]:
    letters = st.characters(exclude_categories=("Cs",), exclude_characters="\x00")
    first = st.sampled_from(["", "=", "+", "-", "@", "'", "'=", "''-", '"', ";", ","])
    text = st.builds(lambda head, rest: head + rest, first, st.text(letters, max_size=30))
    return text if column in MANY_LINES else text.map(lambda one: one.replace("\n", " "))


def numbers(lowest: int, highest: int) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), st.integers(lowest, highest).map(str))


def several(of: Any, most: int = 4) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(sorted(map(str, of))), max_size=most, unique=True).map("|".join)


@st.composite
def entries(draw: Any) -> Entry:
    """An offer as a file may hold it, with words that are hostile on purpose."""
    raw = {column: draw(words(column)) for column in ("organisation", "initiative", "name", *MANY_LINES, "place")}
    raw["organisation"], raw["name"] = "O " + raw["organisation"], "A " + raw["name"]
    low = draw(numbers(FIRST_MONTH, 70))
    checks = draw(st.booleans())
    raw |= {
        "kind": draw(st.sampled_from(["", *map(str, Kind)])), "line": draw(numbers(0, 3)),
        "echelons": draw(several(ECHELONS)), "from_months": low,
        "to_months": draw(numbers(71, LAST_MONTH)), "zones": draw(several([*BY_CODE, EVERYWHERE])),
        "languages": draw(several(LANGUAGE)), "interpreter": draw(st.sampled_from(["", "ja", "nee"])),
        "cost": draw(st.sampled_from(["", *COST_WORDS])), "referral": draw(st.sampled_from(["", *REFERRAL_WORDS])),
        "phone": draw(st.sampled_from(["", "+32 9 000 00 00", "(09) 000.00.00", "-1"])),
        "mail": draw(st.sampled_from(["", "hallo@example.org", "+iets@example.org", "=a@example.org"])),
        "web": draw(st.sampled_from(["", "https://example.org/a?b=c"])),
        "checked_on": draw(st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(str)) if checks else "",
        "checked_by": "Wie " + draw(words("checked_by")) if checks else "",
        "wait_words": raw["wait_words"] if checks else "", "wait_days": draw(numbers(0, 3650)) if checks else "",
        "free_places": draw(numbers(0, 10_000)) if checks else "", "silent_after": draw(numbers(1, LONGEST_SILENCE)),
        "until": draw(st.sampled_from(["", "2026-11-21", "2026-11-22", "2027-01-01"])),
    }  # fmt: skip
    if draw(st.booleans()):
        raw["latitude"] = repr(draw(st.floats(49, 52)))
        raw["longitude"] = repr(draw(st.floats(2, 7)))
    entry, faults = checked({name: text[: LONGEST.get(name, 5000)] for name, text in raw.items()}, "hier")
    assert entry is not None, faults
    return entry
