"""From a file to a `Case`, or every reason why not.

What a single place says is judged here; whether the places fit each other, in `fitting.py`.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from stek.circle.rules import Carries, Line, MemberKind, Relation, Ring
from stek.people.rules import Discipline
from stek.policy import Purpose, Section, Verb
from stek.story.rules import LONGEST, Certainty, Domain, Knowing, Lane, Tone, lane_for

from .dates import AHEAD, OLDEST_CHILD, PREGNANCY, Dates
from .fitting import fit
from .reading import Cursor, Faults, read, short
from .shape import (
    NOBODY,
    PARENTS,
    UNKNOWN,
    Account,
    Bond,
    Case,
    Consent,
    Hiding,
    Moving,
    Note,
    OfFamily,
    Place,
    Telling,
)
from .times import NOON, Calendar

ROOT = ("about_this_file", "people", "family", "members", "circle", "around", "story", "influences", "seals")
OWN = "own"
TELLING = ("when", "words", "lane", "about", "tone", "knowing", "success", "domains", "quote", "quote_of")


def check(data: bytes, *, now: datetime, zone: tzinfo) -> Case:
    """The case in the file. Raises Faults with everything that is wrong."""
    root, faults = read(data)
    checker = _Checker(root, now.astimezone(UTC), zone)
    case = checker.case()
    if not faults:
        fit(case, checker.places, checker.calendar.now)
    if faults:
        raise Faults(faults)
    return case


class _Checker(Dates):
    def __init__(self, root: Cursor, now: datetime, zone: tzinfo):
        super().__init__(Calendar(now, zone))
        self.root = root.mapping(ROOT)
        self.people: dict[str, Account] = {}
        self.members: dict[str, OfFamily] = {}
        self.notes: dict[str, Note] = {}
        self.hidings: list[Hiding] = []  # said with the notes themselves
        self.places: dict[int, Cursor] = {}  # where each value of the case stands, by its id()

    def case(self) -> Case:
        if "about_this_file" in self.root:
            self.root.text("about_this_file", longest=LONGEST, lines=True)
        family = self._section("family").mapping(("founder", "as", "zone", "born", "start", "founded"))
        self._anchor(family)
        for key, one in self._named("people"):
            self.people[key] = self._kept(self._account(key, one), one)
        for key, one in self._named("members"):
            self.members[key] = self._kept(self._member(key, one), one)
        births = [day for one in self.members.values() if (day := one.born or one.due)]
        self.first_day = min(births, default=None)
        self.founder = family.code("founder", self.people, needed=True)
        self.since = self.moment(family, "founded") or self._start()
        self.stays = {self.founder: (self.since, self.calendar.now)}
        circle = tuple(self._kept(self._place(one), one) for one in self.root.items("circle"))
        case = Case(
            founder=self.founder,
            relation=family.code("as", PARENTS, needed=True),
            zone=family.text("zone", longest=40) if "zone" in family else "",
            founded=self.since,
            people=self.people,
            members=self.members,
            circle=circle,
            around=tuple(self._kept(self._bond(one), one) for one in self.root.items("around")),
            story=tuple(self._kept(self._note(one), one) for one in self.root.items("story")),
            moves=tuple(self._kept(self._moving(one), one) for one in self.root.items("influences")),
            seals=(*self.hidings, *[self._kept(self._hiding(one), one) for one in self.root.items("seals")]),
            birth=self.calendar.birth,
        )
        return self._kept(case, family)

    # -- parts -----------------------------------------------------------------

    def _kept[T](self, value: T, place: Cursor) -> T:
        self.places[id(value)] = place
        return value

    def _section(self, key: str) -> Cursor:
        if key not in self.root:
            self.root.fault(f"'{key}' ontbreekt.")
            return Cursor(self.root.node, key, [])  # its own faults would only repeat this one
        return self.root.at(key)

    def _named(self, key: str) -> list[tuple[str, Cursor]]:
        found = list(self._section(key).mapping().entries()) if key in self.root else []
        if not found:
            self.root.fault(f"'{key}' ontbreekt." if key not in self.root else "hier staat nog niemand.", key)
        for name, one in found:
            if len(name) > 40 or not name.replace("-", "_").isidentifier():
                one.fault("een sleutel is één woord van letters, cijfers, - of _, zoals 'nina'.")
        return found

    def _anchor(self, family: Cursor) -> None:
        """What `b` and `w1` count from; these two know only absolute days and `now`."""
        birth = self.day(family, "born", ahead=PREGNANCY)
        start = self.day(family, "start")
        self.calendar = Calendar(self.calendar.now, self.calendar.zone, birth, start)

    def _start(self) -> datetime:
        """A story whose beginning nobody wrote down begins with the first thing in it."""
        days = [day for day in (self.calendar.birth, self.first_day) if day]
        return self.calendar.noon(min([*days, self.calendar.today]) - PREGNANCY + timedelta(days=1))

    def _account(self, key: str, one: Cursor) -> Account:
        one.mapping(("name", "email", "discipline", "organisation"))
        return Account(
            key=key,
            name=one.text("name", needed=True, longest=120),
            email=one.parsed("email", _email, "is geen e-mailadres.", needed=True) or "",
            discipline=one.code("discipline", Discipline),
            organisation=one.text("organisation"),
        )

    def _member(self, key: str, one: Cursor) -> OfFamily:
        one.mapping(("called", "kind", "born", "due", "authority", "person"))
        return OfFamily(
            key=key,
            called=one.text("called", needed=True, longest=80),
            kind=one.code("kind", MemberKind, needed=True),
            born=self.day(one, "born", back=OLDEST_CHILD),
            due=self.day(one, "due", ahead=PREGNANCY, back=OLDEST_CHILD),
            authority=one.yes("authority"),
            person=one.code("person", self.people),
        )

    def _called(self, who: str) -> str:
        member = next((one.called for one in self.members.values() if who and one.person == who), "")
        return member or (self.people[who].name[:80] if who in self.people else "")

    def _place(self, one: Cursor) -> Place:
        one.mapping(("who", "as", "called", "from", "until", "until_by", "invited_by", "grants"))
        who = one.code("who", self.people, needed=True)
        since = self.moment(one, "from") or self.since
        until = self.moment(one, "until")
        self.stays.setdefault(who, (since, until or self.calendar.now))
        return Place(
            who=who,
            relation=one.code("as", Relation, needed=True),
            called=one.text("called", longest=80) if "called" in one else self._called(who),
            since=since,
            invited_by=one.code("invited_by", self.people, default=self.founder),
            until=until,
            until_by=one.code("until_by", self.people, default=who) if until else "",
            grants=tuple(self._kept(self._grant(grant, since), grant) for grant in one.items("grants")),
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

    def _note(self, one: Cursor) -> Note:
        one.mapping(("key", "by", "written", "private", "shared", "hidden_from", "corrections", *TELLING))
        by = one.code("by", self.people, needed=True)
        begun, ended = self.stays.get(by, (self.since, self.calendar.now))
        day = self.day(one, "when", needed=True) or self.calendar.today
        noon = datetime.combine(day, NOON, self.calendar.zone).astimezone(UTC)
        written = self.moment(one, "written") or max(begun, min(noon, ended, self.calendar.now))
        first = self._telling(one, Telling("", day, written, ""))
        versions = [first]
        for version in one.items("corrections"):
            version.mapping(("written", *TELLING))
            at = self.moment(version, "written", needed=True) or self.calendar.now
            if at <= versions[-1].written and "written" in version:
                version.fault("dit komt niet na wat het verbetert.", "written")
            before = versions[-1]
            versions.append(self._kept(self._telling(version, replace(before, written=at)), version))
        shared = self.moment(one, "shared")
        private = one.yes("private")
        if private and shared:
            one.fault("dit is gedeeld, en kan niet ook alleen van de schrijver zijn.", "private")
        note = Note(
            key=one.text("key", longest=40) or f"#{len(self.notes)}",
            by=by,
            versions=tuple(versions),
            shared=None if private else shared or first.written,
        )
        if note.key in self.notes:
            one.fault(f"'{short(note.key)}' is al de sleutel van een andere notitie.", "key")
        self.notes[note.key] = note
        for key in one.codes("hidden_from", self.people):
            self.hidings.append(self._kept(Hiding(key, by, versions[-1].written, note=note.key), one))
        return note

    def _telling(self, one: Cursor, before: Telling) -> Telling:
        """One version; what it does not say is as in the version before."""
        about = one.codes("about", self.members) if "about" in one else before.about
        kinds = [self.members[key].kind for key in about]
        lane = before.lane or lane_for(kinds)
        success = one.yes("success")
        knowing = one.code("knowing", [*Knowing, UNKNOWN], default=before.knowing)
        quote, quote_of = before.quote, before.quote_of
        if "quote" in one or "quote_of" in one:
            quote, quote_of = one.code("quote", [*self.members, NOBODY]), one.text("quote_of", longest=80)
            quote = quote if quote in self.members else ""
            if quote and quote_of:
                one.fault("kies er één: 'quote' voor iemand van het gezin, 'quote_of' voor iemand anders.", "quote_of")
        return Telling(
            words=one.text("words", needed=True, longest=LONGEST, lines=True),
            on=self.day(one, "when") or before.on,
            written=before.written,
            lane=one.code("lane", Lane, default=lane),
            about=about,
            tone=one.code("tone", Tone, default=before.tone),
            knowing="" if knowing == UNKNOWN else knowing,
            success=before.success if success is None else success,
            domains=one.codes("domains", Domain) if "domains" in one else before.domains,
            quote=quote,
            quote_of=quote_of,
        )

    def _moving(self, one: Cursor) -> Moving:
        one.mapping(("from", "to", "how", "by", "when", "both", "private", "words"))
        start = one.code("from", self.notes, needed=True)
        end = one.code("to", self.notes, needed=True)
        private = one.yes("private")
        ends = [self.notes[key] for key in (start, end) if key]
        if private is None:
            private = any(note.shared is None for note in ends)
        if start and start == end:
            one.fault("een verband gaat van één notitie naar een andere.", "to")
        return Moving(
            start=start,
            end=end,
            how=one.code("how", Certainty, needed=True),
            by=one.code("by", self.people, needed=True),
            on=self.moment(one, "when") or max((note.first.written for note in ends), default=self.calendar.now),
            both=bool(one.yes("both")),
            private=private,
            words=one.text("words", longest=LONGEST, lines=True),
        )

    def _hiding(self, one: Cursor) -> Hiding:
        one.mapping(("hidden_from", "by", "when", "note", "section", "who", "why"))
        return Hiding(
            hidden_from=one.code("hidden_from", self.people, needed=True),
            by=one.code("by", self.people, needed=True),
            on=self.moment(one, "when") or self.calendar.now,
            note=one.code("note", self.notes),
            section=one.code("section", Section),
            who=one.code("who", self.people),
            why=one.text("why", longest=LONGEST, lines=True),
        )


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise ValueError(text) from error
    if len(text) > 254:
        raise ValueError(text)
    return text
