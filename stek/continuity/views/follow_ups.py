"""Agreements: making one, its page, and every step with it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from stek.circle import gate
from stek.circle.hiding import hide, may_hide
from stek.circle.listing import asked_for
from stek.circle.queries import circle_of
from stek.circle.readers import who_reads, will_read
from stek.circle.refusing import must
from stek.kit import clock
from stek.policy import Reason, Verb

from .. import actions
from ..asking import asked_this_week, weeks_of
from ..forms import FollowUpForm
from ..models import FollowUp
from ..moving import move
from ..pages import shown, write
from ..queries import Promised, contact_of, standing_of
from ..quoting import named, need_rows, need_words, note_rows, note_words, were_read
from ..rules import CONTACT
from ..telling import Teller


@require_http_methods(["GET", "POST"])
def follow_up_create(request: HttpRequest, family: UUID) -> HttpResponse:
    try:
        visit, readers = gate.visit_among(request, family, CONTACT)
    except Http404 as closed:  # for a stranger it stays that
        raise gate.NotYours(Reason.NO_CONSENT) from closed
    must(visit, Verb.NOTE, CONTACT)
    today, circle = clock.today(), circle_of(visit)
    asked = request.POST if request.method == "POST" else request.GET
    need, note = need_rows(visit, asked.get("need", "")), note_rows(visit, asked.get("note", ""))
    under = bool(asked.get("need") or asked.get("note"))  # who will read it is not known before that is

    def save(form: FollowUpForm) -> str:
        data = form.cleaned_data
        row = actions.promise(
            promise=form.promise(), by=visit, at=visit.at, ask=data.get("ask"), id=visit.row_id(data["id"])
        )
        return reverse("follow_up", args=[family, row.id]) + "?done=kept"

    def context(form: FollowUpForm) -> dict[str, Any]:
        days = [form.cleaned_data.get("due_on")] if form.is_bound and hasattr(form, "cleaned_data") else []
        week = asked_this_week(circle, today, week=weeks_of(days, today))
        were_read(visit, (*named(need), *note), [CONTACT] if week.things else [])
        return {
            "readers": () if under else will_read(request, circle, form, CONTACT, here=request.get_full_path()),
            "under": under,
            "week": week, "need": need_words(visit, need), "note": note_words(visit, note),
        }  # fmt: skip

    return write(
        request, visit, save=save, template="continuity/follow_up_form.html", context=context,
        make=partial(FollowUpForm, circle=circle, today=today, readers=readers),
        initial={"need": asked.get("need") if need else "", "note": asked.get("note") if note else ""},
    )  # fmt: skip


@require_GET
def follow_up(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, FollowUp, id)
    visit = asked_for(row, visit)
    found, may_note = contact_of(visit, notes=False, referrals=False), visit.may(Verb.NOTE, CONTACT)
    one = next(one for one in found.follow_ups if one.id == row.id)
    tell = Teller(circle_of(visit), clock.today(), found, may_note=may_note)
    need, note = need_rows(visit, one.need), note_rows(visit, one.note)
    were_read(visit, (*named(need), *note))
    return shown(
        request, "continuity/follow_up.html", visit, told=tell.follow_up(one), may_hide=may_hide(visit, row),
        may_note=may_note, need=need_words(visit, need), need_id=one.need,
        note=note_words(visit, note), note_id=one.note, readers=who_reads(tell.circle, row),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def follow_up_move_create(request: HttpRequest, family: UUID, id: UUID, step: str) -> HttpResponse:
    return move(request, FollowUp, family, id, step, clock.today())


@require_http_methods(["GET", "POST"])
def follow_up_hide(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    """Hides an agreement, with all that was done with it, from one person."""
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, FollowUp, id)
    visit = asked_for(row, visit)
    return hide(
        request, visit, row, thread=row.id, template="continuity/follow_up_hide.html", may=may_hide(visit, row),
        to=reverse("follow_up", args=[family, id]) + "?done=hidden", quote=lambda circle: _words(visit, row),
    )  # fmt: skip


def _words(visit: gate.Visit, row: FollowUp) -> str:
    one = standing_of(visit, row)
    assert isinstance(one, Promised)
    return one.words
