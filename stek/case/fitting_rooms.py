"""Whether the balance, the needs and the plan of a case fit its circle, its story and each other."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo

from stek.balance.catalogue import is_about_safety
from stek.balance.rules import Level, earliest_day
from stek.circle.rules import MemberKind
from stek.needs import rules as needs
from stek.needs.labels import SLIP as NEED_SLIP
from stek.plans import rules as plans
from stek.plans.labels import SLIP as PLAN_SLIP
from stek.plans.sheet import NoSuchLetters, TooLong, pdf
from stek.plans.sheet_form import lines_of
from stek.policy import Section, Verb

from .fitting import Fitting
from .reading import Cursor
from .shape import Case
from .shape_rooms import Factor, FactorTold, Goal, Marking, Need, Sheet, Step, StepTold

_NEED_KEY = {
    needs.Slip.NO_WORDS: "words", needs.Slip.NO_WORK: "work", needs.Slip.WORK_OF_NOTHING: "work",
}  # fmt: skip
_STEP_KEY = {
    plans.Slip.NO_OWNER: "owners", plans.Slip.NO_MOVES: "factor", plans.Slip.BEFORE: "from",
    plans.Slip.END_FIRST: "until", plans.Slip.FAR: "until",
}  # fmt: skip


class RoomsFitting(Fitting):
    def __init__(self, case: Case, places: Mapping[int, Cursor], now: datetime, zone: tzinfo):
        super().__init__(case, places, now)
        self.zone = zone

    def all(self) -> None:
        super().all()
        for factor in self.case.factors:
            self._factor(factor)
        for one in self.case.perspectives:
            here = self.places[id(one)]
            self._writer(here, one.by, one.written, "when", Section.BALANCE)
            self._in_order(here, one.written, one.shared)
        for task in self.case.tasks:
            self._writer(self.places[id(task)], task.by, task.written, "when", Section.BALANCE)
        for need in self.case.needs:
            self._need(need)
        for goal in self.case.goals:
            self._goal(goal)
        for sheet in self.case.sheets:
            self._sheet(sheet)

    # -- the balance -----------------------------------------------------------

    def _factor(self, factor: Factor) -> None:
        here = self.places[id(factor)]
        self._writer(here, factor.by, factor.first.written, "when", Section.BALANCE)
        self._in_order(here, factor.first.written, factor.shared)
        safety = any(map(self._about_safety, factor.versions))
        self._asked(here, safety, factor.shared, factor.asked)
        if safety and factor.agreed:
            here.fault("dit gaat over veiligheid: daar ziet niemand het 'ook zo'.", "agreed")
        for version in factor.versions:
            place = self.places[id(version)]
            self._was_in(place, "written", factor.by, version.written)
            self._since(place, version)
            self._rests(place, factor.by, version.notes, factor.shared)
        for mark in (*factor.agreed, *factor.over):
            self._marking(factor, mark)

    def _about_safety(self, one: FactorTold) -> bool:
        return one.safety or is_about_safety(one.code) or any(self.notes[key].safety for key in one.notes)

    def _since(self, here: Cursor, one: FactorTold) -> None:
        """What is about the children only cannot be older than they are."""
        members = self.case.members
        children = [member for member in members.values() if member.kind == MemberKind.CHILD]
        about = [members[key] for key in one.about] or (children if one.level == Level.CHILD else [])
        if not about or any(member.kind != MemberKind.CHILD for member in about):
            return
        first = earliest_day(day for member in about if (day := member.born or member.due))
        if one.since and first and one.since < first:
            here.fault("dat is van vóór de zwangerschap. Kijk de datum na.", "since")

    def _marking(self, factor: Factor, mark: Marking) -> None:
        here = self.places[id(mark)]
        self._writer(here, mark.by, mark.written, "when", Section.BALANCE)
        self._reads(here, factor.by, mark.by, factor.shared, mark.written, Section.BALANCE)
        self._after(here, factor.first.written, mark.written)
        sinces = [version.since for version in factor.versions]
        if mark in factor.over and mark.on < min(since or date.min for since in sinces):
            here.fault("dat is vóór het begon.", "when")
        stood = [version for version in factor.versions if version.written <= mark.written]
        if mark in factor.over and mark.by != factor.by and any(map(self._about_safety, stood)):
            here.fault("dit gaat over veiligheid: alleen wie het schreef, zegt dat het voorbij is.", "by")
        self._with(here, mark.parents)
        if mark in factor.agreed and mark.by in self.parents and mark.parents != (self._own(mark.by),):
            here.fault("een ouder zegt dit alleen voor zichzelf.", "with")

    # -- needs -----------------------------------------------------------------

    def _need(self, need: Need) -> None:
        self._in_order(self.places[id(need)], need.first.written, need.shared)
        called, before = "", need.first
        for one in need.sayings:
            here = self.places[id(one)]
            self._writer(here, one.by, one.written, "when", Section.NEEDS)
            if before.by != one.by:
                self._reads(here, before.by, one.by, need.shared, one.written, Section.NEEDS)
            self._rests(here, one.by, one.notes, need.shared)
            called, before = one.words or called, one
            for slip in needs.slips(
                needs.State(one.state), words=called, work=one.work, review_on=one.review, today=self._day(one.written)
            ):
                here.fault(str(NEED_SLIP[slip]), _NEED_KEY.get(slip, "review"))
            for look in one.together:
                place = self.places[id(look)]
                self._writer(place, look.by, look.written, "when", Section.NEEDS)
                self._reads(place, one.by, look.by, need.shared, look.written, Section.NEEDS)
                self._after(place, one.written, look.written)
                self._with(place, look.parents)
                if self._own(look.by) in look.parents:
                    place.fault("wie dit zegt, hoort hier zelf niet bij.", "with")
        for mode in need.modes:
            here = self.places[id(mode)]
            self._writer(here, mode.by, mode.written, "when", Section.NEEDS)
            self._after(here, need.first.written, mode.written)
            self._open_need(here, need, mode.by, mode.written, "mode")

    def _open_need(self, here: Cursor, need: Need, who: str, at: datetime, key: str) -> None:
        """A plan is always shared, so what it serves is too, and its author reads it."""
        if need.shared is None:
            here.fault("die nood is alleen van de schrijver. Een plan is voor de kring: deel de nood eerst.", key)
        else:
            self._reads(here, need.first.by, who, need.shared, at, Section.NEEDS)

    # -- the plan --------------------------------------------------------------

    def _goal(self, goal: Goal) -> None:
        here = self.places[id(goal)]
        self._writer(here, goal.by, goal.written, "when", Section.NEEDS)
        for version in goal.versions:
            place = self.places[id(version)]
            self._was_in(place, "written", goal.by, version.written)
            if version.need:
                self._open_need(place, self.needs[version.need], goal.by, version.written, "need")
        for step in goal.steps:
            self._step(goal, step)
        for review in goal.reviews:
            self._hangs(goal.by, goal.written, review.by, review.written, self.places[id(review)])
        for said in goal.successes:
            self._hangs(goal.by, goal.written, said.by, said.written, self.places[id(said)])

    def _hangs(self, owner: str, since: datetime, by: str, at: datetime, here: Cursor) -> None:
        self._writer(here, by, at, "when", Section.NEEDS)
        self._reads(here, owner, by, since, at, Section.NEEDS)
        self._after(here, since, at)

    def _step(self, goal: Goal, step: Step) -> None:
        here = self.places[id(step)]
        self._hangs(goal.by, goal.written, step.by, step.written, here)
        for version in step.versions:
            place = self.places[id(version)]
            self._was_in(place, "written", step.by, version.written)
            self._step_told(place, step.by, version)
        for end in step.ended:
            self._hangs(step.by, step.written, end.by, end.written, self.places[id(end)])

    def _step_told(self, here: Cursor, by: str, step: StepTold) -> None:
        if step.factor:
            factor = self.factors[step.factor]
            if factor.shared is None:
                here.fault("dat is alleen van de schrijver. Een plan is voor de kring: deel het eerst.", "factor")
            else:
                self._reads(here, factor.by, by, factor.shared, step.written, Section.BALANCE, "factor")
        for who in step.owners:
            self._within(here, "owners", who)
        for slip in plans.slips(
            owners=step.owners, family_owns=step.family, names_factor=bool(step.factor or step.factor_words),
            on=step.since, until=step.until, begun=None, today=self._day(step.written),
        ):  # fmt: skip
            here.fault(str(PLAN_SLIP[slip]), _STEP_KEY[slip])

    def _sheet(self, sheet: Sheet) -> None:
        here = self.places[id(sheet)]
        self._writer(here, sheet.by, sheet.written, "when", Section.NEEDS)
        try:
            pdf(lines_of(body_of(sheet), sheet.week))
        except TooLong:
            here.fault("samen past dit niet op één blad. Kort in wat het minst nodig is.")
        except NoSuchLetters as strange:
            here.fault(f"deze tekens kan het blad niet tonen: {' '.join(strange.letters[:20])}")

    # -- what comes back -------------------------------------------------------

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def _own(self, who: str) -> str:
        """The member that this person is."""
        return next((one.key for one in self.case.members.values() if who and one.person == who), "")

    def _with(self, here: Cursor, members: Iterable[str]) -> None:
        if any(self.case.members[key].kind != MemberKind.PARENT for key in members):
            here.fault("dit gaat over ouders: kies wie bij 'members' als 'parent' staat.", "with")

    def _after(self, here: Cursor, before: datetime, at: datetime) -> None:
        if at < before:
            here.fault("dit komt vóór waar het over gaat.", "when")

    def _in_order(self, here: Cursor, written: datetime, shared: datetime | None) -> None:
        if shared and shared < written:
            here.fault("dit werd gedeeld voor het geschreven was.", "shared")

    def _reads(
        self,
        here: Cursor,
        author: str,
        who: str,
        shared: datetime | None,
        at: datetime,
        section: Section,
        key: str = "by",
    ) -> None:
        """At that moment `who` could read what `author` wrote in this section."""
        readable = shared is not None and at >= shared and self._may(who, Verb.READ, section)
        if who != author and (not readable or self._apart(who, author)):
            here.fault(f"'{who}' kan niet lezen waar dit over gaat.", key)

    def _rests(self, here: Cursor, who: str, notes: Iterable[str], shared: datetime | None) -> None:
        """Notes its author can read, and at least as open as what rests on them."""
        for note in (self.notes[key] for key in notes):
            readable = note.shared is not None and self._may(who, Verb.READ) and not self._apart(who, note.by)
            if note.by != who and not readable:
                here.fault(f"'{who}' kan een van die notities niet lezen.", "notes")
            elif shared and note.shared is None:
                here.fault(
                    "een van die notities is alleen van de schrijver; dan is dit dat ook: private: yes.", "notes"
                )


def body_of(sheet: Sheet) -> dict[str, object]:
    """The lines as the record keeps them."""
    return {
        "names": sheet.names, "days": list(sheet.days), "busy": sheet.busy, "glad": sheet.glad, "people": sheet.people,
        "numbers": list(sheet.numbers), "language": sheet.language,
    }  # fmt: skip
