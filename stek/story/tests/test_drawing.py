"""The drawing of the story: what it shows, how, and that nothing anybody wrote can break it."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings

from stek.kit.tests.long import often
from stek.story.captions import captions
from stek.story.drawing import draw_story

from .drawn import LANES, TODAY, make_arrow, make_frame, make_moment, parsed, stories, words_in

FORMATS = pytest.mark.parametrize("wide", [True, False])
ELEMENTS = {"svg", "title", "desc", "defs", "marker", "pattern", "g", "path", "line", "rect", "circle", "text"}


def drawn(frame, moments, arrows=(), *, wide=True, key="k"):
    return draw_story(frame, moments, arrows, captions(), wide=wide, key=key)


@FORMATS
@given(story=stories())
@settings(max_examples=often(10, 300), deadline=None)
def test_the_drawing_is_well_formed_and_holds_nothing_but_drawing(wide, story):
    root = parsed(drawn(*story, wide=wide, key="k").svg)

    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(one.startswith("k-") for one in ids)
    for element in root.iter():
        assert element.tag in ELEMENTS
        assert not {name for name in element.attrib if name.startswith("on") or name in {"style", "href"}}


@FORMATS
@given(story=stories())
@settings(max_examples=often(10, 300), deadline=None)
def test_every_moment_is_shown_or_counted_as_left_out(wide, story):
    frame, moments, arrows = story
    drawing = drawn(frame, moments, arrows, wide=wide)

    assert len(drawing.shown) == len(set(drawing.shown))
    assert len(drawing.shown) + drawing.left_out == len(moments)
    on = {moment.id: moment.on for moment in moments}
    past = [day for day in on.values() if day <= TODAY]
    assert sorted(on[one] for one in drawing.shown) == sorted(past)[len(past) - len(drawing.shown) :]


@FORMATS
def test_a_full_week_is_drawn_in_part_rather_than_left_out_for_one_card_after_it(wide):
    """Nine notes of one week of age, and one of the week after: a picture of that one alone tells nothing."""
    week = TODAY - timedelta(days=11)
    lanes = ("child", "parent", "surroundings")
    moments = [make_moment(n, lane=lanes[n % 3], on=week, text="Een zin van gewone lengte. " * 4) for n in range(9)]
    moments.append(make_moment(9, lane="child", on=TODAY - timedelta(days=2)))
    assert len(drawn(make_frame(weeks=60), moments, wide=wide).shown) >= 5


@FORMATS
@given(story=stories(most=14))
@settings(max_examples=often(10, 250), deadline=None)
def test_the_order_in_which_things_come_in_changes_nothing(wide, story):
    frame, moments, arrows = story
    shuffled, others = moments[:], arrows[:]
    random.Random(4).shuffle(shuffled)
    random.Random(5).shuffle(others)

    assert drawn(frame, moments, arrows, wide=wide) == drawn(frame, shuffled, others, wide=wide)


@FORMATS
@pytest.mark.parametrize("lane", LANES)
def test_a_worry_looks_like_a_strength(wide, lane):
    frame = make_frame()
    strength, worry = (drawn(frame, [make_moment(lane=lane, tone=tone)], wide=wide) for tone in ("strength", "worry"))
    assert strength == worry


@FORMATS
def test_not_sure_is_said_in_words_and_changes_no_line(wide):
    frame = make_frame()
    unsure, noticed = (drawn(frame, [make_moment(tone=tone)], wide=wide).svg for tone in ("unsure", "noticed"))
    shapes = {"rect", "path", "circle"}
    looks = [
        [(one.get("class"), one.get("stroke-dasharray")) for one in parsed(svg).iter() if one.tag in shapes]
        for svg in (unsure, noticed)
    ]
    assert "niet zeker" in words_in(unsure)
    assert looks[0] == looks[1]


@pytest.mark.parametrize(
    ("knowing", "dash"), [("seen", None), ("heard", None), ("told", None), ("suspected", "6 5"), ("", "1.5 4.5")]
)
def test_the_edge_of_a_card_says_how_it_is_known(knowing, dash):
    root = parsed(drawn(make_frame(), [make_moment(knowing=knowing)]).svg)
    (card,) = [rect for rect in root.iter("rect") if "s-child" in rect.get("class", "")]
    assert card.get("stroke-dasharray") == dash


def test_what_is_between_two_people_has_the_edge_of_both():
    moments = [make_moment(lane="relation", about=("June", "Nina")), make_moment(1, ago=9)]
    root = parsed(drawn(make_frame(), moments).svg)
    edges = {path.get("class") for path in root.iter("path") if "f-" in path.get("class", "")}
    assert edges == {"f-child s-child", "f-parent s-parent"}


def test_what_is_between_the_parents_has_no_edge_of_the_child():
    root = parsed(drawn(make_frame(), [make_moment(lane="relation", about=("Nina", "Maaike"))]).svg)
    assert not [element for element in root.iter() if "s-child" in element.get("class", "")]


@FORMATS
def test_yellow_is_for_a_small_success_only(wide):
    frame = make_frame()
    plain = drawn(frame, [make_moment(tone="strength")], wide=wide).svg
    success = drawn(frame, [make_moment(tone="strength", small_success=True)], wide=wide).svg
    assert "sunfill" not in plain
    assert "sunfill" in success
    assert "klein succes" in words_in(success)


@FORMATS
def test_what_is_older_is_hollow_and_keeps_its_date(wide):
    svg = drawn(make_frame(weeks=30), [make_moment(ago=40)], wide=wide).svg
    assert "f-surf s-child" in svg
    assert "12 okt" in words_in(svg)


@FORMATS
def test_own_words_are_quoted_in_the_hand_of_a_person(wide):
    root = parsed(drawn(make_frame(), [make_moment(text="Ik zorg", quoted_from="June")], wide=wide).svg)
    (quote,) = [text for text in root.iter("text") if text.text == "‘Ik zorg’"]
    assert quote.get("class") == "g-voice"
    assert quote.get("font-style") == "italic"


@FORMATS
def test_a_time_nobody_noted_anything_is_hatched_and_says_so(wide):
    moments = [make_moment(ago=1), make_moment(1, ago=60)]
    drawing = drawn(make_frame(weeks=12), moments, wide=wide)
    strips = [r for r in parsed(drawing.svg).iter("rect") if r.get("fill") == "url(#k-hatch)"]
    assert len(strips) == 2
    assert "weten we niet" in words_in(drawing.svg)


@FORMATS
def test_a_story_that_goes_on_is_not_hatched(wide):
    moments = [make_moment(n, ago=7 * n) for n in range(6)]
    assert "url(#k-hatch)" not in drawn(make_frame(weeks=5), moments, wide=wide).svg


@FORMATS
def test_what_was_left_out_is_not_hatched_as_unknown(wide):
    moments = [make_moment(n, ago=n * 5) for n in range(60)]
    drawing = drawn(make_frame(weeks=100), moments, wide=wide)
    assert drawing.left_out
    assert "url(#k-hatch)" not in drawing.svg
    assert f"nog {drawing.left_out} eerdere momenten" in words_in(drawing.svg)


@FORMATS
def test_what_stands_on_a_former_page_is_not_called_unknown(wide):
    given = make_frame(weeks=100), [make_moment(ago=2)], [], captions()
    whole, part = (draw_story(*given, wide=wide, key="k", complete=complete) for complete in (True, False))
    assert "url(#k-hatch)" in whole.svg
    assert "url(#k-hatch)" not in part.svg
    assert part.notes == ("Er zijn nog eerdere momenten. Ze staan in de lijst.",)


@FORMATS
def test_the_future_is_not_drawn_and_is_counted(wide):
    drawing = drawn(make_frame(), [make_moment(ago=1), make_moment(1, ago=-3, text="Morgenland")], wide=wide)
    assert drawing.shown == ("m0000",)
    assert drawing.left_out == 1
    assert "Morgenland" not in words_in(drawing.svg)
    assert "na vandaag" in words_in(drawing.svg)


@FORMATS
def test_an_empty_story_draws_its_lanes_and_an_opening(wide):
    drawing = drawn(make_frame(), [], wide=wide)
    assert drawing.left_out == 0
    read = words_in(drawing.svg)
    assert "June" in read
    assert "Je begint waar je wilt." in read


@FORMATS
def test_an_arrow_to_something_the_reader_cannot_see_does_not_exist(wide):
    moments = [make_moment(0), make_moment(1, ago=2)]
    with_it = drawn(make_frame(), moments, [make_arrow(0, 77)], wide=wide)
    assert with_it == drawn(make_frame(), moments, [], wide=wide)


@FORMATS
def test_an_arrow_to_a_moment_that_is_not_drawn_is_said_in_words(wide):
    moments = [make_moment(n, ago=n) for n in range(60)]
    drawing = drawn(make_frame(), moments, [make_arrow(0, 59), make_arrow(1, 0)], wide=wide)
    assert [arrow.from_thread for arrow in drawing.arrows] == ["t0001"]
    assert drawing.arrows_left_out == 1
    assert drawing.notes[-1] in " ".join(parsed(drawing.svg).itertext())


@FORMATS
def test_a_suspected_arrow_is_dashed_and_both_ways_has_two_heads(wide):
    moments = [make_moment(0), make_moment(1, ago=2, lane="parent")]
    told = drawn(make_frame(), moments, [make_arrow(0, 1)], wide=wide).svg
    suspected = drawn(make_frame(), moments, [make_arrow(0, 1, certainty="suspected", both_ways=True)], wide=wide).svg
    assert "marker-start" not in told
    assert 'stroke-dasharray="5 6"' not in told
    assert suspected.count("marker-start") == 1
    assert suspected.count("marker-end") == 1
    assert 'stroke-dasharray="5 6"' in suspected


def test_the_axis_counts_days_then_weeks_then_months():
    def axis(weeks, *days):
        frame = make_frame(weeks=weeks)
        moments = [
            make_moment(n, ago=0, on=frame.birth + timedelta(days=day), lane=LANES[n]) for n, day in enumerate(days)
        ]
        return words_in(drawn(frame, moments).svg)

    assert "geboorte" in axis(1, 0, 3)
    assert "dag 3" in axis(1, 0, 3)
    assert "week 5" in axis(9, 36)
    assert "4 maanden" in axis(20, 125)
    assert "3 jaar en 2 maanden" in axis(200, 1170)


def test_an_expected_child_has_weeks_of_pregnancy_and_no_birth():
    frame = make_frame(weeks=None, due=TODAY + timedelta(days=70))
    read = words_in(drawn(frame, [make_moment(ago=7, lane="parent")]).svg)
    assert "29 weken zwanger" in read
    assert "geboorte" not in read


@FORMATS
@pytest.mark.parametrize("days", [15, 200])
def test_nobody_is_drawn_as_pregnant_past_42_weeks(wide, days):
    frame = make_frame(weeks=None, due=TODAY - timedelta(days=days))
    read = words_in(drawn(frame, [make_moment(ago=0, lane="parent")], wide=wide).svg)
    assert "zwanger" not in read and "nu" in read


def test_on_the_first_day_the_child_is_born_today():
    wide, narrow = (words_in(drawn(make_frame(weeks=0), [make_moment(ago=0)], wide=wide).svg) for wide in (True, False))
    assert "vandaag geboren" in narrow and "nu, geboorte" not in wide + narrow


def test_a_child_born_early_has_a_corrected_age_beside_its_own():
    frame = replace(make_frame(weeks=12), due=TODAY - timedelta(weeks=6))
    wide, narrow = (drawn(frame, [make_moment(ago=1)], wide=wide).svg for wide in (True, False))
    assert "week 11 (gecorrigeerd week 5)" in (parsed(wide).findtext("desc") or "")
    assert "nu, week 12 (gecorrigeerd week 6)" in words_in(narrow)


def test_without_a_birth_date_the_axis_shows_dates():
    read = words_in(drawn(make_frame(weeks=None), [make_moment(ago=1)]).svg)
    assert "20 nov" in read


@FORMATS
def test_a_thousand_moments_show_the_latest_that_can_be_read(wide):
    moments = [make_moment(n, ago=n, lane=LANES[n % 4]) for n in range(1000)]
    drawing = drawn(make_frame(weeks=150), moments, wide=wide)
    assert 6 <= len(drawing.shown) <= 14
    assert drawing.shown[-1] == "m0000"
    assert drawing.height < 1100


def test_two_drawings_on_a_page_share_no_id():
    moments = [make_moment()]
    one, other = (drawn(make_frame(), moments, key=key).svg for key in ("een", "twee"))
    ids = [{element.get("id") for element in parsed(svg).iter()} - {None} for svg in (one, other)]
    assert not ids[0] & ids[1]
