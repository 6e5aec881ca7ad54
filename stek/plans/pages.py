"""What every page with a form of the plan does in the same way."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from stek.balance.models import Factor
from stek.circle import gate
from stek.circle.pages import page
from stek.circle.readers import will_read
from stek.circle.refusing import must
from stek.needs.models import Need
from stek.people.waiting import take
from stek.policy import Verb

from . import queries
from .actions import CorrectedMeanwhile, RestIsGone
from .forms import PlanForm
from .rules import PLAN

GROUNDS: dict[str, type[Need | Factor]] = {"need": Need, "factor": Factor}  # fields of what it may rest on


def write(
    request: HttpRequest,
    visit: gate.Visit,
    *,
    make: Callable[..., PlanForm],
    save: Callable[[Any], str],
    template: str = "plans/write.html",
    section: str = PLAN,
    initial: dict[str, Any] | None = None,
    anew: Callable[[], dict[str, Any]] | None = None,
    under: Iterable[UUID] = (),
    **context: Any,
) -> HttpResponse:
    """Shows the form, or saves what it holds and goes to the address that `save` gives. No word is lost on the way.

    `anew` gives what the page of a correction shows when somebody else was first: `stands`, and `to`, where it is
    sent; `under` is what it rests on, besides what is chosen, for who will read it.
    """
    must(visit, Verb.NOTE, section)
    sent = request.POST if request.method == "POST" else take(request, context.get("here", request.path))
    form = make(sent, initial=initial or {})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                address = save(form)
            except CorrectedMeanwhile:
                assert anew is not None
                status = 409
                context |= anew()
                form.add_error(
                    None, _("Dit werd intussen al verbeterd. Allebei de teksten staan hier: kies wat er moet staan.")
                )
            except RestIsGone:
                form.add_error(
                    None, _("Waar dit op steunt, is er niet meer of lees je niet meer. Je woorden staan er nog.")
                )
            else:
                return HttpResponseRedirect(address)
    return page(
        request, template, visit, status, form=form, section=section,
        readers=will_read(
            request, form.circle, form, section, here=context.get("here", request.get_full_path()), under=under,
            resting={name: partial(queries.under, visit, model) for name, model in GROUNDS.items()},
        ), **context,
    )  # fmt: skip
