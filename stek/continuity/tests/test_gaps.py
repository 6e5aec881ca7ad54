"""What nobody may lose sight of: when it is seen, and who sees it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stek.circle.pace import AGES, WITHIN, Pace
from stek.continuity import gaps as g
from stek.continuity.gaps import Child, Consent, HandedOver, Kind, Promised, Record, Referred, ToReview
from stek.continuity.machines import State

TODAY = date(2026, 3, 2)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
NINA, VERA, GUST, ILS = (UUID(int=number) for number in (1, 2, 3, 4))
ALL = frozenset({NINA, VERA, GUST, ILS})
ID = UUID(int=100)
HOME = Record(parents=frozenset({NINA}), carers=frozenset({VERA, GUST}))
PLACES = st.sampled_from(sorted(ALL))
AGED = st.tuples(*[st.integers(*AGES)] * 3)
PACES = st.builds(
    lambda by_age, rest: Pace(by_age, **rest | {"circle_after": max(rest["stand_in_after"], rest["circle_after"])}),
    AGED,
    st.fixed_dictionaries({name: st.integers(*among) for name, among in WITHIN.items()}),
)


def days(count: int) -> timedelta:
    return timedelta(days=count)


def follow_up(due: int = 0, **more) -> Promised:
    return replace(Promised(ID, TODAY + days(due), VERA, NOON, None, None, ALL), **more)


def referral(state: State = State.ASKED, word: int = 0, **more) -> Referred:
    return replace(Referred(ID, state, VERA, NOON, None, TODAY + days(word), 14, ALL), **more)


def handover(state: State, giver=VERA, receiver=GUST, *, since: int = 0, met: int | None = None, **more) -> HandedOver:
    met_at = None if met is None else NOON + days(met)
    return HandedOver(
        ID, state, giver, receiver, TODAY + days(since), met_at, more.get("overlap"), more.get("readers", ALL)
    )


def found(today: date = TODAY, **what) -> list[tuple[Kind, frozenset[UUID]]]:
    return [(one.kind, one.places) for one in g.gaps(replace(HOME, **what), today)]


# --- who has it


@given(PLACES, st.lists(st.tuples(PLACES, PLACES, st.sampled_from(State), st.none() | st.integers(0, 9)), max_size=8))
def test_there_is_always_one_holder_and_two_only_between_meeting_and_closing(holder, passed):
    every = [
        replace(handover(state, giver, receiver, met=met), id=UUID(int=200 + number))
        for number, (giver, receiver, state, met) in enumerate(passed)
        if giver != receiver and (met is not None) is (state in (State.MET, State.CLOSED))
    ]
    held = g.holders(holder, NOON, every)
    assert 1 <= len(held) <= 2 and len(set(held)) == len(held)
    if len(held) == 2:
        assert any((one.giver, one.receiver, one.state) == (*held, State.MET) for one in every)
    if held != (holder,):
        assert any(one.giver == holder and one.met_at is not None for one in every)
    assert g.holders(holder, NOON, [*reversed(every)]) == held


@pytest.mark.parametrize("state", [State.PROPOSED, State.AGREED, State.ACCEPTED, State.DECLINED, State.WITHDRAWN])
def test_who_gives_stays_responsible_until_they_met(state):
    assert g.holders(VERA, NOON, [handover(state)]) == (VERA,)


def test_both_until_it_is_closed_and_then_who_received():
    assert g.holders(VERA, NOON, [handover(State.MET, met=1)]) == (VERA, GUST)
    assert g.holders(VERA, NOON, [handover(State.CLOSED, met=1)]) == (GUST,)


def test_what_was_taken_after_they_met_stays_with_who_took_it():
    closed = handover(State.CLOSED, met=1)
    assert g.holders(VERA, NOON + days(1) + timedelta(minutes=5), [closed]) == (VERA,)


def test_it_is_passed_on_in_the_order_in_which_they_met():
    on = replace(handover(State.CLOSED, met=1), id=UUID(int=9))
    further = replace(handover(State.CLOSED, GUST, ILS, met=2), id=UUID(int=8))
    assert g.holders(VERA, NOON, [further, on]) == (ILS,)
    before = replace(further, met_at=NOON)
    assert g.holders(VERA, NOON, [before, on]) == (GUST,)  # Gust gave away what he had before he got this


# --- who watches


@given(
    st.lists(PLACES, min_size=1, max_size=2).map(tuple),
    st.none() | PLACES,
    st.frozensets(PLACES),
    st.integers(-30, 90),
    PACES,
)
def test_somebody_watches_as_long_as_anybody_can_see_it_and_nobody_else_ever(held, stand_in, readers, past, pace):
    watch, gone = g.watching(held, stand_in, readers, past=past, pace=pace)
    assert watch <= readers
    assert bool(watch) is bool(readers)
    assert gone is not bool(frozenset(held) & readers)
    assert frozenset(held) & readers <= watch
    if past >= pace.circle_after:
        assert watch == readers
    elif past >= pace.stand_in_after and stand_in in readers:
        assert stand_in in watch


@given(
    st.lists(PLACES, min_size=1, max_size=2).map(tuple),
    st.none() | PLACES,
    st.frozensets(PLACES),
    st.integers(-30, 90),
    PACES,
)
def test_with_the_days_more_people_watch_and_never_fewer(held, stand_in, readers, past, pace):
    now, _ = g.watching(held, stand_in, readers, past=past, pace=pace)
    later, _ = g.watching(held, stand_in, readers, past=past + 1, pace=pace)
    assert now <= later


# --- what was promised and referred


def test_a_promise_is_seen_on_its_day_and_not_before():
    assert found(promised=(follow_up(1),)) == []
    assert found(promised=(follow_up(0),)) == [(Kind.DUE, {VERA})]


def test_a_promise_of_who_can_no_longer_see_it_is_seen_at_once_by_the_parents_and_who_asked():
    left = follow_up(20, readers=ALL - {VERA}, stand_in=GUST, askers=frozenset({ILS}))
    assert found(promised=(left,)) == [(Kind.LEFT, {GUST, NINA, ILS})]


def test_who_is_asked_hears_of_it_unless_they_cannot_see_it_any_more():
    assert found(promised=(follow_up(5, asked=GUST),)) == [(Kind.ASKED, {GUST})]
    gone = follow_up(5, asked=GUST, readers=ALL - {GUST})
    assert found(promised=(gone,)) == [(Kind.UNHEARD, {VERA})], "then who asked hears that no answer will come"


def test_a_referral_is_silent_from_the_day_of_its_own_pace():
    assert found(referred=(referral(word=-13),)) == []
    assert found(referred=(referral(word=-14),)) == [(Kind.SILENT, {VERA})]
    assert found(referred=(referral(word=-14, silent_after=30),)) == []
    for state in (State.CONTACT, State.UNDER_WAY):
        assert found(referred=(referral(state, word=-90),)) == []


def test_a_referral_that_could_not_be_taken_is_seen_at_once():
    assert found(referred=(referral(State.DECLINED),)) == [(Kind.DECLINED, {VERA})]


def test_a_referral_whose_holder_is_gone_is_left_also_while_it_runs():
    gone = referral(State.UNDER_WAY, readers=ALL - {VERA})
    assert found(referred=(gone,)) == [(Kind.LEFT, ALL - {VERA})]


# --- handovers


@pytest.mark.parametrize(
    ("state", "kind", "places"),
    [
        (State.PROPOSED, Kind.AGREE, {NINA}), (State.AGREED, Kind.ACCEPT, {GUST}),
        (State.ACCEPTED, Kind.MEET, {VERA, GUST}), (State.MET, Kind.OVERLAP, {VERA, GUST}),
    ],
)  # fmt: skip
def test_a_handover_waits_for_who_goes_on_with_it(state, kind, places):
    assert found(handed_over=(handover(state),)) == [(kind, places)]
    hangs = found(handed_over=(handover(state, since=-14),))
    assert hangs == [(kind, {NINA, VERA, GUST})]
    alone = found(handed_over=(handover(state, readers=frozenset({ILS})),))
    assert alone == [(kind, {ILS})]


@given(PACES, st.integers(0, 120), st.sampled_from([State.PROPOSED, State.AGREED, State.ACCEPTED, State.MET]))
def test_a_handover_hangs_from_the_day_the_family_chose(pace, waited, state):
    [(_kind, places)] = found(handed_over=(handover(state, since=-waited),), pace=pace)
    whose = {State.PROPOSED: {NINA}, State.AGREED: {GUST}}.get(state, {VERA, GUST})
    assert places == ({NINA, VERA, GUST} if waited >= pace.handover_after else whose)


@pytest.mark.parametrize("state", [State.CLOSED, State.DECLINED, State.WITHDRAWN])
def test_a_handover_that_is_over_waits_for_nobody(state):
    assert found(handed_over=(handover(state, met=1 if state is State.CLOSED else None),)) == []


def test_while_they_carry_it_together_nothing_is_asked_before_the_agreed_day():
    assert found(handed_over=(handover(State.MET, met=1, overlap=TODAY + days(1)),)) == []
    assert found(handed_over=(handover(State.MET, met=1, overlap=TODAY),)) == [(Kind.OVERLAP, {VERA, GUST})]


# --- needs, children, consents


def test_a_need_is_looked_at_again_by_who_has_it_now():
    review = ToReview(ID, TODAY, VERA, NOON)
    assert found(to_review=(review,)) == [(Kind.REVIEW, {VERA})]
    closed = handover(State.CLOSED, met=1)
    assert found(to_review=(review,), handed_over=(closed,)) == [(Kind.REVIEW, {GUST})]
    assert found(to_review=(replace(review, review_on=TODAY + days(1)),)) == []


@given(st.integers(0, 1200), st.none() | st.integers(0, 1200), st.integers(0, 1200), PACES)
def test_a_child_bears_as_long_as_its_age_and_a_note_moves_the_day(old, noted, known, pace):
    child = Child(ID, TODAY - days(old), TODAY - days(known), None if noted is None else TODAY - days(min(noted, old)))
    until = g.bears(child, pace, TODAY)
    assert until is not None
    long = pace.by_age[0] if old < 42 else pace.by_age[1] if old < 365 else pace.by_age[2]
    assert until >= TODAY - days(old) + days(long)
    if child.noted_on:
        assert until >= child.noted_on + days(long)
    seen = replace(child, noted_on=TODAY)
    assert g.bears(seen, pace, TODAY) == TODAY + days(long)


def test_before_birth_nobody_counts_days():
    assert g.bears(Child(ID, None, TODAY - days(90), None), Pace(), TODAY) is None
    assert g.bears(Child(ID, TODAY + days(1), TODAY - days(90), None), Pace(), TODAY) is None


def test_a_child_out_of_sight_stands_with_every_carer():
    child = Child(ID, TODAY - days(30), TODAY - days(30), TODAY - days(7))
    assert found(children=(child,)) == []
    assert found(TODAY + days(1), children=(child,)) == [(Kind.UNSEEN, {VERA, GUST})]
    assert found(TODAY + days(1), children=(replace(child, noted_on=TODAY),)) == []


def test_the_steps_out_of_the_house_are_seen_on_their_day():
    def kinds(old: int):
        child = Child(ID, TODAY - days(old), TODAY, TODAY)
        return {kind for kind, _ in found(children=(child,))}

    assert [kinds(old) for old in (62, 63, 104, 105)] == [set(), {Kind.LEAVE}, {Kind.LEAVE}, set()]
    assert [kinds(old) for old in (870, 871, 954, 955)] == [set(), {Kind.SCHOOL}, {Kind.SCHOOL}, set()]


def test_a_consent_that_ends_is_seen_two_weeks_before_by_the_parents_and_who_has_it():
    def seen(left: int):
        return found(consents=(Consent(VERA, VERA, TODAY + days(left)),))

    assert [seen(left) for left in (-1, 15)] == [[], []]
    assert [seen(left) for left in (0, 14)] == [[(Kind.CONSENT, {NINA, VERA})]] * 2


@given(PACES, st.integers(-5, 120))
def test_a_consent_is_spoken_of_as_long_before_its_end_as_the_family_chose(pace, left):
    here = found(consents=(Consent(VERA, VERA, TODAY + days(left)),), pace=pace)
    assert here == ([(Kind.CONSENT, {NINA, VERA})] if 0 <= left <= pace.consent_before else [])


def test_one_carer_alone_is_told_so():
    assert found(carers=frozenset({VERA})) == [(Kind.ALONE, {VERA})]
    assert found(carers=frozenset()) == []


def test_the_longest_waiting_comes_first():
    every = (follow_up(-1), replace(follow_up(-3), id=UUID(int=101)), replace(follow_up(0), id=UUID(int=102)))
    assert [one.on for one in g.gaps(replace(HOME, promised=every), TODAY)] == [TODAY - days(3), TODAY - days(1), TODAY]
