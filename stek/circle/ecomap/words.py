"""The circle in words: the table beside the drawing. Everybody is in it, also who is not drawn."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from .things import Around, Captions, Home, Row

_RECENT: Final = 91  # days; a word that is older is drawn hollow
_RINGS: Final = ("home", "near", "further")
_HOW_MUCH: Final = {"": 0, "some": 1, "much": 2}


def in_order(around: Iterable[Around]) -> list[Around]:
    """The order of the table and of who is drawn first: from near to far, then as one looks up a name.

    Nobody stands higher for giving more.
    """
    return sorted(
        around, key=lambda one: (_RINGS.index(one.ring), one.line == "not_asked", one.name.casefold(), one.id)
    )


def recent(one: Around, today: date) -> bool:
    """Whether what was said about `one` is still young. Without a date it is not."""
    return one.on is not None and (today - one.on).days <= _RECENT


def circle_in_words(
    home: Sequence[Home], around: Iterable[Around], captions: Captions, *, today: date
) -> tuple[Row, ...]:
    """Who, what is between them and since when, from near to far."""
    names = {one.name for one in home}
    rings = {"home": captions.home, "near": captions.near, "further": captions.further}
    return tuple(
        Row(
            one.id,
            captions.with_role.format(name=one.name, role=one.role) if one.role else one.name,
            between(one, names, captions),
            since(one, captions, today),
            one.ring,
            rings[one.ring],
            recent(one, today),
        )
        for one in in_order(around)
    )


def between(one: Around, names: set[str], captions: Captions) -> str:
    """What is between `one` and the family, as a part of a sentence, with the own words about it."""
    toward = one.toward if one.toward in names else captions.everyone
    if one.line == "gives":
        told = captions.gives[_HOW_MUCH[one.carries]]
    else:
        told = {
            "asks": captions.asks,
            "contact": captions.contact,
            "starting": captions.starting,
            "asked": captions.asked,
            "not_asked": captions.not_asked,
        }[one.line]
    told = told.format(toward=toward)
    return f"{told}: {one.label}" if one.label else told


def since(one: Around, captions: Captions, today: date) -> str:
    """When it was said and by whom; nothing when nobody has been asked."""
    if one.on is None:
        return one.said_by
    when = day(one.on, today, captions.month_names, captions)
    return captions.said.format(date=when, who=one.said_by) if one.said_by else when


def day(on: date, today: date, months: tuple[str, ...], captions: Captions) -> str:
    """'3 november', with the year when it is not this year's."""
    template = captions.date if on.year == today.year else captions.date_year
    return template.format(day=on.day, month=months[on.month - 1], year=on.year)


def listed(names: Sequence[str], captions: Captions) -> str:
    """'June', 'June en Lou', 'June, Lou en Bas'."""
    if len(names) < 2:
        return "".join(names)
    return captions.both.format(first=", ".join(names[:-1]), last=names[-1])
