"""From a wish to the offers that fit, each with its reasons. Pure: knows no database and no clock.

A filter, never a judgement: what fits is shown in the order of the first possible day, then how near,
then the name. What the directory does not know is no refusal: the offer stays, and says so.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from uuid import UUID

from .rules import Cost, Referral, first_age, has_stopped, past_age
from .zones import EVERYWHERE


@dataclass(frozen=True, slots=True)
class Offered:
    """One offer, as far as matching looks. None, or empty, is 'we do not know'."""

    id: UUID
    name: str
    line: int | None = None
    echelons: frozenset[int] = frozenset()
    from_months: int | None = None
    to_months: int | None = None
    zones: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    interpreter: bool | None = None
    cost: Cost | None = None
    referral: Referral | None = None
    place: tuple[float, float] | None = None
    wait_days: int | None = None
    free_places: int | None = None
    checked_on: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for. What is empty is not asked."""

    echelons: frozenset[int] = frozenset()
    age_days: int | None = None  # below zero: so many days before the due date
    zone: str = ""
    place: tuple[float, float] | None = None
    languages: frozenset[str] = frozenset()
    costs: frozenset[Cost] = frozenset()
    lines: frozenset[int] = frozenset()


class Asked(StrEnum):
    ECHELON = "echelon"
    AGE = "age"
    ZONE = "zone"
    LANGUAGE = "language"
    COST = "cost"
    LINE = "line"


class Answer(StrEnum):
    YES = "yes"
    WITH_INTERPRETER = "with_interpreter"
    UNKNOWN = "unknown"
    NO = "no"


class Remark(StrEnum):
    """What somebody should know beside the reasons; it keeps no offer away."""

    REFERRAL = "referral"
    REFERRAL_UNKNOWN = "referral_unknown"
    WAIT_UNKNOWN = "wait_unknown"


class Near(IntEnum):
    """How near, when nobody knows kilometres."""

    HERE = 0
    EVERYWHERE = 1
    UNKNOWN = 2


@dataclass(frozen=True, slots=True)
class Reason:
    asked: Asked
    answer: Answer
    shared: tuple[str, ...] = ()  # the codes that the wish and the offer have in common


@dataclass(frozen=True, slots=True)
class Match:
    offer: Offered
    reasons: tuple[Reason, ...]
    remarks: tuple[Remark, ...]
    first_day: date | None  # as somebody found it on the day it was checked; None: not known
    near: Near
    kilometres: int | None  # as the crow flies


def matches(offers: Iterable[Offered], wish: Wish, today: date) -> list[Match]:
    """The offers that are still there, and do not say no to anything that was asked."""
    found = [one for offer in offers if (one := match(offer, wish, today)) is not None]
    return sorted(found, key=_in_order)


def match(offer: Offered, wish: Wish, today: date) -> Match | None:
    if has_stopped(offer.until, today):
        return None
    reasons = [reason for judge in _JUDGES if (reason := judge(offer, wish)) is not None]
    if any(reason.answer is Answer.NO for reason in reasons):
        return None
    first_day = first_day_of(offer, today)
    return Match(offer, tuple(reasons), _remarks(offer, first_day), first_day, _near(offer, wish), _far(offer, wish))


def first_day_of(offer: Offered, today: date) -> date | None:
    """The first day that is possible as far as anybody checked; never before today."""
    if offer.checked_on is None:
        return None
    if offer.wait_days is not None:  # a place that is free may still be one for next month
        return max(today, offer.checked_on + timedelta(days=offer.wait_days))
    return today if offer.free_places else None


def _in_order(one: Match) -> tuple[bool, date, bool, int, int, str, UUID]:
    return (
        one.first_day is None, one.first_day or date.max,
        one.kilometres is None, one.kilometres or 0, one.near,
        one.offer.name.casefold(), one.offer.id,
    )  # fmt: skip


def _remarks(offer: Offered, first_day: date | None) -> tuple[Remark, ...]:
    found = []
    if offer.referral is Referral.NEEDED:
        found.append(Remark.REFERRAL)
    elif offer.referral is None:
        found.append(Remark.REFERRAL_UNKNOWN)
    if first_day is None:
        found.append(Remark.WAIT_UNKNOWN)
    return tuple(found)


def _near(offer: Offered, wish: Wish) -> Near:
    if wish.zone and wish.zone in offer.zones:
        return Near.HERE
    return Near.EVERYWHERE if EVERYWHERE in offer.zones else Near.UNKNOWN


def _far(offer: Offered, wish: Wish) -> int | None:
    if wish.place is None or offer.place is None:
        return None
    (lat_a, lon_a), (lat_b, lon_b) = (map(math.radians, place) for place in (wish.place, offer.place))
    half = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return round(2 * 6371 * math.asin(math.sqrt(min(1.0, half))))


def _some_of(asked: Asked, wanted: frozenset[str], has: frozenset[str]) -> Reason | None:
    if not wanted:
        return None
    if not has:
        return Reason(asked, Answer.UNKNOWN)
    shared = tuple(sorted(wanted & has))
    return Reason(asked, Answer.YES if shared else Answer.NO, shared)


def _echelon(offer: Offered, wish: Wish) -> Reason | None:
    return _some_of(Asked.ECHELON, frozenset(map(str, wish.echelons)), frozenset(map(str, offer.echelons)))


def _line(offer: Offered, wish: Wish) -> Reason | None:
    has = frozenset() if offer.line is None else frozenset({str(int(offer.line))})
    return _some_of(Asked.LINE, frozenset(str(int(line)) for line in wish.lines), has)


def _cost(offer: Offered, wish: Wish) -> Reason | None:
    has = frozenset() if offer.cost is None else frozenset({str(offer.cost)})
    return _some_of(Asked.COST, frozenset(map(str, wish.costs)), has)


def _age(offer: Offered, wish: Wish) -> Reason | None:
    if wish.age_days is None:
        return None
    if offer.from_months is not None and wish.age_days < first_age(offer.from_months):
        return Reason(Asked.AGE, Answer.NO)
    if offer.to_months is not None and wish.age_days >= past_age(offer.to_months):
        return Reason(Asked.AGE, Answer.NO)
    known = offer.from_months is not None and offer.to_months is not None
    return Reason(Asked.AGE, Answer.YES if known else Answer.UNKNOWN)


def _zone(offer: Offered, wish: Wish) -> Reason | None:
    if not wish.zone:
        return None
    if EVERYWHERE in offer.zones:
        return Reason(Asked.ZONE, Answer.YES, (EVERYWHERE,))
    return _some_of(Asked.ZONE, frozenset({wish.zone}), offer.zones)


def _language(offer: Offered, wish: Wish) -> Reason | None:
    spoken = _some_of(Asked.LANGUAGE, wish.languages, offer.languages)
    if spoken is None or spoken.answer is Answer.YES:
        return spoken
    if offer.interpreter:
        return Reason(Asked.LANGUAGE, Answer.WITH_INTERPRETER)
    return Reason(Asked.LANGUAGE, Answer.UNKNOWN) if offer.interpreter is None else spoken


_JUDGES: tuple[Callable[[Offered, Wish], Reason | None], ...] = (_echelon, _age, _zone, _language, _cost, _line)
