"""Reading a balance: rows behind row-level security in, plain values with opened words out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber
from django.db.models.lookups import LessThanOrEqual

from stek.circle.gate import Visit
from stek.circle.listing import decided
from stek.kit.written import Question, Written, written

from .catalogue import is_about_safety
from .models import Factor, Mark, Perspective, TaskWord
from .rules import BAND, Band, Holds, Lasting, Level, MarkKind, Side, Span, TaskState

FEW = 4  # of each side, for another page
LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class Marked:
    """What somebody said about a factor on a day."""

    id: UUID
    kind: MarkKind
    on: date
    parents: tuple[UUID, ...]
    words: str
    author: UUID
    author_member: UUID


@dataclass(frozen=True, slots=True)
class Carried:
    """One version of one factor, opened, with what was said about it."""

    id: UUID
    thread: UUID
    author: UUID
    author_member: UUID
    code: str
    words: str
    side: Side
    level: Level
    about: tuple[UUID, ...]
    lasting: Lasting | None
    since: date | None
    observations: tuple[UUID, ...]
    written_at: datetime
    private: bool
    supersedes: UUID | None
    about_safety: bool
    marks: tuple[Marked, ...] = ()

    @property
    def band(self) -> Band:
        return BAND[self.level]

    @property
    def until(self) -> date | None:
        """The first day on which somebody said that it is over; of what is about safety only its author says so."""
        return min(
            (
                one.on
                for one in self.marks
                if one.kind is MarkKind.ENDED and (not self.about_safety or one.author == self.author)
            ),
            default=None,
        )

    @property
    def agreed(self) -> tuple[Marked, ...]:
        return tuple(one for one in self.marks if one.kind is MarkKind.AGREED)

    def span(self, told_on: date) -> Span:
        """Without a first day it stands from the day somebody told it."""
        return Span(self.since or told_on, self.until)


class FactorNow(NamedTuple):
    """A factor that stands now: as much of it as a few words need."""

    side: Side
    code: str
    words: str
    private: bool


@dataclass(frozen=True, slots=True)
class Word:
    """How it holds, in the author's own word."""

    id: UUID
    author: UUID
    author_member: UUID
    holds: Holds
    words: str
    on: date
    written_at: datetime
    private: bool


@dataclass(frozen=True, slots=True)
class TaskSaid:
    id: UUID
    code: str
    about: tuple[UUID, ...]
    state: TaskState
    words: str
    on: date
    author_member: UUID
    private: bool


@written
def _factor_rows(family: UUID) -> QuerySet[Factor]:
    return Factor.objects.filter(family_id=family).order_by("-written_at", "-id")


@written
def _mark_rows(family: UUID) -> QuerySet[Mark]:
    return Mark.objects.filter(family_id=family).order_by("said_on", "written_at", "id")


@written
def _word_rows(family: UUID) -> QuerySet[Perspective]:
    return Perspective.objects.filter(family_id=family).order_by("-said_on", "-written_at", "-id")


@written
def _task_rows(family: UUID) -> QuerySet[TaskWord]:
    return TaskWord.objects.filter(family_id=family).order_by("-said_on", "-written_at", "-id")


def sealed_code(visit: Visit, id: UUID, code: str, safety: bool) -> bytes:
    """A code of the catalogue and whether the factor is about safety, as it is stored: always as long."""
    return visit.box.seal("factor", id, "code", f"{code:<{LONGEST_CODE}}{'!' if safety else ' '}")


def opened_code(row: Factor, visit: Visit) -> tuple[str, bool]:
    """The code of the catalogue, and whether this version is about safety."""
    if row.code_sealed is None:
        return row.code, is_about_safety(row.code)
    kept = visit.box.open("factor", row.id, "code", row.code_sealed)
    return kept[:LONGEST_CODE].rstrip(), kept[LONGEST_CODE:] == "!"


def about_safety(visit: Visit, threads: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these factors of which any version was about safety: what it was once, it is shared as."""
    rows = Factor.objects.filter(family_id=visit.family, thread_id__in=list(threads))
    return frozenset(row.thread_id for row in decided(rows, visit.whole) if opened_code(row, visit)[1])


def is_for_its_author(visit: Visit, row: Factor) -> bool:
    """About safety, and somebody else's: only its author says that it is over, or hides it."""
    return row.author_id != visit.person and bool(about_safety(visit, [row.thread_id]))


def opened(row: Factor, visit: Visit) -> Carried:
    """One version, without what was said about it."""
    return _opened(row, visit, ())


def _opened(row: Factor, visit: Visit, marks: Iterable[Marked]) -> Carried:
    code, safety = opened_code(row, visit)
    return Carried(
        row.id, row.thread_id, row.author_id, row.author_member_id, code,
        _words(visit, "factor", row), Side(row.side), Level(row.level),
        tuple(row.about), Lasting(row.lasting) if row.lasting else None, row.since_on, tuple(row.observations),
        row.written_at, row.shared_at is None, row.supersedes_id, safety, tuple(marks),
    )  # fmt: skip


def _marked(row: Mark, visit: Visit) -> Marked:
    return Marked(
        row.id, MarkKind(row.kind), row.said_on, tuple(row.parents), _words(visit, "mark", row), row.author_id,
        row.author_member_id,
    )  # fmt: skip


def _words(visit: Visit, kind: str, row: Factor | Mark | Perspective | TaskWord) -> str:
    return visit.box.open(kind, row.id, "words", row.words_sealed) if row.words_sealed else ""


def factors_of(visit: Visit) -> tuple[Carried, ...]:
    """The newest version of every factor this visitor may see, the last written first. Two statements."""
    rows = decided(_factor_rows(visit.family), visit)
    superseded = {row.supersedes_id for row in rows}
    marks: dict[UUID, list[Marked]] = {}
    for row in decided(_mark_rows(visit.family), visit):
        marks.setdefault(row.factor_thread, []).append(_marked(row, visit))
    return tuple(_opened(row, visit, marks.get(row.thread_id, ())) for row in rows if row.id not in superseded)


def _now(rows: QuerySet[Factor], family: UUID) -> QuerySet[Factor]:
    """Of these, the newest versions of what nobody said is over."""
    superseded = rows.filter(supersedes_id__isnull=False).values("supersedes_id")
    over = Mark.objects.filter(family_id=family, kind=MarkKind.ENDED).values("factor_thread")
    return rows.exclude(id__in=superseded).exclude(thread_id__in=over).order_by("-written_at", "-id")


def _few(rows: QuerySet[Factor], family: UUID) -> QuerySet[Factor]:
    """The few that were written last on each side, however many there are; the last written first."""
    on_its_side = Window(RowNumber(), partition_by="side", order_by=["-written_at", "-id"])
    return _now(rows, family).filter(LessThanOrEqual(on_its_side, FEW))


@written
def _newest_rows(family: UUID) -> QuerySet[Factor]:
    return _few(Factor.objects.filter(family_id=family), family)


@written
def _newest_shared_rows(family: UUID) -> QuerySet[Factor]:
    return _few(Factor.objects.filter(family_id=family, shared_at__isnull=False), family)


def _newest(visit: Visit) -> Written[Factor]:
    return _newest_shared_rows if visit.discreet else _newest_rows


def newest_factors(visit: Visit) -> tuple[FactorNow, ...]:
    """A few of each side that stand now, the last written first; what is about safety not. One statement."""
    found = []
    for row in decided(_newest(visit)(visit.family, ahead=visit.ahead), visit):
        code, safety = opened_code(row, visit)
        if not safety:
            found.append(FactorNow(Side(row.side), code, _words(visit, "factor", row), row.shared_at is None))
    return tuple(found)


def newest_balance(visit: Visit) -> tuple[Question, ...]:
    """What that asks, to be asked ahead."""
    return (_newest(visit).question(visit.family),)


def versions(visit: Visit, thread: UUID) -> tuple[Carried, ...]:
    """Every version of one factor, the newest first; each with all that was said about it."""
    rows = Factor.objects.filter(family_id=visit.family, thread_id=thread).order_by("-written_at", "-id")
    said = Mark.objects.filter(family_id=visit.family, factor_thread=thread).order_by("said_on", "written_at", "id")
    marks = [_marked(row, visit) for row in decided(said, visit.whole)]
    return tuple(_opened(row, visit, marks) for row in decided(rows, visit.whole))


def words_of(visit: Visit) -> tuple[Word, ...]:
    """Every word on how it holds that this visitor may see, the newest first."""
    return tuple(
        Word(
            row.id, row.author_id, row.author_member_id, Holds(row.holds), _words(visit, "perspective", row),
            row.said_on, row.written_at, row.shared_at is None,
        )
        for row in decided(_word_rows(visit.family), visit)
    )  # fmt: skip


def tasks_said(visit: Visit) -> tuple[TaskSaid, ...]:
    """The newest word of each author on each task of each person."""
    found: dict[tuple[str, tuple[UUID, ...], UUID], TaskSaid] = {}
    for row in decided(_task_rows(visit.family), visit):
        key = (row.code, tuple(row.about), row.author_id)
        if key not in found:
            found[key] = TaskSaid(
                row.id, row.code, tuple(row.about), TaskState(row.state), _words(visit, "taskword", row), row.said_on,
                row.author_member_id, row.shared_at is None,
            )  # fmt: skip
    return tuple(found.values())


def newest_words(words: Iterable[Word], on: date) -> dict[UUID, Word]:
    """What each person last said until and with that day, by person."""
    found: dict[UUID, Word] = {}
    for word in words:  # the newest comes first
        if word.on <= on:
            found.setdefault(word.author, word)
    return found
