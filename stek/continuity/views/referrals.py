"""Asking somewhere for help, from a need, and everything that happens until it is settled."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from stek.circle import gate
from stek.circle.hiding import hide, may_hide
from stek.circle.listing import asked_for
from stek.circle.queries import circle_of
from stek.circle.readers import readers_of, who_reads
from stek.directory import queries as directory
from stek.directory.rules import SILENT_AFTER
from stek.kit import clock
from stek.kit.ids import is_id
from stek.needs.queries import needs_of, zone
from stek.needs.rules import State as NeedState
from stek.needs.telling import wish_of
from stek.plans.telling import need_called
from stek.policy import Section, Verb

from .. import actions
from ..asking import asked_this_week
from ..models import Referral
from ..moving import move
from ..pages import shown, write
from ..queries import contact_of
from ..quoting import named, need_rows, need_words, were_read
from ..referral_forms import ReferralForm
from ..rules import CONTACT
from ..telling import Teller

OPEN = (NeedState.NOW, NeedState.DISCUSSED)
OFFERS = 8  # that fit, on the form; the rest is in the directory


@require_http_methods(["GET", "POST"])
def referral_create(request: HttpRequest, family: UUID) -> HttpResponse:
    visit, today = gate.visit_of(request, family), clock.today()
    circle, readers = circle_of(visit), readers_of(visit, CONTACT)
    asked = (request.POST if request.method == "POST" else request.GET).get("need", "")
    needs = [
        one for one in needs_of(visit) if not one.newest.private and (one.state in OPEN or str(one.thread) == asked)
    ]
    chosen = next((one for one in needs if str(one.thread) == asked), None)
    wanted = request.POST.get("offer", "") if request.method == "POST" else request.GET.get("offer", "")
    fits = directory.matching(wish_of(chosen, circle, today, zone(visit)), today)[:OFFERS] if chosen else []
    offers = directory.offers_by_id([*(one.offer.id for one in fits), *([UUID(wanted)] if is_id(wanted) else [])])

    def save(form: ReferralForm) -> str:
        data = form.cleaned_data
        offer = offers.get(data.get("offer"))  # type: ignore[arg-type]
        row = actions.refer(
            need=data["need"], offer=offer.name if offer else data["words"], offer_id=offer.id if offer else None,
            silent_after=(offer.silent_after if offer else None) or SILENT_AFTER, on=data["on"], bridge=data["bridge"],
            stand_in=data.get("stand_in"), by=visit, at=visit.at, id=visit.row_id(data["id"]),
        )  # fmt: skip
        return reverse("referral", args=[family, row.id]) + "?done=kept"

    def context(form: ReferralForm) -> dict[str, Any]:
        week = asked_this_week(circle, today)
        if needs:
            were_read(visit, lists=[Section.NEEDS, *([CONTACT] if week.things else [])])
        return {
            "week": week, "needs": needs,
        }  # fmt: skip

    return write(
        request, visit, save=save, template="continuity/referral_form.html",
        make=partial(
            ReferralForm, circle=circle, today=today, readers=readers,
            needs=[(str(one.thread), need_called(one)) for one in needs],
            offers=[(str(one.id), f"{one.name} · {one.initiative.name}") for one in offers.values()],
        ),
        initial={"need": asked if chosen else "", "offer": wanted if is_id(wanted) else "", "on": today},
        context=context,
    )  # fmt: skip


@require_GET
def referral(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Referral, id)
    visit = asked_for(row, visit)
    found, may_note = contact_of(visit), visit.may(Verb.NOTE, CONTACT)
    one = next(one for one in found.referrals if one.id == row.id)
    tell = Teller(circle_of(visit), clock.today(), found, may_note=may_note)
    need = need_rows(visit, one.need)
    were_read(visit, named(need))
    return shown(
        request, "continuity/referral.html", visit, told=tell.referral(one), may_hide=may_hide(visit, row),
        may_note=may_note, need=need_words(visit, need), need_id=need[0].id if need else None, thread=one.need,
        offer=directory.offers_by_id([one.offer_id]).get(one.offer_id) if one.offer_id else None,
        readers=who_reads(tell.circle, row),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def referral_move_create(request: HttpRequest, family: UUID, id: UUID, step: str) -> HttpResponse:
    return move(request, Referral, family, id, step, clock.today())


@require_http_methods(["GET", "POST"])
def referral_hide(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    """Hides a referral, with all that happened with it, from one person."""
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Referral, id)
    visit = asked_for(row, visit)
    return hide(
        request, visit, row, thread=row.id, template="continuity/referral_hide.html", may=may_hide(visit, row),
        to=reverse("referral", args=[family, id]) + "?done=hidden",
        quote=lambda circle: visit.box.open("referral", row.id, "offer", row.offer_sealed),
    )  # fmt: skip
