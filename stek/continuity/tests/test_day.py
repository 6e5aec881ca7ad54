"""A carer's day over many families, and what waits for parents at home."""

import re
from datetime import timedelta
from html import unescape
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse

from stek.circle import actions as circle
from stek.circle.gate import visits_everywhere
from stek.circle.pace import Pace
from stek.circle.queries import Circle
from stek.circle.rules import Relation
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.continuity.day import Day, Wait, day_of
from stek.continuity.machines import State, Step
from stek.continuity.rules import CONTACT
from stek.continuity.standing import last_move, state_of
from stek.continuity.tests.builders import handed_over, let, moved, place_of, promised
from stek.kit import clock
from stek.needs.rules import State as NeedState
from stek.needs.tests import builders as needs
from stek.policy import Verb
from stek.story import actions as story
from tests.gate.people import hide
from tests.laws.test_statements import MOST, asked

WORDS = "Ik bel hoe de nacht was."
NOBODY = "Vandaag wacht er niemand op jou."


@pytest.fixture
def martine(db) -> Somebody:
    return make_person("Martine", "paediatrician")


@pytest.fixture
def leon(martine) -> MadeFamily:
    """Leon, his mother, and paediatrician Martine, who noted about him today."""
    made = make_family("Stefanie", child="Leon", born_days_ago=460)
    comes(made, martine)
    return made


def comes(made: MadeFamily, who: Somebody, *, noted: bool = True) -> Somebody:
    made.ask_in(who, Relation.PAEDIATRICIAN)
    let(made, who)
    if noted:
        note(made, who)
    return who


def goes(made: MadeFamily, who: Somebody) -> None:
    with who.acting() as signed:
        here = made.visit(who, signed)
        circle.step_out(by=here, at=here.at)


def note(made: MadeFamily, who: Somebody, days_ago: int = 0) -> None:
    with who.acting() as signed:
        here = made.visit(who, signed)
        day = clock.today() - timedelta(days=days_ago)
        story.note(noticed=story.Noticed("Hij klimt.", day, about=(made.child,)), by=here, at=here.at)


def ago(days: int):
    return clock.today() - timedelta(days=days)


def day(who: Somebody, in_days: int = 0) -> Day:
    with who.acting() as signed:
        return day_of(visits_everywhere(signed, CONTACT, signed.at), clock.today() + timedelta(days=in_days))


def waits(who: Somebody, in_days: int = 0) -> dict[Wait, list[str]]:
    """By group whose line it is."""
    return {wait: [one.called for one in found] for wait, found in day(who, in_days).groups}


def page(who: Somebody, address: str = "/") -> str:
    return unescape(who.browser.get(address).content.decode())


def state(family: MadeFamily, row) -> State:
    with family.parent.acting():
        return state_of(row)


# --- whose line it is


def test_what_i_promised_waits_for_me_on_its_day_and_not_before(leon, martine):
    promised(leon, martine, due_on=clock.today() + timedelta(days=1))
    assert waits(martine) == {}
    promised(leon, martine, due_on=clock.today())
    assert waits(martine) == {Wait.MINE: ["Leon"]}


def test_a_day_that_passed_goes_to_who_stands_in_with_the_reason(leon, martine):
    els = comes(leon, make_person("Els", "gp"), noted=False)
    promised(leon, martine, words=WORDS, due_on=clock.today(), stand_in=els)
    assert waits(els) == {}
    promised(leon, martine, words=WORDS, due_on=ago(1), stand_in=els)
    assert waits(els) == {Wait.STAND_IN: ["Leon"]}
    shown = page(els)
    assert WORDS in shown and "Jij staat klaar voor Martine" in shown
    assert waits(martine)[Wait.MINE] == ["Leon", "Leon"]


def test_who_left_leaves_it_to_who_stands_in_at_once(leon, martine):
    els = comes(leon, make_person("Els", "gp"), noted=False)
    promised(leon, martine, due_on=clock.today() + timedelta(days=5), stand_in=els)
    assert waits(els) == {}
    goes(leon, martine)
    assert waits(els) == {Wait.STAND_IN: ["Leon"]}
    assert waits(martine) == {} and "Je staat nu in geen enkele kring." in page(martine)


def test_a_question_waits_for_who_was_asked_and_once(leon, martine):
    els = comes(leon, make_person("Els", "gp"), noted=False)
    promised(leon, martine, due_on=ago(3), stand_in=els, ask=els)
    assert waits(els) == {Wait.YES: ["Leon"]}
    assert "Martine (kinderarts) vraagt of jij dit overneemt." in page(els)


def test_needs_and_children_wait_too(martine):
    wolf = make_family("Nele", child="Wolf", born_days_ago=200)
    comes(wolf, martine)
    needs.let(wolf, martine)
    assert waits(martine, in_days=31) == {}
    assert waits(martine, in_days=32) == {Wait.CHILD: ["Wolf"]}
    note(wolf, martine, days_ago=-20)
    needs.said(wolf, martine, state=NeedState.NOW, words="Rust.")
    assert waits(martine, in_days=32) == {Wait.REVIEW: ["Wolf"]}


def test_lines_stand_in_time_order_over_the_families(leon, martine):
    june = make_family("Nina", child="June")
    comes(june, martine)
    for made, days in ((leon, 0), (june, 4), (leon, 2)):
        promised(made, martine, words=f"Al {days} dagen.", due_on=ago(days))
    assert [one.line.words for one in day(martine).waiting] == ["Al 4 dagen.", "Al 2 dagen.", "Al 0 dagen."]


def test_nobody_waits_is_a_good_page(leon, martine):
    shown = page(martine)
    assert NOBODY in shown and "Gezinnen" in shown and "Leon" not in shown


def test_only_a_family_with_a_line_is_opened(leon, martine):
    comes(make_family("Nina", child="June"), martine)
    promised(leon, martine, due_on=clock.today())
    with mock.patch.object(Circle, "__init__", autospec=True, side_effect=Circle.__init__) as opened:
        assert waits(martine) == {Wait.MINE: ["Leon"]}
    assert opened.call_count == 1


# --- what does not exist for somebody


def test_what_is_hidden_from_me_or_not_given_any_more_is_not_there(leon, martine):
    els = comes(leon, make_person("Els", "gp"), noted=False)
    row = promised(leon, martine, words=WORDS, due_on=ago(9))
    assert waits(els) == {Wait.STAND_IN: ["Leon"]}
    hide(leon, martine, els, thread=row.id)
    assert waits(els) == {} and WORDS not in page(els)
    other = promised(leon, els, words="Van Els.", due_on=ago(9))
    goes(leon, els)
    assert waits(els) == {} and "Van Els." not in page(els)
    assert other.id in [one.line.id for one in day(martine).waiting]


def test_without_a_consent_for_agreements_a_family_is_in_no_day(db):
    els, june = make_person("Els", "gp"), make_family("Nina", child="June")
    june.ask_in(els)
    promised(june, due_on=ago(20))
    assert waits(els) == {} and NOBODY not in page(els)
    assert page(els).count("June") == page(els, reverse("families")).count("June") > 0, "without a part in it: the list"


def test_signed_out_there_is_only_the_door(db):
    assert Client().get("/")["Location"].startswith(reverse("account_login"))


# --- doing it from where it stands


def forms(who: Somebody) -> dict[str, dict[str, str]]:
    """What each form of the day posts, by its address, as the page holds it."""
    found = {}
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", page(who), re.DOTALL):
        address = re.search(r'action="([^"]+)"', form)[1]  # type: ignore[index]
        if "/moves/" in address:
            found[address.rstrip("/").rsplit("/", 1)[-1]] = dict(
                re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
            ) | {"": address}
    return found


def press(who: Somebody, step: Step, **typed: str):
    form = forms(who)[step]
    return who.browser.post(form.pop(""), form | typed)


def test_done_is_one_press_and_can_be_set_open_again(leon, martine):
    row = promised(leon, martine, due_on=ago(2))
    answer = press(martine, Step.DO)
    assert answer.status_code == 302 and answer["Location"].startswith("/?done=do")
    shown = page(martine, answer["Location"])
    assert "Het staat erbij als gedaan." in shown and NOBODY in shown
    undo = re.search(r'href="([^"]+/moves/reopen/)\?next=/"', shown)
    assert undo and martine.browser.get(undo[1]).status_code == 200
    assert state(leon, row) is State.DONE


def test_it_is_put_off_with_a_word(leon, martine):
    promised(leon, martine, due_on=ago(2))
    new = clock.today() + timedelta(days=3)
    assert press(martine, Step.PUT_OFF, due_on=new.isoformat(), words="").status_code == 422
    answer = press(martine, Step.PUT_OFF, due_on=new.isoformat(), words="Leon slaapt nog.")
    assert answer.status_code == 302 and NOBODY in page(martine)


def test_it_is_passed_on_and_stays_mine_until_somebody_takes_it(leon, martine):
    els = comes(leon, make_person("Els", "gp"), noted=False)
    row = promised(leon, martine, due_on=clock.today())
    assert f'<option value="{place_of(leon, els)}">Els</option>' in page(martine)
    assert press(martine, Step.ASK, place=str(place_of(leon, els)), words="").status_code == 302
    assert waits(martine) == {Wait.MINE: ["Leon"]} and waits(els) == {Wait.YES: ["Leon"]}
    assert set(forms(els)) >= {Step.TAKE, Step.LEAVE}
    assert press(els, Step.TAKE).status_code == 302
    assert waits(martine) == {} and waits(els) == {Wait.MINE: ["Leon"]}
    assert state(leon, row) is State.OPEN


def test_who_was_asked_says_no_with_a_word_and_nothing_is_lost(leon, martine):
    els = comes(leon, make_person("Els", "gp"), noted=False)
    promised(leon, martine, due_on=clock.today(), ask=els)
    assert press(els, Step.LEAVE, words="Ik ben er niet.").status_code == 302
    assert waits(els) == {} and waits(martine) == {Wait.MINE: ["Leon"]}


def test_two_at_once_one_wins_and_the_other_hears_who(leon, martine):
    els = comes(leon, make_person("Els", "gp"), noted=False)
    promised(leon, martine, due_on=ago(9), stand_in=els)
    late = forms(els)[Step.DO]
    assert press(martine, Step.DO).status_code == 302
    answer = els.browser.post(late.pop(""), late)
    assert answer.status_code == 409 and "Martine" in unescape(answer.content.decode())


def test_who_only_reads_meets_the_line_and_no_button(leon, martine):
    nine = make_person("Nine", "gp")
    leon.ask_in(nine)
    let(leon, nine, Verb.READ)
    promised(leon, martine, words=WORDS, due_on=ago(20))
    assert WORDS in page(nine) and forms(nine) == {}


def test_an_address_with_nonsense_offers_nothing_to_undo(leon, martine):
    for query in ("?done=do", "?done=do&family=x&moved=y", "?done=<b>&family=1"):
        assert "moves/reopen" not in page(martine, f"/{query}")


# --- the trail


def test_parents_read_that_their_line_was_seen(leon, martine):
    promised(leon, martine, words=WORDS, due_on=clock.today())
    assert WORDS in page(martine)
    assert "Martine las één afspraak." in page(leon.parent, reverse("trail", args=[leon.id]))


def test_a_line_that_was_not_shown_leaves_no_trace(leon, martine):
    promised(leon, martine, due_on=clock.today() + timedelta(days=4))
    page(martine)
    assert "Martine las één afspraak." not in page(leon.parent, reverse("trail", args=[leon.id]))


def test_the_trail_of_a_line_keeps_to_what_is_hidden(leon, martine):
    maaike = make_person("Maaike")
    leon.ask_in(maaike, Relation.MOTHER, may=())
    row = promised(leon, martine, words=WORDS, due_on=clock.today())
    hide(leon, martine, maaike, thread=row.id)
    page(martine)
    assert "las één afspraak" not in page(maaike, reverse("trail", args=[leon.id]))


# --- few questions


def test_thirty_families_ask_no_more_than_two(leon, martine):
    def ready(made: MadeFamily) -> None:
        row = promised(made, martine, due_on=ago(2))
        moved(made, row, Step.PUT_OFF, martine, words="Later.", due_on=ago(1))
        els = comes(made, make_person("Els", "gp"), noted=False)
        handed_over(made, martine, els)

    june = make_family("Nina", child="June")
    comes(june, martine)
    for made in (leon, june):
        ready(made)
    few = asked(martine.browser, "/")
    for number in range(28):
        made = make_family(f"Ouder {number}", child=f"Kind {number}")
        comes(made, martine, noted=number % 2 == 0)
        ready(made) if number % 3 == 0 else promised(made, martine, due_on=ago(number % 5))
    many = asked(martine.browser, "/")
    assert len(day(martine).waiting) >= 30
    assert len(few.before) == len(many.before) <= MOST, "\n".join(many.before)
    assert many.during == []


# --- a parent at home


def test_parents_read_what_was_promised_and_by_when(leon, martine):
    promised(leon, martine, words=WORDS, due_on=clock.today() + timedelta(days=1))
    shown = page(leon.parent)
    assert "Martine belt jullie morgen." in shown and WORDS in shown


def test_what_is_past_its_day_is_said_without_blame(leon, martine):
    promised(leon, martine, due_on=ago(1))
    assert "Martine zou jullie gisteren bellen." in page(leon.parent)


def test_parents_are_asked_for_their_yes_and_never_to_note(leon, martine):
    els = comes(leon, make_person("Els", "gp"), noted=False)
    handed_over(leon, martine, els)
    with mock.patch.object(clock, "today", return_value=clock.today() + timedelta(days=200)):
        shown = page(leon.parent)
    assert "Martine (kinderarts) wil de zorg doorgeven aan Els (kinderarts). Is dat goed voor jullie?" in shown
    assert "niets nieuws" not in shown


def test_parents_hear_who_cannot_do_what_was_promised(leon, martine):
    promised(leon, martine, words=WORDS, due_on=clock.today() + timedelta(days=5))
    goes(leon, martine)
    shown = page(leon.parent)
    assert "leest hier niet meer mee. Wie neemt het over?" in shown and WORDS in shown and "Martine belt" not in shown


def lets_until(made: MadeFamily, who: Somebody, days: int) -> None:
    """A consent for the agreements that ends after so many days."""
    with made.parent.acting() as signed:
        here = made.visit(made.parent, signed)
        circle.give(
            to=made.places[who.id], section=CONTACT, verbs=[Verb.READ], by=here, at=here.at,
            until_at=here.at + timedelta(days=days),
        )  # fmt: skip


def test_a_consent_that_ends_soon_is_said_to_parents_and_not_to_a_carer(leon, martine):
    sam = make_person("Sam", "gp")
    leon.ask_in(sam)
    lets_until(leon, sam, days=5)
    assert "De toestemming van Sam" in page(leon.parent) and NOBODY in page(sam)


def test_a_consent_that_is_over_hides_none_that_still_has_to_end(leon, martine):
    with leon.parent.acting() as signed:
        here = leon.visit(leon.parent, signed)
        for section, days in (("story", -3), (CONTACT, 6)):
            circle.give(
                to=leon.places[martine.id], section=section, verbs=[Verb.READ], by=here,
                at=here.at - timedelta(days=9), until_at=here.at + timedelta(days=days),
            )  # fmt: skip
    address = reverse("contact", args=[leon.id])
    assert "De toestemming van Martine" in page(leon.parent) and "toestemming" in page(leon.parent, address)
    assert "toestemming van jou" in page(martine, address)


def chose(made: MadeFamily, pace: Pace) -> None:
    with made.parent.acting() as signed:
        here = made.visit(made.parent, signed)
        circle.set_pace(pace=pace, by=here, at=here.at)


def test_a_home_goes_by_what_the_family_chose(leon):
    sam = make_person("Sam", "gp")
    leon.ask_in(sam)
    lets_until(leon, sam, days=20)
    assert "De toestemming van Sam" not in page(leon.parent)
    chose(leon, Pace(consent_before=30))
    assert "De toestemming van Sam" in page(leon.parent)
    assert "De toestemming van Sam" in page(leon.parent, reverse("contact", args=[leon.id]))


def test_a_day_goes_by_what_each_family_chose_for_a_handover_that_waits(leon, martine):
    els, june = make_person("Els", "gp"), make_family("Nina", child="June", born_days_ago=460)
    comes(june, martine)
    for made in (leon, june):
        comes(made, els)
        handed_over(made, martine, els)
    chose(leon, Pace(handover_after=3))
    assert [waits(martine, days) for days in (2, 13)] == [{}, {Wait.HANDOVER: ["Leon"]}]
    assert sorted(waits(martine, 14)[Wait.HANDOVER]) == ["June", "Leon"]


def test_a_home_without_agreements_says_nothing_of_them(leon):
    assert "Wat afgesproken is" not in page(leon.parent)


def test_a_home_is_at_most_twelve_statements_with_everything_in_it(leon, martine):
    els = comes(leon, make_person("Els", "gp"), noted=False)
    handed_over(leon, martine, els)
    moved(leon, promised(leon, martine), Step.PUT_OFF, martine, words="Later.", due_on=clock.today())
    one = asked(leon.parent.browser, "/")
    assert len(one.before) <= MOST, "\n".join(one.before)
    for _ in range(6):
        promised(leon, martine, due_on=clock.today() + timedelta(days=3))
    assert len(asked(leon.parent.browser, "/").before) == len(one.before)
    assert "Alle afspraken" in page(leon.parent)


def test_who_is_a_parent_too_finds_their_day_one_tap_away(leon):
    nina = make_family("Nina", child="June")
    comes(leon, nina.parent)
    promised(leon, nina.parent, words=WORDS, due_on=ago(1))
    promised(nina, nina.parent, words="Ik bel de crèche.", due_on=ago(1))
    assert f'href="{reverse("today")}"' in page(nina.parent) and WORDS not in page(nina.parent)
    shown = page(nina.parent, reverse("today"))
    assert WORDS in shown and "Ik bel de crèche." not in shown
    assert 'name="next" value="/today/"' in shown
    assert f'href="{reverse("today")}"' not in page(leon.parent)
    heard = asked(nina.parent.browser, reverse("today"))
    assert len(heard.before) <= MOST and heard.during == []


def test_a_day_of_who_stands_around_nobody_is_empty(leon):
    assert NOBODY in page(leon.parent, reverse("today"))
    assert Client().get(reverse("today"))["Location"].startswith(reverse("account_login"))


# --- the families


def test_a_family_is_found_by_a_piece_of_a_name_with_or_without_its_accents(martine):
    zoe = make_family("Maëlle", child="Zoë")
    comes(zoe, martine)
    comes(make_family("Nina", child="June"), martine)
    families = reverse("families")
    for typed in ("zoe", "ZOË", "mael", "  zo  "):
        shown = page(martine, f"{families}?q={typed}")
        assert "Zoë" in shown and "June" not in shown, typed
    assert b"<i>" not in martine.browser.get(families, {"q": "<i>x</i>"}).content
    shown = page(martine, f"{families}?q=niemand")
    assert "geen gezin met de naam niemand" in shown and "Alle gezinnen" in shown
    shown = page(martine, families)
    assert "Zoë" in shown and "June" in shown


def told_of(who: Somebody, name: str) -> str:
    main = page(who, reverse("families") + f"?q={name}").split("<main")[1].split("</main>")[0]
    return main.replace(name, "")


def test_the_search_tells_nothing_of_a_family_one_does_not_stand_around(martine):
    make_family("Nina", child="June")
    comes(make_family("Maëlle", child="Zoë"), martine)
    there, nowhere = (told_of(martine, name) for name in ("June", "Juno"))
    assert there == nowhere


def test_last_move_is_what_the_page_holds(leon, martine):
    row = promised(leon, martine, due_on=ago(2))
    moved(leon, row, Step.PUT_OFF, martine, words="Later.", due_on=ago(1))
    with martine.acting():
        newest = last_move(row)
    assert newest and forms(martine)[Step.DO]["before"] == str(newest.id)
