"""From what the record holds to what the pages say: names instead of ids, words instead of codes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stek.circle.labels import marked
from stek.circle.queries import Around, Circle, FamilyMember
from stek.circle.rules import MemberKind, age
from stek.policy import Role
from stek.story.captions import captions as story_captions
from stek.story.drawing.scale import long_date
from stek.story.drawing.words import listed
from stek.story.telling import teller

from . import catalogue
from .captions import captions
from .drawing import Drawing, Seesaw, draw_seesaw
from .labels import BAND, HOLDS, LASTING, LEVEL, SIDE, TASK_STATE, factor_label
from .queries import Carried, Marked, TaskSaid, Word, newest_words
from .rules import Band, Between, Holds, Level, MarkKind, Side, between

FROM_FAR = (Band.FURTHER, Band.NEAR, Band.HOME)  # home stands on the plank


@dataclass(frozen=True, slots=True)
class Shown:
    """One factor, ready for a page."""

    id: UUID
    thread: UUID
    side: Side
    side_label: str
    label: str  # of the catalogue, or the own words when there is none
    words: str  # own words beside the catalogue's
    is_own: bool
    level_label: str
    lasting_label: str
    about: str
    source: str
    since: str
    until: str
    agreed: tuple[str, ...]
    private: bool
    observations: tuple[UUID, ...]
    written_on: str

    @property
    def past(self) -> bool:
        return bool(self.until)


@dataclass(frozen=True, slots=True)
class BandShown:
    label: str
    factors: tuple[Shown, ...]
    spoken_of: bool  # somebody said something in this band, on one side or the other


@dataclass(frozen=True, slots=True)
class SideShown:
    side: Side
    bands: tuple[BandShown, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One word on how it holds, ready for a page."""

    id: UUID
    word: str
    words: str
    on: str
    private: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class PersonShown:
    """One person's seesaw, and every word they said."""

    name: str
    kind: str  # parent, or surroundings: whose hue it has
    wide: Drawing
    narrow: Drawing
    now: Said | None
    earlier: tuple[Said, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class TaskShown:
    code: str
    label: str
    about: UUID
    said: tuple[tuple[str, str, str], ...]  # how it goes, own words, who and when


@dataclass(frozen=True, slots=True)
class TasksOf:
    name: str
    kind: str
    tasks: tuple[TaskShown, ...]

    @property
    def spoken_of(self) -> list[TaskShown]:
        return [task for task in self.tasks if task.said]

    @property
    def others(self) -> list[TaskShown]:
        return [task for task in self.tasks if not task.said]


class Weigher:
    """Tells the balance of one family to one visitor, on one day."""

    def __init__(self, circle: Circle, today: date):
        self.circle, self.today = circle, today
        self._tell = teller(circle, today)

    def day(self, on: date) -> str:
        return long_date(on, self.today, story_captions())

    def names(self, members: Iterable[UUID]) -> str:
        return listed(tuple(filter(None, map(self.circle.called, members))), story_captions())

    def author(self, place: UUID) -> str:
        name, role = self._tell.author(place)
        return story_captions().with_role.format(who=name, role=role) if role else name

    def factor(self, one: Carried) -> Shown:
        label = factor_label(one.code)
        return Shown(
            id=one.id, thread=one.thread, side=one.side, side_label=str(SIDE[one.side]), label=label or one.words,
            words=one.words if label else "", is_own=not label, level_label=str(LEVEL[one.level]),
            lasting_label=str(LASTING[one.lasting]) if one.lasting else "", about=self.names(one.about),
            source=self.author(one.author_member),
            since=str(_("sinds {day}")).format(day=self.day(one.since)) if one.since else "",
            until=str(_("tot {day}")).format(day=self.day(one.until)) if one.until else "",
            agreed=(*self._own(one), *map(self._agreed, one.agreed)), private=one.private, observations=one.observations,
            written_on=self.day(told_on(one)),
        )  # fmt: skip

    def mark(self, one: Marked) -> dict[str, str]:
        said = self._agreed(one) if one.kind is MarkKind.AGREED else self._ended(one)
        return {"said": said, "words": one.words}

    def _own(self, one: Carried) -> tuple[str, ...]:
        """What a parent says themself needs nobody's nod."""
        place = self.circle.by_place.get(one.author_member)
        if place is None or place.role is not Role.PARENT:
            return ()
        return (str(_("{who} zegt dit zelf")).format(who=place.called),)

    def _agreed(self, one: Marked) -> str:
        names, author = self.names(one.parents), self.author(one.author_member)
        if names == author:
            return str(_("{who} ziet het ook zo, {day}")).format(who=names, day=self.day(one.on))
        return str(_("samen bekeken met {names}, zegt {who}, {day}")).format(
            names=names, who=author, day=self.day(one.on)
        )

    def _ended(self, one: Marked) -> str:
        return str(_("voorbij sinds {day}, zegt {who}")).format(
            day=self.day(one.on), who=self.author(one.author_member)
        )

    def sides(self, factors: Iterable[Carried]) -> list[SideShown]:
        """What carries, then what burdens; each in three bands, the furthest on top. What is now comes first.

        What is about safety is not weighed, and stands apart: `safety`.
        """
        rows = sorted((one for one in factors if not one.about_safety), key=lambda one: one.until is not None)
        spoken = {one.band for one in rows}
        return [
            SideShown(
                side,
                tuple(
                    BandShown(
                        str(BAND[band]),
                        tuple(self.factor(one) for one in rows if one.band is band and one.side is side),
                        band in spoken,
                    )
                    for band in FROM_FAR
                ),
            )
            for side in (Side.SUPPORT, Side.BURDEN)
        ]

    def safety(self, factors: Iterable[Carried]) -> list[Shown]:
        """What is about safety; what is now comes first."""
        return [self.factor(one) for one in sorted(factors, key=lambda one: one.until is not None) if one.about_safety]

    def said(self, word: Word) -> Said:
        return Said(
            word.id, str(HOLDS[word.holds]), word.words, self.day(word.on), word.private,
            word.author == self.circle.visit.person,
        )  # fmt: skip

    def people(self, words: Sequence[Word], on: date, key: str = "b") -> list[PersonShown]:
        """A seesaw for every parent, and for who else said a word; as it stood on that day."""
        newest = newest_words(words, on)
        found = []
        for number, (person, name, kind) in enumerate(self._who(newest)):
            word = newest.get(person) if person else None
            told = [one for one in words if one.author == person and one.on <= on] if person else []
            seesaw = Seesaw(name, word.holds.value if word else "")
            wide, narrow = (
                draw_seesaw(seesaw, captions(), wide=wide, key=f"{key}{number}{'w' if wide else 'n'}")
                for wide in (True, False)
            )
            found.append(
                PersonShown(
                    name, kind, wide, narrow, self.said(word) if word else None, tuple(map(self.said, told[1:])),
                    person == self.circle.visit.person,
                )
            )  # fmt: skip
        return found

    def _who(self, newest: dict[UUID, Word]) -> list[tuple[UUID | None, str, str]]:
        """Parents first, as they stand in the family; then those around it who said a word."""
        by_member = {one.member_id: one for one in self.circle.around if one.member_id and one.role is Role.PARENT}
        found: list[tuple[UUID | None, str, str]] = []
        for parent in self.circle.parents:
            place = by_member.get(parent.id)
            found.append((place.person_id if place else None, parent.called, "parent"))
        known = {person for person, _name, _kind in found}
        others: list[Around] = [self.circle.by_person[one] for one in newest if one in self.circle.by_person]
        found += [(one.person_id, one.called, "surroundings") for one in others if one.person_id not in known]
        return found

    def tasks(self, said: Iterable[TaskSaid]) -> list[TasksOf]:
        """What this time of life asks of each child and each parent, with what was said of it."""
        told = list(said)
        months = [_months(child, self.today) for child in self.circle.children]
        youngest = min((one for one in months if one is not None), default=None)
        found = []
        for child, old in zip(self.circle.children, months, strict=True):
            if old is not None and old >= 0:
                found.append(self._tasks_of(child, catalogue.tasks_at(old), Level.CHILD, told))
        found += [
            self._tasks_of(parent, catalogue.tasks_at(youngest), Level.PARENT, told) for parent in self.circle.parents
        ]
        return [one for one in found if one.tasks]

    def _tasks_of(
        self, member: FamilyMember, tasks: Iterable[catalogue.Task], whose: Level, said: list[TaskSaid]
    ) -> TasksOf:
        shown = tuple(
            TaskShown(
                task.code, task.label(get_language()), member.id,
                tuple(
                    (str(TASK_STATE[one.state]), one.words, self._said_by(one))
                    for one in said
                    if one.code == task.code and member.id in one.about
                ),
            )
            for task in tasks
            if task.whose is whose
        )  # fmt: skip
        return TasksOf(member.called, "child" if member.kind is MemberKind.CHILD else "parent", shown)

    def _said_by(self, one: TaskSaid) -> str:
        return marked(f"{self.author(one.author_member)}, {self.day(one.on)}", one.private)

    def then_and_now(self, factors: Iterable[Carried], then: date, now: date) -> list[tuple[Side, Between[Shown]]]:
        """What came, went and stayed between two days: first of what carries, then of what burdens."""
        rows = [one for one in factors if not one.about_safety]
        found = []
        for side in (Side.SUPPORT, Side.BURDEN):
            here = between((one for one in rows if one.side is side), lambda one: one.span(told_on(one)), then, now)
            parts = (tuple(map(self.factor, part)) for part in (here.came, here.went, here.stayed))
            found.append((side, Between(*parts)))
        return found


def told_on(one: Carried) -> date:
    return timezone.localdate(one.written_at)


def _months(child: FamilyMember, today: date) -> int | None:
    """Whole months lived; -1 for a child who is expected; None when no date is known."""
    told = age(child.born_on, child.due_on, today)
    return None if told is None else -1 if told.expected else told.months


def first_word(words: Iterable[Word], before: date) -> date | None:
    """The day of the first word that was said before this day, to begin looking back from."""
    return min((word.on for word in words if word.on < before and word.holds is not Holds.UNKNOWN), default=None)
