"""Time after time a process is killed in the middle of its moves, at night a hundred times: nothing that was acknowledged is lost, nothing is
there twice.

Each process is a copy of this one with connections of its own. It performs moves one after the other and says of
each that it begins and, when the action has returned, that it is kept. It is killed at a moment of its own, with
kill -9; whatever it did not acknowledge is then sent again with the same id, as a browser does.
"""

import os
import random
import select
import signal
import time
from collections import Counter
from uuid import UUID

import pytest
from django.db import connections

from stek.circle.tests.builders import MadeFamily, Somebody, make_family
from stek.continuity import actions
from stek.continuity.machines import Step
from stek.continuity.models import FollowUp, Move
from stek.continuity.standing import last_move
from stek.continuity.tests.builders import promised
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.kit.tests.long import often

KILLS = often(25, 100)
PATIENCE = 30.0
ID = 16  # bytes


def step(family: MadeFamily, who: Somebody, of: FollowUp, id: UUID) -> Move:
    """The next move: done, open again, done, …"""
    with who.acting() as signed:
        here = family.visit(who, signed)
        last = last_move(of)
        onward = Step.REOPEN if last is not None and last.step == Step.DO else Step.DO
        return actions.move(
            of=of, step=onward, before=last.id if last else None, by=here, at=here.at, on=clock.today(), id=id
        )  # fmt: skip


def keeps_moving(family: MadeFamily, of: FollowUp, said: int) -> None:
    """In the copy: moves until it is killed. Says b'?' with the id before each, and b'!' with it after."""
    while True:
        id = uuid7()
        os.write(said, b"?" + id.bytes)
        step(family, family.parent, of, id)
        os.write(said, b"!" + id.bytes)


def heard(pipe: int) -> list[tuple[bytes, UUID]]:
    """All that was said, until the end of it."""
    told = bytearray()
    while part := os.read(pipe, 65536):
        told += part
    one = 1 + ID
    return [
        (bytes(told[at : at + 1]), UUID(bytes=bytes(told[at + 1 : at + one])))
        for at in range(0, len(told) - one + 1, one)
    ]


def killed(family: MadeFamily, of: FollowUp, after: float) -> list[tuple[bytes, UUID]]:
    """Starts a copy, and kills it so many seconds after it began its first move. Gives what it said."""
    listening, said = os.pipe()
    child = os.fork()
    if child == 0:  # nothing of the test may ever run on in the copy
        try:
            os.close(listening)
            keeps_moving(family, of, said)
        finally:
            os._exit(1)
    os.close(said)
    try:
        assert select.select([listening], [], [], PATIENCE)[0], "it never began"
        time.sleep(after)
    finally:
        os.kill(child, signal.SIGKILL)
        _, how = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(how) == -signal.SIGKILL, "it was over before it was killed"
    with os.fdopen(listening, "rb", closefd=True):
        return heard(listening)


def test_many_kills_lose_nothing_that_was_acknowledged_and_double_nothing(db, superuser):
    family = make_family("Nina")
    row = promised(family)
    chance = random.Random(4)
    begun: list[UUID] = []
    acknowledged: set[UUID] = set()
    for _ in range(KILLS):
        connections.close_all()  # a copy must not speak over the connection of its parent
        said = killed(family, row, chance.uniform(0.0, 0.06))
        begun += [id for mark, id in said if mark == b"?"]
        acknowledged |= {id for mark, id in said if mark == b"!"}
        again = [id for id in begun[-1:] if id not in acknowledged]
        for id in again:
            step(family, family.parent, row, id)
            step(family, family.parent, row, id)  # and once more, for a browser that is impatient
            acknowledged.add(id)
    kept = superuser.execute(
        "select id, before_id from continuity_move where of_id = %s order by written_at, id", [row.id]
    ).fetchall()
    ids = [id for id, _ in kept]
    assert acknowledged - set(ids) == set(), "lost"
    assert [id for id, times in Counter(ids).items() if times > 1] == [], "doubled"
    assert set(ids) == set(begun) and len(begun) >= KILLS
    assert [before for _, before in kept] == [None, *ids[:-1]]  # one row of moves, each on the one before
    trail = superuser.execute(
        "select subject_id from trail_trailentry where family_id = %s and deed in ('do', 'reopen')", [family.id]
    ).fetchall()
    assert Counter(subject for (subject,) in trail) == Counter(ids)  # and the trail tells of each, once


@pytest.mark.parametrize("lost", [True, False])
def test_a_move_that_hangs_when_its_process_is_killed_is_there_whole_or_not_at_all(db, superuser, lost):
    """Held at the worst moment: the row is written and not yet committed, or committed and not yet acknowledged."""
    family = make_family("Nina")
    row, id = promised(family), uuid7()
    connections.close_all()
    listening, said = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(listening)
            with family.parent.acting() as signed:
                here = family.visit(family.parent, signed)
                actions.move(of=row, step=Step.DO, before=None, by=here, at=here.at, on=clock.today(), id=id)
                if lost:
                    os.write(said, b"?")
                    time.sleep(PATIENCE * 2)
            os.write(said, b"?")
            time.sleep(PATIENCE * 2)
        finally:
            os._exit(1)
    os.close(said)
    assert select.select([listening], [], [], PATIENCE)[0] and os.read(listening, 1) == b"?"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(listening)
    there = superuser.execute("select count(*) from continuity_move where id = %s", [id]).fetchone()[0]
    assert there == (0 if lost else 1)
    step(family, family.parent, row, id)
    assert superuser.execute("select count(*) from continuity_move where of_id = %s", [row.id]).fetchone()[0] == 1
