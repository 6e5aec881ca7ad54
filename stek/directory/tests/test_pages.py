"""The pages: who may open them, what they say, and what they never say."""

import io
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from stek.circle.tests.builders import make_person
from stek.directory.demo import load_region
from stek.directory.models import Offer, WaitingCheck
from stek.directory.tests.builders import make_editor, make_offer
from stek.kit import clock
from stek.kit.ids import uuid7

MOST = 12
UNKNOWN = uuid7()


def said(response) -> str:
    """What is read on a page, in one line."""
    text = re.sub(r"<(head|script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def names(response) -> list[str]:
    return [one.name for one in response.context["shown"]]


def places(offer) -> dict[str, str]:
    return {
        "directory": reverse("directory"), "offer": reverse("offer", args=[offer]),
        "waiting_check_create": reverse("waiting_check_create", args=[offer]),
        "directory_import": reverse("directory_import"), "directory_export_csv": reverse("directory_export_csv"),
        "directory_export_json": reverse("directory_export_json"),
    }  # fmt: skip


def test_who_is_signed_out_is_sent_to_the_door(db):
    offer = make_offer()
    for url in places(offer.id).values():
        assert reverse("account_login") in Client().get(url)["Location"]
    assert reverse("account_login") in Client().post(reverse("nothing_fits_create"))["Location"]


def test_who_is_signed_in_may_look_and_not_change(db):
    offer = make_offer()
    browser = make_person("Iris").browser
    shown = {name: browser.get(url).status_code for name, url in places(offer.id).items()}
    assert shown == {
        "directory": 200, "offer": 200, "waiting_check_create": 403, "directory_import": 403,
        "directory_export_csv": 403, "directory_export_json": 403,
    }  # fmt: skip
    page = browser.get(reverse("offer", args=[offer.id])).content.decode()
    assert reverse("waiting_check_create", args=[offer.id]) not in page
    assert reverse("directory_import") not in browser.get(reverse("directory")).content.decode()


def test_an_editor_may_open_everything_and_is_shown_the_way(db):
    offer = make_offer()
    browser = make_editor().browser
    assert {browser.get(url).status_code for url in places(offer.id).values()} == {200}
    assert (
        reverse("waiting_check_create", args=[offer.id])
        in browser.get(reverse("offer", args=[offer.id])).content.decode()
    )
    assert reverse("directory_import") in browser.get(reverse("directory")).content.decode()


def test_an_offer_that_is_not_there_is_not_there(db):
    for browser in (make_person("Iris").browser, make_editor().browser):
        assert browser.get(reverse("offer", args=[UNKNOWN])).status_code == 404
        assert browser.get(reverse("waiting_check_create", args=[UNKNOWN])).status_code == 404
        assert browser.post(reverse("waiting_check_create", args=[UNKNOWN])).status_code == 404


def test_an_editor_of_one_organisation_changes_that_one_only(db):
    own, other = make_offer(organisatie="De Kade"), make_offer(organisatie="De Korf")
    browser = make_editor("Pieter", own.initiative.organisation).browser
    assert browser.get(reverse("waiting_check_create", args=[own.id])).status_code == 200
    assert browser.get(reverse("waiting_check_create", args=[other.id])).status_code == 403
    assert browser.post(reverse("waiting_check_create", args=[other.id]), {"words": "kort"}).status_code == 403
    assert browser.get(reverse("directory_import")).status_code == 403 and not WaitingCheck.objects.exists()


def test_a_right_that_was_taken_back_is_gone(db, superuser):
    editor = make_editor()
    superuser.execute("update directory_editor set until_at = now() - interval '1 minute'")
    assert editor.browser.get(reverse("directory_import")).status_code == 403


def test_every_question_may_stay_open_and_then_everything_is_there(db):
    make_offer("Babygroep"), make_offer("Praatgroep")
    response = make_person("Iris").browser.get(reverse("directory"))
    assert names(response) == ["Babygroep", "Praatgroep"] and "Alles wat we kennen" in said(response)


def test_what_fits_is_shown_with_its_reasons_and_what_nobody_knows(db):
    make_offer("Babygroep", zones="gent", van_maanden=0, tot_maanden=12, echelons="2|3", verwijzing="ja")
    make_offer("Peutergroep", zones="gent", van_maanden=18, tot_maanden=36, echelons="3")
    make_offer("Elders", zones="leuven")
    make_offer("Weinig bekend")
    response = make_person("Iris").browser.get(
        reverse("directory"), {"zone": "gent", "months": "3", "echelons": "3", "costs": "free"}
    )
    assert names(response) == ["Babygroep", "Weinig bekend"]
    text = said(response)
    assert "Past omdat: elkaar aanvoelen; de leeftijd past; ze werken in Gent." in text
    assert "vraagt een verwijzing" in text and "Dit weten we niet: wat het kost; hoe lang je moet wachten." in text
    assert "voor welke leeftijd dit precies is; in welke streek ze werken" in text


def test_the_earliest_day_comes_first_and_no_number_puts_anybody_before_anybody(db):
    today = clock.today()
    for name, days in (("Aa laat", 90), ("Bb vroeg", 10)):
        make_offer(name, nagekeken_op=today, nagekeken_door="An", wachttijd_dagen=days)
    make_offer("Cc vrij", nagekeken_op=today - timedelta(3), nagekeken_door="An", vrije_plaatsen=2)
    make_offer("Aa onbekend")
    response = make_person("Iris").browser.get(reverse("directory"))
    assert names(response) == ["Cc vrij", "Bb vroeg", "Aa laat", "Aa onbekend"]
    text = said(response).casefold()
    assert not re.search(r"best|top|aanrader|%|\b1\.|\bnr\b", text.replace("alles tonen", ""))
    assert "stek kiest niet" in text


def test_a_long_list_is_turned_page_by_page_and_keeps_its_questions(db):
    for n in range(45):
        make_offer(f"Groep {n:02}", zones="gent") if n % 15 == 0 else None
    load_region(clock.now())
    browser = make_person("Iris").browser
    seen, url = [], reverse("directory") + "?months=3"
    while url:
        response = browser.get(url)
        seen += names(response)
        after = response.context["after"]
        assert not after or "months=3" in after
        url = f"{reverse('directory')}?{after}" if after else ""
    everything = browser.get(reverse("directory"), {"months": "3", "from": "20"})
    assert len(seen) == len(set(seen)) > 40 and names(everything) == seen[20:40]


@pytest.mark.parametrize("start", ["-20", "7", "999999", "x", "٣", "9" * 30])
def test_a_page_that_is_not_there_is_the_first_one(db, start):
    make_offer("Babygroep")
    assert names(make_person("Iris").browser.get(reverse("directory"), {"from": start})) == ["Babygroep"]


@pytest.mark.parametrize(
    "asked",
    [
        {"zone": "atlantis"},
        {"months": "drie"},
        {"months": "-10"},
        {"months": "9999"},
        {"echelons": "6"},
        {"costs": "x"},
    ],
)
def test_a_question_that_cannot_be_read_is_told_in_words(db, asked):
    make_offer("Babygroep")
    response = make_person("Iris").browser.get(reverse("directory"), asked)
    assert response.status_code == 422 and "Kijk dit even na" in said(response) and "Babygroep" not in said(response)


def test_an_empty_directory_says_so(db):
    assert "Er staat nog niets in de gids." in said(make_person("Iris").browser.get(reverse("directory")))


def test_nothing_fits_is_an_answer_with_what_can_be_done_meanwhile(db):
    make_offer("Samen wachten", zones="gent", lijn=0, verwijzing="nee")
    make_offer("Op verwijzing", zones="gent", lijn=1, verwijzing="ja")
    make_offer("Babygroep", zones="leuven", lijn=3, echelons="5")
    response = make_person("Iris").browser.get(reverse("directory"), {"zone": "gent", "lines": "3"})
    text = said(response)
    assert names(response) == [] and "Hier is nu niets voor." in text and "Wat intussen kan" in text
    assert "Samen wachten" in text and "Op verwijzing" not in text and "Babygroep" not in text


WISH = {"zone": "gent", "months": "3", "echelons": ["3", "4"], "language": "ar", "lines": "3"}


def test_that_nothing_fits_is_written_down_without_a_family(db, superuser):
    make_offer("Babygroep", zones="leuven")
    iris = make_person("Iris")
    drawn = str(uuid4())
    for _ in range(3):  # a form that is sent more than once is told once
        response = iris.browser.post(reverse("nothing_fits_create"), WISH | {"id": drawn})
        assert response.status_code == 302
    page = iris.browser.get(response["Location"])
    assert "Dank je." in said(page) and names(page) == [] and "Laten weten" not in said(page)
    rows = superuser.execute("select * from directory_nothingfits").fetchall()
    columns = [one.name for one in superuser.execute("select * from directory_nothingfits").description]
    assert [dict(zip(columns, map(str, row), strict=True)) for row in rows] == [
        {
            "id": drawn, "zone": "gent", "echelons": "[3, 4]", "age_band": "0-5", "languages": "['ar']", "costs": "[]",
            "lines": "[3]", "asked_on": str(clock.today()),
        }
    ]  # fmt: skip
    assert str(iris.id) not in str(rows)


def test_looking_alone_writes_nothing_down(db, superuser):
    make_person("Iris").browser.get(reverse("directory"), WISH)
    assert superuser.execute("select count(*) from directory_nothingfits").fetchone() == (0,)


def test_a_wish_for_nothing_in_particular_is_not_written_down(db, superuser):
    browser = make_person("Iris").browser
    assert browser.post(reverse("nothing_fits_create"), {}).status_code == 302
    assert browser.post(reverse("nothing_fits_create"), {"zone": "atlantis"}).status_code == 422
    assert superuser.execute("select count(*) from directory_nothingfits").fetchone() == (0,)


def test_an_offer_tells_what_is_known_and_what_is_not(db):
    offer = make_offer(
        "Babygroep", organisatie="De Kade", initiatief="Speelkade", lijn=0, echelons="2", van_maanden=-9, tot_maanden=36,
        zones="gent|alle", talen="nl|fr", tolk="ja", kost="inkomen", kost_uitleg="2 tot 6 euro", verwijzing="nee",
        mail="hallo@example.org", web="https://example.org/kade", uren="elke dinsdag", uitleg="Samen op de grond.",
        nagekeken_op="2026-11-12", nagekeken_door="Pieter", wachttijd="meteen", vrije_plaatsen=4,
    )  # fmt: skip
    text = said(make_person("Iris").browser.get(reverse("offer", args=[offer.id])))
    for words in (
        "Speelkade (De Kade)", "Samen op de grond.", "meteen", "Vrije plaatsen: 4.",
        "Nagekeken op 12 november 2026 door Pieter.", "van het begin van de zwangerschap tot 3 jaar",
        "Frans, Nederlands, met een tolk ook andere talen", "volgens inkomen: 2 tot 6 euro", "elke dinsdag",
        "heel Vlaanderen en Brussel", "zelf contact opnemen kan", "hallo@example.org",
    ):  # fmt: skip
        assert words in text
    assert "Plaats dat weten we niet" in text


def test_an_offer_that_nobody_asked_about_says_so(db):
    text = said(make_person("Iris").browser.get(reverse("offer", args=[make_offer().id])))
    assert "niemand keek dit al na" in text and "Nagekeken op" not in text


def test_words_from_a_file_are_words_and_no_page(db):
    offer = make_offer("<b>Groep</b>", uitleg="<script>alert(1)</script>", web="https://example.org/?a=1&b=%22")
    page = make_person("Iris").browser.get(reverse("offer", args=[offer.id])).content.decode()
    assert "<script>alert" not in page and "<b>Groep" not in page and "&lt;script&gt;" in page


def test_a_waiting_time_is_checked_by_somebody_on_a_day(db):
    offer = make_offer(nagekeken_op="2026-01-02", nagekeken_door="An", wachttijd="vier maanden")
    els = make_editor("Els")
    url, form = (
        reverse("waiting_check_create", args=[offer.id]),
        {"words": "drie weken", "days": "21", "id": str(uuid7())},
    )
    form["checked_on"] = str(clock.today())
    for _ in range(2):
        assert els.browser.post(url, form)["Location"] == reverse("offer", args=[offer.id]) + "?done=kept"
    page = els.browser.get(reverse("offer", args=[offer.id]) + "?done=kept")
    text = said(page)
    assert "Bewaard." in text and "door Els." in text and text.index("drie weken") < text.index("vier maanden")
    assert "Wat eerder nagekeken werd" in text and len(page.context["checks"]) == 2
    assert WaitingCheck.objects.get(days=21).person_id == els.id


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "Er staat nog niets."),
        ({"words": "kort", "checked_on": ""}, "Zonder dag weet niemand"),
        ({"words": "kort", "checked_on": "2999-01-01"}, "Die dag moet nog komen."),
        ({"words": "kort", "checked_on": "1999-01-01"}, "langer dan een jaar geleden"),
        ({"words": "kort", "days": "veel"}, "Schrijf een heel getal"),
        ({"words": "kort", "free_places": "-1"}, "minder dan nul kan niet"),
    ],
)
def test_what_is_not_right_about_waiting_is_told_and_stays_in_the_form(db, typed, told):
    offer = make_offer()
    form = {"checked_on": str(clock.today())} | typed
    response = make_editor().browser.post(reverse("waiting_check_create", args=[offer.id]), form)
    assert response.status_code == 422 and told in said(response) and not WaitingCheck.objects.exists()
    assert typed.get("words", "") in response.content.decode()


def file(data: bytes, name: str = "aanbod.csv") -> io.BytesIO:
    made = io.BytesIO(data)
    made.name = name
    return made


def test_a_file_is_loaded_from_the_page_and_can_be_had_back(db):
    browser = make_editor().browser
    data = "organisatie;aanbod;lijn\nDe Kade;Groep;0\nDe Kade;=Som;1\n".encode("cp1252")
    response = browser.post(reverse("directory_import"), {"file": file(data)})
    assert response.status_code == 302
    assert "Nieuw: 2. Bijgewerkt: 0." in said(browser.get(response["Location"]))
    out = browser.get(reverse("directory_export_csv"))
    text = b"".join(out.streaming_content).decode("utf-8-sig")
    assert "De Kade;De Kade;Groep" in text and ";'=Som;" in text
    assert out["Content-Disposition"] == 'attachment; filename="aanbod.csv"'
    again = browser.post(reverse("directory_import"), {"file": file(text.encode())})
    assert "Nieuw: 0. Bijgewerkt: 2." in said(browser.get(again["Location"]))
    json = b"".join(browser.get(reverse("directory_export_json")).streaming_content)
    assert browser.post(reverse("directory_import"), {"file": file(json, "x.json")}).status_code == 302
    assert Offer.objects.count() == 2


def test_old_letters_are_told_after_loading(db):
    browser = make_editor().browser
    response = browser.post(
        reverse("directory_import"), {"file": file("organisatie;aanbod\nCafé;É\n".encode("cp1252"))}
    )
    assert "oude Windows-letters" in said(browser.get(response["Location"]))


def test_every_fault_in_a_file_is_told_at_once_and_nothing_was_loaded(db):
    rows = "".join(f"O;A{n};9\n" for n in range(205))
    response = make_editor().browser.post(
        reverse("directory_import"), {"file": file(f"organisatie;aanbod;lijn\nGoed;Goed;1\n{rows}".encode())}
    )
    text = said(response)
    assert response.status_code == 422 and "Er is niets ingelezen." in text and not Offer.objects.exists()
    assert "rij 3, lijn : Dit moet een getal zijn van 0 tot 3." in text and "En nog 5 andere." in text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (None, "Kies eerst een bestand."),
        (b"", "Dit bestand is leeg."),
        (b"PK\x03\x04x", "Dit is een werkblad"),
        (b"{", "geen goede JSON"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(db, data, told):
    response = make_editor().browser.post(reverse("directory_import"), {} if data is None else {"file": file(data)})
    assert response.status_code == 422 and told in said(response)


def asked(browser: Client, url: str) -> int:
    heard: list[str] = []

    def hear(execute, sql, params, many, context):
        heard.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        assert browser.get(url).status_code == 200
    return len(heard)


def test_a_page_is_at_most_twelve_statements_however_many_offers_there_are(db):
    offer = make_offer(zones="gent", nagekeken_op="2026-11-12", nagekeken_door="Pieter", wachttijd="meteen")
    browser = make_editor().browser
    urls = [reverse("directory"), reverse("offer", args=[offer.id]), reverse("directory") + "?zone=gent&lines=3",
            reverse("waiting_check_create", args=[offer.id]), reverse("directory_import"),
            reverse("offer_change", args=[offer.id]), reverse("offer_end", args=[offer.id]),
            reverse("offer_create", args=[offer.initiative_id])]  # fmt: skip
    before = [asked(browser, url) for url in urls]
    load_region(clock.now())
    assert [asked(browser, url) for url in urls] == before and max(before) <= MOST
