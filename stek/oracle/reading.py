"""From a world to what `decide()` is told: a reading of the facts of its own, not that of the gate."""

from datetime import datetime
from uuid import UUID

from stek.people.rules import is_health_professional
from stek.policy import Actor, BreakGlass, Facts, Grant, Item, Membership, Role, Seal

from .world import Link, Note, Session, Thing, World


def actor_of(world: World, session: Session | None) -> Actor:
    """Who holds this session. An ended session, or a closed account, is no live session."""
    person = next((one for one in world.people if session and one.id == session.person), None)
    if session is None or person is None:
        return Actor(person=None, live=None)
    return Actor(
        person=person.id,
        live=session.period if person.is_active and session.ended_at is None else None,
        is_health_professional=is_health_professional(person.discipline),
    )


def facts_of(world: World, person: UUID | None) -> Facts:
    """Everything that bears on one person, in every family.

    A consent is given to somebody as they stand in the circle, and counts for that place. Who has
    no place any more brings the consents of the former one along: `decide()` must refuse those itself.
    """
    places = {place.id: place for place in world.places if place.person == person}
    standing = {place.family for place in places.values() if place.period.holds(world.now)}
    return Facts(
        memberships=tuple(Membership(place.family, place.role, place.period) for place in places.values()),
        grants=tuple(
            Grant(
                consent.family,
                consent.section,
                consent.purpose,
                frozenset(consent.verbs),
                consent.period,
            )
            for consent in world.consents
            if consent.place in places
            and consent.withdrawn_at is None
            and (consent.family not in standing or places[consent.place].period.holds(world.now))
        ),
        seals=tuple(
            Seal(seal.family, seal.thread, seal.section or None)
            for seal in world.seals
            if seal.hidden_from == person and seal.lifted_at is None
        ),
        break_glass=tuple(
            BreakGlass(glass.family, glass.period)
            for glass in world.glasses
            if glass.person == person
            and not any(p.family == glass.family and p.role is not Role.PROFESSIONAL for p in places.values())
        ),
    )


def item_of(row: Note | Link | Thing) -> Item:
    return Item(row.family, row.section, row.author, row.is_private, frozenset(row.rests_on))


def attempt_of(world: World, note: Note | Thing, now: datetime) -> Item:
    """Something somebody tries to add. It names its author twice, as a person and by their place in
    the circle; unless both are the same human, there now, nobody is its author."""
    honest = any(
        place.id == note.author_place and place.person == note.author and place.period.holds(now)
        for place in world.places
    )
    return Item(
        note.family, note.section, note.author if honest else object(), note.is_private, frozenset(note.rests_on)
    )
