"""From what the record holds to what the drawings and lists tell: names instead of ids."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from stek.circle.ages import age_in_words
from stek.circle.labels import relation_label
from stek.circle.queries import Around, Circle, FamilyMember
from stek.circle.rules import Relation, age
from stek.kit.addresses import address
from stek.kit.bidi import isolated
from stek.kit.drawing.svg import Markup
from stek.policy import Section

from .captions import captions
from .drawing import Arrow, Cards, Drawing, Frame, Moment, draw_story, story_in_words, story_list
from .drawing.scale import age_with_correction, long_date
from .drawing.words import listed, source
from .labels import KNOWING, LANE, TONE, domain_label
from .queries import Moves, Told
from .rules import Domain, Knowing, Lane, Tone

# Said with a name, these speak for themselves: 'mama Nina' needs no profession behind it.
_AT_HOME = {Relation.MOTHER, Relation.FATHER, Relation.PARENT}


@dataclass(frozen=True, slots=True)
class Retold:
    """One version of a note, ready for a page."""

    id: UUID
    thread: UUID
    lane: Lane
    words: str
    is_quote: bool
    source: str
    about: str
    tone: Tone
    knowing: Knowing | None
    small_success: bool
    codes: tuple[Domain, ...]
    age: str
    on: str
    written_at: object
    private: bool
    href: str

    @property
    def lane_label(self) -> str:
        return str(LANE[self.lane])

    @property
    def tone_label(self) -> str:
        return str(TONE[self.tone])

    @property
    def knowing_label(self) -> str:
        return str(KNOWING[self.knowing]) if self.knowing else ""

    @property
    def domains(self) -> tuple[str, ...]:
        return tuple(map(domain_label, self.codes))


class Teller:
    """Tells the story of one family to one visitor, on one day."""

    def __init__(self, circle: Circle, today: date):
        self.circle, self.today = circle, today
        self._moments: dict[UUID, Moment] = {}
        self._arrows: dict[UUID, Arrow] = {}
        self._authors: dict[UUID, tuple[str, str]] = {}
        self._family = str(circle.visit.family)
        child = circle.children[0] if circle.children else None
        self.frame = Frame(
            child_name=child.called if child else "",
            parent_names=tuple(parent.called for parent in circle.parents),
            birth=child.born_on if child else None,
            due=child.due_on if child else None,
            today=today,
        )

    def heading(self) -> str:
        """How old the child is, and with whom: '10 weken, met mama Nina en mama Maaike'."""
        mother = self._expecting()
        told = age_in_words(self.frame.birth, self.frame.due, self.today, mother.called if mother else "")
        parents = self.listed(self._with_relation(parent) for parent in self.circle.parents if parent is not mother)
        together = str(_("met {parents}")).format(parents=parents) if parents else ""
        return ", ".join(filter(None, (told, together)))

    def _expecting(self) -> FamilyMember | None:
        """Who is pregnant, while a child is expected, where that can be told: one of the parents is the mother."""
        told = age(self.frame.birth, self.frame.due, self.today)
        mothers = {one.member_id for one in self.circle.around if one.relation == Relation.MOTHER}
        found = [parent for parent in self.circle.parents if parent.id in mothers]
        return found[0] if told and told.expected and len(found) == 1 else None

    def listed(self, names: Iterable[str]) -> str:
        return listed(tuple(names), captions())

    def readers(self, places: Iterable[Around], section: str = Section.STORY) -> str:
        """'Nina, Maaike en jij': who can read what is shared in a section, as the visitor may know it."""
        visit = self.circle.visit
        names = [one.called for one in places if one.person_id != visit.person]
        if not visit.reads(section):
            return self.listed(names) + "."
        return self.listed([*names, str(_("jij"))]) + "." if names else str(_("Alleen jij."))

    def _with_relation(self, parent: FamilyMember) -> str:
        for one in self.circle.around:
            if one.member_id == parent.id and one.relation in (Relation.MOTHER, Relation.FATHER):
                return f"{relation_label(one.relation)} {parent.called}"
        return parent.called

    def author(self, member: UUID) -> tuple[str, str]:
        """Name and, for who is not at home here, what they are to the family."""
        known = self._authors.get(member)
        if known is None:
            known = self._authors[member] = self._author(member)
        return known

    def _author(self, member: UUID) -> tuple[str, str]:
        one = self.circle.by_place.get(member)
        if one is None:
            return str(_("iemand uit de kring")), ""
        return one.called, "" if one.relation in _AT_HOME else relation_label(one.relation)

    def moment(self, told: Told) -> Moment:
        """The same one every time: the drawings and the list all ask."""
        made = self._moments.get(told.id)
        if made is None:
            made = self._moments[told.id] = self._moment(told)
        return made

    def _moment(self, told: Told) -> Moment:
        author, role = self.author(told.author_member)
        quoted = self.circle.called(told.quoted) if told.quoted else isolated(told.quoted_as)
        told_by = self.circle.called(told.told_by) if told.told_by else isolated(told.told_as)
        place = self.circle.by_place.get(told.author_member)
        told_it_themself = told.told_by is not None and place is not None and place.member_id == told.told_by
        id = str(told.id)
        return Moment(
            id=id, thread=str(told.thread), lane=told.lane.value, text=told.words,
            quoted_from=quoted or None, told_by=told_by or None, told_it_themself=told_it_themself, about=tuple(filter(None, map(self.circle.called, told.about))),
            author=author, author_role=role, on=told.happened_on,
            knowing=told.knowing.value if told.knowing else "", tone=told.tone.value,
            small_success=told.small_success,
            href=address("observation", self._family, id), private=told.private,
        )  # fmt: skip

    def arrow(self, moves: Moves) -> Arrow:
        """The same one every time."""
        made = self._arrows.get(moves.id)
        if made is None:
            made = self._arrows[moves.id] = Arrow(
                str(moves.from_thread), str(moves.to_thread), moves.both_ways, moves.certainty.value,
                self.author(moves.author_member)[0], moves.words,
            )  # fmt: skip
        return made

    def __call__(self, told: Told) -> Retold:
        moment, words = self.moment(told), captions()
        return Retold(
            id=told.id, thread=told.thread, lane=told.lane, words=told.words, is_quote=told.is_quote,
            source=source(moment, words, role=True) + (f" · {words.only_you}" if told.private else ""), about=", ".join(moment.about), tone=told.tone,
            knowing=told.knowing, small_success=told.small_success, codes=told.domains,
            age=age_with_correction(self.frame, told.happened_on, words),
            on=long_date(told.happened_on, self.today, words), written_at=told.written_at, private=told.private,
            href=moment.href,
        )  # fmt: skip

    def as_list(
        self, told: Sequence[Told], moves: Iterable[Moves], *, complete: bool, until: date | None = None
    ) -> Markup:
        """The story as a list; nothing when there is none. Who sees only their own notes cannot tell when
        nobody noted anything."""
        found = story_in_words(
            self.frame, map(self.moment, told), map(self.arrow, moves), captions(), complete=complete, until=until
        )
        if not self.circle.visit.reads():
            found = tuple(stretch for stretch in found if not stretch.unknown)
        alone = {str(one.id) for one in told if one.private}
        return story_list(found, captions(), private=alone) if found else Markup()

    def drawings(self, told: Iterable[Told], moves: Iterable[Moves], *, complete: bool) -> tuple[Drawing, Drawing]:
        """The wide and the narrow picture of the same story."""
        moments, arrows, words = list(map(self.moment, told)), list(map(self.arrow, moves)), captions()
        drawn = partial(
            draw_story, self.frame, moments, arrows, words, complete=complete, cards=Cards(self.frame, words)
        )
        return drawn(wide=True, key="w"), drawn(wide=False, key="n")


def teller(circle: Circle, today: date) -> Teller:
    return Teller(circle, today)


def retell(moves: Iterable[Moves], told: dict[UUID, Told], tell: Teller) -> list[dict[str, object]]:
    """Links with their two ends in words; a link whose end is not at hand is left to the list."""
    return [
        {
            "moves": one,
            "start": tell(told[one.from_thread]),
            "end": tell(told[one.to_thread]),
            "author": tell.author(one.author_member)[0],
        }
        for one in moves
        if one.from_thread in told and one.to_thread in told
    ]
