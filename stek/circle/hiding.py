"""Hiding something: the same question for a note, a factor, a need, a goal, an agreement and a line of the circle."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from stek.people.waiting import take
from stek.policy import Reason

from .actions import NoParentReads
from .actions import hide as put_away
from .forms import HideForm
from .gate import NotYours, Visit
from .models import GatedRow, Hidden
from .pages import page
from .queries import Around, Circle, circle_of
from .readers import who_reads


def may_hide(visit: Visit, row: GatedRow) -> bool:
    """What one wrote oneself, and others can read."""
    return row.author_id == visit.person and row.shared_at is not None


def a_parent_reads() -> str:
    """What is said to who would hide something from every parent."""
    return _("Minstens één ouder blijft dit lezen. Kies welke, of praat er eerst over met iemand van je team.")


def hidden_already(visit: Visit, thread: UUID) -> Hidden | None:
    """The list of readers that this visitor gave this before."""
    return Hidden.objects.filter(
        family_id=visit.family, thread_id=thread, hidden_by=visit.person, lifted_at=None
    ).first()


def _who_built_on(circle: Circle, thread: UUID) -> list[str]:
    """The names of the others who wrote something on this thread, as far as this visitor reads that. One statement."""
    rows = [
        model._default_manager.filter(family_id=circle.visit.family, rests_on__contains=[thread], private=False)
        .exclude(author_id=circle.visit.person).order_by().values_list("author_id")
        for model in apps.get_models() if issubclass(model, GatedRow)
    ]  # fmt: skip
    authors = {author for (author,) in rows[0].union(*rows[1:])}
    return [one.called for person, one in circle.by_person.items() if person in authors]


def hide(
    request: HttpRequest, visit: Visit, row: GatedRow, *, thread: UUID, to: str, template: str,
    quote: Callable[[Circle], str], may: bool,
) -> HttpResponse:  # fmt: skip
    """Asks of something that somebody wrote who goes on reading it: `quote` gives the words that are hidden. Raises
    NotYours for who did not write it; there is nothing to hide of what nobody else reads."""
    if row.author_id != visit.person:
        raise NotYours(Reason.NOT_YOUR_WORDS)
    if not may:
        raise Http404
    circle, before = circle_of(visit.whole), hidden_already(visit, thread)
    return ask(
        request, circle, who_reads(circle, row, apart_from=before), before, thread=thread, to=to, template=template,
        shown=lambda: {"id": row.id, "quote": quote(circle)},
    )  # fmt: skip


def ask(
    request: HttpRequest, circle: Circle, people: Iterable[Around], before: Hidden | None, *, thread: UUID, to: str,
    template: str, shown: Callable[[], dict[str, Any]],
) -> HttpResponse:  # fmt: skip
    """The page that asks who of `people` goes on reading it, and its answer; `template` extends `circle/hide.html`.
    Afterwards one goes on at `to`."""
    visit, sent = circle.visit, request.method == "POST"
    form = HideForm(request.POST if sent else take(request, request.path), circle=circle, people=people, before=before)
    if sent and form.is_valid():
        data = form.cleaned_data
        try:
            put_away(thread=thread, readers=data["readers"], why=data["why"], by=visit, at=visit.at)
        except NoParentReads:
            form.add_error("readers", a_parent_reads())
        else:
            return HttpResponseRedirect(to)
    return page(
        request, template, visit, 422 if sent else 200, form=form, before=before, built_on=_who_built_on(circle, thread),
        **shown(),
    )  # fmt: skip
