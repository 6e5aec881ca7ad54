"""From a case to the YAML that people read. What follows from something else is left out. Pure."""

from datetime import UTC, date, datetime, tzinfo
from typing import Any

import yaml

from .shape import NOBODY, UNKNOWN, Bond, Case, Consent, Hiding, Moving, Note, Place, Telling
from .times import NOON, Calendar

HEADER = """\
# Een kopie van een gezin, zoals {name} het ziet in Stek.
# Bewaar ze zoals je een dagboek bewaart. Hoe dit bestand in elkaar zit: docs/case-format.md
"""
HIDDEN = "example.org"  # a domain nobody has (RFC 2606)


def write(case: Case, *, name: str, now: datetime, zone: tzinfo, relative: bool = False, addresses: bool = True) -> str:
    """The whole file. `relative`: counted from the birth, and the birth from now. Without `addresses`: invented ones."""
    text = yaml.dump(
        _Writing(case, Calendar(now, zone, case.birth), relative, addresses).all(),
        Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100, indent=2,
    )  # fmt: skip
    return HEADER.format(name=" ".join(name.split())) + "\n" + text


class _Time(str):
    """A time: a day is written without quotes; an hour has a colon, and that has another meaning between { }."""

    __slots__ = ()


class _Words(str):
    """Somebody's words: lines stay lines."""

    __slots__ = ()


class _Flat(dict[str, Any]):
    """Written on one line."""


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def write_line_break(self, data: str | None = None) -> None:
        super().write_line_break(data)
        if len(self.indents) == 1 and data is None:  # an empty line between the parts
            super().write_line_break()


def _words(dumper: yaml.SafeDumper, words: str) -> yaml.Node:
    plain = all(sign.isprintable() or sign == "\n" for sign in words)
    lines = plain and "\n" in words and not any(line != line.rstrip() for line in words.split("\n"))
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(words), style="|" if lines else None if plain else '"')


_Dumper.add_representer(_Words, _words)
_Dumper.add_representer(_Time, lambda dumper, text: dumper.represent_scalar(
    "tag:yaml.org,2002:timestamp" if text[:1].isdigit() and ":" not in text else "tag:yaml.org,2002:str", str(text)
))  # fmt: skip
_Dumper.add_representer(
    _Flat, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)
)
_Dumper.add_representer(
    tuple, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)
)


class _Writing:
    def __init__(self, case: Case, calendar: Calendar, relative: bool, addresses: bool):
        self.case, self.calendar, self.relative, self.addresses = case, calendar, relative, addresses
        self.stays = {case.founder: (case.founded, None)} | {one.who: (one.since, one.until) for one in case.circle}

    def all(self) -> dict[str, Any]:
        case = self.case
        birth: str | None = None
        if case.birth:
            from_now = Calendar(self.calendar.now, self.calendar.zone)
            birth = from_now.said_day(case.birth, relative=self.relative)
        return _said({
            "people": {key: self._account(key) for key in case.people},
            "family": _said({
                "founder": case.founder, "as": str(case.relation),
                "zone": _Words(case.zone), "born": _Time(birth) if birth else "", "founded": self._moment(case.founded),
            }),
            "members": {
                key: _Flat(_said({
                    "called": _Words(one.called), "kind": str(one.kind), "born": self._day(one.born), "due": self._day(one.due),
                    "authority": one.authority, "person": one.person,
                }))
                for key, one in case.members.items()
            },
            "circle": [self._place(one) for one in case.circle],
            "around": [self._bond(one) for one in case.around],
            "story": [self._note(one) for one in case.story],
            "influences": [self._moving(one) for one in case.moves],
            "seals": [self._hiding(one) for one in case.seals],
        })  # fmt: skip

    def _day(self, day: date | None) -> str:
        return _Time(self.calendar.said_day(day, relative=self.relative)) if day else ""

    def _moment(self, moment: datetime | None) -> str:
        return _Time(self.calendar.said_moment(moment, relative=self.relative)) if moment else ""

    def _account(self, key: str) -> _Flat:
        one = self.case.people[key]
        return _Flat(_said({
            "name": _Words(one.name), "email": one.email if self.addresses else f"{key}@{HIDDEN}",
            "discipline": one.discipline, "organisation": _Words(one.organisation),
        }))  # fmt: skip

    def _called(self, who: str) -> str:
        member = next((one.called for one in self.case.members.values() if one.person == who), "")
        return member or self.case.people[who].name[:80]

    def _place(self, one: Place) -> dict[str, Any]:
        return _said({
            "who": one.who, "as": str(one.relation), "called": _Words(one.called) if one.called != self._called(one.who) else "",
            "from": self._moment(one.since), "until": self._moment(one.until),
            "until_by": one.until_by if one.until_by != one.who else "",
            "invited_by": one.invited_by if one.invited_by != self.case.founder else "",
            "grants": [self._consent(grant, one) for grant in one.grants],
        })  # fmt: skip

    def _consent(self, one: Consent, place: Place) -> _Flat:
        given = min(max(one.since, place.since), self.calendar.now)
        return _Flat(_said({
            "may": one.may, "section": str(one.section) if one.section != "story" else "",
            "purpose": str(one.purpose) if one.purpose != "care" else "", "by": one.by,
            "given": self._moment(one.given) if one.given != given else "",
            "from": self._moment(one.since) if one.since != place.since else "",
            "until": self._moment(one.until), "withdrawn": self._moment(one.withdrawn),
            "withdrawn_by": one.withdrawn_by if one.withdrawn_by != one.by else "",
        }))  # fmt: skip

    def _bond(self, one: Bond) -> dict[str, Any]:
        return _said({
            "called": _Words(one.called), "is": _Words(one.label), "ring": str(one.ring), "line": str(one.line),
            "carries": str(one.carries), "toward": one.toward, "who": one.who, "by": one.by, "when": self._moment(one.on),
            "until": self._moment(one.until), "until_by": one.until_by if one.until_by != one.by else "",
        })  # fmt: skip

    def _note(self, one: Note) -> dict[str, Any]:
        first = one.first
        begun, ended = self.stays[one.by]
        noon = datetime.combine(first.on, NOON, self.calendar.zone).astimezone(UTC)
        expected = max(begun, min(noon, ended or self.calendar.now, self.calendar.now))
        head = {"key": one.key, "by": one.by}
        tail = {
            "written": self._moment(first.written) if first.written != expected else "",
            "private": one.shared is None or None,
            "shared": self._moment(one.shared) if one.shared != first.written else "",
            "corrections": [
                {"written": self._moment(after.written), **self._telling(after, before)}
                for before, after in zip(one.versions, one.versions[1:], strict=False)
            ],
        }
        return _said({**head, **self._telling(first, None), **tail})

    def _telling(self, one: Telling, before: Telling | None) -> dict[str, Any]:
        """Everything for a first version; for a correction the words, and what else changed."""
        said = {
            "when": self._day(one.on), "lane": str(one.lane), "about": one.about, "tone": str(one.tone),
            "knowing": str(one.knowing), "success": one.success or None, "domains": one.domains,
            "quote": one.quote, "quote_of": _Words(one.quote_of),
        }  # fmt: skip
        if before is None:
            return {**_said(said), "words": _Words(one.words)}
        changed = {name for name in _FIELDS if getattr(one, name) != getattr(before, name)}
        found: dict[str, Any] = {
            _KEYS.get(name, name): said[_KEYS.get(name, name)] for name in _FIELDS if name in changed
        }
        if changed & {"quote", "quote_of"}:
            found["quote"] = one.quote or (None if one.quote_of else NOBODY)
            found["quote_of"] = _Words(one.quote_of) if one.quote_of else None
        # What no longer holds has to be taken back: not to say it would mean that it is as before.
        emptied: dict[str, Any] = {"about": [], "domains": [], "success": False, "knowing": UNKNOWN}
        found = {key: value or emptied.get(key) for key, value in found.items()}
        return {**{key: value for key, value in found.items() if value is not None}, "words": _Words(one.words)}

    def _moving(self, one: Moving) -> dict[str, Any]:
        return _said({
            "from": one.start, "to": one.end, "how": str(one.how), "by": one.by, "when": self._moment(one.on),
            "both": one.both or None, "private": one.private or None, "words": _Words(one.words),
        })  # fmt: skip

    def _hiding(self, one: Hiding) -> dict[str, Any]:
        return _said({
            "hidden_from": one.hidden_from, "by": one.by, "when": self._moment(one.on), "note": one.note,
            "section": str(one.section), "who": one.who, "why": _Words(one.why),
        })  # fmt: skip


_FIELDS = ("on", "lane", "about", "tone", "knowing", "success", "domains", "quote", "quote_of")
_KEYS = {"on": "when"}  # where the file has another word


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty; a `False` that somebody said stays."""
    return {key: value for key, value in values.items() if value not in ("", None, [], ())}
