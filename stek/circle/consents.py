"""Who sees what, as a parent reads it: one block for each person around the family."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .labels import PURPOSE, RELATION, VERB, section_label
from .models import Grant, Invitation, Seal
from .queries import Around, Circle


@dataclass(frozen=True, slots=True)
class Consent:
    id: UUID
    section: str
    verbs: str
    purpose: str
    from_at: datetime
    until_at: datetime | None
    withdrawn_at: datetime | None
    given_by: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Person:
    place: Around
    relation: str
    invited: bool  # the link was sent and nobody has used it yet
    consents: tuple[Consent, ...]
    former: tuple[Consent, ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    id: UUID
    from_whom: str
    thread: UUID | None
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class Overview:
    parents: tuple[Person, ...]
    others: tuple[Person, ...]
    gone: tuple[Person, ...]
    hidden: tuple[Hidden, ...]


def overview(
    circle: Circle, grants: Sequence[Grant], invitations: Sequence[Invitation], seals: Sequence[Seal]
) -> Overview:
    """Sorted into the parents, the others who are in or asked, and who was there before."""
    now = circle.visit.at
    asked = {invitation.circle_member_id for invitation in invitations}
    people = [_person(one, circle, grants, asked, now) for one in circle.around]
    here = [one for one in people if one.place.is_in(now) or one.invited]
    return Overview(
        parents=tuple(one for one in here if one.place.role == "parent"),
        others=tuple(one for one in here if one.place.role != "parent"),
        gone=tuple(one for one in people if one not in here),
        hidden=tuple(_hidden(seal, circle) for seal in seals),
    )


def _person(one: Around, circle: Circle, grants: Sequence[Grant], asked: set[UUID], now: datetime) -> Person:
    consents = [_consent(grant, circle, now) for grant in grants if grant.circle_member_id == one.id]
    return Person(
        one,
        str(RELATION[one.relation]),
        one.id in asked and one.person_id is None,
        tuple(consent for consent in consents if consent.holds),
        tuple(consent for consent in consents if not consent.holds),
    )


def _consent(grant: Grant, circle: Circle, now: datetime) -> Consent:
    giver = circle.by_person.get(grant.given_by)
    over = grant.withdrawn_at is not None or (grant.until_at is not None and grant.until_at <= now)
    return Consent(
        grant.id, section_label(grant.section), ", ".join(str(label) for verb, label in VERB.items() if verb in grant.verbs),
        str(PURPOSE[grant.purpose]), grant.from_at, grant.until_at, grant.withdrawn_at,
        giver.called if giver else "", not over,
    )  # fmt: skip


def _hidden(seal: Seal, circle: Circle) -> Hidden:
    whom = circle.by_person.get(seal.hidden_from)
    return Hidden(seal.id, whom.called if whom else "", seal.thread_id, seal.placed_at)
