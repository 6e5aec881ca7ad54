"""After an emergency access: parents are asked to look, for three days, and as long after as nobody has."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from stek.circle.models import BreakGlass
from stek.circle.rules import REVIEW, review_is_over, review_until
from stek.circle.tests.builders import make_family, make_person
from stek.circle.tests.test_emergency import WHY, break_in, doctor
from stek.kit import clock

OPENED = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
TICK = timedelta(microseconds=1)
ASKED, PAST = "Kijk je even na of dat nodig was?", "Niemand deed het al."


@pytest.mark.parametrize(
    ("after", "over"),
    [(timedelta(0), False), (REVIEW - TICK, False), (REVIEW, True), (REVIEW + TICK, True), (timedelta(days=90), True)],
)
def test_the_time_to_look_is_seventy_two_hours_and_is_over_on_the_very_moment(after, over):
    assert timedelta(hours=72) == REVIEW
    assert review_is_over(OPENED, OPENED + after) is over


@given(st.timedeltas(timedelta(0), timedelta(days=9000)).map(lambda later: OPENED + later))
def test_what_is_said_to_be_the_end_is_the_end(opened):
    assert not review_is_over(opened, review_until(opened) - TICK)
    assert review_is_over(opened, review_until(opened))


@pytest.fixture
def family(db):
    family = make_family("Nina", "Maaike")
    family.doctor = doctor()
    break_in(family, family.doctor)
    return family


def opened_ago(superuser, hours):
    superuser.execute("update circle_breakglass set opened_at = now() - make_interval(hours => %s)", [hours])


def shown(family, who, name):
    path = reverse(name, args=[family.id]) if name == "access" else reverse(name)
    return who.browser.get(path).content.decode()


def glass_of(family):
    with family.parent.acting():
        return BreakGlass.objects.get(family_id=family.id)


@pytest.mark.parametrize("name", ["home", "access"])
def test_it_stands_on_top_for_both_parents_without_the_reason_and_until_when(family, name):
    for parent in family.parents:
        page = shown(family, parent, name)
        section = page[page.index('id="nakijken"') : page.index("</section>", page.index('id="nakijken"'))]
        assert (
            WHY not in section
            and "De reden staat hier niet." in section
            and ASKED in section
            and ">Gezien<" in section
            and PAST not in section
        )
        assert page.index('id="nakijken"') < page.index("Iets noteren" if name == "home" else "Ouders lezen en noteren")


def test_until_when_is_said_to_the_minute(family):
    until = (glass_of(family).opened_at + REVIEW).astimezone()
    assert f"{until:%H:%M}" in shown(family, family.parent, "access").split("Dat kan tot ")[1][:40]
    assert f"{until.day} " in shown(family, family.parent, "access").split("Dat kan tot ")[1][:3]


def test_after_three_days_it_says_so_and_stays_until_somebody_looked(family, superuser):
    for hours, says, not_any_more in ((71, ASKED, PAST), (73, PAST, ASKED), (24 * 90, PAST, ASKED)):
        opened_ago(superuser, hours)
        for name in ("home", "access"):
            page = shown(family, family.parent, name)
            assert says in page and not_any_more not in page, hours


def test_when_one_parent_has_seen_it_it_is_gone_for_both_and_who_looked_is_told_to_nobody_else(family):
    path = reverse("emergency_review", args=[family.id, glass_of(family).id])
    assert family.parents[1].browser.post(path).status_code == 302
    for parent in family.parents:
        for name in ("home", "access"):
            assert 'id="nakijken"' not in shown(family, parent, name)
        there = parent.browser.get(reverse("trail", args=[family.id]), {"own": 1}).content.decode()
        for told in ("je zag dit op", "Jij zag dat er een noodgeval was."):
            assert (told in there) is (parent is family.parents[1])
        assert "In een noodgeval geopend" in there and "Maaike zag" not in there and "Gezien<" not in there


def test_nobody_but_a_parent_is_asked_to_look(family):
    vera = make_person("Vera", "midwife")
    family.ask_in(vera)
    for who in (vera, family.doctor):
        for path in ("/", "/families/", f"/families/{family.id}/"):
            page = who.browser.get(path).content.decode()
            assert WHY not in page and "nakijken" not in page and ASKED not in page


def test_at_night_there_is_one_quiet_line_and_nothing_to_do(family):
    browser = family.parent.browser
    browser.cookies["thema"] = "nacht"
    page = browser.get("/").content.decode()
    assert "Nakijken mag morgen." in page and WHY not in page and ">Gezien<" not in page


def test_a_parent_of_two_families_hears_of_both(family):
    nina = family.parent
    sent = {"called": "Nina", "relation": "mother", "child": "Zoë", "born_on": str(clock.today())}
    other = nina.browser.post("/families/new/", sent).headers["Location"].split("/")[2]
    assert "Zoë: iemand opende" not in shown(family, nina, "home")
    late = doctor("gp")
    assert late.browser.post(f"/families/{other}/emergency/", {"why": "Koorts."}).status_code == 302
    page = shown(family, nina, "home")
    assert WHY not in page and "Zoë: iemand opende dit verhaal in een noodgeval." in page
    assert f"/families/{other}/access/#nakijken" in page
