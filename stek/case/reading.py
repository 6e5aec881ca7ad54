"""Reading YAML from a stranger: every error at once, each with its path and line."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from django.utils.translation import gettext as _

LARGEST = 2_000_000  # bytes; nine casebook families together are a twentieth of it


@dataclass(frozen=True, slots=True)
class Fault:
    path: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return str(_("{path} (regel {line}): {sentence}")).format(
            path=self.path or "bestand", line=self.line, sentence=self.sentence
        )


class Faults(Exception):
    """Everything that is wrong with a file."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class Cursor:
    """A place in the file. Asking for what is not there, or not right, adds a fault and gives a default."""

    def __init__(self, node: yaml.Node, path: str, faults: list[Fault]):
        self.node, self.path, self.faults = node, path, faults
        self._entries: dict[str, yaml.Node] = {}

    @property
    def line(self) -> int:
        return self.node.start_mark.line + 1

    def fault(self, sentence: str, at: yaml.Node | None = None, path: str = "") -> None:
        line = (at or self.node).start_mark.line + 1
        self.faults.append(Fault(path or self.path, line, sentence))

    def mapping(self, known: Iterable[str] | None = None) -> "Cursor":
        """This place as keys and values; unknown and double keys are faults."""
        self._entries = {}
        if not isinstance(self.node, yaml.MappingNode):
            self.fault(_("hier horen sleutels met een waarde, zoals 'naam: Nina'."))
            return self
        known = list(known) if known is not None else None
        for key, value in self.node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if known is not None and name not in known:
                self.fault(
                    str(_("'{name}' kennen we hier niet. Wel: {known}.")).format(name=name, known=", ".join(known)), key
                )
            elif name in self._entries:
                self.fault(str(_("'{name}' staat hier twee keer.")).format(name=name), key)
            else:
                self._entries[name] = value
        return self

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def at(self, key: str) -> "Cursor":
        return Cursor(self._entries[key], f"{self.path}.{key}".lstrip("."), self.faults)

    def entries(self) -> Iterator[tuple[str, "Cursor"]]:
        for key in self._entries:
            yield key, self.at(key)

    def items(self, key: str) -> Iterator["Cursor"]:
        """The places of a list under `key`; nothing when it is not there."""
        if key not in self._entries:
            return
        node = self._entries[key]
        path = f"{self.path}.{key}".lstrip(".")
        if not isinstance(node, yaml.SequenceNode):
            self.fault(_("hier hoort een lijst, met streepjes of tussen [ ]."), node, path)
            return
        for number, one in enumerate(node.value):
            yield Cursor(one, f"{path}[{number}]", self.faults)

    def scalar(self) -> str:
        """This place as one text."""
        if isinstance(self.node, yaml.ScalarNode) and self.node.tag != "tag:yaml.org,2002:null":
            return self.node.value
        self.fault(_("hier hoort één tekst of getal."))
        return ""

    def text(self, key: str, *, needed: bool = False, longest: int = 200, default: str = "") -> str:
        if key not in self._entries:
            if needed:
                self.fault(str(_("'{key}' ontbreekt.")).format(key=key))
            return default
        place = self.at(key)
        words = place.scalar()
        if needed and not words.strip() and isinstance(place.node, yaml.ScalarNode):
            place.fault(_("hier staat nog niets."))
        if len(words) > longest:
            place.fault(str(_("dit is langer dan {longest} tekens.")).format(longest=longest))
        return words

    def code(self, key: str, known: Iterable[Any], *, needed: bool = False, default: str = "") -> str:
        known = [str(one) for one in known]
        value = self.text(key, needed=needed, default=default)
        if value and value not in known and key in self._entries:
            self.at(key).fault(
                str(_("'{value}' kennen we niet. Wel: {known}.")).format(value=value, known=", ".join(known))
            )
            return default
        return value

    def codes(self, key: str, known: Iterable[Any]) -> tuple[str, ...]:
        known = [str(one) for one in known]
        found = []
        for place in self.items(key):
            value = place.scalar()
            if value in known:
                found.append(value)
            else:
                place.fault(
                    str(_("'{value}' kennen we niet. Wel: {known}.")).format(value=value, known=", ".join(known))
                )
        return tuple(dict.fromkeys(found))

    def yes(self, key: str) -> bool:
        value = self.text(key, default="false")
        if value not in ("true", "false"):
            self.at(key).fault(_("schrijf true of false."))
        return value == "true"

    def parsed[T](self, key: str, parse: Callable[[str], T], sentence: str, default: T, *, needed: bool = False) -> T:
        text = self.text(key, needed=needed)
        if not text:
            return default
        try:
            return parse(text)
        except ValueError:
            self.at(key).fault(sentence)
            return default


def read(data: bytes) -> tuple[Cursor, list[Fault]]:
    """The root of the file. Raises Faults when it is no YAML that we take: no links, no tags, no other encoding."""
    if len(data) > LARGEST:
        raise Faults([Fault("", 1, _("dit bestand is groter dan 2 MB. Eén gezin is één klein bestand."))])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Faults([Fault("", line, _("dit is geen UTF-8. Bewaar het bestand als UTF-8."))]) from error
    try:
        _refuse_links(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        sentence = str(_("dit is geen geldige YAML: {problem}.")).format(problem=error.problem)
        raise Faults([Fault("", mark.line + 1 if mark else 1, sentence)]) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise Faults([Fault("", 1, _("dit is geen geldige YAML."))]) from error
    if node is None:
        raise Faults([Fault("", 1, _("dit bestand is leeg."))])
    faults: list[Fault] = []
    return Cursor(node, "", faults), faults


def _refuse_links(text: str) -> None:
    """Anchors make small files explode, tags make objects: neither has a place in the story of a family."""
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Faults([Fault("", event.start_mark.line + 1, _("links (& en *) gebruiken we niet."))])
        if getattr(event, "tag", None):
            raise Faults([Fault("", event.start_mark.line + 1, _("tags (met !) gebruiken we niet."))])
