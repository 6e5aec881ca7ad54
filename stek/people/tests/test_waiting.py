"""A session that ended while somebody was typing: the words wait, locked, for that person alone."""

import base64

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from stek.circle.models import BreakGlass
from stek.circle.tests.builders import make_family, make_person
from stek.kit import clock
from stek.people import door
from stek.people.models import Person

PASSWORD = "een lange zin die ik onthoud"
SIGN_IN = "/accounts/login/"


def with_password(somebody) -> str:
    person = Person.objects.get(pk=somebody.id)
    person.set_password(PASSWORD)
    person.save()
    return person.email


def sign_in(browser, email, follow_to="/"):
    return browser.post(f"{SIGN_IN}?next={follow_to}", {"login": email, "password": PASSWORD, "next": follow_to})


@pytest.fixture
def family(db):
    return make_family("Nina", "Maaike")


def typed(browser, family, path="observations/new/", **fields):
    """Open a form, lose the session, and send it."""
    where = path if path.startswith("/") else f"/families/{family.id}/{path}"
    page = browser.get(where).content.decode()
    hidden = {name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("tag", "page", "id")}
    door.end_session(token=browser.cookies[settings.SESSION_COOKIE_NAME].value, at=clock.now())
    return browser.post(where.replace("/observations/new/", "/observations/"), hidden | fields)


def test_the_words_are_there_again_for_the_same_person(family):
    email, browser = with_password(family.parent), family.parent.browser
    sent = {
        "words": 'Een "lange" <zin>\r\nmet een regel.',
        "tone": "worry",
        "about": [str(family.child)],
        "readers": "circle",
    }
    response = typed(browser, family, **sent)
    back = response.headers["Location"]
    assert response.status_code == 302 and back.startswith(SIGN_IN)
    response = sign_in(browser, email, f"/families/{family.id}/observations/new/")
    page = browser.get(response.headers["Location"]).content.decode()
    assert "Een &quot;lange&quot; &lt;zin&gt;" in page and "met een regel.</textarea>" in page
    assert 'value="worry"' in page and page.count("checked") >= 4 and "Kijk dit even na" not in page
    fields = {name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("tag", "page", "id")}
    browser.post(f"/families/{family.id}/observations/", sent | fields)
    again = browser.get(f"/families/{family.id}/observations/new/").content.decode()
    assert "lange" not in again  # until it is saved


def test_somebody_else_on_the_same_device_never_sees_them(family):
    browser = family.parent.browser
    typed(browser, family, words="Alleen van Nina.")
    other = with_password(family.parents[1])
    sign_in(browser, other)
    for path in ("observations/new/", "", "story/"):
        assert "Alleen van Nina." not in browser.get(f"/families/{family.id}/{path}").content.decode()
    browser.post("/accounts/logout/")
    sign_in(browser, with_password(family.parent))
    assert "Alleen van Nina." not in browser.get(f"/families/{family.id}/observations/new/").content.decode()


def test_while_they_wait_nobody_who_finds_the_database_reads_them(family, superuser):
    typed(family.parent.browser, family, words="kwetsbaar-woord")
    stored = superuser.execute("select session_key, session_data from django_session").fetchall()
    assert stored and not any(b"kwetsbaar" in data.encode() for _, data in stored)
    assert not any(b"kwetsbaar" in base64.b64decode(data) for _, data in stored)


@pytest.mark.parametrize(
    ("path", "field"),
    [("influences/new/", "words"), ("ties/new/", "label"), ("circle/invitations/new/?relation=midwife", "called"), ("correction", "words"), ("readers", "why")],
)  # fmt: skip
def test_every_form_where_people_type_waits(family, path, field):
    sent = [
        family.parent.browser.post(f"/families/{family.id}/observations/", {"words": f"n{n}", "readers": "circle"})
        for n in range(2)
    ]
    if path in ("correction", "readers"):
        path = f"observations/{sent[0].headers['Location'].split('/')[4]}/{path}/"
    email, browser = with_password(family.parent), family.parent.browser
    typed(browser, family, path, **{field: "wat ik typte"})
    sign_in(browser, email)
    assert "wat ik typte" in browser.get(f"/families/{family.id}/{path}").content.decode()


def test_the_reason_in_an_emergency_waits_for_who_gave_it_and_opens_nothing_meanwhile(family):
    doctor, other = make_person("Dokter", "gp", second_factor_at=clock.now()), make_person("Ander", "midwife")
    emails, path = [with_password(who) for who in (doctor, other)], "/emergency/"
    browser = doctor.browser
    response = typed(browser, family, path, code="BCDF-GHJK-MNPQ", why='Koorts, <en> "niemand" weet wat.')
    assert response.status_code == 302 and response.headers["Location"].startswith(SIGN_IN)
    landed = sign_in(browser, emails[0], path)
    assert landed.headers["Location"] == path
    page = browser.get(path).content.decode()
    assert "BCDF-GHJK-MNPQ" in page
    assert "Koorts, &lt;en&gt; &quot;niemand&quot; weet wat.</textarea>" in page and "Kijk dit even na" not in page
    assert "Koorts" in browser.get(path).content.decode()  # until it is sent
    browser = other.browser
    typed(browser, family, path, why="Alleen van Ander.")
    sign_in(browser, emails[0])
    assert "Alleen van Ander." not in browser.get(path).content.decode()
    with family.parent.acting():
        assert not BreakGlass.objects.exists()


def test_a_story_that_one_was_beginning_waits_with_every_choice(db):
    nina = make_person("Nina")
    email, browser, path = with_password(nina), nina.browser, "/families/new/"
    page = browser.get(path).content.decode()
    hidden = {name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("tag", "page", "id")}
    door.end_session(token=browser.cookies[settings.SESSION_COOKIE_NAME].value, at=clock.now())
    sent = {"called": "Nina V.", "relation": "mother", "child": "Ju<ne>", "born_on": "2026-09-13"}
    response = browser.post(path, hidden | sent)
    assert response.status_code == 302 and response.headers["Location"].startswith(SIGN_IN)
    assert sign_in(browser, email, path).headers["Location"] == path
    page = browser.get(path).content.decode()
    for stays in ('value="Nina V."', 'value="Ju&lt;ne&gt;"', 'value="2026-09-13"', hidden["id"]):
        assert stays in page
    assert page.split('value="mother"')[1].split(">")[0].count("checked") == 1 and "Kijk dit even na" not in page
    fields = {name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("tag", "page", "id")}
    assert browser.post(path, fields | sent).status_code == 302
    assert "Ju&lt;ne&gt;" in browser.get("/").content.decode()


def test_a_mark_that_was_not_ours_keeps_nothing(family):
    browser = Client()
    sent = {"words": "x", "tag": "forged:mark", "page": "/"}
    assert browser.post(f"/families/{family.id}/observations/", sent).status_code == 302
    assert not Session.objects.exists()


def test_a_page_elsewhere_is_not_gone_to(family):
    browser = family.parent.browser
    response = typed(browser, family, words="x", page="https://evil.example/")
    email = with_password(family.parent)
    landed = browser.post(
        response.headers["Location"], {"login": email, "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert landed.status_code == 302 and "evil" not in landed.headers["Location"]


def test_a_draft_without_a_session_says_so_to_the_script(family):
    response = Client().post("/drafts/", {"words": "x"}, headers={"X-Stek-Form": "1"})
    assert response.status_code == 401 and response["X-Stek-Go"].startswith(SIGN_IN)


def test_a_form_that_lay_open_too_long_shows_what_was_typed(family):
    browser = Client(enforce_csrf_checks=True)
    for path, field in ((f"/families/{family.id}/observations/", "words"), ("/emergency/", "why")):
        response = browser.post(path, {field: "mijn <zin>"})
        assert response.status_code == 403 and "mijn &lt;zin&gt;</textarea>" in response.content.decode()


def test_a_session_of_which_the_cookie_is_forged_is_nobody(family):
    for cookie in ("x", "0" * 32, family.parent.token[:-1] + "!", "a" * 5000):
        browser = Client()
        browser.cookies[settings.SESSION_COOKIE_NAME] = cookie
        assert browser.get(f"/families/{family.id}/").status_code == 302
