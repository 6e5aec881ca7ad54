"""The drawing of what a family needs now: five bands, the base at the bottom.

Pure: the same steps give the same picture, letter for letter. No Django, no clock, no database.

The pyramid is always the same pyramid. Nothing about a family changes its height, its breadth or a band;
only the line and the filling of a band differ, after what people said, and the words beside it. One hue
for all: filled is where people look now, tinted is talked about, hatched with a question mark is not
known, a double line is there now, and an open band is not at issue or not spoken of.
"""

from .pyramid import draw_pyramid, pyramid_in_words
from .things import Captions, Step

__all__ = ["Captions", "Step", "draw_pyramid", "pyramid_in_words"]
