"""Help is one tap away, for everybody, and nobody counts who taps."""

from datetime import date

from django.test import Client

from stek.circle.tests.builders import make_family, make_person
from stek.safety.help_numbers import help_numbers


def test_danger_comes_first():
    numbers = help_numbers()
    assert numbers[0].is_emergency and numbers[0].number == "112"
    assert [one.is_emergency for one in numbers] == sorted((one.is_emergency for one in numbers), reverse=True)


def test_every_number_can_be_dialled_and_says_for_what_and_when():
    for one in help_numbers():
        assert one.dial.isdigit() and str(one.name) and str(one.for_what) and str(one.when)
        assert date(2026, 11, 1) <= one.checked_on <= date.today()


def test_the_page_is_open_to_everybody_and_writes_nothing(db, superuser):
    family = make_family("Nina")
    counted = "select count(*) from trail_trailentry"
    before = superuser.execute(counted).fetchone()
    for browser in (Client(), family.parent.browser, make_person("Vera", "midwife").browser):
        page = browser.get("/help/").content.decode()
        for one in help_numbers():
            assert f'href="tel:{one.dial}"' in page
    assert superuser.execute(counted).fetchone() == before


def test_every_page_a_parent_sees_has_it(db):
    family = make_family("Nina")
    for path in ("", "story/", "observations/new/", "access/", "trail/", "ties/new/"):
        page = family.parent.browser.get(f"/families/{family.id}/{path}").content.decode()
        assert 'href="/help/"' in page and 'href="tel:112"' in page, path
        assert "data-quick-exit" in page, path
