"""The circle as one picture: three rings, home in the middle, lines, nodes and their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import sqrt
from typing import Final

from stek.kit.drawing import svg
from stek.kit.drawing import text as measure
from stek.kit.drawing.svg import Markup, number, shaped, tag

from .labels import Box, Label, circle_box, labels
from .lines import drawn_line, ends
from .places import Placed, Point, Sheet, members, nodes
from .things import Around, Captions, Home
from .words import recent

_LOOKS: Final = {"name": "g-b t-around", "role": "g-s", "since": "g-xs g-soft"}
_NOT_ASKED: Final = 'class="nofill s-edge" stroke-width="1.5" stroke-dasharray="2 5" stroke-linecap="round"'
_ASKED: Final = 'class="f-surf s-around" stroke-width="1.3" stroke-dasharray="6 5"'
_YOUNG: Final = 'class="f-around s-around" stroke-width="2"'
_OLDER: Final = 'class="f-surf s-around" stroke-width="1.3"'
_SIZES: Final = (16, 14, 13, 12)


@dataclass(frozen=True, slots=True)
class Scene:
    """Everybody in place, before anything is drawn. Boxes of labels and of circles never overlap."""

    sheet: Sheet
    home: tuple[tuple[Home, Placed], ...]
    around: tuple[tuple[Around, Placed, Label], ...]
    ways: tuple[tuple[Point, Point], ...]  # as many as `around`
    rings: tuple[tuple[str, Point, Box], ...]  # the names of the rings


def scene(sheet: Sheet, home: Sequence[Home], around: Sequence[Around], captions: Captions, today: date) -> Scene:
    """Where everything stands on `sheet`."""
    inner = members(sheet, home)
    targets: dict[str, Placed] = {}
    for one, place in zip(home, inner, strict=True):
        targets.setdefault(one.name, place)
    outer = nodes(sheet, around, targets)
    ways = [ends(sheet, place, targets.get(one.toward or "")) for one, place in zip(around, outer, strict=True)]
    rings = _ring_names(sheet, (captions.home, captions.near, captions.further))
    walked = [way for one, way in zip(around, ways, strict=True) if one.line != "not_asked"]
    beside = labels(sheet, around, outer, [*_slabs(sheet), *(box for _, _, box in rings)], walked, captions, today)
    return Scene(
        sheet,
        tuple(zip(home, inner, strict=True)),
        tuple(zip(around, outer, beside, strict=True)),
        tuple(ways),
        rings,
    )


@cache
def _slabs(sheet: Sheet) -> list[Box]:
    """The ring of home as a stack of boxes, for labels to keep clear of."""
    (x, y), (across, down) = sheet.centre, sheet.home
    slabs = []
    for n in range(-4, 4):
        near = min(abs(n), abs(n + 1)) / 4
        half = across * sqrt(1 - near * near)
        slabs.append(Box(x - half, y + down * n / 4, x + half, y + down * (n + 1) / 4))
    return slabs


@cache
def _ring_names(sheet: Sheet, names: tuple[str, str, str]) -> tuple[tuple[str, Point, Box], ...]:
    named = []
    for name, ring in zip(names, (sheet.home, sheet.near, sheet.further), strict=True):
        x, y = sheet.centre[0], sheet.centre[1] - ring[1] + 17
        half = measure.width(name, measure.SANS, 12) / 2 + 9
        named.append((name, (x, y), Box(x - half, y - 13, x + half, y + 5)))
    return tuple(named)


def drawn(scene: Scene, key: str, today: date) -> list[Markup]:
    """The pieces of the picture, from back to front."""
    pieces = [*_rings(scene.sheet)]
    for (one, _, _), way in zip(scene.around, scene.ways, strict=True):
        line = drawn_line(one, *way, key, recent=recent(one, today))
        if line is not None:
            pieces.append(line)
    pieces += _named(scene.rings)
    pieces += [_member(one, place) for one, place in scene.home]
    pieces += [_node(one, place, label, today) for one, place, label in scene.around]
    return pieces


@cache
def _rings(sheet: Sheet) -> tuple[Markup, ...]:
    return (
        _ring(sheet, sheet.further, "f-sunk s-line"),
        _ring(sheet, sheet.near, "f-surf s-line"),
        _ring(sheet, sheet.home, "f-surf s-edge", 1.5),
    )


def _ring(sheet: Sheet, radii: Point, look: str, thick: float | None = None) -> Markup:
    x, y = sheet.centre
    return tag("ellipse", class_=look, stroke_width=thick, cx=x, cy=y, rx=radii[0], ry=radii[1])


@cache
def _named(rings: tuple[tuple[str, Point, Box], ...]) -> tuple[Markup, ...]:
    return tuple(
        tag("text", name, class_="g-xs g-soft halo", text_anchor="middle", x=x, y=y) for name, (x, y), _ in rings
    )


def _member(one: Home, place: Placed) -> Markup:
    """A circle with a name; a child has a double outline."""
    hue = {"child": "child", "parent": "parent"}.get(one.kind, "around")
    room = 2 * place.radius - 9
    circles = [_circle(f'class="f-{hue} s-{hue}" stroke-width="2"', place.at, place.radius)]
    if one.kind == "child":
        circles.append(_circle(f'class="nofill s-{hue}"', place.at, place.radius - 4.5))
    name = measure.clean(one.name)
    wide = measure.width(name, measure.VOICE_BOLD, 1)
    size = next((size for size in _SIZES if wide * size <= room), _SIZES[-1])
    shown = measure.clip(name, measure.VOICE_BOLD, size, room)
    if measure.width(shown, measure.VOICE_BOLD, size) > room:
        shown = ""
    x, y = place.at
    words = _words(shown, f"g-voice g-b t-{hue}", size, "middle", x, y + size / 3)
    return tag("g", *circles, _windowed(words, name, circle_box(place)))


def _node(one: Around, place: Placed, label: Label, today: date) -> Markup:
    look = f"{'g-voice ' if one.person else ''}g-b t-around"
    if one.line == "not_asked":
        edge, look = _NOT_ASKED, "g-soft"
    elif one.line == "asked":
        edge = _ASKED
    else:
        edge = _YOUNG if recent(one, today) else _OLDER
    x, y = place.at
    words = _words(label.inside, look, label.inside_size, "middle", x, y + label.inside_size / 3)
    inside = _windowed(words, label.inside, circle_box(place))
    return tag("g", _circle(edge, place.at, place.radius), inside, *_beside(one, label))


def _beside(one: Around, label: Label) -> list[Markup]:
    box = label.box
    if box is None:
        return []
    x = {"middle": (box.left + box.right) / 2, "start": box.left + 1, "end": box.right - 1}[label.anchor]
    pieces = []
    for n, line in enumerate(label.lines):
        look = _LOOKS[line.kind]
        if line.kind == "name":
            look = "g-b g-soft" if one.line == "not_asked" else look
            look = f"{look} g-voice" if one.person else look
        pieces.append(_words(line.words, f"{look} halo", line.size, label.anchor, x, box.top + 12 + 16 * n))
    return [_windowed(svg.join(*pieces), "".join([line.words for line in label.lines]), box)]


def _circle(edge: str, at: Point, radius: float) -> Markup:
    return shaped("circle", f'{edge} cx="{number(at[0])}" cy="{number(at[1])}" r="{number(radius)}"')


def _words(said: str, look: str, size: float, anchor: str, x: float, y: float) -> Markup:
    placed = f'text-anchor="{anchor}" x="{number(x)}" y="{number(y)}"'
    return shaped("text", f'class="{look}" font-size="{number(size)}" {placed}', said)


def _windowed(words: Markup, said: str, box: Box) -> Markup:
    """Letters whose width is a guess are kept inside their place by a window of its size."""
    if measure.measurable(said, measure.SANS) and measure.measurable(said, measure.VOICE_BOLD):
        return words
    across, down = box.right - box.left, box.bottom - box.top
    view = " ".join(map(svg.number, (box.left, box.top, across, down)))
    return tag("svg", words, x=box.left, y=box.top, width=across, height=down, viewBox=view)
