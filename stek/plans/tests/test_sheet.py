"""The sheet for the fridge: one A4, tagged, in black; what people wrote stands there literally."""

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from stek.kit.tests.long import often
from stek.plans.sheet import LANGUAGES, NUMBERS, Lines, NoSuchLetters, TooLong, missing, pdf, texts

SHEET = Lines(
    "June, Nina en Maaike", date(2026, 11, 23), ["", "Nina gaat lopen", "", "Iris komt langs", "", "", ""],
    ["Zeg het hardop", "Geef June even door"], ["Iris 0470 00 00 00"], ["Ze lachte in bad"], ("106",),
)  # fmt: skip


def read(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def words(lines: Lines) -> str:
    return " ".join(page.extract_text() for page in read(pdf(lines)).pages)


def bare(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_with_the_fixed_words_in_the_language_and_theirs_as_they_wrote_them(language):
    made = read(pdf(replace(SHEET, language=language)))
    said = made.pages[0].extract_text()
    assert len(made.pages) == 1
    for theirs in (
        "June, Nina en Maaike",
        "Nina gaat lopen",
        "Geef June even door",
        "Ze lachte in bad",
        "Iris 0470 00 00 00",
    ):
        assert theirs in said
    fixed = texts()[language]
    for ours in (fixed["title"], fixed["busy"], fixed["glad"], fixed["call"], fixed["danger"], *fixed["days"]):
        assert bare(ours) in bare(said)


def test_it_is_tagged_for_who_listens():
    root = read(pdf(SHEET)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root and root["/Lang"] == "nl"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_the_paper_is_a4_and_the_ink_is_black():
    page = read(pdf(SHEET)).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    drawn = page.get_contents().get_data().decode("latin-1").split()
    coloured = [
        drawn[place - 3 : place] for place, one in enumerate(drawn) if one in ("rg", "RG", "sc", "SC", "scn", "SCN")
    ]
    assert all(len(set(one)) == 1 or one[-1] in ("0", "1") for one in coloured)


@pytest.mark.parametrize(
    "hostile",
    [
        '#eval("1+1") #import "x"', "$a_1 + b^2$", "\\u{41} \\ \\n", "*dik* _schuin_ `code` <tag> @naar",
        "= Titel // weg /* weg */", "{{ 7 }} {% x %} ]]]", '"]} , {"a": 1', "kop 😀 tee",
    ],
)  # fmt: skip
def test_hostile_words_stand_there_literally(hostile):
    for made in (
        replace(SHEET, glad=[hostile]), replace(SHEET, busy=[hostile]), replace(SHEET, people=[hostile]),
        replace(SHEET, names=hostile), replace(SHEET, days=[hostile, *SHEET.days[1:]]),
    ):  # fmt: skip
        assert bare(hostile) in bare(words(made))


def test_arabic_and_hebrew_have_letters():
    said = words(replace(SHEET, glad=["مرحبا", "שלום"]))
    assert "שלום" in said and "مرحبا" in said


@settings(max_examples=often(10, 250), deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=60))
def test_any_line_of_plain_letters_is_on_the_page(line):
    assert bare(line) in bare(words(replace(SHEET, glad=[line])))


def test_a_word_that_is_longer_than_the_paper_is_broken_and_not_cut():
    long = "".join(chr(97 + number % 26) for number in range(300))
    assert bare(long) in bare(words(replace(SHEET, busy=[long])))


def test_more_words_make_smaller_letters_and_too_many_are_said():
    some = replace(SHEET, busy=["Neem even een paar minuten voor jezelf."] * 12, glad=["Samen buiten."] * 12)
    assert len(read(pdf(some)).pages) == 1
    assert words(some).count("Neem even een") == 12
    with pytest.raises(TooLong):
        pdf(replace(SHEET, busy=["woord " * 2_000]))


def test_letters_without_a_shape_are_named():
    with pytest.raises(NoSuchLetters) as refused:
        pdf(replace(SHEET, glad=["een 🦄 en nog een 🦄"]))
    assert refused.value.letters == "🦄" == missing("🦄🦄 abc é ł ß")


def test_help_numbers_stand_there_only_when_they_were_chosen():
    said = words(replace(SHEET, numbers=()))
    assert "112" in said and not any(number in said for number in NUMBERS)


def test_the_three_languages_say_the_same_things():
    shapes = [
        {
            key: len(value) if isinstance(value, list) else set(value) if isinstance(value, dict) else 0
            for key, value in one.items()
        }
        for one in texts().values()
    ]
    assert set(texts()) == set(LANGUAGES) and shapes[0] == shapes[1] == shapes[2]
    assert all(set(one["numbers"]) == set(NUMBERS) for one in texts().values())
