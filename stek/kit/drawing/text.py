"""Wrapping what people wrote to a given room, the same on every machine.

A drawing has no browser to ask how wide a word is, so widths come from a table of the typefaces
(:mod:`.widths`). Letters the table does not know are estimated on the wide side, and :func:`measurable`
tells the drawing so that it can clip them.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from .widths import SANS, SANS_BOLD, VOICE, VOICE_BOLD, VOICE_ITALIC

__all__ = [
    "SANS",
    "SANS_BOLD",
    "VOICE",
    "VOICE_BOLD",
    "VOICE_ITALIC",
    "Words",
    "clean",
    "clip",
    "measurable",
    "width",
    "words_of",
    "wrap",
    "wrap_measured",
]

type Face = dict[str, float]

ELLIPSIS: Final = "…"
_READ: Final = 600  # letters of a text that a drawing looks at; no card holds a third of them
_MARKS: Final = 2  # combining marks kept on one letter: more is a stain across the neighbours
# Letters and signs of Western Europe: composed, and no marks among them.
_COMPOSED: Final = re.compile("[ -\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")
_JOINER: Final = "\N{ZERO WIDTH JOINER}"
_OPENED, _CLOSED = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_KEPT_FORMAT: Final = frozenset({"\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH JOINER}", _OPENED, _CLOSED})
# The letters that a script font draws several times as wide as its neighbours.
_GIANTS: Final = (("\ufdf0", "\ufdfd", 12.0), ("\U00012000", "\U0001254f", 6.0))


def clean(text: str) -> str:
    """`text` on one line, in composed letters, without anything that XML or a line of text cannot bear.

    Control characters, surrogates, unassigned code points, variation tags and the marks that turn the
    reading direction of their surroundings go, but for whole isolates, which keep a name from doing so.
    """
    if len(text) > _READ:
        text = text[:_READ].rstrip() + ELLIPSIS
    if not text.isprintable() or "  " in text or text != text.strip():
        text = " ".join(text.split())
    if text.isprintable() and _COMPOSED.fullmatch(text):
        return text
    kept = []
    marks = 0
    for letter in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(letter)
        if kind[0] == "M":
            marks += 1
            if marks <= _MARKS or "\ufe00" <= letter <= "\ufe0f":
                kept.append(letter)
            continue
        if kind[0] == "C" and letter not in _KEPT_FORMAT:
            continue
        if letter not in _KEPT_FORMAT:
            marks = 0
        kept.append(" " if kind[0] == "Z" else letter)
    said = " ".join("".join(kept).split())
    return said if said.count(_OPENED) == said.count(_CLOSED) else said.replace(_OPENED, "").replace(_CLOSED, "")


def width(text: str, face: Face, size: float) -> float:
    """How wide `text` is in `face` at `size`. Never less than a browser draws for the known letters."""
    try:
        return sum(map(face.__getitem__, text)) * size
    except KeyError:
        return sum(_letter(letter, face) for letter in text) * size


def measurable(text: str, face: Face) -> bool:
    """Whether every letter of `text` is in the typeface, so that its width is known and not guessed."""
    return text.isascii() or face.keys() >= set(text)


def wrap(text: str, face: Face, size: float, room: float, lines: int) -> tuple[str, ...]:
    """At most `lines` lines of `text`, none wider than `room`. What does not fit ends in an ellipsis.

    `text` is taken as :func:`clean` leaves it. A word wider than the room is broken between letters,
    never between a letter and its marks.
    """
    return wrap_measured(words_of(text, face), face, size, room, lines)


type Words = list[tuple[str, float]]


def words_of(text: str, face: Face) -> Words:
    """The words of `text` and how wide each is at size 1, for who wraps the same text to several rooms."""
    words, letter = text.split(" "), face.__getitem__
    try:
        return [(word, sum(map(letter, word))) for word in words]
    except KeyError:
        return [(word, width(word, face, 1)) for word in words]


def wrap_measured(words: Words, face: Face, size: float, room: float, lines: int) -> tuple[str, ...]:
    """:func:`wrap` for words that are measured already."""
    done: list[str] = []
    line, used = "", 0.0
    gap = width(" ", face, size)
    for word, wide in _fitting(words, face, size, room):
        if not line:
            line, used = word, wide
        elif used + gap + wide <= room:
            line, used = f"{line} {word}", used + gap + wide
        elif len(done) + 1 < lines:
            done.append(line)
            line, used = word, wide
        else:
            done.append(_shortened(line, face, size, room))
            return tuple(done)
    if line:
        done.append(line)
    return tuple(done)


def clip(text: str, face: Face, size: float, room: float) -> str:
    """`text` if it fits in `room`, otherwise as much of it as fits before an ellipsis."""
    if width(text, face, size) <= room:
        return text
    return _shortened(text, face, size, room)


def _fitting(words: Words, face: Face, size: float, room: float) -> Iterator[tuple[str, float]]:
    for word, unit in words:
        wide = unit * size
        if wide <= room:
            yield word, wide
            continue
        part, used = "", 0.0
        for cluster in _clusters(word):
            step = width(cluster, face, size)
            if part and used + step > room:
                yield part, used
                part, used = "", 0.0
            if step <= room:
                part, used = part + cluster, used + step
        if part:
            yield part, used


def _shortened(text: str, face: Face, size: float, room: float) -> str:
    """The longest start of `text` that leaves room for the ellipsis, cut between words where possible."""
    room -= width(ELLIPSIS, face, size)
    text = text.removesuffix(ELLIPSIS)
    pieces, used = _clusters(text), width(text, face, size)
    while pieces and used > room:
        used -= width(pieces.pop(), face, size)
    kept = "".join(pieces)
    if len(kept) < len(text):
        words, space, _ = kept.rpartition(" ")
        # A cut inside a word is ugly, half a line lost is worse.
        if space and len(words) * 2 > len(kept) and not text[len(kept) :].startswith(" "):
            kept = words
    return kept.rstrip(" ,;:.-") + ELLIPSIS


def _clusters(word: str) -> list[str]:
    """`word` in pieces that must stay together: a letter with its marks, people joined into one sign."""
    if word.isascii():
        return list(word)
    found: list[str] = []
    cluster = ""
    for letter in word:
        clings = unicodedata.category(letter)[0] == "M" or letter in _KEPT_FORMAT
        clings = clings or "\U0001f3fb" <= letter <= "\U0001f3ff" or cluster.endswith(_JOINER)
        # A cluster without end is no cluster: somebody may type a thousand joiners.
        if cluster and (not clings or len(cluster) > 24):
            found.append(cluster)
            cluster = ""
        cluster += letter
    return [*found, cluster] if cluster else found


def _letter(letter: str, face: Face) -> float:
    """The width of one letter in parts of the size; estimated, on the wide side, when not in the face."""
    known = face.get(letter)
    if known is not None:
        return known
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0.0
    base = face.get(unicodedata.normalize("NFD", letter)[0])
    if base is not None:
        return base * 1.1
    for first, last, wide in _GIANTS:
        if first <= letter <= last:
            return wide
    if unicodedata.east_asian_width(letter) in {"W", "F"} or letter >= "\U0001f000":
        return 1.4
    return 0.85
