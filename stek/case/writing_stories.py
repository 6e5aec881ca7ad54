"""From a case to what its file says: the circle and the story. What follows from something else is left out. Pure."""

from datetime import UTC, date, datetime
from typing import Any

from .pen import Flat, Time, Words, spoken
from .shape import EDITION, NOBODY, UNKNOWN, Bond, Case, Consent, Hiding, Moving, Note, Place, Telling
from .times import NOON, Calendar

HIDDEN = "example.org"  # a domain nobody has (RFC 2606)


class Writing:
    def __init__(self, case: Case, calendar: Calendar, relative: bool, addresses: bool):
        self.case, self.calendar, self.relative, self.addresses = case, calendar, relative, addresses
        self.stays = {case.founder: (case.founded, None)} | {one.who: (one.since, one.until) for one in case.circle}

    def all(self) -> dict[str, Any]:
        case = self.case
        birth: str | None = None
        if case.birth:
            from_now = Calendar(self.calendar.now, self.calendar.zone)
            birth = from_now.said_day(case.birth, relative=self.relative)
        return spoken({
            "edition": int(EDITION),
            "people": {key: self._account(key) for key in case.people},
            "family": spoken({
                "founder": case.founder, "as": str(case.relation),
                "zone": Words(case.zone), "born": Time(birth) if birth else "", "founded": self._moment(case.founded),
            }),
            "members": {
                key: Flat(spoken({
                    "called": Words(one.called), "kind": str(one.kind), "born": self._day(one.born), "due": self._day(one.due),
                    "authority": one.authority, "person": one.person,
                }))
                for key, one in case.members.items()
            },
            "circle": [self._place(one) for one in case.circle],
            "around": [self._bond(one) for one in case.around],
            "story": [self._note(one) for one in case.story],
            "influences": [self._moving(one) for one in case.moves],
            **self._rooms(),
            "seals": [self._hiding(one) for one in case.seals],
        })  # fmt: skip

    def _rooms(self) -> dict[str, Any]:
        """What more the record holds."""
        return {}

    def _day(self, day: date | None) -> str:
        return Time(self.calendar.said_day(day, relative=self.relative)) if day else ""

    def _moment(self, moment: datetime | None) -> str:
        return Time(self.calendar.said_moment(moment, relative=self.relative)) if moment else ""

    def _unless_expected(self, written: datetime, by: str, on: date, floor: datetime | None = None) -> str:
        """The moment of writing, when it does not follow from the day it tells of."""
        begun, ended = self.stays[by]
        noon = datetime.combine(on, NOON, self.calendar.zone).astimezone(UTC)
        expected = max(begun, min(noon, ended or self.calendar.now, self.calendar.now))
        return self._moment(written) if written != max(expected, floor or expected) else ""

    def _account(self, key: str) -> Flat:
        one = self.case.people[key]
        return Flat(spoken({
            "name": Words(one.name), "email": one.email if self.addresses else f"{key}@{HIDDEN}",
            "discipline": one.discipline, "organisation": Words(one.organisation),
        }))  # fmt: skip

    def _called(self, who: str) -> str:
        member = next((one.called for one in self.case.members.values() if one.person == who), "")
        return member or self.case.people[who].name[:80]

    def _place(self, one: Place) -> dict[str, Any]:
        known: dict[str, Any] = (
            {} if one.known_to is None else {"known_to": one.known_to}
        )  # nobody more is something to say as well
        known |= {} if one.recognised else {"recognised": False}
        return {**spoken({
            "who": one.who, "as": str(one.relation), "called": Words(one.called) if one.called != self._called(one.who) else "",
            "from": self._moment(one.since), "until": self._moment(one.until),
            "until_by": one.until_by if one.until_by != one.who else "",
            "invited_by": one.invited_by if one.invited_by != self.case.founder else "",
        }), **known, **spoken({"grants": [self._consent(grant, one) for grant in one.grants]})}  # fmt: skip

    def _consent(self, one: Consent, place: Place) -> Flat:
        given = min(max(one.since, place.since), self.calendar.now)
        return Flat(spoken({
            "may": one.may, "section": str(one.section) if one.section != "story" else "",
            "purpose": str(one.purpose) if one.purpose != "care" else "", "by": one.by,
            "given": self._moment(one.given) if one.given != given else "",
            "from": self._moment(one.since) if one.since != place.since else "",
            "until": self._moment(one.until), "withdrawn": self._moment(one.withdrawn),
        }) | ({} if one.children is None else {"children": one.children}) | ({} if one.back else {"back": False}))  # fmt: skip

    def _bond(self, one: Bond) -> dict[str, Any]:
        return spoken({
            "called": Words(one.called), "is": Words(one.label), "ring": str(one.ring), "line": str(one.line),
            "carries": str(one.carries), "toward": one.toward, "who": one.who, "by": one.by, "when": self._moment(one.on),
            "until": self._moment(one.until), "until_by": one.until_by if one.until_by != one.by else "",
        })  # fmt: skip

    def _note(self, one: Note) -> dict[str, Any]:
        first = one.first
        head = {"key": one.key, "by": one.by}
        tail = {
            "written": self._unless_expected(first.written, one.by, first.on),
            "private": one.shared is None or None,
            "shared": self._moment(one.shared) if one.shared != first.written else "",
            "asked": one.asked or None,
            "open": one.open or None,
            "corrections": [
                {"written": self._moment(after.written), **self._telling(after, before)}
                for before, after in zip(one.versions, one.versions[1:], strict=False)
            ],
        }
        return spoken({**head, **self._telling(first, None), **tail})

    def _telling(self, one: Telling, before: Telling | None) -> dict[str, Any]:
        """Everything for a first version; for a correction the words, and what else changed."""
        said = {
            "when": self._day(one.on), "lane": str(one.lane), "about": one.about, "tone": str(one.tone),
            "knowing": str(one.knowing), "success": one.success or None, "domains": one.domains,
            "quote": one.quote, "quote_of": Words(one.quote_of),
            "told_by": one.told_by, "told_as": Words(one.told_as), "safety": one.safety or None,
        }  # fmt: skip
        if before is None:
            return {**spoken(said), "words": Words(one.words)}
        changed = {name for name in _FIELDS if getattr(one, name) != getattr(before, name)}
        found: dict[str, Any] = {
            _KEYS.get(name, name): said[_KEYS.get(name, name)] for name in _FIELDS if name in changed
        }
        for member, other in (("quote", "quote_of"), ("told_by", "told_as")):
            if changed & {member, other}:
                found[member] = getattr(one, member) or (None if getattr(one, other) else NOBODY)
                found[other] = Words(getattr(one, other)) if getattr(one, other) else None
        # What no longer holds has to be taken back: not to say it would mean that it is as before.
        emptied: dict[str, Any] = {"about": [], "domains": [], "success": False, "knowing": UNKNOWN, "safety": False}
        found = {key: value or emptied.get(key) for key, value in found.items()}
        return {**{key: value for key, value in found.items() if value is not None}, "words": Words(one.words)}

    def _moving(self, one: Moving) -> dict[str, Any]:
        return spoken({
            "from": one.start, "to": one.end, "how": str(one.how), "by": one.by, "when": self._moment(one.on),
            "both": one.both or None, "private": one.private or None, "words": Words(one.words),
            "until": self._moment(one.until), "until_by": one.until_by if one.until_by != one.by else "",
        })  # fmt: skip

    def _hiding(self, one: Hiding) -> dict[str, Any]:
        return {"readers": one.readers, **spoken({
            "by": one.by, "when": self._moment(one.on), "note": one.note, "factor": one.factor, "need": one.need,
            "goal": one.goal, "agreement": one.agreement, "why": Words(one.why),
        })}  # fmt: skip


_FIELDS = (
    "on",
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
_KEYS = {"on": "when"}  # where the file has another word
