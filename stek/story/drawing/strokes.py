"""The grammar of lines that the wide and the narrow drawing share: edges, fills, heads, round corners."""

from typing import Final

from stek.kit.drawing import svg
from stek.kit.drawing.svg import Markup, tag

from .cards import SOURCE, Face, baselines
from .things import Arrow

_CORNER: Final = 12.0
_BEND: Final = 7.0


def arrow_style(arrow: Arrow, key: str) -> dict[str, str | float | None]:
    """Solid when it was told, dashed when it is suspected, a head at both ends when it goes both ways."""
    head = svg.head(key)
    return {
        "class_": "s-ink nofill",
        "stroke_width": 1.8,
        "stroke_linecap": "round",
        "stroke_dasharray": "5 6" if arrow.certainty == "suspected" else None,
        "marker_start": head if arrow.both_ways else None,
        "marker_end": head,
    }


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
    thick = 1.6 if face.recent else 1.1
    upper, lower = face.hues
    stroke = {
        "stroke_width": thick,
        "stroke_dasharray": face.dash,
        "stroke_linecap": "round" if face.dash else None,
    }
    if upper == lower:
        return tag(
            "rect",
            class_=f"{_fill(face, upper)} s-{upper}",
            x=left,
            y=top,
            width=width,
            height=height,
            rx=_CORNER,
            **stroke,
        )
    right, bottom, middle = left + width, top + height, top + height / 2
    over = svg.path(
        "M", left, middle, "V", top + _CORNER, "Q", left, top, left + _CORNER, top,
        "H", right - _CORNER, "Q", right, top, right, top + _CORNER, "V", middle,
    )  # fmt: skip
    under = svg.path(
        "M", left, middle, "V", bottom - _CORNER, "Q", left, bottom, left + _CORNER, bottom,
        "H", right - _CORNER, "Q", right, bottom, right, bottom - _CORNER, "V", middle,
    )  # fmt: skip
    return tag(
        "g",
        tag("path", class_=f"{_fill(face, upper)} s-{upper}", d=over, **stroke),
        tag("path", class_=f"{_fill(face, lower)} s-{lower}", d=under, **stroke),
    )


def _fill(face: Face, hue: str) -> str:
    if face.moment.small_success:
        return "sunfill"
    return f"f-{hue}" if face.recent else "f-surf"


def card_words(face: Face, left: float, top: float, width: float, height: float) -> Markup:
    """The lines of a card. Letters of unknown width are kept inside it by a window of its size."""
    window = {"x": left, "y": top, "width": width, "height": height}
    if face.foreign:
        left = top = 0.0
    text_at, source_at = baselines(face)
    look, slant = ("g-voice", "italic") if face.quoted else (None, None)
    lines = [
        tag("text", line, class_=look, font_style=slant, font_size=face.size, x=left, y=top + y)
        for line, y in zip(face.text, text_at, strict=True)
    ]
    under = [(face.success, "g-xs g-b t-sun")] if face.success else []
    under += [(line, "g-xs g-soft") for line in face.source]
    lines += [
        tag("text", line, class_=look, font_size=SOURCE, x=left, y=top + y)
        for (line, look), y in zip(under, source_at, strict=True)
    ]
    if not face.foreign:
        return svg.join(*lines)
    return tag("svg", *lines, **window)
