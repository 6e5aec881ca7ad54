"""Places in the wide drawing: cards keep apart, words stay on their card, arrows go around."""

from itertools import pairwise

from hypothesis import given, settings

from stek.kit.drawing import text as measure
from stek.kit.tests.long import often
from stek.story.captions import captions
from stek.story.drawing import draw_story
from stek.story.drawing.cards import PAD, SOURCE, Cards, face, read
from stek.story.drawing.heights import heights_of
from stek.story.drawing.lanes import plan
from stek.story.drawing.wide import WIDTH, points, routes_of
from stek.story.drawing.words import newest_first

from .drawn import TODAY, make_arrow, make_frame, make_moment, parsed, stories

TEXT_FROM = 108.0


def laid_out(frame, moments, arrows):
    """Card id -> its rectangle, and each route as its corners with the ids of the two cards."""
    past = newest_first([moment for moment in moments if moment.on <= TODAY])[::-1]
    laid = plan(frame, past, captions(), Cards(frame, captions()))
    _, _, routes, roads = routes_of(laid, past, arrows)
    heights = heights_of(laid, roads)
    cards = {
        card.face.moment.id: (card.left, heights.rows[card.row][0], card.right, heights.rows[card.row][1])
        for card in laid.cards
    }
    ways = [(points(route, heights), route.start.face.moment.id, route.end.face.moment.id) for _, route in routes]
    return laid, cards, ways, heights


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@given(story=stories())
@settings(max_examples=often(10, 300), deadline=None)
def test_cards_never_overlap_and_stay_on_the_paper(story):
    _, cards, _, heights = laid_out(*story)
    boxes = list(cards.values())
    for number, box in enumerate(boxes):
        assert 0 <= box[0] < box[2] <= WIDTH
        assert 0 <= box[1] < box[3] <= heights.bottom
        assert not any(overlap(box, other) for other in boxes[:number])


@given(story=stories())
@settings(max_examples=often(10, 300), deadline=None)
def test_every_arrow_touches_its_cards_and_runs_through_none(story):
    _, cards, ways, heights = laid_out(*story)
    for corners, start, end in ways:
        assert touches(corners[0], cards[start])
        assert touches(corners[-1], cards[end])
        for here, there in pairwise(corners):
            assert here[0] == there[0] or here[1] == there[1]
            piece = (min(here[0], there[0]), min(here[1], there[1]), max(here[0], there[0]), max(here[1], there[1]))
            assert 0 <= piece[0] <= piece[2] <= WIDTH
            assert 0 <= piece[1] <= piece[3] <= heights.bottom
            thick = (piece[0] - 0.1, piece[1] - 0.1, piece[2] + 0.1, piece[3] + 0.1)
            inner = [(left + 1, top + 1, right - 1, bottom - 1) for left, top, right, bottom in cards.values()]
            assert not any(overlap(thick, card) for card in inner)


def touches(point, card):
    """Whether a point lies on the edge of a card."""
    x, y = point
    left, top, right, bottom = card
    across = left <= x <= right and min(abs(y - top), abs(y - bottom)) < 0.01
    down = top <= y <= bottom and min(abs(x - left), abs(x - right)) < 0.01
    return across or down


@given(story=stories(most=10))
@settings(max_examples=often(10, 300), deadline=None)
def test_words_stay_on_their_card(story):
    frame, moments, _ = story
    for moment in moments:
        card = face(read(frame, moment, captions()), 200)
        letters = measure.VOICE_ITALIC if card.quoted else measure.SANS
        inner = card.width - 2 * PAD + 0.001
        assert card.width <= 200
        assert len(card.text) <= 3
        assert all(measure.width(line, letters, card.size) <= inner for line in card.text)
        assert all(measure.width(line, measure.SANS, SOURCE) <= inner for line in card.source)


@given(story=stories())
@settings(max_examples=often(10, 300), deadline=None)
def test_time_runs_from_left_to_right(story):
    laid, *_ = laid_out(*story)
    ordered = sorted(laid.cards, key=lambda card: card.face.moment.on)
    for before, after in pairwise(ordered):
        if before.face.moment.on < after.face.moment.on:
            assert before.left <= after.left


@given(story=stories())
@settings(max_examples=often(10, 300), deadline=None)
def test_no_card_stands_in_a_time_that_is_not_known(story):
    laid, *_ = laid_out(*story)
    for strip in laid.hatched:
        assert not any(card.left < strip.right and strip.left < card.right for card in laid.cards)


def test_a_card_begins_at_its_place_on_the_axis():
    laid, *_ = laid_out(make_frame(), [make_moment(0, ago=1), make_moment(1, ago=30, lane="parent")], [])
    assert {card.left for card in laid.cards} <= {tick.left for tick in laid.ticks}


def test_neighbours_are_joined_by_a_straight_line():
    moments = [make_moment(0, ago=20), make_moment(1, ago=10)]
    _, cards, ways, _ = laid_out(make_frame(), moments, [make_arrow(0, 1)])
    ((corners, _, _),) = ways
    assert len(corners) == 2
    assert corners[0][0] == cards["m0000"][2]


def test_two_arrows_between_the_same_rows_do_not_lie_on_one_another():
    moments = [
        make_moment(0, ago=20),
        make_moment(1, ago=3),
        make_moment(2, ago=20, lane="parent"),
        make_moment(3, ago=3, lane="parent"),
    ]
    _, _, ways, _ = laid_out(make_frame(), moments, [make_arrow(0, 3), make_arrow(1, 2)])
    levels = [{corner[1] for corner in corners[1:-1]} for corners, _, _ in ways]
    assert not levels[0] & levels[1]


@given(story=stories())
@settings(max_examples=often(10, 300), deadline=None)
def test_on_a_telephone_no_moment_stands_on_another(story):
    frame, moments, arrows = story
    drawing = draw_story(frame, moments, arrows, captions(), wide=False, key="k")
    lines = sorted(
        float(text.get("y"))
        for text in parsed(drawing.svg).iter("text")
        if float(text.get("x")) == TEXT_FROM and not text.get("text-anchor")
    )
    assert all(after - before >= 12 for before, after in pairwise(lines))
    assert all(0 < line < drawing.height for line in lines)


@given(story=stories())
@settings(max_examples=often(10, 300), deadline=None)
def test_on_a_telephone_the_marks_keep_apart(story):
    frame, moments, arrows = story
    svg = draw_story(frame, moments, arrows, captions(), wide=False, key="k").svg
    marks = sorted({float(circle.get("cy")) for circle in parsed(svg).iter("circle")})
    assert all(after - before > 20 for before, after in pairwise(marks))
