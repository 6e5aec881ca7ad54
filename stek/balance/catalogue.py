"""The factors and the tasks that people can choose from, in three languages, searched in memory.

Each factor has a side it is mostly on, and can be chosen for the other side as well. Nobody is made to
choose from the list: own words always do. Rows whose `review` says so still wait for a clinician.
"""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .rules import Level, Side

DATA = Path(__file__).parent / "data"

LEVEL = {
    "child": Level.CHILD, "parent": Level.PARENT, "family": Level.FAMILY, "network": Level.MESO,
    "neighbourhood": Level.MESO, "money": Level.MACRO, "culture": Level.MACRO, "society": Level.MACRO,
}  # fmt: skip

MOST = 12  # found at once; more is not a choice but a list


@dataclass(frozen=True, slots=True)
class Known:
    """A factor of the catalogue."""

    code: str
    category: str
    side: Side
    words: dict[str, str]  # language → label
    sources: tuple[str, ...]
    for_review: bool  # a clinician has not read the words yet
    safety: bool  # never weighed; private until its author named who reads it
    former: bool  # was split or worded anew

    @property
    def level(self) -> Level:
        return LEVEL[self.category]

    def label(self, language: str | None) -> str:
        return self.words.get((language or "nl")[:2], self.words["nl"])


@dataclass(frozen=True, slots=True)
class Task:
    """What a time of life asks of a child or a parent. Ages are in months, from -9; a width, not a norm."""

    code: str
    whose: Level
    from_months: int
    until_months: int
    words: dict[str, str]
    sources: tuple[str, ...]

    def label(self, language: str | None) -> str:
        return self.words.get((language or "nl")[:2], self.words["nl"])


def folded(text: str) -> str:
    """Without capitals and accents, as people type when they look for something."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).casefold()
    return " ".join("".join(one if one.isalnum() else " " for one in plain if not unicodedata.combining(one)).split())


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def _languages(row: dict[str, str]) -> dict[str, str]:
    return {language: row[language] for language in ("nl", "fr", "en")}


@cache
def factors() -> dict[str, Known]:
    return {
        row["code"]: Known(
            row["code"], row["category"], Side(row["side"]), _languages(row), tuple(row["sources"].split()),
            "clinician" in row["review"].split(), row["safety"] == "yes", "former" in row["review"].split(),
        )
        for row in _rows("factors.csv")
    }  # fmt: skip


def is_about_safety(code: str) -> bool:
    known = factors().get(code)
    return known is not None and known.safety


@cache
def tasks() -> dict[str, Task]:
    return {
        row["code"]: Task(
            row["code"], Level(row["whose"]), int(row["from_months"]), int(row["until_months"]), _languages(row),
            tuple(row["sources"].split()),
        )
        for row in _rows("tasks.csv")
    }  # fmt: skip


@cache
def sources() -> dict[str, str]:
    return {row["code"]: row["title"] for row in _rows("sources.csv")}


def tasks_at(months: int | None) -> tuple[Task, ...]:
    """What this time of life asks; without a known age, what every time asks of parents."""
    if months is None:
        return tuple(task for task in tasks().values() if task.whose is Level.PARENT and task.until_months >= 24)[:4]
    return tuple(task for task in tasks().values() if task.from_months <= months < task.until_months)


@cache
def _searchable() -> tuple[tuple[Known, dict[str, str], str], ...]:
    return tuple(
        (one, {language: folded(words) for language, words in one.words.items()}, one.code.replace("_", " "))
        for one in factors().values()
        if not one.former
    )


def search(asked: str, language: str | None = "nl", side: Side | None = None) -> tuple[Known, ...]:
    """Factors with every word that was typed, in any of the languages; the reader's own first, then
    those that are mostly on the side that is asked for. Nothing typed: nothing found."""
    parts = folded(asked[:200]).split()[:8]
    if not parts:
        return ()
    own = (language or "nl")[:2]
    found: list[tuple[tuple[int, int, int], Known]] = []
    for place, (one, words, code) in enumerate(_searchable()):
        texts = [words.get(own, words["nl"]), *(text for name, text in words.items() if name != own), code]
        hit = next((number for number, text in enumerate(texts) if _has_all(parts, text)), None)
        if hit is not None:
            found.append(((min(hit, 1), int(side is not None and one.side is not side), place), one))
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0])[:MOST])


def _has_all(parts: list[str], text: str) -> bool:
    """Every part begins a word here; a longer part may stand inside one, as Dutch words grow together."""
    words = text.split()
    return all(any(word.startswith(part) or (len(part) > 3 and part in word) for word in words) for part in parts)
