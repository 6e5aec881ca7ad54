"""The wide drawing: age from left to right, three lanes, and between child and parents what is theirs.

What happens between people belongs to both, so it has no lane of its own: its cards lie across the border
of the child's lane and the parents' lane, with an edge in the colours of the two it is about.
"""

from typing import Final

from stek.kit.drawing import svg
from stek.kit.drawing import text as measure
from stek.kit.drawing.svg import Markup, filled, tag

from .arrows import Roads, Route
from .cards import PAD, Cards
from .heights import EMPTY_ROW, LINE, ROAD, TOP, TRACK, Heights, caption, caption_row, heights_of
from .lanes import AXIS, LEFT, RIGHT, Hatched, Placed, Plan, plan
from .scale import age, age_with_correction, now_with
from .strokes import arrow_line, card_shape, card_words, rounded
from .things import Arrow, Captions, Drawing, Frame, Moment
from .told import matched, notes_on, told
from .words import lane_label, newest_first

WIDTH: Final = 1120.0
_LABEL_ROOM: Final = 92.0
_TICK: Final = '<path class="s-line nofill" d="M {left} 28 V {bottom}"/>'
_AGE: Final = '<text class="g-s g-soft" x="{left}" y="20">{age}</text>'


def draw_wide(
    frame: Frame,
    moments: list[Moment],
    arrows: list[Arrow],
    captions: Captions,
    cards: Cards,
    key: str,
    *,
    later: int,
    complete: bool,
) -> Drawing:
    """`moments` (none after today; `later` is how many there were) as one picture of 1120 units wide."""
    ordered = newest_first(moments)[::-1]
    laid = plan(frame, ordered, captions, cards, complete=complete)
    drawn, elsewhere, routes, roads = routes_of(laid, ordered, arrows)
    heights = heights_of(laid, roads)
    notes = notes_on(len(ordered) - len(laid.cards), later, elsewhere, captions, complete=complete)
    bottom = heights.bottom + (8 + 20 * len(notes) if notes else 2)
    shown = [card.face.moment for card in laid.cards]
    picture = svg.figure(
        _lanes(frame, heights, captions),
        _axis(frame, laid, heights, captions),
        *[_hatched(one, heights, laid, key) for one in laid.hatched],
        tag("g", *[_arrow(a, r, heights, key) for a, r in routes], fill="none"),
        *[_card(card, heights) for card in laid.cards],
        *([] if laid.cards else [_empty(heights, captions)]),
        svg.lines(notes, [heights.bottom + 22 + 20 * n for n in range(len(notes))], 'class="g-s g-soft" x="18"'),
        key=key,
        wide=True,
        size=(WIDTH, bottom),
        title=captions.title.format(child=frame.child_name or captions.lane_child),
        told=told(frame, shown, notes, captions),
    )
    return Drawing(
        str(picture),
        WIDTH,
        bottom,
        tuple(moment.id for moment in shown),
        len(ordered) - len(shown) + later,
        tuple(drawn),
        elsewhere,
        notes,
    )


def routes_of(
    laid: Plan, moments: list[Moment], arrows: list[Arrow]
) -> tuple[list[Arrow], int, list[tuple[Arrow, Route]], Roads]:
    """Which arrows are drawn, how many are not, the way of each, and the roads they were given out on."""
    cards = {card.face.moment.id: card for card in laid.cards}
    captioned = caption_row(laid)
    blocked = tuple((captioned, (one.left, one.right)) for one in laid.hatched)
    roads = Roads(laid.cards, len(laid.rows), blocked)
    joined, elsewhere = matched(arrows, moments, set(cards))
    # Short ways first: they have the least choice.
    joined.sort(key=lambda one: abs(cards[one[1]].row - cards[one[2]].row))
    routes = [(arrow, roads.between(cards[start], cards[end])) for arrow, start, end in joined]
    return [arrow for arrow, _ in routes], elsewhere, routes, roads


def _lanes(frame: Frame, heights: Heights, captions: Captions) -> Markup:
    bands = [
        tag("rect", class_=f"f-{hue}", opacity=0.45, x=0, y=top, width=WIDTH, height=end - top, rx=14)
        for hue, (top, end) in heights.lanes.items()
    ]
    names = [
        _lane_name(frame, lane, hue, heights.lanes[hue], captions)
        for lane, hue in (("child", "child"), ("parent", "parent"), ("surroundings", "around"))
    ]
    if laid_across := heights.across:
        names.append(_between(laid_across, captions))
    return tag("g", *bands, *names)


def _between(seam: float, captions: Captions) -> Markup:
    """The name of what belongs to both lanes, on a bridge over their border."""
    name = measure.clip(captions.lane_relation, measure.SANS, 13, _LABEL_ROOM)
    across = measure.width(name, measure.SANS, 13) + 16
    bridge = tag("rect", class_="f-surf", x=12, y=seam - 13, width=across, height=26, rx=13)
    return tag("g", bridge, tag("text", name, class_="g-s g-soft", x=20, y=seam + 4.5))


def _lane_name(frame: Frame, lane: str, hue: str, band: tuple[float, float], captions: Captions) -> Markup:
    name = measure.clean(lane_label(frame, lane, captions))
    lines = measure.wrap(name, measure.VOICE_BOLD, 14, _LABEL_ROOM, 3)
    start = (band[0] + band[1]) / 2 + 5 - 9 * (len(lines) - 1)
    down = [start + 18 * n for n in range(len(lines))]
    return tag("g", svg.lines(lines, down, f'class="g-voice g-b t-{hue}" font-size="14" x="18"'))


def _axis(frame: Frame, laid: Plan, heights: Heights, captions: Captions) -> Markup:
    places = [(svg.number(tick.left), tick.label) for tick in laid.ticks if tick.label]
    bottom = svg.number(heights.bottom)
    lines = [filled(_TICK, left=left, bottom=bottom) for left, _ in places]
    words = [filled(_AGE, left=left, age=label) for left, label in places]
    last = laid.ticks[-1] if laid.ticks else None
    free = last.left + measure.width(last.label, measure.SANS, AXIS) + 16 if last else LEFT
    if laid.hatched and laid.hatched[-1].left > free:
        free = laid.hatched[-1].left
    now = _now(frame, last.label if last else "", RIGHT - free, captions)
    end = tag("text", now, class_="g-s g-b", text_anchor="end", x=RIGHT, y=20)
    return tag("g", *lines, *words, end)


def _now(frame: Frame, said: str, room: float, captions: Captions) -> str:
    """'nu' with as much of the age as there is room for, and none when the column beside it says the same."""
    plain = age(frame, frame.today, captions)
    for old in (age_with_correction(frame, frame.today, captions), plain):
        now = now_with(frame, old, captions)
        if plain != said and measure.width(now, measure.SANS_BOLD, AXIS) <= room:
            return now
    return captions.now


def _hatched(one: Hatched, heights: Heights, laid: Plan, key: str) -> Markup:
    across = one.right - one.left
    strip = tag(
        "rect",
        fill=svg.hatching(key),
        x=one.left,
        y=TOP,
        width=across,
        height=heights.bottom - TOP,
    )
    lines = caption(one)
    top, end = heights.rows[caption_row(laid)]
    tall = 14 + LINE * len(lines)
    start = (top + end - tall) / 2
    middle = svg.number((one.left + one.right) / 2)
    box = tag("rect", class_="f-surf", x=one.left + 5, y=start, width=across - 10, height=tall, rx=10)
    down = [start + 20 + LINE * n for n in range(len(lines))]
    words = svg.lines(lines, down, f'class="g-s g-soft" text-anchor="middle" x="{middle}"')
    return tag("g", strip, box, words)


def _card(card: Placed, heights: Heights) -> Markup:
    top, end = heights.rows[card.row]
    return tag(
        "g",
        card_shape(card.face, card.left, top, card.face.width, end - top),
        card_words(card.face, card.left + PAD, top, card.face.width - 2 * PAD, end - top),
    )


def _arrow(arrow: Arrow, route: Route, heights: Heights, key: str) -> Markup:
    return arrow_line(arrow, rounded(points(route, heights)), key)


def points(route: Route, heights: Heights) -> list[tuple[float, float]]:
    """The corners of a route, from edge to edge of the two cards it joins."""
    start, end = route.start, route.end
    if not route.runs:
        top = heights.rows[start.row][0]
        y = top + min(heights.rows[start.row][1] - top, EMPTY_ROW + 20) / 2
        if start.left < end.left:
            return [(start.right, y), (end.left, y)]
        return [(start.left, y), (end.right, y)]
    first, last = route.runs[0], route.runs[-1]
    leaves_down = first.gutter == start.row + 1
    enters_down = last.gutter == end.row
    corners = [(first.start, heights.rows[start.row][1 if leaves_down else 0])]
    for run in route.runs:
        if run.track >= 0:
            top, bottom = heights.gutters[run.gutter]
            y = (top + bottom) / 2 if bottom - top <= ROAD + 6 else top + ROAD / 2
            y += TRACK * run.track
            corners += [(run.start, y), (run.end, y)]
    corners.append((last.end, heights.rows[end.row][0 if enters_down else 1]))
    return corners


def _empty(heights: Heights, captions: Captions) -> Markup:
    middle = (LEFT + RIGHT) / 2
    y = sum(heights.lanes["parent"]) / 2 + 5
    return tag("text", captions.empty, class_="g-soft", font_size=15, text_anchor="middle", x=middle, y=y)
