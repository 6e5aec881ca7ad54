"""Two at once: exactly one wins, and the other hears who did what. Real threads, real commits."""

from collections.abc import Callable
from typing import Any

import pytest

from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.continuity import actions
from stek.continuity.actions import MovedMeanwhile, OneAtATime
from stek.continuity.machines import State, Step
from stek.continuity.models import FollowUp, Handover, Move
from stek.continuity.tests.builders import handed_over, let, moved, place_of, promised
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.story.tests.sending import at_once

TIMES = 5  # each race again, because one race proves little


@pytest.fixture
def around(db) -> tuple[MadeFamily, Somebody, Somebody]:
    family, vera, gust = make_family("Nina"), make_person("Vera", "midwife"), make_person("Gust", "gp")
    for one in (vera, gust):
        family.ask_in(one)
        let(family, one)
    return family, vera, gust


def stepping(family: MadeFamily, who: Somebody, of, step: Step, *, before=None, id=None, **more) -> Callable[[], Any]:
    """Somebody who saw everything until `before`, and takes a step; gives the move, or what they heard instead."""

    def act() -> Any:
        with who.acting() as signed:
            here = family.visit(who, signed)
            try:
                return actions.move(
                    of=of, step=step, before=before, by=here, at=here.at, on=clock.today(), id=id, **more
                )
            except MovedMeanwhile as heard:
                return heard

    return act


def moves_of(family: MadeFamily, of) -> list[Move]:
    with family.parent.acting():
        return list(Move.objects.filter(family_id=family.id, of_id=of.id).order_by("written_at", "id"))


def test_of_two_who_do_the_same_at_once_one_wins_and_the_other_hears_who(around):
    family, vera, gust = around
    for _ in range(TIMES):
        row = promised(family, vera)
        given = at_once(
            stepping(family, vera, row, Step.DO), stepping(family, gust, row, Step.DROP, words="Niet nodig.")
        )
        (won,) = [one for one in given if isinstance(one, Move)]
        (heard,) = [one for one in given if isinstance(one, MovedMeanwhile)]
        assert [one.id for one in moves_of(family, row)] == [won.id]
        assert heard.by is not None
        assert (heard.by.id, heard.by.author_id, heard.by.step) == (won.id, won.author_id, won.step)


def test_of_a_yes_and_a_no_at_once_one_stands(around):
    family, vera, gust = around
    for _ in range(TIMES):
        row = promised(family, vera, ask=gust)
        (ask,) = moves_of(family, row)
        given = at_once(
            stepping(family, gust, row, Step.TAKE, before=ask.id),
            stepping(family, vera, row, Step.ASK, before=ask.id, place=place_of(family, vera)),
        )
        (won,) = [one for one in given if isinstance(one, Move)]
        (heard,) = [one for one in given if isinstance(one, MovedMeanwhile)]
        assert [one.id for one in moves_of(family, row)] == [ask.id, won.id]
        assert heard.by is not None and heard.by.id == won.id


def test_of_two_in_one_handover_one_wins(around):
    family, vera, gust = around
    for _ in range(TIMES):
        row = handed_over(family, vera, gust)
        given = at_once(
            stepping(family, family.parent, row, Step.AGREE),
            stepping(family, vera, row, Step.WITHDRAW, words="Toch niet."),
        )
        (won,) = [one for one in given if isinstance(one, Move)]
        (heard,) = [one for one in given if isinstance(one, MovedMeanwhile)]
        assert [one.id for one in moves_of(family, row)] == [won.id]
        assert heard.by is not None and heard.by.author_id == won.author_id
        if State(won.state) is not State.WITHDRAWN:
            moved(family, row, Step.WITHDRAW, vera, words="Voor de volgende keer.")


def test_one_step_that_is_sent_twice_at_once_is_one(around):
    family, vera, _ = around
    for _ in range(TIMES):
        row, id = promised(family, vera), uuid7()
        given = at_once(*[stepping(family, vera, row, Step.DO, id=id)] * 2)
        assert [one.id for one in given] == [id, id]
        assert [one.id for one in moves_of(family, row)] == [id]


def test_one_promise_that_is_sent_twice_at_once_is_one(around):
    family, vera, _ = around
    id = uuid7()
    given = at_once(*[lambda: promised(family, vera, id=id)] * 2)
    assert [one.id for one in given] == [id, id]
    with vera.acting():
        assert FollowUp.objects.filter(family_id=family.id).count() == 1


def test_of_two_handovers_at_once_by_the_same_giver_there_is_one(around):
    family, vera, gust = around
    nina = family.parent

    def pass_to(who: Somebody):
        def act() -> Any:
            try:
                return handed_over(family, vera, who)
            except OneAtATime as heard:
                return heard

        return act

    for _ in range(TIMES):
        given = at_once(pass_to(gust), pass_to(nina))
        assert sorted(type(one).__name__ for one in given) == ["Handover", "OneAtATime"]
        (won,) = [one for one in given if isinstance(one, Handover)]
        with vera.acting():
            newest = Handover.objects.filter(family_id=family.id).order_by("-written_at", "-id")[0]
            assert newest.id == won.id
        moved(family, won, Step.WITHDRAW, vera, words="Voor de volgende keer.")
    with vera.acting():
        assert Handover.objects.filter(family_id=family.id).count() == TIMES
