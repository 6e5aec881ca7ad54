"""Names from right to left in sentences from left to right: each turns within itself only.

Without an isolate, the day or the bracket after an Arabic or Hebrew name jumps to its other side. Only such a
name gets one, so that every other name stays what it is, byte for byte.
"""

import unicodedata
from typing import Final

OPENED: Final = "\N{FIRST STRONG ISOLATE}"
CLOSED: Final = "\N{POP DIRECTIONAL ISOLATE}"
_FROM_THE_RIGHT: Final = ("R", "AL", "AN", "RLE", "RLO", "RLI")


def isolated(name: str) -> str:
    """`name` as it may stand anywhere in a sentence, on a page, in a drawing."""
    return f"{OPENED}{name}{CLOSED}" if _turns(name) else name


def bare(name: str) -> str:
    """What was given to :func:`isolated`: for a form, a file, a comparison."""
    inside = name[1:-1]
    return inside if name == f"{OPENED}{inside}{CLOSED}" and _turns(inside) else name


def initial(name: str) -> str:
    """Its first letter, as a capital where it has one."""
    return name.lstrip(OPENED)[:1].upper()


def _turns(name: str) -> bool:
    return not name.isascii() and any(unicodedata.bidirectional(letter) in _FROM_THE_RIGHT for letter in name)
