"""The story in words: everything is in it, newest first, with who says it and what moves what."""

from datetime import timedelta

import pytest
from hypothesis import given, settings

from stek.kit.tests.long import often
from stek.story.captions import captions
from stek.story.drawing import story_in_words
from stek.story.drawing.words import source

from .drawn import TODAY, make_arrow, make_frame, make_moment, stories


def told(frame, moments, arrows=()):
    return story_in_words(frame, moments, arrows, captions())


def entries(frame, moments, arrows=()):
    return [entry for stretch in told(frame, moments, arrows) for entry in stretch.entries]


@given(story=stories())
@settings(max_examples=often(10, 300), deadline=None)
def test_the_list_has_every_moment_once_newest_first(story):
    listed = entries(*story)
    assert sorted(entry.id for entry in listed) == sorted(moment.id for moment in story[1])
    assert [entry.on for entry in listed] == sorted((entry.on for entry in listed), reverse=True)


def test_moments_stand_under_the_age_of_the_child():
    frame = make_frame(weeks=12)
    stretches = told(frame, [make_moment(0, ago=0), make_moment(1, ago=2), make_moment(2, ago=14)])
    assert [stretch.caption for stretch in stretches if stretch.entries] == ["week 12", "week 11", "week 10"]


def test_a_time_nobody_noted_anything_has_a_sentence_of_its_own():
    stretches = told(make_frame(weeks=12), [make_moment(0, ago=1)])
    assert stretches[-1].entries == ()
    assert "geboorte" in stretches[-1].unknown
    assert "Dat weten we niet." in stretches[-1].unknown


def test_a_page_of_the_list_does_not_call_the_pages_before_it_unknown():
    stretches = story_in_words(make_frame(weeks=100), [make_moment(0, ago=1)], [], captions(), complete=False)
    assert [stretch.unknown for stretch in stretches] == [""]


def test_a_former_page_knows_where_the_page_after_it_begins():
    older = make_moment(0, ago=300)
    given = make_frame(weeks=100), [older], [], captions()
    beside = story_in_words(*given, complete=False, until=older.on + timedelta(days=3))
    far = story_in_words(*given, complete=False, until=TODAY - timedelta(days=20))
    assert [stretch.unknown for stretch in beside] == [""]
    assert [bool(stretch.unknown) for stretch in far] == [True, False]


def test_a_text_is_never_shortened_in_the_list():
    long = "woord " * 300
    assert entries(make_frame(), [make_moment(text=long)])[0].text == long


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"knowing": "seen"}, "gezien door Nina"),
        ({"knowing": "heard"}, "gehoord door Nina"),
        ({"knowing": "suspected"}, "vermoeden van Nina"),
        ({"knowing": ""}, "genoteerd door Nina"),
        ({"knowing": "told", "told_by": "Nina", "told_it_themself": True}, "verteld door Nina"),
        ({"knowing": "told", "told_by": "Tom", "author": "Bram"}, "verteld door Tom aan Bram"),
        ({"knowing": "seen", "told_by": "Tom", "author": "Bram"}, "verteld door Tom aan Bram"),
        ({"told_by": "Nina", "author": "Nina", "author_role": "vroedvrouw"}, "verteld door Nina aan Nina"),
        ({"quoted_from": "June", "told_by": "June", "author": "Bram"}, "verteld door June aan Bram"),
        ({"quoted_from": "June", "told_by": "Tom", "author": "Bram"}, "woorden van June, verteld door Tom aan Bram"),
        ({"quoted_from": "June", "author": "Bram"}, "woorden van June, genoteerd door Bram"),
        ({"quoted_from": "Nina"}, "woorden van Nina"),
    ],
)
def test_the_source_says_who_and_how_they_know(changed, sentence):
    assert source(make_moment(**changed), captions()) == sentence


@pytest.mark.parametrize("about", [(), ("Nina",), ("June",), ("Bram", "June")])
def test_who_told_it_follows_neither_from_whom_it_is_about_nor_from_how_it_is_known(about):
    """A father's sentence about the mother is not said to be hers."""
    moment = make_moment(knowing="told", about=about, author="Bram")
    assert source(moment, captions()) == "genoteerd door Bram, zoals het verteld werd"


@pytest.mark.parametrize(
    ("lane", "about", "label"),
    [
        ("parent", ("Nina",), "Nina"), ("parent", ("Nina", "Maaike"), "Nina en Maaike"), ("child", ("June",), "June"),
        ("relation", ("June", "Nina"), "June en Nina"), ("surroundings", ("Nina",), "Nina"),
        ("parent", (), "de ouders"), ("surroundings", (), "rondom hen"), ("child", (), "het kind"),
    ],
)  # fmt: skip
def test_a_list_names_whom_a_note_is_about_and_nobody_else(lane, about, label):
    (entry,) = entries(make_frame(), [make_moment(lane=lane, about=about)])
    assert entry.lane_label == label


def test_the_list_says_what_somebody_does_in_the_circle():
    (entry,) = entries(make_frame(), [make_moment(author="Marijke", author_role="vroedvrouw")])
    assert entry.source == "gezien door Marijke (vroedvrouw)"


def test_an_influence_is_said_at_both_ends():
    moments = [make_moment(0, ago=3, text="Nina slaapt weinig"), make_moment(1, text="June huilt veel")]
    listed = {entry.id: entry.influences for entry in entries(make_frame(), moments, [make_arrow(0, 1)])}
    assert listed["m0000"] == ("Nina vertelt: dit werkt door op ‘June huilt veel’.",)
    assert listed["m0001"] == ("Nina vertelt: ‘Nina slaapt weinig’ werkt hierop door.",)


def test_a_suspicion_stays_a_suspicion_in_words():
    moments = [make_moment(0), make_moment(1, text="June huilt")]
    arrow = make_arrow(0, 1, certainty="suspected", author="Marijke", both_ways=True, words="ze voelen elkaar")
    listed = {entry.id: entry.influences for entry in entries(make_frame(), moments, [arrow])}
    (sentence,) = listed["m0000"]
    assert sentence.startswith("Marijke vermoedt dat dit en ‘June huilt’ op elkaar inwerken.")
    assert sentence.endswith("‘ze voelen elkaar’")


def test_what_was_told_to_somebody_is_not_said_to_be_theirs():
    moments = [make_moment(0), make_moment(1, text="June huilt")]
    listed = entries(make_frame(), moments, [make_arrow(0, 1, author="Marijke")])
    sentences = [sentence for entry in listed for sentence in entry.influences]
    assert all(sentence.startswith("Verteld aan Marijke:") for sentence in sentences)


def test_an_influence_of_something_the_reader_cannot_see_is_not_mentioned():
    assert entries(make_frame(), [make_moment(0)], [make_arrow(0, 9), make_arrow(9, 0)])[0].influences == ()


def test_an_influence_points_to_the_newest_moment_of_a_thread():
    first = make_moment(1, ago=5, text="Eerste versie")
    moments = [make_moment(0, ago=9), first, make_moment(2, thread=first.thread, text="Tweede versie")]
    listed = {entry.id: entry.influences for entry in entries(make_frame(), moments, [make_arrow(0, 1)])}
    assert "Tweede versie" in listed["m0000"][0]
    assert listed["m0001"] == ()


def test_the_list_knows_what_is_recent():
    old = make_moment(1, on=TODAY - timedelta(days=60))
    assert [entry.recent for entry in entries(make_frame(), [make_moment(0), old])] == [True, False]
