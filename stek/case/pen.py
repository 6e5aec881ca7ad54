"""How a file is written: times, words, what stays on one line, and nothing that is empty. Pure."""

from typing import Any

import yaml


class Time(str):
    """A time: a day is written without quotes; an hour has a colon, and that has another meaning between { }."""

    __slots__ = ()


class Words(str):
    """Somebody's words: lines stay lines."""

    __slots__ = ()


class Flat(dict[str, Any]):
    """Written on one line."""


class Dumper(yaml.SafeDumper):
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


Dumper.add_representer(Words, _words)
Dumper.add_representer(Time, lambda dumper, text: dumper.represent_scalar(
    "tag:yaml.org,2002:timestamp" if text[:1].isdigit() and ":" not in text else "tag:yaml.org,2002:str", str(text)
))  # fmt: skip
Dumper.add_representer(
    Flat, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)
)
Dumper.add_representer(
    tuple, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)
)


def spoken(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty; a `False` that somebody said stays."""
    return {key: value for key, value in values.items() if value not in ("", None, [], ())}
