"""All that one person wrote in a family where they stand no more, and what somebody wrote down of what they told: their
words, and nothing of anybody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stek.balance.labels import HOLDS, TASK_STATE, factor_label, task_label
from stek.balance.queries import LONGEST_CODE
from stek.circle.gate import Visit
from stek.needs.labels import ECHELON
from stek.policy import Item, Verb


class Source(NamedTuple):
    """Columns of a table in which somebody wrote: sealed words, or a code that they chose."""

    table: str
    kind: str  # as its words are sealed
    at: str
    words: tuple[str, ...] = ("words",)
    code: str = ""


ROOMS: dict[Promise, tuple[Source, ...]] = {
    _("Het verhaal"): (
        Source("story_observation", "observation", "written_at"),
        Source("story_influence", "influence", "written_at"),
    ),
    _("De cirkel"): (Source("circle_tie", "tie", "said_at", ("called", "label")),),
    _("Wat draagt, wat weegt"): (
        Source("balance_factor", "factor", "written_at", ("words", "code"), "code"),
        Source("balance_mark", "mark", "written_at"),
        Source("balance_perspective", "perspective", "written_at", code="holds"),
        Source("balance_taskword", "taskword", "written_at", code="code || '/' || state"),
    ),
    _("Noden en plan"): (
        Source("needs_need", "need", "said_at", ("words", "work"), "echelon"),
        Source("plans_goal", "goal", "written_at"),
        Source("plans_step", "step", "written_at"),
        Source("plans_review", "review", "written_at", ("words", "fitting")),
        Source("plans_mark", "mark", "written_at"),
    ),
    _("Afspraken en contact"): (
        Source("continuity_followup", "followup", "written_at"),
        Source("continuity_referral", "referral", "written_at", ("offer", "bridge")),
        Source("continuity_handover", "handover", "written_at"),
        Source("continuity_move", "move", "written_at"),
    ),
}
# Without words of their own: which notes went along with a handover, that a need was looked at together, how closely the
# family is followed; and a sheet for the fridge, which is made of what others wrote as well.
WORDLESS = frozenset({"continuity_carried", "needs_together", "circle_pace", "plans_sheet"})


@dataclass(frozen=True, slots=True)
class Said:
    on: date
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    called: Promise
    said: tuple[Said, ...]


def own_words(visit: Visit) -> tuple[Room, ...]:
    """By room, the oldest first. One statement; a correction is told with what it corrects, each on its day."""
    with connection.cursor() as cursor:
        cursor.execute(*_question(visit))
        rows = cursor.fetchall()
    found: dict[str, list[Said]] = {}
    for table, *row in sorted(rows, key=lambda row: (row[2], row[1])):
        if one := _said(visit, BY_TABLE[table], *row):
            found.setdefault(table, []).append(one)
    rooms = (
        Room(called, tuple(sorted((one for source in sources for one in found.get(source.table, ())), key=lambda one: one.on)))
        for called, sources in ROOMS.items()
    )  # fmt: skip
    return tuple(room for room in rooms if room.said)


BY_TABLE = {source.table: source for sources in ROOMS.values() for source in sources}


_ONE = "select '{table}', id, {at}, section, {private}, array[{sealed}]::bytea[], ({code})::text from {table} where family_id = %s and %s in ({author})"


def _question(visit: Visit) -> tuple[str, list[UUID]]:
    parts, params = [], []
    for table, source in BY_TABLE.items():
        author, private = ("said_by", "false") if table == "circle_tie" else ("author_id", "private")
        author = f"{author}, whose_id" if table == "story_observation" else author
        sealed = ", ".join(f"{word}_sealed" for word in source.words)
        parts.append(
            _ONE.format(
                table=table, at=source.at, private=private, sealed=sealed, code=source.code or "''", author=author
            )
        )
        params += [visit.family, visit.person]
    return " union all ".join(parts), params


def _said(
    visit: Visit, source: Source, id: UUID, at: datetime, section: str, private: bool, sealed: Iterable[bytes | None],
    code: str,
) -> Said | None:  # fmt: skip
    if not visit.decide(Verb.READ, Item(visit.family, section, visit.person, private, frozenset({id}))):
        return None
    opened = {
        word: visit.box.open(source.kind, id, word, bytes(one))
        for word, one in zip(source.words, sealed, strict=True)
        if one
    }
    chosen = _chosen(source.table, opened.pop("code", "")[:LONGEST_CODE].rstrip() or code)
    said = (*([chosen] if chosen else []), *(words for words in opened.values() if words.strip()))
    return Said(timezone.localdate(at), said) if said else None


def _chosen(table: str, code: str) -> str:
    """What somebody chose instead of writing it, in the words it was offered in."""
    match table:
        case "balance_factor":
            return factor_label(code)
        case "balance_perspective":
            return str(HOLDS[code])
        case "balance_taskword":
            task, _slash, state = code.rpartition("/")
            return f"{task_label(task)}: {TASK_STATE[state]}"
        case "needs_need":
            return str(ECHELON[code])
    return ""
