"""Who reads something, or will: the one way to say it (`stek.who_reads`, in sql/who_reads.sql)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse

from stek.kit.ids import is_id
from stek.kit.written import Question
from stek.policy import Role, Section

from .gate import Visit
from .hideable import kind_of, thread_of
from .models import GatedRow, Hidden, giver_of
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
    if giver_of(row) == visit.person:
        return AskLink(href, "")
    author = circle.by_person.get(giver_of(row))
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


ANEW = "who"  # in the address of a form: who will read it is asked once more, as it is filled in now


def subjects(circle: Circle) -> frozenset[UUID]:
    """Members of whom what is written now about them asks for a yes: the children, and who is here as a parent."""
    here = (one.member_id for one in circle.around if one.role is Role.PARENT and one.is_in(circle.visit.at))
    return frozenset([*(child.id for child in circle.children), *(one for one in here if one)])


def about_me(circle: Circle) -> frozenset[UUID]:
    """Of these, as whom the visitor is one of the family."""
    place = circle.by_place.get(circle.visit.member_id) if circle.visit.member_id else None
    return subjects(circle) & {place and place.member_id}


Resting = Callable[[list[UUID]], Iterable[UUID]]
CHOICES = (
    "about",
    "ask",
    "stand_in",
    "owners",
    "place",
    "to",
)  # fields of whom it is about, and with whom it is: it rests on them


@dataclass(frozen=True, slots=True)
class WillRead:
    """Who will read what stands in a form. `asks`: where a script asks it anew when one of the fields `names` changes."""

    people: tuple[Around, ...]
    asks: str
    names: tuple[str, ...]

    def __iter__(self) -> Iterator[Around]:
        return iter(self.people)

    def __len__(self) -> int:
        return len(self.people)


def will_read(
    request: HttpRequest, circle: Circle, form: BaseForm, section: str, *, here: str, under: Iterable[UUID] = (),
    resting: Mapping[str, Resting] = MappingProxyType({}),
) -> WillRead:  # fmt: skip
    """Who will read it as it is filled in: about whom, with whom, and resting on what is chosen. One statement.

    `resting`: for a field with things to rest on, what those that are chosen rest on. `here`: the address of the form.
    """
    known = {*subjects(circle), *circle.by_place}
    fields = {name: resting.get(name, known.intersection) for name in (*CHOICES, *resting) if name in form.fields}
    chosen = (rest for name, rests in fields.items() for rest in rests(chosen_in(request, form, name)))
    found = who_will_read(circle, section, {*under, *chosen})
    return WillRead(found, f"{here}{'&' if '?' in here else '?'}{ANEW}=1", tuple(fields))


def chosen_in(request: HttpRequest, form: BaseForm, name: str) -> list[UUID]:
    """What stands chosen in a field: as it was sent, as the script asks about it, or at first."""
    value = request.GET.getlist(name) if request.method == "GET" and ANEW in request.GET else form[name].value()
    return [UUID(str(one)) for one in (value if isinstance(value, list | tuple) else [value]) if is_id(str(one))]


def named_with(readers: list[UUID] | None, circle: Circle, under: Iterable[UUID] = ()) -> list[UUID] | None:
    """The readers that were named, and whoever else reads the story and was not asked about, on a page that somebody may
    look at along: of whom nothing was said, nothing is taken away."""
    if readers is None or not circle.aside:
        return readers
    [(found,)] = circle.visit.ahead.answer(_will_read(circle.visit, Section.STORY, under))
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
    rests = "{" + ",".join(map(str, rests_on)) + "}"  # its own thread comes first
    return Question(
        "select stek.who_reads(%s, %s, %s::uuid, %s, %s::uuid[], %s::text[])",
        (family, section, author, private, rests, None if asks is None else "{" + ",".join(asks) + "}"),
    )


def _will_read(visit: Visit, section: str, under: Iterable[UUID]) -> Question:
    return _who_reads(visit.family, section, visit.person, False, sorted({*under, *filter(None, [visit.member_id])}))


def _readers(family: UUID, section: str) -> Question:
    return _who_reads(family, section, None, False, ())


def circle_to_write_in(visit: Visit, section: str = Section.STORY) -> tuple[Question, ...]:
    """What a page with the circle and who will read what is written in it asks, to be asked ahead."""
    return *asked_of_the_circle(visit.family), _will_read(visit, section, ())


def drawn_circle(family: UUID) -> tuple[Question, ...]:
    """The same of a page with who reads the story, and what is between them."""
    return *asked_of_the_circle(family, ties=True), _readers(family, Section.STORY)
