"""The drawing of the story: what happened around a child, by its age, and what moves what.

Pure: the same moments, arrows and day give the same picture, letter for letter. No Django, no clock, no
database; sentences come in through :class:`Captions`.

Hue says who (child, parents, around them), the stroke says how certain, tint or hollow says how long ago.
Nothing is counted, and nothing says whether it is good. What does not fit is said in words, inside the
picture and in :attr:`Drawing.notes`; :func:`story_in_words` always has everything.
"""

from collections.abc import Iterable

from .cards import Cards
from .listed import story_list
from .narrow import draw_narrow
from .things import Arrow, Captions, Drawing, Entry, Frame, Moment, Stretch
from .wide import draw_wide
from .words import story_in_words

__all__ = [
    "Arrow",
    "Captions",
    "Cards",
    "Drawing",
    "Entry",
    "Frame",
    "Moment",
    "Stretch",
    "draw_story",
    "story_in_words",
    "story_list",
]


def draw_story(
    frame: Frame,
    moments: Iterable[Moment],
    arrows: Iterable[Arrow],
    captions: Captions,
    *,
    wide: bool,
    key: str,
    complete: bool = True,
    cards: Cards | None = None,
) -> Drawing:
    """One picture: 1120 units wide, or 320 for a telephone.

    `key` begins every id inside it and must be unique on the page; raises ValueError when ids cannot begin
    so. A moment dated after `frame.today` is not drawn: it is among `left_out`. `complete` says that no
    moment before `moments` was held back, on a former page of the list; only then may the time from birth
    to the first of them be drawn as not known. `cards` are those of another drawing of the same
    story, made with the same frame and captions.
    """
    given = list(moments)
    past = [moment for moment in given if moment.on <= frame.today]
    draw = draw_wide if wide else draw_narrow
    cards = cards or Cards(frame, captions)
    return draw(frame, past, list(arrows), captions, cards, key, later=len(given) - len(past), complete=complete)
