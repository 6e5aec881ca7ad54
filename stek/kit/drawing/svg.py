"""Writing SVG that stays well-formed whatever people wrote in it.

Everything that is not already :class:`Markup` is escaped on its way in, so no drawing can forget it.
There are no style attributes (the content security policy refuses them): looks come from classes, and
geometry from presentation attributes.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Final

# Besides the five signs with a meaning: what XML cannot hold at all, not even escaped.
_FORBIDDEN: Final = (*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
_SIGNS: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_ESCAPES: Final = str.maketrans({**dict.fromkeys(map(chr, _FORBIDDEN)), **_SIGNS})
_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


class Markup(str):
    """Text that is markup already. Only :func:`tag`, :func:`shaped`, :func:`lines`, :func:`join` and :func:`filled` make it."""

    __slots__ = ()


type Value = str | float | int


def number(value: float) -> str:
    """A length in the drawing, to a tenth of a unit, without a trailing zero."""
    # Most lengths are whole, and those are written sooner.
    return f"{int(value)}" if value.is_integer() else f"{value:.1f}".removesuffix(".0")


def _escaped(text: str) -> str:
    # Looking is cheaper than translating, and nearly everything is harmless. What XML cannot hold is not printable.
    if text.isprintable() and not ("&" in text or "<" in text or ">" in text or '"' in text or "'" in text):
        return text
    return text.translate(_ESCAPES)


def tag(name: str, *inside: str, class_: str | None = None, **attributes: Value | None) -> Markup:
    """One element, its class before its other attributes. `stroke_width` stands for stroke-width; None leaves it out."""
    opening = _opened(name, class_, attributes)
    return Markup(f"{opening}>{_said(inside)}</{name}>" if inside else f"{opening}/>")


def shaped(name: str, look: str, *inside: str) -> Markup:
    """One element with its attributes written out in `look`, by this code: no escape is made. For what is drawn often."""
    return Markup(f"<{name} {look}>{_said(inside)}</{name}>" if inside else f"<{name} {look}/>")


def lines(said: Iterable[str], at: Iterable[float], look: str) -> Markup:
    """Lines of text with the same `look`, as in :func:`shaped`, each at its own height of `at`."""
    placed = zip(said, at, strict=True)
    return Markup("".join([f'<text {look} y="{number(y)}">{_escaped(line)}</text>' for line, y in placed]))


@lru_cache(maxsize=256)
def _begun(name: str, look: str | None) -> str:
    """The start of an element. Names and classes are those of this code, so they are written once."""
    return f"<{name}" if look is None else f'<{name} class="{_escaped(look)}"'


def _opened(name: str, look: str | None, attributes: Mapping[str, Value | None]) -> str:
    begun = _begun(name, look)
    if not attributes:
        return begun
    # Asking what a value is not costs more than what it is, and most are a float.
    given = [
        f'{_NAMES[attribute]}{_escaped(value) if type(value) is not float and isinstance(value, str) else number(value)}"'
        for attribute, value in attributes.items()
        if value is not None
    ]
    return f"{begun}{''.join(given)}"


def join(*pieces: str) -> Markup:
    """Pieces after one another; what is not markup yet is escaped."""
    return Markup(_said(pieces))


def _said(pieces: tuple[str, ...]) -> str:
    if len(pieces) == 1:
        (only,) = pieces
        return only if type(only) is Markup else _escaped(only)
    return "".join([p if type(p) is Markup else _escaped(p) for p in pieces])


def filled(form: str, **pieces: str) -> Markup:
    """Markup of this code with `{name}` where a piece comes; what is not markup yet is escaped. For what is drawn often."""
    plain = "".join([piece for piece in pieces.values() if type(piece) is not Markup])
    if _escaped(plain) != plain:  # one look at all of them: most often there is nothing to escape
        pieces = {name: p if type(p) is Markup else _escaped(p) for name, p in pieces.items()}
    return Markup(form.format_map(pieces))


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
        spelt = attribute.removesuffix("_").replace("_", "-")
        return self.setdefault(attribute, f' {spelt}="')


_NAMES: Final = _Names()
