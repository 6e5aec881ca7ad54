"""How one thing stands now, and as whom somebody stands towards it: read from the rows one may see."""

from uuid import UUID

from stek.circle.gate import Visit

from .machines import MACHINES, Arrow, State, Step, Who
from .models import KIND_OF, FollowUp, Handover, Move, Referral

type Subject = FollowUp | Referral | Handover


def last_move(of: Subject) -> Move | None:
    """The newest step that one may see."""
    return Move.objects.filter(family_id=of.family_id, of_id=of.id).order_by("-written_at", "-id").first()


def state_of(of: Subject) -> State:
    last = last_move(of)
    return State(last.state) if last else MACHINES[KIND_OF[type(of)]].first


def leans_on(of: Subject, along: Arrow) -> list[UUID]:
    """Whom a new step rests on besides its author: those without whose step before it could not be taken.

    Nobody opens again what was never done. So who may not know of the one does not see the other either, and what
    they read goes on from where it stood for them. The stand-in takes without a question: that rests on no question.
    """
    machine = MACHINES[KIND_OF[type(of)]]
    what = (along.step, along.after, along.who)
    starts = {str(one.before) for one in machine.arrows if (one.step, one.after, one.who) == what}
    moves = Move.objects.filter(family_id=of.family_id, of_id=of.id).order_by("-written_at", "-id")
    rows = list(moves.values_list("id", "state", "rests_on"))
    earlier = [*(state for _id, state, _rests_on in rows[1:]), str(machine.first)]
    for (_id, _state, rests_on), stood in zip(rows, earlier, strict=False):
        if stood not in starts:
            return sorted({*rests_on} - {id for id, _state, _rests_on in rows})
    return []


def stands_as(of: Subject, by: Visit) -> frozenset[Who]:
    """As whom somebody stands towards this."""
    if isinstance(of, Handover):
        return stood_as(by, of.author_id, receiver=of.to_place)
    if isinstance(of, Referral):
        return stood_as(by, of.author_id, stand_in=of.stand_in)
    passed = Move.objects.filter(family_id=of.family_id, of_id=of.id, step=str(Step.ASK))
    newest = passed.order_by("-written_at", "-id").first()
    return stood_as(by, of.author_id, asked=newest.place if newest else None, stand_in=of.stand_in)


def stood_as(
    by: Visit, author: UUID, *, receiver: UUID | None = None, asked: UUID | None = None, stand_in: UUID | None = None
) -> frozenset[Who]:  # fmt: skip
    """The same, for who has the rows at hand. `author` is a person; the others are places in the circle."""
    found = {Who.ANYBODY}
    if by.is_parent:
        found.add(Who.PARENT)
    if author == by.person:
        found.add(Who.GIVER)
    if by.member_id is not None:
        named = {Who.RECEIVER: receiver, Who.ASKED: asked, Who.STAND_IN: stand_in}
        found |= {who for who, place in named.items() if place == by.member_id}
    return frozenset(found)
