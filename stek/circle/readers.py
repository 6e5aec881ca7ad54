"""Who reads something, or will: the one way to say it (`stek.who_reads`, in sql/who_reads.sql)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from stek.kit.written import Question
from stek.policy import Section

from .gate import Visit
from .hideable import kind_of, thread_of
from .models import GatedRow, Hidden
from .queries import Around, Circle, asked_of_the_circle


@dataclass(frozen=True, slots=True)
class AskLink:
    """The way to what can be asked about a thing, or was. The same whether anything was asked or not."""

    href: str
    author: str  # empty: it is the visitor's own


def ask_link(circle: Circle, row: GatedRow) -> AskLink | None:
    """None for what nobody else reads, for a part of something, and where its author stands here no more. No statement."""
    kind, visit = kind_of(row), circle.visit
    if not kind or row.shared_at is None or visit.member_id is None:
        return None
    href = reverse("author_ask", args=[visit.family, kind, thread_of(row)])
    if row.author_id == visit.person:
        return AskLink(href, "")
    author = circle.by_person.get(row.author_id)
    return AskLink(href, author.called) if author and author.is_in(visit.at) and not author.is_new else None


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads one item; with the way to ask its author something about that."""

    people: tuple[Around, ...]
    ask: AskLink | None

    def __iter__(self) -> Iterator[Around]:
        return iter(self.people)


def who_reads(circle: Circle, row: GatedRow, apart_from: Hidden | None = None) -> Readers:
    """Who reads this item now, besides who looks, as they may know them: what a page says of it; who would, were it
    not for one closing. One statement."""
    rests = [one for one in row.rests_on if apart_from is None or one != apart_from.id]
    found = _besides(circle, _who_reads(row.family_id, row.section, row.author_id, row.private, rests, row.asks))
    return Readers(found, ask_link(circle, row))


def who_will_read(circle: Circle, section: str = Section.STORY, under: Iterable[UUID] = ()) -> tuple[Around, ...]:
    """The same of what this visitor would write and share now, resting on what is in `under`: said before it is
    saved. One statement."""
    return _besides(circle, _will_read(circle.visit, section, under))


def named_with(readers: list[UUID] | None, circle: Circle) -> list[UUID] | None:
    """The readers that were named, and whoever else reads the story and was not asked about, on a page that somebody may
    look at along: of whom nothing was said, nothing is taken away."""
    if readers is None or not circle.aside:
        return readers
    [(found,)] = circle.visit.ahead.answer(_will_read(circle.visit, Section.STORY, ()))
    return [*readers, *(one.person_id for one in circle.aside if one.id in set(found) and one.person_id)]


def readers_of(visit: Visit, section: str = Section.STORY) -> list[UUID]:
    """The places that read a part of the record now, as far as nothing in it is hidden from them."""
    [(found,)] = visit.ahead.answer(_readers(visit.family, section))
    return list(found)


def _besides(circle: Circle, question: Question) -> tuple[Around, ...]:
    [(found,)] = circle.visit.ahead.answer(question)
    return tuple(one for one in circle.around if one.id in set(found) and one.person_id != circle.visit.person)


def _who_reads(
    family: UUID,
    section: str,
    author: UUID | None,
    private: bool,
    rests_on: Iterable[UUID],
    asks: list[str] | None = None,
) -> Question:
    rests = "{" + ",".join(sorted(map(str, rests_on))) + "}"
    return Question(
        "select stek.who_reads(%s, %s, %s::uuid, %s, %s::uuid[], %s::text[])",
        (family, section, author, private, rests, None if asks is None else "{" + ",".join(asks) + "}"),
    )


def _will_read(visit: Visit, section: str, under: Iterable[UUID]) -> Question:
    return _who_reads(visit.family, section, visit.person, False, {*under, *filter(None, [visit.member_id])})


def _readers(family: UUID, section: str) -> Question:
    return _who_reads(family, section, None, False, ())


def circle_to_write_in(visit: Visit, section: str = Section.STORY) -> tuple[Question, ...]:
    """What a page with the circle and who will read what is written in it asks, to be asked ahead."""
    return *asked_of_the_circle(visit.family), _will_read(visit, section, ())


def drawn_circle(family: UUID) -> tuple[Question, ...]:
    """The same of a page with who reads the story, and what is between them."""
    return *asked_of_the_circle(family, ties=True), _readers(family, Section.STORY)
