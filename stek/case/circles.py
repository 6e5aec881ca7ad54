"""Who stands around a family in a file: places with what they may, and the bonds that are drawn."""

from datetime import datetime

from stek.circle.rules import Carries, Line, Relation, Ring
from stek.policy import Purpose, Section, Verb

from .dates import AHEAD
from .persons import Persons
from .reading import Cursor
from .shape import Bond, Consent, Place

OWN = "own"


class Circles(Persons):
    """`founder` and `since` are the first place; `stays` says from when to when each was there."""

    founder: str
    since: datetime
    stays: dict[str, tuple[datetime, datetime]]

    def _place(self, one: Cursor) -> Place:
        one.mapping(
            ("who", "as", "called", "from", "until", "until_by", "invited_by", "known_to", "recognised", "grants")
        )
        who = one.code("who", self.people, needed=True)
        since = self.moment(one, "from") or self.since
        until = self.moment(one, "until")
        self.stays.setdefault(who, (since, until or self.calendar.now))
        invited_by = one.code("invited_by", self.people, default=self.founder)
        known_to = tuple(key for key in one.codes("known_to", self.people) if key not in (who, invited_by))
        return Place(
            who=who,
            relation=one.code("as", Relation, needed=True),
            called=one.text("called", longest=80) if "called" in one else self._called(who),
            since=since,
            invited_by=invited_by,
            until=until,
            until_by=one.code("until_by", self.people, default=who) if until else "",
            grants=tuple(self._kept(self._grant(grant, since), grant) for grant in one.items("grants")),
            known_to=known_to if "known_to" in one else None,
            recognised=one.yes("recognised") is not False,
        )

    def _grant(self, one: Cursor, place_since: datetime) -> Consent:
        one.mapping(("may", "section", "purpose", "by", "given", "from", "until", "withdrawn", "withdrawn_by"))
        may = one.codes("may", Verb)
        if not may:
            one.fault("'may' zegt wat mag, bijvoorbeeld [read, note].", "may")
        since = self.moment(one, "from", ahead=AHEAD) or place_since
        by = one.code("by", self.people, default=self.founder)
        withdrawn = self.moment(one, "withdrawn")
        return Consent(
            may=tuple(sorted(may)),
            section=one.code("section", [*Section, OWN], default=Section.STORY),
            purpose=one.code("purpose", Purpose, default=Purpose.CARE),
            by=by,
            given=self.moment(one, "given") or min(max(since, place_since), self.calendar.now),
            since=since,
            until=self.moment(one, "until", ahead=AHEAD),
            withdrawn=withdrawn,
            withdrawn_by=one.code("withdrawn_by", self.people, default=by) if withdrawn else "",
        )

    def _bond(self, one: Cursor) -> Bond:
        one.mapping(("called", "is", "ring", "line", "carries", "toward", "who", "by", "when", "until", "until_by"))
        by = one.code("by", self.people, default=self.founder)
        until = self.moment(one, "until")
        return Bond(
            called=one.text("called", needed=True, longest=80),
            label=one.text("is", longest=80),
            ring=one.code("ring", Ring, needed=True),
            line=one.code("line", Line, needed=True),
            carries=one.code("carries", Carries),
            toward=one.code("toward", self.members),
            who=one.code("who", self.people),
            by=by,
            on=self.moment(one, "when", needed=True) or self.calendar.now,
            until=until,
            until_by=one.code("until_by", self.people, default=by) if until else "",
        )
