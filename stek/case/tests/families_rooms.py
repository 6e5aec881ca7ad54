"""The balance, the needs and the plan of a small family by chance: right ones, with everything a file can say."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import strategies as st

from stek.balance import catalogue
from stek.balance.rules import Holds, Lasting, Level, Side, TaskState
from stek.case.shape import Case, Consent, Hiding, Note, Place
from stek.case.shape_rooms import (
    Factor,
    FactorTold,
    Holding,
    Looking,
    Marking,
    Mode,
    Need,
    Saying,
    Task,
)  # fmt: skip
from stek.needs.rules import Echelon, State, Whose
from stek.plans import rules as plans

from .by_chance import MEMBERS, TICK, Stays, maybe, some, within, words
from .families_contact import agreed
from .families_plans import goals_by, sheets_by
from .texts import ZONE


def may_write_everywhere(place: Place) -> Place:
    """The same place, with a consent for the balance, for what is needed and for agreements."""
    more = [
        Consent(("note", "read"), section, "care", "nina", place.since, place.since)
        for section in ("balance", "needs", "contact")
    ]
    return replace(place, grants=(*place.grants, *more))


def by_the_other_parent_too(place: Place, other: Place | None) -> Place:
    """The same place, read from by the yes of both parents: what is about one of them needs that parent's own."""
    if other is None or place.who == other.who:
        return place
    given = max(place.since, other.since)
    more = [
        Consent(("note", "read"), section, "care", other.who, given, given)
        for section in ("story", "balance", "needs", "contact")
    ]
    return replace(place, grants=(*place.grants, *more))


@st.composite
def with_rooms(draw: st.DrawFn, case: Case, now: datetime) -> Case:
    """This family, with what carries and burdens it, what it needs and what it plans."""
    other = next((place for place in case.circle if place.who == "maaike"), None)
    case = replace(
        case,
        circle=tuple(
            by_the_other_parent_too(may_write_everywhere(place), other)
            for place in sorted(case.circle, key=lambda place: place.who != "maaike")
        ),
    )
    stays: Stays = {place.who: (place.since, place.until or now) for place in case.circle}
    stays["nina"] = (case.founded, now)
    inside = sorted(stays)
    factors = [
        draw(factors_by(f"f{n}", draw(st.sampled_from(inside)), case.story, stays))
        for n in range(draw(st.integers(0, 2)))
    ]
    needs = [
        draw(needs_by(f"d{n}", draw(st.sampled_from(inside)), case.story, stays))
        for n in range(draw(st.integers(0, 2)))
    ]
    goals = [
        draw(goals_by(f"g{n}", draw(st.sampled_from(inside)), factors, needs, stays))
        for n in range(draw(st.integers(0, 2)))
    ]
    sheets = draw(st.lists(sheets_by(draw(st.sampled_from(inside)), stays), max_size=1))
    agreements = draw(agreed(case.story, needs, stays))
    others = inside[:]
    others.remove("nina")
    hers = [{"factor": one.key} for one in factors if one.by == "nina"]
    hers += [{"need": one.key} for one in needs if one.first.by == "nina"]
    hers += [{"goal": one.key} for one in goals if one.by == "nina"]
    agreed_on = [one for part, ones in agreements.items() if part != "paces" for one in ones]
    hers += [{"agreement": one.key} for one in agreed_on if one.by == "nina"]
    what = draw(st.lists(st.sampled_from(hers), max_size=2, unique_by=str)) if hers else []
    readers = st.lists(st.sampled_from(others), unique=True).map(tuple) if others else st.just(())
    seals = [Hiding(draw(readers), "nina", draw(within(*stays["nina"])), **one) for one in what]
    return replace(
        case,
        moves=tuple(draw(ended(one, now)) for one in case.moves),
        seals=(*case.seals, *seals),
        factors=tuple(factors),
        perspectives=tuple(draw(st.lists(st.sampled_from(inside).flatmap(lambda who: holdings(who, stays)), max_size=3))),
        tasks=tuple(draw(st.lists(st.sampled_from(inside).flatmap(lambda who: tasks(who, stays)), max_size=2))),
        needs=tuple(needs),
        goals=tuple(goals),
        sheets=tuple(sheets),
        **agreements,
    )  # fmt: skip


@st.composite
def ended(draw: st.DrawFn, moving, now: datetime):
    if moving.on >= now - timedelta(seconds=1) or not draw(st.booleans()):
        return moving
    until = draw(within(moving.on + TICK, now))
    return replace(
        moving, until=until, until_by=draw(st.sampled_from(["nina", moving.by])) if not moving.private else moving.by
    )


def readable(story: tuple[Note, ...], who: str, *, shared: bool) -> list[str]:
    """What is about safety makes what rests on it so: not here."""
    return [note.key for note in story if not note.safety and (note.shared or (note.by == who and not shared))]


@st.composite
def openness(draw: st.DrawFn, written: datetime, ended: datetime) -> datetime | None:
    how = draw(st.sampled_from(["at once", "at once", "never", "later"]))
    return {"at once": written, "never": None, "later": draw(within(written, ended))}[how]


@st.composite
def factors_by(draw: st.DrawFn, key: str, by: str, story: tuple[Note, ...], stays: Stays) -> Factor:
    begun, ended = stays[by]
    times = draw(st.lists(within(begun, ended), min_size=1, max_size=2, unique=True).map(sorted))
    shared = draw(openness(times[0], ended))
    notes = readable(story, by, shared=shared is not None)
    versions = tuple(draw(factors_told(at, notes)) for at in times)
    marks = [draw(markings(by, shared, times[0], stays)) for _ in range(draw(st.integers(0, 3)))]
    marks = [one for one in marks if one]
    return Factor(
        key,
        by,
        versions,
        shared,
        tuple(one for one in marks if one.parents),
        tuple(one for one in marks if not one.parents),
    )


@st.composite
def factors_told(draw: st.DrawFn, at: datetime, notes: list[str]) -> FactorTold:
    code = draw(
        st.sampled_from(["", *[one for one in catalogue.factors() if not catalogue.is_about_safety(one)][::20]])
    )
    return FactorTold(
        str(draw(st.sampled_from(list(Side)))), str(draw(st.sampled_from(list(Level)))), at, code,
        draw(maybe if code else words), draw(some), str(draw(st.sampled_from(["", *Lasting]))),
        draw(st.sampled_from([None, at.astimezone(ZONE).date() - timedelta(days=3)])),
        tuple(sorted(draw(st.sets(st.sampled_from(notes), max_size=2)))) if notes else (),
    )  # fmt: skip


@st.composite
def markings(draw: st.DrawFn, author: str, shared: datetime | None, written: datetime, stays: Stays) -> Marking | None:
    """By its author, or by somebody who could read it then; a parent agrees for themself only."""
    by = draw(st.sampled_from([author, *(stays if shared else ())]))
    begun, ended = stays[by]
    start = max(begun, written if by == author else max(written, shared or written))
    if start > ended:
        return None
    at = draw(within(start, ended))
    parents = draw(st.sampled_from([(), (by,) if by in ("nina", "maaike") else ("nina",)]))
    return Marking(by, at.astimezone(ZONE).date(), at, parents, draw(maybe))


@st.composite
def holdings(draw: st.DrawFn, by: str, stays: Stays) -> Holding:
    at = draw(within(*stays[by]))
    on = at.astimezone(ZONE).date() - timedelta(days=draw(st.integers(0, 3)))
    return Holding(str(draw(st.sampled_from(list(Holds)))), by, on, at, draw(openness(at, stays[by][1])), draw(maybe))


@st.composite
def tasks(draw: st.DrawFn, by: str, stays: Stays) -> Task:
    at = draw(within(*stays[by]))
    return Task(
        draw(st.sampled_from(sorted(catalogue.tasks()))), draw(st.sampled_from(MEMBERS)),
        str(draw(st.sampled_from(list(TaskState)))), by, at.astimezone(ZONE).date(), at, draw(st.booleans()), draw(maybe),
    )  # fmt: skip


@st.composite
def needs_by(draw: st.DrawFn, key: str, by: str, story: tuple[Note, ...], stays: Stays) -> Need:
    begun, ended = stays[by]
    times = draw(st.lists(within(begun, ended), min_size=1, max_size=3, unique=True).map(sorted))
    shared = draw(openness(times[0], ended))
    notes = readable(story, by, shared=shared is not None)
    about = draw(some)
    called, sayings = "", []
    for place, at in enumerate(times):
        who = draw(
            st.sampled_from(
                [by, *(one for one in stays if shared and at >= shared and stays[one][0] <= at <= stays[one][1])]
            )
        )
        who = by if place == 0 else who
        said = draw(sayings_by(who, at, called, notes if who == by else [], about, shared, stays))
        called = said.words or called
        sayings.append(said)
    modes = (
        []
        if shared is None
        else [
            draw(modes_by(who, max(times[0], shared), stays))
            for who in draw(st.lists(st.sampled_from(sorted(stays)), max_size=1))
        ]
    )
    whose = str(draw(st.sampled_from(list(Whose))))
    return Need(
        key,
        str(draw(st.sampled_from(list(Echelon)))),
        whose,
        tuple(sayings),
        shared,
        tuple(one for one in modes if one),
    )


@st.composite
def sayings_by(
    draw: st.DrawFn,
    by: str,
    at: datetime,
    called: str,
    notes: list[str],
    about: tuple[str, ...],
    shared: datetime | None,
    stays: Stays,
) -> Saying:
    state = draw(st.sampled_from(list(State)))
    said = draw(words if state is State.NOW and not called else maybe)
    day = at.astimezone(ZONE).date() + timedelta(days=draw(st.integers(0, 90)))
    review = (
        day
        if state is State.NOW
        else draw(st.sampled_from([None, day]))
        if state in (State.DISCUSSED, State.MET)
        else None
    )
    look = draw(lookings(by, at, shared, stays))
    return Saying(
        by, at, str(state), said, draw(words) if state is State.MET else "", review, about,
        tuple(sorted(draw(st.sets(st.sampled_from(notes), max_size=2)))) if notes else (), (look,) if look else (),
    )  # fmt: skip


@st.composite
def lookings(draw: st.DrawFn, by: str, at: datetime, shared: datetime | None, stays: Stays) -> Looking | None:
    if draw(st.booleans()):
        return None
    looked = draw(within(at, stays[by][1]))
    with_whom = ("maaike",) if by == "nina" and "maaike" in stays else () if by == "nina" else ("nina",)
    return Looking(by, with_whom, looked.astimezone(ZONE).date(), looked) if with_whom else None


@st.composite
def modes_by(draw: st.DrawFn, by: str, start: datetime, stays: Stays) -> Mode | None:
    begun, ended = stays[by]
    if max(begun, start) > ended:
        return None
    at = draw(within(max(begun, start), ended))
    return Mode(str(draw(st.sampled_from(list(plans.Mode)))), by, at.astimezone(ZONE).date(), at, draw(words))
