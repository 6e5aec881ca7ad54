"""Whatever happens, in whatever order: as long as anybody can see it, somebody watches.

A family made of plain values, without a database: people come, leave and are hidden from one another, things are
promised, referred and handed over, days pass. What each of them sees is folded by the same code as in real use.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from stek.continuity import gaps as g
from stek.continuity.machines import MACHINES, Kind, Machine, State, Step, Who
from stek.continuity.queries import HandedOver, Moved, Promised, Referred, Standing
from stek.continuity.records import _as_promised, _as_referred, as_handed_over
from stek.continuity.rules import Way
from stek.kit.tests.long import often

NINA, TOM, VERA, GUST, ILS, LUT = (UUID(int=number) for number in range(1, 7))
PARENTS, CARERS, NEAR = frozenset({NINA, TOM}), frozenset({VERA, GUST, ILS}), frozenset({LUT})
EVERYBODY = PARENTS | CARERS | NEAR
CHILD = UUID(int=50)
UNDER_WAY = (State.PROPOSED, State.AGREED, State.ACCEPTED, State.MET)

MANY = 4  # of each kind at once

places = st.sampled_from(sorted(EVERYBODY))
perhaps = st.none() | places


@dataclass
class Thing:
    """A follow-up, a referral or a handover as it stands in its table, with every move that was ever made."""

    id: UUID
    kind: Kind
    author: UUID
    at: datetime
    rests_on: frozenset[UUID]
    held: dict
    moves: list[tuple[Moved, frozenset[UUID]]] = field(default_factory=list)

    @property
    def machine(self) -> Machine:
        return MACHINES[self.kind]


OPENED = {Kind.FOLLOW_UP: Promised, Kind.REFERRAL: Referred, Kind.HANDOVER: HandedOver}


class Around(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.ids = (UUID(int=1000 + number) for number in count())
        self.now = datetime(2026, 1, 1, 12, tzinfo=UTC)
        self.here, self.active, self.consents = set(EVERYBODY), set(EVERYBODY), set(CARERS)
        self.hidden: set[tuple[UUID, UUID]] = set()  # (thread, from whom)
        self.things: list[Thing] = []
        self.noted: date | None = None
        self.born = date(2025, 12, 20)
        self.holders: dict[tuple[UUID, UUID], tuple[UUID, ...]] = {}
        self.excused: set[UUID] = set()  # whose holder this rule may change

    @property
    def today(self) -> date:
        return self.now.date()

    # --- what somebody sees

    def reads(self, rests_on: frozenset[UUID] = frozenset()) -> frozenset[UUID]:
        """Who can read something that rests on all this."""
        return frozenset(
            one for one in EVERYBODY
            if one in self.here and one in self.active and (one in PARENTS or one in self.consents)
            and not any((thread, one) in self.hidden for thread in rests_on)
        )  # fmt: skip

    def opened(self, thing: Thing, viewer: UUID) -> Standing:
        moves = tuple(
            replace(move, readers=self.reads(rests_on)) if move.step is Step.CLOSE else move
            for move, rests_on in thing.moves if viewer in self.reads(rests_on)
        )  # fmt: skip
        common = {
            "id": thing.id, "family": UUID(int=0), "author": thing.author, "author_member": thing.author,
            "written_at": thing.at, "first": thing.machine.first, "moves": moves, "readers": self.reads(thing.rests_on),
            "rests_on": thing.rests_on,
        }  # fmt: skip
        return OPENED[thing.kind](**common, **thing.held)

    def seen(self, viewer: UUID) -> list[tuple[Thing, Standing]]:
        return [(one, self.opened(one, viewer)) for one in self.things if viewer in self.reads(one.rests_on)]

    def record(self, viewer: UUID) -> g.Record:
        by: dict[Kind, list] = {kind: [] for kind in Kind}
        for thing, standing in self.seen(viewer):
            if thing.kind is Kind.HANDOVER or standing.state not in thing.machine.last:
                by[thing.kind].append(standing)
        there = frozenset(one for one in self.reads() if (one, viewer) not in self.hidden)
        return g.Record(
            parents=there & PARENTS, carers=there & CARERS, promised=tuple(map(_as_promised, by[Kind.FOLLOW_UP])),
            referred=tuple(map(_as_referred, by[Kind.REFERRAL])),
            handed_over=tuple(map(as_handed_over, by[Kind.HANDOVER])),
            children=(g.Child(CHILD, self.born, self.born, self.noted),),
            consents=(g.Consent(VERA, VERA, self.today + timedelta(days=3)),),
        )  # fmt: skip

    def begin(self, kind: Kind, by: UUID, rests: list[UUID | None], **held) -> None:
        if by not in self.reads() or any((one, by) in self.hidden for one in rests):
            return
        many = [one for one in self.things if one.kind is kind]
        if len(many) >= MANY:
            self.things.remove(many[0])  # what happened to it long ago was looked at long ago
            self.excused |= {one.id for one in self.things}
        id = next(self.ids)
        rests_on = frozenset(one for one in (id, by, *rests) if one)
        self.things.append(Thing(id, kind, by, self.now, rests_on, held))

    # --- what people do

    @rule(by=places, days=st.integers(0, 30), stand_in=perhaps, ask=perhaps)
    def promise(self, by, days, stand_in, ask):
        before = self.things[-1:]
        self.begin(
            Kind.FOLLOW_UP, by, [stand_in, ask], way=Way.CALL, words="", about=(), due_time=None, need=None, note=None,
            first_due=self.today + timedelta(days=days), stand_in=stand_in,
        )  # fmt: skip
        if ask and ask != by and self.things[-1:] != before:
            self.step(self.things[-1], by, Step.ASK, ask)

    @rule(by=places, stand_in=perhaps, silent=st.integers(1, 30))
    def refer(self, by, stand_in, silent):
        self.begin(
            Kind.REFERRAL, by, [stand_in], need=UUID(int=60), offer_id=None, offer="", bridge="", stand_in=stand_in,
            silent_after=silent, asked_on=self.today,
        )  # fmt: skip

    @rule(by=st.sampled_from(sorted(CARERS)), to=places, overlap=st.none() | st.integers(0, 20))
    def hand_over(self, by, to, overlap):
        own = [one for thing, one in self.seen(by) if thing.kind is Kind.HANDOVER and thing.author == by]
        if by != to and not any(one.state in UNDER_WAY for one in own):
            until = None if overlap is None else self.today + timedelta(days=overlap)
            self.begin(Kind.HANDOVER, by, [to], words="", receiver=to, overlap_until=until, notes=())

    @precondition(lambda self: self.things)
    @rule(data=st.data(), ask=places)
    def move(self, data, ask):
        """Any step that any reader of any of these may take now."""
        thing = data.draw(st.sampled_from(self.things))
        readers = sorted(self.reads(thing.rests_on))
        if readers:
            by = data.draw(st.sampled_from(readers))
            steps = sorted(self.steps(thing, by))
            if steps:
                self.step(thing, by, data.draw(st.sampled_from(steps)), ask)

    @precondition(lambda self: self.for_a_stand_in())
    @rule(data=st.data(), then_goes=st.booleans())
    def a_stand_in_takes(self, data, then_goes):
        """And who took it may go as well: nobody else was named, and still somebody watches."""
        thing, by = data.draw(st.sampled_from(self.for_a_stand_in()))
        self.step(thing, by, Step.TAKE)
        if then_goes:
            self.here.discard(by)

    def for_a_stand_in(self) -> list[tuple[Thing, UUID]]:
        named = [(one, one.held["stand_in"]) for one in self.things if one.kind is Kind.FOLLOW_UP]
        return [
            (one, by) for one, by in named
            if by in self.reads(one.rests_on) and Step.TAKE in self.steps(one, by)
        ]  # fmt: skip

    @precondition(lambda self: any(one.kind is Kind.HANDOVER for one in self.things))
    @rule(data=st.data())
    def a_handover_goes_on(self, data):
        """Straight on, so that enough of them are met and closed."""
        thing = data.draw(st.sampled_from([one for one in self.things if one.kind is Kind.HANDOVER][-3:]))
        for by in sorted(self.reads(thing.rests_on)):
            onward = self.steps(thing, by).keys() & {Step.AGREE, Step.ACCEPT, Step.MEET, Step.CLOSE}
            if onward:
                self.step(thing, by, min(onward))
                break

    def steps(self, thing: Thing, by: UUID):
        standing = self.opened(thing, by)
        ask = standing.newest(Step.ASK)
        who = {
            Who.PARENT: by in PARENTS, Who.GIVER: by == thing.author, Who.ASKED: ask is not None and ask.place == by,
            Who.RECEIVER: thing.held.get("receiver") == by, Who.STAND_IN: thing.held.get("stand_in") == by,
        }  # fmt: skip
        return thing.machine.steps(standing.state, frozenset(one for one, is_so in who.items() if is_so))

    def step(self, thing: Thing, by: UUID, step: Step, ask: UUID | None = None) -> None:
        place = ask if step is Step.ASK else None
        if place and (place, by) in self.hidden:
            return
        arrow = self.steps(thing, by)[step]
        id = next(self.ids)
        due_on = self.today + timedelta(days=5) if step is Step.PUT_OFF else None
        moved = Moved(id, step, arrow.after, "…", due_on, place, self.today, self.now, by, by)
        thing.moves.append((moved, thing.rests_on | {one for one in (id, by, place) if one}))
        if step is Step.TAKE:
            self.excused.add(thing.id)
            for viewer in self.reads(thing.moves[-1][1]):
                assert self.holders_in(self.record(viewer)).get(thing.id, (by,)) == (by,), "who takes it has it"
        if thing.kind is Kind.HANDOVER and step in (Step.MEET, Step.CLOSE):
            self.excused |= {one.id for one in self.things}

    # --- what happens to people

    @rule(who=places, how=st.sampled_from(["leaves", "closes their account", "has no consent any more"]))
    def goes(self, who, how):
        {"leaves": self.here, "closes their account": self.active}.get(how, self.consents).discard(who)

    @rule()
    def everybody_comes_back(self):
        self.here, self.active, self.consents = set(EVERYBODY), set(EVERYBODY), set(CARERS | NEAR)

    @precondition(lambda self: len(self.hidden) < 3)
    @rule(data=st.data(), hidden_from=places)
    def hides(self, data, hidden_from):
        thread = data.draw(st.sampled_from([*sorted(EVERYBODY - {hidden_from}), *(one.id for one in self.things)]))
        self.hidden.add((thread, hidden_from))
        self.excused |= {one.id for one in self.things}  # another view, not another holder

    @precondition(lambda self: self.hidden)
    @rule()
    def shown_again(self):
        self.hidden.clear()
        self.excused |= {one.id for one in self.things}

    @rule(days=st.integers(0, 9))
    def somebody_notes(self, days):
        self.noted = max(self.noted or self.born, self.today - timedelta(days=days))

    @rule(days=st.integers(1, 20))
    def days_pass(self, days):
        self.now += timedelta(days=days)

    # --- what always holds

    def open(self, record: g.Record) -> list[g.Promised | g.Referred]:
        return [*record.promised, *record.referred]

    def holders_in(self, record: g.Record) -> dict[UUID, tuple[UUID, ...]]:
        return {
            one.id: g.holders(one.holder, one.held_at, record.handed_over)
            for one in self.open(record)
        }  # fmt: skip

    @invariant()
    def never_nobody(self):
        self.now += timedelta(minutes=1)
        for viewer in sorted(self.reads()):
            record = self.record(viewer)
            every = self.holders_in(record)
            seen = g.gaps(record, self.today)
            for one in self.open(record):
                self.watched(one, every[one.id], record, [gap for gap in seen if gap.id == one.id])
            self.nobody_who_cannot_read(record, seen)
            self.the_child(record, seen)
            self.holders_stay(viewer, every)
        here = self.reads()
        self.holders = {key: held for key, held in self.holders.items() if key[0] in here}  # who is away, looks anew
        self.excused.clear()

    def watched(self, one, held, record, about) -> None:
        both = {(each.giver, each.receiver) for each in record.handed_over if each.state is State.MET or each.unheard}
        assert len(held) == 1 or (len(held) == 2 and held in both), "two only while they carry it together"
        past = (self.today - one.due_on).days if isinstance(one, g.Promised) else 0
        watch, gone = g.watching(held, one.stand_in, one.readers, past=past, pace=record.pace)
        assert watch and watch <= one.readers
        if gone:
            left = next(gap for gap in about if gap.kind is g.Kind.LEFT)
            assert (record.parents | one.askers) & one.readers <= left.places and left.places
        elif isinstance(one, g.Promised):
            assert any(gap.kind is g.Kind.DUE for gap in about) is (past >= 0)
        elif one.state is State.DECLINED or (
            one.state in (State.ASKED, State.RECEIVED, State.ACCEPTED)
            and (self.today - one.word_on).days >= one.silent_after
        ):
            assert any(gap.kind in (g.Kind.DECLINED, g.Kind.SILENT) for gap in about)

    def nobody_who_cannot_read(self, record, seen) -> None:
        readers = {one.id: one.readers for one in [*self.open(record), *record.handed_over]}
        for gap in seen:
            assert gap.places or not (record.circle or gap.id in readers), gap
            assert gap.places <= readers.get(gap.id, record.circle), gap
        for one in record.handed_over:
            agreed = one.state is State.MET and one.overlap_until is not None and one.overlap_until > self.today
            if one.state in UNDER_WAY and not agreed:
                assert any(gap.id == one.id for gap in seen)

    def the_child(self, record, seen) -> None:
        young, baby, later = record.pace.by_age
        old = (self.today - self.born).days
        since = max(self.noted or self.born, self.born)
        if record.carers and (self.today - since).days > (young if old < 42 else baby if old < 365 else later):
            assert any(gap.kind is g.Kind.UNSEEN and gap.places <= record.carers for gap in seen)

    def holders_stay(self, viewer, every) -> None:
        for id, held in every.items():
            before = self.holders.get((viewer, id))
            assert before in (None, held) or id in self.excused, "a holder changes by taking, or by meeting"
        for key in [key for key in self.holders if key[0] == viewer]:
            del self.holders[key]
        self.holders |= {(viewer, id): held for id, held in every.items()}


def whatever_happens(examples: int, **more) -> None:
    run_state_machine_as_test(
        Around,
        settings=settings(
            max_examples=examples,
            stateful_step_count=200,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            **more,
        ),
    )


def test_as_long_as_anybody_can_see_it_somebody_watches():
    whatever_happens(often(15, 250))


_holders, _watching = g.holders, g.watching
FORGETFUL = {
    "who is gone still watches": ("watching", lambda held, *rest, **more: (frozenset(held), False)),
    "nobody after the stand-in": (
        "watching", lambda held, stand_in, readers, **more: (readers & {*held, stand_in}, not frozenset(held) & readers)
    ),
    "a handover closed forgets who took it": (
        "holders", lambda holder, at, passed: _holders(holder, at, [one for one in passed if one.state is State.CLOSED])[:0]
    ),
    "who stands in is gone, and nobody is told": (
        "watching", lambda held, stand_in, readers, **more: _watching(held, stand_in, readers, **more)
        if stand_in not in held else (readers & {*held}, not readers & {*held})
    ),
    "the child is nobody's": ("_children", lambda record, today: []),
}  # fmt: skip


@pytest.mark.parametrize(("name", "broken"), FORGETFUL.values(), ids=FORGETFUL.keys())
def test_a_house_that_forgets_is_noticed(name, broken, monkeypatch):
    monkeypatch.setattr(g, name, broken)
    with pytest.raises((AssertionError, ExceptionGroup)):
        whatever_happens(4, derandomize=True, report_multiple_bugs=False, phases=[Phase.generate], database=None)
