"""Who stands in takes a follow-up over in one step, and whoever had it reads so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import IntegrityError, transaction

from stek.circle.actions import step_out
from stek.circle.rules import Relation
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.continuity.actions import NoSuchStep
from stek.continuity.day import Wait
from stek.continuity.gaps import Kind as Why
from stek.continuity.machines import MACHINES, Kind, State, Step, Who
from stek.continuity.models import KIND_OF
from stek.continuity.queries import standing_of
from stek.continuity.standing import Subject, last_move, stands_as, state_of
from stek.continuity.telling import stands_as as told_as
from stek.continuity.tests.builders import handed_over, let, moved, place_of, promised, referred
from stek.continuity.tests.test_day import forms, page, press, waits
from stek.continuity.tests.test_who_sees import gaps_of, raw, seen, step_as
from stek.kit import clock
from stek.needs.tests.builders import let as let_needs
from stek.needs.tests.builders import said
from tests.gate.test_non_interference import fetched, parted

TAKES_OVER = "Ik neem dit over"


@dataclass(frozen=True)
class Home:
    """Nina and Tom, midwife Vera who promises, Gust who stands in, and Ils."""

    family: MadeFamily
    nina: Somebody
    tom: Somebody
    vera: Somebody
    gust: Somebody
    ils: Somebody

    @property
    def everybody(self) -> tuple[Somebody, ...]:
        return self.nina, self.tom, self.vera, self.gust, self.ils


@pytest.fixture
def home(db) -> Home:
    return made_home()


def made_home() -> Home:
    family = make_family("Nina", "Tom", child="June")
    vera, gust, ils = make_person("Vera", "midwife"), make_person("Gust", "gp"), make_person("Ils", "psychologist")
    for one, relation in ((vera, Relation.MIDWIFE), (gust, Relation.GP), (ils, Relation.PSYCHOLOGIST)):
        family.ask_in(one, relation)
        let(family, one)
        let_needs(family, one)
    return Home(family, *family.parents, vera, gust, ils)


def address(home: Home, row: Subject) -> str:
    return f"/families/{home.family.id}/contact/follow-ups/{row.id}/"


def goes(home: Home, who: Somebody) -> None:
    with who.acting() as signed:
        here = home.family.visit(who, signed)
        step_out(by=here, at=here.at)


def ago(days: int):
    return clock.today() - timedelta(days=days)


def holder(home: Home, who: Somebody, row: Subject):
    (one,) = [one for one in seen(home.family, who).follow_ups if one.id == row.id]
    return one.last_taken[0]


# --- the rule, in Python and in PostgreSQL


class _Undone(Exception):
    pass


def ways(home: Home) -> Iterator[Subject]:
    """One of everything, in every state from which somebody does something else than anybody."""
    family, vera, gust, ils = home.family, home.vera, home.gust, home.ils
    yield promised(family, vera, stand_in=gust)
    yield promised(family, vera, stand_in=gust, ask=ils)
    yield promised(family, vera, stand_in=gust, ask=gust)
    yield promised(family, vera)
    yield referred(family, said(family).thread_id, vera, stand_in=gust)
    over = handed_over(family, vera, gust)
    for step, who in ((Step.AGREE, home.nina), (Step.ACCEPT, gust), (Step.MEET, home.nina), (Step.CLOSE, gust)):
        yield over
        moved(family, over, step, who)


def test_python_and_postgresql_let_the_same_people_take_the_same_steps(home):
    check_the_same(home)


def check_the_same(home: Home) -> None:
    found: set[Who] = set()
    for of in ways(home):
        machine = MACHINES[KIND_OF[type(of)]]
        for who in home.everybody:
            with who.acting() as signed:
                here = home.family.visit(who, signed)
                as_whom, stood = stands_as(of, here), state_of(of)
                assert told_as(standing_of(here, of), here) == as_whom
            found |= as_whom
            ours = {(one.step, one.after) for one in machine.steps(stood, as_whom).values()}
            theirs = {
                (step, after)
                for step, after in {(one.step, one.after) for one in machine.arrows}
                if postgresql_takes(home, who, of, machine.kind, step, after)
            }
            assert ours == theirs, (machine.kind, stood, as_whom)
    assert found == set(Who)


def postgresql_takes(home: Home, who: Somebody, of: Subject, kind: Kind, step: Step, after: State) -> bool:
    with who.acting():
        last = last_move(of)
    asked = place_of(home.family, home.tom) if step is Step.ASK else None
    row = raw(
        home.family, who, of, step, after, kind=kind, before_id=last.id if last else None, words_sealed=b"x", place=asked,
        due_on=clock.today() if step is Step.PUT_OFF else None,
    )  # fmt: skip
    row.rests_on += [asked] if asked else []
    with (
        pytest.raises((_Undone, IntegrityError), match=r"^$|no such step") as answer,
        who.acting(),
        transaction.atomic(),
    ):
        row.save(force_insert=True)
        raise _Undone
    return answer.type is _Undone


def test_nobody_but_who_was_named_takes_it_without_a_question(home):
    row = promised(home.family, home.vera, stand_in=home.gust)
    for who in (home.nina, home.vera, home.ils):
        with pytest.raises(NoSuchStep):
            step_as(home.family, who, row, Step.TAKE)
    taken = moved(home.family, row, Step.TAKE, home.gust)
    assert (taken.state, holder(home, home.nina, row)) == (State.OPEN, home.family.places[home.gust.id])


def test_a_database_from_before_gets_the_step_by_its_migration(superuser):
    (again,) = import_module("stek.continuity.migrations.0005_stand_in_takes").Migration.operations
    told = "select (select count(*) from stek.machine_arrows() where who = 'stand_in'), pg_get_functiondef('stek.move_fits'::regproc)"
    now = superuser.execute(told).fetchone()
    with superuser.transaction(force_rollback=True):
        for name in ("machine_arrows", "move_fits"):
            text = superuser.execute(f"select pg_get_functiondef('stek.{name}'::regproc)").fetchone()[0]
            older = [line for line in text.splitlines() if "'stand_in'" not in line]
            superuser.execute("\n".join(older))
        before = superuser.execute(told).fetchone()
        for statement, _ in again.sql:
            superuser.execute(statement)
        after = superuser.execute(told).fetchone()
    assert before[0] == 0 and before[1] != now[1] and after == now


# --- in the day of who stands in


def test_it_is_one_press_in_the_day_of_who_stands_in_and_then_it_is_theirs(home):
    row = promised(home.family, home.vera, due_on=ago(1), stand_in=home.gust)
    assert waits(home.gust) == {Wait.STAND_IN: ["June"]} and waits(home.vera) == {Wait.MINE: ["June"]}
    assert TAKES_OVER in page(home.gust) and TAKES_OVER not in page(home.vera)
    assert next(iter(forms(home.gust))) == Step.TAKE
    answer = press(home.gust, Step.TAKE)
    assert answer.status_code == 302 and "Dit is nu bij jou." in page(home.gust, answer["Location"])
    assert waits(home.vera) == {} and waits(home.gust) == {Wait.MINE: ["June"]}
    assert Step.TAKE not in forms(home.gust) and holder(home, home.tom, row) == home.family.places[home.gust.id]


def test_what_somebody_left_is_taken_at_once_also_before_its_day(home):
    row = promised(home.family, home.vera, due_on=clock.today() + timedelta(days=5), stand_in=home.gust)
    goes(home, home.vera)
    assert waits(home.gust) == {Wait.STAND_IN: ["June"]}
    assert press(home.gust, Step.TAKE).status_code == 302
    assert waits(home.gust) == {} and [one for one in gaps_of(home.family, home.nina) if one.id == row.id] == []


def test_a_question_that_was_not_answered_keeps_nobody_from_it(home):
    row = promised(home.family, home.vera, due_on=ago(1), stand_in=home.gust, ask=home.ils)
    assert waits(home.ils) == {Wait.YES: ["June"]}
    assert press(home.gust, Step.TAKE).status_code == 302
    assert waits(home.ils) == {}
    shown = page(home.ils, address(home, row))
    assert "Het was ook aan jou gevraagd. Je hoeft niet meer te antwoorden." in shown
    assert "Gust (huisarts) doet dit." in shown and Step.TAKE not in forms(home.ils)
    for who in (home.nina, home.gust):
        assert "aan jou gevraagd" not in page(who, address(home, row))


def test_who_stands_in_and_is_asked_answers_the_question(home):
    row = promised(home.family, home.vera, due_on=ago(1), stand_in=home.gust, ask=home.gust)
    shown = page(home.gust, address(home, row))
    assert "Ik doe dit" in shown and TAKES_OVER not in shown
    assert press(home.gust, Step.TAKE).status_code == 302
    assert "Gust (huisarts) nam dit op zich." in page(home.vera, address(home, row))


# --- what is read of it


def test_who_had_it_reads_in_their_own_words_who_took_it(home):
    row = promised(home.family, home.vera, due_on=ago(1), stand_in=home.gust)
    assert TAKES_OVER in page(home.gust, address(home, row)) and TAKES_OVER not in page(home.ils, address(home, row))
    press(home.gust, Step.TAKE)
    theirs = "Gust (huisarts) nam dit van jou over en doet het nu."
    for where in (address(home, row), f"/families/{home.family.id}/contact/"):
        assert theirs in page(home.vera, where)
        assert theirs not in page(home.nina, where) and "Gust (huisarts) doet dit." in page(home.nina, where)
    assert "Gust (huisarts) nam dit over van jou." in page(home.vera, address(home, row))
    assert "Gust (huisarts) nam dit over van Vera (vroedvrouw)." in page(home.nina, address(home, row))
    mine = page(home.gust, address(home, row))
    assert "Jij nam dit over van Vera (vroedvrouw)." in mine and "Jij doet dit." in mine
    assert TAKES_OVER not in mine and "staat klaar" not in mine
    assert "Gust nam een afspraak over." in page(home.nina, f"/families/{home.family.id}/trail/")


def test_after_a_handover_it_was_taken_from_who_received_it(home):
    row = promised(home.family, home.vera, due_on=ago(1), stand_in=home.gust)
    over = handed_over(home.family, home.vera, home.ils)
    for step, who in ((Step.AGREE, home.nina), (Step.ACCEPT, home.ils), (Step.MEET, home.nina)):
        moved(home.family, over, step, who)
    moved(home.family, row, Step.TAKE, home.gust)
    moved(home.family, over, Step.CLOSE, home.ils)
    for who in (home.vera, home.ils):
        assert "Gust (huisarts) nam dit van jou over en doet het nu." in page(who, address(home, row))
    shown = page(home.nina, address(home, row))
    assert "Gust (huisarts) nam dit over van Vera (vroedvrouw) en Ils (psycholoog)." in shown


def test_what_they_handed_on_they_can_take_again(home):
    """The duty stays with the place that was named, whoever has it meanwhile."""
    row = promised(home.family, home.vera, due_on=ago(1), stand_in=home.gust)
    moved(home.family, row, Step.TAKE, home.gust)
    moved(home.family, row, Step.ASK, home.gust, to=home.ils)
    moved(home.family, row, Step.TAKE, home.ils)
    assert "Gust (huisarts) staat klaar" in page(home.nina, address(home, row))
    goes(home, home.ils)
    assert press(home.gust, Step.TAKE).status_code == 302
    assert holder(home, home.vera, row) == home.family.places[home.gust.id]
    assert "Gust (huisarts) nam dit van jou over" not in page(home.vera, address(home, row))


def test_two_presses_are_one_and_who_was_second_hears_who_did_what(home):
    promised(home.family, home.vera, due_on=ago(1), stand_in=home.gust)
    first = forms(home.gust)[Step.TAKE]
    where = first.pop("")
    assert [home.gust.browser.post(where, first).status_code for _ in range(2)] == [302, 302]
    assert len(seen(home.family, home.nina).follow_ups[0].moves) == 1
    other = promised(home.family, home.vera, words="Ik kom langs.", due_on=ago(2), stand_in=home.gust)
    late = forms(home.gust)[Step.TAKE]
    moved(home.family, other, Step.DO, home.vera)
    answer = home.gust.browser.post(late.pop(""), late)
    assert answer.status_code == 409 and "Vera (vroedvrouw) zei dat dit gedaan is." in answer.content.decode()


# --- and nobody is nobody


def test_whoever_took_it_and_goes_leaves_it_to_everybody(home):
    row = promised(home.family, home.vera, due_on=ago(1), stand_in=home.gust)
    moved(home.family, row, Step.TAKE, home.gust)
    goes(home, home.gust)
    there = {place_of(home.family, one) for one in (home.nina, home.tom, home.vera, home.ils)}
    for who in (home.nina, home.vera):
        (gap,) = [one for one in gaps_of(home.family, who) if one.id == row.id]
        assert gap.kind is Why.LEFT and gap.places == there


# --- law 5


def unknown_to_tom(home: Home) -> Somebody:
    lut = make_person("Lut", "social_worker")
    home.family.ask_in(lut, Relation.SOCIAL_WORKER, known_to=[home.nina, home.vera, home.gust])
    let(home.family, lut)
    return lut


def test_a_question_that_is_hidden_from_somebody_does_not_show_in_what_the_stand_in_did(home):
    """Tom may not know of Lut. Whether she was asked before the stand-in took it, he reads the same."""
    lut = unknown_to_tom(home)
    rows = [promised(home.family, home.vera, stand_in=home.gust) for _ in range(2)]
    moved(home.family, rows[1], Step.ASK, home.vera, to=lut)
    for row in rows:
        moved(home.family, row, Step.TAKE, home.gust)
    for one in seen(home.family, home.tom).follow_ups:
        assert [move.step for move in one.moves] == [Step.TAKE] and one.state is State.OPEN
    assert [len(one.moves) for one in seen(home.family, home.nina).follow_ups] == [1, 2]


def test_a_yes_to_a_hidden_question_stays_hidden(home):
    lut = unknown_to_tom(home)
    row = promised(home.family, home.vera, stand_in=home.gust)
    before = fetched(home.family, home.tom, [home.family.id, row.id])
    moved(home.family, row, Step.ASK, lut, to=home.nina)
    moved(home.family, row, Step.TAKE, home.nina)
    after = fetched(home.family, home.tom, [home.family.id, row.id], before=before)
    assert parted(before, after) == []
