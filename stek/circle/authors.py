"""What is asked of the author of something: as its author reads it, and as who asked does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from stek.kit.bidi import isolated

from .gate import Visit
from .hideable import THINGS, kind_of, page_of, readers_page_of, thread_of
from .models import ASKED_FOR, AuthorAsked, GatedRow, Hidden
from .queries import Around, Circle
from .readers import who_reads
from .rules import Wish


@dataclass(frozen=True, slots=True)
class Asked:
    id: UUID
    wish: Wish
    called: str  # what it is about, as `hideable.THINGS` calls it
    page: str
    asked_by: UUID
    who: str  # who asked; for who asked, the author
    for_person: UUID | None  # who should read it too
    whom: str  # the same, by name
    words: str
    asked_at: datetime
    agreed: bool | None
    choose: str  # where the author chooses who reads it, with this question in it


def asked_of_me(circle: Circle, thread: UUID | None = None) -> list[Asked]:
    """Without an answer, the newest first; of one thing, when it is given."""
    rows = AuthorAsked.objects.filter(family_id=circle.visit.family, asked_of=circle.visit.person, answered_at=None)
    return _told(circle, rows.filter(thread_id=thread) if thread else rows)


def asked_by_me(circle: Circle, thread: UUID) -> list[Asked]:
    """With what its author answered, and nothing more."""
    return _told(circle, AuthorAsked.objects.filter(
        family_id=circle.visit.family, asked_by=circle.visit.person, thread_id=thread
    ))  # fmt: skip


def _told(circle: Circle, rows: Any) -> list[Asked]:
    return [_asked(circle, row) for row in rows.order_by("-asked_at", "-id")]


def _asked(circle: Circle, row: AuthorAsked) -> Asked:
    visit = circle.visit
    other = circle.by_person.get(row.asked_of if row.asked_by == visit.person else row.asked_by)
    whom = circle.by_person.get(row.for_person) if row.for_person else None
    words = isolated(visit.box.open("authorasked", row.id, "words", row.words_sealed)) if row.words_sealed else ""
    return Asked(
        row.id, Wish(row.wish), str(THINGS[row.kind].called), page_of(visit.family, row.kind, row.thread_id),
        row.asked_by, other.called if other else "", row.for_person, whom.called if whom else "", words, row.asked_at, row.agreed,
        f"{readers_page_of(visit.family, row.kind, row.thread_id)}?asked={row.id}",
    )  # fmt: skip


def families_where_i_am_asked(person: UUID, at: datetime) -> list[UUID]:
    """The families in which somebody waits for an answer of this author, not longer than `ASKED_FOR`. One statement."""
    rows = AuthorAsked.objects.filter(asked_of=person, answered_at=None, asked_at__gt=at - ASKED_FOR)
    return sorted({*rows.values_list("family_id", flat=True)})


@dataclass(frozen=True, slots=True)
class Askable:
    """What this visitor can ask the author of a thing, and did not ask yet."""

    author: str
    close: bool
    open_for: tuple[Around, ...]

    def __bool__(self) -> bool:
        return self.close or bool(self.open_for)


def askable(circle: Circle, row: GatedRow, before: Iterable[Asked]) -> Askable | None:
    """None where there is nobody to ask. Three statements at most."""
    visit, kind, thread = circle.visit, kind_of(row), thread_of(row)
    with connection.cursor() as cursor:
        cursor.execute(
            "select stek.author_to_ask(%s, %s, %s), stek.closing_read(%s, %s)",
            [visit.family, kind, thread, visit.family, thread],
        )
        author, closing = cursor.fetchone()
    found = circle.by_person.get(author)
    if found is None:
        return None
    asked = {(one.wish, one.for_person) for one in before}
    more: list[Around] = []
    if closing is not None:
        now = who_reads(circle, row)
        would = who_reads(circle, row, apart_from=Hidden(family_id=visit.family, id=closing))
        more = [one for one in would if one not in now and not one.hidden and (Wish.OPEN, one.person_id) not in asked]
    return Askable(found.called, is_about(visit, circle, row) and (Wish.CLOSE, None) not in asked, tuple(more))


def is_about(visit: Visit, circle: Circle, row: Any) -> bool:
    """Whether a thing is about this visitor, or holds their words."""
    here = circle.by_place.get(visit.member_id) if visit.member_id else None
    named = {*getattr(row, "about", ()), getattr(row, "quoted_id", None), getattr(row, "told_by_id", None)}
    return here is not None and here.member_id is not None and here.member_id in named
