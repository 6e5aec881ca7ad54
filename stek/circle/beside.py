"""Looking together: who sits beside somebody at a family's record, and what they may read of it as well.

It stands in the address (`?with=<place>`), on every link of those pages, and nowhere else. Then only what everybody
who is there may read is shown, and no mark of anything else; what one does is still one's own deed.
"""

import json
from base64 import b64decode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.http import Http404, HttpRequest

from stek.kit.bidi import isolated
from stek.kit.ids import is_id
from stek.policy import Actor, Facts, Item, Period, Purpose, Verb, decide

from .facts import read_facts
from .models import CircleMember

if TYPE_CHECKING:
    from .gate import Visit

WITH = "with"  # in an address: a place of who sits there; once for each
# Pages that are somebody's own: who may read what, who read, what was asked. With somebody beside they are not there.
ONES_OWN = frozenset({
    "together", "access", "trail", "alone", "invitation_create", "emergency_code", "emergency_here", "parent_asks", "author_ask", "author_asked",
    "leaving", "leaving_sure", "note_hide", "factor_hide", "need_hide", "goal_hide", "follow_up_hide", "referral_hide", "handover_hide", "tie_hide",
    "sharing_create", "factor_sharing_create",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody who sits there, as far as who looks may know it."""

    place: UUID
    called: str
    actor: Actor
    facts: Facts
    threads: frozenset[UUID]  # closed to them
    people: frozenset[UUID]  # who drew lines that they do not see

    def may(self, verb: Verb, item: Item, at: datetime) -> bool:
        return bool(decide(self.actor, Purpose.CARE, verb, item, self.facts, at))

    def opens(self, family: UUID, section: str, at: datetime) -> bool:
        """Whether they may read or note anything in this part."""
        mine = Item(family, section, self.actor.person, False, ())
        return self.reads(family, section, at) or self.may(Verb.NOTE, mine, at)

    def reads(self, family: UUID, section: str, at: datetime) -> bool:
        return self.may(Verb.READ, Item(family, section, None, False, ()), at)


def all_know(place: CircleMember, beside: Iterable[Beside]) -> bool:
    """Whether everybody who looks along knows of this place."""
    known = place.known_to
    return known is None or all(one.actor.person in (*known, place.person_id) for one in beside)


def asked_beside(request: HttpRequest) -> tuple[UUID, ...]:
    """The places in an address. Raises Http404 for what is none (less than one meant is never shown as all), and on a
    page that is somebody's own."""
    texts = request.GET.getlist(WITH)
    door = request.resolver_match
    if not all(map(is_id, texts)) or (texts and door and door.url_name in ONES_OWN):
        raise Http404
    request.in_company = bool(texts)  # type: ignore[attr-defined]  # drafts are one's own (people/waiting.py)
    return tuple(sorted({UUID(one) for one in texts}))


def joined[Here: "Visit"](visit: Here, found: Any, asked: Sequence[UUID]) -> Here:
    """With who stands at these places, by the JSON of `stek.beside`. Raises Http404 where one of them stands here no
    more, or is not known."""
    raw = json.loads(found) if isinstance(found, str) else found or []
    if len(raw) != len(asked):
        raise Http404
    return replace(visit, beside=tuple(_beside(one, visit) for one in raw), discreet=True)


def along[Here: "Visit"](visit: Here, asked: Sequence[UUID]) -> Here:
    """The same of a visit that stepped in before. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("select stek.beside(%s, %s::uuid[])", [visit.family, list(asked)])
        return joined(visit, cursor.fetchone()[0], asked)


def _beside(one: dict[str, Any], visit: "Visit") -> Beside:
    place = UUID(one["place"])
    facts = read_facts(visit.family, one["facts"], visit.at).facts
    called = isolated(visit.box.open("circlemember", place, "called", b64decode(one["called"])))
    threads, people = (frozenset(map(UUID, one[name])) for name in ("threads", "people"))
    return Beside(place, called, Actor(UUID(one["person"]), Period(visit.at)), facts, threads, people)
