"""Writing agreements, help that was asked and care that passed on into the record, each step by who took it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from stek.circle.actions import set_pace
from stek.circle.gate import Visit
from stek.continuity import actions
from stek.continuity.actions import Promise, Subject, last_move
from stek.continuity.machines import Step
from stek.continuity.rules import Way
from stek.directory.models import Offer

from .loading_rooms import RoomsLoading
from .shape import Case
from .shape_contact import FollowUp, Handover, Pace, Referral, Stepped, Thing

type Deed = tuple[datetime, int, Callable[[], None]]


class ContactLoading:
    """Everything in order of time: who hands over may hand over again only when the one before is over."""

    def __init__(self, case: Case, visit: Callable[[str], Visit], places: dict[str, UUID], rooms: RoomsLoading):
        self.case, self.visit, self.places, self.rooms = case, visit, places, rooms
        self.ids: dict[str, UUID] = {}

    def run(self) -> None:
        deeds: list[Deed] = [(one.written, 1, partial(self._pace, one)) for one in self.case.paces]
        for follow_up in self.case.follow_ups:
            deeds += self._deeds(follow_up, partial(self._promise, follow_up))
        for referral in self.case.referrals:
            deeds += self._deeds(referral, partial(self._refer, referral))
        for handover in self.case.handovers:
            deeds += self._deeds(handover, partial(self._hand_over, handover))
        for _at, _place, deed in sorted(deeds, key=lambda one: one[:2]):
            deed()

    def _deeds(self, thing: Thing, begin: Callable[[], Subject]) -> list[Deed]:
        """Of one moment: what ends comes before what begins, and what begins before its own first step."""
        rows: list[Subject] = []

        def first() -> None:
            rows.append(begin())
            self.ids[thing.key] = rows[0].id

        deeds: list[Deed] = [(thing.written, 1, first)]
        return deeds + [
            (one.written, 2 if one.written == thing.written else 0, partial(self._step, rows, one))
            for one in thing.steps
        ]

    def _promise(self, one: FollowUp) -> Subject:
        said = Promise(
            Way(one.way), one.words, one.due, one.hour, tuple(self.rooms.members[key] for key in one.about),
            self.places.get(one.stand_in), self._need(one.need), self.rooms.threads.get(one.note),
        )  # fmt: skip
        return actions.promise(promise=said, by=self.visit(one.by), at=one.written)

    def _refer(self, one: Referral) -> Subject:
        need = self._need(one.need)
        assert need is not None
        return actions.refer(
            need=need, offer=one.offer, offer_id=_number_of(one.listed), silent_after=one.silent_after, on=one.on,
            bridge=one.bridge, stand_in=self.places.get(one.stand_in), by=self.visit(one.by), at=one.written,
        )  # fmt: skip

    def _hand_over(self, one: Handover) -> Subject:
        return actions.hand_over(
            to=self.places[one.to], words=one.words, overlap_until=one.overlap,
            notes=[self.rooms.threads[key] for key in one.notes], by=self.visit(one.by), at=one.written,
        )  # fmt: skip

    def _step(self, rows: list[Subject], one: Stepped) -> None:
        by, last = self.visit(one.by), last_move(rows[0])
        actions.move(
            of=rows[0], step=Step(one.step), before=last.id if last else None, by=by, at=one.written, on=one.on,
            words=one.words, due_on=one.due, place=self.places.get(one.asked),
        )  # fmt: skip

    def _pace(self, one: Pace) -> None:
        set_pace(pace=one.chosen, by=self.visit(one.by), at=one.written)

    def _need(self, key: str) -> UUID | None:
        return self.rooms.need_rows[key].thread_id if key else None


def _number_of(listed: str) -> UUID | None:
    """The offer with this number, or the only one of this name; none where the directory does not have it."""
    try:
        return UUID(listed)
    except ValueError:
        found = list(Offer.objects.filter(name=listed).values_list("id", flat=True)[:2]) if listed else []
        return found[0] if len(found) == 1 else None
