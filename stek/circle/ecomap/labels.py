"""Where the words beside a node stand, so that no two of them touch and none covers a node."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from stek.kit.drawing import text as measure

from .places import EDGE, Placed, Point, Sheet
from .things import Around, Captions
from .words import day, recent

_STEP: Final = 16.0
_GAP: Final = 5.0
SMALL: Final = 12.5
TINY: Final = 12
INSIDE: Final = (15, 13.5, 12.5)


class Box(NamedTuple):
    """A piece of the paper that something stands on."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, *others: "Box") -> bool:
        """Whether something of one of `others` stands on it."""
        left, top, right, bottom = self
        for x, y, to_x, to_y in others:  # noqa: SIM110 - asked so often that any() shows on the page
            if left < to_x and x < right and top < to_y and y < bottom:
                return True
        return False

    def crossed_by(self, start: Point, end: Point) -> bool:
        """Whether a straight line passes through it: not beside it, and not with all its corners on one side."""
        (x, y), (to_x, to_y) = start, end
        left, top, right, bottom = self
        if x < left > to_x or x > right < to_x or y < top > to_y or y > bottom < to_y:
            return False
        across, down = to_x - x, to_y - y
        # Both times its length: how far the middle is from the line, and how far the box reaches towards it.
        off = ((left + right) / 2 - x) * down - ((top + bottom) / 2 - y) * across
        return abs(off) <= (right - left) / 2 * abs(down) + (bottom - top) / 2 * abs(across)


class Text(NamedTuple):
    """One line beside a node."""

    words: str
    kind: str  # name · role · since
    size: float


@dataclass(frozen=True, slots=True)
class Label:
    """What stands in a node and beside it. Without a box there is nothing beside it."""

    inside: str
    inside_size: float
    lines: tuple[Text, ...]
    box: Box | None
    anchor: str


def labels(
    sheet: Sheet,
    around: Sequence[Around],
    placed: Sequence[Placed],
    taken: Sequence[Box],
    ways: Sequence[tuple[Point, Point]],
    captions: Captions,
    today: date,
) -> list[Label]:
    """A label for each of `around`, as full as there is room for; `taken` and `ways` are avoided.

    Below the node is best, then above, then beside it. When nothing fits, the date goes first, then the
    role; the table has both.
    """
    blocked = [*taken, *(circle_box(one, 2) for one in placed)]
    found: dict[int, Label] = {}
    for n in sorted(range(len(around)), key=lambda n: (placed[n].at[1], placed[n].at[0])):
        found[n] = label = _label(sheet, around[n], placed[n], blocked, ways, captions, today)
        if label.box is not None:
            blocked.append(label.box)
    return [found[n] for n in range(len(around))]


def _label(
    sheet: Sheet,
    one: Around,
    node: Placed,
    blocked: list[Box],
    ways: Sequence[tuple[Point, Point]],
    captions: Captions,
    today: date,
) -> Label:
    name = measure.clean(one.name)
    inside, size = _inside(one, name, _chord(node.radius))
    label, least = None, len(ways) + 1
    for lines in _versions(sheet, one, name, inside, captions, today):
        spot = _spot(sheet, node, lines, blocked, ways)
        if spot is not None and spot[2] < least:
            box, anchor, least = spot
            label = Label(inside, size, lines, box, anchor)
        if not least:
            break
    if label is None and inside != one.name and one.line != "not_asked":
        inside, size = measure.clip(name, _face(one), TINY, _chord(node.radius)), TINY
    return label or Label(inside, size, (), None, "middle")


def circle_box(one: Placed, margin: float = 0.0) -> Box:
    """The square around a node."""
    (x, y), far = one.at, one.radius + margin
    return Box(x - far, y - far, x + far, y + far)


def _chord(radius: float) -> float:
    return 2 * (radius - EDGE)


def _face(one: Around) -> measure.Face:
    return measure.VOICE_BOLD if one.person else measure.SANS_BOLD


def _inside(one: Around, name: str, room: float) -> tuple[str, float]:
    """The name, when it fits in the node; otherwise what it begins with. '?' when nobody was asked."""
    if one.line == "not_asked":
        return "?", 17
    face = _face(one)
    wide = measure.width(name, face, 1)
    for size in INSIDE:
        if wide * size <= room and measure.measurable(name, face):
            return name, size
    # Only a letter of the typeface: the start of a joined sign could be anything.
    start = name[:1].upper()
    return (start if start in face else ""), INSIDE[0]


def _versions(
    sheet: Sheet, one: Around, name: str, inside: str, captions: Captions, today: date
) -> Iterator[tuple[Text, ...]]:
    """What a label may say, from full to little."""
    names = () if inside == name else tuple(Text(line, "name", sheet.name) for line in _name_lines(name, one, sheet))
    lines = names
    if said := measure.clean(one.label or one.role):
        lines = (*names, Text(measure.clip(said, measure.SANS, SMALL, sheet.label), "role", SMALL))
    extra = captions.asked_mark if one.line == "asked" else ""
    # Who is tinted was spoken of lately; who is hollow says when.
    if sheet.dated and one.on is not None and not extra and not recent(one, today):
        extra = day(one.on, today, captions.months_short, captions)
    if extra:
        yield (*lines, Text(extra, "since", TINY))
    if lines:
        yield lines
    if names and names != lines:
        yield names


def _name_lines(name: str, one: Around, sheet: Sheet) -> tuple[str, ...]:
    face = _face(one)
    words = measure.words_of(name, face)
    if any(wide * sheet.name > sheet.label for _, wide in words):
        return (measure.clip(name, face, sheet.name, sheet.label),)
    return measure.wrap_measured(words, face, sheet.name, sheet.label, 2)


def _widest(line: Text) -> float:
    """How wide a line of a label is, a name in the widest of the faces it may have."""
    faces = (measure.VOICE_BOLD, measure.SANS_BOLD) if line.kind == "name" else (measure.SANS,)
    return max([measure.width(line.words, face, line.size) for face in faces])


def _spot(
    sheet: Sheet,
    node: Placed,
    lines: tuple[Text, ...],
    blocked: list[Box],
    ways: Sequence[tuple[Point, Point]],
) -> tuple[Box, str, int] | None:
    """The best free place beside `node` for `lines`, how they are aligned there, and what it lies on."""
    wide = max(map(_widest, lines)) + 2
    tall = _STEP * len(lines)
    (x, y), far = node.at, node.radius + _GAP
    below, above, inset = y + far, y - far - tall, node.radius * 0.7
    places = (
        (x - wide / 2, below, "middle"),
        (x - wide / 2, above, "middle"),
        (x + far, y - tall / 2, "start"),
        (x - far - wide, y - tall / 2, "end"),
        (x - inset, below, "start"),
        (x + inset - wide, below, "end"),
        (x - inset, above, "start"),
        (x + inset - wide, above, "end"),
    )
    best = None
    for wished, top, anchor in places:
        # Above and below, a label may slide along to stay on the paper.
        left = wished if top == y - tall / 2 else min(max(wished, 1), sheet.size[0] - 1 - wide)
        if left < 1 or top < 1 or left + wide > sheet.size[0] - 1 or top + tall > sheet.size[1] - 1:
            continue
        box = Box(left, top, left + wide, top + tall)
        if box.meets(*blocked):
            continue
        crossed = sum([box.crossed_by(start, end) for start, end in ways])
        if best is None or crossed < best[2]:
            best = (box, anchor, crossed)
        if crossed == 0:
            break
    return best
