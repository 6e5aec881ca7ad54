"""Promising, referring, handing over: what moves, what stays, and who is first."""

from datetime import timedelta

from stek.circle.gate import visits_everywhere
from stek.circle.queries import circles
from stek.circle.tests.builders import make_family, make_person
from stek.continuity.gaps import Kind as Gap
from stek.continuity.gaps import gaps
from stek.continuity.machines import State, Step
from stek.continuity.queries import contacts
from stek.continuity.records import records
from stek.continuity.standing import state_of
from stek.continuity.tests.builders import handed_over, let, moved, place_of, promised, referred
from stek.kit import clock
from stek.needs.tests.builders import said
from stek.policy import Section


def seen(family, who, row):
    with who.acting():
        return state_of(row)


def test_a_promise_is_kept(db):
    family = make_family("Nina")
    row = promised(family)
    assert seen(family, family.parent, row) is State.OPEN
    moved(family, row, Step.DO)
    assert seen(family, family.parent, row) is State.DONE


def test_a_referral_and_a_handover_go_their_way(db):
    family, vera, gp = make_family("Nina"), make_person("Vera", "midwife"), make_person("Gust", "gp")
    for one in (vera, gp):
        family.ask_in(one)
        let(family, one)
        let(family, one, section="needs")
    need = said(family)
    row = referred(family, need.thread_id, vera)
    for step in (Step.RECEIVE, Step.ACCEPT, Step.MEET, Step.BEGIN):
        moved(family, row, step, vera)
    assert seen(family, gp, row) is State.UNDER_WAY
    over = handed_over(family, vera, gp)
    moved(family, over, Step.AGREE)
    moved(family, over, Step.ACCEPT, gp)
    moved(family, over, Step.MEET)
    moved(family, over, Step.CLOSE, gp)
    assert seen(family, vera, over) is State.CLOSED


def gaps_of(family, who, today=None):
    with who.acting() as signed:
        every = visits_everywhere(signed, Section.CONTACT, signed.at)
        here = {family_id: visit for family_id, (visit, _readers) in every.items()}
        read = records(
            contacts(here), circles(here.values()), {one: readers for one, (_visit, readers) in every.items()},
            today or clock.today(),
        )  # fmt: skip
        return gaps(read[family.id], today or clock.today())


def test_what_is_past_its_day_passes_to_the_stand_in_and_then_to_the_circle(db):
    family, vera, gp = make_family("Nina"), make_person("Vera", "midwife"), make_person("Gust", "gp")
    for one in (vera, gp):
        family.ask_in(one)
        let(family, one)
    day = clock.today()
    promised(family, vera, due_on=day, stand_in=gp)
    nina, midwife, doctor = (place_of(family, one) for one in (family.parent, vera, gp))
    for later, expected in (
        (0, {midwife}),
        (1, {midwife, doctor}),
        (6, {midwife, doctor}),
        (7, {midwife, doctor, nina}),
    ):
        found = [one for one in gaps_of(family, gp, day + timedelta(days=later)) if one.kind is Gap.DUE]
        assert [one.places for one in found] == [frozenset(expected)], later
