"""The pages about leaving, and about one's own words afterwards."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from stek.balance.tests.builders import add
from stek.circle import actions
from stek.circle.models import Leaving
from stek.circle.rules import Relation
from stek.circle.tests.builders import MadeFamily, make_family, make_person
from stek.continuity.tests.builders import promised
from stek.people.tests.test_sign_in import PASSWORD
from stek.story.tests.sending import noted
from stek.web.own_words import BY_TABLE, WORDLESS


@pytest.fixture
def family(db) -> MadeFamily:
    return make_family("Nina", "Tom")


@pytest.fixture
def aunt(family):
    """She wrote a little, and stepped out."""
    aunt = make_person("Ils")
    family.ask_in(aunt, Relation.KIN)
    noted(family, aunt, "Ik ga vrijdag met haar stappen.")
    noted(family, family.parent, "Van thuis.")
    with aunt.acting() as signed:
        actions.step_out(by=family.visit(aunt, signed), at=signed.at)
    return aunt


def page(who, family, name: str, **query: str) -> str:
    answer = who.browser.get(reverse(name, args=[family.id]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_leaving_is_asked_with_a_password_and_not_before(family):
    nina, tom = family.parents
    for who in (nina, tom):
        who.person.set_password(PASSWORD)
        who.person.save()
    browser, sure = nina.browser, reverse("leaving_sure", args=[family.id])
    for answer in (browser.get(sure), tom.browser.post(sure)):
        assert "reauthenticate" in answer.headers["Location"]
    for who in (nina, tom):
        with who.acting():
            assert Leaving.objects.count() == 0
    answer = browser.post(reverse("account_reauthenticate") + f"?next={sure}", {"password": PASSWORD})
    assert answer.headers["Location"] == sure
    assert b"Ja, ik ga weg" in browser.get(sure).content
    assert browser.post(sure).headers["Location"] == reverse("leaving", args=[family.id])
    with nina.acting():
        assert Leaving.objects.count() == 1


def test_the_page_says_what_happens_now_and_in_fourteen_days_and_what_does_not_come_along(family):
    told = page(family.parent, family, "leaving")
    for sentence in (
        "De eerste 14 dagen verandert er niets.", "Niemand krijgt bericht.", "leest dan in ‘Wie las dit’ dat je wegging",
        "Wat anderen schreven, zoals zorgverleners, kun je niet meenemen.", "Een eigen verhaal beginnen mag altijd",
    ):  # fmt: skip
        assert sentence in told
    alone = make_family("Aïcha")
    assert "Jij bent hier de laatste ouder." in page(alone.parent, alone, "leaving")


def test_who_leaves_stays_after_all_by_one_tap_from_home(family):
    nina = family.parent
    sure, undo = (reverse(name, args=[family.id]) for name in ("leaving_sure", "leaving_undo"))
    nina.browser.post(sure)
    home = nina.browser.get("/").content.decode()
    assert reverse("leaving", args=[family.id]) in home and "vroeg om weg te gaan" not in home  # it stands in no sight
    assert "vroeg om weg te gaan" in nina.browser.get("/?own=1").content.decode()
    assert "vroeg om weg te gaan" in page(nina, family, "access", own="1")
    assert "Toch blijven" in page(nina, family, "leaving") and "Toch blijven" not in page(
        family.parents[1], family, "leaving"
    )
    assert family.parents[1].browser.post(undo).status_code == 404
    assert nina.browser.post(undo).status_code == 302 and nina.browser.post(undo).status_code == 404
    assert "Ik wil weggaan" in page(nina, family, "leaving")


def test_own_words_are_read_and_taken_along_and_nothing_of_anybody_else(family, aunt):
    words = page(aunt, family, "own_words")
    assert "Ik ga vrijdag met haar stappen." in words
    file = aunt.browser.get(reverse("own_words_file", args=[family.id]))
    assert "attachment" in file["Content-Disposition"] and file["Content-Type"].startswith("text/plain")
    assert "Ik ga vrijdag met haar stappen." in file.content.decode()
    for text in (words, file.content.decode(), aunt.browser.get("/families/").content.decode()):
        assert not re.search("Van thuis|June|Nina|Tom", text)
    assert reverse("own_words", args=[family.id]) in aunt.browser.get("/families/").content.decode()


def test_everything_else_of_that_family_is_there_no_more(family, aunt):
    (path,) = re.findall(r"/families/[^\"]+/observations/[^/\"]+/", page(family.parent, family, "story"))[:1]
    nowhere = aunt.browser.get(reverse("family", args=[aunt.id]))
    for url in (path, *(reverse(name, args=[family.id]) for name in ("family", "story", "access", "trail", "leaving"))):
        assert (aunt.browser.get(url).status_code, aunt.browser.get(url).content) == (404, nowhere.content), url


def test_who_never_stood_there_or_still_does_has_no_such_page(family):
    for who in (family.parent, make_person("Vreemd")):
        for name in ("own_words", "own_words_file"):
            assert who.browser.get(reverse(name, args=[family.id])).status_code == 404
    assert Client().get(reverse("own_words", args=[family.id])).status_code == 302


def test_own_words_come_from_every_room(family, superuser):
    nina = family.parent
    add(family, nina, "Weinig slaap.")
    promised(family, nina)
    noted(family, nina, "Ze lacht.")
    nina.browser.post(reverse("leaving_sure", args=[family.id]))
    superuser.execute("update circle_leaving set asked_at = asked_at - interval '15 days'")
    words = page(nina, family, "own_words")
    for said in ("Weinig slaap.", "Ze lacht.", "Het verhaal", "Wat draagt, wat weegt", "Afspraken en contact"):
        assert said in words


def test_no_room_is_left_out_of_ones_own_words():
    """Whoever adds a gated table says which of its columns somebody wrote, or that there is none."""
    from stek.oracle import gated

    assert (BY_TABLE.keys() - {"circle_tie"}) | WORDLESS == set(gated.NAMES)
