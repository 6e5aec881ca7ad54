"""Who stands around a family in a file: places with what they may, and the bonds that are drawn."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import yaml

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
    each_says_yes: bool  # in this edition of the format

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
            grants=tuple(
                self._kept(replace(given, by=by, withdrawn_by=given.withdrawn_by and by), grant)
                for grant in one.items("grants")
                for given, giver in [self._grant(grant, since)]
                for by in giver
            ),
            known_to=known_to if "known_to" in one else None,
            recognised=one.yes("recognised") is not False,
        )

    def _grant(self, one: Cursor, place_since: datetime) -> tuple[Consent, tuple[str, ...]]:
        """The consent, and whose: a yes of each."""
        one.mapping(
            (
                "may",
                "section",
                "purpose",
                "by",
                "children",
                "back",
                "given",
                "from",
                "until",
                "withdrawn",
                "withdrawn_by",
            )
        )
        may = one.codes("may", Verb)
        if not may:
            one.fault("'may' zegt wat mag, bijvoorbeeld [read, note].", "may")
        since = self.moment(one, "from", ahead=AHEAD) or place_since
        several = "by" in one and isinstance(one.at("by").node, yaml.SequenceNode)
        givers = one.codes("by", self.people) if several else (one.code("by", self.people, default=self.founder),)
        withdrawn = self.moment(one, "withdrawn")
        consent = Consent(
            may=tuple(sorted(may)),
            section=one.code("section", [*Section, OWN], default=Section.STORY),
            purpose=one.code("purpose", Purpose, default=Purpose.CARE),
            by="",
            given=self.moment(one, "given") or min(max(since, place_since), self.calendar.now),
            since=since,
            until=self.moment(one, "until", ahead=AHEAD),
            withdrawn=withdrawn,
            withdrawn_by=one.code("withdrawn_by", self.people, default="-") if withdrawn else "",
            children=tuple(sorted(one.codes("children", self.members))) if "children" in one else None,
            back=one.yes("back") is not False,
        )
        return consent, givers or (self.founder,)

    def of_each(self, place: Place, parents: Iterable[str]) -> Place:
        """In a file of before one yes spoke for all parents: a yes of each who knew this place, from when they stood here."""
        found = list(place.grants)
        knows = [one for one in sorted(parents) if place.known_to is None or one in (*place.known_to, place.invited_by)]
        for grant in place.grants:
            for who in knows if grant.section != OWN else ():
                since, until = self.stays[who]
                given = max(grant.given, since)
                over = [end for end in (grant.withdrawn, grant.until, until) if end is not None and end <= given]
                same = any((one.by, one.section, one.purpose) == (who, grant.section, grant.purpose) for one in found)
                if not over and not same:
                    more = replace(grant, by=who, given=given, withdrawn_by=grant.withdrawn_by and who)
                    found.append(self._kept(more, self.places[id(grant)]))
        return self._kept(replace(place, grants=tuple(found)), self.places[id(place)])

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
