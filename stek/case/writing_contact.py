"""From a case to what its file says: agreements, help that was asked, care that passed on, and the pace. Pure."""

from typing import Any

from stek.circle.pace import WITHIN

from .contacts import TICK
from .pen import Flat, Words, spoken
from .shape_contact import FollowUp, Handover, Pace, Referral, Thing
from .writing_rooms import RoomsWriting


class ContactWriting(RoomsWriting):
    def _rooms(self) -> dict[str, Any]:
        case = self.case
        return {
            **super()._rooms(),
            "follow_ups": [self._follow_up(one) for one in case.follow_ups],
            "referrals": [self._referral(one) for one in case.referrals],
            "handovers": [self._handover(one) for one in case.handovers],
            "pace": [self._pace(one) for one in case.paces],
        }

    def _follow_up(self, one: FollowUp) -> dict[str, Any]:
        return spoken({
            "key": one.key, "by": one.by, "when": self._moment(one.written), "way": str(one.way), "due": self._day(one.due),
            "hour": one.hour.isoformat() if one.hour else "", "about": one.about, "stand_in": one.stand_in,
            "need": one.need, "note": one.note, "words": Words(one.words), "moves": self._steps(one),
        })  # fmt: skip

    def _referral(self, one: Referral) -> dict[str, Any]:
        begun = one.written.astimezone(self.calendar.zone).date()
        return spoken({
            "key": one.key, "by": one.by, "when": self._moment(one.written), "asked_on": self._day(one.on) if one.on != begun else "",
            "need": one.need, "offer": Words(one.offer) if one.offer != one.listed else "",
            "listed": Words(one.listed), "bridge": Words(one.bridge), "stand_in": one.stand_in,
            "silent_after": one.silent_after, "moves": self._steps(one),
        })  # fmt: skip

    def _handover(self, one: Handover) -> dict[str, Any]:
        return spoken({
            "key": one.key, "by": one.by, "when": self._moment(one.written), "to": one.to, "overlap": self._day(one.overlap),
            "notes": one.notes, "words": Words(one.words), "moves": self._steps(one),
        })  # fmt: skip

    def _pace(self, one: Pace) -> dict[str, Any]:
        young, baby, later = one.chosen.by_age
        return Flat({
            "by": one.by, "when": self._moment(one.written), "young": young, "baby": baby, "later": later,
            **{name: getattr(one.chosen, name) for name in WITHIN},
        })  # fmt: skip

    def _steps(self, thing: Thing) -> list[dict[str, Any]]:
        floors = [thing.written, *(one.written + TICK for one in thing.steps)]
        return [
            spoken({
                "step": str(one.step), "by": one.by if one.by != thing.by else "", "when": self._day(one.on),
                "written": self._unless_expected(one.written, one.by, one.on, floor), "due": self._day(one.due),
                "asked": one.asked, "words": Words(one.words),
            })
            for one, floor in zip(thing.steps, floors, strict=False)
        ]  # fmt: skip
