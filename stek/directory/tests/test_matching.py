"""From a wish to what fits: every answer has its reasons, and nobody is put before anybody."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stek.directory import telling
from stek.directory.labels import LANGUAGE
from stek.directory.matching import Answer, Asked, Match, Near, Offered, Remark, Wish, first_day_of, match, matches
from stek.directory.rules import (
    BANDS,
    ECHELONS,
    FIRST_MONTH,
    Cost,
    Line,
    Referral,
    band_of,
    days_of,
    first_age,
    past_age,
)
from stek.directory.zones import EVERYWHERE
from stek.kit.tests.long import often

TODAY = date(2026, 11, 22)
PACE = settings(
    max_examples=often(27, 800), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # a machine may be busy
ZONES = ["gent", "leuven", "brugge"]
LANGUAGES = ["nl", "fr", "ar"]


def some(of) -> st.SearchStrategy[frozenset]:
    """Any of these together; drawn as one number, which is quicker than a set."""
    codes = list(of)
    masks = st.integers(0, 2 ** len(codes) - 1)
    return masks.map(lambda mask: frozenset(code for bit, code in enumerate(codes) if mask >> bit & 1))


def maybe(strategy) -> st.SearchStrategy:
    return st.none() | strategy


PLACES = maybe(st.tuples(st.floats(49, 52), st.floats(2, 7)))
MONTHS = st.integers(FIRST_MONTH, 72)


@st.composite
def offers(draw) -> Offered:
    low, high = draw(maybe(MONTHS)), draw(maybe(MONTHS))
    if low is not None and high is not None and low >= high:
        low, high = (high, low) if high < low else (low, None)
    return Offered(
        id=UUID(int=draw(st.integers(1, 10**6))), name=draw(st.sampled_from(["", "a", "A", "b", "Ééé", "z"])), line=draw(maybe(st.sampled_from(list(Line)))),
        echelons=draw(some(ECHELONS)), from_months=low, to_months=high, zones=draw(some([*ZONES, EVERYWHERE])),
        languages=draw(some(LANGUAGES)), interpreter=draw(maybe(st.booleans())),
        cost=draw(maybe(st.sampled_from(list(Cost)))), referral=draw(maybe(st.sampled_from(list(Referral)))),
        place=draw(PLACES), wait_days=draw(maybe(st.integers(0, 400))), free_places=draw(maybe(st.integers(0, 5))),
        checked_on=draw(maybe(st.dates(date(2026, 1, 1), TODAY))),
        until=draw(maybe(st.dates(TODAY - timedelta(2), TODAY + timedelta(2)))),
    )  # fmt: skip


WISHES = st.builds(
    Wish, echelons=some(ECHELONS), age_days=maybe(st.integers(-300, 2200)), zone=st.sampled_from(["", *ZONES]),
    place=PLACES, languages=some(LANGUAGES), costs=some(Cost), lines=some(Line),
)  # fmt: skip
LISTS = st.lists(offers(), max_size=5, unique_by=lambda one: one.id)


def asked(wish: Wish) -> set[Asked]:
    said = {
        Asked.ECHELON: wish.echelons, Asked.AGE: wish.age_days is not None, Asked.ZONE: wish.zone,
        Asked.LANGUAGE: wish.languages, Asked.COST: wish.costs, Asked.LINE: wish.lines,
    }  # fmt: skip
    return {one for one, what in said.items() if what}


def known_to_refuse(offer: Offered, wish: Wish) -> bool:
    """By another hand than matching's own: is it over, or does it say no to anything that was asked?"""
    if offer.until is not None and (TODAY - offer.until).days >= 0:
        return True
    if wish.age_days is not None:
        if offer.from_months is not None and wish.age_days < first_age(offer.from_months):
            return True
        if offer.to_months is not None and wish.age_days >= past_age(offer.to_months):
            return True
    zones = offer.zones - {EVERYWHERE}
    pairs = [
        (wish.echelons, offer.echelons), (wish.costs, {offer.cost} - {None}), (wish.lines, {offer.line} - {None}),
        ({wish.zone} - {""}, set() if EVERYWHERE in offer.zones else zones),
        (wish.languages, offer.languages if offer.interpreter is False else set()),
    ]  # fmt: skip
    return any(wanted and has and not set(wanted) & set(has) for wanted, has in pairs)


@PACE
@given(LISTS, WISHES)
def test_what_is_shown_fits_everything_that_was_asked_or_says_what_is_unknown(found, wish):
    shown = matches(found, wish, TODAY)
    assert {one.offer.id for one in shown} == {one.id for one in found if not known_to_refuse(one, wish)}
    for one in shown:
        assert {reason.asked for reason in one.reasons} == asked(wish)
        assert all(reason.answer is not Answer.NO for reason in one.reasons)
        unknown = [reason for reason in one.reasons if reason.answer is Answer.UNKNOWN]
        assert len(telling.fits_because(one)) + len(unknown) == len(one.reasons)
        assert len(telling.not_known(one)) >= len(unknown)


@PACE
@given(offers(), WISHES)
def test_what_is_not_known_is_never_a_refusal(offer, wish):
    blank = Offered(offer.id, offer.name)
    assert match(blank, wish, TODAY) is not None
    if match(offer, wish, TODAY) is not None:
        forgets = replace(offer, echelons=frozenset(), zones=frozenset(), languages=frozenset(), interpreter=None)
        forgets = replace(forgets, cost=None, line=None, from_months=None, to_months=None)
        assert match(forgets, wish, TODAY) is not None


@PACE
@given(LISTS, WISHES, st.randoms())
def test_the_order_is_the_same_however_the_offers_come(found, wish, chance):
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert matches(shuffled, wish, TODAY) == matches(found, wish, TODAY)


@PACE
@given(LISTS, offers(), WISHES)
def test_one_more_offer_never_moves_the_others(found, other, wish):
    others = [one for one in found if one.id != other.id]
    with_it = [one for one in matches([*others, other], wish, TODAY) if one.offer.id != other.id]
    assert with_it == matches(others, wish, TODAY)


@PACE
@given(LISTS, WISHES)
def test_the_order_is_first_possible_day_then_near_then_name(found, wish):
    shown = matches(found, wish, TODAY)
    keys = [(one.first_day or date.max, one.first_day is None) for one in shown]
    assert keys == sorted(keys)
    for before, after in pairwise(shown):
        if before.first_day == after.first_day:
            assert _far(before) <= _far(after)
            if _far(before) == _far(after):
                assert before.offer.name.casefold() <= after.offer.name.casefold()


def _far(one: Match) -> tuple[bool, int, Near]:
    return one.kilometres is None, one.kilometres or 0, one.near


@PACE
@given(LISTS, WISHES)
def test_a_question_that_stays_open_takes_nothing_away(found, wish):
    before = {one.offer.id for one in matches(found, wish, TODAY)}
    for open_question in ("echelons", "languages", "costs", "lines"):
        wider = replace(wish, **{open_question: frozenset()})
        assert before <= {one.offer.id for one in matches(found, wider, TODAY)}


@PACE
@given(offers())
def test_the_first_day_is_never_before_today_and_rests_on_what_somebody_checked(offer):
    first = first_day_of(offer, TODAY)
    assert first is None or (first >= TODAY and offer.checked_on is not None)
    assert first_day_of(replace(offer, checked_on=None), TODAY) is None


def an(**what) -> Offered:
    return Offered(UUID(int=1), "Een", **what)


@pytest.mark.parametrize(
    ("offer", "first"),
    [
        (an(checked_on=TODAY - timedelta(10), wait_days=30), TODAY + timedelta(20)),
        (an(checked_on=TODAY - timedelta(60), wait_days=30), TODAY),
        (an(checked_on=TODAY - timedelta(60), wait_days=30, free_places=2), TODAY),
        (an(checked_on=TODAY, wait_days=30, free_places=2), TODAY + timedelta(30)),
        (an(checked_on=TODAY - timedelta(9), free_places=1), TODAY),
        (an(checked_on=TODAY, free_places=0), None),
        (an(wait_days=30), None),
    ],
)
def test_the_first_possible_day(offer, first):
    assert first_day_of(offer, TODAY) == first


@pytest.mark.parametrize(
    ("days", "fits"), [(-280, True), (-300, True), (0, True), (1095, True), (1096, False), (-301, False)]
)
def test_from_the_pregnancy_until_the_third_birthday(days, fits):
    offer = an(from_months=-9, to_months=36)
    assert (match(offer, Wish(age_days=days), TODAY) is not None) is fits


@pytest.mark.parametrize(("days", "there"), [(-1, False), (0, False), (1, True)])
def test_what_stops_is_there_until_the_day_before(days, there):
    offer = an(until=TODAY + timedelta(days))
    assert (match(offer, Wish(), TODAY) is not None) is there


def test_the_age_that_somebody_says_in_months_lies_within_that_month():
    assert all(first_age(months) <= days_of(months) < past_age(months + 1) for months in range(-9, 73))


def test_an_interpreter_is_an_answer_and_no_interpreter_is_one_too():
    wish = Wish(languages=frozenset({"ar"}))
    with_one = match(an(languages=frozenset({"nl"}), interpreter=True), wish, TODAY)
    assert with_one and telling.fits_because(with_one) == ["er kan een tolk bij zijn"]
    assert match(an(languages=frozenset({"nl"}), interpreter=False), wish, TODAY) is None
    unsure = match(an(languages=frozenset({"nl"})), wish, TODAY)
    assert unsure and unsure.reasons[0].answer is Answer.UNKNOWN


def test_the_reasons_are_said_in_words():
    offer = an(
        line=1, echelons=frozenset({2, 3}), from_months=0, to_months=36, zones=frozenset({"gent"}),
        languages=frozenset({"nl", "fr"}), cost=Cost.FREE, referral=Referral.NEEDED,
    )  # fmt: skip
    wish = Wish(frozenset({3, 4}), 200, "gent", None, frozenset({"fr"}), frozenset({Cost.FREE}), frozenset({1}))
    one = match(offer, wish, TODAY)
    assert one and telling.fits_because(one) == [
        "elkaar aanvoelen", "de leeftijd past", "ze werken in Gent", "ze spreken Frans", "gratis",
        "eerste lijn: je kunt er zelf naartoe",
    ]  # fmt: skip
    assert telling.asks(one) == "vraagt een verwijzing" and one.remarks == (Remark.REFERRAL, Remark.WAIT_UNKNOWN)
    assert telling.not_known(one) == ["hoe lang je moet wachten"]


def test_what_nobody_knows_is_said_too():
    one = match(
        an(), Wish(frozenset({3}), 200, "gent", None, frozenset({"fr"}), frozenset({Cost.FREE}), frozenset({1})), TODAY
    )
    assert one and telling.fits_because(one) == [] and len(telling.not_known(one)) == len(Asked) + 2


def test_kilometres_are_as_the_crow_flies():
    gent, brugge = (51.054, 3.722), (51.209, 3.224)
    one = match(an(place=brugge), Wish(place=gent), TODAY)
    assert one and 38 <= (one.kilometres or 0) <= 40 and "in vogelvlucht" in telling.near(one)


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        ((None, None), ""),
        ((-9, 36), "van het begin van de zwangerschap tot 3 jaar"),
        ((-3, 0), "van 3 maanden voor de geboorte tot de geboorte"),
        ((1, 18), "van 1 maand tot 18 maanden"),
        ((0, None), "vanaf de geboorte, tot wanneer weten we niet"),
        ((None, 72), "tot 6 jaar, vanaf wanneer weten we niet"),
    ],
)
def test_an_age_range_as_people_say_it(ages, words):
    assert telling.age(*ages) == words


@PACE
@given(st.integers(-300, 4000))
def test_an_age_that_is_kept_is_only_a_band(days):
    assert band_of(days) in BANDS and band_of(None) == ""


def test_every_language_that_is_spoken_has_a_name():
    assert all(str(name) for name in LANGUAGE.values())
