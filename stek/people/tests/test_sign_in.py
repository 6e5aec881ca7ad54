"""Signing in for real: nobody learns who has an account, and every session can be ended at once."""

import re
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from stek.circle import actions
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family
from stek.people.adapters import AccountAdapter
from stek.people.models import Person
from stek.policy import Role
from stek.story.tests.sending import at_once

PASSWORD = "een lange zin die ik onthoud"
SIGN_IN = "/accounts/login/"


@pytest.fixture
def an(db) -> Person:
    return Person.objects.create_user("an@example.org", PASSWORD, name="An")


def sign_in(browser: Client, email: str = "an@example.org", password: str = PASSWORD):
    return browser.post(SIGN_IN, {"login": email, "password": password})


def token(browser: Client) -> str:
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def is_in(browser: Client) -> bool:
    return browser.get("/families/").status_code == 200


def plain(response) -> tuple[int, str]:
    """Without what is new on every page, and without the address that was typed."""
    content = re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', "", response.content.decode())
    return response.status_code, re.sub(r"[\w.]+@example\.org", "", content)


def test_with_the_right_words_one_is_in(an):
    browser = Client()
    assert not is_in(browser)
    assert sign_in(browser).status_code == 302
    assert is_in(browser) and "An" in browser.get("/families/").content.decode()


@pytest.mark.parametrize("email", ["AN@example.org", " an@example.org ", "An@Example.Org"])
def test_capitals_and_spaces_do_not_matter(an, email):
    browser = Client()
    sign_in(browser, email)
    assert is_in(browser)


def test_a_wrong_password_and_an_unknown_address_are_told_the_same(an):
    wrong = sign_in(Client(), password="iets anders")
    unknown = sign_in(Client(), email="nobody@example.org")
    assert wrong.status_code == 200 and plain(wrong) == plain(unknown)


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(an):
    known, unknown = (
        Client().post("/accounts/password/reset/", {"email": email}, follow=True)
        for email in ("an@example.org", "nobody@example.org")
    )
    assert plain(known) == plain(unknown)
    assert {message.to[0] for message in mail.outbox} == {"an@example.org", "nobody@example.org"}
    for message in mail.outbox:
        assert "Stek" in message.subject + message.body and "An" not in message.subject


def test_a_new_password_by_mail_works_once_and_ends_every_session(an):
    elsewhere, browser = Client(), Client()
    sign_in(elsewhere)
    browser.post("/accounts/password/reset/", {"email": "an@example.org"})
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[0].body)
    assert link
    page = browser.get(link[1])
    new = "een heel andere lange zin"
    changed = browser.post(page.headers["Location"], {"password1": new, "password2": new})
    assert changed.status_code == 302 and not is_in(elsewhere)
    fresh = Client()
    sign_in(fresh)
    assert not is_in(fresh)
    sign_in(fresh, password=new)
    assert is_in(fresh)
    assert Client().get(link[1]).status_code in (200, 302)
    again = Client()
    spent = again.get(link[1], follow=True).content.decode()
    assert 'name="password1"' not in spent


def test_a_changed_password_ends_every_session_also_this_one(an):
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    new = "een heel andere lange zin"
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert not is_in(here) and not is_in(there)


def test_a_short_or_common_password_is_refused_in_dutch(an):
    browser = Client()
    sign_in(browser)
    for weak in ("kort", "qwerty123456", "an@example.org"):
        response = browser.post(
            "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
        )
        assert response.status_code == 200 and "wachtwoord" in response.content.decode().lower()
    assert is_in(browser)


def test_the_key_of_a_session_is_new_after_signing_in(an):
    """Whoever planted a cookie before holds nothing."""
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = planted = "x" * 32
    browser.get(SIGN_IN)
    sign_in(browser)
    assert is_in(browser) and token(browser) != planted
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert not is_in(thief)


def test_a_key_that_was_ours_before_signing_in_is_not_kept_either(an):
    family = make_family("Nina")
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        _place, secret = actions.invite(called="x", role=Role.KIN, relation=Relation.FRIEND, by=here, at=here.at)
    browser = Client()
    browser.get(f"/invitations/{secret}/")
    before = token(browser)
    sign_in(browser)
    assert token(browser) != before


def test_signing_out_ends_the_session_for_whoever_copied_the_cookie(an):
    browser, thief = Client(), Client()
    sign_in(browser)
    thief.cookies[settings.SESSION_COOKIE_NAME] = token(browser)
    assert is_in(thief)
    browser.post("/accounts/logout/")
    assert not is_in(browser) and not is_in(thief)


def test_who_left_without_reach_is_signed_out_by_the_next_request_whatever_it_asks(an):
    for path, status in (("/families/", 302), (SIGN_IN, 200), ("/nothing/", 404), ("/help/", 200)):
        browser, thief = Client(), Client()
        sign_in(browser)
        thief.cookies[settings.SESSION_COOKIE_NAME] = token(browser)
        browser.cookies["stek_away"] = "1"
        answer = browser.get(path)
        assert answer.status_code == status and "Afmelden" not in answer.content.decode(), path
        assert browser.cookies["stek_away"].value == "" and not is_in(thief) and not is_in(browser), path
        sign_in(browser)
        assert is_in(browser), path


def test_signing_in_is_what_who_left_without_reach_may_ask_first(an):
    browser = Client()
    sign_in(browser)
    browser.cookies["stek_away"] = "1"
    sign_in(browser)
    assert is_in(browser)


def test_somebody_who_is_no_longer_active_is_nobody_at_once(an):
    browser = Client()
    sign_in(browser)
    Person.objects.filter(pk=an.pk).update(is_active=False)
    assert not is_in(browser)
    refused = Client()
    sign_in(refused)
    assert not is_in(refused)


def test_the_database_holds_no_key_and_no_readable_session(an, superuser):
    browser = Client()
    sign_in(browser)
    for table in ("django_session", "people_livesession"):
        rows = superuser.execute(f"select {table}::text from {table}").fetchall()
        assert rows and not any(
            token(browser) in str(row) or str(an.pk) in str(row) for row in rows if table == "django_session"
        )
        assert not any(token(browser) in str(row) for row in rows)


def test_nobody_signs_up_without_an_invitation(an):
    for response in (
        Client().get("/accounts/signup/"),
        Client().post("/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD, "name": "Nieuw"}),
    ):
        assert response.status_code == 200 and "uitnodiging" in response.content.decode()
    assert Person.objects.count() == 1


def test_with_an_invitation_one_makes_an_account_and_steps_in(db):
    family = make_family("Nina")
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        _place, secret = actions.invite(called="Rita", role=Role.KIN, relation=Relation.FRIEND, by=here, at=here.at)
    browser, link = Client(), f"/invitations/{secret}/"
    assert browser.get(link).status_code == 200
    form = {"email": "rita@example.org", "password1": PASSWORD, "name": "Rita", "next": link}
    response = browser.post(f"/accounts/signup/?next={link}", form)
    assert response.status_code == 302 and response.headers["Location"] == link
    assert browser.post(link).headers["Location"].startswith(f"/families/{family.id}/")
    assert browser.get(f"/families/{family.id}/").status_code == 200


def test_an_invitation_makes_no_second_account_for_an_address(an):
    family = make_family("Nina")
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        _place, secret = actions.invite(called="x", role=Role.KIN, relation=Relation.FRIEND, by=here, at=here.at)
    count = Person.objects.count()
    for email in ("AN@example.org", "an@example.org"):
        browser = Client()
        browser.get(f"/invitations/{secret}/")
        response = browser.post("/accounts/signup/", {"email": email, "password1": PASSWORD, "name": "x"})
        assert response.status_code == 200 and "er al een account" in response.content.decode()
        assert not is_in(browser)
    assert Person.objects.count() == count


def test_two_who_ask_for_the_same_new_address_at_once_make_one_account_and_the_other_reads_one_sentence(
    db, monkeypatch
):
    """Both have been told that the address is free before either makes the account, if nothing stops the second."""
    secrets, family = [], make_family("Nina")
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        for called in ("Rita", "Tante Rita"):
            secrets.append(actions.invite(called=called, role=Role.KIN, relation=Relation.KIN, by=here, at=here.at)[1])
    both_look, save = Barrier(2), AccountAdapter.save_user

    def after_both_looked(self, *given, **more):
        with suppress(BrokenBarrierError):
            both_look.wait(1)
        return save(self, *given, **more)

    monkeypatch.setattr(AccountAdapter, "save_user", after_both_looked)

    def sign_up(secret, email):
        browser = Client(raise_request_exception=False)
        browser.get(f"/invitations/{secret}/")
        sent = {"email": email, "password1": PASSWORD, "name": "Rita"}
        return lambda: browser.post("/accounts/signup/", sent)

    answers = at_once(sign_up(secrets[0], "rita@example.org"), sign_up(secrets[1], "Rita@Example.org"))
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    refused = next(answer for answer in answers if answer.status_code == 200).content.decode()
    assert "Met dit adres is er al een account. Meld je daarmee aan" in refused
    assert Person.objects.filter(email__iexact="rita@example.org").count() == 1


def test_in_real_use_passwords_are_kept_with_argon2():
    from stek.settings import base

    assert base.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_argon2_is_there_and_takes_a_sentence():
    from django.contrib.auth.hashers import check_password, make_password

    kept = make_password(PASSWORD, hasher="argon2")
    assert kept.startswith("argon2$argon2id$") and check_password(PASSWORD, kept)


def test_every_page_at_the_door_is_in_dutch_and_keeps_nothing(an):
    for path in (
        SIGN_IN,
        "/accounts/password/reset/",
        "/accounts/signup/",
        "/accounts/inactive/",
        "/accounts/password/reset/done/",
    ):
        response = Client().get(path)
        assert (
            response.status_code == 200 and response.headers["Cache-Control"].startswith("no-store")
        ) or "no-store" in response.headers["Cache-Control"]
        assert 'lang="nl-BE"' in response.content.decode()
