"""The door for an emergency: alike for whatever is wrong; a parent's code; a second key; and what comes in."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from stek.circle.models import BreakGlass
from stek.circle.rules import CODE_LETTERS, Relation, spelled, typed
from stek.circle.tests.builders import make_doctor, make_family, make_person
from stek.people.rules import HEALTH_PROFESSIONALS, Discipline
from stek.story.tests.sending import noted, send, words_of

WHY = "Ze staat hier met koorts en kan niets vertellen."
WRONG = "BCDF-GHJK-MNPQ"
DOOR = "/emergency/"


@pytest.fixture
def family(db):
    family = make_family("Nina", "Maaike")
    noted(family, family.parent, "Van thuis.")
    return family


def knock(who, code=WRONG, why=WHY):
    return who.browser.post(DOOR, {"code": code, "why": why})


def told(response) -> tuple:
    """What somebody receives, without what is new on every page."""
    fresh = rb'name="(csrfmiddlewaretoken|tag|id)" value="[^"]*"|"X-CSRFToken": "[^"]*"|data-account="[^"]*"|<bdi>[^<]*</bdi>'
    return response.status_code, re.sub(fresh, b"", response.content).replace(b'value="%s"' % WRONG.encode(), b"")


def test_it_opens_what_is_shared_for_reading_and_nothing_else(family):
    noted(family, family.parent, "Alleen van mij.", readers="me")
    who = make_doctor()
    assert knock(who, family.code()).headers["Location"] == f"/families/{family.id}/"
    assert words_of(family, who) == ["Van thuis."]
    assert send(family, who, "Koorts.").status_code == 403
    for path in ("access/", "trail/", "ties/new/", "circle/invitations/new/", "emergency/", "emergency/code/"):
        assert who.browser.get(f"/families/{family.id}/{path}").status_code == 404
    page = who.browser.get(f"/families/{family.id}/").content.decode()
    assert "Je bent hier in een noodgeval" in page and "Wie ziet d" not in page


def test_after_an_hour_the_door_is_shut(family, superuser):
    who = make_doctor()
    family.breaks_in(who)
    superuser.execute("update circle_breakglass set opened_at = now() - interval '61 minutes', until_at = now()")
    assert who.browser.get(f"/families/{family.id}/").status_code == 404


def test_it_opens_for_health_professionals_and_whatever_is_wrong_the_answer_is_the_same_to_the_byte(family):
    code, kin = family.code(), make_doctor("Tante")
    family.ask_in(kin, Relation.KIN, may=())
    wrong = told(knock(make_doctor()))
    assert wrong[0] == 403 and b"De deur blijft dicht. De code klopt niet, of jij kan er niet mee binnen." in wrong[1]
    tired = make_doctor("Vijf keer")
    assert {told(knock(tired)) for _ in range(5)} == {wrong}
    others = [make_doctor("Juf", one) for one in ("", *(set(Discipline) - HEALTH_PROFESSIONALS))]
    for who in (kin, tired, *others):
        typed_right = told(knock(who, code))
        assert (typed_right[0], typed_right[1].replace(b'value="%s"' % code.encode(), b"")) == wrong, who.person
    for discipline in HEALTH_PROFESSIONALS:
        assert knock(make_doctor("Dokter", discipline), code).status_code == 302, discipline


def test_it_asks_for_a_second_key_of_this_moment_before_it_looks_at_a_code_and_keeps_what_was_typed(family, superuser):
    late = make_doctor(minutes_ago=6)
    Authenticator.objects.create(user=late.person, type=Authenticator.Type.TOTP, data={})
    right, wrong = knock(late, family.code()), knock(late)
    assert right.status_code == wrong.status_code == 403
    assert WHY in right.content.decode() and "Tweede sleutel gebruiken" in right.content.decode()
    assert "De code klopt niet" not in right.content.decode() + wrong.content.decode()
    assert superuser.execute("select count(*) from circle_wrongcode").fetchone() == (0,)
    assert late.browser.get(f"/families/{family.id}/").status_code == 404


def test_who_has_no_second_key_reads_it_at_the_door_makes_one_and_comes_back(family):
    who = make_person("Dokter", "gp")
    browser = who.browser
    for page in (browser.get(DOOR).content.decode(), knock(who).content.decode()):
        assert "Je hebt nog geen tweede sleutel" in page and "De code klopt niet" not in page
    [link] = re.findall(r'href="([^"]*second-key[^"]*)"', page)
    assert parse_qs(urlsplit(link).query) == {"next": [DOOR]}
    assert browser.get(link).headers["Location"] == "/accounts/2fa/"
    assert f'href="{DOOR}">Terug naar waar je was' in browser.get("/accounts/2fa/").content.decode()
    browser.get(DOOR)
    assert "Terug naar waar je was" not in browser.get("/accounts/2fa/").content.decode()
    for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)", "/\\example.org"):
        browser.get("/accounts/second-key/", {"next": elsewhere})
        assert "Terug naar waar je was" not in browser.get("/accounts/2fa/").content.decode()


def test_a_carer_of_the_circle_needs_no_code_and_finds_the_door_on_the_page_of_the_family(family):
    who = make_doctor()
    family.ask_in(who, Relation.PAEDIATRICIAN, may=())
    door = reverse("emergency_here", args=[family.id])
    assert door in who.browser.get(f"/families/{family.id}/").content.decode()
    assert 'name="code"' not in who.browser.get(door).content.decode()
    assert who.browser.post(door, {"why": WHY}).status_code == 302
    assert words_of(family, who) == ["Van thuis."]
    for other in (family.parent, make_doctor("Vreemde")):
        for method in (other.browser.get, other.browser.post):
            assert method(door).status_code == 404


def test_the_form_says_what_an_emergency_is_who_may_and_who_will_read_the_reason(db):
    page = make_doctor().browser.get(DOOR).content.decode()
    assert "iemands leven of gezondheid loopt nu gevaar" in page
    assert "met een nagekeken beroep en een tweede sleutel" in page
    assert "Je reden leest wie voor jouw organisatie nakijkt of dit nodig was." in page


def test_the_reason_is_kept_for_who_reviews_and_is_no_text_in_the_database(family, superuser):
    family.breaks_in(make_doctor(), WHY)
    (kept,) = superuser.execute("select why_sealed from circle_glassreason").fetchone()
    assert len(bytes(kept)) > len(WHY) and WHY.encode() not in bytes(kept)


def test_without_a_reason_or_a_code_it_stays_shut_and_nothing_counts(family, superuser):
    who, code = make_doctor(), family.code()
    for given, why in ((code, ""), (code, "   "), (code, "x" * 2001), (code, "\x00"), ("", WHY)):
        response = knock(who, given, why)
        assert response.status_code == 422 and 'class="errors"' in response.content.decode()
    assert superuser.execute("select count(*) from circle_wrongcode").fetchone() == (0,)


def test_pressed_twice_it_is_opened_once(family):
    who, code = make_doctor(), family.code()
    assert [knock(who, code).status_code for _ in range(2)] == [302, 302]
    with who.acting():
        assert BreakGlass.objects.count() == 1


def test_a_code_is_shown_once_and_the_new_one_takes_the_place_of_the_former(family):
    path, browser = reverse("emergency_code", args=[family.id]), family.parent.browser
    form = {"id": "0190aaaa-0000-7000-8000-00000000abcd"}
    first, again = (browser.post(path, form) for _ in range(2))
    [code] = re.findall(r'<p class="code">([^<]*)</p>', first.content.decode())
    assert first.status_code == 201 and f'<p class="code">{code}</p>' in again.content.decode()
    page = browser.get(path).content.decode()
    assert code not in page and "Je hebt een code, sinds" in page
    browser.post(path, {"id": "0190aaaa-0000-7000-8000-00000000abce"})
    assert knock(make_doctor(), code).status_code == 403
    assert browser.post(reverse("emergency_code_end", args=[family.id])).status_code == 302
    assert "Je hebt een code, sinds" not in browser.get(path).content.decode()
    for other in (family.parents[1], make_doctor()):
        assert "Je hebt een code, sinds" not in other.browser.get(path).content.decode()


def test_a_code_is_twelve_letters_and_digits_of_which_none_is_read_two_ways_and_counts_however_it_is_typed():
    codes = {spelled(number) for number in (*range(30), 28**12 - 1, 7**20)}
    assert len(codes) == 32 and all(re.fullmatch(r"(\w{4}-){2}\w{4}", code) for code in codes)
    assert not set("01OIULAE") & set(CODE_LETTERS) and len(set(CODE_LETTERS)) == 28
    for code in codes:
        assert typed(f" {code.lower().replace('-', ' ')}\n") == code.replace("-", "")
    assert typed("") == typed("ë°!") == ""
