"""Fields that take what people and their devices really send."""

from uuid import UUID

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from stek.kit.ids import FormKey
from stek.kit.widgets import OnceField, WordsField


@given(st.text(max_size=60))
def test_words_lose_nothing_but_null_characters_and_the_space_around_them(words: str):
    kept = WordsField(required=False).clean(words)
    assert kept == words.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def test_a_line_break_counts_as_one():
    field = WordsField(max_length=3)
    assert field.clean("a\r\nb") == "a\nb"
    with pytest.raises(forms.ValidationError):
        field.clean("a\r\nbc")


@pytest.mark.parametrize("nothing", [None, "", " ", "\x00", "\r\n", [], ["a"], 3])
def test_what_is_no_words_is_nothing(nothing):
    assert WordsField(required=False).clean(nothing) == ""
    with pytest.raises(forms.ValidationError):
        WordsField().clean(nothing)


@pytest.mark.parametrize("sent", ["", None, "x", "\x00", "0" * 500])
def test_an_id_that_is_none_becomes_a_new_one(sent):
    first, second = OnceField().clean(sent), OnceField().clean(sent)
    assert isinstance(first, FormKey) and first.key.version == 7 and first != second


def test_an_id_of_the_page_stays_and_every_page_has_its_own():
    class Page(forms.Form):
        id = OnceField()

    shown = {Page()["id"].value() for _ in range(5)}
    assert len(shown) == 5
    for id in shown:
        assert OnceField().clean(str(id)) == FormKey(UUID(str(id)))
