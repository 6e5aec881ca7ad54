"""Asking for help from a need, and handing over, on pages: four kinds of people, and wrong input."""

import re
from dataclasses import asdict

import pytest
from django.test import Client

from stek.circle.pace import Pace
from stek.circle.paces import pace_of
from stek.circle.tests.builders import make_family, make_person
from stek.continuity.machines import State, Step
from stek.continuity.models import Handover, Move, Referral
from stek.continuity.tests.builders import handed_over, let, moved, place_of, referred
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.needs.tests.builders import said
from stek.policy import Section, Verb
from tests.gate.people import hide


def url(family, path=""):
    return f"/families/{family.id}/contact/{path}"


def with_carer(name="Vera", discipline="midwife", family=None):
    family = family or make_family("Nina")
    who = make_person(name, discipline)
    family.ask_in(who)
    for section in (Section.CONTACT, Section.NEEDS):
        let(family, who, section=section)
    return family, who


def asking(family, who, row, **fields):
    given = {"need": str(row.thread_id), "words": "Het huis van het kind", "on": "", "bridge": ""} | fields
    return who.browser.post(url(family, "referrals/new/"), given)


def test_from_a_need_one_asks_for_help_and_follows_it_until_it_is_settled(db):
    family, vera = with_carer()
    need = said(family, words="Rust bij het voeden.")
    page = vera.browser.get(url(family, f"referrals/new/?need={need.thread_id}")).content.decode()
    assert "Rust bij het voeden." in page
    answer = asking(family, vera, need, bridge="Elke avond een half uur samen.")
    assert answer.status_code == 302
    shown = vera.browser.get(answer["Location"]).content.decode()
    assert "Het huis van het kind" in shown and "Elke avond een half uur samen." in shown and "Bewaard." in shown
    moving = answer["Location"].split("?")[0] + "moves/decline/"
    before = ""
    refused = vera.browser.post(moving, {"words": "", "before": before})
    assert refused.status_code == 422
    done = vera.browser.post(moving, {"words": "Zes maanden wachten.", "before": before})
    assert done.status_code == 302
    shown = vera.browser.get(done["Location"]).content.decode()
    assert "Zes maanden wachten." in shown and "Wat doen jullie verder?" in shown


def test_two_presses_make_one_question(db):
    family, vera = with_carer()
    need, once = said(family), uuid7()
    for _ in range(2):
        assert asking(family, vera, need, id=str(once)).status_code == 302
    with vera.acting():
        assert Referral.objects.filter(family_id=family.id).count() == 1


def test_without_a_place_or_without_a_need_nothing_is_asked_and_nothing_is_lost(db):
    family, vera = with_carer()
    need = said(family)
    page = asking(family, vera, need, words="", bridge="Wandelen <b>samen</b>")
    assert page.status_code == 422 and "Wandelen &lt;b&gt;samen&lt;/b&gt;" in page.content.decode()
    assert asking(family, vera, need, need=str(uuid7())).status_code == 422
    assert asking(family, vera, need, on="2099-01-01").status_code == 422


def test_who_may_not_read_a_need_does_not_see_what_was_asked_for_it(db):
    family, vera = with_carer()
    gust = make_person("Gust", "gp")
    family.ask_in(gust)
    let(family, gust)
    row = referred(family, said(family, vera).thread_id, vera)
    assert gust.browser.get(url(family, f"referrals/{row.id}/")).status_code == 200
    hide(family, vera, gust, thread=row.need_thread)
    assert gust.browser.get(url(family, f"referrals/{row.id}/")).status_code == 404
    assert "Het huis van het kind" not in gust.browser.get(url(family)).content.decode()


def test_a_handover_goes_from_a_proposal_to_the_end_on_pages(db):
    family, vera = with_carer()
    _family, gust = with_carer("Gust", "gp", family)
    given = {"to": str(place_of(family, gust)), "words": "Ze zingen samen. Zo hielp het."}
    answer = vera.browser.post(url(family, "handovers/new/"), given)
    assert answer.status_code == 302
    address = answer["Location"].split("?")[0]

    def press(who, step, **fields):
        page = who.browser.get(f"{address}moves/{step}/").content.decode()
        before = (re.search(r'name="before" value="([^"]*)"', page) or [""] * 2)[1]
        return who.browser.post(f"{address}moves/{step}/", {"before": before, "words": ""} | fields).status_code

    assert press(gust, "accept") == 409  # the family first
    assert press(family.parent, "agree") == 302
    assert press(vera, "accept") == 409
    assert press(gust, "accept") == 302
    assert press(family.parent, "meet") == 302
    both = family.parent.browser.get(url(family)).content.decode()
    assert "allebei" in both
    assert press(gust, "close") == 302
    page = family.parent.browser.get(address).content.decode()
    assert "Ze zingen samen. Zo hielp het." in page and "komt nog" not in page
    with vera.acting():
        states = list(Move.objects.filter(family_id=family.id).order_by("written_at").values_list("state", flat=True))
    assert states == [State.AGREED, State.ACCEPTED, State.MET, State.CLOSED]


def test_one_hands_over_to_one_at_a_time_and_keeps_the_words(db):
    family, vera = with_carer()
    _family, gust = with_carer("Gust", "gp", family)
    handed_over(family, vera, gust)
    given = {"to": str(place_of(family, gust)), "words": "Nog eens."}
    page = vera.browser.post(url(family, "handovers/new/"), given)
    assert page.status_code == 409 and "Nog eens.</textarea>" in page.content.decode()
    with vera.acting():
        assert Handover.objects.filter(family_id=family.id).count() == 1


def test_the_family_sets_its_pace_and_nobody_else(db):
    family, vera = with_carer()
    days = {
        "young": "5", "baby": "20", "later": "60", "stand_in_after": "2", "circle_after": "9", "handover_after": "3",
        "consent_before": "30", "many_steps": "4", "few_days": "8",
    }  # fmt: skip
    first = family.parent.browser.get(url(family, "pace/")).content.decode()
    assert 'name="few_days" value="7"' in first and "Gewoonlijk: 5." in first
    assert vera.browser.post(url(family, "pace/"), days).status_code == 403
    assert family.parent.browser.post(url(family, "pace/"), days | {"circle_after": "1"}).status_code == 422
    assert family.parent.browser.post(url(family, "pace/"), days).status_code == 302
    shown = family.parent.browser.get(url(family, "pace/")).content.decode()
    for name, value in days.items():
        assert f'name="{name}" value="{value}"' in shown
    assert "Gewoonlijk: 5." in shown, "what is usual stays to be read"
    assert "Gewoonlijk" not in vera.browser.get(url(family, "pace/")).content.decode()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("many_steps", "1", "Kies minstens 2."), ("many_steps", "x", "een aantal stappen, met een cijfer"),
        ("few_days", "32", "Kies hoogstens 31."), ("handover_after", "", "Schrijf een aantal dagen."),
        ("consent_before", "91", "Kies hoogstens 90."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_kept(db, name, value, says):
    family = make_family("Nina")
    sent = asdict(Pace()) | {"young": "7", "baby": "31", "later": "92"} | {name: value}
    answer = family.parent.browser.post(url(family, "pace/"), sent)
    assert answer.status_code == 422 and says in answer.content.decode()
    with family.parent.acting() as signed:
        assert pace_of(family.visit(family.parent, signed)) == Pace()


def test_the_doors_are_shut_for_who_is_not_there(db):
    family, vera = with_carer()
    row = referred(family, said(family).thread_id, vera)
    _family, gust = with_carer("Gust", "gp", family)
    over = handed_over(family, vera, gust)
    stranger, reader = make_person("Vreemde", "midwife"), make_person("Rita", "gp")
    family.ask_in(reader)
    let(family, reader, Verb.READ)
    paths = ["referrals/new/", f"referrals/{row.id}/", f"referrals/{row.id}/moves/meet/", f"referrals/{row.id}/readers/",
             "handovers/new/", f"handovers/{over.id}/", f"handovers/{over.id}/moves/agree/", "pace/"]  # fmt: skip
    for path in paths:
        assert Client().get(url(family, path)).status_code == 302, path
        assert stranger.browser.get(url(family, path)).status_code == 404, path
        sent = 405 if path in (f"referrals/{row.id}/", f"handovers/{over.id}/") else 404
        assert stranger.browser.post(url(family, path), {}).status_code == sent, path
        assert reader.browser.get(url(family, path)).status_code == (
            200 if path.count("/") == 2 and "new" not in path else 403
        ), path
    assert vera.browser.get(url(family, f"referrals/{uuid7()}/")).status_code == 404
    assert vera.browser.get(url(family, f"referrals/{row.id}/moves/take/")).status_code == 404
    assert moved(family, row, Step.MEET, vera, on=clock.today()).state == State.CONTACT
