"""Reading YAML from a stranger: every fault at once, each with its path and line.

Only text, lists and mappings: no links between places, no tags. Nothing is guessed from how a
word looks: `2026` and `no` are texts, until somebody asks for a day or for yes or no.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

LARGEST = 5_000_000  # bytes; a casebook family is a thousandth of it
MOST = 300_000  # pieces of YAML; a note is about twenty
DEEPEST = 12  # a right file goes six deep
YES = {"true": True, "yes": True, "ja": True, "false": False, "no": False, "nee": False}
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_EMPTY = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Fault:
    path: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path or 'bestand'}: {self.sentence} (regel {self.line})"


class Faults(Exception):
    """Everything that is wrong with a file, in the order of the file."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.line))
        super().__init__("\n".join(map(str, self.faults)))


class Cursor:
    """A place in the file. Asking for what is not there, or not right, adds a fault and gives a default."""

    def __init__(self, node: yaml.Node, path: str, faults: list[Fault]):
        self.node, self.path, self.faults = node, path, faults
        self._entries: dict[str, yaml.Node] = {}

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    def fault(self, sentence: str, key: str = "") -> None:
        """Something is wrong here, or under `key` when that is there."""
        place = self.at(key) if key in self._entries else self
        self.faults.append(Fault(place.path, place.line, sentence))

    def mapping(self, known: Iterable[str] | None = None) -> "Cursor":
        """This place as keys and values; unknown and double keys are faults."""
        self._entries = {}
        if not isinstance(self.node, yaml.MappingNode):
            self.fault("hier horen sleutels met een waarde, zoals 'name: Nina'.")
            return self
        known = None if known is None else list(known)
        for key, value in self.node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            here = Cursor(key, f"{self.path}.{name}".strip("."), self.faults)
            if known is not None and name not in known:
                here.fault(f"'{short(name)}' ken ik hier niet. Wel: {', '.join(known)}.")
            elif not name:
                here.fault("een sleutel is één woord.")
            elif name in self._entries:
                here.fault("dit staat hier twee keer.")
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
        list_ = self.at(key)
        if not isinstance(list_.node, yaml.SequenceNode):
            list_.fault("hier hoort een lijst, met streepjes of tussen [ ].")
            return
        for number, one in enumerate(list_.node.value):
            yield Cursor(one, f"{list_.path}[{number}]", self.faults)

    def scalar(self) -> str:
        """This place as one text, without the white space around it."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.fault("hier hoort één tekst.")
            return ""
        if self.node.style is None and self.node.value in _PLAIN_EMPTY:
            return ""
        return str(self.node.value).strip()

    def text(self, key: str, *, needed: bool = False, longest: int = 200, lines: bool = False) -> str:
        """The text under `key`; on one line, unless `lines`."""
        if key not in self._entries:
            if needed:
                self.fault(f"'{key}' ontbreekt.")
            return ""
        place = self.at(key)
        before = len(self.faults)
        words = place.scalar()
        if len(self.faults) > before:
            return ""
        if not words:
            place.fault("hier staat nog niets.")
        elif len(words) > longest:
            place.fault(f"dit is {len(words)} tekens lang, en er passen er {longest}.")
        elif not lines and any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in words):
            place.fault("dit hoort op één regel, zonder stuurtekens.")
        return words

    def code(self, key: str, known: Iterable[Any], *, needed: bool = False, default: str = "") -> str:
        """The code under `key`, or `default` when there is none that is known."""
        value = self.text(key, needed=needed)
        return value if value and self._is_known(value, known, key) else str(default)

    def codes(self, key: str, known: Iterable[Any]) -> tuple[str, ...]:
        known = [str(one) for one in known]
        found = [(place.scalar(), place) for place in self.items(key)]
        return tuple(dict.fromkeys(value for value, place in found if place._is_known(value, known)))

    def _is_known(self, value: str, known: Iterable[Any], key: str = "") -> bool:
        known = [str(one) for one in known]
        if value not in known:
            self.fault(f"'{short(value)}' ken ik niet. Wel: {', '.join(known) or 'nog niets'}.", key)
        return value in known

    def yes(self, key: str) -> bool | None:
        """Yes or no; None when it is not said."""
        value = self.text(key)
        if not value:
            return None
        if value.lower() not in YES:
            self.fault("schrijf yes of no.", key)
        return YES.get(value.lower())

    def parsed[T](self, key: str, parse: Callable[[str], T], sentence: str, *, needed: bool = False) -> T | None:
        text = self.text(key, needed=needed)
        if not text:
            return None
        try:
            return parse(text)
        except ValueError:
            self.fault(f"'{short(text)}' {sentence}", key)
            return None


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def short(text: str) -> str:
    """Enough of a text to find it again."""
    line = "".join(sign if sign.isprintable() else "·" for sign in text)
    return line if len(line) <= 40 else f"{line[:39]}…"


def read(data: bytes) -> tuple[Cursor, list[Fault]]:
    """The root of the file, and the list where its faults will come. Raises Faults when it is no YAML that we take."""
    if len(data) > LARGEST:
        raise Faults([Fault("", 1, f"dit is groter dan {LARGEST // 1_000_000} MB. Eén gezin is een klein bestand.")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Faults([Fault("", line, "dit is geen UTF-8. Bewaar het bestand als UTF-8.")]) from error
    try:
        _refuse_links(text)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        sentence = f"dit is geen geldige YAML ({error.problem})."
        raise Faults([Fault("", mark.line + 1 if mark else 1, sentence)]) from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1 if isinstance(error.position, int) else 1
        raise Faults([Fault("", line, "hier staat een teken dat niet in YAML past.")]) from error
    if node is None:
        raise Faults([Fault("", 1, "dit bestand is leeg.")])
    faults: list[Fault] = []
    return Cursor(node, "", faults), faults


def _refuse_links(text: str) -> None:
    """Links make small files explode, tags make objects, depth breaks readers: none has a place in a family's story."""
    deep = documents = 0
    for number, event in enumerate(yaml.parse(text, Loader=_Loader)):
        line = _line(event)
        if number > MOST:
            raise Faults([Fault("", line, "dit is te veel voor één gezin.")])
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Faults([Fault("", line, "links (& en *) gebruiken we hier niet. Schrijf het voluit.")])
        if tag := getattr(event, "tag", None):
            raise Faults([Fault("", line, f"tags ({short(str(tag))}) gebruiken we hier niet.")])
        if isinstance(event, yaml.CollectionStartEvent):
            deep += 1
            if deep > DEEPEST:
                raise Faults([Fault("", line, "dit zit te veel lagen diep.")])
        elif isinstance(event, yaml.CollectionEndEvent):
            deep -= 1
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise Faults([Fault("", line, "hier begint een tweede document. Eén bestand is één gezin.")])
