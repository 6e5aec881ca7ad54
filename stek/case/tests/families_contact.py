"""What is promised, asked and handed over around a small family by chance, and what happened to it."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from hypothesis import strategies as st

from stek.case.paths import Path
from stek.case.shape import Note
from stek.case.shape_contact import FollowUp, Handover, Pace, Referral, Stepped, Thing
from stek.case.shape_rooms import Need
from stek.circle.pace import WITHIN
from stek.circle.pace import Pace as Chosen
from stek.continuity.machines import Step
from stek.continuity.rules import Way

from .by_chance import TICK, Stays, maybe, some, within, words
from .texts import ZONE

named = words.filter(str.isprintable)  # an offer has its name on one line
PARENTS = {"nina", "maaike"}


@st.composite
def agreed(draw: st.DrawFn, story: tuple[Note, ...], needs: list[Need], stays: Stays) -> dict[str, tuple]:
    """The parts of a case that tell of this, by name."""
    writers = st.sampled_from(sorted(stays))
    follow_ups = [
        draw(follow_ups_by(f"u{n}", draw(writers), story, needs, stays)) for n in range(draw(st.integers(0, 2)))
    ]
    referrals = [draw(referrals_by(f"r{n}", draw(writers), needs, stays)) for n in range(draw(st.integers(0, 2)))]
    givers = draw(st.lists(writers, max_size=2, unique=True))
    handovers = [draw(handovers_by(f"h{n}", who, story, stays)) for n, who in enumerate(givers)]
    paces = draw(st.lists(paces_by(stays), max_size=2, unique_by=lambda one: one.written))
    return {
        "follow_ups": tuple(follow_ups), "referrals": tuple(one for one in referrals if one),
        "handovers": tuple(one for one in handovers if one), "paces": tuple(paces),
    }  # fmt: skip


def day_of(at: datetime) -> date:
    return at.astimezone(ZONE).date()


def later(at: datetime) -> st.SearchStrategy[date]:
    return st.integers(0, 90).map(lambda days: day_of(at) + timedelta(days=days))


def open_needs(needs: list[Need], at: datetime) -> list[str]:
    return [one.key for one in needs if one.shared and one.shared <= at]


def open_notes(story: tuple[Note, ...], at: datetime) -> list[str]:
    return [one.key for one in story if one.shared and one.shared <= at]


@st.composite
def follow_ups_by(
    draw: st.DrawFn, key: str, by: str, story: tuple[Note, ...], needs: list[Need], stays: Stays
) -> FollowUp:  # fmt: skip
    at = draw(within(*stays[by]))
    one = FollowUp(
        key, by, at, str(draw(st.sampled_from(list(Way)))), draw(words), draw(later(at)),
        draw(st.sampled_from([None, time(14, 30), time(9, 0, 1), time(0, 0)])), draw(some),
        draw(st.sampled_from(["", *sorted(set(stays) - {by})])), draw(st.sampled_from(["", *open_needs(needs, at)])),
        draw(st.sampled_from(["", *open_notes(story, at)])),
    )  # fmt: skip
    # Who is asked at once cannot stand in as well.
    return replace(one, steps=tuple(draw(steps_of(one, stays, but=one.stand_in))))


@st.composite
def referrals_by(draw: st.DrawFn, key: str, by: str, needs: list[Need], stays: Stays) -> Referral | None:
    at = draw(within(*stays[by]))
    known = open_needs(needs, at)
    if not known:
        return None
    one = Referral(
        key, by, at, day_of(at) - timedelta(days=draw(st.integers(0, 3))), draw(st.sampled_from(known)), draw(named),
        draw(st.integers(1, 180)), draw(st.sampled_from(["", str(UUID(int=7))])), draw(maybe),
        draw(st.sampled_from(["", *sorted(set(stays) - {by})])),
    )  # fmt: skip
    return replace(one, steps=tuple(draw(steps_of(one, stays))))


@st.composite
def handovers_by(draw: st.DrawFn, key: str, by: str, story: tuple[Note, ...], stays: Stays) -> Handover | None:
    at = draw(within(*stays[by]))
    there = [who for who, (begun, ended) in stays.items() if who != by and begun <= at <= ended]
    if not there:
        return None
    notes = open_notes(story, at)
    one = Handover(
        key, by, draw(st.sampled_from(sorted(there))), at, draw(words), draw(st.one_of(st.none(), later(at))),
        tuple(sorted(draw(st.sets(st.sampled_from(notes), max_size=2)))) if notes else (),
    )  # fmt: skip
    return replace(one, steps=tuple(draw(steps_of(one, stays))))


@st.composite
def steps_of(draw: st.DrawFn, thing: Thing, stays: Stays, but: str = "") -> list[Stepped]:
    """A walk along the machine, each step by somebody who was there then and may take it."""
    path, floor, found = Path(thing, PARENTS), thing.written, []
    last = max(ended for _begun, ended in stays.values())
    for _ in range(draw(st.integers(0, 4))):
        if floor > last:
            break
        at = draw(within(floor, last))
        there = sorted(who for who, (begun, ended) in stays.items() if begun <= at <= ended)
        known = sorted({arrow.step for arrow in path.machine.arrows if arrow.before is path.state})
        if not known:
            break
        one = draw(steps_by(draw(st.sampled_from(there)), draw(st.sampled_from(known)), at, sorted(set(stays) - {but})))
        if path.take(one):
            found.append(one)
            floor = one.written + TICK
    return found


@st.composite
def steps_by(draw: st.DrawFn, by: str, step: Step, at: datetime, others: list[str]) -> Stepped:
    return Stepped(
        str(step), by, day_of(at) - timedelta(days=draw(st.integers(0, 2))), at, draw(words if draw(st.booleans()) else maybe),
        draw(later(at)) if step is Step.PUT_OFF else None, draw(st.sampled_from(others)) if step is Step.ASK else "",
    )  # fmt: skip


@st.composite
def paces_by(draw: st.DrawFn, stays: Stays) -> Pace:
    by = draw(st.sampled_from(sorted(set(stays) & PARENTS)))
    at, days = draw(within(*stays[by])), st.integers(1, 731)
    rest = {name: draw(st.integers(*among)) for name, among in WITHIN.items()}
    rest["circle_after"] = max(rest["stand_in_after"], rest["circle_after"])
    return Pace(by, at, Chosen((draw(days), draw(days), draw(days)), **rest))
