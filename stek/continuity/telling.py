"""From what the record holds to what the pages tell: names, days and sentences instead of ids."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import dates
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from stek.circle.gate import Visit
from stek.circle.queries import Circle
from stek.kit.bidi import initial
from stek.needs.telling import Teller as NeedsTeller
from stek.policy import Role

from .labels import ASKS, ASKS_AT_HOME, DID, STATE, STEP, TOOK_OVER, step_label
from .machines import MACHINES, Kind, State, Step, Who
from .queries import Contact, HandedOver, Moved, Promised, Referred, Standing
from .records import held_by
from .saying import happens
from .standing import stood_as
from .taking import taken_from

A_WEEK = timedelta(days=7)

# What a press on a line does at once, because it can be undone by another press; the rest asks for a word first.
AT_ONCE = frozenset({(Kind.FOLLOW_UP, Step.DO), (Kind.FOLLOW_UP, Step.TAKE), (Kind.FOLLOW_UP, Step.REOPEN)})

PASSING = (Step.ASK, Step.TAKE, Step.LEAVE)  # the steps that say whose it is, or ask so


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody may do with it now."""

    step: Step
    label: str
    url: str
    at_once: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody did, and what they said with it."""

    sentence: str
    words: str
    on: str


@dataclass(frozen=True, slots=True)
class Told:
    """A follow-up, a referral or a handover, ready for a page. `sentences` say how it stands and who does what."""

    id: UUID
    kind: Kind
    url: str
    words: str
    title: str  # what it is, in a few words
    initial: str  # of who has it now
    when: str
    since: str  # 'sinds dinsdag', where its day is behind us
    sentences: tuple[str, ...]
    state: State
    state_label: str
    over: bool
    about: str
    who: str
    on: str
    last: str  # what whoever goes on from here saw last; empty before the first move
    history: tuple[Said, ...]  # the newest first
    acts: tuple[Act, ...]
    happens: str = ""  # of a follow-up that is not over: who goes where, with whom

    @property
    def undo(self) -> Act | None:
        return next((one for one in self.acts if one.step is Step.REOPEN), None)


def kind_of(one: Standing) -> Kind:
    if isinstance(one, Promised):
        return Kind.FOLLOW_UP
    return Kind.REFERRAL if isinstance(one, Referred) else Kind.HANDOVER


def stands_as(one: Standing, visit: Visit) -> frozenset[Who]:
    """As whom this visitor stands towards it: the same answer as `standing.stands_as`, without a question."""
    receiver = one.receiver if isinstance(one, HandedOver) else None
    asked = one.asked if isinstance(one, Promised) else None
    stand_in = one.stand_in if isinstance(one, Promised | Referred) else None
    return stood_as(visit, one.author, receiver=receiver, asked=asked, stand_in=stand_in)


class Teller:
    """Tells what is agreed around one family to one visitor, on one day."""

    def __init__(self, circle: Circle, today: date, contact: Contact | None = None, *, may_note: bool = False):
        self.circle, self.today, self.may_note = circle, today, may_note
        self.visit = circle.visit
        self.names = NeedsTeller(circle, today)
        self.day = self.names.day
        self.listed = self.names.listed
        self.handovers = contact.handovers if contact else ()

    def near(self, day: date) -> str:
        """'vandaag', 'morgen', 'dinsdag 24 november'."""
        away = (day - self.today).days
        if away in (-1, 0, 1):
            return str((_("gisteren"), _("vandaag"), _("morgen"))[away + 1])
        return str(_("{weekday} {day}")).format(weekday=str(dates.WEEKDAYS[day.weekday()]).lower(), day=self.day(day))

    def since(self, day: date) -> str:
        """'sinds gisteren', 'sinds dinsdag', 'sinds 3 november'."""
        if day >= self.today:
            return str(_("sinds vandaag"))
        if self.today - day == timedelta(days=1):
            return str(_("sinds gisteren"))
        near = self.today - day < A_WEEK
        return str(_("sinds {day}")).format(
            day=str(dates.WEEKDAYS[day.weekday()]).lower() if near else self.day(day)
        )  # fmt: skip

    def me(self, place: UUID | None) -> bool:
        return place is not None and place == self.visit.member_id

    def who(self, place: UUID) -> str:
        """By name, as the subject of a sentence; 'jij' for who looks."""
        return str(_("jij")) if self.me(place) else self.names.who(place)

    def whom(self, place: UUID) -> str:
        """The same, after 'aan' or 'van'."""
        return str(_("jou")) if self.me(place) else self.names.who(place)

    def named(self, place: UUID) -> str:
        """The same by name alone, for a heading; what somebody is stands in the sentences under it."""
        one = self.circle.by_place.get(place)
        return one.called if one and not self.me(place) else self.whom(place)

    def says(self, sentence: object, **given: str) -> str:
        """A sentence with its names filled in, beginning with a capital."""
        return capfirst(str(sentence).format(**given))

    def held_by(self, one: Promised | Referred) -> tuple[UUID, ...]:
        """Who has it now, after every handover."""
        return held_by(one, self.handovers)

    def _is_left(self, one: Promised | Referred) -> bool:
        """Whether nobody who has it can see it any more. Not known where it is not known who can see it."""
        return bool(one.readers) and not frozenset(self.held_by(one)) & one.readers

    # --- what is agreed, asked and handed over

    def follow_up(self, one: Promised) -> Told:
        when = self._at(one, self.near(one.due_on))
        asks = ASKS_AT_HOME if self._by_parents(self.held_by(one)) else ASKS
        told = self._told(one, str(asks[one.way]), when, one.due_on, one.words, one.about, self._who_does(one))
        return (
            told if told.over or self._is_left(one) else replace(told, happens=self.happens(one, self.near(one.due_on)))
        )

    def happens(self, one: Promised, day: str) -> str:
        """Who goes where on that day, with whom: a whole sentence in the voice of who reads it."""
        held_by = self.held_by(one)
        home = [member.called for member in self.circle.parents or self.circle.children]
        return capfirst(
            happens(
                one.way, who=[str(_("jij")) if self.me(place) else self.named(place) for place in held_by],
                day=self._at(one, day), home=self.listed(home), past=one.due_on < self.today,
                mine=all(map(self.me, held_by)), by_parents=self._by_parents(held_by), to_parent=self.visit.is_parent,
            )
        )  # fmt: skip

    def _at(self, one: Promised, day: str) -> str:
        if one.due_time is None:
            return day
        return str(_("{day} om {time}")).format(day=day, time=one.due_time.strftime("%H:%M"))

    def _by_parents(self, places: Iterable[UUID]) -> bool:
        around = self.circle.by_place
        return all(place in around and around[place].role is Role.PARENT for place in places)

    def _who_does(self, one: Promised) -> list[str]:
        if one.state in MACHINES[Kind.FOLLOW_UP].last:
            return []
        has = self.held_by(one)
        does = self.listed([self.who(place) for place in has])
        taken = one.newest(Step.TAKE)
        if self._is_left(one):
            doing = _("Wie dit op zich nam, leest hier niet meer mee.")
        elif taken and has == (taken.author_member,) and any(map(self.me, taken_from(one, taken, self.handovers))):
            doing = _("{who} nam dit van jou over en doet het nu.")
        else:
            doing = _("{who} doet dit.") if len(has) == 1 else _("{who} doen dit samen.")
        found = [self.says(doing, who=does)]
        spared = one.before(taken.written_at).asked if taken and taken is one.newest(*PASSING) else None
        if self.me(spared) and not self.me(taken.author_member):  # type: ignore[union-attr]
            found.append(str(_("Het was ook aan jou gevraagd. Je hoeft niet meer te antwoorden.")))
        if one.asked is not None:
            ask = (
                _("Er is gevraagd of jij dit overneemt.")
                if self.me(one.asked)
                else _("Gevraagd aan {who}, nog geen antwoord.")
            )
            found.append(self.says(ask, who=self.whom(one.asked)))
        if one.stand_in is not None and one.stand_in not in has:
            kept = (
                _("Jij staat klaar als het niet kan doorgaan.")
                if self.me(one.stand_in)
                else _("{who} staat klaar als het niet kan doorgaan.")
            )
            found.append(self.says(kept, who=self.who(one.stand_in)))
        return found

    def referral(self, one: Referred) -> Told:
        found = []
        if one.state in (State.ASKED, State.RECEIVED, State.ACCEPTED):
            found.append(self.says(_("Het laatste woord hierover is van {day}."), day=self.near(one.word_on)))
        if one.state not in MACHINES[Kind.REFERRAL].last:
            has = self.held_by(one)
            follows = (
                _("Wie dit opvolgde, leest hier niet meer mee.") if self._is_left(one) else _("{who} volgt dit op.")
            )
            found.append(self.says(follows, who=self.listed([self.who(place) for place in has])))
        return self._told(one, one.offer, self.near(one.asked_on), None, one.bridge, (), found)

    def handover(self, one: HandedOver) -> Told:
        giver, receiver = self.who(one.author_member), self.who(one.receiver)
        sentence = {
            State.PROPOSED: _("De ouders zeggen eerst of dit goed is. Tot dan verandert er niets."),
            State.AGREED: _("{receiver} zegt nog of het past. Tot dan verandert er niets."),
            State.ACCEPTED: _("{giver} en {receiver} zien het gezin eerst samen. Tot dan blijft {giver} de vaste persoon."),
            State.MET: _("{giver} en {receiver} zijn er nu allebei voor het gezin."),
            State.CLOSED: _("{receiver} werd toen de vaste persoon voor het gezin."),
        }.get(one.state, _("Er verandert niets."))  # fmt: skip
        if one.state is State.ACCEPTED and self.me(one.author_member):
            sentence = _("{giver} en {receiver} zien het gezin eerst samen. Tot dan blijf jij de vaste persoon.")
        if one.state is State.CLOSED and self.me(one.receiver):
            sentence = _("Jij werd toen de vaste persoon voor dit gezin.")
        if one.state is State.CLOSED and self.visit.is_parent:
            sentence = _("{receiver} werd toen de vaste persoon voor jullie.")
        found = [self.says(sentence, giver=giver, receiver=receiver)]
        if one.state is State.MET and one.overlap_until:
            found.append(self.says(_("Samen tot en met {day}."), day=self.day(one.overlap_until)))
        title = self.says(
            _("Van {giver} naar {receiver}"), giver=self.named(one.author_member), receiver=self.named(one.receiver)
        )
        return self._told(one, title, self.near(localdate(one.written_at)), None, one.words, (), found)

    def told(self, one: Standing) -> Told:
        if isinstance(one, Promised):
            return self.follow_up(one)
        return self.referral(one) if isinstance(one, Referred) else self.handover(one)  # type: ignore[arg-type]

    def _told(
        self, one: Standing, title: str, when: str, due_on: date | None, words: str, about: Iterable[UUID],
        sentences: list[str],
    ) -> Told:  # fmt: skip
        kind = kind_of(one)
        over = one.state in MACHINES[kind].last
        return Told(
            id=one.id, kind=kind, url=reverse(str(kind), args=[one.family, one.id]), words=words, title=title, initial=self._initial(one), when=when,
            since=self.since(due_on) if due_on and due_on < self.today and not over else "", sentences=tuple(sentences),
            state=one.state, state_label=str(STATE[kind, one.state]), over=over,
            about=self.listed([*filter(None, map(self.circle.called, about))]), who=self.who(one.author_member),
            on=self.day(localdate(one.written_at)), last=str(one.last or ""),
            history=tuple(self.did(one, move) for move in reversed(one.moves)), acts=self.acts(one),
        )  # fmt: skip

    def initial(self, place: UUID) -> str:
        return initial(one.called) if (one := self.circle.by_place.get(place)) else ""

    def _initial(self, one: Standing) -> str:
        held_by = self.held_by(one) if isinstance(one, Promised | Referred) else (one.author_member,)
        return self.initial(held_by[-1])

    def acts(self, one: Standing) -> tuple[Act, ...]:
        """What this visitor may do with it now, in the order of its machine; nothing for who may not write here."""
        kind = kind_of(one)
        steps = MACHINES[kind].steps(one.state, stands_as(one, self.visit)) if self.may_note else {}
        if isinstance(one, Promised) and any(map(self.me, self.held_by(one))):
            steps = {step: arrow for step, arrow in steps.items() if arrow.who is not Who.STAND_IN}
        order = [step for of, step in STEP if of is kind and step in steps]
        return tuple(
            Act(step, str(step_label(kind, steps[step])), reverse(f"{kind}_move_create", args=[one.family, one.id, step]), (kind, step) in AT_ONCE)
            for step in order
        )  # fmt: skip

    def did(self, one: Standing, move: Moved) -> Said:
        taken = isinstance(one, Promised) and move.step is Step.TAKE
        had = taken_from(one, move, self.handovers) if taken else ()  # type: ignore[arg-type]
        places = had or ((move.place,) if move.place else ())
        sentence = self.says(
            TOOK_OVER if had else DID[kind_of(one), move.step], who=self.who(move.author_member),
            day=self.near(move.due_on) if move.due_on else "", place=self.listed([self.whom(place) for place in places]),
        )  # fmt: skip
        return Said(sentence, move.words, self.day(move.on))
