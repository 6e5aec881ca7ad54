"""Who may do what: one pure function, first rule that matches wins.

The same rules stand in PostgreSQL as row-level security (`circle/sql/`). The
oracle shows on random worlds that the two never disagree.
"""

from dataclasses import dataclass
from datetime import datetime

from .facts import Actor, Facts, Item, Place, acting
from .reasons import Reason
from .vocabulary import Role, Section, Verb, is_shared, is_team, own_section, team_section


@dataclass(frozen=True, slots=True)
class Allow:
    reason: Reason

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Deny:
    reason: Reason

    def __bool__(self) -> bool:
        return False


Decision = Allow | Deny


def decide(actor: Actor, purpose: str, verb: Verb, item: Item, facts: Facts, now: datetime) -> Decision:
    """Decide on one item. Promises an answer with a reason for every input; never raises.

    `facts` holds what bears on this actor; facts about other families are harmless.
    """
    if actor.live is None or not actor.live.holds(now):
        return Deny(Reason.NOT_SIGNED_IN)

    place = acting(facts.places, item.family, now)
    shared = is_shared(item.section)
    as_parent = place is not None and place.role is Role.PARENT and shared

    is_author = item.author == actor.person
    if item.private and not is_author:
        return Deny(Reason.PRIVATE)

    # A hidden thing has readers; and what two people write for each other, they write from places that both know. One's
    # own words stay one's own: to read, and to take back what nobody else has read. So do words that quote who left.
    quoted_before = place is None and item.whose == actor.person
    if not (is_author and verb in (Verb.READ, Verb.REMOVE)) and not (
        quoted_before or (facts.closed.isdisjoint(item.rests_on) and facts.apart.isdisjoint(item.rests_on))
    ):
        return Deny(Reason.CLOSED)

    if verb is not Verb.READ:
        if not is_author and not (verb is Verb.END and as_parent):
            return Deny(Reason.NOT_YOUR_WORDS)
        if verb in (Verb.SHARE, Verb.REMOVE) and not item.private:
            return Deny(Reason.SHARED_STAYS)

    # Most of what is read is shared: then the name of the own section need not be written out.
    if place and not shared and item.section == own_section(actor.person):
        return Allow(Reason.OWN)

    if as_parent:
        return Allow(Reason.PARENT)

    # Who stands there no more reads the words they wrote, and changes nothing.
    if is_author and (place or verb is Verb.READ) and verb is not Verb.NOTE:
        return Allow(Reason.OWN_WORDS)

    if opened := _opened(actor, place, purpose, verb, item, facts, now):
        return Allow(opened)

    if _in_an_emergency(actor, shared, verb, item, facts, now):
        return Allow(Reason.BREAK_GLASS)

    return Deny(Reason.NO_CONSENT)


def _in_the_team(place: Place | None, verb: Verb, item: Item, facts: Facts) -> bool:
    """Its members read them, and write them from where they stand through that team. From another place they do neither."""
    if place is None:
        return verb is Verb.READ and (item.family, item.section) in facts.teams
    return verb in (Verb.READ, Verb.NOTE) and place.team is not None and item.section == team_section(place.team)


def _in_an_emergency(actor: Actor, shared: bool, verb: Verb, item: Item, facts: Facts, now: datetime) -> bool:
    return (
        shared
        and verb is Verb.READ
        and actor.is_health_professional
        and any(glass.family == item.family and glass.period.holds(now) for glass in facts.break_glass)
    )


def _opened(
    actor: Actor, place: Place | None, purpose: str, verb: Verb, item: Item, facts: Facts, now: datetime
) -> Reason | None:
    """How it is open to somebody: it quotes them; or, where they stand there, by what parents gave: a tick on this very
    thing by its author, or by whom it quotes, a parent, which holds whatever else was given them or ended; or their yeses.
    Nobody's yes opens the working notes of a team."""
    if verb is Verb.READ and item.whose == actor.person:
        return Reason.QUOTED
    if is_team(item.section):
        return Reason.TEAM if _in_the_team(place, verb, item, facts) else None
    if place is None:
        return None
    given = verb is Verb.READ and place.recognised and item.section == Section.STORY
    if given and any(facts.given.get(one) == (item.giver, item.thread) for one in item.rests_on):
        return Reason.GIVEN
    return Reason.CONSENT if _consented(place, purpose, verb, item, facts, now) else None


def _consented(place: Place, purpose: str, verb: Verb, item: Item, facts: Facts, now: datetime) -> bool:
    """Whether the parents' yeses open it. They do not multiply: each child and each parent it is about is covered by one."""
    held = [
        grant
        for grant in facts.grants
        if grant.family == item.family
        and grant.place == place.id
        and grant.section == item.section
        and grant.purpose == purpose
        and verb in grant.verbs
        and grant.period.holds(now)
        and (verb is Verb.NOTE or place.recognised)  # until a parent said who they are, they write and do not read
    ]
    if verb is not Verb.READ or item.author is None:
        return bool(held)
    if not facts.refused.isdisjoint([(item.family, item.author), (item.family, item.whose)]):
        return False
    held = [grant for grant in held if grant.covers(item.at)]
    givers = {grant.giver for grant in held}
    children = facts.children.intersection(item.rests_on)
    parents = {facts.parents[one] for one in item.rests_on if one in facts.parents}
    for_each_child = (
        all(any(grant.children is None or child in grant.children for grant in held) for child in children)
        if children
        else any(grant.children is None for grant in held)
    )
    voice = item.whose if item.whose in facts.parents.values() else item.author
    return bool(held) and for_each_child and (voice in givers or parents <= givers)
