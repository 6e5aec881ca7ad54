"""Saying what is needed, saying it anew, and looking together: dated rows with who said them."""

from functools import partial

import pytest
from django.db import DatabaseError, transaction

from stek.circle.queries import circle_of
from stek.circle.tests.builders import make_family, make_person
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.needs import actions
from stek.needs.models import Need
from stek.needs.rules import Echelon, State, Whose
from stek.needs.tests.builders import NEXT_MONTH, let, needs_seen, said, said_again, send
from stek.policy import Verb
from stek.story.tests.sending import at_once, noted


def page(family, who, path=""):
    return who.browser.get(f"/families/{family.id}/needs/{path}")


def text(family, who, path=""):
    return page(family, who, path).content.decode()


def test_what_is_said_stands_there_with_who_said_it_and_for_whom(db):
    family = make_family("Nina")
    response = send(family, words="Ze vindt rust bij mij.", about=[str(family.child)], state="discussed")
    assert response.status_code == 302
    (one,) = needs_seen(family)
    assert (one.echelon, one.state, one.newest.whose) == (Echelon.ATTUNED, State.DISCUSSED, Whose.CHILD)
    shown = text(family, family.parent, f"{one.id}/")
    assert "Ze vindt rust bij mij." in shown and "Woorden van Nina" in shown and "June" in shown
    assert "Nina zegt dit zelf." in shown


def test_several_may_stand_on_one_echelon_and_on_several_at_once(db):
    family = make_family("Nina")
    said(family, words="Slaap.", echelon=Echelon.BASIC)
    said(family, words="Samen spelen.", state=State.NOW)
    said(family, words="Praten.", state=State.NOT_KNOWN)
    assert [(one.echelon, one.called) for one in needs_seen(family)] == [
        (Echelon.BASIC, "Slaap."), (Echelon.ATTUNED, "Samen spelen."), (Echelon.ATTUNED, "Praten."),
    ]  # fmt: skip
    shown = text(family, family.parent)
    assert "Hier kijken we nu naar, weten we nog niet" in shown


def test_what_is_looked_at_now_has_a_day_to_look_again(db):
    family = make_family("Nina")
    response = send(family, state="now")
    assert response.status_code == 422 and "Kies een dag" in response.content.decode()
    day = (clock.today() + NEXT_MONTH).isoformat()
    assert send(family, state="now", review_on=day).status_code == 302
    assert needs_seen(family)[0].review_on == clock.today() + NEXT_MONTH


def test_not_known_asks_for_nothing(db):
    """An open question stays a question: no words, no day, nobody to be with."""
    family = make_family("Stefanie", child="Leon", born_days_ago=456)
    assert send(family, state="not_known", words="").status_code == 302
    (one,) = needs_seen(family)
    assert (one.called, one.review_on) == ("", None)
    for path in ("", f"{one.id}/"):
        shown = text(family, family.parent, path)
        assert "Weten we nog niet" in shown and "Kies een dag" not in shown
    assert "Opnieuw kijken" not in text(family, family.parent, f"{one.id}/")


def test_met_is_written_down_as_the_family_s_own_work(db):
    family = make_family("Nina", "Maaike")
    first = said(family, state=State.NOW, words="Nina is nooit even alleen.")
    assert send(family, path=f"{first.id}/saying/", state="met", words="").status_code == 422
    response = send(family, path=f"{first.id}/saying/", state="met", words="", work="Maaike neemt woensdag over.")
    assert response.status_code == 302
    shown = text(family, family.parent, f"{needs_seen(family)[0].id}/")
    assert "Wat het gezin zelf deed" in shown and "Maaike neemt woensdag over." in shown
    assert shown.index("Maaike neemt woensdag over.") < shown.index("Nina is nooit even alleen.")
    overview = text(family, family.parent)
    assert overview.index("Maaike neemt woensdag over.") < overview.index("Waar kijken we nu naar?")


def test_a_change_is_a_new_dated_row_and_what_was_said_stays_to_be_read(db):
    family = make_family("Nina", "Maaike")
    first = said(family, words="Nina slaapt slecht.")
    again = said_again(family, first, family.parents[1], state=State.NOW, words="We slapen om beurten.")
    said_again(family, again, state=State.MET, work="Om de nacht, en het werkt.")
    with family.parent.acting():
        rows = list(Need.objects.order_by("said_at"))
    assert [row.state for row in rows] == ["discussed", "now", "met"]
    assert [row.supersedes_id for row in rows] == [None, first.id, again.id]
    shown = text(family, family.parent, f"{rows[-1].id}/")
    for words in ("Nina slaapt slecht.", "We slapen om beurten.", "Maaike", "Besproken"):
        assert words in shown, words


def test_the_link_of_an_older_saying_shows_how_it_stands_now(db):
    family = make_family("Nina")
    first = said(family, words="Slaap.")
    said_again(family, first, state=State.NOT_AT_ISSUE)
    assert "Niet aan de orde" in text(family, family.parent, f"{first.id}/")


def test_since_counts_from_when_the_state_began(db):
    family = make_family("Nina")
    first = said(family, state=State.NOW)
    second = said_again(family, first, state=State.NOW, words="Het lukt soms.")
    (one,) = needs_seen(family)
    assert (one.since, one.id, one.later) == (first.said_at, second.id, "Het lukt soms.")


def test_what_is_said_later_does_not_rename_the_need_and_both_have_their_speaker(db):
    family, vera = make_family("Nina"), make_person("Vera", "midwife")
    family.ask_in(vera)
    let(family, vera)
    first = said(family, words="Rust in huis.")
    second = said_again(family, first, vera, state=State.NOW, words="Een nacht doorslapen.")
    (one,) = needs_seen(family)
    second_words = "Een nacht doorslapen."
    assert (one.called, one.called_by, one.later) == ("Rust in huis.", family.places[family.parent.id], second_words)
    page = text(family, family.parent, f"{second.id}/")
    assert page.index("Rust in huis.") < page.index("Woorden van Nina") < page.index(second_words)
    assert page.index(second_words) < page.index("Dat zei Vera (vroedvrouw)")
    listed = text(family, family.parent, "")
    assert listed.index("Rust in huis.") < listed.index(second_words)
    said_again(family, second, state=State.NOT_KNOWN)
    (one,) = needs_seen(family)
    assert (one.called, one.later) == ("Rust in huis.", "")
    assert second_words in text(family, family.parent, f"{first.id}/")  # what was said then


def test_a_need_without_words_gets_its_name_from_the_first_words_anybody_gives_it(db):
    family = make_family("Nina", "Maaike")
    first = said(family, state=State.NOT_KNOWN, words="")
    second = said_again(family, first, family.parents[1], state=State.DISCUSSED, words="Iemand die blijft.")
    said_again(family, second, state=State.DISCUSSED, words="Lotte blijft.")
    (one,) = needs_seen(family)
    assert (one.called, one.called_by, one.later) == (
        "Iemand die blijft.", family.places[family.parents[1].id], "Lotte blijft."
    )  # fmt: skip


def test_who_says_only_how_it_is_does_not_take_over_the_words_of_another(db):
    family, vera = make_family("Nina"), make_person("Vera", "midwife")
    family.ask_in(vera)
    let(family, vera)
    first = said(family, words="Ik ben zo moe.")
    said_again(family, first, vera, state=State.NOT_KNOWN)
    shown = text(family, vera, f"{first.id}/")
    assert "Woorden van Nina" in shown and "Vera (vroedvrouw)" in shown
    assert needs_seen(family)[0].newest.words == ""


def test_not_with_the_parents_yet_is_said_and_looking_together_is_a_row_with_a_day(db):
    family, vera = make_family("Nina", "Maaike"), make_person("Vera", "midwife")
    family.ask_in(vera)
    let(family, vera)
    row = said(family, vera, words="Elkaar terugvinden.")
    assert "Nog niet met de ouders bekeken." in text(family, vera, f"{row.id}/")
    nina = next(iter(m for m in _parents(family) if m.called == "Nina"))
    answer = send(family, vera, f"{row.id}/together/", parents=[str(nina.id)], on=clock.today().isoformat())
    assert answer.status_code == 302
    shown = text(family, vera, f"{row.id}/")
    assert "Samen bekeken met Nina op" in shown and "zegt Vera (vroedvrouw)" in shown
    said_again(family, row, vera, state=State.NOW, words="En nu ook Maaike.")
    assert "Wat er daarna bijkwam nog niet." in text(family, vera, f"{row.id}/")


def _parents(family):
    with family.parent.acting() as signed:
        return circle_of(family.visit(family.parent, signed)).parents


def test_looking_together_may_be_said_with_the_need_itself(db):
    family, vera = make_family("Nina"), make_person("Vera", "midwife")
    family.ask_in(vera)
    let(family, vera)
    (nina,) = _parents(family)
    assert send(family, vera, together=[str(nina.id)]).status_code == 302
    assert "Samen bekeken met Nina" in text(family, vera)


def test_sent_twice_it_is_one_row(db):
    family = make_family("Nina")
    browsers = [family.parent.browser for _ in range(3)]

    def thrice(path: str, **form: str) -> list[int]:
        sent = {"id": str(uuid7())} | form
        url = f"/families/{family.id}/needs/{path}"
        return [answer.status_code for answer in at_once(*[partial(one.post, url, sent) for one in browsers])]

    assert thrice("new/", echelon="safe", state="discussed", words="Slaap.", readers="circle") == [302] * 3
    (one,) = needs_seen(family)
    assert thrice(f"{one.id}/saying/", state="not_known") == [302] * 3
    with family.parent.acting():
        assert Need.objects.count() == 2


def test_two_who_answer_the_same_saying_both_keep_their_words(db):
    family = make_family("Nina", "Maaike")
    first = said(family, words="Slaap.")
    said_again(family, first, family.parents[1], state=State.NOW, words="We slapen om beurten.")
    response = send(family, path=f"{first.id}/saying/", state="discussed", words="Mijn eigen zin.")
    shown = response.content.decode()
    assert response.status_code == 409 and "Mijn eigen zin.</textarea>" in shown and "We slapen om beurten." in shown
    newest = needs_seen(family)[0].id
    assert f"/needs/{newest}/saying/" in shown
    assert send(family, path=f"{newest}/saying/", state="discussed", words="Mijn eigen zin.").status_code == 302


def test_a_need_rests_on_notes_and_their_words_stand_beside_it(db):
    family = make_family("Nina")
    note = noted(family, family.parent, "Ze draaide haar hoofdje weg.")
    response = send(family, notes=[note])
    assert response.status_code == 302
    assert "Ze draaide haar hoofdje weg." in text(family, family.parent, f"{needs_seen(family)[0].id}/")


def test_a_shared_need_cannot_rest_on_a_note_that_is_one_s_own(db):
    family = make_family("Nina")
    note = noted(family, family.parent, "Alleen voor mij.", readers="me")
    response = send(family, notes=[note])
    assert response.status_code == 422 and "lees alleen jij" in response.content.decode()
    assert send(family, notes=[note], readers="me").status_code == 302
    (one,) = needs_seen(family)
    sharing = family.parent.browser.post(f"/families/{family.id}/needs/{one.id}/sharing/")
    assert sharing.status_code == 422 and "Deel eerst die notitie" in sharing.content.decode()
    family.parent.browser.post(f"/families/{family.id}/observations/{note}/sharing/")
    assert family.parent.browser.post(f"/families/{family.id}/needs/{one.id}/sharing/").status_code == 302


def test_what_nobody_read_may_be_taken_back_and_what_was_shared_stays(db):
    family = make_family("Nina", "Maaike")
    row = said(family, share=False)
    again = said_again(family, row, state=State.NOW)
    assert needs_seen(family, family.parents[1]) == ()
    assert family.parent.browser.post(f"/families/{family.id}/needs/{again.id}/removal/").status_code == 302
    assert needs_seen(family) == ()
    row = said(family)
    for deed in ("removal", "sharing"):
        assert family.parent.browser.post(f"/families/{family.id}/needs/{row.id}/{deed}/").status_code == 403


def test_postgresql_itself_keeps_the_rules(db):
    family = make_family("Nina")
    first = said(family, state=State.NOW)
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        wrong = [
            {"review_on": None},
            {"state": "not_known"},
            {"state": "met", "review_on": None},
            {"work_sealed": b"x"},
            {"echelon": "basic"},
            {"echelon": "sixth"},
            {"whose": "child"},
            {"thread_id": uuid7()},
            {"rests_on": [first.thread_id]},
            {"notes": [uuid7()]},
            {"shared_at": None, "shared_by": None},
        ]
        for change in wrong:
            row = Need.objects.get(id=first.id)
            row.id, row.supersedes_id = uuid7(), first.id
            for name, value in change.items():
                setattr(row, name, value)
            with pytest.raises(DatabaseError), transaction.atomic():
                row.save(force_insert=True)
        nameless = actions._row(
            actions.Saying(State.NOW, review_on=clock.today()), here, here.at, id := uuid7(), thread=id,
            echelon=Echelon.BASIC, whose=Whose.CHILD, share=True,
        )  # fmt: skip
        with pytest.raises(DatabaseError, match="has words"), transaction.atomic():
            nameless.save(force_insert=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            Need.objects.filter(id=first.id).update(state="discussed")


def test_what_is_done_with_needs_stands_in_the_trail_in_words(db):
    family, vera = make_family("Nina"), make_person("Vera", "midwife")
    family.ask_in(vera)
    let(family, vera, Verb.READ)
    row = said(family)
    said_again(family, row, state=State.NOT_AT_ISSUE)
    text(family, vera)
    text(family, vera, f"{row.id}/")
    trail = family.parent.browser.get(f"/families/{family.id}/trail/").content.decode()
    for sentence in (
        "Jij schreef op wat er nodig is.",
        "Jij zei hoe het nu staat",
        "Vera las wat er nodig is.",
        "Vera las één nood.",
    ):
        assert sentence in trail, sentence
