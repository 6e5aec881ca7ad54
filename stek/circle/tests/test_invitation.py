"""Into the circle by a link, once; out of it with a date. Nobody steps in by another way."""

import re
from datetime import timedelta
from functools import partial

import pytest
from django.test import Client

from stek.circle import actions
from stek.circle.actions.invite import InvitationIsOver
from stek.circle.models import CircleMember, Invitation, Member
from stek.circle.rules import MemberKind, Relation
from stek.circle.tests.builders import make_family, make_person
from stek.kit.ids import uuid7
from stek.people.models import Person
from stek.policy import Role, Verb
from stek.story.tests.sending import at_once, noted, words_of


def invited(family, by=None, relation=Relation.MIDWIFE, role=Role.PROFESSIONAL, **more):
    by = by or family.parent
    with by.acting() as signed:
        here = family.visit(by, signed)
        return actions.invite(called="Vera", role=role, relation=relation, by=here, at=here.at, **more)


def send_invitation(family, who, **fields):
    form = {"called": "Vera", "relation": "midwife", "may": ["story:read"]} | fields
    return who.browser.post(f"/families/{family.id}/circle/invitations/new/", form)


def link_on(page: str) -> str:
    return re.search(r"/invitations/[0-9a-f]{64}/", page)[0]


def sees(who, family) -> bool:
    return who.browser.get(f"/families/{family.id}/").status_code == 200


def test_a_link_brings_somebody_in_once(db):
    family, vera, other = make_family("Nina"), make_person("Vera", "midwife"), make_person("Ander")
    link = link_on(send_invitation(family, family.parent).content.decode())
    assert vera.browser.get(link).status_code == 200
    assert not sees(vera, family)  # looking at it does nothing
    assert vera.browser.post(link).headers["Location"].startswith(f"/families/{family.id}/")
    assert sees(vera, family)
    for browser in (other.browser, Client()):
        for go in (browser.get, browser.post):
            response = go(link)
            assert response.status_code == 410 and str(family.id) not in response.content.decode()
    assert not sees(other, family)


def test_pressed_twice_one_is_simply_in(db):
    family, vera = make_family("Nina"), make_person("Vera", "midwife")
    _place, secret = invited(family)
    for _ in range(2):
        assert vera.browser.post(f"/invitations/{secret}/").status_code == 302
    trail = family.parent.browser.get(f"/families/{family.id}/trail/").content.decode()
    assert trail.count("kwam in de kring") == 1


def test_two_people_who_press_at_once_and_one_is_in(db):
    family, people = make_family("Nina"), [make_person(f"P{n}") for n in range(4)]
    _place, secret = invited(family)
    browsers = [who.browser for who in people]
    given = at_once(*[partial(browser.post, f"/invitations/{secret}/") for browser in browsers])
    assert sorted(response.status_code for response in given) == [302, 410, 410, 410]
    assert sum(sees(who, family) for who in people) == 1


def signed_up(link, email="nieuw@example.org"):
    browser = Client()
    browser.get(link)
    return partial(
        browser.post,
        "/accounts/signup/",
        {"email": email, "name": "Nieuw", "password1": "een lange zin om te onthouden"},
    )


def test_a_link_makes_one_account_however_many_hold_it_and_whoever_presses_at_once(db):
    family, before = make_family("Nina"), Person.objects.count()
    _place, secret = invited(family)
    forms = [signed_up(f"/invitations/{secret}/", f"n{n}@example.org") for n in range(3)]
    given = at_once(*forms)
    assert sorted(response.status_code for response in given) == [200, 200, 302]  # closed, as without a link
    assert Person.objects.count() == before + 1


def test_a_link_that_made_an_account_is_of_that_account_and_unknown_to_everybody_else(db):
    family, other = make_family("Nina"), make_person("Ander")
    _place, secret = invited(family)
    link, nothing = f"/invitations/{secret}/", f"/invitations/{'0' * 64}/"
    form = signed_up(link)
    assert form().status_code == 302
    for browser in (Client(), other.browser):
        for go in (browser.get, browser.post):
            there, nowhere = go(link), go(nothing)
            assert there.status_code == nowhere.status_code and there.status_code in (410, 302)
            assert masked(there, secret) == masked(nowhere, "0" * 64)
    assert signed_up(link, "tweede@example.org")().status_code == 200  # closed, as without a link
    mine = form.func.__self__
    assert mine.get(link).status_code == 200 and mine.post(link).status_code == 302


def masked(response, secret: str) -> bytes:
    body = re.sub(rb'csrfmiddlewaretoken"[^>]*|"X-CSRFToken": "[^"]*"', b"", response.content)
    return body.replace(secret.encode(), b"")


def test_an_old_link_works_no_more(db):
    family, vera = make_family("Nina"), make_person("Vera")
    _place, secret = invited(family, holds=timedelta(0))
    assert vera.browser.get(f"/invitations/{secret}/").status_code == 410
    with vera.acting() as signed, pytest.raises(InvitationIsOver):
        actions.accept(secret=secret, by=signed, at=signed.at)


def test_a_link_that_was_taken_back_works_no_more(db):
    family, vera = make_family("Nina"), make_person("Vera")
    place, secret = invited(family)
    path = f"/families/{family.id}/circle/{place}/invitation/removal/"
    assert family.parent.browser.post(path).headers["Location"].endswith("done=taken_back")
    assert vera.browser.post(f"/invitations/{secret}/").status_code == 410
    assert not family.parent.browser.post(path).headers["Location"].endswith("done=taken_back")


def test_the_link_of_a_place_that_was_ended_works_no_more(db):
    family, vera = make_family("Nina"), make_person("Vera")
    place, secret = invited(family)
    family.parent.browser.post(f"/families/{family.id}/circle/{place}/end/")
    assert vera.browser.post(f"/invitations/{secret}/").status_code == 410


def test_the_invitation_form_sent_twice_is_one_place_and_the_same_link(db):
    family, once = make_family("Nina"), str(uuid7())
    pages = [send_invitation(family, family.parent, id=once).content.decode() for _ in range(3)]
    assert len({link_on(page) for page in pages}) == 1
    with family.parent.acting():
        assert Invitation.objects.count() == 1 and CircleMember.objects.count() == 2


def test_a_second_parent_asked_twice_is_asked_once_and_is_not_of_the_family_yet(db):
    family, once = make_family("Nina"), str(uuid7())
    for _ in range(2):
        send_invitation(family, family.parent, relation="father", id=once)
    with family.parent.acting():
        assert CircleMember.objects.filter(role="parent").count() == 2
        assert Member.objects.filter(kind=MemberKind.PARENT).count() == 1


def test_the_database_holds_no_link(db, superuser):
    family = make_family("Nina")
    _place, secret = invited(family)
    (stored,) = superuser.execute("select circle_invitation::text from circle_invitation").fetchone()
    assert secret not in stored and secret.encode().hex() not in stored


def test_a_link_is_guessed_by_nobody(db):
    family = make_family("Nina")
    secrets = {invited(family)[1] for _ in range(5)}
    assert len(secrets) == 5 and all(len(secret) == 64 for secret in secrets)


def test_who_is_in_already_does_not_use_somebody_else_s_link(db):
    family, vera, other = make_family("Nina"), make_person("Vera"), make_person("Ander")
    family.ask_in(vera)
    _place, secret = invited(family)
    assert vera.browser.post(f"/invitations/{secret}/").status_code == 410
    assert other.browser.post(f"/invitations/{secret}/").status_code == 302


def test_who_left_can_be_asked_again_and_what_they_wrote_is_still_there(db):
    family, vera = make_family("Nina"), make_person("Vera", "midwife")
    place = family.ask_in(vera)
    noted(family, vera, "Toen was ik er.")
    assert f"/circle/{place}/end/" in vera.browser.get(f"/families/{family.id}/").content.decode()
    assert "Uit deze kring stappen" not in family.parent.browser.get(f"/families/{family.id}/").content.decode()
    assert vera.browser.post(f"/families/{family.id}/circle/{place}/end/").status_code == 302
    assert not sees(vera, family) and words_of(family, family.parent) == ["Toen was ik er."]
    assert "Vera" in family.parent.browser.get(f"/families/{family.id}/access/").content.decode()
    family.ask_in(vera)
    assert sees(vera, family) and words_of(family, vera) == ["Toen was ik er."]


def test_a_place_that_has_ended_is_not_taken_up_again_and_ends_once(db):
    family, vera = make_family("Nina"), make_person("Vera")
    place = family.ask_in(vera)
    for _ in range(2):
        family.parent.browser.post(f"/families/{family.id}/circle/{place}/end/")
    trail = family.parent.browser.get(f"/families/{family.id}/trail/").content.decode()
    assert trail.count("rondde iemands plaats in de kring af") == 1
    with family.parent.acting():
        first = CircleMember.objects.get(id=place).until_at
    assert first is not None


def test_a_parent_is_not_put_out_by_the_other(db):
    family = make_family("Nina", "Maaike")
    place = family.places[family.parents[1].id]
    for who in family.parents:
        assert who.browser.post(f"/families/{family.id}/circle/{place}/end/").status_code == 404
    assert sees(family.parents[1], family)


def test_nobody_but_a_parent_invites(db):
    family, vera = make_family("Nina"), make_person("Vera")
    family.ask_in(vera, may=[Verb.READ, Verb.NOTE])
    assert send_invitation(family, vera).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"called": ""},
        {"called": "x" * 81},
        {"relation": "boss"},
        {"may": ["story:seal"]},
        {"days": "13"},
    ],
)
def test_a_form_that_is_not_right_is_shown_again_with_what_was_typed(db, fields):
    family = make_family("Nina", "Maaike")
    response = send_invitation(family, family.parent, **({"called": "Tante <Rita>"} | fields))
    assert response.status_code == 422
    assert "called" in fields or "Tante &lt;Rita&gt;" in response.content.decode()
    with family.parent.acting():
        assert not Invitation.objects.filter(accepted_at=None).exists()
