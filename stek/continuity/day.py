"""A day over all the families somebody stands around: what waits for them, in words and in time order.

It decides nothing: who looks at what, and since when, says `gaps`. Only a family with a line has its names opened.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from stek.circle.gate import Around, Visit, opens
from stek.circle.queries import Circle, circles
from stek.policy import Verb
from stek.trail import actions as trail

from . import gaps
from .lines import Line, lines
from .machines import Kind as Subject
from .machines import Step
from .queries import Contact, HandedOver, Promised, Referred, Standing, contacts
from .records import records
from .rules import CONTACT
from .telling import Act, Teller, kind_of

Kind = gaps.Kind


class Wait(StrEnum):
    """Why it waits for you, in the order of a page."""

    YES = "yes"  # somebody asks you something
    MINE = "mine"
    STAND_IN = "stand_in"  # somebody else's, and you are there for it now
    HANDOVER = "handover"
    SILENT = "silent"
    REVIEW = "review"
    CHILD = "child"


# What can be done with a line from where it stands. For the rest there is its own page.
HERE = (Step.TAKE, Step.DO, Step.PUT_OFF, Step.ASK, Step.LEAVE)

# What is in no group waits for nobody today; it is told on the page of the family.
_ALWAYS = {
    Kind.ASKED: Wait.YES, Kind.UNHEARD: Wait.SILENT, Kind.MEET: Wait.HANDOVER, Kind.OVERLAP: Wait.HANDOVER, Kind.LEFT: Wait.STAND_IN,
    Kind.REVIEW: Wait.REVIEW, Kind.UNSEEN: Wait.CHILD,
}  # fmt: skip
_TOLD = frozenset({*_ALWAYS, Kind.DUE, Kind.SILENT, Kind.DECLINED, Kind.AGREE, Kind.ACCEPT})
_ORDER = {wait: place for place, wait in enumerate(Wait)}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line: of which family, what, and whom it can be passed to."""

    wait: Wait
    family: UUID
    called: str
    line: Line
    speaker: str  # whose words stand in the line
    acts: tuple[Act, ...]
    others: tuple[tuple[UUID, str], ...]

    @property
    def of_follow_up(self) -> bool:
        return self.line.told is not None and self.line.told.kind is Subject.FOLLOW_UP

    @property
    def folds(self) -> tuple[Act, ...]:
        """What asks for a day, a name or a word first."""
        return tuple(act for act in self.acts if not act.at_once and (act.step is not Step.ASK or self.others))


@dataclass(frozen=True, slots=True)
class Day:
    """What waits, in groups, in each the longest waiting first. Without groups nobody waits."""

    groups: tuple[tuple[Wait, tuple[Waiting, ...]], ...]
    read: tuple[trail.Line, ...]  # for the trail: what of care stands here

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        return tuple(one for _wait, found in self.groups for one in found)


def day_of(around: Around, today: date) -> Day:
    """`around` is what `gate.visits_everywhere` gives for agreements; where one has no part in them nothing waits.
    Nine statements, however many families; the lines of the trail are for the caller to write."""
    visits = {family: visit for family, (visit, _readers) in around.items() if opens(visit, CONTACT)}
    readers = {family: around[family][1] for family in visits}
    closed, found = circles(visits.values()), contacts(visits, notes=False)
    every = records(found, closed, readers, today)
    waiting, read = [], []
    for family, record in every.items():
        visit = visits[family]
        mine = [gap for gap in gaps.gaps(record, today) if visit.member_id in gap.places and gap.kind in _TOLD]
        if not mine:
            continue
        here = _waiting(closed[family].opened, found.get(family, Contact()), mine, readers[family], today)
        waiting += here
        read += _read(visit, found.get(family, Contact()), here)
    waiting.sort(key=lambda one: (one.line.on, one.called.casefold(), str(one.line.id)))
    groups = ((wait, tuple(one for one in waiting if one.wait is wait)) for wait in Wait)
    return Day(tuple((wait, lines) for wait, lines in groups if lines), tuple(read))


def _waiting(
    circle: Circle, contact: Contact, mine: list[gaps.Gap], readers: frozenset[UUID], today: date
) -> list[Waiting]:
    tell = Teller(circle, today, contact, may_note=circle.visit.may(Verb.NOTE, CONTACT))
    things = _things(contact)
    found = [
        Waiting(
            _wait(tell, things.get(line.id), line.kind), circle.visit.family, called(circle), line,
            _speaker(tell, things.get(line.id)), _acts(line), _others(tell, things.get(line.id), readers),
        )
        for line in lines(tell, contact, mine)
    ]  # fmt: skip
    found.sort(key=lambda one: _ORDER[one.wait], reverse=True)
    return list({one.line.id: one for one in found}.values())  # what waits for two reasons stands there once


def _things(contact: Contact) -> dict[UUID, Standing]:
    return {one.id: one for one in (*contact.follow_ups, *contact.referrals, *contact.handovers)}


def called(circle: Circle) -> str:
    """A family by the names of its children; before there is one, of its parents."""
    return ", ".join(one.called for one in circle.children or circle.parents)


def _wait(tell: Teller, thing: Standing | None, kind: Kind) -> Wait:
    if kind in _ALWAYS:
        return _ALWAYS[kind]
    if isinstance(thing, HandedOver):
        asked = tell.me(thing.receiver) if kind is Kind.ACCEPT else tell.visit.is_parent
        return Wait.YES if asked else Wait.HANDOVER
    own = isinstance(thing, Promised | Referred) and any(map(tell.me, tell.held_by(thing)))
    if not own:
        return Wait.STAND_IN
    return Wait.MINE if kind is Kind.DUE else Wait.SILENT


def _speaker(tell: Teller, thing: Standing | None) -> str:
    return tell.who(thing.author_member) if thing else ""


def _acts(line: Line) -> tuple[Act, ...]:
    told = line.told
    if told is None or told.kind is not Subject.FOLLOW_UP:
        return ()
    by_step = {act.step: act for act in told.acts}
    return tuple(by_step[step] for step in HERE if step in by_step)


def _others(tell: Teller, thing: Standing | None, readers: frozenset[UUID]) -> tuple[tuple[UUID, str], ...]:
    """Who can be asked: who reads the agreements and does not have it already. What somebody hid from one of them
    does not show in who stands here."""
    if not isinstance(thing, Promised):
        return ()
    there = readers - {tell.visit.member_id, thing.asked, *tell.held_by(thing)}
    return tuple((one.id, one.called) for one in tell.circle.around if one.id in there and one.is_in(tell.visit.at))


def _read(visit: Visit, contact: Contact, waiting: Iterable[Waiting]) -> list[trail.Line]:
    """One line for each thing whose words were shown; one for the family where only a day or a name was."""
    things = _things(contact)
    shown = {one.line.id: things.get(one.line.id) for one in waiting}
    me = frozenset({visit.member_id} - {None})
    found = [read(visit, thing) for thing in shown.values() if thing]
    if None in shown.values():
        found.append(trail.Line(visit.family, "read", "day", CONTACT, "today", visit.stands_as, rests_on=me))  # type: ignore[arg-type]
    return found


def read(visit: Visit, thing: Standing) -> trail.Line:
    """What the trail says of a thing whose words stood on a page with others."""
    rests = thing.rests_on | ({visit.member_id} if visit.member_id else set())
    kind = str(kind_of(thing)).replace("_", "")
    return trail.Line(visit.family, "read", kind, CONTACT, "today", visit.stands_as, thing.id, frozenset(rests))
