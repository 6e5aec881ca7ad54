"""The primary care zones: sixty, each once, and honest about what was checked."""

import re

from stek.directory.demo import region
from stek.directory.zones import BY_CODE, EVERYWHERE, INVENTED, ZONES, zone_named


def test_there_are_sixty_of_which_one_in_brussels():
    assert len(ZONES) == 60 and [zone.name for zone in ZONES if zone.province == "Brussel"] == ["BruZEL"]
    assert len({zone.name for zone in ZONES}) == len(BY_CODE) - len(INVENTED) == 60


def test_west_flanders_has_twelve_and_no_zone_is_called_checked_that_is_not_there():
    assert sum(zone.province == "West-Vlaanderen" for zone in ZONES) == 12
    assert sum(zone.seen for zone in ZONES) == 25  # each met in a public source; see the file's own words


def test_a_code_is_plain_and_fits_its_column():
    assert all(re.fullmatch(r"[a-z0-9-]{2,40}", code) for code in [*BY_CODE, EVERYWHERE])


def test_a_zone_is_found_by_its_code_and_by_its_name():
    assert all(zone_named(zone.code) == zone_named(zone.name) == zone.code for zone in BY_CODE.values())
    assert zone_named("ELZ Kemp en Duin") == "kemp-en-duin" and zone_named("Atlantis") is None


def test_a_zone_of_the_demo_is_no_zone_of_flanders():
    assert all(zone.invented for zone in INVENTED) and not any(zone.invented for zone in ZONES)
    assert all(zone.code.startswith("stek-") for zone in INVENTED)
    assert not any(zone.code in region().decode() for zone in ZONES if len(zone.code) > 5)
