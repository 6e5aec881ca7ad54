"""One visit to a family, in the words of a case: what was promised, asked and handed over, with the rest."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from stek.circle import models as circle_models
from stek.circle.gate import Visit
from stek.circle.paces import chosen
from stek.continuity import models

from .paths import Path
from .seeing_rooms import RoomsSeeing
from .shape import Case, Hiding
from .shape_contact import FollowUp, Handover, Pace, Referral, Stepped


def seen(here: Visit) -> Case | None:
    """What this visitor sees, keyed by ids; None when they see no parent, for then there is no family to tell of."""
    return ContactSeeing(here).case()


class ContactSeeing(RoomsSeeing):
    def case(self) -> Case | None:
        case = super().case()
        if case is None:
            return None
        self.parents = case.parents
        self.steps: dict[UUID, list[models.Move]] = {}
        for row in self._rows(models.Move, "written_at"):
            self.steps.setdefault(row.of_id, []).append(row)
        return replace(
            case, follow_ups=self._follow_ups(), referrals=self._referrals(), handovers=self._handovers(),
            paces=self._paces(),
        )  # fmt: skip

    def _follow_ups(self) -> tuple[FollowUp, ...]:
        return tuple(
            self._with_steps(row.id, FollowUp(
                str(row.id), self._who(row), row.written_at, row.way, self._open("followup", row.id, row.words_sealed), row.due_on,
                row.due_time, self._whom(row.about), self._place(row.stand_in), self._known(row.need_thread, self.needs),
                self._known(row.note_thread, self.notes),
            ))
            for row in self._rows(models.FollowUp, "written_at")
        )  # fmt: skip

    def _referrals(self) -> tuple[Referral, ...]:
        return tuple(
            self._with_steps(row.id, Referral(
                str(row.id), self._who(row), row.written_at, row.asked_on, str(row.need_thread),
                self._open("referral", row.id, row.offer_sealed, "offer"), row.silent_after, str(row.offer_id or ""),
                self._open("referral", row.id, row.bridge_sealed, "bridge"), self._place(row.stand_in),
            ))
            for row in self._rows(models.Referral, "written_at")
            if str(row.need_thread) in self.needs
        )  # fmt: skip

    def _handovers(self) -> tuple[Handover, ...]:
        carried: dict[UUID, list[UUID]] = {}
        for row in self._rows(models.Carried, "written_at"):
            carried.setdefault(row.handover_id, []).append(row.note_thread)
        return tuple(
            self._with_steps(row.id, Handover(
                str(row.id), self._who(row), self.places[row.to_place], row.written_at,
                self._open("handover", row.id, row.words_sealed), row.overlap_until,
                self._noted(carried.get(row.id, ())),
            ))
            for row in self._rows(models.Handover, "written_at")
            if row.to_place in self.places
        )  # fmt: skip

    def _paces(self) -> tuple[Pace, ...]:
        return tuple(
            Pace(self._who(row), row.written_at, chosen(row)) for row in self._rows(circle_models.Pace, "written_at")
        )

    def _seals(self) -> tuple[Hiding, ...]:
        agreements = {
            str(row.id)
            for model in (models.FollowUp, models.Referral, models.Handover)
            for row in self._rows(model, "written_at")
        }
        return tuple(
            replace(one, note="", agreement=one.note) if one.note in agreements else one for one in super()._seals()
        )

    # -- parts -----------------------------------------------------------------

    def _with_steps[One: (FollowUp, Referral, Handover)](self, id: UUID, one: One) -> One:
        """A step that only follows from one this visitor does not see stays out: the rest still leads somewhere."""
        path = Path(one, self.parents)
        return replace(one, steps=tuple(step for step in self._stepped(id) if path.take(step)))

    def _stepped(self, id: UUID) -> Iterable[Stepped]:
        for row in self.steps.get(id, ()):
            if row.place is None or row.place in self.places:
                yield Stepped(
                    row.step, self._who(row), row.on_day, row.written_at, self._open("move", row.id, row.words_sealed),
                    row.due_on, self._place(row.place),
                )  # fmt: skip

    def _place(self, place: UUID | None) -> str:
        return self.places.get(place, "") if place else ""

    @staticmethod
    def _known(thread: UUID | None, among: set[str]) -> str:
        return str(thread) if str(thread) in among else ""
