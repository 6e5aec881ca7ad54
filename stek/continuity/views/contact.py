"""What is agreed around a family, on one page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from stek.circle import gate
from stek.circle.queries import Closed, circle_of, circles
from stek.kit import clock
from stek.policy import Verb

from ..asking import asked_this_week
from ..cares import cares_now
from ..gaps import gaps
from ..lines import concern, lines
from ..pages import shown
from ..queries import contact_of
from ..records import record_of
from ..rules import CONTACT
from ..telling import Teller


@require_GET
def contact(request: HttpRequest, family: UUID) -> HttpResponse:
    (visit, readers), today = gate.visit_among(request, family, CONTACT), clock.today()
    found = contact_of(visit, notes=False)
    closed: Closed = circles([visit])[family]
    record = record_of(closed, found, readers, today)
    circle, may_note = closed.opened, visit.may(Verb.NOTE, CONTACT)
    tell = Teller(circle, today, found, may_note=may_note)
    due = sorted(found.follow_ups, key=lambda one: (one.due_on, one.id))
    agreed = [tell.follow_up(one) for one in due]
    asked, passed = [tell.referral(one) for one in found.referrals], [tell.handover(one) for one in found.handovers]
    visit.record("read", "contact", section=CONTACT, reason="page")
    return shown(
        request, "continuity/contact.html", visit, may_note=may_note, reads=visit.reads(CONTACT),
        cares=cares_now(tell, readers), look=lines(tell, found, concern(gaps(record, today), visit.member_id, record.circle)),
        agreed=[one for one in agreed if not one.over], referrals=[one for one in asked if not one.over],
        handovers=[one for one in passed if not one.over],
        over=[one for one in (*reversed(agreed), *asked, *passed) if one.over],
        week=asked_this_week(circle, today, contact=found),
        moved=next((one for one in agreed if str(one.id) == request.GET.get("moved")), None),
    )  # fmt: skip


@require_GET
def contact_week(request: HttpRequest, family: UUID) -> HttpResponse:
    """What the family is asked already, by itself: for beside a form of a room that does not know this one."""
    visit = gate.visit_in(request, family, CONTACT)
    week = asked_this_week(circle_of(visit), clock.today())
    visit.record("read", "contact", section=CONTACT, reason="page")
    return shown(request, "continuity/week.html", visit, week=week)
