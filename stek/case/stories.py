"""What is told in a file: notes with their versions, and what moves what."""

from dataclasses import replace
from datetime import UTC, datetime

from stek.story.rules import LONGEST, Certainty, Domain, Knowing, Lane, Tone, lane_for

from .circles import Circles
from .hiding import Old
from .reading import Cursor, short
from .shape import NOBODY, UNKNOWN, Hiding, Moving, Note, Telling
from .times import NOON, Calendar

TELLING = (
    "when",
    "words",
    "lane",
    "about",
    "tone",
    "knowing",
    "success",
    "domains",
    "quote",
    "quote_of",
    "told_by",
    "told_as",
    "safety",
)


class Stories(Circles):
    """Reads one of each; a note can be named by its key afterwards."""

    def __init__(self, calendar: Calendar):
        super().__init__(calendar)
        self.notes: dict[str, Note] = {}
        self.hidings: list[Hiding | Old] = []  # said with the notes themselves

    def _note(self, one: Cursor) -> Note:
        one.mapping(
            (
                "key",
                "by",
                "written",
                "private",
                "shared",
                "asked",
                "open",
                "readers",
                "hidden_from",
                "corrections",
                *TELLING,
            )
        )
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
            asked=bool(one.yes("asked")),
            open=bool(one.yes("open")),
        )
        if note.key in self.notes:
            one.fault(f"'{short(note.key)}' is al de sleutel van een andere notitie.", "key")
        self.notes[note.key] = note
        on = versions[-1].written
        if "readers" in one:
            readers = tuple(key for key in one.codes("readers", self.people) if key != by)
            self.hidings.append(self._kept(Hiding(readers, by, on, note=note.key), one))
        for key in one.codes("hidden_from", self.people):
            self.hidings.append(self._kept(Old(key, by, on, (("note", note.key),)), one))
        return note

    def _telling(self, one: Cursor, before: Telling) -> Telling:
        """One version; what it does not say is as in the version before."""
        about = one.codes("about", self.members) if "about" in one else before.about
        kinds = [self.members[key].kind for key in about]
        lane = before.lane or lane_for(kinds)
        success, safety = one.yes("success"), one.yes("safety")
        knowing = one.code("knowing", [*Knowing, UNKNOWN], default=before.knowing)
        quote, quote_of = self._somebody(one, "quote", "quote_of", (before.quote, before.quote_of))
        told_by, told_as = self._somebody(one, "told_by", "told_as", (before.told_by, before.told_as))
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
            told_by=told_by,
            told_as=told_as,
            safety=before.safety if safety is None else safety,
        )

    def _somebody(self, one: Cursor, member: str, other: str, before: tuple[str, str]) -> tuple[str, str]:
        """Somebody of the family by key, or somebody else in words; as before where neither is said."""
        if member not in one and other not in one:
            return before
        key, words = one.code(member, [*self.members, NOBODY]), one.text(other, longest=80)
        key = key if key in self.members else ""
        if key and words:
            one.fault(f"kies er één: '{member}' voor iemand van het gezin, '{other}' voor iemand anders.", other)
        return key, words

    def _moving(self, one: Cursor) -> Moving:
        one.mapping(("from", "to", "how", "by", "when", "both", "private", "words", "until", "until_by"))
        by = one.code("by", self.people, needed=True)
        until = self.moment(one, "until")
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
            by=by,
            on=self.moment(one, "when") or max((note.first.written for note in ends), default=self.calendar.now),
            both=bool(one.yes("both")),
            private=private,
            words=one.text("words", longest=LONGEST, lines=True),
            until=until,
            until_by=one.code("until_by", self.people, default=by) if until else "",
        )
