"""Who sees what, as a parent reads it: one block for each person around the family."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stek.policy import Purpose, Role, is_own

from .actions.consent import SOON, ends_soon
from .actions.invite import Gives
from .giving import TO_GIVE, code
from .hideable import readers_page_of
from .labels import PURPOSE, VERB, relation_label, section_label
from .models import Grant, Hidden, Invitation
from .queries import Around, Circle


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody may, by the yes of one parent, or of several in the same words."""

    id: UUID | None  # of the yes of who looks, which they can take back
    section: str
    verbs: str
    purpose: str
    from_at: datetime
    until_at: datetime | None
    withdrawn_at: datetime | None
    given_by: str  # the parents, as one reads their names
    about: str  # which children, where not all
    anew: bool  # only what was written since it began
    holds: bool
    comes: bool  # it was given, and begins later
    may_end: bool  # it is theirs to take back who looks


@dataclass(frozen=True, slots=True)
class Offered:
    """What somebody is given, as they read it before they step in."""

    section: str
    holds: str  # what stands in it, where a parent can give it from a page
    verbs: str
    begins_at: datetime | None  # only when that is later
    until_at: datetime | None


@dataclass(frozen=True, slots=True)
class Before:
    as_parent: bool
    offered: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class Person:
    place: Around
    relation: str
    invited: bool  # the link was sent and nobody has used it yet
    consents: tuple[Consent, ...]
    former: tuple[Consent, ...]
    held: frozenset[str]  # what need not be asked any more of who looks, as a form codes it
    lacks_mine: bool  # another parent said yes to something, and who looks did not
    refused: bool  # who looks said no: what they write is not read from there
    ends_on: datetime | None  # when the first ends of what who looks gave and may give for longer
    may_end: bool  # this place ends when who looks lets go of it
    may_take_back: bool  # they said yes here, and so did another


@dataclass(frozen=True, slots=True)
class PutAway:
    """What this parent hid, or what was quoted from them, and who reads it all the same."""

    id: UUID
    page: str  # where they choose who reads it; of what was quoted only
    readers: tuple[str, ...]
    hidden_at: datetime
    why: str = ""  # as they wrote it for themselves


@dataclass(frozen=True, slots=True)
class Overview:
    parents: tuple[Person, ...]
    others: tuple[Person, ...]
    gone: tuple[Person, ...]
    hidden: tuple[PutAway, ...]
    quoted: tuple[PutAway, ...]


def overview(
    circle: Circle, grants: Sequence[Grant], invitations: Sequence[Invitation], hidden: Sequence[Hidden],
    refused: Collection[UUID] = (),
) -> Overview:  # fmt: skip
    """Sorted into the parents, the others who are in or asked, and who was there before."""
    now = circle.visit.at
    asked = {invitation.circle_member_id for invitation in invitations}
    # Who is there for one parent alone stands on a page of its own.
    people = [_person(one, circle, grants, asked, refused, now) for one in circle.around if not one.hidden]
    here = [one for one in people if one.place.is_in(now) or one.invited]
    return Overview(
        parents=tuple(one for one in here if one.place.role == "parent"),
        others=tuple(one for one in here if one.place.role != "parent"),
        gone=tuple(one for one in people if one not in here and one.place.person_id),  # a link nobody used was nobody
        hidden=tuple(_put_away(one, circle) for one in hidden if not one.quotation),
        quoted=tuple(_put_away(one, circle) for one in hidden if one.quotation),
    )


def may_end_of(circle: Circle, giver: UUID | None) -> bool:
    """Whether who looks may end what this person gave or made: their own, and that of a parent who has left."""
    one = circle.by_person.get(giver) if giver else None
    left = one is not None and one.role is Role.PARENT and not one.is_in(circle.visit.at)
    return circle.visit.is_parent and (giver is None or giver == circle.visit.person or left)


def shown_before(gives: Gives, now: datetime) -> Before:
    """In words, for who has not said yes yet."""
    return Before(
        gives.role is Role.PARENT,
        tuple(
            Offered(
                section_label(one.section), str(TO_GIVE.get(one.section, "")), _verbs(one.verbs),
                one.from_at if one.from_at > now else None, one.until_at,
            )
            for one in gives.consents
        ),
    )  # fmt: skip


def _verbs(verbs: Iterable[str]) -> str:
    may = set(verbs)
    return ", ".join(str(label) for verb, label in VERB.items() if verb in may)


def _person(
    one: Around, circle: Circle, grants: Sequence[Grant], asked: set[UUID], refused: Collection[UUID], now: datetime
) -> Person:
    own = sorted((grant for grant in grants if grant.circle_member_id == one.id), key=_place_of_section)
    live = [grant for grant in own if _is_open(grant, now)]
    mine = [grant for grant in live if grant.given_by == circle.visit.person]
    holds = [_consent(same, circle, now) for same in _in_the_same_words(live)]
    may_end = may_end_of(circle, one.made_by) and all(may_end_of(circle, grant.given_by) for grant in live)
    return Person(
        one,
        relation_label(one.relation),
        one.id in asked and one.person_id is None,
        tuple(holds),
        tuple(_consent(same, circle, now) for same in _in_the_same_words([one for one in own if one not in live])),
        frozenset(code(grant.section, verb) for grant in mine if _lasts(grant, now) for verb in grant.verbs),
        bool({grant.section for grant in live if not is_own(grant.section)} - {grant.section for grant in mine}),
        one.id in refused,
        min(
            (one.until_at for one in ends_soon(grants=own, by=circle.visit.person, at=now) if one.until_at),
            default=None,
        ),
        may_end,
        not may_end and any(consent.may_end for consent in holds),
    )


def _in_the_same_words(grants: Iterable[Grant]) -> list[list[Grant]]:
    """What several parents said yes to alike, on the same days, stands on one line."""
    found: dict[tuple[object, ...], list[Grant]] = {}
    for grant in grants:
        days = [at and at.date() for at in (grant.from_at, grant.until_at, grant.withdrawn_at)]
        which = None if grant.children is None else tuple(grant.children)
        words = (grant.section, grant.purpose, tuple(sorted(grant.verbs)), which, grant.reaches_back, *days)
        found.setdefault(words, []).append(grant)
    return list(found.values())


def _place_of_section(grant: Grant) -> int:
    """In the order in which a parent is asked; what is asked nowhere comes after."""
    order = list(TO_GIVE)
    return order.index(grant.section) if grant.section in TO_GIVE else len(order)


def _lasts(grant: Grant, now: datetime) -> bool:
    """Holds now, to be there for the family, and until somebody takes it back, or so long that nobody speaks of its end."""
    lasts = grant.until_at is None or grant.until_at > now + SOON
    return grant.purpose == Purpose.CARE and grant.withdrawn_at is None and lasts and grant.from_at <= now


def _listed(names: Iterable[str]) -> str:
    *first, last = [*names] or [""]
    return str(_("{first} en {last}")).format(first=", ".join(first), last=last) if first else last


def _is_open(grant: Grant, now: datetime) -> bool:
    """Holds now or begins later."""
    return grant.withdrawn_at is None and (grant.until_at is None or now < grant.until_at)


def _consent(same: Sequence[Grant], circle: Circle, now: datetime) -> Consent:
    first = same[0]
    givers = [
        circle.by_person[one.given_by].called
        for one in sorted(same, key=lambda one: one.given_at)
        if one.given_by in circle.by_person
    ]
    mine = next((one.id for one in same if one.given_by == circle.visit.person), None)
    ended = mine or next((one.id for one in same if may_end_of(circle, one.given_by)), None)
    children = [one.called for one in circle.children if first.children is not None and one.id in first.children]
    return Consent(
        ended, section_label(first.section), _verbs(first.verbs), str(PURPOSE[first.purpose]), first.from_at,
        first.until_at, first.withdrawn_at, _listed(dict.fromkeys(givers)), _listed(children), not first.reaches_back,
        _is_open(first, now), first.from_at > now, ended is not None,
    )  # fmt: skip


def _put_away(one: Hidden, circle: Circle) -> PutAway:
    known = [circle.by_person[person] for person in one.readers if person in circle.by_person]
    page = readers_page_of(one.family_id, "observation", one.thread_id) if one.quotation else ""
    return PutAway(
        one.id, page, tuple(reader.called for reader in known if reader.is_in(circle.visit.at)), one.hidden_at,
        circle.visit.box.open("hidden", one.id, "why", one.why_sealed) if one.why_sealed else "",
    )  # fmt: skip
