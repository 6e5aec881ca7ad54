"""The machines: one table each, the same in Python, in PostgreSQL and in the picture."""

import pytest

from stek.continuity.machines import MACHINES, Kind, Machine, State, Step, Who


@pytest.mark.parametrize("machine", MACHINES.values(), ids=lambda machine: str(machine.kind))
def test_from_everywhere_an_end_can_be_reached_and_every_state_can_be_come_to(machine: Machine):
    reached = {machine.first}
    while more := {one.after for one in machine.arrows if one.before in reached} - reached:
        reached |= more
    assert reached == {machine.first, *(one.after for one in machine.arrows)} | machine.last
    ending = set(machine.last)
    while more := {one.before for one in machine.arrows if one.after in ending} - ending:
        ending |= more
    assert ending == reached


@pytest.mark.parametrize("machine", MACHINES.values(), ids=lambda machine: str(machine.kind))
def test_one_person_never_finds_two_ways_for_one_step(machine: Machine):
    seen = [(one.before, one.step, one.who) for one in machine.arrows]
    assert len(seen) == len(set(seen))
    for before, step, _who in seen:
        assert len({one.after for one in machine.arrows if (one.before, one.step) == (before, step)}) == 1


def test_a_handover_is_met_only_after_the_family_agreed_and_the_receiver_said_yes():
    arrows = MACHINES[Kind.HANDOVER].arrows
    assert {(one.before, one.who) for one in arrows if one.after is State.AGREED} == {(State.PROPOSED, Who.PARENT)}
    assert {(one.before, one.who) for one in arrows if one.after is State.ACCEPTED} == {(State.AGREED, Who.RECEIVER)}
    assert {one.before for one in arrows if one.after is State.MET} == {State.ACCEPTED}
    assert {one.before for one in arrows if one.after is State.CLOSED} == {State.MET}


def test_nobody_gives_a_promise_away_without_a_yes():
    arrows = MACHINES[Kind.FOLLOW_UP].arrows
    assert {(one.before, one.who) for one in arrows if one.step is Step.TAKE} == {
        (State.ASKED, Who.ASKED), (State.OPEN, Who.STAND_IN), (State.ASKED, Who.STAND_IN),
    }  # fmt: skip


def test_who_stands_in_and_was_asked_answers_what_was_asked():
    steps = MACHINES[Kind.FOLLOW_UP].steps(State.ASKED, frozenset({Who.ASKED, Who.STAND_IN}))
    assert steps[Step.TAKE].who is Who.ASKED


def test_postgresql_holds_the_same_tables(superuser):
    found = superuser.execute("select * from stek.machine_arrows()").fetchall()
    told = [
        (str(kind), str(one.step), str(one.before), str(one.after), str(one.who), one.says_why)
        for kind, machine in MACHINES.items()
        for one in machine.arrows
    ]
    assert sorted(found) == sorted(told) and len(told) == len(set(told))
    for kind, machine in MACHINES.items():
        assert superuser.execute("select stek.machine_first(%s)", [kind]).fetchone()[0] == machine.first
