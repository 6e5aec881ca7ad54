"""Passing responsibility on: proposed, agreed to, accepted, met together, closed."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from stek.circle import gate
from stek.circle.hiding import hide, may_hide
from stek.circle.listing import asked_for
from stek.circle.queries import circle_of
from stek.circle.readers import readers_of, who_reads, will_read
from stek.kit import clock
from stek.policy import Section, Verb
from stek.story import queries as story
from stek.story.telling import teller as story_teller

from .. import actions
from ..handover_forms import HandoverForm
from ..machines import Step
from ..models import Handover
from ..moving import move
from ..pages import shown, write
from ..queries import HandedOver, contact_of
from ..quoting import were_read
from ..rules import CONTACT
from ..telling import Teller

NOTES = 12  # the newest, to choose from


@require_http_methods(["GET", "POST"])
def handover_create(request: HttpRequest, family: UUID) -> HttpResponse:
    visit, today = gate.visit_of(request, family), clock.today()
    circle, readers = circle_of(visit), readers_of(visit, CONTACT)
    notes = [one for one in story.story_page(visit).told[:NOTES] if not one.private] if visit.reads() else []

    def save(form: HandoverForm) -> str:
        data = form.cleaned_data
        row = actions.hand_over(
            to=data["to"], words=data["words"], overlap_until=data["overlap_until"], notes=data.get("notes", ()),
            by=visit, at=visit.at, id=visit.row_id(data["id"]),
        )  # fmt: skip
        return reverse("handover", args=[family, row.id]) + "?done=kept"

    def context(form: HandoverForm) -> dict[str, Any]:
        some = "to" in form.fields
        if some and notes:
            were_read(visit, lists=[Section.STORY])
        return {
            "some": some,
            "readers": will_read(request, circle, form, CONTACT, here=request.get_full_path()),
        }

    try:
        return write(
            request, visit, save=save, template="continuity/handover_form.html",
            make=partial(
                HandoverForm, circle=circle, today=today, readers=readers,
                notes=[(str(one.thread), Truncator(one.words).chars(120)) for one in notes],
            ),
            context=context,
        )  # fmt: skip
    except actions.OneAtATime:
        going = next(
            one for one in reversed(contact_of(visit).handovers)
            if one.author == visit.person and not Teller(circle, today).handover(one).over
        )  # fmt: skip
        told = Teller(circle, today, may_note=True).handover(going)
        return shown(
            request, "continuity/one_at_a_time.html", visit, 409, told=told, typed=request.POST.get("words", ""),
            back=reverse("contact", args=[family]),
        )  # fmt: skip


@require_GET
def handover(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit, today = gate.visit_of(request, family), clock.today()
    row, _reason = gate.open_item(visit, Verb.READ, Handover, id)
    visit = asked_for(row, visit)
    found, may_note = contact_of(visit), visit.may(Verb.NOTE, CONTACT)
    one = next(one for one in found.handovers if one.id == row.id)
    circle = circle_of(visit)
    tell, retell = Teller(circle, today, found, may_note=may_note), story_teller(circle, today)
    rows = story.newest_rows(visit, one.notes) if one.notes else []
    notes = {row.thread_id: story.opened(row, visit) for row in rows}
    were_read(visit, rows)
    return shown(
        request, "continuity/handover.html", visit, told=tell.handover(one), may_hide=may_hide(visit, row),
        may_note=may_note, notes=[retell(notes[thread]) for thread in one.notes if thread in notes],
        readers=who_reads(tell.circle, row), path=_path(tell, one),
    )  # fmt: skip


def _path(tell: Teller, one: HandedOver) -> list[tuple[str, str]]:
    """The five moments of a handover, each with the day it happened, or empty where it still has to come."""
    steps = (
        (_("Voorgesteld"), None), (_("Goed voor het gezin"), Step.AGREE), (_("Ja van wie overneemt"), Step.ACCEPT),
        (_("Samen gezien"), Step.MEET), (_("Rond"), Step.CLOSE),
    )  # fmt: skip
    found = []
    for label, step in steps:
        moved = one.newest(step) if step else None
        day = tell.day(moved.on) if moved else ("" if step else tell.day(localdate(one.written_at)))
        found.append((str(label), day))
    return found


@require_http_methods(["GET", "POST"])
def handover_move_create(request: HttpRequest, family: UUID, id: UUID, step: str) -> HttpResponse:
    return move(request, Handover, family, id, step, clock.today())


@require_http_methods(["GET", "POST"])
def handover_hide(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    """Hides a handover, with all that happened with it, from one person."""
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Handover, id)
    visit = asked_for(row, visit)
    return hide(
        request, visit, row, thread=row.id, template="continuity/handover_hide.html", may=may_hide(visit, row),
        to=reverse("handover", args=[family, id]) + "?done=hidden",
        quote=lambda circle: visit.box.open("handover", row.id, "words", row.words_sealed),
    )  # fmt: skip
