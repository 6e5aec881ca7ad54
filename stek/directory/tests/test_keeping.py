"""Keeping the directory on its pages: an offer's own words, a new one, and one that stops."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from stek.circle.tests.builders import Somebody, make_person
from stek.directory import actions, queries
from stek.directory.matching import Wish
from stek.directory.models import Offer
from stek.directory.rules import SILENT_AFTER
from stek.directory.tests.builders import loaded, make_editor, make_offer
from stek.directory.tests.test_pages import said
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.people.models import Organisation

UNKNOWN = uuid7()
FULL = {
    "name": "Speelgroep", "about": "Samen op de grond.", "kind": "meeting_place", "line": "0", "echelons": ["3", "2"],
    "from_months": "-9", "to_months": "36", "zones": ["gent", "aalst"], "languages": ["nl", "fr"], "interpreter": "ja",
    "cost": "income", "cost_words": "2 tot 6 euro", "referral": "none", "phone": "+32 9 000 00 00",
    "mail": "hallo@example.org", "web": "https://example.org/kade", "place": "Wilgendorp", "hours": "elke dinsdag",
    "silent_after": "30",
}  # fmt: skip


def change(offer: Offer) -> str:
    return reverse("offer_change", args=[offer.pk])


def end(offer: Offer) -> str:
    return reverse("offer_end", args=[offer.pk])


def new(offer: Offer) -> str:
    return reverse("offer_create", args=[offer.initiative_id])


def seen(somebody: Somebody, url: str) -> str:
    """What the hidden field says on the page that somebody opened."""
    return str(somebody.browser.get(url).context["form"]["seen"].value())


def again(offer: Offer) -> Offer:
    return Offer.objects.get(pk=offer.pk)


@pytest.mark.parametrize("place", [change, end, new])
def test_the_four_cases(db, place):
    offer, other = make_offer(organisatie="De Kade"), make_offer(organisatie="De Korf")
    url = place(offer)
    assert reverse("account_login") in Client().get(url)["Location"]
    assert reverse("account_login") in Client().post(url)["Location"]
    stranger, korf = make_person("Iris"), make_editor("Pieter", other.initiative.organisation)
    for browser in (stranger.browser, korf.browser):
        assert browser.get(url).status_code == browser.post(url, FULL).status_code == 403
        nowhere = url.replace(str(offer.pk), str(UNKNOWN)).replace(str(offer.initiative_id), str(UNKNOWN))
        assert browser.get(nowhere).status_code == browser.post(nowhere, FULL).status_code == 404
    for editor in (make_editor("Els"), make_editor("Kaat", offer.initiative.organisation)):
        assert editor.browser.get(url).status_code == 200
    assert Offer.objects.count() == 2 and again(offer).name == offer.name


def test_only_who_may_change_is_shown_the_way(db):
    offer = make_offer()
    page = reverse("offer", args=[offer.pk])
    for somebody, shown in ((make_person("Iris"), False), (make_editor(), True)):
        text = somebody.browser.get(page).content.decode()
        assert {place(offer) in text for place in (change, end, new)} == {shown}


def test_every_own_field_of_an_offer_can_be_changed_and_who_did_it_is_told(db):
    offer, els = make_offer("Groep", breedte="51,05", lengte="3,72"), make_editor("Els")
    before = offer.changed_at
    response = els.browser.post(change(offer), FULL | {"seen": seen(els, change(offer))})
    assert response["Location"] == reverse("offer", args=[offer.pk]) + "?done=kept"
    kept = again(offer)
    assert {name: getattr(kept, name) for name in FULL} == FULL | {
        "line": 0, "echelons": [2, 3], "from_months": -9, "to_months": 36, "zones": ["aalst", "gent"],
        "languages": ["fr", "nl"], "interpreter": True, "silent_after": 30,
    }  # fmt: skip
    assert kept.latitude == 51.05 and kept.changed_by == els.id and kept.changed_at > before
    text = said(make_person("Iris").browser.get(reverse("offer", args=[offer.pk])))
    assert "door Els." in text and "Speelgroep" in text and "na 30 dagen zonder antwoord" in text


def test_what_stands_there_is_in_the_form_and_sending_it_back_changes_nothing(db):
    offer, els = make_offer("Groep"), make_editor()
    els.browser.post(change(offer), FULL | {"seen": seen(els, change(offer))})
    kept, form = again(offer), els.browser.get(change(offer)).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    assert els.browser.post(change(offer), {name: value for name, value in typed.items() if value not in (None, [])})
    assert again(offer).changed_at == kept.changed_at and Offer.objects.values().get() == vars_of(kept)


def vars_of(offer: Offer) -> dict[str, object]:
    return {name: value for name, value in vars(offer).items() if not name.startswith("_")}


def test_everything_may_be_left_open_again(db):
    offer, els = make_offer("Groep", lijn=1, tolk="ja", talen="nl", zones="gent", stil_na_dagen=9), make_editor()
    els.browser.post(change(offer), {"name": "Groep", "seen": seen(els, change(offer))})
    kept = again(offer)
    assert (kept.line, kept.interpreter, kept.languages, kept.zones, kept.silent_after) == (None, None, [], [], None)


def test_a_zone_that_nobody_can_choose_any_more_is_not_lost_by_saving(db, settings):
    settings.DEMO = False
    offer, els = make_offer("Groep", zones="stek-heideveld|gent"), make_editor()
    form = els.browser.get(change(offer)).context["form"]
    assert "stek-heideveld" in dict(form.fields["zones"].choices)
    typed = {"name": "Groep", "zones": form["zones"].value(), "about": "Nieuw.", "seen": form["seen"].value()}
    els.browser.post(change(offer), typed)
    assert again(offer).zones == ["gent", "stek-heideveld"] and again(offer).about == "Nieuw."


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"name": " "}, "name", "Hier moet iets staan."),
        ({"name": "x" * 201}, "name", "Deze tekst is 201 tekens lang, en er passen er 200."),
        ({"from_months": "drie"}, "from_months", "'drie' is geen heel getal."),
        ({"from_months": "36", "to_months": "12"}, "to_months", "De leeftijd 'tot' ligt niet na de leeftijd 'van'."),
        ({"phone": "bel maar"}, "phone", "In een telefoonnummer"),
        ({"mail": "niemand"}, "mail", "'niemand' is geen mailadres."),
        ({"web": "javascript:alert(1)"}, "web", "Een webadres begint met"),
        ({"silent_after": "0"}, "silent_after", "Dit moet een getal zijn van 1 tot 180."),
        ({"silent_after": "181"}, "silent_after", "Dit moet een getal zijn van 1 tot 180."),
        ({"zones": ["atlantis"]}, "zones", ""),
        ({"line": "7"}, "line", ""),
    ],
)
@pytest.mark.parametrize("place", [change, new])
def test_what_is_not_right_is_told_at_its_field_and_what_was_typed_stays(db, place, typed, field, told):
    offer, els = make_offer("Groep"), make_editor()
    response = els.browser.post(place(offer), FULL | {"about": "Mijn lange uitleg."} | typed)
    assert response.status_code == 422 and list(response.context["form"].errors) == [field]
    assert told.replace("'", "&#x27;") in response.content.decode() and "Mijn lange uitleg." in said(response)
    assert again(offer).about == "" and Offer.objects.count() == 1


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(db):
    offer, els, kaat = make_offer("Groep"), make_editor("Els"), make_editor("Kaat")
    opened = {one.id: seen(one, change(offer)) for one in (els, kaat)}
    first = {"name": "Groep", "hours": "elke maandag", "seen": opened[els.id]}
    second = {"name": "Groep", "hours": "elke vrijdag", "about": "Van Kaat.", "seen": opened[kaat.id]}
    assert els.browser.post(change(offer), first).status_code == 302
    response = kaat.browser.post(change(offer), second)
    text = said(response)
    assert response.status_code == 409 and again(offer).hours == "elke maandag"
    assert "werd intussen veranderd" in text and "elke maandag" in text and "door Els." in text
    form = response.context["form"]
    assert (form["hours"].value(), form["about"].value()) == ("elke vrijdag", "Van Kaat.")
    assert kaat.browser.post(change(offer), second | {"seen": form["seen"].value()}).status_code == 302
    assert (again(offer).hours, again(offer).changed_by) == ("elke vrijdag", kaat.id)


def test_a_file_that_was_loaded_meanwhile_is_told_too(db):
    offer, els = make_offer("Groep"), make_editor()
    opened = seen(els, change(offer))
    loaded({"organisatie": "Huis van het Kind", "aanbod": "Groep", "uitleg": "Uit het bestand."})
    response = els.browser.post(change(offer), {"name": "Groep", "about": "Van Els.", "seen": opened})
    assert response.status_code == 409 and "uit een bestand." in said(response)
    assert again(offer).about == "Uit het bestand."


@pytest.mark.parametrize("nonsense", ["", "gisteren", "2026-01-01T00:00:00"])
def test_who_cannot_say_what_was_seen_overwrites_nothing(db, nonsense):
    offer, els = make_offer("Groep", uitleg="Van ons."), make_editor()
    assert els.browser.post(change(offer), {"name": "Groep", "about": "x", "seen": nonsense}).status_code == 409
    assert again(offer).about == "Van ons."


def test_the_same_change_twice_is_one_change(db):
    offer, els = make_offer("Groep"), make_editor()
    typed = FULL | {"seen": seen(els, change(offer))}
    first = els.browser.post(change(offer), typed)
    at = again(offer).changed_at
    second = els.browser.post(change(offer), typed)
    assert first.status_code == second.status_code == 302 and again(offer).changed_at == at


def test_a_new_offer_stands_in_the_directory_once_however_often_it_is_sent(db):
    offer, els = make_offer("Groep", organisatie="De Kade"), make_editor("Els")
    typed = FULL | {"id": str(uuid7())}
    places = {els.browser.post(new(offer), typed)["Location"] for _ in range(3)}
    made = Offer.objects.get(name="Speelgroep")
    assert places == {reverse("offer", args=[made.pk]) + "?done=added"} and Offer.objects.count() == 2
    assert made.initiative_id == offer.initiative_id and made.changed_by == els.id
    assert "Speelgroep" in said(make_person("Iris").browser.get(reverse("directory"), {"zone": "gent"}))


def test_a_new_offer_has_the_number_that_a_file_gives_it(db):
    offer, els = make_offer("Groep", organisatie="De Kade"), make_editor()
    els.browser.post(new(offer), {"name": "Speelgroep"})
    assert loaded({"organisatie": "De Kade", "aanbod": "Speelgroep", "lijn": "1"}).known == 1
    assert Offer.objects.get(name="Speelgroep").line == 1


def test_an_offer_that_is_there_already_is_told_with_the_way_to_it(db):
    offer, els = make_offer("Groep", uitleg="Van ons."), make_editor()
    response = els.browser.post(new(offer), {"name": "GROEP", "about": "Nog eens."})
    assert response.status_code == 422 and "Dit aanbod staat er al." in said(response)
    assert reverse("offer", args=[offer.pk]) in response.content.decode() and "Nog eens." in said(response)
    assert Offer.objects.get().about == "Van ons."


def test_a_name_that_an_offer_had_before_is_free_again(db):
    offer, els = make_offer("Groep"), make_editor()
    els.browser.post(change(offer), {"name": "Andere groep", "seen": seen(els, change(offer))})
    drawn = str(uuid7())
    for _ in range(2):
        assert els.browser.post(new(offer), {"name": "Groep", "id": drawn}).status_code == 302
    assert sorted(Offer.objects.values_list("name", flat=True)) == ["Andere groep", "Groep"]
    assert Offer.objects.get(name="Groep").pk != offer.pk and again(offer).name == "Andere groep"


def test_an_offer_cannot_take_the_name_of_another_of_the_same_initiative(db):
    offer, other, els = make_offer("Groep"), make_offer("Andere groep"), make_editor()
    response = els.browser.post(change(offer), {"name": "andere Groep", "seen": seen(els, change(offer))})
    assert response.status_code == 422 and "Zo heet al een ander aanbod" in said(response)
    assert reverse("offer", args=[other.pk]) in response.content.decode() and again(offer).name == "Groep"


def test_two_at_once_make_one(db):
    offer, els, kaat = make_offer("Groep"), make_editor("Els"), make_editor("Kaat")
    assert els.browser.post(new(offer), {"name": "Speelgroep", "about": "Van Els."}).status_code == 302
    response = kaat.browser.post(new(offer), {"name": "Speelgroep", "about": "Van Kaat."})
    assert response.status_code == 422 and "Van Kaat." in said(response)
    assert Offer.objects.get(name="Speelgroep").about == "Van Els."


def stops(somebody: Somebody, offer: Offer, **typed: str) -> int:
    return somebody.browser.post(end(offer), {"seen": seen(somebody, end(offer))} | typed).status_code


def found(today=None) -> list[str]:
    return [one.offer.name for one in queries.matching(Wish(), today or clock.today())]


def test_an_offer_that_stopped_is_not_found_any_more_and_its_page_says_so(db):
    offer, els, today = make_offer("Groep"), make_editor("Els"), clock.today()
    assert found() == ["Groep"] and stops(els, offer, until=str(today)) == 302
    assert found() == [] and again(offer).changed_by == els.id
    page = reverse("offer", args=[offer.pk])
    assert "Dit aanbod is er niet meer sinds" in said(make_person("Iris").browser.get(page))
    assert reverse("waiting_check_create", args=[offer.pk]) not in els.browser.get(page).content.decode()
    listed = said(els.browser.get(new(offer)))
    assert "Groep Dit aanbod is er niet meer sinds" in listed


def test_an_offer_that_will_stop_is_found_until_that_day(db):
    offer, els, today = make_offer("Groep"), make_editor(), clock.today()
    later = today + timedelta(days=30)
    assert stops(els, offer, until=str(later)) == 302
    assert found() == found(later - timedelta(days=1)) == ["Groep"] and found(later) == []
    assert "Dit aanbod stopt. Vanaf" in said(els.browser.get(reverse("offer", args=[offer.pk])))


def test_what_stopped_by_mistake_is_there_again(db):
    offer, els = make_offer("Groep", stopt_op="2026-01-01"), make_editor()
    assert found() == [] and "Dit aanbod is er nog" in said(els.browser.get(end(offer)))
    page = els.browser.get(end(offer)).content.decode()
    assert (
        page.count('id="id_seen"') == 1
        and page.count('name="seen"') == page.count(f'value="{seen(els, end(offer))}"') == 2
    )
    assert stops(els, offer, stays="on", until="") == 302 and found() == ["Groep"] and again(offer).until is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Kies een dag."),
        ("morgen", "Die datum begrijpen we niet."),
        ("2999-01-01", "die ligt heel ver weg"),
        ("1999-01-01", "die ligt heel ver weg"),
    ],
)
def test_a_day_that_cannot_be_is_told(db, typed, told):
    offer, els = make_offer("Groep"), make_editor()
    response = els.browser.post(end(offer), {"until": typed, "seen": seen(els, end(offer))})
    assert response.status_code == 422 and told in said(response) and again(offer).until is None
    assert response.context["form"]["until"].value() == typed


def test_who_ends_what_somebody_else_just_changed_is_told(db):
    offer, els, kaat = make_offer("Groep"), make_editor("Els"), make_editor("Kaat")
    opened = seen(kaat, end(offer))
    els.browser.post(change(offer), {"name": "Groep", "hours": "elke maandag", "seen": seen(els, change(offer))})
    response = kaat.browser.post(end(offer), {"until": str(clock.today()), "seen": opened})
    assert response.status_code == 409 and "elke maandag" in said(response) and again(offer).until is None
    again_seen = response.context["form"]["seen"].value()
    assert kaat.browser.post(end(offer), {"until": str(clock.today()), "seen": again_seen}).status_code == 302
    assert again(offer).until == clock.today() and again(offer).hours == "elke maandag"


def test_who_ends_writes_no_other_field(db):
    offer, els = make_offer("Groep", uitleg="Van ons."), make_editor()
    stops(els, offer, until=str(clock.today()), name="Anders", about="x")
    assert (again(offer).name, again(offer).about) == ("Groep", "Van ons.")


def test_words_on_the_page_are_words(db):
    offer, els = make_offer("Groep"), make_editor()
    els.browser.post(change(offer), {"name": "<b>Groep", "hours": "<i>x", "seen": seen(els, change(offer))})
    for url in (reverse("offer", args=[offer.pk]), change(offer), end(offer), new(offer)):
        page = els.browser.get(url).content.decode()
        assert "&lt;b&gt;Groep" in page and "<b>Groep" not in page and "<i>x" not in page


def test_after_how_many_days_a_referral_is_silent_is_fourteen_unless_somebody_says_so(db):
    offer = make_offer()
    assert offer.silent_after is None and SILENT_AFTER == 14
    text = said(make_person("Iris").browser.get(reverse("offer", args=[offer.pk])))
    assert "na 14 dagen zonder antwoord" in text
    one = make_offer(stil_na_dagen=1)
    assert "na 1 dag zonder antwoord" in said(make_person("Iris").browser.get(reverse("offer", args=[one.pk])))


@pytest.mark.parametrize("days", [0, 181, -1])
def test_the_database_itself_refuses_a_silence_that_cannot_be(db, days):
    offer = make_offer()
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(silent_after=days)


def test_a_change_that_is_refused_writes_nothing(db):
    offer, els = make_offer("Groep"), make_editor()
    with pytest.raises(actions.ChangedMeanwhile), transaction.atomic():
        actions.change_offer(offer=offer.pk, values={"about": "x"}, seen=None, by=els.person, at=clock.now())
    assert again(offer).about == "" and again(offer).changed_by is None


def test_an_organisation_with_the_same_name_is_not_the_same_organisation(db):
    offer = make_offer(organisatie="De Kade")
    namesake = make_editor("Els", Organisation.objects.create(name="De Kade"))
    assert namesake.browser.get(change(offer)).status_code == 403
