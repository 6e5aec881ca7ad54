"""The pages of agreements: in four cases, with bad input, twice, and when somebody else was first."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from stek.circle.actions import step_out
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.circle.tests.hiding import hide
from stek.continuity.machines import State, Step
from stek.continuity.models import FollowUp, Move
from stek.continuity.rules import Way
from stek.continuity.standing import last_move, state_of
from stek.continuity.tests.builders import let, moved, place_of, promised, referred
from stek.kit import clock
from stek.needs.tests.builders import said
from stek.plans.tests.builders import make_goal, make_step
from stek.policy import Section, Verb
from stek.story import actions as story
from tests.laws.test_statements import MOST, asked

WORDS = "Ik bel hoe de nacht was."


@pytest.fixture
def family(db) -> MadeFamily:
    return make_family("Nina", "Maaike")


def let_in(family: MadeFamily, name: str, *verbs: Verb):
    who = make_person(name, "midwife")
    family.ask_in(who)
    let(family, who, *verbs)
    return who


def at(family: MadeFamily, name: str, *ids: object) -> str:
    return reverse(name, args=[family.id, *ids])


def in_days(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def said_words(**more: object) -> dict[str, object]:
    return {"words": WORDS, "way": "call", "due_on": in_days(3), "id": str(uuid4())} | more


def body(response) -> str:
    return response.content.decode()


def rows(family: MadeFamily) -> list[FollowUp]:
    with family.parent.acting():
        return list(FollowUp.objects.filter(family_id=family.id).order_by("written_at", "id"))


def state(family: MadeFamily, row: FollowUp) -> State:
    with family.parent.acting():
        return state_of(row)


def noted(family: MadeFamily, who: Somebody, words: str, *, share: bool = True):
    with who.acting() as signed:
        here = family.visit(who, signed)
        return story.note(noticed=story.Noticed(words, clock.today()), by=here, at=here.at, share=share)


def newest(family: MadeFamily, row: FollowUp) -> str:
    """What stands in the page of who saw everything."""
    with family.parent.acting():
        move = last_move(row)
        return str(move.id) if move else ""


def pages(family: MadeFamily) -> dict[str, str]:
    row = promised(family)
    return {name: at(family, name) for name in ("contact", "contact_week", "follow_up_create")} | {
        "follow_up": at(family, "follow_up", row.id), "follow_up_hide": at(family, "follow_up_hide", row.id),
        **{step: at(family, "follow_up_move_create", row.id, step) for step in ("do", "put_off", "ask", "drop")},
    }  # fmt: skip


def test_every_page_opens_for_the_circle_and_for_nobody_else(family):
    vera, stranger, signed_out = let_in(family, "Vera"), make_person("Vreemde").browser, Client()
    for name, url in pages(family).items():
        assert family.parent.browser.get(url).status_code == 200, name
        assert vera.browser.get(url).status_code == (403 if "hide" in name else 200), name
        assert stranger.get(url).status_code == 404, name
        assert signed_out.get(url)["Location"].startswith(reverse("account_login")), name
        assert family.parent.browser.get(url.replace(str(family.id), str(uuid4()))).status_code == 404, name


def test_who_was_asked_for_the_story_only_meets_nothing(family):
    gust = make_person("Gust", "gp")
    family.ask_in(gust)
    for name, url in pages(family).items():
        assert gust.browser.get(url).status_code == (403 if name == "follow_up_create" else 404), name


def test_who_only_reads_sees_it_and_finds_nothing_to_press(family):
    reader = let_in(family, "Lezer", Verb.READ)
    row = promised(family)
    page = body(reader.browser.get(at(family, "follow_up", row.id)))
    assert WORDS in page and "Gedaan" not in page and "Verzetten" not in page
    assert reader.browser.get(at(family, "follow_up_move_create", row.id, "do")).status_code == 403
    assert reader.browser.post(at(family, "follow_up_create"), said_words()).status_code == 403


def test_a_step_that_is_in_no_machine_is_not_there(family):
    row = promised(family)
    for step in ("jump", "agree", str(uuid4())):
        assert family.parent.browser.get(at(family, "follow_up_move_create", row.id, step)).status_code == 404


def test_an_empty_page_is_a_good_page(family):
    page = body(family.parent.browser.get(at(family, "contact")))
    assert "Er is nu niets afgesproken. Dat kan net goed zijn." in page
    assert "Niets, voor zover hier staat." in page and "Wat voorbij is" not in page


# --- making one


def test_an_agreement_is_made_and_shows_who_does_what_when(family):
    vera = let_in(family, "Vera")
    form = said_words(way="visit", due_time="14:30", about=str(family.child), stand_in=str(place_of(family, vera)))
    page = body(family.parent.browser.post(at(family, "follow_up_create"), form, follow=True))
    for text in (
        WORDS,
        "om 14:30",
        "Jij hebt ",
        " een afspraak.",
        "June",
        "Jij doet dit.",
        "Vera (vroedvrouw) staat klaar",
        "Bewaard.",
    ):
        assert text in page, text
    assert WORDS in body(vera.browser.get(at(family, "contact")))


def test_before_it_is_saved_the_form_says_who_reads_it(family):
    let_in(family, "Vera")
    page = body(family.parent.browser.get(at(family, "follow_up_create")))
    assert "Dat zijn nu:" in page and "Vera" in page and "Maaike" in page


def test_asked_of_somebody_else_it_stays_with_who_asks_until_there_is_a_yes(family):
    vera = let_in(family, "Vera")
    form = said_words(ask=str(place_of(family, vera)))
    page = body(family.parent.browser.post(at(family, "follow_up_create"), form, follow=True))
    assert "Jij doet dit." in page and "Gevraagd aan Vera (vroedvrouw), nog geen antwoord." in page
    (row,) = rows(family)
    asked = body(vera.browser.get(at(family, "contact")))
    assert "Nina vraagt of jij dit overneemt." in asked
    take = at(family, "follow_up_move_create", row.id, "take")
    page = body(vera.browser.post(take, {"before": newest(family, row)}, follow=True))
    assert "Dit is nu bij jou." in page and "Jij doet dit." in page and state(family, row) is State.OPEN
    assert "Vera (vroedvrouw) doet dit." in body(family.parent.browser.get(at(family, "follow_up", row.id)))


def test_the_same_page_twice_is_one_agreement(family):
    form = said_words()
    for _ in range(2):
        assert family.parent.browser.post(at(family, "follow_up_create"), form).status_code == 302
    assert len(rows(family)) == 1


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"due_on": ""}, "Kies een dag. Zo weet iedereen wanneer dit gebeurt."),
        ({"due_on": in_days(-1)}, "Die dag is voorbij."),
        ({"due_on": in_days(900)}, "Dat is meer dan twee jaar ver."),
        ({"due_on": "gisteren"}, "Die datum begrijpen we niet."),
        ({"due_time": "straks"}, "Dat uur begrijpen we niet."),
        ({"way": ""}, "Kies hoe het gebeurt."),
        ({"words": "  "}, "Er staat nog niets."),
        ({"words": "x" * 4001}, "Deze tekst is 4001 tekens lang"),
    ],
)
def test_what_has_to_be_put_right_is_said_in_a_sentence_and_every_word_stays(family, more, text):
    form = said_words(due_time="10:00") | more
    response = family.parent.browser.post(at(family, "follow_up_create"), form)
    assert response.status_code == 422 and text in body(response)
    assert str(form["words"]).strip() in body(response) and rows(family) == []


def test_nobody_stands_in_for_themself(family):
    vera = str(place_of(family, let_in(family, "Vera")))
    response = family.parent.browser.post(at(family, "follow_up_create"), said_words(ask=vera, stand_in=vera))
    assert response.status_code == 422 and "Kies twee verschillende mensen" in body(response)


def test_somebody_who_reads_no_agreements_cannot_be_chosen(family):
    gust = make_person("Gust", "gp")
    place = family.ask_in(gust)
    response = family.parent.browser.post(at(family, "follow_up_create"), said_words(stand_in=str(place)))
    assert response.status_code == 422 and rows(family) == []


# --- from a note, from a need


def test_it_begins_at_a_need_and_at_a_note_and_leads_back_to_them(family):
    browser = family.parent.browser
    need, seen = said(family, words="Rust vinden."), noted(family, family.parent, "Ze slaapt kort.")
    offered = {
        "need": reverse("need", args=[family.id, need.id]), "note": reverse("observation", args=[family.id, seen.id])
    }  # fmt: skip
    for name, thread, words in (("need", need.thread_id, "Rust vinden."), ("note", seen.thread_id, "Ze slaapt kort.")):
        link = at(family, "follow_up_create") + f"?{name}={thread}"
        assert link in body(browser.get(offered[name]))
        assert words in body(browser.get(link))
        page = body(browser.post(at(family, "follow_up_create"), said_words(**{name: str(thread)}), follow=True))
        assert words in page


def test_who_may_make_no_agreements_is_not_offered_one_at_a_note(family):
    gust = make_person("Gust", "gp")
    family.ask_in(gust)
    seen = noted(family, family.parent, "Ze slaapt kort.")
    page = body(gust.browser.get(reverse("observation", args=[family.id, seen.id])))
    assert "Ze slaapt kort." in page and "Spreek iets af" not in page


def test_a_note_that_one_may_not_see_lends_nothing(family):
    secret = noted(family, family.parents[1], "Alleen van mij.", share=False)
    link = at(family, "follow_up_create") + f"?note={secret.thread_id}"
    assert "Alleen van mij." not in body(family.parent.browser.get(link))
    response = family.parent.browser.post(at(family, "follow_up_create"), said_words(note=str(secret.thread_id)))
    assert response.status_code == 422 and WORDS in body(response) and "Alleen van mij." not in body(response)


# --- every step


def test_done_goes_back_to_where_it_was_pressed_and_can_be_undone(family):
    row, browser = promised(family), family.parent.browser
    there = at(family, "contact")
    response = browser.post(at(family, "follow_up_move_create", row.id, "do"), {"next": there, "before": ""})
    assert response["Location"].startswith(f"{there}?done=do") and state(family, row) is State.DONE
    page = body(browser.get(response["Location"]))
    assert "Ongedaan maken" in page
    undo = {"next": there, "before": newest(family, row)}
    browser.post(at(family, "follow_up_move_create", row.id, "reopen"), undo)
    assert state(family, row) is State.OPEN


@pytest.mark.parametrize("next", ["https://elders.example/", "//elders.example/", "/\\elders.example", "elders"])
def test_nobody_is_sent_out_of_the_house(family, next):
    row = promised(family)
    response = family.parent.browser.post(at(family, "follow_up_move_create", row.id, "do"), {"next": next})
    assert response["Location"].startswith(at(family, "follow_up", row.id) + "?")


def test_put_off_needs_a_new_day_and_a_word_and_both_are_shown(family):
    row, browser = promised(family), family.parent.browser
    url = at(family, "follow_up_move_create", row.id, "put_off")
    for missing in ({"due_on": in_days(9)}, {"words": "Vera is ziek."}, {"due_on": in_days(-3), "words": "Nu."}):
        assert browser.post(url, missing).status_code == 422
    page = body(browser.post(url, {"due_on": in_days(9), "words": "Vera is ziek.", "before": ""}, follow=True))
    assert "Jij verzette dit naar" in page and "Vera is ziek." in page and "Verzet. Wie meeleest" in page
    assert len(rows(family)) == 1


def test_who_is_asked_can_leave_it_with_a_word_and_then_it_stays(family):
    vera = let_in(family, "Vera")
    row = promised(family, ask=vera)
    url = at(family, "follow_up_move_create", row.id, "leave")
    before = newest(family, row)
    assert vera.browser.post(url, {"before": before}).status_code == 422
    page = body(vera.browser.post(url, {"before": before, "words": "Ik ben dan weg."}, follow=True))
    assert "Ik ben dan weg." in page and "Nina doet dit." in page and "Jij kan dit niet doen." in page


def test_asking_somebody_else_offers_only_who_reads_along(family):
    vera, gust = let_in(family, "Vera"), make_person("Gust", "gp")
    family.ask_in(gust)
    row = promised(family)
    url = at(family, "follow_up_move_create", row.id, "ask")
    page = body(family.parent.browser.get(url))
    assert "Vera" in page and "Gust" not in page
    family.parent.browser.post(url, {"place": str(place_of(family, vera)), "before": ""})
    assert state(family, row) is State.ASKED


def test_where_nobody_reads_along_the_page_says_so(db):
    alone = make_family("Nina")
    row = promised(alone)
    url = at(alone, "follow_up_move_create", row.id, "ask")
    assert "Er leest nu niemand anders mee" in body(alone.parent.browser.get(url))
    assert alone.parent.browser.post(url, {"before": ""}).status_code == 422


def test_not_needed_any_more_needs_a_word_and_folds_it_away(family):
    row, browser = promised(family), family.parent.browser
    url = at(family, "follow_up_move_create", row.id, "drop")
    assert browser.post(url, {"before": ""}).status_code == 422
    browser.post(url, {"before": "", "words": "Het gaat vanzelf beter."})
    page = body(browser.get(at(family, "contact")))
    assert "Er is nu niets afgesproken." in page and "Wat voorbij is" in page and WORDS in page


def test_a_step_that_is_sent_twice_is_one_step(family):
    row, browser = promised(family), family.parent.browser
    for _ in range(2):
        response = browser.post(at(family, "follow_up_move_create", row.id, "do"), {"before": ""})
        assert response.status_code == 302
    with family.parent.acting():
        assert Move.objects.filter(of_id=row.id).count() == 1


def test_when_somebody_was_first_the_page_says_who_did_what_and_keeps_the_words(family):
    vera = let_in(family, "Vera")
    row = promised(family)
    moved(family, row, Step.DO, vera, words="Ik had haar aan de lijn.")
    url = at(family, "follow_up_move_create", row.id, "put_off")
    typed = {"before": "", "due_on": in_days(5), "words": "Morgen pas."}
    response = family.parent.browser.post(url, typed)
    assert response.status_code == 409
    for text in ("Vera (vroedvrouw) zei dat dit gedaan is.", "Ik had haar aan de lijn.", "Morgen pas."):
        assert text in body(response), text


def test_when_it_moved_meanwhile_and_the_step_is_still_there_one_can_take_it_after_reading(family):
    vera = let_in(family, "Vera")
    row = promised(family)
    moved(family, row, Step.PUT_OFF, vera, words="Zij vroeg het.", due_on=clock.today() + timedelta(days=4))
    url = at(family, "follow_up_move_create", row.id, "drop")
    response = family.parent.browser.post(url, {"before": "", "words": "Niet nodig."})
    assert response.status_code == 409 and "Toch: Niet meer nodig" in body(response)
    assert "Vera (vroedvrouw) verzette dit naar" in body(response) and state(family, row) is State.OPEN


def test_the_history_is_the_newest_first(family):
    row = promised(family)
    moved(family, row, Step.PUT_OFF, words="Eerst dit.", due_on=clock.today() + timedelta(days=4))
    moved(family, row, Step.DO, words="En toen dat.")
    page = body(family.parent.browser.get(at(family, "follow_up", row.id)))
    assert page.index("En toen dat.") < page.index("Eerst dit.")


# --- hidden


def test_what_is_hidden_from_somebody_is_not_there_for_them(family):
    vera = let_in(family, "Vera")
    row = promised(family)
    assert hide(family, family.parent, at(family, "follow_up_hide", row.id), vera).status_code == 302
    assert vera.browser.get(at(family, "follow_up", row.id)).status_code == 404
    assert WORDS not in body(vera.browser.get(at(family, "contact")))
    assert WORDS in body(family.parent.browser.get(at(family, "contact")))


# --- what is asked already, what to look at, who is there


def test_beside_the_form_stands_what_the_family_is_asked_already_and_a_carers_own_work_is_not_in_it(family):
    vera = let_in(family, "Vera")
    promised(family, vera, words="Ik kom langs.", way=Way.VISIT)
    promised(family, vera, words="Ik bel de mutualiteit.", way=Way.OWN)
    promised(family, vera, words="Over drie weken.", due_on=clock.today() + timedelta(days=21))
    make_step(family, make_goal(family, "Samen genieten."), "Elke avond een liedje.")
    page = body(vera.browser.get(at(family, "follow_up_create")))
    assert "Ik kom langs." in page and "Ik bel de mutualiteit." not in page and "Over drie weken." not in page
    own = body(family.parent.browser.get(at(family, "follow_up_create")))
    assert "Elke avond een liedje." in own and "een stap uit het plan" in own


def test_beside_a_step_of_the_plan_it_is_one_press_away_for_who_reads_the_agreements(family):
    vera, gust = let_in(family, "Vera"), let_in(family, "Gust", Verb.NOTE)
    for who in (vera, gust):
        let(family, who, section="needs")
    promised(family, vera, words="Ik kom langs.", way=Way.VISIT)
    form, week = at(family, "step_create", make_goal(family, "Samen genieten.").id), at(family, "contact_week")
    assert week in body(vera.browser.get(form)) and "Ik kom langs." in body(vera.browser.get(week))
    assert week not in body(gust.browser.get(form)) and "Ik kom langs." not in body(gust.browser.get(week))


def test_what_waits_is_said_by_its_day_to_who_holds_it_and_then_to_who_stands_in(family, monkeypatch):
    vera, gust = let_in(family, "Vera"), let_in(family, "Gust")
    promised(family, vera, due_on=clock.today(), stand_in=gust)
    there, today = at(family, "contact"), clock.today()
    assert "Dit is voor vandaag." in body(vera.browser.get(there))
    assert "Dit is voor vandaag" not in body(gust.browser.get(there))
    monkeypatch.setattr(clock, "today", lambda: today + timedelta(days=2))
    assert "Dit staat open sinds" in body(vera.browser.get(there))
    assert "Jij staat klaar voor Vera (vroedvrouw)." in body(gust.browser.get(there))
    assert "Dit staat open sinds" not in body(family.parent.browser.get(there))


def test_what_is_over_is_nothing_to_look_at_any_more(family, monkeypatch):
    vera, today = let_in(family, "Vera"), clock.today()
    let(family, vera, section=Section.NEEDS)
    call, help = promised(family, vera), referred(family, said(family).thread_id, vera)
    with vera.acting() as signed:
        here = family.visit(vera, signed)
        step_out(by=here, at=here.at)

    def looked_at() -> list[bool]:
        with monkeypatch.context() as later:
            later.setattr(clock, "today", lambda: today + timedelta(days=20))
            page = body(family.parent.browser.get(at(family, "contact")))
        return ["Wie dit op zich nam, leest hier niet meer" in page, "Wie deze vraag opvolgde, leest hier" in page]

    assert looked_at() == [True, True]
    moved(family, call, Step.DO)
    moved(family, help, Step.WITHDRAW, words="Er is nu iemand.")
    assert looked_at() == [False, False]


def test_the_page_says_who_is_there_now_and_who_left_is_not_named(family):
    vera = let_in(family, "Vera")
    assert "Voor jullie is er nu: Vera (vroedvrouw)." in body(family.parent.browser.get(at(family, "contact")))
    assert "Jij bent nu de vaste persoon voor dit gezin." in body(vera.browser.get(at(family, "contact")))
    with vera.acting() as signed:
        here = family.visit(vera, signed)
        step_out(by=here, at=here.at)
    assert "Er leest nu niemand van de zorg mee" in body(family.parent.browser.get(at(family, "contact")))


def test_a_page_is_at_most_twelve_statements_however_much_is_agreed(family):
    vera = let_in(family, "Vera")
    found = pages(family)
    need = said(family)
    found["follow_up_of_a_need"] = at(family, "follow_up_create") + f"?need={need.thread_id}"
    for who in (family.parent, vera):
        urls = {name: url for name, url in found.items() if who is family.parent or "hide" not in name}
        before = {name: len(asked(who.browser, url).before) for name, url in urls.items()}
        assert {name: count for name, count in before.items() if count > MOST} == {}
        for number in range(3):
            moved(family, promised(family, vera, words=f"Nog {number}."), Step.DO, vera)
            promised(family, words=f"Ook {number}.")
        assert {name: len(asked(who.browser, url).before) for name, url in urls.items()} == before
        assert not any(asked(who.browser, url).during for url in urls.values())
