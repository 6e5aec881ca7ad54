"""How an agreement, a referral or a handover of a file goes on, step by step. Pure."""

from stek.continuity.machines import FOLLOW_UP, HANDOVER, REFERRAL, Machine, Step, Who

from .shape_contact import FollowUp, Handover, Referral, Stepped, Thing

MACHINE: dict[type, Machine] = {FollowUp: FOLLOW_UP, Referral: REFERRAL, Handover: HANDOVER}


class Path:
    """How one of them stands after each step, and who may take the next."""

    def __init__(self, thing: Thing, parents: set[str]):
        self.thing, self.parents = thing, parents
        self.machine = MACHINE[type(thing)]
        self.state = self.machine.first
        self.asked = ""

    def take(self, one: Stepped) -> bool:
        """Goes one step further; False, and no further, where that cannot be done from here by this person."""
        arrow = self.machine.steps(self.state, self._stands_as(one.by)).get(Step(one.step))
        if arrow is None or (arrow.says_why and not one.words):
            return False
        self.state, self.asked = arrow.after, one.asked or self.asked
        return True

    def _stands_as(self, who: str) -> frozenset[Who]:
        given = {
            Who.PARENT: who in self.parents,
            Who.GIVER: who == self.thing.by,
            Who.RECEIVER: isinstance(self.thing, Handover) and who == self.thing.to,
            Who.ASKED: who == self.asked,
            Who.STAND_IN: not isinstance(self.thing, Handover) and who == self.thing.stand_in,
        }
        return frozenset(one for one, holds in given.items() if holds)

    def open_steps(self) -> list[str]:
        return list(dict.fromkeys(str(one.step) for one in self.machine.arrows if one.before is self.state))
