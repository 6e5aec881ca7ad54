"""Asking who wrote something to close it or to open it; and their answer. Between those two, inside Stek."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stek.people.waiting import take
from stek.policy import Verb

from .. import actions, gate
from ..authors import askable, asked_by_me, asked_of_me
from ..forms import AskForm
from ..hideable import THINGS, model_of, page_of, thread_of
from ..listing import asked_for
from ..models import giver_of
from ..pages import page
from ..queries import circle_of


@require_http_methods(["GET", "POST"])
def author_ask(request: HttpRequest, family: UUID, kind: str, id: UUID) -> HttpResponse:
    """What one can ask about one thing, what one asked, and, for its author, what is asked."""
    visit = gate.visit_of(request, family)
    if kind not in THINGS:
        raise Http404
    row = gate.find(visit, model_of(kind), id)
    # Nothing of the thing itself is shown, and so no reading of it is told: whoever is asked may leave it there unseen.
    if row.shared_at is None or visit.member_id is None or not visit.decide(Verb.READ, gate.item_of(row)):
        raise Http404
    visit, thread = asked_for(row, visit), thread_of(row)
    circle = circle_of(visit)
    is_mine, here = giver_of(row) == visit.person, reverse("author_ask", args=[family, kind, thread])
    if is_mine:
        return page(
            request, "circle/asked.html", visit, asked=asked_of_me(circle, thread), thing=page_of(family, kind, thread)
        )
    before = asked_by_me(circle, thread)
    offered, sent = askable(circle, row, before), request.method == "POST"
    form = AskForm(request.POST if sent else take(request, here), askable=offered) if offered else None
    status = 422 if sent else 200
    if sent and form is not None and form.is_valid():
        wish, whom = form.wish()
        try:
            actions.ask_author(
                kind=kind, thread=thread, wish=wish, for_person=whom, words=form.cleaned_data["words"], by=visit,
                at=visit.at,
            )  # fmt: skip
        except actions.NobodyToAsk:
            form.add_error(None, _("Dit kan nu niet gevraagd worden. Je woorden staan er nog."))
        else:
            return HttpResponseRedirect(here + "?done=asked")
    return page(
        request, "circle/ask_author.html", visit, status, form=form, before=before, askable=offered,
        about=THINGS[kind].called, thing=page_of(family, kind, thread), here=here,
    )  # fmt: skip


@require_GET
def author_asked(request: HttpRequest, family: UUID) -> HttpResponse:
    """What others ask of who looks, about what they wrote in this family."""
    visit = gate.visit_of(request, family)
    if visit.member_id is None:
        raise Http404
    return page(request, "circle/asked.html", visit, asked=asked_of_me(circle_of(visit.whole)), thing="")


@require_POST
def author_answer(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    """No. A yes is choosing who reads it."""
    visit = gate.visit_of(request, family)
    if not actions.answer_asked(asked=id, agreed=False, by=visit, at=visit.at):
        raise Http404
    return HttpResponseRedirect(reverse("author_asked", args=[family]) + "?done=stays")
