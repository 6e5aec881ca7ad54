"""The circle as one picture: three rings, home in the middle, lines, nodes and their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import sqrt
from typing import Final

from stek.kit.drawing import svg
from stek.kit.drawing import text as measure
from stek.kit.drawing.svg import Markup, tag

from .labels import SMALL, TINY, Box, Label, circle_box, labels
from .lines import drawn_line, ends
from .places import Placed, Point, Sheet, members, nodes
from .things import Around, Captions, Home
from .words import recent

_LOOKS: Final = {"name": "g-b t-around", "role": "g-s", "since": "g-xs g-soft"}
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
    rings = _ring_names(sheet, captions)
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


def _ring_names(sheet: Sheet, captions: Captions) -> tuple[tuple[str, Point, Box], ...]:
    named = []
    for name, ring in ((captions.home, sheet.home), (captions.near, sheet.near), (captions.further, sheet.further)):
        x, y = sheet.centre[0], sheet.centre[1] - ring[1] + 17
        half = measure.width(name, measure.SANS, 12) / 2 + 9
        named.append((name, (x, y), Box(x - half, y - 13, x + half, y + 5)))
    return tuple(named)


def drawn(scene: Scene, key: str, today: date) -> list[Markup]:
    """The pieces of the picture, from back to front."""
    sheet = scene.sheet
    pieces = [*_rings(sheet)]
    for (one, _, _), way in zip(scene.around, scene.ways, strict=True):
        line = drawn_line(one, *way, key, recent=recent(one, today))
        if line is not None:
            pieces.append(line)
    pieces += [
        tag("text", name, class_="g-xs g-soft halo", text_anchor="middle", x=x, y=y) for name, (x, y), _ in scene.rings
    ]
    pieces += [_member(one, place) for one, place in scene.home]
    pieces += [_node(sheet, one, place, label, today) for one, place, label in scene.around]
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


def _member(one: Home, place: Placed) -> Markup:
    """A circle with a name; a child has a double outline."""
    hue = {"child": "child", "parent": "parent"}.get(one.kind, "around")
    (x, y), radius = place.at, place.radius
    pieces = [tag("circle", class_=f"f-{hue} s-{hue}", stroke_width=2, cx=x, cy=y, r=radius)]
    room = 2 * radius - 9
    if one.kind == "child":
        pieces.append(tag("circle", class_=f"nofill s-{hue}", cx=x, cy=y, r=radius - 4.5))
    name = measure.clean(one.name)
    size = next((s for s in _SIZES if measure.width(name, measure.VOICE_BOLD, s) <= room), _SIZES[-1])
    shown = measure.clip(name, measure.VOICE_BOLD, size, room)
    if measure.width(shown, measure.VOICE_BOLD, size) > room:
        shown = ""
    words = tag("text", shown, class_=f"g-voice g-b t-{hue}", font_size=size, text_anchor="middle", x=x, y=y + size / 3)
    return tag("g", *pieces, _windowed(words, name, circle_box(place)))


def _node(sheet: Sheet, one: Around, place: Placed, label: Label, today: date) -> Markup:
    (x, y), radius = place.at, place.radius
    if one.line == "not_asked":
        circle = tag(
            "circle", class_="nofill s-edge", stroke_width=1.5, stroke_dasharray="2 5", stroke_linecap="round",
            cx=x, cy=y, r=radius,
        )  # fmt: skip
        look = "g-soft"
    else:
        young = recent(one, today) and one.line != "asked"
        circle = tag(
            "circle",
            class_=f"{'f-around' if young else 'f-surf'} s-around",
            stroke_width=2 if young else 1.3,
            stroke_dasharray="6 5" if one.line == "asked" else None,
            cx=x,
            cy=y,
            r=radius,
        )
        look = f"{'g-voice ' if one.person else ''}g-b t-around"
    inside = tag(
        "text",
        label.inside,
        class_=look,
        font_size=label.inside_size,
        text_anchor="middle",
        x=x,
        y=y + label.inside_size / 3,
    )
    return tag("g", circle, _windowed(inside, label.inside, circle_box(place)), *_beside(sheet, one, label))


def _beside(sheet: Sheet, one: Around, label: Label) -> list[Markup]:
    box = label.box
    if box is None:
        return []
    x = {"middle": (box.left + box.right) / 2, "start": box.left + 1, "end": box.right - 1}[label.anchor]
    pieces = []
    for n, line in enumerate(label.lines):
        look, size = _LOOKS[line.kind], {"name": sheet.name, "role": SMALL, "since": TINY}[line.kind]
        if line.kind == "name":
            look = "g-b g-soft" if one.line == "not_asked" else look
            look = f"{look} g-voice" if one.person else look
        pieces.append(
            tag(
                "text",
                line.words,
                class_=f"{look} halo",
                font_size=size,
                text_anchor=label.anchor,
                x=x,
                y=box.top + 12 + 16 * n,
            )
        )
    words = "".join(line.words for line in label.lines)
    return [_windowed(svg.join(*pieces), words, box)]


def _windowed(words: Markup, said: str, box: Box) -> Markup:
    """Letters whose width is a guess are kept inside their place by a window of its size."""
    if measure.measurable(said, measure.SANS) and measure.measurable(said, measure.VOICE_BOLD):
        return words
    across, down = box.right - box.left, box.bottom - box.top
    view = " ".join(map(svg.number, (box.left, box.top, across, down)))
    return tag("svg", words, x=box.left, y=box.top, width=across, height=down, viewBox=view)
