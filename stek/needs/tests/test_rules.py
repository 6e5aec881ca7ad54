"""Pure: what has to be put right before something is said, whose need it is, and who is central where."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stek.needs.labels import CENTRAL, LINE, SENTENCE, SLIP, WHOSE
from stek.needs.rules import FURTHEST, Echelon, Slip, State, Whose, slips, whose

TODAY = date(2026, 11, 22)
days = st.none() | st.dates(date(2020, 1, 1), date(2035, 1, 1))


def found(state: State, words: str = "", work: str = "", review_on: date | None = None) -> tuple[Slip, ...]:
    return slips(state, words=words, work=work, review_on=review_on, today=TODAY)


@given(st.sampled_from([State.NOT_KNOWN, State.NOT_AT_ISSUE]), st.text())
def test_an_open_question_asks_for_nothing(state, words):
    assert found(state, words) == ()


@given(st.sampled_from([State.NOT_KNOWN, State.NOT_AT_ISSUE]), st.dates())
def test_an_open_question_gets_no_day(state, day):
    assert found(state, review_on=day) == (Slip.REVIEW_OF_NOTHING,)


@given(st.text(), st.text(), days)
def test_what_is_looked_at_now_always_has_words_and_a_day_to_come(words, work, day):
    slip = found(State.NOW, words, work, day)
    fits = bool(words.strip()) and not work.strip() and day is not None and TODAY <= day <= TODAY + FURTHEST
    assert (slip == ()) == fits


@given(st.sampled_from(list(State)), st.text(), days)
def test_met_and_only_met_tells_the_work_of_the_family(state, work, day):
    slip = set(found(state, "woorden", work, day))
    assert (Slip.NO_WORK in slip) == (state is State.MET and not work.strip())
    assert (Slip.WORK_OF_NOTHING in slip) == (state is not State.MET and bool(work.strip()))


def test_the_edges_of_a_day_to_look_again():
    for day, slip in (
        (TODAY, ()), (TODAY - timedelta(1), (Slip.REVIEW_PAST,)), (TODAY + FURTHEST, ()),
        (TODAY + FURTHEST + timedelta(1), (Slip.REVIEW_FAR,)),
    ):  # fmt: skip
        assert found(State.NOW, "x", review_on=day) == slip, day


@pytest.mark.parametrize(
    ("kinds", "theirs"),
    [
        (["child"], Whose.CHILD), (["child", "child"], Whose.CHILD), (["parent"], Whose.PARENT),
        (["parent", "parent"], Whose.RELATION), (["child", "parent"], Whose.RELATION), ([], Whose.RELATION),
        (["kin"], Whose.RELATION),
    ],
)  # fmt: skip
def test_whose_need_it_is(kinds, theirs):
    assert whose(kinds) is theirs


def test_every_code_has_its_words():
    assert set(SLIP) == set(Slip) and set(WHOSE) == set(Whose)
    assert list(SENTENCE) == list(CENTRAL) == list(Echelon)


def test_who_is_central_is_as_the_model_says():
    """Below, what is near and the first line; above, they see it first, and stay."""
    for step in (Echelon.BASIC, Echelon.SAFE, Echelon.ATTUNED):
        assert CENTRAL[step].lines == (0, 1) and CENTRAL[step].stay == ()
    assert CENTRAL[Echelon.SPECIFIC].lines == (2,) and CENTRAL[Echelon.COMPLEX].lines == (3,)
    for step in (Echelon.SPECIFIC, Echelon.COMPLEX):
        assert CENTRAL[step].stay == (0, 1)
    for central in CENTRAL.values():
        lines = [line for line, _ in central.kinds]
        assert lines == sorted(set(lines)) and set(central.lines) <= set(lines) <= set(LINE)
