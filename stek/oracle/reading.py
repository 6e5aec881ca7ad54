"""From a world to what `decide()` is told: a reading of the facts of its own, not that of the gate."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from uuid import UUID

from stek.people.rules import is_health_professional
from stek.policy import Actor, BreakGlass, Facts, Grant, Item, Period, Role, team_section
from stek.policy import Place as PolicyPlace

from .leaving import is_put_away, over
from .teams import is_in
from .world import Consent, Link, Note, Place, Session, TeamPlace, Thing, World


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


def facts_of(world: World, person: UUID | None, chosen: Collection[UUID] = ()) -> Facts:
    """Everything that bears on one person, in every family, in a session that chose these places.

    Who stands somewhere twice, or has no place any more, brings the consents of every place along: `decide()` must
    look from which place they act, and refuse the others itself.
    """
    ended = {family: over(world, family) for family in world.families}
    places = {
        place.id: replace(place, period=_until_now(place.period, world)) if place.id in ended[place.family] else place
        for place in world.places
        if place.person == person
    }
    held = [one for one in world.team_places if holds(world, person, one, chosen)]
    return Facts(
        places=tuple(
            PolicyPlace(
                place.family,
                place.id,
                place.role,
                place.period,
                place.known_to is not None,
                place.recognised,
                place.id in chosen,
                place.team,
            )
            for place in places.values()
        ),
        grants=tuple(
            Grant(
                consent.family,
                place,
                consent.section,
                consent.purpose,
                frozenset(consent.verbs),
                consent.period,
                consent.by,
                None if consent.children is None else frozenset(consent.children),
                consent.reaches_back,
            )
            for place, consent in yeses_of(world, places.values())
        ),
        closed=frozenset(
            closing.id
            for closing in world.closings
            if closing.lifted_at is None and person != closing.by and person not in closing.readers
        )
        | {one.id for one in world.team_places if one not in held},
        teams=frozenset(
            (one.family, team_section(one.team)) for one in held if not acts_from(world, person, one.family)
        ),
        apart=frozenset(apart_from(world, person, chosen)),
        break_glass=tuple(
            BreakGlass(glass.family, glass.period)
            for glass in world.glasses
            if glass.person == person
            and not any(p.family == glass.family and p.role is not Role.PROFESSIONAL for p in places.values())
            and not is_put_away(world, glass.family)
        ),
        given=dict(given_to(world, person, chosen)),
        children=frozenset(member.id for member in world.members if member.is_child),
        parents={place.member: place.person for place in world.places if place.member},
        refused=frozenset(refused_to(world, person, chosen)),
    )


def yeses_of(world: World, places: Iterable[Place]) -> Iterator[tuple[UUID, Consent]]:
    """The parents' yeses that were not taken back: to each of these places or, where somebody stands there through a team,
    to that team by who tapped them."""
    for place in places:
        tapped = {one.by for one in world.taps if one.place == place.id and one.ended_at is None}
        for one in world.consents:
            if one.withdrawn_at is None and (one.place == place.id or (one.place == place.via and one.by in tapped)):
                yield place.id, one


def holds(world: World, person: UUID | None, team: TeamPlace, chosen: Collection[UUID] = ()) -> bool:
    """Whether this person reads the working notes of a team that stands there: through it, or standing nowhere while they
    are in it; then they know of it, and never were parent or kin here."""
    here = acts_from(world, person, team.family, chosen)
    if here or person is None:
        return here is not None and here.via == team.id
    close = any(
        one.family == team.family and one.person == person and one.role is not Role.PROFESSIONAL for one in world.places
    )
    stands_there = team.period.holds(world.now) and team.id not in over(world, team.family)
    return stands_there and team.is_known_to(person) and not close and is_in(world, person, team.team)


def _until_now(period: Period, world: World) -> Period:
    return Period(period.start, min(period.end or world.now, world.now))


def stands(world: World, place: Place) -> bool:
    return place.period.holds(world.now) and place.id not in over(world, place.family)


def given_to(
    world: World, person: UUID | None, chosen: Collection[UUID] = ()
) -> Iterator[tuple[UUID, tuple[UUID, UUID]]]:
    """Each closing of which a parent made this person a reader, who knows where they act from; and that parent, with the thread."""
    parents = {(place.family, place.person) for place in world.places if place.role is Role.PARENT}
    for one in world.closings:
        acting = acts_from(world, person, one.family, chosen)
        ticked = person in one.readers and (one.family, one.by) in parents  # also when it is shown again
        theirs = [acting] if acting else []
        tapped = {tap.place for tap in world.taps if tap.by == one.by}
        let_in = {place.id for place in theirs} | {place.via for place in theirs if place.id in tapped}
        ticked = ticked and not any(yes.by == one.by and yes.place in let_in for yes in world.consents)
        if ticked and acting and acting.is_known_to(one.by):
            yield one.id, (one.by, one.thread)


def refused_to(world: World, person: UUID | None, chosen: Collection[UUID] = ()) -> Iterator[tuple[UUID, UUID]]:
    """Family and parent of each no to a place from which this person acts."""
    for one in world.refusals:
        acting = acts_from(world, person, one.family, chosen)
        if one.ended_at is None and acting and acting.id == one.place:
            yield one.family, one.by


def acts_from(world: World, person: UUID | None, family: UUID, chosen: Collection[UUID] = ()) -> Place | None:
    """The place from which this person acts there: as a parent before anything else, from the chosen one, from a known
    place before a hidden one, else from the one they have had longest."""
    return min(
        (
            place for place in world.places
            if place.family == family and place.person == person and stands(world, place)
        ),
        key=lambda place: (
            place.role is not Role.PARENT, place.id not in chosen, place.known_to is not None, place.period.start, place.id
        ),
        default=None,
    )  # fmt: skip


def apart_from(world: World, person: UUID | None, chosen: Collection[UUID] = ()) -> Iterator[UUID]:
    """Places that this person does not know, and places of whom does not know where this person acts from."""
    acting = {family: acts_from(world, person, family, chosen) for family in world.families}
    for place in world.places:
        mine = acting[place.family]
        if (person is not None and not place.is_known_to(person)) or (mine and not mine.is_known_to(place.person)):
            yield place.id
    yield from (one.id for one in world.team_places if person is not None and not one.is_known_to(person))


def item_of(row: Note | Link | Thing) -> Item:
    return Item(row.family, row.section, row.author, row.is_private, frozenset(row.rests_on), row.at, row.rests_on[0],
                getattr(row, "whose", None))  # fmt: skip


def attempt_of(world: World, note: Note | Thing, chosen: Collection[UUID] = ()) -> Item:
    """Something somebody tries to add. It names its author twice, as a person and by their place in
    the circle; unless that is where this human acts from now, nobody is its author."""
    acting = acts_from(world, note.author, note.family, chosen)
    honest = acting is not None and acting.id == note.author_place
    return Item(
        note.family, note.section, note.author if honest else object(), note.is_private, frozenset(note.rests_on)
    )
