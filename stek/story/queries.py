"""Reading a story: rows behind row-level security in, plain values with opened words out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet

from stek.circle.gate import Visit, item_of
from stek.circle.listing import decided, listable
from stek.kit.ids import is_id
from stek.kit.written import Question, Written, written
from stek.policy import Section, Verb

from .models import Influence, Observation
from .rules import Certainty, Domain, Knowing, Lane, Tone

PAGE = 40
FIRST = 24  # the newest, on the page of a family; the rest of the story is one press away
RECENT = 100  # notes in a list to choose from
SAFETY, NOT_SAFETY = "1", "0"  # as it is sealed: as long as each other


class Told(NamedTuple):
    """One version of one note, opened."""

    id: UUID
    thread: UUID
    author: UUID
    author_member: UUID
    words: str
    quoted: UUID | None
    quoted_as: str
    told_by: UUID | None
    told_as: str
    lane: Lane
    about: tuple[UUID, ...]
    knowing: Knowing | None
    tone: Tone
    small_success: bool
    domains: tuple[Domain, ...]
    happened_on: date
    written_at: datetime
    shared_at: datetime | None
    supersedes: UUID | None
    rests_on: tuple[UUID, ...]
    about_safety: bool = False

    @property
    def is_quote(self) -> bool:
        return self.quoted is not None or bool(self.quoted_as)

    def mention(self, longest: int = 80) -> str:
        """Enough on one line to know which note is meant; what somebody else said stays between quotation marks."""
        words = " ".join(self.words.split())
        short = words if len(words) <= longest else words[: longest - 1].rstrip() + "…"
        return f"‘{short}’" if self.is_quote else short

    @property
    def private(self) -> bool:
        return self.shared_at is None


@dataclass(frozen=True, slots=True)
class Moves:
    """'This moves that', opened."""

    id: UUID
    from_thread: UUID
    to_thread: UUID
    both_ways: bool
    certainty: Certainty
    words: str
    author_member: UUID
    private: bool
    until_at: datetime | None = None
    until_by: UUID | None = None
    may_end: bool = False  # by who is looking


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of the story, newest first; `older` is where the next one begins, None at the end.

    `until` is the day the page above this one ends on; None when this is the newest.
    """

    told: tuple[Told, ...]
    older: str | None
    until: date | None = None


def opened(row: Observation, visit: Visit) -> Told:
    return Told(
        row.id, row.thread_id, row.author_id, row.author_member_id,
        visit.box.open("observation", row.id, "words", row.words_sealed),
        row.quoted_id,
        visit.box.open("observation", row.id, "quoted_as", row.quoted_as_sealed) if row.quoted_as_sealed else "",
        row.told_by_id,
        visit.box.open("observation", row.id, "told_as", row.told_as_sealed) if row.told_as_sealed else "",
        Lane(row.lane), tuple(row.about), Knowing(row.knowing) if row.knowing else None, Tone(row.tone),
        row.small_success, tuple(Domain(code) for code in row.domains),
        row.happened_on, row.written_at, row.shared_at, row.supersedes_id, tuple(row.rests_on),
    )  # fmt: skip


def is_about_safety(row: Observation, visit: Visit) -> bool:
    """Whether its author said so of this version."""
    sealed = row.safety_sealed
    return sealed is not None and visit.box.open("observation", row.id, "safety", sealed) == SAFETY


def about_safety(visit: Visit, threads: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these notes of which any version was about safety: what it was once, it is shared as."""
    rows = _safety_rows(visit).filter(thread_id__in=list(threads))
    return frozenset(row.thread_id for row in decided(rows, visit.whole) if is_about_safety(row, visit))


def is_for_its_author(visit: Visit, row: Observation) -> bool:
    """About safety, and somebody else's: only its author hides it."""
    return row.author_id != visit.person and bool(about_safety(visit, [row.thread_id]))


def any_about_safety(visit: Visit) -> bool:
    """Whether a note that this visitor may see is about safety, as it was last said."""
    superseded = Observation.objects.filter(family_id=visit.family, supersedes_id__isnull=False)
    rows = _safety_rows(visit).exclude(id__in=superseded.values("supersedes_id"))
    return any(is_about_safety(row, visit) for row in decided(rows, visit.whole))


def _safety_rows(visit: Visit) -> QuerySet[Observation]:
    rows = Observation.objects.filter(family_id=visit.family, safety_sealed__isnull=False)
    return rows.only(
        "family_id",
        "section",
        "author_id",
        "shared_at",
        "rests_on",
        "whose_id",
        "written_at",
        "thread_id",
        "safety_sealed",
    )


def story_page(visit: Visit, before: str = "", size: int = PAGE) -> Page:
    """The newest version of every note, by the day it happened. `before` is a former page's `older`."""
    if size == FIRST and not before:
        return _page(_first(visit)(visit.family, ahead=visit.ahead), visit, size, None)
    rows = _current(listable(_all(visit.family), visit)).order_by("-happened_on", "-id")
    day, _, id = before.partition("_")
    until = None
    try:
        on, last = date.fromisoformat(day), UUID(id)
    except ValueError:
        pass  # no such place in the story: from the newest
    else:
        until = on
        rows = rows.filter(Q(happened_on__lt=on) | Q(happened_on=on, id__lt=last))
    return _page(list(rows[: size + 1]), visit, size, until)


@written
def _first_rows(family: UUID) -> QuerySet[Observation]:
    return _current(_all(family)).order_by("-happened_on", "-id")[: FIRST + 1]


@written
def _first_shared_rows(family: UUID) -> QuerySet[Observation]:
    return _current(_all(family).filter(shared_at__isnull=False)).order_by("-happened_on", "-id")[: FIRST + 1]


def _first(visit: Visit) -> Written[Observation]:
    return _first_shared_rows if visit.discreet else _first_rows


def _page(found: list[Observation], visit: Visit, size: int, until: date | None) -> Page:
    older = f"{found[size - 1].happened_on.isoformat()}_{found[size - 1].id}" if len(found) > size else None
    return Page(tuple(opened(row, visit) for row in decided(found[:size], visit)), older, until)


def _all(family: UUID) -> QuerySet[Observation]:
    return Observation.objects.filter(family_id=family, section=Section.STORY)


def _current(rows: QuerySet[Observation]) -> QuerySet[Observation]:
    """Of these rows, those that no later version supersedes, as far as this visitor can see."""
    superseded = rows.filter(supersedes_id__isnull=False).values("supersedes_id")
    return rows.exclude(id__in=superseded)


def under_chosen(told: Iterable[Told], threads: Iterable[object] | None) -> set[UUID]:
    """What something rests on that rests on these notes, as a form has them chosen: for who will read it."""
    chosen = set(map(str, threads or ()))
    return {rest for one in told if str(one.thread) in chosen for rest in one.rests_on}


def linkable(visit: Visit, *chosen: str | None) -> tuple[Told, ...]:
    """What a link may begin or end with: the newest notes, and those somebody came from or chose."""
    recent = story_page(visit, size=RECENT).told
    known = {str(one.thread) for one in recent}
    more = [UUID(one) for one in chosen if one and is_id(one) and one not in known]
    return (*newest_of(visit.whole, more).values(), *recent) if more else recent


def versions(visit: Visit, thread: UUID) -> tuple[Told, ...]:
    """Every version of one note, the newest first."""
    rows = Observation.objects.filter(family_id=visit.family, thread_id=thread).order_by("-written_at", "-id")
    return tuple(
        opened(row, visit)._replace(about_safety=is_about_safety(row, visit)) for row in decided(rows, visit.whole)
    )


def newest_of(visit: Visit, threads: Iterable[UUID]) -> dict[UUID, Told]:
    """The newest version of each of these notes that this visitor may see."""
    return {row.thread_id: opened(row, visit) for row in newest_rows(visit, threads)}


def newest_rows(visit: Visit, threads: Iterable[UUID]) -> list[Observation]:
    """The same, not opened: for who also writes in the trail that they were read."""
    rows = _current(listable(_all(visit.family), visit))
    return decided(rows.filter(thread_id__in=list(threads)).order_by("id"), visit)


@written
def _influence_rows(family: UUID) -> QuerySet[Influence]:
    return Influence.objects.filter(family_id=family, until_at=None).order_by("written_at", "id")


def influences(visit: Visit) -> tuple[Moves, ...]:
    """The links this visitor may see and that hold now: a link with a hidden end is not there."""
    return tuple(moving(row, visit) for row in decided(_influence_rows(visit.family, ahead=visit.ahead), visit))


def newest_stretch(visit: Visit) -> tuple[Question, ...]:
    """What the newest notes and all links ask, to be asked ahead."""
    return _first(visit).question(visit.family), _influence_rows.question(visit.family)


def moving(row: Influence, visit: Visit) -> Moves:
    return Moves(
        row.id, row.from_thread, row.to_thread, row.both_ways, Certainty(row.certainty),
        visit.box.open("influence", row.id, "words", row.words_sealed) if row.words_sealed else "",
        row.author_member_id, row.shared_at is None, row.until_at, row.until_by,
    )  # fmt: skip


def influences_of(visit: Visit, thread: UUID) -> tuple[Moves, ...]:
    """The links of one note: those that hold, then those that are past."""
    rows = Influence.objects.filter(Q(from_thread=thread) | Q(to_thread=thread), family_id=visit.family).order_by(
        F("until_at").desc(nulls_first=True), "written_at", "id"
    )
    return tuple(
        replace(moving(row, visit), may_end=row.until_at is None and bool(visit.decide(Verb.END, item_of(row))))
        for row in decided(rows, visit)
    )
