"""A second parent, as people meet it: who waits, the question to who is there, a yes, a no, and what each shows."""

import re

import pytest
from django.urls import reverse

from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.circle.tests.test_invitation import link_on, sees, send_invitation
from stek.story.tests.sending import noted


@pytest.fixture
def family(db):
    return make_family("Nina", child="Juneke")


def body(response) -> str:
    return response.content.decode()


def masked(response) -> tuple[int, bytes]:
    """An answer without what is drawn anew for every page."""
    return response.status_code, re.sub(rb'csrfmiddlewaretoken"[^>]*|"X-CSRFToken": "[^"]*"', b"", response.content)


def asked_in(family, name="Tom Appel"):
    """Somebody who pressed yes on a link for a parent."""
    who = make_person(name)
    link = link_on(body(send_invitation(family, family.parent, called="Tommie", relation="father")))
    response = who.browser.post(link)
    assert response.headers["Location"] == reverse("parent_waits")
    return who, link


def question(family) -> str:
    """Where the first parent is asked, as their home says it."""
    home = body(family.parent.browser.get("/"))
    start = home.index("/circle/")
    return f"/families/{family.id}{home[start : home.index('"', start)]}"


def says(family, answer: str):
    return family.parent.browser.post(question_of(family) + "answer/", {"answer": answer})


def question_of(family) -> str:
    page = body(family.parent.browser.get(f"/families/{family.id}/access/"))
    end = page.index("/parent/")
    return page[page.rindex('"', 0, end) + 1 : end] + "/parent/"


def test_who_took_a_link_as_a_parent_sees_their_own_name_and_nothing_else(family):
    noted(family, family.parent, "Ze lachte.")
    tom, link = asked_in(family)
    shown = [reverse("parent_waits"), "/", "/families/", link]
    for path in shown:
        page = body(tom.browser.get(path))
        assert not any(word in page for word in ("Juneke", "Nina", "Tommie", "lachte", str(family.id))), path
    assert "Tom Appel" in body(tom.browser.get(shown[0])) and reverse("parent_waits") in body(tom.browser.get("/"))
    for path in ("", "story/", "access/", "trail/", "observations/new/"):
        assert tom.browser.get(f"/families/{family.id}/{path}").status_code == 404


def test_the_first_parent_is_asked_by_the_name_of_the_account_and_never_by_its_address(family):
    tom, _link = asked_in(family)
    for path in ("/", f"/families/{family.id}/access/", question(family)):
        page = body(family.parent.browser.get(path))
        assert "Tom Appel" in page and tom.person.email not in page, path
    assert not sees(tom, family)  # looking at it is no yes


def test_a_yes_lets_them_in_and_is_told_on_the_page(family):
    tom, link = asked_in(family)
    assert says(family, "yes").headers["Location"].endswith("done=parent_in")
    assert sees(tom, family) and tom.browser.post(link).headers["Location"].startswith(f"/families/{family.id}/")
    assert "Tommie" in body(tom.browser.get(f"/families/{family.id}/"))
    assert "er kwam een ouder bij" in body(family.parent.browser.get(f"/families/{family.id}/trail/"))
    assert "Bekijk de vraag" not in body(family.parent.browser.get("/"))


def test_a_no_changes_nothing_for_who_waits_and_can_become_a_yes(family):
    tom, link = asked_in(family)
    pages = (reverse("parent_waits"), "/", "/families/", f"/families/{family.id}/", link)
    before = [masked(tom.browser.get(path)) for path in pages]
    assert says(family, "no").headers["Location"].endswith("done=parent_no")
    assert [masked(tom.browser.get(path)) for path in pages] == before
    assert "Bekijk de vraag" not in body(family.parent.browser.get("/"))  # answered: not asked again
    assert says(family, "yes").headers["Location"].endswith("done=parent_in") and sees(tom, family)


def test_a_yes_that_is_not_everybodys_yet_can_be_undone(family):
    family.ask_in(maaike := make_person("Maaike"), Relation.MOTHER)
    tom, _link = asked_in(family)
    assert says(family, "yes").headers["Location"].endswith("done=parent_yes")
    assert "Je zei ja tegen" in body(family.parent.browser.get(f"/families/{family.id}/access/"))
    assert says(family, "no").headers["Location"].endswith("done=parent_no")
    assert (
        maaike.browser.post(question_of(family) + "answer/", {"answer": "yes"})
        .headers["Location"]
        .endswith("parent_yes")
    )
    assert not sees(tom, family)


def test_who_is_no_parent_here_finds_no_question_and_answers_none(family):
    midwife, tom = make_person("Vera", "midwife"), asked_in(family)[0]
    family.ask_in(midwife)
    path = question_of(family)
    for who in (midwife, tom, make_family("Aïcha").parent):
        assert (
            who.browser.get(path).status_code
            == who.browser.post(path + "answer/", {"answer": "yes"}).status_code
            == 404
        )
        assert "Tom Appel" not in body(who.browser.get("/")) or who is tom
    assert not sees(tom, family)


def test_who_waits_stops_with_one_press_and_nobody_is_asked_any_more(family):
    tom, link = asked_in(family)
    page = body(tom.browser.get(reverse("parent_waits")))
    start = page.index('action="/invitations/waiting/') + len('action="')
    assert tom.browser.post(page[start : page.index('"', start)]).status_code == 302
    assert "Bekijk de vraag" not in body(family.parent.browser.get("/"))
    assert tom.browser.post(link).status_code == 410


def test_a_parent_is_not_invited_unseen(family):
    family.ask_in(maaike := make_person("Maaike"), Relation.MOTHER)
    page = body(family.parent.browser.get(f"/families/{family.id}/circle/invitations/new/?relation=father"))
    assert "hidden_from" not in page
    link = link_on(body(send_invitation(family, family.parent, relation="father", hidden_from=str(maaike.id))))
    tom = make_person("Tom Appel")
    tom.browser.post(link)
    assert "Tom Appel" in body(maaike.browser.get("/"))


def test_an_unused_link_shows_no_name_and_is_taken_back_with_one_press(family):
    family.ask_in(maaike := make_person("Maaike"), Relation.MOTHER)
    family.ask_in(midwife := make_person("Vera", "midwife"))
    for relation in ("father", "friend"):
        link = link_on(body(send_invitation(family, family.parent, called="Onbekende", relation=relation)))
        for browser in (make_person("Stef").browser, maaike.browser):
            assert not any(word in body(browser.get(link)) for word in ("Juneke", "Nina", "Maaike", "Onbekende"))
        for who in (maaike, midwife):
            for path in ("", "access/", "trail/", "ties/new/", "observations/new/"):
                assert "Onbekende" not in body(who.browser.get(f"/families/{family.id}/{path}")), path
        page = body(family.parent.browser.get(f"/families/{family.id}/access/"))
        end = page.index("/invitation/removal/")
        assert "<details" not in page[page.rindex("Onbekende", 0, end) : end]  # not behind another press
        path = page[page.rindex('"', 0, end) + 1 : end] + "/invitation/removal/"
        assert family.parent.browser.post(path).headers["Location"].endswith("done=taken_back")
        assert make_person("Stef").browser.get(link).status_code == 410
        assert "Onbekende" not in body(family.parent.browser.get(f"/families/{family.id}/access/"))
