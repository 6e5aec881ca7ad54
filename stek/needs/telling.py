"""From what the record holds to what the pages and the drawing tell: names instead of ids."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from stek.circle.labels import marked, relation_label
from stek.circle.queries import Circle
from stek.directory.matching import Wish
from stek.directory.rules import DAYS_A_MONTH
from stek.directory.zones import BY_CODE
from stek.kit.bidi import initial
from stek.kit.months import month_names
from stek.kit.texts import gettext as _
from stek.kit.texts import pgettext
from stek.policy import Role

from .drawing import Captions, Step, draw_pyramid, pyramid_in_words
from .labels import CENTRAL, ECHELON, LINE, SENTENCE, STATE, WHOSE
from .queries import Looked, Said, Standing, by_echelon, looked_at_now
from .rules import Echelon, State, shown


@dataclass(frozen=True, slots=True)
class Told:
    """One saying, ready for a page."""

    id: UUID
    thread: UUID
    state: State
    state_label: str
    whose: str  # the hue: child · parent · relation
    about: str
    initial: str  # of whom it is for; empty when it is for nobody by name
    words: str
    work: str
    who: str
    on: str
    review: str
    with_parents: tuple[str, ...]  # sentences: with whom and when, or that it is not so yet
    private: bool


@dataclass(frozen=True, slots=True)
class Need:
    """How one need stands now, ready for a page."""

    told: Told
    echelon: Echelon
    echelon_label: str
    called: str  # in somebody's own words; empty when nobody gave it any
    called_who: str
    later: str  # what was said last, where that is not the name
    since: str
    review_past: bool


@dataclass(frozen=True, slots=True)
class NeedNow:
    """A need that is looked at now, for a page where the needs are one part among others."""

    id: UUID
    whose: str  # the hue: child · parent · relation
    initial: str
    called: str
    about: str
    later: str
    who: str  # who said that
    source: str  # for whom it is, whose words these are and since when


@dataclass(frozen=True, slots=True)
class Floor:
    """One echelon on a page: what it is, who is central, what was said."""

    code: Echelon
    label: str
    sentence: str
    central: tuple[tuple[str, str], ...]  # line and who
    stay: bool
    states: str
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """The pyramid for a page where it is one part among others."""

    wide: str
    narrow: str
    rows: tuple[str, ...]
    said: bool  # whether anybody said anything


class Teller:
    """Tells the needs of one family to one visitor, on one day."""

    def __init__(self, circle: Circle, today: date, looked: Mapping[UUID, Sequence[Looked]] | None = None):
        self.circle, self.today = circle, today
        self.looked = looked or {}

    def day(self, day: date) -> str:
        month = month_names()[day.month - 1]
        if day.year == self.today.year:
            return pgettext("dag en maand", "{day} {month}").format(day=day.day, month=month)
        return pgettext("dag, maand en jaar", "{day} {month} {year}").format(day=day.day, month=month, year=day.year)

    def who(self, place: UUID) -> str:
        one = self.circle.by_place.get(place)
        if one is None:
            return str(_("iemand uit de kring"))
        if one.role is Role.PARENT:
            return one.called
        return pgettext("naam (functie)", "{who} ({role})").format(who=one.called, role=relation_label(one.relation))

    def listed(self, names: Sequence[str]) -> str:
        if len(names) < 2:
            return "".join(names)
        return str(_("{first} en {last}")).format(first=", ".join(names[:-1]), last=names[-1])

    def about(self, said: Said) -> str:
        """For whom, by name; where nobody is named, in a word."""
        return self.listed([*filter(None, map(self.circle.called, said.about))]) or str(WHOSE[said.whose])

    def _initial(self, one: Said) -> str:
        return next((initial(name) for name in map(self.circle.called, one.about) if name), "")

    def said(self, one: Said, earlier: Sequence[UUID] = ()) -> Told:
        """`earlier` are the ids of what was said about the same need before."""
        return Told(
            one.id, one.thread, one.state, str(STATE[one.state]), one.whose.value, self.about(one), self._initial(one), one.words, one.work,
            self.who(one.author_member), self.day(timezone.localdate(one.said_at)),
            self.day(one.review_on) if one.review_on else "", tuple(self._with_parents(one, earlier)), one.private,
        )  # fmt: skip

    def _with_parents(self, one: Said, earlier: Sequence[UUID]) -> list[str]:
        """Whether a parent said this, or looked at it with somebody; of an earlier saying, that it was before this."""
        author = self.circle.by_place.get(one.author_member)
        found = []
        if author is not None and author.role is Role.PARENT:
            found.append(str(_("{who} zegt dit zelf.")).format(who=author.called))
        for look in self.looked.get(one.id, ()):
            sentence = str(_("Samen bekeken met {parents} op {day}, zegt {who}."))
            found.append(
                sentence.format(parents=self._parents(look), day=self.day(look.on), who=self.who(look.author_member))
            )
        if found:
            return found
        before = [look for saying in earlier for look in self.looked.get(saying, ())]
        if before:
            look = max(before, key=lambda look: look.on)
            sentence = str(_("Samen bekeken met {parents} op {day}. Wat er daarna bijkwam nog niet."))
            return [sentence.format(parents=self._parents(look), day=self.day(look.on))]
        return [str(_("Nog niet met de ouders bekeken."))]

    def _parents(self, look: Looked) -> str:
        return self.listed([*filter(None, map(self.circle.called, look.parents))]) or str(_("een ouder"))

    def need(self, one: Standing) -> Need:
        return Need(
            self.said(one.newest, one.sayings[1:]), one.echelon, str(ECHELON[one.echelon]), one.called,
            self.who(one.called_by) if one.called_by else "", one.later, self.day(timezone.localdate(one.since)),
            one.review_on is not None and one.review_on < self.today,
        )  # fmt: skip

    def in_short(self, one: Standing) -> NeedNow:
        said, about = one.newest, self.about(one.newest)
        source = [_("voor {about}").format(about=about)]
        if one.called_by:
            source.append(_("woorden van {who}").format(who=self.who(one.called_by)))
        source.append(_("sinds {day}").format(day=self.day(timezone.localdate(one.since))))
        if said.private:
            source.append(_("alleen jij ziet dit"))
        return NeedNow(
            said.id, said.whose.value, self._initial(said), one.called, about,
            one.later, self.who(said.author_member) if one.later else "", " · ".join(source),
        )  # fmt: skip

    def floors(self, needs: Iterable[Standing]) -> list[Floor]:
        """All five, the top one first, as in the drawing."""
        found = [self._floor(step, ones) for step, ones in by_echelon(needs).items()]
        return found[::-1]

    def _floor(self, step: Echelon, needs: Sequence[Standing]) -> Floor:
        central = CENTRAL[step]
        return Floor(
            step, str(ECHELON[step]), str(SENTENCE[step]),
            tuple((str(LINE[line]), str(kinds)) for line, kinds in central.kinds), bool(central.stay),
            states_in_words(needs), tuple(map(self.need, needs)),
        )  # fmt: skip


def states_in_words(needs: Iterable[Standing]) -> str:
    """Every state that was said, each once however often: 'Hier kijken we nu naar, weten we nog niet'."""
    there = {one.state for one in needs}
    words = [str(label) for state, label in STATE.items() if state in there]
    if not words:
        return str(_("Nog niets over gezegd"))
    return ", ".join([words[0], *(word[0].lower() + word[1:] for word in words[1:])])


def steps(needs: Iterable[Standing]) -> list[Step]:
    """The five for the drawing, from the base up."""
    return [_step(step, ones) for step, ones in by_echelon(needs).items()]


def _step(step: Echelon, needs: Sequence[Standing]) -> Step:
    state = shown(one.state for one in needs)
    words = next((marked(one.called, one.newest.private) for one in needs if one.state is state and one.called), "")
    return Step(str(ECHELON[step]), state.value if state else "", states_in_words(needs), words)


def captions() -> Captions:
    return Captions(
        title=str(_("Waar kijken we nu naar?")),
        told=str(_("Vijf lagen, van onder naar boven. Een laag is een plek om te beginnen.")),
        step=str(_("{name}: {states}.")),
    )


def glance_of(needs: Sequence[Standing], key: str = "p") -> Glance:
    """The pyramid in both pictures and in sentences."""
    five, words = steps(needs), captions()
    return Glance(
        draw_pyramid(five, words, wide=True, key=f"{key}w"), draw_pyramid(five, words, wide=False, key=f"{key}n"),
        tuple(pyramid_in_words(five, words)[::-1]), bool(needs),
    )  # fmt: skip


def needs_glance(circle: Circle, today: date) -> tuple[NeedNow, ...]:
    """What is looked at now, in words: for another page, with `needs/glance.html`. One statement, none when drawn."""
    tell = Teller(circle, today)
    return tuple(map(tell.in_short, looked_at_now(circle.visit)))


def wish_of(need: Standing, circle: Circle, today: date, zone: str) -> Wish:
    """What this need asks of the directory: the echelon, the age of the child, the zone; nothing that somebody wrote,
    and no name."""
    child = next((one for one in circle.children if one.id in need.newest.about), None)
    child = child or (circle.children[0] if circle.children else None)
    begun = (child.born_on or child.due_on) if child else None
    return Wish(
        echelons=frozenset({list(Echelon).index(need.echelon) + 1}), age_days=(today - begun).days if begun else None,
        zone=zone if zone in BY_CODE else "",
    )  # fmt: skip


def offers_link(need: Standing, circle: Circle, today: date, zone: str) -> str:
    """To the directory, with that wish. An age before birth is negative."""
    wish = wish_of(need, circle, today, zone)
    asked: dict[str, str | int] = {"echelons": min(wish.echelons)}
    if wish.age_days is not None:
        asked["months"] = math.floor(wish.age_days / DAYS_A_MONTH)
    if wish.zone:
        asked["zone"] = wish.zone
    return f"{reverse('directory')}?{urlencode(asked)}"
