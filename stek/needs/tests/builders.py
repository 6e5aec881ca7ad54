"""Plain builders for needs: saying, saying anew, and reading back what came of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from stek.circle.actions import give
from stek.circle.tests.builders import MadeFamily, Somebody
from stek.kit import clock
from stek.needs import actions
from stek.needs.actions import Saying
from stek.needs.models import Need
from stek.needs.queries import Standing, needs_of
from stek.needs.rules import Echelon, State, Whose
from stek.policy import Section, Verb

NEXT_MONTH = timedelta(days=28)


def let(family: MadeFamily, who: Somebody, *verbs: Verb) -> None:
    """A parent's consent for the needs; without verbs, to read and to note."""
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        given = verbs or (Verb.READ, Verb.NOTE)
        give(to=family.places[who.id], section=Section.NEEDS, verbs=given, by=here, at=here.at)


def said(
    family: MadeFamily,
    who: Somebody | None = None,
    *,
    echelon: Echelon = Echelon.ATTUNED,
    state: State = State.DISCUSSED,
    words: str = "Rust bij het voeden.",
    work: str = "",
    whose: Whose = Whose.RELATION,
    about: tuple[UUID, ...] = (),
    notes: tuple[UUID, ...] = (),
    share: bool = True,
) -> Need:
    """A first saying; what is looked at now gets a day a month away, what is met gets their work."""
    who = who or family.parent
    with who.acting() as signed:
        here = family.visit(who, signed)
        saying = _saying(state, words, work, about, notes)
        return actions.say(echelon=echelon, whose=whose, saying=saying, by=here, at=here.at, share=share)


def said_again(
    family: MadeFamily, before: Need, who: Somebody | None = None, *, state: State, words: str = "", work: str = ""
) -> Need:
    who = who or family.parent
    with who.acting() as signed:
        here = family.visit(who, signed)
        return actions.say_again(before=before, saying=_saying(state, words, work), by=here, at=here.at)


def _saying(state: State, words: str, work: str, about: tuple[UUID, ...] = (), notes: tuple[UUID, ...] = ()) -> Saying:
    review = clock.today() + NEXT_MONTH if state is State.NOW else None
    if state is State.MET:
        work = work or "We zeggen het nu tegen elkaar."
    return Saying(state, words, work, review, about, notes)


def needs_seen(family: MadeFamily, who: Somebody | None = None) -> tuple[Standing, ...]:
    who = who or family.parent
    with who.acting() as signed:
        return needs_of(family.visit(who, signed))


def send(family: MadeFamily, who: Somebody | None = None, path: str = "new/", **fields: Any):
    """A form of the needs; the parent of the family, and shared, unless said otherwise."""
    who = who or family.parent
    given = {"echelon": "attuned", "state": "discussed", "words": "Rust.", "readers": "circle"} | fields
    return who.browser.post(f"/families/{family.id}/needs/{path}", given)
