"""What every page with a form of the plan does in the same way."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from stek.circle import gate
from stek.circle.pages import page
from stek.circle.readers import who_will_read
from stek.circle.refusing import must
from stek.people.waiting import take
from stek.policy import Verb

from .actions import CorrectedMeanwhile, RestIsGone
from .forms import PlanForm
from .rules import PLAN


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
    sent; `under` is what it rests on, for who will read it.
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
        readers=who_will_read(form.circle, section, under), **context,
    )  # fmt: skip
