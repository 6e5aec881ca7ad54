"""What a file says of needs: every saying about one, with whom it was looked at, and how care for it goes on."""

from datetime import datetime

from stek.needs.rules import LONGEST, Echelon, State, Whose, whose
from stek.plans.rules import LONGEST as LONGEST_PLAN
from stek.plans.rules import Mode as Modes

from .balances import Balances
from .dates import AHEAD
from .reading import Cursor, short
from .shape_rooms import Looking, Mode, Need, Saying
from .times import Calendar


class Needings(Balances):
    """Reads one need; it can be named by its key afterwards."""

    def __init__(self, calendar: Calendar):
        super().__init__(calendar)
        self.needs: dict[str, Need] = {}

    def _need(self, one: Cursor) -> Need:
        one.mapping(("key", "echelon", "whose", "private", "shared", "sayings", "modes"))
        sayings: list[Saying] = []
        for place in one.items("sayings"):
            sayings.append(self._kept(self._saying(place, sayings[-1] if sayings else None), place))
        if not sayings:
            one.fault("'sayings' zegt wat er over deze nood gezegd is.", "sayings")
            sayings = [Saying("", self.calendar.now, "")]
        first = sayings[0]
        need = Need(
            key=one.text("key", longest=40) or f"#{len(self.needs)}",
            echelon=one.code("echelon", Echelon, needed=True),
            whose=one.code("whose", Whose, default=whose(self.members[key].kind for key in first.about)),
            sayings=tuple(sayings),
            shared=self._shared(one, first.written),
            modes=tuple(self._kept(self._mode(place), place) for place in one.items("modes")),
        )
        if need.key in self.needs:
            one.fault(f"'{short(need.key)}' is al de sleutel van een andere nood.", "key")
        self.needs[need.key] = need
        return need

    def _saying(self, one: Cursor, before: Saying | None) -> Saying:
        one.mapping(("by", "when", "state", "words", "work", "review", "about", "notes", "together"))
        by = one.code("by", self.people, needed=True)
        written = self.moment(one, "when", needed=True) or self.calendar.now
        if before and written <= before.written and "when" in one:
            one.fault("dit komt niet na wat er eerder over gezegd is.", "when")
        return Saying(
            by=by,
            written=written,
            state=one.code("state", State, needed=True),
            words=one.text("words", longest=LONGEST, lines=True),
            work=one.text("work", longest=LONGEST, lines=True),
            review=self.day(one, "review", ahead=AHEAD),
            about=one.codes("about", self.members) or (before.about if before else ()),
            notes=one.codes("notes", self.notes),
            together=tuple(self._looking(place, by, written) for place in one.items("together")),
        )

    def _looking(self, one: Cursor, by: str, said: datetime) -> Looking:
        one.mapping(("with", "by", "when", "written"))
        by = one.code("by", self.people, default=by)
        parents = tuple(sorted(one.codes("with", self.members)))
        if not parents:
            one.fault("'with' zegt met welke ouders.", "with")
        on = self.day(one, "when", needed=True) or self.calendar.today
        return self._kept(Looking(by, parents, on, self._written(one, by, on, said)), one)

    def _mode(self, one: Cursor) -> Mode:
        one.mapping(("mode", "by", "when", "written", "words"))
        by = one.code("by", self.people, needed=True)
        on = self.day(one, "when", needed=True) or self.calendar.today
        return Mode(
            mode=one.code("mode", Modes, needed=True),
            by=by,
            on=on,
            written=self._written(one, by, on),
            words=one.text("words", needed=True, longest=LONGEST_PLAN, lines=True),
        )
