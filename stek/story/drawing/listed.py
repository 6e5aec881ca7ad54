"""The story as a list: what is drawn, in words, for who does not see it, prints it, or has no script."""

from collections.abc import Collection, Sequence
from typing import Final

from stek.kit.drawing.svg import Markup, filled, tag

from .things import Captions, Entry, Stretch

_ENTRY: Final = (
    '<li>{when}<article class="event {looks}"><p class="said{quoted}" dir="auto">{said}</p><small>{told}</small>{moves}'
    '<a class="more" href="{href}">{open}<span class="vh"> {short}</span></a></article></li>'
)
_UNKNOWN: Final = '<li>{when}<div class="event unknown"><p>{said}</p></div></li>'


def story_list(stretches: Sequence[Stretch], captions: Captions, *, private: Collection[str] = ()) -> Markup:
    """One `ol` for a page. `private` are the ids of what only the reader sees; it is said beside them."""
    lines: list[Markup] = []
    for stretch in stretches:
        when = tag("span", stretch.caption, class_="when")
        if stretch.unknown:
            lines.append(filled(_UNKNOWN, when=when, said=stretch.unknown))
        for entry in stretch.entries:
            lines.append(_entry(entry, captions, when, alone=entry.id in private))
            when = Markup()
    return tag("ol", *lines, class_="story")


def _entry(one: Entry, captions: Captions, when: Markup, *, alone: bool) -> Markup:
    told = f"{one.told} · {captions.only_you}" if alone else one.told
    moves = tag("ul", *[tag("li", line) for line in one.influences], class_="links") if one.influences else ""
    return filled(
        _ENTRY,
        when=when,
        said=tag("q", one.text) if one.quoted else one.text,
        quoted=" quoted" if one.quoted else "",
        told=told,
        moves=moves,
        open=captions.open,
        short=one.short,
        href=one.href,
        looks=one.looks,
    )
