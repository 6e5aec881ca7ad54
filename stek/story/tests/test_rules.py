"""Where a note belongs, from whom it is about."""

from hypothesis import given
from hypothesis import strategies as st

from stek.circle.rules import MemberKind
from stek.story.labels import DOMAINS, domain_label
from stek.story.rules import Domain, Lane, lane_for

KINDS = st.lists(st.sampled_from([str(kind) for kind in MemberKind]), max_size=6)


@given(KINDS)
def test_every_note_has_a_lane_whatever_the_order(kinds: list[str]):
    assert lane_for(kinds) in Lane
    assert lane_for(kinds) == lane_for(sorted(kinds)) == lane_for(kinds[::-1])


@given(KINDS)
def test_a_child_with_anybody_else_is_about_what_is_between_them(kinds: list[str]):
    if len(set(kinds)) > 1:
        assert lane_for(kinds) is Lane.RELATION


@given(st.integers(1, 5))
def test_children_among_themselves_are_in_the_lane_of_the_child(n: int):
    assert lane_for(["child"] * n) is Lane.CHILD


@given(st.integers(2, 5))
def test_two_parents_are_about_what_is_between_them_and_one_about_that_one(n: int):
    assert lane_for(["parent"] * n) is Lane.RELATION
    assert lane_for(["parent"]) is Lane.PARENT


def test_nobody_or_only_kin_is_what_is_around_them():
    assert lane_for([]) is lane_for(["kin"]) is lane_for(["kin", "kin"]) is Lane.SURROUNDINGS


@given(st.sampled_from(list(Domain)), st.sampled_from(["nl", "nl-be", "fr", "en", "en-gb", "de", "", None]))
def test_every_domain_has_a_word_in_every_language(code: Domain, language: str | None):
    assert domain_label(code, language).strip()
    if language in ("fr", "en"):
        assert domain_label(code, language) == DOMAINS[code][language]


def test_the_catalogue_has_every_domain_in_three_languages():
    assert set(DOMAINS) == set(Domain)
    assert all(set(words) == {"nl", "fr", "en"} for words in DOMAINS.values())
