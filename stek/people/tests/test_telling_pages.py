"""The page 'Hoe Stek je iets laat weten', and the mails of a demo."""

import re

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from stek.circle.tests.builders import make_person
from stek.kit import clock, mail
from stek.kit.ids import uuid7
from stek.kit.mail import Folder
from stek.people.queries import wish_of
from stek.people.rules import Rhythm, Wish

SAID = {"rhythm": "digest", "hour": "12", "quiet_from": "19", "quiet_until": "8"}


@pytest.fixture
def an(db):
    return make_person("An")


def wish(who) -> Wish:
    with who.acting():
        return wish_of(who.id)


def test_who_is_signed_out_is_sent_to_the_door(db):
    for response in (Client().get("/telling/"), Client().post("/telling/", SAID), Client().post("/telling/end/")):
        assert response.status_code == 302 and "/login/" in response["Location"]


@pytest.mark.parametrize("discipline", ["", "midwife"])
def test_the_page_says_how_it_is_and_who_may_see_such_a_mail(db, discipline):
    page = make_person("An", discipline).browser.get("/telling/").content.decode()
    assert "Deel je je mailbox met iemand? Dan kan die zien dat jij Stek gebruikt." in page
    (chosen,) = re.findall(r'<input[^>]*type="radio"[^>]*checked[^>]*>', page)
    assert 'value="digest"' in chosen
    assert '<option value="8" selected>8.00</option>' in page and "Geen mails meer" in page


def test_what_is_chosen_is_kept_and_is_theirs_alone(an):
    other = make_person("Bert")
    response = an.browser.post("/telling/", SAID)
    assert response.status_code == 302
    assert wish(an) == Wish(True, Rhythm.DIGEST, 12, 19, 8) and wish(other) == Wish()
    assert "Bewaard." in an.browser.get(response["Location"]).content.decode()


def test_off_is_one_tap_and_on_again_keeps_the_hours(an):
    an.browser.post("/telling/", SAID)
    page = an.browser.post("/telling/end/", follow=True).content.decode()
    assert "Je krijgt geen mails" in page and "Geen mails meer</button>" not in page
    assert wish(an) == Wish(False, Rhythm.DIGEST, 12, 19, 8)
    an.browser.post("/telling/end/")
    an.browser.post("/telling/", SAID)
    assert wish(an) == Wish(True, Rhythm.DIGEST, 12, 19, 8)


def test_who_never_chose_can_turn_it_off_as_well(an):
    an.browser.post("/telling/end/")
    assert wish(an) == Wish(by_mail=False)


@pytest.mark.parametrize(
    "change",
    [
        {"hour": "21"},
        {"hour": "24"},
        {"hour": "-1"},
        {"hour": "x"},
        {"rhythm": "always"},
        {"quiet_from": ""},
        {"hour": "<script>"},
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_changes(an, change):
    response = an.browser.post("/telling/", SAID | change)
    assert response.status_code == 422 and "error" in response.content.decode()
    assert "<script>" not in response.content.decode()
    assert wish(an) == Wish()


def test_an_unknown_method_gets_a_sentence(an):
    assert an.browser.get("/telling/end/").status_code == 405


def test_in_real_use_there_is_no_page_with_mails(an):
    assert an.browser.get("/mails/").status_code == 404
    assert "/mails/" not in an.browser.get("/").content.decode()


def test_in_a_demo_the_mails_stand_on_a_page_that_is_linked(an, settings, tmp_path):
    settings.MAIL_FOLDER = str(tmp_path / "mail")
    assert "Er is nog geen mail." in Client().get("/mails/").content.decode()
    settings.MAILERS = {"default": {"BACKEND": "stek.kit.mail.Folder", "OPTIONS": {"file_path": settings.MAIL_FOLDER}}}
    mail.send(
        row=uuid7(), to="an@example.org", subject="Dag <b>", words="Kijk op https://stek.example/", at=clock.now()
    )
    page = Client().get("/mails/").content.decode()
    assert "an@example.org" in page and "Dag &lt;b&gt;" in page and 'href="https://stek.example/"' in page
    for place in (Client().get("/accounts/login/"), an.browser.get("/"), make_person("Els", "gp").browser.get("/")):
        assert 'href="/mails/"' in place.content.decode()


def test_the_same_mail_is_the_same_file_and_a_strange_name_stays_in_the_folder(tmp_path):
    folder = tmp_path / "mail"
    backend = Folder(alias="default", file_path=str(folder))
    one = EmailMessage("Dag", "Hier.", "stek@example.org", ["an@example.org"], headers={"Message-ID": "<../../x@y>"})
    assert [backend.send_messages([one]) for _ in range(2)] == [1, 1]
    assert [path.name for path in folder.iterdir()] == ["....x.eml"]
    assert [path.name for path in tmp_path.iterdir()] == ["mail"]
    assert [kept.subject for kept in mail.kept(folder)] == ["Dag"]
