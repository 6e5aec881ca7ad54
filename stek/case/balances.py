"""What a file says of the balance: factors with their versions, one's own word, the tasks of this time of life."""

from datetime import UTC, date, datetime

from stek.balance import catalogue
from stek.balance.rules import LONGEST, Holds, Lasting, Level, Side, TaskState

from .dates import TIME
from .reading import Cursor, short
from .shape_rooms import Factor, FactorTold, Holding, Marking, Task
from .stories import Stories
from .times import NOON, Calendar

FACTOR = ("words", "code", "side", "level", "about", "lasting", "since", "notes", "safety")
OLDEST = 1900  # a burden may be older than the child, and no older than anybody who can tell


class Balances(Stories):
    """Reads one of each; a factor can be named by its key afterwards."""

    def __init__(self, calendar: Calendar):
        super().__init__(calendar)
        self.factors: dict[str, Factor] = {}

    def _factor(self, one: Cursor) -> Factor:
        one.mapping(("key", "by", "when", "private", "shared", "asked", "agreed", "over", "corrections", *FACTOR))
        by = one.code("by", self.people, needed=True)
        written = self.moment(one, "when", needed=True) or self.calendar.now
        versions = [self._kept(self._factor_told(one, written), one)]
        for version in one.items("corrections"):
            version.mapping(("written", *FACTOR))
            at = self.moment(version, "written", needed=True) or self.calendar.now
            if at <= versions[-1].written and "written" in version:
                version.fault("dit komt niet na wat het verbetert.", "written")
            versions.append(self._kept(self._factor_told(version, at), version))
        factor = Factor(
            key=one.text("key", longest=40) or f"#{len(self.factors)}",
            by=by,
            versions=tuple(versions),
            shared=self._shared(one, written),
            agreed=tuple(self._marking(mark, by, written, whom=True) for mark in one.items("agreed")),
            over=tuple(self._marking(mark, by, written) for mark in one.items("over")),
            asked=bool(one.yes("asked")),
        )
        if factor.key in self.factors:
            one.fault(f"'{short(factor.key)}' is al de sleutel van iets anders dat draagt of weegt.", "key")
        self.factors[factor.key] = factor
        return factor

    def _factor_told(self, one: Cursor, written: datetime) -> FactorTold:
        """One version, whole: a correction says everything anew."""
        code = one.code("code", catalogue.factors())
        words = one.text("words", longest=LONGEST, lines=True)
        if "code" not in one and "words" not in one:
            one.fault("zeg wat het is: met 'words', met 'code', of met allebei.")
        level = str(catalogue.factors()[code].level) if code else ""
        return FactorTold(
            side=one.code("side", Side, needed=True),
            level=one.code("level", Level, needed="code" not in one, default=level),
            written=written,
            code=code,
            words=words,
            about=one.codes("about", self.members),
            lasting=one.code("lasting", Lasting),
            since=self._long_ago(one, "since"),
            notes=one.codes("notes", self.notes),
            safety=bool(one.yes("safety")),
        )

    def _marking(self, one: Cursor, by: str, floor: datetime, *, whom: bool = False) -> Marking:
        one.mapping(("by", "when", "written", "words", *(["with"] if whom else [])))
        by = one.code("by", self.people, default=by)
        on = self._long_ago(one, "when", needed=True) or self.calendar.today
        parents = one.codes("with", self.members)
        if whom and not parents:
            one.fault("'with' zegt welke ouders het ook zo zien.", "with")
        words = one.text("words", longest=LONGEST, lines=True)
        return self._kept(Marking(by, on, self._written(one, by, on, floor), parents, words), one)

    def _holding(self, one: Cursor) -> Holding:
        one.mapping(("by", "when", "written", "holds", "words", "private", "shared"))
        by = one.code("by", self.people, needed=True)
        on = self._long_ago(one, "when", needed=True) or self.calendar.today
        written = self._written(one, by, on)
        return Holding(
            holds=one.code("holds", Holds, needed=True),
            by=by,
            on=on,
            written=written,
            shared=self._shared(one, written),
            words=one.text("words", longest=LONGEST, lines=True),
        )

    def _task(self, one: Cursor) -> Task:
        one.mapping(("task", "about", "state", "by", "when", "written", "words", "private"))
        by = one.code("by", self.people, needed=True)
        on = self._long_ago(one, "when", needed=True) or self.calendar.today
        return Task(
            code=one.code("task", catalogue.tasks(), needed=True),
            about=one.code("about", self.members, needed=True),
            state=one.code("state", TaskState, needed=True),
            by=by,
            on=on,
            written=self._written(one, by, on),
            private=bool(one.yes("private")),
            words=one.text("words", longest=LONGEST, lines=True),
        )

    # -- when ------------------------------------------------------------------

    def _written(self, one: Cursor, by: str, on: date, floor: datetime | None = None) -> datetime:
        """When it was written down: said, or else noon of its day, as far as its author was there then."""
        begun, ended = self.stays.get(by, (self.since, self.calendar.now))
        noon = datetime.combine(on, NOON, self.calendar.zone).astimezone(UTC)
        expected = max(begun, min(noon, ended, self.calendar.now))
        return self.moment(one, "written") or max(expected, floor or expected)

    def _shared(self, one: Cursor, written: datetime) -> datetime | None:
        shared = self.moment(one, "shared")
        private = one.yes("private")
        if private and shared:
            one.fault("dit is gedeeld, en kan niet ook alleen van de schrijver zijn.", "private")
        return None if private else shared or written

    def _long_ago(self, one: Cursor, key: str, *, needed: bool = False) -> date | None:
        """A day that was; what is about an adult may be of long before the child."""
        found = one.parsed(key, self.calendar.day, TIME, needed=needed)
        if found and found > self.calendar.today:
            one.fault("dat moet nog komen.", key)
        if found and found.year < OLDEST:
            one.fault("dat is wel heel lang geleden. Kijk het jaartal na.", key)
        return found
