"""How one thing stands now, and as whom somebody stands towards it: read from the rows one may see."""

from uuid import UUID

from stek.circle.gate import Visit

from .machines import MACHINES, State, Step, Who
from .models import KIND_OF, FollowUp, Handover, Move, Referral

type Subject = FollowUp | Referral | Handover


def last_move(of: Subject) -> Move | None:
    """The newest step that one may see."""
    return Move.objects.filter(family_id=of.family_id, of_id=of.id).order_by("-written_at", "-id").first()


def state_of(of: Subject) -> State:
    last = last_move(of)
    return State(last.state) if last else MACHINES[KIND_OF[type(of)]].first


def leans_on(of: Subject, step: Step, after: State) -> list[UUID]:
    """Whom a new step rests on besides its author: those without whose step before it could not be taken.

    Nobody opens again what was never done. So who may not know of the one does not see the other either, and what
    they read goes on from where it stood for them.
    """
    machine = MACHINES[KIND_OF[type(of)]]
    starts = {str(arrow.before) for arrow in machine.arrows if arrow.step is step and arrow.after is after}
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
        return stood_as(by, of.author_id)
    passed = Move.objects.filter(family_id=of.family_id, of_id=of.id, step=str(Step.ASK))
    newest = passed.order_by("-written_at", "-id").first()
    return stood_as(by, of.author_id, asked=newest.place if newest else None)


def stood_as(by: Visit, author: UUID, *, receiver: UUID | None = None, asked: UUID | None = None) -> frozenset[Who]:
    """The same, for who has the rows at hand. `author` is a person; `receiver` and `asked` are places in the circle."""
    found = {Who.ANYBODY}
    if by.is_parent:
        found.add(Who.PARENT)
    if author == by.person:
        found.add(Who.GIVER)
    if by.member_id is not None and receiver == by.member_id:
        found.add(Who.RECEIVER)
    if by.member_id is not None and asked == by.member_id:
        found.add(Who.ASKED)
    return frozenset(found)
