"""What goes into the drawing of the needs."""

from dataclasses import dataclass
from typing import Literal

type Look = Literal["now", "discussed", "not_known", "met", "not_at_issue", ""]


@dataclass(frozen=True, slots=True)
class Step:
    """One echelon, as the reader of this page may see it."""

    name: str
    look: Look  # empty: nobody spoke about it
    states: str  # in words: all that was said of it, each state once
    words: str  # somebody's own words of what it is about, or nothing


@dataclass(frozen=True, slots=True)
class Captions:
    """Every sentence of the platform in the drawing, in the reader's language."""

    title: str
    told: str  # how to read it
    step: str  # '{name}: {states}.'
