"""From a file to a `Case`, or every reason why not."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from stek.circle.rules import Carries, Line, MemberKind, Relation, Ring
from stek.people.rules import Discipline
from stek.policy import Purpose, Section, Verb
from stek.story.rules import LONGEST, Certainty, Domain, Knowing, Lane, Tone

from . import times
from .reading import Cursor, Faults, read
from .shape import Account, Bond, Case, Consent, Moving, Note, OfFamily, Place, Wording

ROOT = ("about_this_file", "people", "family", "members", "circle", "around", "story", "influences")
PREGNANCY = timedelta(days=300)


def check(data: bytes, *, now: datetime, zone: tzinfo) -> Case:
    """The case in the file. Raises Faults with everything that is wrong, in the order of the file."""
    root, faults = read(data)
    case = _Checker(root, now, zone).case()
    if faults:
        raise Faults(sorted(faults, key=lambda fault: (fault.line, fault.path)))
    return case


class _Checker:
    def __init__(self, root: Cursor, now: datetime, zone: tzinfo):
        self.root, self.now, self.zone = root.mapping(ROOT), now, zone
        self.today = now.astimezone(zone).date()
        self.birth: date | None = None

    def case(self) -> Case:
        family = self._section("family", ("founder", "as", "zone", "founded", "born"))
        self.birth = self._day(family, "born", future=True)
        people = self._people()
        self.people = people
        members = self._members()
        self.members = members
        self.notes: dict[str, Note] = {}
        start = datetime.combine(self.birth, times.NOON, self.zone) if self.birth else self.now
        return Case(
            founder=self._known(family, "founder", people, needed=True),
            relation=family.code("as", [Relation.MOTHER, Relation.FATHER, Relation.PARENT], needed=True),
            zone=family.text("zone", longest=40),
            founded=self._moment(family, "founded") or min(start, self.now) - PREGNANCY,
            people=people,
            members=members,
            circle=tuple(self._place(one) for one in self.root.items("circle")),
            around=tuple(self._bond(one) for one in self.root.items("around")),
            story=tuple(self._note(one) for one in self.root.items("story")),
            moves=tuple(self._moving(one) for one in self.root.items("influences")),
            birth=self.birth,
        )

    # -- parts -----------------------------------------------------------------

    def _section(self, key: str, known: tuple[str, ...] | None) -> Cursor:
        if key not in self.root:
            self.root.fault(str(_("'{key}' ontbreekt.")).format(key=key))
            return Cursor(self.root.node, key, [])  # its own faults would only repeat this one
        return self.root.at(key).mapping(known)

    def _people(self) -> dict[str, Account]:
        found = {}
        for key, one in self._section("people", None).entries():
            one.mapping(("name", "email", "discipline", "organisation"))
            found[key] = Account(
                key=key,
                name=one.text("name", needed=True, longest=120),
                email=one.parsed("email", _email, _("dit is geen e-mailadres."), "", needed=True),
                discipline=one.code("discipline", Discipline),
                organisation=one.text("organisation"),
            )
        return found

    def _members(self) -> dict[str, OfFamily]:
        found = {}
        for key, one in self._section("members", None).entries():
            one.mapping(("called", "kind", "born", "due", "person"))
            found[key] = OfFamily(
                key=key,
                called=one.text("called", needed=True, longest=80),
                kind=one.code("kind", MemberKind, needed=True),
                born=self._day(one, "born"),
                due=self._day(one, "due", future=True),
                person=self._known(one, "person", self.people),
            )
        return found

    def _place(self, one: Cursor) -> Place:
        one.mapping(("who", "as", "called", "member", "from", "until", "grants"))
        who = self._known(one, "who", self.people, needed=True)
        account = self.people.get(who)
        return Place(
            who=who,
            relation=one.code("as", Relation, needed=True),
            called=one.text("called", longest=80, default=account.name if account else ""),
            member=self._known(one, "member", self.members),
            since=self._moment(one, "from", needed=True) or self.now,
            until=self._moment(one, "until"),
            grants=tuple(self._grant(grant) for grant in one.items("grants")),
        )

    def _grant(self, one: Cursor) -> Consent:
        one.mapping(("may", "section", "purpose", "by", "from", "until", "withdrawn"))
        may = one.codes("may", [Verb.READ, Verb.NOTE])
        if not may:
            one.fault(_("'may' zegt wat mag: [read], [note] of allebei."))
        return Consent(
            may=may,
            section=one.code("section", Section, default=Section.STORY),
            purpose=one.code("purpose", Purpose, default=Purpose.CARE),
            by=self._known(one, "by", self.people, needed=True),
            since=self._moment(one, "from", needed=True) or self.now,
            until=self._moment(one, "until", future=True),
            withdrawn=self._moment(one, "withdrawn"),
        )

    def _bond(self, one: Cursor) -> Bond:
        one.mapping(("called", "is", "ring", "line", "carries", "toward", "who", "by", "on", "until"))
        return Bond(
            called=one.text("called", needed=True, longest=80),
            label=one.text("is", longest=80),
            ring=one.code("ring", [Ring.NEAR, Ring.FURTHER], needed=True),
            line=one.code("line", Line, needed=True),
            carries=one.code("carries", Carries),
            toward=self._known(one, "toward", self.members),
            who=self._known(one, "who", self.people),
            by=self._known(one, "by", self.people, needed=True),
            on=self._moment(one, "on", needed=True) or self.now,
            until=self._moment(one, "until"),
        )

    def _note(self, one: Cursor) -> Note:
        one.mapping(
            ("key", "by", "on", "written", "words", "lane", "about", "tone", "knowing", "success", "domains",
             "quote", "quote_of", "private", "hidden_from", "corrections")
        )  # fmt: skip
        on = self._day(one, "on", needed=True) or self.today
        written = self._moment(one, "written") or min(datetime.combine(on, times.NOON, self.zone), self.now)
        note = Note(
            key=one.text("key", longest=60) or f"#{len(self.notes)}",
            by=self._known(one, "by", self.people, needed=True),
            on=on,
            written=written,
            words=one.text("words", needed=True, longest=LONGEST),
            lane=one.code("lane", Lane, needed=True),
            about=one.codes("about", self.members),
            tone=one.code("tone", Tone, default=Tone.NOTICED),
            knowing=one.code("knowing", Knowing),
            success=one.yes("success"),
            domains=one.codes("domains", Domain),
            quote=self._known(one, "quote", self.members),
            quote_of=one.text("quote_of", longest=120),
            private=one.yes("private"),
            hidden_from=one.codes("hidden_from", self.people),
            corrections=tuple(self._wording(version, written) for version in one.items("corrections")),
        )
        if note.key in self.notes:
            one.fault(str(_("'{key}' is al de sleutel van een andere notitie.")).format(key=note.key))
        self.notes[note.key] = note
        return note

    def _wording(self, one: Cursor, after: datetime) -> Wording:
        one.mapping(("on", "words"))
        on = self._moment(one, "on", needed=True) or self.now
        return Wording(on=max(on, after), words=one.text("words", needed=True, longest=LONGEST))

    def _moving(self, one: Cursor) -> Moving:
        one.mapping(("from", "to", "how", "by", "on", "both", "words"))
        moving = Moving(
            start=self._known(one, "from", self.notes, needed=True),
            end=self._known(one, "to", self.notes, needed=True),
            how=one.code("how", Certainty, needed=True),
            by=self._known(one, "by", self.people, needed=True),
            on=self._moment(one, "on", needed=True) or self.now,
            both=one.yes("both"),
            words=one.text("words", longest=LONGEST),
        )
        if moving.start and moving.start == moving.end:
            one.fault(_("een verband gaat van één notitie naar een andere."))
        return moving

    # -- values ----------------------------------------------------------------

    def _known(self, one: Cursor, key: str, known: dict, *, needed: bool = False) -> str:
        return one.code(key, known, needed=needed)

    def _day(self, one: Cursor, key: str, *, needed: bool = False, future: bool = False) -> date | None:
        def parse(text: str) -> date:
            return times.day(text, birth=self.birth, today=self.today)

        found = one.parsed(key, parse, _not_a_time(), None, needed=needed)
        self._believable(one, key, found, future)
        return found

    def _moment(self, one: Cursor, key: str, *, needed: bool = False, future: bool = False) -> datetime | None:
        parse: Callable[[str], datetime] = lambda text: times.moment(  # noqa: E731
            text, birth=self.birth, now=self.now, zone=self.zone
        )
        found = one.parsed(key, parse, _not_a_time(), None, needed=needed)
        self._believable(one, key, found.astimezone(self.zone).date() if found else None, future)
        return found

    def _believable(self, one: Cursor, key: str, day: date | None, future: bool) -> None:
        if day is None:
            return
        if day > self.today + (PREGNANCY * 2 if future else timedelta(0)):
            one.at(key).fault(_("die dag moet nog komen."))
        if self.birth and day < self.birth - PREGNANCY * 2:
            one.at(key).fault(_("dat is van lang vóór de zwangerschap. Kijk het jaartal na."))


def _not_a_time() -> str:  # noqa: N802 - a sentence, in the language of now
    return str(_("dit is geen tijdstip. Schrijf 2026-11-21, b+3d (na de geboorte) of now-2w."))


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise ValueError(text) from error
    return text.strip()


