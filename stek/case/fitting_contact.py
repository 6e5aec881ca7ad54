"""Whether the agreements, the help that was asked and the care that passed on fit the rest of a case."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo

from stek.continuity.labels import SLIP
from stek.continuity.machines import HANDOVER
from stek.continuity.rules import Slip, slips
from stek.policy import Section

from .fitting_rooms import RoomsFitting
from .paths import Path
from .reading import Cursor
from .shape import Case
from .shape_contact import FollowUp, Handover, Pace, Referral, Thing

_PLACE = {Slip.SAME_TWICE: "stand_in"}


def fit(case: Case, places: Mapping[int, Cursor], now: datetime, zone: tzinfo) -> None:
    """Adds a fault to the file's list for everything that does not fit."""
    _Fitting(case, places, now, zone).all()


class _Fitting(RoomsFitting):
    def all(self) -> None:
        super().all()
        for follow_up in self.case.follow_ups:
            self._follow_up(follow_up)
        for referral in self.case.referrals:
            self._referral(referral)
        for handover in self.case.handovers:
            self._handover(handover)
        for pace in self.case.paces:
            self._pace(pace)

    def _follow_up(self, one: FollowUp) -> None:
        here = self._begun(one)
        self._within(here, "stand_in", one.stand_in)
        self._known(here, "stand_in", one.stand_in, one.by)
        first = next((step for step in one.steps if step.asked and step.written == one.written), None)
        self._dated(here, one.due, one.written, first.asked if first else one.by, one.stand_in)
        if one.need:
            self._open_need(here, self.needs[one.need], one.by, one.written, "need")
        self._open_notes(here, one.by, (one.note,) if one.note else (), one.written, "note")
        self._steps(one)

    def _referral(self, one: Referral) -> None:
        here = self._begun(one)
        self._within(here, "stand_in", one.stand_in)
        self._known(here, "stand_in", one.stand_in, one.by)
        if one.stand_in == one.by:
            here.fault(str(SLIP[Slip.SAME_TWICE]), "stand_in")
        self._open_need(here, self.needs[one.need], one.by, one.written, "need")
        self._steps(one)

    def _handover(self, one: Handover) -> None:
        here = self._begun(one)
        self._within(here, "to", one.to)
        self._known(here, "to", one.to, one.by)
        if one.to == one.by:
            here.fault("wie doorgeeft, geeft door aan iemand anders.", "to")
        elif one.to in self.inside:
            self._was_in(here, "to", one.to, one.written)
        self._open_notes(here, one.by, one.notes, one.written, "notes")
        self._steps(one)
        ordered = sorted(self.case.handovers, key=lambda other: other.written)
        earlier = next(place for place, other in enumerate(ordered) if other is one)
        if any(other.by == one.by and not self._over(other, one.written) for other in ordered[:earlier]):
            here.fault("dit mens geeft al door. Rond dat eerst af.", "when")

    def _over(self, one: Handover, at: datetime) -> bool:
        path = Path(one, self.parents)
        for step in one.steps:
            if step.written <= at:
                path.take(step)
        return path.state in HANDOVER.last

    def _pace(self, pace: Pace) -> None:
        here = self._begun(pace)
        self._parent(here, "by", pace.by)

    # -- what comes back -------------------------------------------------------

    def _begun(self, one: Thing | Pace) -> Cursor:
        here = self.places[id(one)]
        self._writer(here, one.by, one.written, "when", Section.CONTACT)
        return here

    def _steps(self, thing: Thing) -> None:
        path = Path(thing, self.parents)
        for one in thing.steps:
            here = self.places[id(one)]
            self._writer(here, one.by, one.written, "when", Section.CONTACT)
            self._reads(here, thing.by, one.by, thing.written, one.written, Section.CONTACT)
            self._within(here, "asked", one.asked)
            self._known(here, "asked", one.asked, one.by)
            if one.due:
                self._dated(here, one.due, one.written)
            if not path.take(one):
                here.fault(self._why_not(path), "step")
                return

    def _why_not(self, path: Path) -> str:
        known = ", ".join(path.open_steps()) or "niets meer"
        return f"dit kan hier niet, of niet door dit mens, of niet zonder 'words'. Het staat op '{path.state}'; wel: {known}."

    def _dated(self, here: Cursor, due: date, at: datetime, *places: str) -> None:
        for slip in slips(due, today=self._day(at), places=[one or None for one in places]):
            here.fault(str(SLIP[slip]), _PLACE.get(slip, "due"))

    def _open_notes(self, here: Cursor, who: str, notes: tuple[str, ...], at: datetime, key: str) -> None:
        """What others count on is for the circle, so what it came from is too, and its author reads it."""
        for note in (self.notes[one] for one in notes):
            if note.shared is None:
                here.fault("die notitie is alleen van de schrijver. Dit is voor de kring: deel ze eerst.", key)
            else:
                self._reads(here, note.by, who, note.shared, at, Section.STORY, key)
