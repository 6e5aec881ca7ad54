"""From what the record holds to what the pages tell: names instead of ids."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from stek.circle.labels import marked
from stek.circle.queries import Circle
from stek.kit.bidi import isolated
from stek.kit.texts import gettext as _
from stek.needs.labels import ECHELON
from stek.needs.queries import Standing
from stek.needs.telling import Teller as NeedsTeller
from stek.policy import Role

from .labels import ASKS, CHANGE, FITTING, MODE, MOVES, REASON, WHOSE
from .queries import Aimed, Looked, Marked, Plan, Stepped, next_steps
from .suggestions import Suggestion


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody's words on a day."""

    words: str
    who: str
    on: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    id: UUID
    version: UUID
    words: str
    moves: str
    factor: str
    owners: str
    lane: str  # the hue of who does it: parent, where the family does it by itself, else surroundings
    when: str
    who: str
    ended: Said | None
    past: bool  # its last day is over, and nobody said how it went
    on: str
    mine: bool
    former: tuple["Step", ...]


@dataclass(frozen=True, slots=True)
class Review:
    on: str
    change: str
    words: str
    eyes: str
    fitting: str
    fitting_words: str
    who: str


@dataclass(frozen=True, slots=True)
class Goal:
    id: UUID
    version: UUID
    words: str
    whose: str  # the hue: child · parent · relation
    whose_label: str
    about: str
    need: str
    who: str
    on: str
    live: bool
    steps: tuple[Step, ...]
    past_steps: tuple[Step, ...]
    reviews: tuple[Review, ...]  # the newest first
    successes: tuple[Said, ...]
    mine: bool
    former: tuple["Goal", ...]


@dataclass(frozen=True, slots=True)
class Care:
    """A need that is open, and how care for it goes on."""

    id: UUID
    called: str
    mode: Said | None


@dataclass(frozen=True, slots=True)
class Thought:
    """A suggestion, ready for a page. `ground` are the words it rests on."""

    key: str
    asks: str
    reason: str
    sources: tuple[str, ...]
    ground: tuple[str, ...]
    room: bool


@dataclass(frozen=True, slots=True)
class Next:
    """A step that comes, in a few words."""

    words: str
    owners: str
    lane: str
    until: str  # with its words: 'until and with' a day


@dataclass(frozen=True, slots=True)
class Glance:
    """What comes next, for a page where the plan is one part among others."""

    steps: tuple[Next, ...]


class Teller:
    """Tells the plan of one family to one visitor, on one day."""

    def __init__(self, circle: Circle, today: date, factors: Mapping[UUID, str], needs: Iterable[Standing] = ()):
        self.circle, self.today, self.factors = circle, today, factors
        self.needs = {one.thread: one for one in needs}
        self.names = NeedsTeller(circle, today)

    def said(self, one: Marked, label: str = "") -> Said:
        return Said(one.words, self.names.who(one.author_member), self.names.day(one.on), label)

    def step(self, one: Stepped) -> Step:
        when = str(_("{first} tot en met {last}")).format(
            first=self.names.day(one.starts_on), last=self.names.day(one.ends_on)
        )
        return Step(
            one.id, one.version, one.words, str(MOVES[one.moves]),
            one.factor_words or self.factors.get(one.factor, "") if one.factor else one.factor_words,
            owners_of(one, self.names), lane_of(one, self.circle), when, self.names.who(one.author_member),
            self.said(one.ended) if one.ended else None, one.ended is None and one.ends_on < self.today,
            self._on(one.written_at), one.author == self.circle.visit.person, tuple(map(self.step, one.former)),
        )  # fmt: skip

    def review(self, one: Looked) -> Review:
        who = self.names.who(one.author_member)
        eyes = self.circle.called(one.quoted) if one.quoted else isolated(one.quoted_as)
        return Review(
            self.names.day(one.on), str(CHANGE[one.change]), one.words, eyes or who, str(FITTING[one.fitting]),
            one.fitting_words, who,
        )  # fmt: skip

    def goal(self, one: Aimed) -> Goal:
        steps = [self.step(step) for step in one.steps]
        need = self.needs.get(one.need) if one.need else None
        return Goal(
            one.id, one.version, one.words, one.whose.value, str(WHOSE[one.whose]),
            self.names.listed([*filter(None, map(self.circle.called, one.about))]),
            self.need(need) if need else "", self.names.who(one.author_member),
            self._on(one.written_at), one.live,
            tuple(step for step in steps if step.ended is None), tuple(step for step in steps if step.ended),
            tuple(self.review(look) for look in reversed(one.reviews)),
            tuple(self.said(mark) for mark in reversed(one.successes)),
            one.author == self.circle.visit.person, tuple(map(self.goal, one.former)),
        )  # fmt: skip

    def _on(self, at: datetime) -> str:
        return self.names.day(timezone.localdate(at))

    def need(self, one: Standing) -> str:
        return need_called(one)

    def care(self, needs: Sequence[Standing], plan: Plan) -> list[Care]:
        found = []
        for one in needs:
            mark = plan.modes.get(one.thread)
            label = str(MODE[mark.mode]) if mark and mark.mode else ""
            found.append(Care(one.id, self.need(one), self.said(mark, label) if mark else None))
        return found


def owners_of(one: Stepped, names: NeedsTeller) -> str:
    """Who does it: 'het gezin en oma Rita'."""
    owners = [str(_("het gezin"))] if one.family_owns else []
    return names.listed([*owners, *map(names.who, one.owners)])


def lane_of(one: Stepped, circle: Circle) -> str:
    at_home = all(place in circle.by_place and circle.by_place[place].role is Role.PARENT for place in one.owners)
    return "parent" if at_home and (one.family_owns or one.owners) else "surroundings"


def need_called(one: Standing) -> str:
    return marked(one.called or str(ECHELON[one.echelon]), one.newest.private)


def thoughts(found: Iterable[Suggestion], words: Mapping[UUID, str]) -> list[Thought]:
    """Each with its reason, where it comes from, and the words it rests on."""
    return [
        Thought(
            one.key, str(ASKS[one.code]), str(REASON[one.code]),
            tuple(
                f"{source.author}, {source.year}" + (f" ({source.where})" if source.where else "")
                for source in one.sources
            ),
            tuple(words[id] for id in one.rests_on if words.get(id)), one.code == "room",
        )
        for one in found
    ]  # fmt: skip


def plan_glance(circle: Circle, today: date) -> Glance:
    """For another page, with `plans/glance.html`: one statement, and none when it is drawn."""
    names = NeedsTeller(circle, today)
    return Glance(
        tuple(
            Next(
                one.words, owners_of(one, names), lane_of(one, circle),
                _("tot en met {day}").format(day=names.day(one.ends_on)),
            )
            for one in next_steps(circle.visit, today)
        )
    )  # fmt: skip
