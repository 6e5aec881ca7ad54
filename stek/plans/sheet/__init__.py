"""The sheet for the fridge door: one A4 in black and white, tagged for who listens (PDF/UA-1).

What people wrote goes in as data and never as source. It always fits on one page: the letters become smaller,
and where that is not enough `TooLong` says so; nothing is cut off. Pure but for the files beside it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).parent
SIZES = (15.0, 13.5, 12.0, 10.5, 9.5, 8.5)  # points; smaller cannot be read from a step away
LANGUAGES = ("nl", "fr", "en")
NUMBERS = ("106", "1813", "1712")  # help numbers that a family may choose to have there


class TooLong(Exception):
    """It does not fit on one page, however small the letters."""


class NoSuchLetters(Exception):
    """Letters the sheet has no shape for; `letters` says which."""

    def __init__(self, letters: str):
        super().__init__("letters without a shape")
        self.letters = letters


@dataclass(frozen=True, slots=True)
class Lines:
    """What a family wants on its sheet, in its own words. `days` are seven, from Monday on."""

    names: str
    week: date  # a Monday
    days: Sequence[str]
    busy: Sequence[str]
    people: Sequence[str]  # whom to call
    glad: Sequence[str]
    numbers: Sequence[str] = ()  # of `NUMBERS`; 112 stands there always
    language: str = "nl"


@cache
def texts() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads((HERE / "texts.json").read_text(encoding="utf-8"))
    return found


@cache
def _letters() -> frozenset[int]:
    found: set[int] = {0x0A, 0x20, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F}
    for stretch in (HERE / "fonts" / "letters.txt").read_text().split():
        first, _, last = stretch.partition("-")
        found.update(range(int(first, 16), int(last, 16) + 1))
    return frozenset(found)


def missing(words: str) -> str:
    """The letters in these words that the sheet has no shape for, each once."""
    return "".join(dict.fromkeys(one for one in words if ord(one) not in _letters()))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")])


def _clean(lines: Iterable[str]) -> list[str]:
    return [line for line in (one.strip() for one in lines) if line]


def _week(lines: Lines, words: dict[str, Any]) -> str:
    last = lines.week + timedelta(days=6)
    months = words["months"]
    first = (
        f"{lines.week.day} {months[lines.week.month - 1]}" if lines.week.month != last.month else str(lines.week.day)
    )
    return f"{first} {words['until']} {last.day} {months[last.month - 1]} {last.year}"


def _data(lines: Lines) -> dict[str, Any]:
    words = texts()[lines.language]
    numbers = [{"number": number, "words": words["numbers"][number]} for number in lines.numbers]
    return {
        "language": lines.language,
        "title": words["title"],
        "names": lines.names,
        "week": _week(lines, words),
        "days": [{"day": day, "words": said.strip()} for day, said in zip(words["days"], lines.days, strict=True)],
        "busy": {"title": words["busy"], "lines": _clean(lines.busy)},
        "glad": {"title": words["glad"], "lines": _clean(lines.glad)},
        "call": {"title": words["call"], "people": _clean(lines.people), "numbers": numbers},
        "danger": words["danger"],
    }


def pdf(lines: Lines, *, style: str = "pdf") -> bytes:
    """The sheet; with `style="png"` a picture of it. Raises TooLong, NoSuchLetters."""
    strange = missing("".join([lines.names, *lines.days, *lines.busy, *lines.people, *lines.glad]))
    if strange:
        raise NoSuchLetters(strange)
    said = json.dumps(_data(lines), ensure_ascii=False)
    for size in SIZES:
        compiler = typst.Compiler(
            HERE / "sheet.typ", root=HERE, font_paths=_fonts(), sys_inputs={"sheet": said, "size": str(size)}
        )
        if json.loads(compiler.query("<pages>", field="value", one=True)) == 1:
            if style == "png":
                return compiler.compile(format="png", ppi=110.0)  # type: ignore[return-value]
            return compiler.compile(format="pdf", pdf_standards="ua-1")  # type: ignore[return-value]
    raise TooLong
