"""What is not YAML as we take it is refused with one sentence, before anything is understood of it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stek.kit.tests.long import often

from .texts import RIGHT, changed, checked, faults_of


def only(text):
    (fault,) = faults_of(text)
    return fault


def test_the_file_that_the_other_tests_spoil_is_right():
    assert faults_of(RIGHT) == ()
    assert checked(RIGHT).title == "June"


def test_a_byte_order_mark_and_windows_line_ends_change_nothing():
    assert checked(b"\xef\xbb\xbf" + RIGHT.replace("\n", "\r\n").encode()) == checked(RIGHT)


def test_links_are_refused_where_they_stand():
    fault = only(changed("name: Nina,", "name: &n Nina,"))
    assert fault.line == 2 and "links" in fault.sentence


def test_a_bomb_of_links_is_refused_without_unfolding_it():
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    begun = time.monotonic()
    fault = only("\n".join(rows))
    assert "links" in fault.sentence and fault.line == 1
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system ['true']", "!ding Nina", "!!binary Tmlu"])
def test_tags_are_refused_and_make_nothing(tag):
    fault = only(changed("nina: {called: Nina, kind: parent, person: nina}", f"nina: {tag}"))
    assert fault.line == 12 and "tags" in fault.sentence


def test_what_is_not_utf_8_is_refused_with_its_line():
    fault = only(RIGHT.encode().replace(b"Ze zingen samen.", b"Ze zingen \xe9\xe9n lied."))
    assert fault.line == RIGHT[: RIGHT.index("zingen")].count("\n") + 1
    assert "UTF-8" in fault.sentence


def test_a_zero_byte_is_refused_with_its_line():
    fault = only(RIGHT.replace("Ze zingen", "Ze\x00zingen"))
    assert fault.line == RIGHT[: RIGHT.index("zingen")].count("\n") + 1


def test_ten_megabytes_are_refused_at_once():
    begun = time.monotonic()
    fault = only(b"a: " + b"x" * 10_000_000)
    assert "MB" in fault.sentence
    assert time.monotonic() - begun < 1


def test_a_tower_of_brackets_is_refused():
    assert "lagen" in only("a: " + "[" * 5_000 + "]" * 5_000).sentence


def test_a_file_of_very_many_pieces_is_refused():
    (fault,) = faults_of("people: {}\nstory:\n" + "- a\n" * 400_000)
    assert fault.sentence == "dit is te veel voor één gezin."


def test_a_second_document_is_refused_where_it_begins():
    fault = only(RIGHT + "---\nnog: iets\n")
    assert fault.line == RIGHT.count("\n") + 1 and "tweede document" in fault.sentence


@pytest.mark.parametrize("text", ["", "\n\n", "# alleen een opmerking\n"])
def test_an_empty_file_is_said_to_be_empty(text):
    assert "leeg" in only(text).sentence


@pytest.mark.parametrize("text", ["- een\n- lijst\n", "zomaar wat woorden"])
def test_a_file_without_keys_is_told_that_keys_belong_here(text):
    assert "sleutels" in faults_of(text)[0].sentence


def test_broken_yaml_is_told_with_its_line():
    fault = only(changed("  born: now-12w", "  born: [now-12w"))
    assert "geen geldige YAML" in fault.sentence and fault.line >= 8


def test_a_double_key_is_a_fault_on_the_second():
    (fault,) = faults_of(changed("  as: mother\n", "  as: mother\n  as: father\n"))
    assert (fault.path, fault.line) == ("family.as", 8) and "twee keer" in fault.sentence


def test_words_that_look_like_something_else_stay_words():
    case = checked(changed("words: Ze kijkt rond.", "words: 12:30"))
    assert case.story[0].first.words == "12:30"
    assert checked(changed("name: Nina,", "name: no,")).people["nina"].name == "no"


@given(
    st.integers(0, len(RIGHT)),
    st.integers(0, 12),
    st.text(max_size=8) | st.sampled_from(["{", "]", ": ", "\n", "- ", "b+9w"]),
)
@settings(deadline=None, max_examples=often(100, 3000))
def test_any_piece_replaced_by_anything_is_a_right_file_or_a_list_of_faults(place, length, piece):
    spoiled = RIGHT[:place] + piece + RIGHT[place + length :]
    lines = len(spoiled.splitlines()) + 1
    assert all(0 < fault.line <= lines and fault.sentence for fault in faults_of(spoiled.encode(errors="replace")))
