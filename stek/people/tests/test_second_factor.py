"""A second key beside the password: a code, a passkey, a paper list."""

import json
import time
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from stek.people.models import Person
from stek.people.tests.test_sign_in import PASSWORD, is_in, sign_in, token


@pytest.fixture(autouse=True)
def half_a_minute_that_lasts(monkeypatch):
    """A code is good for half a minute of the clock; however slow a test, it stays the one of now."""
    now = time.time()
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: now))


@pytest.fixture
def an(db) -> Person:
    return Person.objects.create_user("an@example.org", PASSWORD, name="An", discipline="midwife")


def code(secret: str, steps_on: int = 0) -> str:
    counter = next(iter(totp.yield_hotp_counters_from_time())) + steps_on
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


@pytest.fixture
def secret(an) -> str:
    """An has a code on her phone since a while."""
    made = totp.generate_totp_secret()
    totp.TOTP.activate(an, made)
    return made


def confirmed(browser: Client) -> Client:
    """Said once more who they are, as the pages that change a key ask for."""
    assert browser.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302
    return browser


def second_factor_at(superuser, browser):
    row = superuser.execute(
        "select second_factor_at from people_livesession where token_hash = sha256(%s)", [token(browser).encode()]
    ).fetchone()
    return row and row[0]


def test_a_code_is_set_up_with_the_password_and_the_first_code(an):
    browser = Client()
    sign_in(browser)
    assert "reauthenticate" in browser.get("/accounts/2fa/totp/activate/").headers["Location"]
    page = confirmed(browser).get("/accounts/2fa/totp/activate/")
    assert page.status_code == 200
    made = browser.session["mfa.totp.secret"]
    assert browser.post("/accounts/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.exists()
    assert browser.post("/accounts/2fa/totp/activate/", {"code": code(made)}).status_code == 302
    assert Authenticator.objects.filter(user=an, type="totp").count() == 1


def test_with_a_code_set_up_the_password_alone_opens_nothing(an, secret):
    browser = Client()
    response = sign_in(browser)
    assert response.status_code == 302 and "2fa/authenticate" in response.headers["Location"]
    assert not is_in(browser)
    assert browser.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert not is_in(browser)


def test_with_the_code_one_is_in_and_the_hour_of_the_second_key_is_known(an, secret, superuser):
    browser = Client()
    sign_in(browser)
    assert browser.post("/accounts/2fa/authenticate/", {"code": code(secret)}).status_code == 302
    assert is_in(browser) and second_factor_at(superuser, browser) is not None


def test_without_a_second_key_the_hour_is_not_known(an, superuser):
    browser = Client()
    sign_in(browser)
    assert is_in(browser) and second_factor_at(superuser, browser) is None


def test_a_code_works_once(an, secret):
    first, second, used = Client(), Client(), code(secret)
    for browser in (first, second):
        sign_in(browser)
        browser.post("/accounts/2fa/authenticate/", {"code": used})
    assert is_in(first) and not is_in(second)


def test_giving_the_code_once_more_makes_it_fresh(an, secret, superuser):
    browser = Client()
    sign_in(browser)
    browser.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    superuser.execute("update people_livesession set second_factor_at = now() - interval '1 hour'")
    superuser.execute("truncate people_attempts")  # half a minute later the code is another one
    assert browser.get("/accounts/2fa/reauthenticate/").status_code == 200
    assert browser.post("/accounts/2fa/reauthenticate/", {"code": code(secret)}).status_code == 302
    (age,) = superuser.execute("select now() - max(second_factor_at) from people_livesession").fetchone()
    assert age.total_seconds() < 60


def test_a_password_given_once_more_is_no_second_key(an, superuser):
    browser = Client()
    sign_in(browser)
    assert browser.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302
    assert second_factor_at(superuser, browser) is None


def test_a_code_on_paper_opens_the_door_once(an, secret, superuser):
    browser = Client()
    sign_in(browser)
    browser.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    assert confirmed(browser).post("/accounts/2fa/recovery-codes/generate/", {}).status_code == 302
    kept = Authenticator.objects.get(user=an, type="recovery_codes").wrap().get_unused_codes()
    assert len(kept) == 10
    assert kept[0] in browser.get("/accounts/2fa/recovery-codes/").content.decode()
    for expected in (True, False):
        again = Client()
        sign_in(again)
        again.post("/accounts/2fa/authenticate/", {"code": kept[0]})
        assert is_in(again) is expected


@pytest.mark.parametrize("path", ["", "totp/activate/", "webauthn/", "webauthn/add/"])
def test_the_pages_of_the_second_key_are_there_for_who_says_once_more_who_they_are(an, path):
    assert Client().get(f"/accounts/2fa/{path}").status_code == 302
    browser = Client()
    sign_in(browser)
    response = confirmed(browser).get(f"/accounts/2fa/{path}")
    assert response.status_code == 200 and 'lang="nl-BE"' in response.content.decode()


def test_signing_in_with_a_passkey_is_offered(an):
    response = Client().get(
        "/accounts/2fa/webauthn/login/", headers={"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"}
    )
    asked = json.loads(response.content)["request_options"]["publicKey"]
    assert len(asked["challenge"]) > 20 and asked.get("userVerification") in ("required", "preferred")
    assert "allowCredentials" not in asked or asked["allowCredentials"] == []


def test_the_secret_of_a_code_is_not_on_any_other_page(an, secret):
    browser = Client()
    sign_in(browser)
    browser.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    for path in ("/accounts/2fa/", "/", "/accounts/2fa/webauthn/"):
        assert secret not in browser.get(path).content.decode()
