"""Where the words beside a node stand, so that no two of them touch and none covers a node."""

from collections.abc import Sequence
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

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Text:
    """One line beside a node."""

    words: str
    kind: str  # name · role · since


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
    ordered = sorted(range(len(around)), key=lambda n: (placed[n].at[1], placed[n].at[0]))
    found: dict[int, Label] = {}
    for n in ordered:
        one = around[n]
        inside, size = _inside(one, placed[n].radius)
        label = Label(inside, size, (), None, "middle")
        least = None
        for lines in _versions(sheet, one, inside, captions, today):
            spot = _spot(sheet, placed[n], lines, blocked, ways)
            if spot is not None and (least is None or spot[2] < least):
                label, least = Label(inside, size, lines, spot[0], spot[1]), spot[2]
            if least == 0:
                break
        if label.box is not None:
            blocked.append(label.box)
        if label.box is None and inside != one.name and one.line != "not_asked":
            face = measure.VOICE_BOLD if one.person else measure.SANS_BOLD
            shown = measure.clip(measure.clean(one.name), face, TINY, _chord(placed[n].radius))
            label = Label(shown, TINY, (), None, "middle")
        found[n] = label
    return [found[n] for n in range(len(around))]


def circle_box(one: Placed, margin: float = 0.0) -> Box:
    """The square around a node."""
    (x, y), far = one.at, one.radius + margin
    return Box(x - far, y - far, x + far, y + far)


def _chord(radius: float) -> float:
    return 2 * (radius - EDGE)


def _inside(one: Around, radius: float) -> tuple[str, float]:
    """The name, when it fits in the node; otherwise what it begins with. '?' when nobody was asked."""
    if one.line == "not_asked":
        return "?", 17
    name = measure.clean(one.name)
    face = measure.VOICE_BOLD if one.person else measure.SANS_BOLD
    for size in INSIDE:
        if measure.width(name, face, size) <= _chord(radius) and measure.measurable(name, face):
            return name, size
    # Only a letter of the typeface: the start of a joined sign could be anything.
    start = name[:1].upper()
    return (start if start in face else ""), INSIDE[0]


def _versions(sheet: Sheet, one: Around, inside: str, captions: Captions, today: date) -> list[tuple[Text, ...]]:
    """What a label may say, from full to little."""
    name = measure.clean(one.name)
    lines: list[Text] = []
    if inside != name:
        lines += [Text(line, "name") for line in _name_lines(name, one.person, sheet)]
    said = measure.clean(one.label or one.role)
    if said:
        lines.append(Text(measure.clip(said, measure.SANS, SMALL, sheet.label), "role"))
    short = tuple(line for line in lines if line.kind == "name") or tuple(lines[:1])
    versions = [tuple(lines), short]
    extra = captions.asked_mark if one.line == "asked" else ""
    # Who is tinted was spoken of lately; who is hollow says when.
    if sheet.dated and one.on is not None and not extra and not recent(one, today):
        extra = day(one.on, today, captions.months_short, captions)
    if extra:
        versions.insert(0, (*lines, Text(extra, "since")))
    return [version for version in dict.fromkeys(versions) if version]


def _name_lines(name: str, person: bool, sheet: Sheet) -> tuple[str, ...]:
    face = measure.VOICE_BOLD if person else measure.SANS_BOLD
    if any(measure.width(word, face, sheet.name) > sheet.label for word in name.split(" ")):
        return (measure.clip(name, face, sheet.name, sheet.label),)
    return measure.wrap(name, face, sheet.name, sheet.label, 2)


def line_width(sheet: Sheet, line: Text, person: bool) -> float:
    """How wide a line of a label is."""
    if line.kind == "name":
        return measure.width(line.words, measure.VOICE_BOLD if person else measure.SANS_BOLD, sheet.name)
    return measure.width(line.words, measure.SANS, SMALL if line.kind == "role" else TINY)


def _widest(sheet: Sheet, line: Text) -> float:
    """The same, in the widest of the faces it may have."""
    wide = line_width(sheet, line, True)
    return max(wide, line_width(sheet, line, False)) if line.kind == "name" else wide


def _spot(
    sheet: Sheet,
    node: Placed,
    lines: tuple[Text, ...],
    blocked: list[Box],
    ways: Sequence[tuple[Point, Point]],
) -> tuple[Box, str, int] | None:
    """The best free place beside `node` for `lines`, how they are aligned there, and what it lies on."""
    wide = max(_widest(sheet, line) for line in lines) + 2
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
        if any(box.meets(other) for other in blocked):
            continue
        crossed = sum(_crosses(box, way) for way in ways)
        if best is None or crossed < best[2]:
            best = (box, anchor, crossed)
        if crossed == 0:
            break
    return best


def _crosses(box: Box, way: tuple[Point, Point]) -> bool:
    """Whether a straight line passes through `box` (Liang and Barsky's clipping)."""
    (x, y), (to_x, to_y) = way
    across, down = to_x - x, to_y - y
    first, last = 0.0, 1.0
    for step, room in (
        (-across, x - box.left),
        (across, box.right - x),
        (-down, y - box.top),
        (down, box.bottom - y),
    ):
        if step == 0:
            if room < 0:
                return False
            continue
        part = room / step
        if step < 0:
            first = max(first, part)
        else:
            last = min(last, part)
    return first <= last
