"""What a file says of agreements, help that was asked and care that passed on, each with what happened to it.

And who reads what was hidden: one of these, or anything before.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta

from stek.circle.pace import AGES, WITHIN
from stek.circle.pace import Pace as Chosen
from stek.continuity.machines import FOLLOW_UP, HANDOVER, REFERRAL, Machine, Step
from stek.continuity.rules import LONGEST, SILENT, Way
from stek.directory.rules import SILENT_AFTER
from stek.policy import Section
from stek.story.rules import LONGEST as LONGEST_NOTE

from .dates import AHEAD
from .hiding import KINDS, Old
from .plannings import Plannings
from .reading import Cursor, short
from .shape import Hiding
from .shape_contact import FollowUp, Handover, Pace, Referral, Stepped
from .times import Calendar

LINE = 300  # characters of the name of an offer
TICK = timedelta(microseconds=1)  # two steps in one thing never share a moment
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)
_AGES = ("young", "baby", "later")


class Contacts(Plannings):
    """Reads one of each, all under one kind of keys."""

    def __init__(self, calendar: Calendar):
        super().__init__(calendar)
        self.agreements: set[str] = set()

    def _follow_up(self, one: Cursor) -> FollowUp:
        one.mapping(("key", "by", "when", "way", "words", "due", "hour", "about", "stand_in", "need", "note", "moves"))
        by, written = self._begun(one)
        return FollowUp(
            key=self._key(one),
            by=by,
            written=written,
            way=one.code("way", Way, needed=True),
            words=self._words(one, "words"),
            due=self.day(one, "due", needed=True, ahead=AHEAD) or self.calendar.today,
            hour=one.parsed("hour", _hour, "is geen uur. Schrijf bijvoorbeeld 14:30."),
            about=one.codes("about", self.members),
            stand_in=one.code("stand_in", self.people),
            need=one.code("need", self.needs),
            note=one.code("note", self.notes),
            steps=self._steps(one, FOLLOW_UP, by, written),
        )

    def _referral(self, one: Cursor) -> Referral:
        keys = (
            "key",
            "by",
            "when",
            "asked_on",
            "need",
            "offer",
            "listed",
            "bridge",
            "stand_in",
            "silent_after",
            "moves",
        )
        one.mapping(keys)
        by, written = self._begun(one)
        offer, listed = one.text("offer", longest=LINE), one.text("listed", longest=LINE)
        if "offer" not in one and "listed" not in one:
            one.fault("zeg aan wie het gevraagd is: met 'offer', of met 'listed' zoals het in de gids staat.")
        return Referral(
            key=self._key(one),
            by=by,
            written=written,
            on=self.day(one, "asked_on") or written.astimezone(self.calendar.zone).date(),
            need=one.code("need", self.needs, needed=True),
            offer=offer or listed,
            silent_after=self._number(one, "silent_after", SILENT, SILENT_AFTER),
            listed=listed,
            bridge=one.text("bridge", longest=LONGEST, lines=True),
            stand_in=one.code("stand_in", self.people),
            steps=self._steps(one, REFERRAL, by, written),
        )

    def _handover(self, one: Cursor) -> Handover:
        one.mapping(("key", "by", "when", "to", "words", "overlap", "notes", "moves"))
        by, written = self._begun(one)
        return Handover(
            key=self._key(one),
            by=by,
            to=one.code("to", self.people, needed=True),
            written=written,
            words=self._words(one, "words"),
            overlap=self.day(one, "overlap", ahead=AHEAD),
            notes=one.codes("notes", self.notes),
            steps=self._steps(one, HANDOVER, by, written),
        )

    def _pace(self, one: Cursor) -> Pace:
        one.mapping(("by", "when", *_AGES, *WITHIN))
        by, written = self._begun(one)
        usual = Chosen()
        young, baby, later = (self._number(one, key, AGES, days) for key, days in zip(_AGES, usual.by_age, strict=True))
        rest = {name: self._number(one, name, among, getattr(usual, name)) for name, among in WITHIN.items()}
        chosen = replace(usual, by_age=(young, baby, later), **rest)
        if chosen.stand_in_after > chosen.circle_after:
            one.fault("wie klaarstaat komt vóór de hele kring, of samen met hen.", "stand_in_after")
        return Pace(by, written, chosen)

    def _hiding(self, one: Cursor) -> Hiding | Old:
        before = ("section", "who") if "hidden_from" in one.mapping() else ()
        one.mapping(("hidden_from" if before else "readers", "by", "when", *KINDS, *before, "why"))
        by = one.code("by", self.people, needed=True)
        on = self.moment(one, "when") or self.calendar.now
        why = one.text("why", longest=LONGEST_NOTE, lines=True)
        among: tuple[Iterable[str], ...] = (self.notes, self.factors, self.needs, self.goals, self.agreements)
        what = {kind: one.code(kind, known) for kind, known in zip(KINDS, among, strict=True)}
        if not before:
            if "readers" not in one:
                one.fault("'readers' ontbreekt.")
            return Hiding(tuple(key for key in one.codes("readers", self.people) if key != by), by, on, why=why, **what)
        return Old(
            one.code("hidden_from", self.people, needed=True), by, on,
            tuple((kind, key) for kind, key in what.items() if key),
            one.code("section", Section), one.code("who", self.people), why,
        )  # fmt: skip

    # -- parts -----------------------------------------------------------------

    def _begun(self, one: Cursor) -> tuple[str, datetime]:
        by = one.code("by", self.people, needed=True)
        return by, self.moment(one, "when", needed=True) or self.calendar.now

    def _key(self, one: Cursor) -> str:
        key = one.text("key", longest=40) or f"#{len(self.agreements)}"
        if key in self.agreements:
            one.fault(f"'{short(key)}' is al de sleutel van een andere afspraak.", "key")
        self.agreements.add(key)
        return key

    def _steps(self, one: Cursor, machine: Machine, by: str, written: datetime) -> tuple[Stepped, ...]:
        """What happened to it, in the order of the file; each after the one before."""
        found: list[Stepped] = []
        known = {arrow.step for arrow in machine.arrows}
        for place in one.items("moves"):
            floor = found[-1].written + TICK if found else written
            found.append(self._kept(self._stepped(place, known, by, floor), place))
        return tuple(found)

    def _stepped(self, one: Cursor, known: Iterable[Step], by: str, floor: datetime) -> Stepped:
        one.mapping(("step", "by", "when", "written", "words", "due", "asked"))
        by = one.code("by", self.people, default=by)
        on = self.day(one, "when", needed=True) or self.calendar.today
        written = self._written(one, by, on, floor)
        if written < floor:
            one.fault("dit komt niet na wat er eerder mee gebeurde.", "written" if "written" in one else "when")
        step = one.code("step", sorted(known), needed=True)
        due, asked = self.day(one, "due", ahead=AHEAD), one.code("asked", self.people)
        if (due is not None) != (step == Step.PUT_OFF) and step:
            one.fault("een nieuwe dag ('due') hoort bij 'put_off', en alleen daarbij.", "due")
        if bool(asked) != (step == Step.ASK) and step:
            one.fault("aan wie het gevraagd is ('asked') hoort bij 'ask', en alleen daarbij.", "asked")
        return Stepped(step, by, on, written, one.text("words", longest=LONGEST, lines=True), due, asked)

    def _number(self, one: Cursor, key: str, among: tuple[int, int], usual: int) -> int:
        first, last = among

        def parse(text: str) -> int:
            if not _NUMBER.fullmatch(text) or not first <= int(text) <= last:
                raise ValueError
            return int(text)

        found = one.parsed(
            key, parse, f"is geen aantal {'stappen' if key == 'many_steps' else 'dagen'} van {first} tot {last}."
        )
        return usual if found is None else found


def _hour(text: str) -> time:
    found = time.fromisoformat(text)
    if found.tzinfo is not None:
        raise ValueError(text)
    return found
