"""What hangs on another thing is added and shared as the written rules say, and a trigger or a policy that is broken
for one of these tables is noticed by the oracle."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest

from stek.oracle import asking, gated, hearing
from stek.oracle.making import Size, make_world
from stek.oracle.world import Thing, World

from .breaking import broken
from .killers import is_noticed
from .mutants import HANGING, Mutant

WORLDS = 80  # the most hidden one needs about twenty
ASKING_MORE = [table.name for table in gated.THINGS if table.asks_more]
# Each looks as the author of what is added; here as somebody who sees everything. (`handover_fits` looks at handovers of that
# author alone, which they read whatever is hidden from them: nobody could tell.)
TRIGGERS = (
    "referral_fits", "carried_fits", "move_fits", "move_stays", "mark_fits", "together_fits",
    "plan_hangs_on_goal", "plan_mark_fits",
)  # fmt: skip


def hanging(seed: int, now: datetime) -> World:
    """A world in which this is all that anybody tries to add, and they do so often."""
    world = make_world(seed, now, size=Size(hung=5))
    attempts = [one for one in world.attempts if isinstance(one.note, Thing) and one.note.table in ASKING_MORE]
    return replace(world, attempts=tuple(attempts))


@pytest.fixture(scope="module")
def asker(superuser):
    superuser.execute(f"truncate people_person, circle_family, {', '.join(gated.NAMES)} cascade")
    asking.prepare(superuser)
    return superuser


def notices(asker, mutant: str, breaking: Iterable[str]) -> bool:
    def noticed_by(seed: int, first: int) -> int | None:
        return hearing.noticed_by(
            asker, partial(hanging, seed), lambda db: [db.execute(one) for one in breaking], first
        )

    return is_noticed(mutant, noticed_by, WORLDS)


def test_of_each_table_some_are_added_and_shared_and_some_are_not(asker):
    every = {(verb, name, done) for verb in ("note", "share") for name in ASKING_MORE for done in (True, False)}
    counted = Counter[tuple[str, str, bool]]()
    for seed in range(60):
        if every <= counted.keys():
            break
        world, hearings = hearing.in_passing(asker, partial(hanging, seed))
        for heard in hearings:
            tried = [one for one in heard.attempts if isinstance(one, Thing)]
            for verb, things, done in (
                ("note", tried, heard.answer.note), ("share", world.things, heard.answer.share),
            ):  # fmt: skip
                counted.update((verb, thing.table, str(thing.id) in done) for thing in things)
    assert len(ASKING_MORE) >= 10
    assert every - counted.keys() == set()


@pytest.mark.parametrize("mutant", HANGING, ids=str)
def test_a_broken_trigger_is_noticed(mutant: Mutant, asker):
    assert notices(asker, f"hanging {mutant}", [after for _, after in broken(mutant)])


@pytest.mark.parametrize("name", TRIGGERS)
def test_a_trigger_that_sees_more_than_the_author_is_noticed(name, asker):
    seeing = f"alter function stek.{name}() security definer; alter function stek.{name}() owner to current_user"
    assert notices(asker, f"seeing {name}", [seeing])


@pytest.mark.parametrize("name", ASKING_MORE)
@pytest.mark.parametrize(
    ("how", "check"),
    [
        ("anywhere", "author_id = (select stek.person())"),
        ("in_anothers_name", "scope = any ((select stek.scopes('note'))::text[])"),
    ],
)
def test_a_looser_policy_on_one_table_is_noticed(name, how, check, asker):
    assert notices(asker, f"looser {name} {how}", [f"alter policy note on {name} with check ({check})"])
