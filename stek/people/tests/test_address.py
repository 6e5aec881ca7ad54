"""The address of an account: changed by who says who they are, when a code comes back from the new one, and told to the old one."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from stek.people import address
from stek.people.models import Person
from stek.people.tests.test_second_factor import confirmed
from stek.people.tests.test_sign_in import PASSWORD, is_in, sign_in

PAGE, CODE = "/accounts/email/", "/accounts/email/code/"


@pytest.fixture
def an(db) -> Person:
    Person.objects.create_user("bo@example.org", PASSWORD, name="Bo")
    return Person.objects.create_user("an@example.org", PASSWORD, name="An")


@pytest.fixture
def browser(an) -> Client:
    mine = Client()
    sign_in(mine)
    return confirmed(mine)


def code() -> str:
    return re.search(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$", mail.outbox[-1].body, re.MULTILINE)[0]


def shown(response) -> str:
    return re.sub(r'csrfmiddlewaretoken"[^>]*|"X-CSRFToken": "[^"]*"', "", response.content.decode())


def addresses() -> set[str]:
    return set(Person.objects.values_list("email", flat=True))


def test_the_address_is_changed_after_the_password_only(an):
    browser = Client()
    sign_in(browser)
    for go in (browser.get, browser.post):
        assert "reauthenticate" in go(PAGE, {"email": "nieuw@example.org"}).headers["Location"]
    assert browser.post(CODE, {"code": "ABC-DEF"}).headers["Location"] == PAGE
    assert mail.outbox == [] and "nieuw@example.org" not in addresses()


def test_the_address_is_changed_when_the_code_that_went_to_it_came_back_and_the_old_one_is_told(an, browser):
    assert browser.post(PAGE, {"email": "nieuw@example.org"}).headers["Location"] == PAGE
    assert mail.outbox[-1].to == ["nieuw@example.org"] and "nieuw@example.org" not in addresses()
    response = browser.post(CODE, {"code": code().lower()})
    assert response.headers["Location"].endswith("done=changed") and "nieuw@example.org" in addresses()
    told = mail.outbox[-1]
    assert told.to == ["an@example.org"] and not re.search("nieuw|example|An\\b", told.subject + told.body)
    assert list(EmailAddress.objects.values_list("email", "primary", "verified")) == [("nieuw@example.org", True, True)]
    old, new = Client(), Client()
    for one, email in ((old, "an@example.org"), (new, "nieuw@example.org")):
        one.post("/accounts/login/", {"login": email, "password": PASSWORD})
    assert is_in(new) and not is_in(old)


def test_an_address_that_another_account_has_answers_like_any_other(an, browser):
    """Byte for byte, at each step; only who reads that mailbox hears that somebody tried."""
    given = []
    for email in ("BO@example.org", "vrij@example.org"):
        steps = [browser.post(PAGE, {"email": email}), browser.get(PAGE), browser.post(CODE, {"code": "ABC-DEF"})]
        given.append(
            [(step.status_code, step.headers.get("Location"), shown(step).replace(email, "…")) for step in steps]
        )
        assert mail.outbox[-1].to == [email]
    assert given[0] == given[1] and [step[0] for step in given[0]] == [302, 200, 422]
    assert "Er is al een account" in mail.outbox[0].body and "Er is al" not in mail.outbox[1].body
    assert addresses() == {"an@example.org", "bo@example.org"}


def test_an_address_that_somebody_took_while_the_code_was_under_way_changes_nothing(an, browser):
    browser.post(PAGE, {"email": "vrij@example.org"})
    right = code()
    Person.objects.create_user("Vrij@example.org", PASSWORD, name="Vos")
    assert browser.post(CODE, {"code": right}).status_code == 422
    assert addresses() == {"an@example.org", "bo@example.org", "Vrij@example.org"}


def test_wrong_codes_are_counted_for_the_account_and_not_for_the_browser(an, browser):
    second = Client()
    sign_in(second)
    confirmed(second)
    browser.post(PAGE, {"email": "nieuw@example.org"})
    right = code()
    second.post(PAGE, {"email": "ander@example.org"})
    tried = [(browser, second)[n % 2].post(CODE, {"code": "AAA-AAA"}).status_code for n in range(address.WRONG + 1)]
    assert tried == [422] * address.WRONG + [429]
    second.post(CODE, {"code": "AAA-AAA"})
    assert second.post(CODE, {"code": right}).headers["Location"] == PAGE  # no code is good any more
    assert "an@example.org" in addresses()


def test_codes_are_not_sent_without_end(an, browser):
    asked = [browser.post(PAGE, {"email": f"n{n}@example.org"}).status_code for n in range(address.ASKS + 1)]
    assert asked == [302] * address.ASKS + [429] and len(mail.outbox) == address.ASKS


def test_a_code_is_good_for_a_quarter_of_an_hour(an, browser, monkeypatch):
    monkeypatch.setattr(address, "LASTS", timedelta(0))
    browser.post(PAGE, {"email": "nieuw@example.org"})
    assert browser.post(CODE, {"code": code()}).headers["Location"] == PAGE
    assert "nieuw@example.org" not in addresses()


def test_allauths_own_ways_to_add_an_address_are_shut(an, browser):
    for action in ("action_add", "action_primary", "action_remove", "action_send"):
        browser.post(PAGE, {"email": "bo@example.org", action: ""})
    assert EmailAddress.objects.filter(email__iexact="bo@example.org").count() == 0
    assert addresses() == {"an@example.org", "bo@example.org"}
