"""Writing SVG that stays well-formed whatever people wrote in it.

Everything that is not already :class:`Markup` is escaped on its way in, so no drawing can forget it.
There are no style attributes (the content security policy refuses them): looks come from classes, and
geometry from presentation attributes.
"""

import re
from functools import cache
from typing import Final

# Besides the five signs with a meaning: what XML cannot hold at all, not even escaped.
_FORBIDDEN: Final = (*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
_SIGNS: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_ESCAPES: Final = str.maketrans({**dict.fromkeys(map(chr, _FORBIDDEN)), **_SIGNS})
_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


class Markup(str):
    """Text that is markup already. Only :func:`tag`, :func:`join` and :func:`filled` make it."""

    __slots__ = ()


type Value = str | float | int


def number(value: float) -> str:
    """A length in the drawing, to a tenth of a unit, without a trailing zero."""
    return f"{value:.1f}".removesuffix(".0")


def _escaped(text: str) -> str:
    # Looking is cheaper than translating, and nearly everything is harmless. What XML cannot hold is not printable.
    if text.isprintable() and not ("&" in text or "<" in text or ">" in text or '"' in text or "'" in text):
        return text
    return text.translate(_ESCAPES)


def tag(name: str, *inside: str, **attributes: Value | None) -> Markup:
    """One element. `class_` stands for class, `stroke_width` for stroke-width; None leaves it out."""
    opening = [name]
    for attribute, value in attributes.items():
        if value is None:
            continue
        shown = _escaped(value) if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
        opening.append(f'{_NAMES[attribute]}="{shown}"')
    if not inside:
        return Markup(f"<{' '.join(opening)}/>")
    return Markup(f"<{' '.join(opening)}>{_said(inside)}</{name}>")


def join(*pieces: str) -> Markup:
    """Pieces after one another; what is not markup yet is escaped."""
    return Markup(_said(pieces))


def _said(pieces: tuple[str, ...]) -> str:
    return "".join([p if type(p) is Markup else _escaped(p) for p in pieces])


def filled(form: str, **pieces: str) -> Markup:
    """Markup of this code with `{name}` where a piece comes; what is not markup yet is escaped. For what is drawn often."""
    return Markup(form.format_map({name: p if type(p) is Markup else _escaped(p) for name, p in pieces.items()}))


def path(*steps: str | float) -> str:
    """The `d` of a path: letters and lengths."""
    return " ".join([step if isinstance(step, str) else number(step) for step in steps])


def checked_key(key: str) -> str:
    """`key` if ids may start with it. Raises ValueError otherwise: ids must stay unique on a page."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"not usable as the start of an id: {key!r}")
    return key


def figure(
    *inside: str,
    key: str,
    wide: bool,
    size: tuple[float, float],
    title: str,
    told: str,
    heads: tuple[str, ...] = ("ink",),
) -> Markup:
    """The outermost element: a picture with a name and a description, for every kind of reader.

    It carries the arrow heads (one per stroke class in `heads`) and the hatching under ids of its own, so
    that two drawings on one page never borrow each other's.
    """
    key = checked_key(key)
    across, down = size
    return tag(
        "svg",
        tag("title", title, id=f"{key}-title"),
        tag("desc", told, id=f"{key}-desc"),
        _borrowed(key, heads),
        *inside,
        class_="drawing wide" if wide else "drawing narrow-only",
        viewBox=f"0 0 {number(across)} {number(down)}",
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
    )


def head(key: str, stroke: str = "ink") -> str:
    """The reference to the arrow head for lines of the class `s-<stroke>` in the drawing `key`."""
    return f"url(#{key}-head-{stroke})"


def hatching(key: str) -> str:
    """The reference to the hatching ('not known') of the drawing `key`."""
    return f"url(#{key}-hatch)"


@cache
def _borrowed(key: str, heads: tuple[str, ...]) -> Markup:
    """What a drawing refers to by id. The keys are those of this code: a handful."""
    return tag("defs", *[_arrow_head(key, stroke) for stroke in heads], _hatching(key))


def _arrow_head(key: str, stroke: str) -> Markup:
    # Not `context-stroke`: older Safari draws nothing with it.
    tip = tag(
        "path",
        class_=f"nofill s-{stroke}",
        d="M1 1 9 5 1 9",
        stroke_width=2,
        stroke_linecap="round",
        stroke_linejoin="round",
    )
    return tag(
        "marker",
        tip,
        id=f"{key}-head-{stroke}",
        viewBox="0 0 10 10",
        refX=8,
        refY=5,
        markerWidth=9,
        markerHeight=9,
        markerUnits="userSpaceOnUse",
        orient="auto-start-reverse",
    )


def _hatching(key: str) -> Markup:
    return tag(
        "pattern",
        tag("line", class_="hatch", x1=0, y1=0, x2=0, y2=8),
        id=f"{key}-hatch",
        width=8,
        height=8,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


class _Names(dict[str, str]):
    """How SVG spells an attribute; each spelling is worked out once. The names are those of this code."""

    def __missing__(self, attribute: str) -> str:
        return self.setdefault(attribute, attribute.replace("_", "-"))


_NAMES: Final = _Names(
    {
        "class_": "class",
        "viewBox": "viewBox",
        "refX": "refX",
        "refY": "refY",
        "markerWidth": "markerWidth",
        "markerHeight": "markerHeight",
        "markerUnits": "markerUnits",
        "patternUnits": "patternUnits",
        "patternTransform": "patternTransform",
    }
)
