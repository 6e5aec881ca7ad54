"""The plan of a small family by chance."""

from datetime import datetime, timedelta

from hypothesis import strategies as st

from stek.case.shape_rooms import Factor, Goal, GoalTold, Need, Review, Said, Sheet, Step, StepTold
from stek.plans import rules as plans

from .by_chance import MEMBERS, Stays, plain, some, within, words
from .texts import ZONE


@st.composite
def goals_by(draw: st.DrawFn, key: str, by: str, factors: list[Factor], needs: list[Need], stays: Stays) -> Goal:
    begun, ended = stays[by]
    times = draw(st.lists(within(begun, ended), min_size=1, max_size=3, unique=True).map(sorted))
    at = times[0]
    open_needs = [one.key for one in needs if one.shared and one.shared <= at]
    versions = [
        GoalTold(
            time, str(draw(st.sampled_from(list(plans.Whose)))), draw(words), draw(some),
            draw(st.sampled_from(["", *open_needs])),
        )
        for time in times
    ]  # fmt: skip
    steps = [draw(steps_of(at, by, factors, stays)) for _ in range(draw(st.integers(0, 2)))]
    reviews = [draw(reviews_of(at, by, stays)) for _ in range(draw(st.integers(0, 1)))]
    return Goal(
        key, by, tuple(versions), tuple(steps), tuple(reviews),
        tuple(draw(st.lists(saids(at, by, stays), max_size=2))),
    )  # fmt: skip


@st.composite
def saids(draw: st.DrawFn, start: datetime, by: str, stays: Stays) -> Said:
    at = draw(within(start, stays[by][1]))
    return Said(by, at.astimezone(ZONE).date(), at, draw(words))


@st.composite
def steps_of(draw: st.DrawFn, start: datetime, by: str, factors: list[Factor], stays: Stays) -> Step:
    times = draw(st.lists(within(start, stays[by][1]), min_size=1, max_size=2, unique=True).map(sorted))
    versions = [draw(steps_told(time, times[0], factors, stays)) for time in times]
    return Step(by, tuple(versions), tuple(draw(st.lists(saids(times[0], by, stays), max_size=1))))


@st.composite
def steps_told(draw: st.DrawFn, at: datetime, first: datetime, factors: list[Factor], stays: Stays) -> StepTold:
    since = at.astimezone(ZONE).date() + timedelta(days=draw(st.integers(-5, 20)))
    factor = draw(st.sampled_from(["", *(one.key for one in factors if one.shared and one.shared <= first)]))
    owners = tuple(sorted(draw(st.sets(st.sampled_from(sorted(stays)), max_size=2))))
    return StepTold(
        at, draw(words), str(draw(st.sampled_from(list(plans.Moves)))), since,
        since + timedelta(days=draw(st.integers(0, 60))), True if not owners else draw(st.booleans()), owners, factor,
        "" if factor else draw(words),
    )  # fmt: skip


@st.composite
def reviews_of(draw: st.DrawFn, start: datetime, by: str, stays: Stays) -> Review:
    at = draw(within(start, stays[by][1]))
    eyes = draw(st.sampled_from(["", *MEMBERS]))
    return Review(
        by, at.astimezone(ZONE).date(), at, str(draw(st.sampled_from(list(plans.Change)))), draw(words),
        str(draw(st.sampled_from(list(plans.Fitting)))), draw(words), eyes, "" if eyes else draw(plain),
    )  # fmt: skip


@st.composite
def sheets_by(draw: st.DrawFn, by: str, stays: Stays) -> Sheet:
    """In letters that the sheet has a shape for."""
    at = draw(within(*stays[by]))
    week = plans.monday(at.astimezone(ZONE).date())
    lines = st.lists(plain, max_size=3).map("\n".join).map(str.strip)
    return Sheet(
        by, at, week, draw(plain), tuple(draw(st.lists(plain, min_size=7, max_size=7))), draw(lines), draw(lines), draw(lines),
        tuple(draw(st.lists(st.sampled_from(["106", "1813"]), unique=True))), draw(st.sampled_from(["nl", "fr", "en"])),
    )  # fmt: skip
