"""Agreements: making one, its page, and every step with it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from stek.circle import gate
from stek.circle.hiding import hide, may_hide
from stek.circle.queries import circle_of, readers_of
from stek.kit import clock
from stek.kit.ids import is_id
from stek.needs.queries import rows_of, standing
from stek.plans.telling import need_called
from stek.policy import Verb
from stek.story import queries as story

from .. import actions
from ..asking import asked_this_week, weeks_of
from ..forms import FollowUpForm
from ..models import FollowUp
from ..moving import move
from ..pages import not_yet, shown, write
from ..queries import Promised, contact_of, said_to_read, standing_of
from ..rules import CONTACT
from ..telling import Teller

NEW = "contact-follow-up"


@require_http_methods(["GET", "POST"])
def follow_up_create(request: HttpRequest, family: UUID) -> HttpResponse:
    visit, today = gate.visit_of(request, family), clock.today()
    if not visit.may(Verb.NOTE, CONTACT):
        return not_yet(request, visit)
    circle, readers = circle_of(visit), readers_of(visit, CONTACT)
    asked = request.POST if request.method == "POST" else request.GET
    need, note = _need(visit, asked.get("need", "")), _note(visit, asked.get("note", ""))

    def save(form: FollowUpForm) -> str:
        data = form.cleaned_data
        row = actions.promise(promise=form.promise(), by=visit, at=visit.at, ask=data.get("ask"), id=data["id"])
        return reverse("follow_up", args=[family, row.id]) + "?done=kept"

    def context(form: FollowUpForm) -> dict[str, Any]:
        days = [form.cleaned_data.get("due_on")] if form.is_bound and hasattr(form, "cleaned_data") else []
        return {
            "readers": [one for one in circle.around if one.id in set(readers) and one.id != visit.member_id],
            "week": asked_this_week(circle, today, week=weeks_of(days, today)),
            "need": need, "note": note,
        }  # fmt: skip

    return write(
        request, visit, key=NEW, save=save, template="continuity/follow_up_form.html", context=context,
        make=partial(FollowUpForm, circle=circle, today=today, readers=readers),
        initial={"need": asked.get("need") if need else "", "note": asked.get("note") if note else ""},
    )  # fmt: skip


def _need(visit: gate.Visit, thread: str) -> str:
    """What it is for, in words, as far as one may read it."""
    rows = rows_of(visit, UUID(thread)) if is_id(thread) else []
    return need_called(standing(rows, visit)) if rows else ""


def _note(visit: gate.Visit, thread: str) -> str:
    """The note it comes from, in its own words."""
    found = story.newest_of(visit, [UUID(thread)]) if is_id(thread) else {}
    return next((one.words for one in found.values()), "")


@require_GET
def follow_up(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, FollowUp, id)
    found, may_note = contact_of(visit, notes=False, referrals=False), visit.may(Verb.NOTE, CONTACT)
    one = next(one for one in found.follow_ups if one.id == row.id)
    tell = Teller(circle_of(visit), clock.today(), found, may_note=may_note)
    return shown(
        request, "continuity/follow_up.html", visit, told=tell.follow_up(one), may_seal=may_hide(visit, row),
        may_note=may_note, need=_need(visit, str(one.need or "")), need_id=one.need,
        note=_note(visit, str(one.note or "")), note_id=one.note, readers=tell.readers(said_to_read(visit, one)),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def follow_up_move_create(request: HttpRequest, family: UUID, id: UUID, step: str) -> HttpResponse:
    return move(request, FollowUp, family, id, step, clock.today())


@require_http_methods(["GET", "POST"])
def follow_up_seal_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    """Hides an agreement, with all that was done with it, from one person."""
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, FollowUp, id)
    return hide(
        request, visit, row, thread=row.id, template="continuity/follow_up_seal.html", may=may_hide(visit, row),
        to=reverse("follow_up", args=[family, id]) + "?done=sealed", quote=lambda circle: _words(visit, row),
    )  # fmt: skip


def _words(visit: gate.Visit, row: FollowUp) -> str:
    one = standing_of(visit, row)
    assert isinstance(one, Promised)
    return one.words
