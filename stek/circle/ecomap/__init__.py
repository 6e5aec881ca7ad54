"""The drawing of the circle: who stands around a family, how near, and where energy goes.

Three rings: home, near, further. A thick line carries much, in a person's own word; an arrow says where
the energy goes, a wave that it asks energy, a dashed line that it is only beginning, a thin one that the
contact was longer ago. Nobody has a line who was not asked.

Pure: no Django, no clock, no database; the same people and day give the same picture, letter for letter.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from stek.kit.drawing import svg
from stek.kit.drawing import text as measure
from stek.kit.drawing.svg import tag

from .picture import drawn, scene
from .places import NARROW, WIDE
from .things import Around, Captions, Drawing, Home, Row
from .words import circle_in_words, in_order, listed

__all__ = ["Around", "Captions", "Drawing", "Home", "Row", "circle_in_words", "draw_circle"]


def draw_circle(
    home: Sequence[Home],
    around: Iterable[Around],
    captions: Captions,
    *,
    today: date,
    wide: bool,
    key: str,
) -> Drawing:
    """One picture: 660 units wide with at most twelve around home, or 320 for a telephone with eight.

    `key` begins every id inside it and must be unique on the page; raises ValueError when ids cannot begin
    so. Who is not drawn is counted in `left_out`, said in the picture, and in the table all the same.
    Somebody around with the ring 'home' belongs in `home`; here it is drawn near.
    """
    sheet = WIDE if wide else NARROW
    ordered = in_order(around)
    shown, rest = ordered[: sheet.most], ordered[sheet.most :]
    notes: tuple[str, ...] = ()
    if rest:
        notes = ((captions.more if len(rest) == 1 else captions.more_many).format(n=len(rest)),)
    across, height = sheet.size
    lines = [line for note in notes for line in measure.wrap(note, measure.SANS, 13, across - 8, 3)]
    words = [
        tag("text", line, class_="g-s g-soft", text_anchor="middle", x=across / 2, y=height + 18 * n + 14)
        for n, line in enumerate(lines)
    ]
    height += 18 * len(lines) + 4 if lines else 0
    children = [one.name for one in home if one.kind == "child"] or [one.name for one in home]
    name = listed(children, captions) or captions.everyone
    told = captions.told if ordered else captions.told_alone
    picture = svg.figure(
        *drawn(scene(sheet, home, shown, captions, today), key, today),
        *words,
        key=key,
        wide=wide,
        size=(across, height),
        title=captions.title.format(name=name),
        told=" ".join((told.format(name=name), *notes)),
        heads=("around",),
    )
    return Drawing(str(picture), across, height, tuple(one.id for one in shown), len(rest), notes)
