"""Reading needs: rows behind row-level security in, plain values with opened words out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, takewhile
from uuid import UUID

from django.db.models import QuerySet

from stek.circle.gate import Visit
from stek.circle.listing import decided
from stek.circle.models import Family
from stek.kit.written import Question, Written, written

from .models import Need, Together
from .rules import Echelon, State, Whose

FEW = 4  # needs, for another page


@dataclass(frozen=True, slots=True)
class Said:
    """One saying about one need, opened."""

    id: UUID
    thread: UUID
    echelon: Echelon
    state: State
    whose: Whose
    about: tuple[UUID, ...]
    words: str
    work: str
    review_on: date | None
    notes: tuple[UUID, ...]
    said_at: datetime
    author: UUID
    author_member: UUID
    private: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How a need stands now: what was said last, since when it is so, and what it is called.

    A need keeps its name: `called` are the first words anybody gave it, and `called_by` is whose place in the
    circle they come from. What is said later are words beside it; who says only that it is met, or not known,
    does not have to say again what it is about.
    """

    newest: Said
    since: datetime
    called: str
    called_by: UUID | None
    named: UUID | None  # the saying that gave it its name
    sayings: tuple[UUID, ...]  # the ids of all that was said about it, the newest first

    @property
    def id(self) -> UUID:
        return self.newest.id

    @property
    def thread(self) -> UUID:
        return self.newest.thread

    @property
    def later(self) -> str:
        """The words of what was said last, where they are not the name."""
        return self.newest.words if self.newest.id != self.named else ""

    @property
    def echelon(self) -> Echelon:
        return self.newest.echelon

    @property
    def state(self) -> State:
        return self.newest.state

    @property
    def review_on(self) -> date | None:
        return self.newest.review_on


@dataclass(frozen=True, slots=True)
class Looked:
    """With which parents, and when, one saying was looked at."""

    id: UUID
    need: UUID
    parents: tuple[UUID, ...]
    on: date
    author_member: UUID


def opened(row: Need, visit: Visit) -> Said:
    return Said(
        row.id, row.thread_id, Echelon(row.echelon), State(row.state), Whose(row.whose), tuple(row.about),
        _words(row, visit), visit.box.open("need", row.id, "work", row.work_sealed) if row.work_sealed else "",
        row.review_on, tuple(row.notes), row.said_at, row.author_id, row.author_member_id, row.shared_at is None,
    )  # fmt: skip


def _words(row: Need, visit: Visit) -> str:
    return visit.box.open("need", row.id, "words", row.words_sealed) if row.words_sealed else ""


@written
def _all_rows(family: UUID) -> QuerySet[Need]:
    return Need.objects.filter(family_id=family).order_by("thread_id", "-said_at", "-id")


def needs_of(visit: Visit) -> tuple[Standing, ...]:
    """How every need stands now, as far as this visitor may see: from the base up, the oldest first.

    One statement, however many needs.
    """
    return _from_the_base_up(_all_rows(visit.family), visit)


def _from_the_base_up(rows: list[Need], visit: Visit) -> tuple[Standing, ...]:
    steps = list(Echelon)
    threads = groupby(decided(rows, visit), key=lambda row: row.thread_id)
    found = [standing(list(thread), visit) for _, thread in threads]
    return tuple(sorted(found, key=lambda one: (steps.index(one.echelon), one.thread)))


def _looked_at(rows: QuerySet[Need]) -> QuerySet[Need]:
    superseded = rows.filter(supersedes_id__isnull=False).values("supersedes_id")
    now = rows.filter(state=str(State.NOW)).exclude(id__in=superseded).order_by("-said_at", "-id")[:FEW]
    return rows.filter(thread_id__in=now.values("thread_id")).order_by("thread_id", "-said_at", "-id")


@written
def _looked_at_rows(family: UUID) -> QuerySet[Need]:
    return _looked_at(Need.objects.filter(family_id=family))


@written
def _looked_at_shared_rows(family: UUID) -> QuerySet[Need]:
    return _looked_at(Need.objects.filter(family_id=family, shared_at__isnull=False))


def _looked_at_by(visit: Visit) -> Written[Need]:
    return _looked_at_shared_rows if visit.discreet else _looked_at_rows


def looked_at_now(visit: Visit) -> tuple[Standing, ...]:
    """The few needs people looked at last and still look at, from the base up. One statement, however many needs."""
    return _from_the_base_up(_looked_at_by(visit)(visit.family, ahead=visit.ahead), visit)


def newest_needs(visit: Visit) -> tuple[Question, ...]:
    """What that asks, to be asked ahead."""
    return (_looked_at_by(visit).question(visit.family),)


def standing(rows: list[Need], visit: Visit) -> Standing:
    """Of all that was said about one need, the newest first."""
    newest = rows[0]
    same = list(takewhile(lambda row: row.state == newest.state, rows))
    named = next((row for row in reversed(rows) if row.words_sealed), None)
    return Standing(
        opened(newest, visit), same[-1].said_at,
        _words(named, visit) if named else "", named.author_member_id if named else None, named.id if named else None,
        tuple(row.id for row in rows),
    )  # fmt: skip


def rows_of(visit: Visit, thread: UUID) -> list[Need]:
    """Everything that was said about one need, the newest first."""
    rows = Need.objects.filter(family_id=visit.family, thread_id=thread).order_by("-said_at", "-id")
    return decided(rows, visit.whole)


@written
def _together_rows(family: UUID) -> QuerySet[Together]:
    return Together.objects.filter(family_id=family).order_by("looked_on", "said_at", "id")


def looked_at(visit: Visit) -> dict[UUID, tuple[Looked, ...]]:
    """By the id of a saying: when it was looked at together with parents, the oldest first."""
    found: dict[UUID, tuple[Looked, ...]] = {}
    for row in decided(_together_rows(visit.family), visit):
        one = Looked(row.id, row.need_id, tuple(row.parents), row.looked_on, row.author_member_id)
        found[one.need] = (*found.get(one.need, ()), one)
    return found


def by_echelon(needs: Iterable[Standing]) -> dict[Echelon, tuple[Standing, ...]]:
    """All five, from the base up; an echelon nobody spoke about is empty."""
    given = tuple(needs)
    return {step: tuple(one for one in given if one.echelon is step) for step in Echelon}


def zone(visit: Visit) -> str:
    """The primary care zone the family named, or nothing."""
    return Family.objects.filter(id=visit.family).values_list("zone", flat=True).first() or ""
