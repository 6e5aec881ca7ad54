"""From what the record holds to the drawing of the circle."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo

from django.utils import timezone

from . import ecomap
from .captions import captions
from .labels import relation_label
from .queries import Circle, TieSeen
from .rules import Line


@dataclass(frozen=True, slots=True)
class CircleDrawn:
    wide: ecomap.Drawing
    narrow: ecomap.Drawing
    rows: tuple[ecomap.Row, ...]
    not_asked: tuple[str, ...]


def circle_drawings(circle: Circle, ties: Iterable[TieSeen], today: date) -> CircleDrawn:
    """The circle in a wide and a narrow picture, and the same in words."""
    home = [ecomap.Home(member.called, member.kind.value) for member in circle.members]
    zone, words = timezone.get_current_timezone(), captions()
    around = [_around(tie, circle, zone) for tie in ties]
    return CircleDrawn(
        wide=ecomap.draw_circle(home, around, words, today=today, wide=True, key="cw"),
        narrow=ecomap.draw_circle(home, around, words, today=today, wide=False, key="cn"),
        rows=tuple(ecomap.circle_in_words(home, around, words, today=today)),
        not_asked=tuple(one.name for one in around if one.line == Line.NOT_ASKED),
    )


def _around(tie: TieSeen, circle: Circle, zone: tzinfo) -> ecomap.Around:
    place = circle.by_place.get(tie.circle_member_id) if tie.circle_member_id else None
    said_by = circle.by_person.get(tie.said_by)
    return ecomap.Around(
        id=str(tie.id), name=tie.called, role=relation_label(place.relation) if place else tie.label,
        label=tie.label if place else "", person=place is not None,
        ring=tie.ring, line=tie.line, carries=tie.carries,  # type: ignore[arg-type] # codes, by a constraint
        toward=circle.called(tie.toward_id) or None if tie.toward_id else None,
        on=timezone.localdate(tie.said_at, zone), said_by=said_by.called if said_by else "",
    )  # fmt: skip
