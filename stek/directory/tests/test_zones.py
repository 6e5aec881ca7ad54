"""The primary care zones: sixty, each once, and honest about what was checked."""

import csv
import re
from collections import Counter
from datetime import date
from importlib.resources import files

import pytest

from stek.directory.demo import region
from stek.directory.zones import BY_CODE, EVERYWHERE, INVENTED, ZONES, zone_named


def test_there_are_sixty_of_which_one_in_brussels():
    assert len(ZONES) == 60 and [zone.name for zone in ZONES if zone.province == "Brussel"] == ["BruZEL"]
    assert len({zone.name for zone in ZONES}) == len(BY_CODE) - len(INVENTED) == 60


def test_every_province_has_as_many_as_its_own_statistics_count():
    assert Counter(zone.province for zone in ZONES) == {
        "Antwerpen": 16, "Brussel": 1, "Limburg": 8, "Oost-Vlaanderen": 12, "Vlaams-Brabant": 11, "West-Vlaanderen": 12,
    }  # fmt: skip


def test_every_zone_says_when_and_where_its_name_was_met():
    with (files("stek.directory") / "data" / "zones.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == 60 and all(zone.seen for zone in ZONES)
    assert all(date.fromisoformat(row["seen_on"]) and row["seen_in"] for row in rows)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Oostende-Bredene", "Middenkust"),
        ("ELZ Regio Kortrijk", "Kortrijk-Kuurne-Harelbeke"),
        ("Antwerpen Noord", "Noord Antwerpen"),
        ("Aalst", "Regio Aalst"),
    ],
)
def test_a_name_from_before_is_the_same_zone(before, now):
    assert zone_named(before) == zone_named(now) and BY_CODE[zone_named(now)].name == now


def test_a_code_is_plain_and_fits_its_column():
    assert all(re.fullmatch(r"[a-z0-9-]{2,40}", code) for code in [*BY_CODE, EVERYWHERE])


def test_a_zone_is_found_by_its_code_and_by_its_name():
    assert all(zone_named(zone.code) == zone_named(zone.name) == zone.code for zone in BY_CODE.values())
    assert zone_named("ELZ Kemp en Duin") == "kemp-en-duin" and zone_named("Atlantis") is None


def test_a_zone_of_the_demo_is_no_zone_of_flanders():
    assert all(zone.invented for zone in INVENTED) and not any(zone.invented for zone in ZONES)
    assert all(zone.code.startswith("stek-") for zone in INVENTED)
    assert not any(zone.code in region().decode() for zone in ZONES if len(zone.code) > 5)
