"""Help is one tap away, under one name, for everybody, and nobody counts who taps."""

import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.test import Client

from stek.circle.tests.builders import make_family, make_person
from stek.safety.help_numbers import For, help_groups, help_numbers, help_words
from stek.web.templatetags.stek import dialled

NAME = "Ik heb nu hulp nodig"


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def page(db) -> str:
    return Client().get("/help/").content.decode()


def test_danger_comes_first():
    numbers = help_numbers()
    assert numbers[0].is_emergency and numbers[0].number == "112"
    assert [one.is_emergency for one in numbers] == sorted((one.is_emergency for one in numbers), reverse=True)
    assert [line for group in help_groups() for line in group.lines] == list(numbers) and len(help_groups()) == len(For)


def test_every_number_can_be_dialled_and_says_for_what_and_when():
    for one in help_numbers():
        assert one.dial.isdigit() and str(one.name) and str(one.for_what) and str(one.when)


def test_every_number_says_its_source_who_looked_when_and_that_no_clinician_read_it(page):
    for one in help_numbers():
        assert urlsplit(one.source).scheme == "https" and date(2026, 11, 1) <= one.checked_on <= date.today()
        assert f'href="{one.source}"' in page and str(one.checked_by) and one.clinician == ""
    assert plain(page).count("Nog niet nagekeken door een zorgverlener.") == len(help_numbers()) + len(help_words())
    assert "Deze nummers en zinnen zijn nog niet nagekeken door een zorgverlener." in page


@pytest.mark.parametrize(
    "number",
    ["112", "101", "1733", "070245245", "078150100", "1712", "1813", "106", "107", "080032123", "080030030"],
)  # fmt: skip
def test_each_line_of_the_review_is_there(page, number):
    assert f'href="tel:{number}"' in page


def test_who_cannot_speak_aloud_can_write_wherever_that_exists(page):
    assert "In de app 112 BE kun je typen" in page and "niet horen of niet spreken" in page and "Sms" not in page
    for number in ("112", "1813", "106", "1712", "078 150 100"):
        line = next(one for one in help_numbers() if one.number == number)
        assert line.writing, number
        for way in line.writing:
            assert urlsplit(way.address).scheme == "https" and f'href="{way.address}" rel="noreferrer"' in page


def test_who_fears_their_own_hands_finds_a_line(page):
    assert "bang bent dat jij iemand pijn doet" in page and "Bang thuis, of bang dat jij iemand pijn doet" in page
    night = """&#x27;s Nachts bang? Bij gevaar <a href="tel:101">101</a>. Praten kan op <a href="tel:106">106</a>."""
    assert night in page


def test_what_to_do_when_a_baby_keeps_crying_and_when_thoughts_frighten(page):
    said = plain(page)
    for part in (
        "Leg je baby veilig neer",
        "Ga de kamer uit",
        "Bel iemand",
        "Schud je baby nooit",
        "Zeg eerlijk wat er gebeurde",
    ):
        assert part in said
    for part in ("zeggen niets over wie je bent", "een wens of een bevel"):
        assert part in said
    assert len(help_words()) == 2
    assert 'Bel nu <a href="tel:112">112</a>, of een dokter: overdag je huisarts, daarna <a href="tel:1733">' in page
    for group, number in (("toch geschud", "112"), ("Dringend", "112"), ("gevaar", "101")):
        assert re.search(rf"{group}[^<]*<a href=\"tel:{number}\">{number}</a>", page), (group, number)


def test_every_number_that_a_sentence_lets_press_is_one_of_the_lines_and_no_mark_is_left():
    known = {one.dial for one in help_numbers()}
    said = [one.note for one in help_numbers()] + [one for text in help_words() for one in text.sentences]
    for sentence in map(str, said):
        assert set(re.findall(r"tel:(\d+)", sentence)) <= known and "tel:" not in plain(dialled(sentence)), sentence
    assert dialled("<b> tel:112.") == '&lt;b&gt; <a href="tel:112">112</a>.'


def test_the_lines_in_french_are_in_french_and_say_so(page):
    (french,) = re.findall(r'<section class="stack-s" lang="fr">(.*?)</section>', page, re.DOTALL)
    assert "En français" in french and "Jour et nuit, gratuit" in french and "Dag en nacht" not in french
    assert page.count('lang="fr"') == 1


def test_the_page_says_that_nobody_is_told(page):
    assert "Met wie wil je praten? Stek verwittigt niemand; je belt zelf." in page
    assert "<h1>" + NAME + "</h1>" in page and "Goed dat je het laat weten" not in page


def test_the_page_is_open_to_everybody_and_writes_nothing(db, superuser):
    family = make_family("Nina")
    counted = "select count(*) from trail_trailentry"
    before = superuser.execute(counted).fetchone()
    for browser in (Client(), family.parent.browser, make_person("Vera", "midwife").browser):
        page = browser.get("/help/").content.decode()
        for one in help_numbers():
            assert f'href="tel:{one.dial}"' in page
    assert superuser.execute(counted).fetchone() == before


def test_every_page_a_parent_sees_has_it(db):
    family = make_family("Nina")
    for path in ("", "story/", "observations/new/", "access/", "trail/", "ties/new/"):
        page = family.parent.browser.get(f"/families/{family.id}/{path}").content.decode()
        assert 'href="/help/"' in page and 'href="tel:112"' in page, path
        assert "data-quick-exit" in page, path


def test_it_has_one_name_in_every_frame(db):
    family = make_family("Nina")
    vera = make_person("Vera", "midwife")
    night = family.parent.browser
    frames = {
        "the door": Client().get("/accounts/login/"),
        "a carer": vera.browser.get("/"),
        "a parent": family.parent.browser.get("/"),
        "the sheet and the page": family.parent.browser.get("/help/"),
    }
    night.cookies["thema"] = "nacht"
    frames["a parent at night"] = night.get("/")
    for frame, response in frames.items():
        names = re.findall(r'<a href="/help/"[^>]*>(.*?)</a>', response.content.decode(), re.DOTALL)
        assert names and {plain(one) for one in names} == {NAME}, frame
