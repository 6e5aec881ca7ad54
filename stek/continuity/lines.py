"""What somebody should look at, in a sentence: the same on the page of a family and in a carer's day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from stek.policy import Verb

from .gaps import Gap, Kind
from .queries import Contact, HandedOver, Promised, Referred, Standing
from .telling import Act, Teller, Told


@dataclass(frozen=True, slots=True)
class Line:
    """One reason to look, for who reads it. `words` are somebody's own; `told` is what it is about, where it is one."""

    kind: Kind
    id: UUID
    on: date
    sentence: str
    words: str
    url: str
    told: Told | None = None

    @property
    def acts(self) -> tuple[Act, ...]:
        return self.told.acts if self.told else ()


def concern(found: Iterable[Gap], place: UUID | None, circle: frozenset[UUID]) -> tuple[Gap, ...]:
    """Those that are this person's to look at, or everybody's."""
    return tuple(one for one in found if place in one.places or (circle and one.places >= circle))


def lines(tell: Teller, contact: Contact, found: Iterable[Gap]) -> tuple[Line, ...]:
    """A sentence for each gap. What it is about and cannot be seen any more gives no line."""
    things: dict[UUID, Standing] = {
        one.id: one for one in (*contact.follow_ups, *contact.referrals, *contact.handovers)
    }
    told = (_line(tell, things.get(one.id), one) for one in found)
    return tuple(one for one in told if one is not None)


def _line(tell: Teller, thing: Standing | None, gap: Gap) -> Line | None:
    if isinstance(thing, Promised):
        about = tell.follow_up(thing)
        return Line(gap.kind, gap.id, gap.on, _of_promise(tell, thing, gap), about.words, about.url, about)
    if isinstance(thing, Referred):
        about = tell.referral(thing)
        return Line(gap.kind, gap.id, gap.on, _of_referral(tell, thing, gap), "", about.url, about)
    if isinstance(thing, HandedOver):
        about = tell.handover(thing)
        return Line(gap.kind, gap.id, gap.on, _of_handover(tell, thing, gap), about.words, about.url, about)
    return _of_family(tell, gap)


def _of_promise(tell: Teller, one: Promised, gap: Gap) -> str:
    if gap.kind is Kind.ASKED:
        return tell.says(_("{who} vraagt of jij dit overneemt."), who=_asker(tell, one))
    if gap.kind is Kind.UNHEARD:
        return str(_("Wie je dit vroeg, leest hier niet meer mee en kan niet antwoorden. Vraag je het iemand anders?"))
    if gap.kind is Kind.LEFT:
        return str(_("Wie dit op zich nam, leest hier niet meer mee. Wie neemt het over?"))
    held_by = tell.held_by(one)
    own = any(map(tell.me, held_by))
    who = tell.listed([tell.who(place) for place in held_by])
    if one.due_on >= tell.today:
        return str(_("Dit is voor vandaag.")) if own else tell.says(_("Dit is voor vandaag, bij {who}."), who=who)
    since = tell.since(one.due_on)
    if own:
        return tell.says(_("Dit staat open {since}."), since=since)
    if tell.me(one.stand_in):
        return tell.says(_("Dit staat open {since}. Jij staat klaar voor {who}."), since=since, who=who)
    return tell.says(_("Dit staat open {since}. Het was bij {who}."), since=since, who=who)


def _asker(tell: Teller, one: Promised) -> str:
    asks = [move.author_member for move in one.moves if move.place == one.asked]
    return tell.who(asks[-1] if asks else one.author_member)


def _of_referral(tell: Teller, one: Referred, gap: Gap) -> str:
    if gap.kind is Kind.LEFT:
        return tell.says(
            _("Wie deze vraag opvolgde, leest hier niet meer mee: {offer}. Wie kijkt verder?"), offer=one.offer
        )
    if gap.kind is Kind.DECLINED:
        return tell.says(_("Daar kan het nu niet: {offer}. Wat is er wel mogelijk?"), offer=one.offer)
    return tell.says(_("Nog geen woord {since}: {offer}."), since=tell.since(one.word_on), offer=one.offer)


def _of_handover(tell: Teller, one: HandedOver, gap: Gap) -> str:
    names = {"giver": tell.who(one.author_member), "receiver": tell.who(one.receiver)}
    if gap.kind is Kind.AGREE:
        ask = (
            _("{giver} wil de zorg doorgeven aan {whom}. Is dat goed voor jullie?")
            if tell.visit.is_parent
            else _("{giver} wil de zorg doorgeven aan {whom}. De ouders zeggen nog of dat goed is.")
        )
        return tell.says(ask, whom=tell.whom(one.receiver), **names)
    if gap.kind is Kind.ACCEPT:
        if tell.me(one.receiver):
            return tell.says(_("{giver} vraagt of jij de zorg overneemt. Voor het gezin is het goed."), **names)
        return tell.says(_("Voor het gezin is het goed. {receiver} zegt nog of het past."), **names)
    if gap.kind is Kind.MEET:
        return tell.says(_("{giver} en {receiver} zien het gezin nog samen."), **names)
    return tell.says(_("{giver} en {receiver} zijn er allebei. Is het rond, zeg dat dan."), **names)


def _of_family(tell: Teller, gap: Gap) -> Line | None:
    family = tell.visit.family
    child = tell.circle.called(gap.id)
    if gap.kind is Kind.REVIEW:
        sentence = tell.says(_("{since} is het tijd om hier opnieuw naar te kijken."), since=tell.since(gap.on))
        return Line(gap.kind, gap.id, gap.on, sentence, "", reverse("need", args=[family, gap.id]))
    if gap.kind is Kind.CONSENT:
        sentence = tell.says(
            _("De toestemming van {who} loopt tot {day}."), who=tell.whom(gap.id), day=tell.near(gap.on)
        )
        return Line(gap.kind, gap.id, gap.on, sentence, "", reverse("access", args=[family]))
    if gap.kind is Kind.ALONE:
        sentence = tell.says(
            _("Van de zorg leest nu één iemand mee: {who}. Wie kan ernaast staan?"), who=tell.who(gap.id)
        )
        return Line(gap.kind, gap.id, gap.on, sentence, "", reverse("contact", args=[family]))
    of_child = {
        Kind.UNSEEN: _("Over {child} staat er al een tijd niets nieuws dat jij kunt lezen. Hoe gaat het?"),
        Kind.LEAVE: _("Rond deze tijd gaan ouders vaak weer werken. Wie is er dan overdag bij {child}?"),
        Kind.SCHOOL: _("{child} mag binnenkort naar de kleuterklas. Wie vertelt daar wat helpt?"),
    }.get(gap.kind)
    if of_child is None or not child:
        return None
    to = "capture" if tell.visit.may(Verb.NOTE) else "family"
    return Line(gap.kind, gap.id, gap.on, tell.says(of_child, child=child), "", reverse(to, args=[family]))
