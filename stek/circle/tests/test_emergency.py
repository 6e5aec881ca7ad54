"""Breaking the glass: for a health professional with a fresh second key; to read, for an hour; and parents see it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from stek.circle import actions
from stek.circle.actions.emergency import GlassStaysShut
from stek.circle.models import BreakGlass
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.people.rules import HEALTH_PROFESSIONALS, Discipline
from stek.story.tests.sending import noted, send, words_of
from stek.trail.models import TrailEntry

WHY = "Ze staat hier met koorts en kan niets vertellen."


@pytest.fixture
def family(db):
    family = make_family("Nina", "Maaike")
    noted(family, family.parent, "Van thuis.")
    return family


def doctor(discipline="paediatrician", minutes_ago=0):
    return make_person("Dokter", discipline, second_factor_at=clock.now() - timedelta(minutes=minutes_ago))


def break_in(family, who, why=WHY):
    return who.browser.post(f"/families/{family.id}/emergency/", {"why": why})


def trail(family, who):
    return who.browser.get(f"/families/{family.id}/trail/").content.decode()


def test_it_opens_what_is_shared_for_reading_and_nothing_else(family):
    noted(family, family.parent, "Alleen van mij.", readers="me")
    who = doctor()
    assert break_in(family, who).status_code == 302
    assert words_of(family, who) == ["Van thuis."]
    assert send(family, who, "Koorts.").status_code == 403
    for path in ("access/", "trail/", "ties/new/", "circle/invitations/new/"):
        assert who.browser.get(f"/families/{family.id}/{path}").status_code == 404
    assert "noodgeval" in who.browser.get(f"/families/{family.id}/").content.decode()


def test_after_an_hour_the_door_is_shut(family, superuser):
    who = doctor()
    break_in(family, who)
    superuser.execute("update circle_breakglass set opened_at = now() - interval '61 minutes', until_at = now()")
    assert who.browser.get(f"/families/{family.id}/").status_code == 404


def test_it_opens_for_health_professionals_and_for_nobody_else(family):
    for discipline in ["", *Discipline]:
        who = doctor(discipline)
        if discipline in HEALTH_PROFESSIONALS:
            assert break_in(family, who).status_code == 302, discipline
            continue
        assert break_in(family, who).status_code == 404, discipline
        with who.acting() as signed, pytest.raises(GlassStaysShut):
            actions.break_glass(family=family.id, why=WHY, by=signed, at=signed.at)


def test_it_asks_for_a_second_key_of_this_moment_and_keeps_the_reason(family):
    for who in (doctor(minutes_ago=6), make_person("Dokter", "gp")):
        response = break_in(family, who)
        page = response.content.decode()
        assert response.status_code == 403 and WHY in page and "tweede sleutel" in page
        assert who.browser.get(f"/families/{family.id}/").status_code == 404


def test_a_family_that_is_not_there_is_told_the_same(family):
    who, late = doctor(), doctor(minutes_ago=9)
    nowhere = who.browser.post(f"/families/{uuid7()}/emergency/", {"why": WHY})
    assert nowhere.status_code == break_in(family, late).status_code == 403


def test_the_form_says_what_an_emergency_is_who_may_and_who_will_read_the_reason(family):
    page = doctor().browser.get(f"/families/{family.id}/emergency/").content.decode()
    assert "iemands leven of gezondheid loopt nu gevaar" in page
    assert "wie zelf zorg verleent, met een nagekeken beroep en een tweede sleutel" in page
    assert "Je reden lezen de ouders niet." in page and "wie namens je organisatie nakijkt of dit nodig was" in page


def test_the_reason_is_kept_for_who_reviews(family, superuser):
    break_in(family, doctor())
    (kept,) = superuser.execute("select why_sealed from circle_breakglass").fetchone()
    assert len(bytes(kept)) > len(WHY) and WHY.encode() not in bytes(kept)


def test_without_a_reason_of_some_words_it_stays_shut(family):
    who = doctor()
    for why in ("", "   ", "x" * 2001, "\x00"):
        response = break_in(family, who, why)
        assert response.status_code == 422 and 'class="errors"' in response.content.decode()


def test_pressed_twice_it_is_opened_once(family):
    who = doctor()
    for _ in range(2):
        assert break_in(family, who).status_code == 302
    assert trail(family, family.parent).count("opende het verhaal in een noodgeval") == 1


def test_both_parents_read_who_it_was_and_whom_to_call_not_why_and_one_says_they_saw_it(family):
    break_in(family, doctor())
    for parent in family.parents:
        page = trail(family, parent)
        assert WHY not in page and ">Gezien<" in page and "in een noodgeval, voor één uur" in page
        assert "bel de organisatie waar die werkt" in page and 'href="tel:025248520"' in page
    with family.parent.acting():
        glass = BreakGlass.objects.get()
    path = f"/families/{family.id}/emergency/{glass.id}/review/"
    for parent in (*family.parents, family.parent):
        assert parent.browser.post(path).status_code == 302
    with family.parent.acting():
        glass = BreakGlass.objects.get()
        assert TrailEntry.objects.filter(kind="breakglass").count() == 1
    assert glass.reviewed_by == family.parent.id
    page = trail(family, family.parents[1])
    assert ">Gezien<" not in page and "zag dat er een noodgeval was" not in page  # when Nina looked is hers


def test_nobody_but_a_parent_says_that_it_was_seen(family):
    who, vera = doctor(), make_person("Vera")
    family.ask_in(vera)
    break_in(family, who)
    with family.parent.acting():
        glass = BreakGlass.objects.get()
    for other in (who, vera, make_person("Vreemde")):
        assert other.browser.post(f"/families/{family.id}/emergency/{glass.id}/review/").status_code == 404
    deeds = [
        (who, {"reviewed_at": clock.now(), "reviewed_by": who.id}),
        (who, {"reviewed_at": clock.now(), "reviewed_by": family.parent.id}),
        (who, {"why_sealed": b"een andere reden"}),
        (family.parent, {"why_sealed": b"een andere reden"}),
        (family.parent, {"reviewed_at": clock.now(), "reviewed_by": family.parents[1].id}),
        (family.parent, {"until_at": clock.now() + timedelta(days=9)}),
    ]
    for somebody, change in deeds:
        with somebody.acting():
            try:
                with transaction.atomic():
                    changed = BreakGlass.objects.filter(id=glass.id).update(**change)
            except DatabaseError:
                changed = 0
            assert changed == 0, change


def test_who_does_not_exist_for_a_parent_breaks_no_glass_that_this_parent_sees(family):
    """Somebody of a refuge, hidden from the other parent, stays hidden in an emergency too."""
    midwife = doctor("midwife")
    place = family.ask_in(midwife, Relation.MIDWIFE, may=())
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        actions.seal(hidden_from=family.parents[1].id, thread=place, by=here, at=here.at)
    break_in(family, midwife)
    assert "in een noodgeval" in trail(family, family.parent)
    theirs = trail(family, family.parents[1])
    assert WHY not in theirs and "Dokter" not in theirs and "noodgeval" not in theirs
    with family.parents[1].acting():
        assert not BreakGlass.objects.exists()
