"""What a file says of the plan: goals with their steps, reviews and small successes, and the sheet for the fridge."""

from collections.abc import Callable
from datetime import datetime

from stek.plans.rules import LONGEST, Change, Fitting, Moves, Whose, monday
from stek.plans.sheet import LANGUAGES, NUMBERS

from .dates import AHEAD
from .needings import Needings
from .reading import Cursor, short
from .shape_rooms import Goal, GoalTold, Review, Said, Sheet, Step, StepTold
from .times import Calendar

GOAL = ("whose", "words", "about", "need")
STEP = ("words", "moves", "factor", "factor_words", "family", "owners", "from", "until")
LINE, LINES = 200, 1_000  # characters of what hangs on the fridge


class Plannings(Needings):
    """Reads one goal with all that hangs on it; or one sheet."""

    def __init__(self, calendar: Calendar):
        super().__init__(calendar)
        self.goals: dict[str, Goal] = {}

    def _goal(self, one: Cursor) -> Goal:
        one.mapping(("key", "by", "when", "corrections", "steps", "reviews", "successes", *GOAL))
        by = one.code("by", self.people, needed=True)
        written = self.moment(one, "when", needed=True) or self.calendar.now
        goal = Goal(
            key=one.text("key", longest=40) or f"#{len(self.goals)}",
            by=by,
            versions=self._versions(one, written, GOAL, self._goal_told),
            steps=tuple(self._kept(self._step(place, by, written), place) for place in one.items("steps")),
            reviews=tuple(self._kept(self._review(place, by, written), place) for place in one.items("reviews")),
            successes=tuple(self._said(place, by, written) for place in one.items("successes")),
        )
        if goal.key in self.goals:
            one.fault(f"'{short(goal.key)}' is al de sleutel van een ander doel.", "key")
        self.goals[goal.key] = goal
        return goal

    def _versions[Told: (GoalTold, StepTold)](
        self, one: Cursor, written: datetime, keys: tuple[str, ...], told: Callable[[Cursor, datetime], Told]
    ) -> tuple[Told, ...]:
        """The first version and its corrections; a correction says everything anew."""
        versions = [self._kept(told(one, written), one)]
        for version in one.items("corrections"):
            version.mapping(("written", *keys))
            at = self.moment(version, "written", needed=True) or self.calendar.now
            if at <= versions[-1].written and "written" in version:
                version.fault("dit komt niet na wat het verbetert.", "written")
            versions.append(self._kept(told(version, at), version))
        return tuple(versions)

    def _goal_told(self, one: Cursor, written: datetime) -> GoalTold:
        return GoalTold(
            written=written,
            whose=one.code("whose", Whose, needed=True),
            words=self._words(one, "words"),
            about=one.codes("about", self.members),
            need=one.code("need", self.needs),
        )

    def _step(self, one: Cursor, by: str, floor: datetime) -> Step:
        one.mapping(("by", "when", "ended", "corrections", *STEP))
        by = one.code("by", self.people, default=by)
        written = self.moment(one, "when") or floor
        return Step(
            by=by,
            versions=self._versions(one, written, STEP, self._step_told),
            ended=tuple(self._said(place, by, written) for place in one.items("ended")),
        )

    def _step_told(self, one: Cursor, written: datetime) -> StepTold:
        factor, words = one.code("factor", self.factors), one.text("factor_words", longest=LONGEST, lines=True)
        if factor and words:
            one.fault("kies er één: 'factor', of 'factor_words' in eigen woorden.", "factor_words")
        since = self.day(one, "from", ahead=AHEAD) or written.astimezone(self.calendar.zone).date()
        return StepTold(
            written=written,
            words=self._words(one, "words"),
            moves=one.code("moves", Moves, needed=True),
            since=since,
            until=self.day(one, "until", needed=True, ahead=AHEAD) or since,
            family=bool(one.yes("family")),
            owners=one.codes("owners", self.people),
            factor=factor,
            factor_words=words,
        )

    def _review(self, one: Cursor, by: str, floor: datetime) -> Review:
        one.mapping(("by", "when", "written", "change", "words", "fitting", "why", "eyes", "eyes_of"))
        by = one.code("by", self.people, default=by)
        on = self.day(one, "when", needed=True) or self.calendar.today
        eyes, eyes_of = one.code("eyes", self.members), one.text("eyes_of", longest=120)
        if eyes and eyes_of:
            one.fault("kies er één: 'eyes' voor iemand van het gezin, 'eyes_of' voor iemand anders.", "eyes_of")
        return Review(
            by=by,
            on=on,
            written=self._written(one, by, on, floor),
            change=one.code("change", Change, needed=True),
            words=self._words(one, "words"),
            fitting=one.code("fitting", Fitting, needed=True),
            why=self._words(one, "why"),
            eyes=eyes,
            eyes_of=eyes_of,
        )

    def _said(self, one: Cursor, by: str, floor: datetime) -> Said:
        one.mapping(("by", "when", "written", "words"))
        by = one.code("by", self.people, default=by)
        on = self.day(one, "when", needed=True) or self.calendar.today
        return self._kept(Said(by, on, self._written(one, by, on, floor), self._words(one, "words")), one)

    def _words(self, one: Cursor, key: str) -> str:
        return one.text(key, needed=True, longest=LONGEST, lines=True)

    def _sheet(self, one: Cursor) -> Sheet:
        one.mapping(("by", "when", "week", "names", "days", "busy", "glad", "people", "numbers", "language"))
        days = [place.scalar() for place in one.items("days")]
        if len(days) > 7 or any(len(day) > LINE or "\n" in day for day in days):
            one.fault(f"een week heeft zeven dagen, elk op één regel van hoogstens {LINE} tekens.", "days")
        week = self.day(one, "week", needed=True, ahead=AHEAD) or self.calendar.today
        return Sheet(
            by=one.code("by", self.people, needed=True),
            written=self.moment(one, "when", needed=True) or self.calendar.now,
            week=monday(week),
            names=one.text("names", longest=LINE),
            days=tuple([*days, *[""] * 7][:7]),
            busy=one.text("busy", longest=LINES, lines=True),
            glad=one.text("glad", longest=LINES, lines=True),
            people=one.text("people", longest=LINES, lines=True),
            numbers=one.codes("numbers", NUMBERS),
            language=one.code("language", LANGUAGES, default="nl"),
        )
