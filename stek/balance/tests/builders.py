"""Plain builders for the balance: what somebody adds and says, made by the real actions."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from stek.balance import actions
from stek.balance.models import Factor, Mark, Perspective, TaskWord
from stek.balance.queries import Carried, factors_of
from stek.balance.rules import BALANCE, Holds, Level, MarkKind, Side, TaskState
from stek.circle import actions as circle
from stek.circle.rules import Relation
from stek.circle.tests.builders import MadeFamily, Somebody, make_person
from stek.kit import clock
from stek.policy import Verb


def days_ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def in_the_balance(
    family: MadeFamily, name: str = "Vera", discipline: str = "midwife", may: tuple[Verb, ...] = (Verb.READ, Verb.NOTE)
) -> Somebody:
    """A carer with consent for the story and for the balance."""
    who = make_person(name, discipline)
    place = family.ask_in(who, Relation.MIDWIFE)
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        circle.give(to=place, section=BALANCE, verbs=list(may), by=here, at=here.at)
    return who


def add(
    family: MadeFamily,
    who: Somebody,
    words: str = "",
    *,
    code: str = "",
    side: Side = Side.SUPPORT,
    level: Level = Level.FAMILY,
    about: tuple[UUID, ...] = (),
    since: date | None = None,
    observations: tuple[UUID, ...] = (),
    share: bool = True,
) -> Factor:
    with who.acting() as signed:
        here = family.visit(who, signed)
        weighed = actions.Weighed(side, level, code, words, about, None, since, observations)
        return actions.add_factor(weighed=weighed, by=here, at=here.at, share=share)


def end(family: MadeFamily, who: Somebody, factor: Factor, on: date | None = None) -> Mark:
    return _mark(family, who, factor, MarkKind.ENDED, on)


def agree(family: MadeFamily, who: Somebody, factor: Factor, *parents: UUID) -> Mark:
    return _mark(family, who, factor, MarkKind.AGREED, None, parents)


def _mark(
    family: MadeFamily, who: Somebody, factor: Factor, kind: MarkKind, on: date | None, parents: tuple[UUID, ...] = ()
) -> Mark:
    with who.acting() as signed:
        here = family.visit(who, signed)
        return actions.mark(factor=factor, kind=kind, on=on or clock.today(), parents=parents, by=here, at=here.at)


def say(
    family: MadeFamily, who: Somebody, holds: Holds, words: str = "", *, on: date | None = None, share: bool = True
) -> Perspective:
    with who.acting() as signed:
        here = family.visit(who, signed)
        return actions.say(holds=holds, on=on or clock.today(), words=words, share=share, by=here, at=here.at)


def say_task(family: MadeFamily, who: Somebody, code: str, about: UUID, state: TaskState, words: str = "") -> TaskWord:
    with who.acting() as signed:
        here = family.visit(who, signed)
        return actions.say_task(code=code, about=about, state=state, on=clock.today(), words=words, by=here, at=here.at)


def balance_of(family: MadeFamily, who: Somebody) -> list[Carried]:
    with who.acting() as signed:
        return list(factors_of(family.visit(who, signed)))


def labels_of(family: MadeFamily, who: Somebody) -> set[str]:
    """What somebody finds on the plank: own words, or the code."""
    return {one.words or one.code for one in balance_of(family, who)}


def send(family: MadeFamily, who: Somebody, **fields: Any):
    """The form of a new factor, as a browser sends it."""
    sent = {"side": "support", "level": "family", "words": "Oma komt.", "readers": "circle"} | fields
    return who.browser.post(f"/families/{family.id}/balance/factors/new/", sent)


def page_of(family: MadeFamily, who: Somebody, path: str = "") -> str:
    response = who.browser.get(f"/families/{family.id}/balance/{path}")
    assert response.status_code == 200, response.status_code
    return response.content.decode()
