"""The narrow drawing, for a telephone: time runs down, newest on top, along three thin rails.

A telephone shows the list; that is where one reads. What a list cannot show is how things move each
other and how long nobody knew. So this drawing is the list's spine and no second list: a mark on the rail
of whom it is about (across two rails when it is about what is between them), two lines to recognise the
moment by, hatching for times not known, and brackets in the margin for what moves what. Cards in lanes
would need three columns of nine letters each. The units are those of a small telephone (320 wide), so
that letters stay readable on it.
"""

from dataclasses import dataclass
from typing import Final

from stek.kit.drawing import svg
from stek.kit.drawing import text as measure
from stek.kit.drawing.svg import Markup, tag

from .cards import PAD, Cards, Face
from .scale import Unknown, age_with_correction, now_with, stops, whole_starts
from .strokes import arrow_line, card_words, rounded
from .things import Arrow, Captions, Drawing, Frame, Moment
from .told import matched, notes_on, told
from .words import lane_label, newest_first

WIDTH: Final = 320.0
MOST: Final = 8
_RAILS: Final = {"child": 50.0, "parent": 68.0, "around": 86.0}
_TEXT: Final = 108.0
_ROOM: Final = WIDTH - _TEXT - 2
_SIZE: Final = 15
_LINES: Final = 2
_TRACKS: Final = 4
_TRACK: Final = 9.0
_HEAD: Final = 24.0
_MARK: Final = 7.0
_GAP: Final = 4.0
_CAPTION: Final = 17.0
_HATCHED: Final = 56.0


@dataclass(frozen=True, slots=True)
class Row:
    """One moment and where it stands; its mark is at `mark` down, from rail `left` to rail `right`."""

    face: Face
    top: float
    mark: float
    left: float
    right: float


def draw_narrow(
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
    """`moments` (none after today; `later` is how many there were) as one picture of 320 units wide."""
    ordered = newest_first(moments)[::-1]
    shown = _latest(frame, ordered)
    pieces: list[Markup] = []
    rows: dict[str, Row] = {}
    at = _HEAD * 3 + 22
    now = now_with(frame, age_with_correction(frame, frame.today, captions), captions)
    pieces += _headed(now, "g-s g-b", at)
    at += 14 + _CAPTION * (len(pieces) - 1)
    said = ""
    axis = stops(frame, tuple(shown), captions, complete=complete and len(shown) == len(ordered))
    for stop in reversed(axis):
        if isinstance(stop, Unknown):
            pieces.append(_hatched(stop, at, key))
            at += _HATCHED
            continue
        age = age_with_correction(frame, stop.on, captions)
        if age != said:
            said, headed = age, _headed(age, "g-s g-b g-soft", at + 18)
            at += 18 + _CAPTION * (len(headed) - 1)
            pieces += headed
        for moment in reversed(stop.moments):
            row = _row(cards, moment, at)
            rows[moment.id] = row
            at += row.face.height + _GAP
    joined, elsewhere = matched(arrows, ordered, set(rows))
    drawn, brackets = _brackets(joined, rows, key)
    elsewhere += len(joined) - len(drawn)
    bottom = max(at, _HEAD * 3 + 90)
    notes = notes_on(len(ordered) - len(shown), later, elsewhere, captions, complete=complete)
    lines = [line for note in notes for line in measure.wrap(note, measure.SANS, 13, WIDTH - 8, 4)]
    height = bottom + (10 + 18 * len(lines) if lines else 0)
    if not shown:
        pieces.append(_empty(captions))
    picture = svg.figure(
        _rails(frame, bottom - (6 if axis and isinstance(axis[0], Unknown) else 0), captions),
        *pieces,
        tag("g", *brackets, fill="none"),
        *[_marked(row) for row in rows.values()],
        svg.lines(lines, [bottom + 18 * n + 16 for n in range(len(lines))], 'class="g-s g-soft" x="4"'),
        key=key,
        wide=False,
        size=(WIDTH, height),
        title=captions.title.format(child=frame.child_name or captions.lane_child),
        told=told(frame, shown, notes, captions),
    )
    ids = tuple(moment.id for moment in shown)
    return Drawing(str(picture), WIDTH, height, ids, len(ordered) - len(ids) + later, tuple(drawn), elsewhere, notes)


def _latest(frame: Frame, ordered: list[Moment]) -> list[Moment]:
    """As many of the latest as fit, beginning with a whole column when there is one to begin with."""
    earliest = max(len(ordered) - MOST, 0)
    return ordered[next(iter(whole_starts(frame, ordered, earliest)), earliest) :]


def _row(cards: Cards, moment: Moment, top: float) -> Row:
    words = cards.face(moment, _ROOM + 2 * PAD, size=_SIZE, lines=_LINES)
    ends = sorted(_RAILS[hue] for hue in words.hues)
    return Row(words, top, top + 19, ends[0], ends[1])


def _headed(caption: str, look: str, at: float) -> list[Markup]:
    lines = measure.wrap(caption, measure.SANS_BOLD, 13, _ROOM, 2)
    return [tag("text", line, class_=look, x=_TEXT, y=at + _CAPTION * n) for n, line in enumerate(lines)]


def _rails(frame: Frame, bottom: float, captions: Captions) -> Markup:
    """Three rails, each bending to its name at the top, like the lines of a small railway."""
    pieces = []
    for n, (lane, hue) in enumerate((("child", "child"), ("parent", "parent"), ("surroundings", "around"))):
        x, y = _RAILS[hue], 14 + _HEAD * n
        name = measure.clean(lane_label(frame, lane, captions))
        shown = measure.clip(name, measure.VOICE_BOLD, 14, _ROOM)
        rail = rounded([(_TEXT - 6, y), (x, y), (x, bottom)])
        pieces += [
            svg.shaped("path", f'class="nofill s-{hue}" stroke-width="1.5" opacity="0.5" d="{rail}"'),
            svg.shaped(
                "text", f'class="g-voice g-b t-{hue}" font-size="14" x="{_TEXT:g}" y="{svg.number(y + 5)}"', shown
            ),
        ]
    return tag("g", *pieces)


def _hatched(stop: Unknown, at: float, key: str) -> Markup:
    left, right = _RAILS["child"] - 9, _RAILS["around"] + 9
    said = [measure.clip(line, measure.SANS, 13, _ROOM) for line in stop.lines]
    lines = svg.lines(said, [at + 24 + 17 * n for n in range(len(said))], f'class="g-s g-soft" x="{_TEXT:g}"')
    back = tag("rect", class_="f-surf", x=left, y=at + 6, width=right - left, height=_HATCHED - 10, rx=8)
    strip = tag("rect", fill=svg.hatching(key), x=left, y=at + 6, width=right - left, height=_HATCHED - 10, rx=8)
    return tag("g", back, strip, lines)


def _marked(row: Row) -> Markup:
    pieces = []
    if row.face.moment.small_success:
        pieces.append(
            tag(
                "rect",
                class_="sunfill",
                x=_TEXT - 8,
                y=row.top + 2,
                width=min(row.face.width - PAD, WIDTH - _TEXT + 8),
                height=row.face.height,
                rx=10,
            )
        )
    pieces += [_mark(row), card_words(row.face, _TEXT, row.top, _ROOM + 2, row.face.height + 2)]
    return tag("g", *pieces)


def _mark(row: Row) -> Markup:
    """A round mark on one rail, or a bead across two, each half in the hue of its rail."""
    upper, lower = row.face.hues
    stroke = f'stroke-width="{1.6 if row.face.recent else 1.1}"'
    if row.face.dash:
        stroke += f' stroke-dasharray="{row.face.dash.replace("6 5", "3 2.5")}"'
    if row.left == row.right:
        beads = [-4.0, 4.0] if row.face.moment.lane == "relation" else [0.0]
        look = f'cy="{svg.number(row.mark)}" r="{_MARK:g}" {stroke}'
        return tag(
            "g",
            *[
                svg.shaped("circle", f'class="{_look(row.face, upper)}" cx="{svg.number(row.left + x)}" {look}')
                for x in beads
            ],
        )
    middle = (row.left + row.right) / 2
    halves = []
    for hue, x, turn in ((upper, row.left, 0), (lower, row.right, 1)):
        d = svg.path(
            "M", middle, row.mark - _MARK, "H", x, f"A {_MARK} {_MARK} 0 0 {turn}", x, row.mark + _MARK,
            "H", middle,
        )  # fmt: skip
        halves.append(svg.shaped("path", f'class="{_look(row.face, hue)}" d="{d}" {stroke}'))
    return tag("g", *halves)


def _look(face: Face, hue: str) -> str:
    return f"{f'f-{hue}' if face.recent else 'f-surf'} s-{hue}"


def _brackets(joined: list[tuple[Arrow, str, str]], rows: dict[str, Row], key: str) -> tuple[list[Arrow], list[Markup]]:
    """Arrows as brackets in the left margin, each on a track of its own, as many as the margin holds."""
    tracks: list[list[tuple[float, float]]] = []
    touched: dict[str, int] = {}
    drawn, pieces = [], []
    for arrow, start, end in sorted(joined, key=lambda one: abs(rows[one[1]].mark - rows[one[2]].mark)):
        low, high = sorted((rows[start].mark, rows[end].mark))
        number = next(
            (n for n, track in enumerate(tracks) if all(high < a or b < low for a, b in track)),
            len(tracks),
        )
        if number == _TRACKS:
            continue
        if number == len(tracks):
            tracks.append([])
        tracks[number].append((low, high))
        x = _RAILS["child"] - _MARK - 9 - _TRACK * number
        corners = []
        for place in (start, end):
            row, before = rows[place], touched.get(place, 0)
            touched[place] = before + 1
            y = row.mark + (0, 5, -5)[before % 3]
            corners.append(
                (row.left - _MARK - (4 if row.left == row.right and row.face.moment.lane == "relation" else 0), y)
            )
        (from_x, from_y), (to_x, to_y) = corners
        bend = x - ((from_x + to_x) / 2 - x) / 3
        d = svg.path("M", from_x, from_y, "C", bend, from_y, bend, to_y, to_x, to_y)
        pieces.append(arrow_line(arrow, d, key))
        drawn.append(arrow)
    return drawn, pieces


def _empty(captions: Captions) -> Markup:
    said = measure.wrap(captions.empty, measure.SANS, _SIZE, _ROOM, 3)
    down = [_HEAD * 3 + 54 + 20 * n for n in range(len(said))]
    return svg.lines(said, down, f'class="g-soft" font-size="{_SIZE}" x="{_TEXT:g}"')
