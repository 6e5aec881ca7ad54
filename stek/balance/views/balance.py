"""The balance of a family, and the same on two days."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from stek.circle import gate
from stek.circle.pages import page
from stek.circle.queries import circle_of
from stek.kit import clock
from stek.policy import Verb

from .. import queries
from ..forms import TwoDaysForm
from ..rules import BALANCE
from ..telling import Weigher, first_word

SIX_WEEKS = timedelta(weeks=6)


@require_GET
def balance(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_in(request, family, BALANCE)
    today, circle = clock.today(), circle_of(visit)
    factors, words, said = queries.factors_of(visit), queries.words_of(visit), queries.tasks_said(visit)
    visit.record("read", "balance", section=BALANCE, reason="page")
    weigher = Weigher(circle, today)
    return page(
        request, "balance/balance.html", visit, circle=circle, sides=weigher.sides(factors),
        few=all(one.about_safety for one in factors), safety=weigher.safety(factors),
        people=weigher.people(words, today), tasks=weigher.tasks(said),
        may_note=visit.may(Verb.NOTE, BALANCE),
    )  # fmt: skip


@require_GET
def then_and_now(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_in(request, family, BALANCE)
    today, circle = clock.today(), circle_of(visit)
    factors, words = queries.factors_of(visit), queries.words_of(visit)
    days = {"then": first_word(words, today) or today - SIX_WEEKS, "now": today}
    asked = "then" in request.GET or "now" in request.GET
    form = TwoDaysForm({**days, **request.GET.dict()} if asked else days, today=today)
    status = 200
    if form.is_valid():
        days = {name: form.cleaned_data[name] for name in ("then", "now")}
    else:
        status = 422
    visit.record("read", "balance", section=BALANCE, reason="page")
    weigher = Weigher(circle, today)
    return page(
        request, "balance/then_and_now.html", visit, status, form=form,
        found=weigher.then_and_now(factors, days["then"], days["now"]),
        sides=[
            (weigher.day(days["then"]), weigher.people(words, days["then"], key="t")),
            (weigher.day(days["now"]), weigher.people(words, days["now"], key="u")),
        ],
        then=weigher.day(days["then"]), now=weigher.day(days["now"]),
    )  # fmt: skip
