"""After an emergency: a reviewer of the organisation looks, and then the parents are told, or after three days."""

import re

import pytest
from django.db import connections
from django.urls import reverse

from stek.circle.actions import keys
from stek.circle.models import BreakGlass
from stek.circle.tests.builders import make_doctor, make_family, make_person, make_reviewer
from stek.kit import clock

WHY = "Ze staat hier met koorts en kan niets vertellen."
ABOUT_IT = ("noodgeval geopend", "in een noodgeval,", 'id="nakijken"', "Dokter", WHY)


@pytest.fixture
def family(db):
    family = make_family("Nina", "Maaike")
    family.doctor = make_doctor()
    family.glass = family.breaks_in(family.doctor, WHY)
    assert family.doctor.browser.get(f"/families/{family.id}/").status_code == 200
    return family


def opened_ago(superuser, hours):
    superuser.execute("update circle_breakglass set opened_at = now() - make_interval(hours => %s)", [hours])


def shown(family, who, name):
    return who.browser.get(reverse(name, args=[] if name == "home" else [family.id])).content.decode()


def looks(family, reviewer, **sent):
    return reviewer.browser.post(reverse("emergency_look", args=[family.id, family.glass]), {"says": "seen"} | sent)


def is_told(family) -> set[bool]:
    """Whether the parents are told, on each page that would."""
    return {
        any(words in shown(family, parent, name) for words in ABOUT_IT)
        for parent in family.parents
        for name in ("home", "access", "trail")
    }


def test_before_anybody_looked_no_page_of_a_parent_says_a_word_of_it(family, superuser):
    assert is_told(family) == {False}
    opened_ago(superuser, 71)
    assert is_told(family) == {False}
    opened_ago(superuser, 73)
    assert is_told(family) == {True}


def test_a_reviewer_reads_the_reason_and_nothing_of_the_family_and_then_the_parents_know(family):
    reviewer = make_reviewer(family.doctor)
    assert reverse("emergency_reviews") in reviewer.browser.get("/families/").content.decode()
    listed = reviewer.browser.get(reverse("emergency_reviews")).content.decode()
    page = reviewer.browser.get(reverse("emergency_look", args=[family.id, family.glass])).content.decode()
    assert "Dokter" in listed and WHY in page and "kinderarts" in page
    assert not any(name in listed + page for name in ("Nina", "Maaike", "June"))
    assert reviewer.browser.get(f"/families/{family.id}/").status_code == 404
    assert looks(family, reviewer).status_code == 302
    assert is_told(family) == {True}
    assert "Nagekeken." in reviewer.browser.get(reverse("emergency_reviews")).content.decode()


def test_parents_read_who_it_was_where_they_work_and_whom_to_call_and_the_reason_when_a_reviewer_says_so(family):
    reviewer = make_reviewer(family.doctor)
    looks(family, reviewer)
    for parent in family.parents:
        for name in ("home", "access", "trail"):
            page = shown(family, parent, name)
            assert WHY not in page and ">Gezien<" in page and 'href="tel:025248520"' in page
            assert "Dokter" in page and "kinderarts" in page and family.doctor.person.organisation.name in page
    looks(family, reviewer, tells_why="on")
    for parent in family.parents:
        for name in ("home", "access", "trail"):
            assert f"De reden: {WHY}" in shown(family, parent, name)


def test_not_yet_keeps_it_from_the_parents_for_thirty_days(family, superuser):
    assert looks(family, make_reviewer(family.doctor), says="not_yet").status_code == 302
    opened_ago(superuser, 24 * 30 - 1)
    superuser.execute("update circle_glassreview set said_at = said_at - interval '29 days'")
    assert is_told(family) == {False}
    opened_ago(superuser, 24 * 30)
    assert is_told(family) == {True}


def test_not_yet_after_the_parents_know_changes_nothing_and_is_not_offered(family, superuser):
    opened_ago(superuser, 73)
    reviewer = make_reviewer(family.doctor)
    response = looks(family, reviewer, says="not_yet")
    assert response.status_code == 422 and "Nog niet laten weten" not in response.content.decode()
    assert is_told(family) == {True}
    assert looks(family, reviewer, says="hide").status_code == 422


def test_for_who_is_no_reviewer_of_it_the_page_is_not_there(family):
    for who in (*family.parents, family.doctor, make_person("Vera", "midwife"), make_reviewer(make_doctor("Elders"))):
        assert looks(family, who).status_code == 404
        assert "na te kijken" in who.browser.get(reverse("emergency_reviews")).content.decode()
        assert "noodgevallen na" not in who.browser.get("/families/").content.decode()
    assert is_told(family) == {False}


def test_it_stands_on_top_for_each_parent_until_that_parent_has_seen_it_and_stays_in_the_list_of_who_read(family):
    looks(family, make_reviewer(family.doctor))
    page = shown(family, family.parent, "home")
    assert page.index('id="nakijken"') < page.index("Iets noteren")
    path = reverse("emergency_review", args=[family.id, family.glass])
    names, nina = ("home", "access", "trail"), family.parent
    before = [bare(shown(family, nina, name)) for name in names]
    for _ in range(2):
        assert family.parents[1].browser.post(path).status_code == 302
    assert [bare(shown(family, nina, name)) for name in names] == before  # that Maaike looked is Maaike's
    for parent, asked in ((nina, True), (family.parents[1], False)):
        for name in names:
            page = shown(family, parent, name)
            assert (">Gezien<" in page) is asked and ('id="nakijken"' in page) is (asked and name != "trail")
        assert ("je zag dit op" in page) is not asked
    nina.browser.post(path)
    assert not any(">Gezien<" in shown(family, nina, name) for name in names)


def bare(page: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]*', "", page)


def test_nobody_but_a_parent_who_was_told_says_that_it_was_seen(family):
    path = reverse("emergency_review", args=[family.id, family.glass])
    vera = make_person("Vera", "midwife")
    family.ask_in(vera)
    for who in (vera, family.doctor, make_person("Vreemde"), make_reviewer(family.doctor), family.parent):
        assert who.browser.post(path).status_code == 404
    with family.doctor.acting():
        assert BreakGlass.objects.get().reviewed_at is None


def test_at_night_there_is_one_quiet_line_and_nothing_to_do(family):
    looks(family, make_reviewer(family.doctor))
    browser = family.parent.browser
    browser.cookies["thema"] = "nacht"
    page = browser.get("/").content.decode()
    assert "Nakijken mag morgen." in page and ">Gezien<" not in page


def test_a_parent_of_two_families_hears_of_both(family):
    nina = family.parent
    sent = {"called": "Nina", "relation": "mother", "child": "Zoë", "born_on": str(clock.today())}
    other = nina.browser.post("/families/new/", sent).headers["Location"].split("/")[2]
    code = nina.browser.post(f"/families/{other}/emergency/code/").content.decode().split('class="code">')[1][:14]
    looks(family, make_reviewer(family.doctor))
    assert "Zoë: iemand opende" not in shown(family, nina, "home")
    late = make_doctor("Later", "gp")
    assert late.browser.post("/emergency/", {"code": code, "why": "Koorts."}).status_code == 302
    with late.acting():
        glass = BreakGlass.objects.get().id
    made = make_reviewer(late).browser.post(f"/families/{other}/emergency/{glass}/look/", {"says": "seen"})
    assert made.status_code == 302
    page = shown(family, nina, "home")
    assert "Zoë: iemand opende dit verhaal in een noodgeval." in page
    assert f"/families/{other}/access/#nakijken" in page


def test_the_reason_turns_with_the_keys_and_goes_with_the_family(family, settings, superuser):
    reviewer = make_reviewer(family.doctor)
    page = reverse("emergency_look", args=[family.id, family.glass])
    before = superuser.execute("select key_wrapped from circle_glassreason").fetchone()
    settings.FAMILY_KEYS = ["b" * 43 + "=", *settings.FAMILY_KEYS]
    assert keys.verify_keys().older == 2 == keys.rotate_keys()
    assert superuser.execute("select key_wrapped from circle_glassreason").fetchone() != before
    settings.FAMILY_KEYS = settings.FAMILY_KEYS[:1]
    assert keys.verify_keys().older == 0 == keys.verify_keys().shut_drafts
    assert WHY in reviewer.browser.get(page).content.decode()
    keys.destroy_keys(family=family.id)
    assert superuser.execute("select count(*) from circle_glassreason").fetchone() == (0,)
    gone = reviewer.browser.get(page)
    assert gone.status_code == 200 and WHY not in gone.content.decode()
    connections["owner"].close()
