"""The grammar of lines that the wide and the narrow drawing share: edges, fills, heads, round corners."""

from typing import Final

from stek.kit.drawing import svg
from stek.kit.drawing.svg import Markup, filled, tag

from .cards import SOURCE, Face, baselines
from .things import Arrow

_CORNER: Final = 12.0
_BEND: Final = 7.0
_ARROW: Final = (
    '<path d="{d}" class="s-ink nofill" stroke-width="1.8" stroke-linecap="round"{dashed}{start} marker-end="{head}"/>'
)
_SUSPECTED: Final = ' stroke-dasharray="5 6"'
_BOTH_WAYS: Final = ' marker-start="{head}"'
# From the middle of one side round two corners to the middle of the other: four places across, three down.
_HALF: Final = "M {0} {4} V {5} Q {0} {6} {1} {6} H {2} Q {3} {6} {3} {5} V {4}"


def arrow_line(arrow: Arrow, d: str, key: str) -> Markup:
    """Solid when it was told, dashed when it is suspected, a head at both ends when it goes both ways."""
    head = svg.head(key)
    dashed = filled(_SUSPECTED) if arrow.certainty == "suspected" else ""
    start = filled(_BOTH_WAYS, head=head) if arrow.both_ways else ""
    return filled(_ARROW, d=d, dashed=dashed, start=start, head=head)


def rounded(corners: list[tuple[float, float]]) -> str:
    """A path along `corners` that takes its bends in a small curve."""
    corners = [c for n, c in enumerate(corners) if n == 0 or c != corners[n - 1]]
    steps: list[str | float] = ["M", *corners[0]]
    for before, here, after in zip(corners, corners[1:], corners[2:], strict=False):
        steps += ["L", *_towards(here, before), "Q", *here, *_towards(here, after)]
    steps += ["L", *corners[-1]]
    return svg.path(*steps)


def _towards(here: tuple[float, float], there: tuple[float, float]) -> tuple[float, float]:
    across, down = there[0] - here[0], there[1] - here[1]
    far = max(abs(across), abs(down))
    step = min(_BEND, far / 2) / far
    return here[0] + across * step, here[1] + down * step


def card_shape(face: Face, left: float, top: float, width: float, height: float) -> Markup:
    """The edge and the fill of a card: hue = who, dash = how known, tint or hollow = how long ago."""
    upper, lower = face.hues
    stroke = f'stroke-width="{1.6 if face.recent else 1.1}"'
    if face.dash:
        stroke += f' stroke-dasharray="{face.dash}" stroke-linecap="round"'
    if upper == lower:
        x, y, wide, tall = map(svg.number, (left, top, width, height))
        place = f'x="{x}" y="{y}" width="{wide}" height="{tall}" rx="{_CORNER:g}"'
        return svg.shaped("rect", f'class="{_fill(face, upper)} s-{upper}" {place} {stroke}')
    right, bottom = left + width, top + height
    across = [svg.number(x) for x in (left, left + _CORNER, right - _CORNER, right)]
    down = [svg.number(y) for y in (top + height / 2, top + _CORNER, top)]
    up = [svg.number(y) for y in (top + height / 2, bottom - _CORNER, bottom)]
    over, under = (_HALF.format(*across, *turned) for turned in (down, up))
    return tag(
        "g",
        svg.shaped("path", f'class="{_fill(face, upper)} s-{upper}" d="{over}" {stroke}'),
        svg.shaped("path", f'class="{_fill(face, lower)} s-{lower}" d="{under}" {stroke}'),
    )


def _fill(face: Face, hue: str) -> str:
    if face.moment.small_success:
        return "sunfill"
    return f"f-{hue}" if face.recent else "f-surf"


def card_words(face: Face, left: float, top: float, width: float, height: float) -> Markup:
    """The lines of a card. Letters of unknown width are kept inside it by a window of its size."""
    x, y = (0.0, 0.0) if face.foreign else (left, top)
    text_at, source_at = ([y + one for one in down] for down in baselines(face))
    slanted, across = 'class="g-voice" font-style="italic" ' if face.quoted else "", svg.number(x)
    pieces = [svg.lines(face.text, text_at, f'{slanted}font-size="{svg.number(face.size)}" x="{across}"')]
    if face.success:
        success_at, *source_at = source_at
        pieces.append(tag("text", face.success, class_="g-xs g-b t-sun", font_size=SOURCE, x=x, y=success_at))
    pieces.append(svg.lines(face.source, source_at, f'class="g-xs g-soft" font-size="{SOURCE}" x="{across}"'))
    if not face.foreign:
        return svg.join(*pieces)
    return tag("svg", *pieces, x=left, y=top, width=width, height=height)
