"""Plain builders for what is promised, referred and handed over."""

from datetime import date, time, timedelta
from uuid import UUID

from stek.circle.actions import give
from stek.circle.gate import Visit
from stek.circle.tests.builders import MadeFamily, Somebody
from stek.continuity import actions
from stek.continuity.actions import Promise
from stek.continuity.machines import Step
from stek.continuity.models import FollowUp, Handover, Move, Referral
from stek.continuity.rules import Way
from stek.continuity.standing import Subject, last_move
from stek.kit import clock
from stek.policy import Section, Verb

IN_TWO_DAYS = timedelta(days=2)


def let(family: MadeFamily, who: Somebody, *verbs: Verb, section: str = Section.CONTACT) -> None:
    """A parent's consent for agreements; without verbs, to read and to note."""
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        given = verbs or (Verb.READ, Verb.NOTE)
        give(to=family.places[who.id], section=section, verbs=given, by=here, at=here.at)


def place_of(family: MadeFamily, who: Somebody) -> UUID:
    """As whom somebody stands in the circle; for the parent too."""
    with who.acting() as signed:
        found = family.visit(who, signed).member_id
    assert found is not None
    return found


def promised(
    family: MadeFamily, who: Somebody | None = None, *, words: str = "Ik bel hoe de nacht was.", way: Way = Way.CALL,
    due_on: date | None = None, stand_in: Somebody | None = None, ask: Somebody | None = None, need: UUID | None = None,
    note: UUID | None = None, due_time: time | None = None, id: UUID | None = None,
) -> FollowUp:  # fmt: skip
    said = Promise(
        way, words, due_on or clock.today() + IN_TWO_DAYS, stand_in=place_of(family, stand_in) if stand_in else None,
        need=need, note=note, due_time=due_time,
    )  # fmt: skip
    asked = place_of(family, ask) if ask else None

    def act(here: Visit) -> FollowUp:
        return actions.promise(promise=said, by=here, at=here.at, ask=asked, id=id)

    return _as(family, who, act)


def referred(
    family: MadeFamily, need: UUID, who: Somebody | None = None, *, offer: str = "Het huis van het kind",
    on: date | None = None, silent_after: int = 14, bridge: str = "", stand_in: Somebody | None = None,
) -> Referral:  # fmt: skip
    place = place_of(family, stand_in) if stand_in else None

    def act(here: Visit) -> Referral:
        return actions.refer(
            need=need, offer=offer, silent_after=silent_after, on=on or clock.today(), bridge=bridge, stand_in=place,
            by=here, at=here.at,
        )  # fmt: skip

    return _as(family, who, act)


def handed_over(
    family: MadeFamily, giver: Somebody, receiver: Somebody, *, words: str = "Zo hielp het tot nu.",
    overlap_until: date | None = None, notes: tuple[UUID, ...] = (),
) -> Handover:  # fmt: skip
    to = place_of(family, receiver)

    def act(here: Visit) -> Handover:
        return actions.hand_over(
            to=to, words=words, overlap_until=overlap_until, notes=notes, by=here, at=here.at
        )  # fmt: skip

    return _as(family, giver, act)


def moved(
    family: MadeFamily, of: Subject, step: Step, who: Somebody | None = None, *, words: str = "",
    due_on: date | None = None, to: Somebody | None = None, on: date | None = None,
) -> Move:  # fmt: skip
    """One step, by who saw everything that happened before it."""
    place = place_of(family, to) if to else None

    def act(here: Visit) -> Move:
        last = last_move(of)
        return actions.move(
            of=of, step=step, before=last.id if last else None, by=here, at=here.at, on=on or clock.today(),
            words=words, due_on=due_on, place=place,
        )  # fmt: skip

    return _as(family, who, act)


def _as(family: MadeFamily, who: Somebody | None, act):
    who = who or family.parent
    with who.acting() as signed:
        return act(family.visit(who, signed))
