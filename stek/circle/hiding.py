"""Hiding something: the same question for a note, a factor, a need, a goal, an agreement and a line of the circle."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Value
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from stek.people.waiting import take
from stek.policy import Reason, Role

from .actions import NobodyToAsk, NoParentReads, answer_asked, ask_author
from .actions import hide as put_away
from .authors import Asked, asked_of_me
from .forms import HideForm
from .gate import NotYours, Visit
from .hideable import THINGS, page_of
from .models import GatedRow, Hidden, giver_of, whose_of
from .pages import own as asks_own
from .pages import page
from .queries import Around, Circle, circle_of
from .readers import who_reads
from .rules import Wish


def may_hide(visit: Visit, row: GatedRow) -> bool:
    """What one wrote oneself, or what quotes one, and others can read."""
    return giver_of(row) == visit.person and row.shared_at is not None and not visit.beside


def a_parent_reads() -> str:
    """What is said to who would hide something from every parent."""
    return _("Minstens één ouder blijft dit lezen. Kies welke, of praat er eerst over met iemand van je team.")


def hidden_already(visit: Visit, thread: UUID) -> Hidden | None:
    """The list of readers that this visitor gave this before."""
    return Hidden.objects.filter(
        family_id=visit.family, thread_id=thread, hidden_by=visit.person, lifted_at=None
    ).first()


@dataclass(frozen=True, slots=True)
class Built:
    """Something that another wrote on this, and that stays when this is closed."""

    kind: str
    thread: UUID
    who: Around
    page: str

    @property
    def code(self) -> str:
        return f"{self.kind}:{self.thread}"

    @property
    def asks(self) -> str:
        asks = _("Vraag %(who)s om ook %(what)s te sluiten")
        return asks % {"who": self.who.called, "what": THINGS[self.kind].called}


def _built_on(circle: Circle, thread: UUID, wrote_down: Around | None) -> tuple[list[str], list[Built]]:
    """The names of the others who wrote something on this thread, and what of it stays when the thread is closed; as far
    as this visitor reads that. One statement."""
    visit = circle.visit
    rows = [
        model._default_manager.filter(family_id=visit.family, rests_on__contains=[thread], private=False)
        .exclude(author_id=visit.person).order_by()
        .values_list(Value(model._meta.model_name), _thread_field(model), "author_id")
        for model in apps.get_models() if issubclass(model, GatedRow)
    ]  # fmt: skip
    found = sorted({*rows[0].union(*rows[1:])}, key=str)
    authors = {author for _kind, on_it, author in found if not (wrote_down and on_it == thread)}
    here = {person: one for person, one in circle.by_person.items() if one.is_in(visit.at)}
    return [one.called for person, one in circle.by_person.items() if person in authors], [
        Built(kind, built, here[author], page_of(visit.family, kind, built))
        for kind, built, author in found
        if kind in THINGS and built != thread and author in here
    ]


def _thread_field(model: type[GatedRow]) -> str:
    return "thread_id" if hasattr(model, "thread_id") else "id"


def hide(
    request: HttpRequest, visit: Visit, row: GatedRow, *, thread: UUID, to: str, template: str,
    quote: Callable[[Circle], str], may: bool,
) -> HttpResponse:  # fmt: skip
    """Asks of something that somebody wrote who goes on reading it: `quote` gives the words that are hidden. Raises
    NotYours for whose it is not; there is nothing to hide of what nobody else reads."""
    if giver_of(row) != visit.person:
        raise NotYours(Reason.NOT_YOUR_WORDS)
    if not may:
        raise Http404
    circle, before = circle_of(visit.whole), hidden_already(visit, thread)
    wrote_down = circle.by_person.get(row.author_id) if whose_of(row) else None
    return ask(
        request, circle, who_reads(circle, row, apart_from=before), before, thread=thread, to=to, template=template,
        shown=lambda: {"id": row.id, "quote": quote(circle)}, wrote_down=wrote_down, own=asks_own(request, others=visit.others),
    )  # fmt: skip


def ask(
    request: HttpRequest, circle: Circle, people: Iterable[Around], before: Hidden | None, *, thread: UUID, to: str,
    template: str, shown: Callable[[], dict[str, Any]], wrote_down: Around | None = None, own: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """The page that asks who of `people` goes on reading it, and its answer; `template` extends `circle/hide.html`.
    Afterwards one goes on at `to`. `wrote_down`: who noted the words of who looks, and goes on reading them. As long as
    nobody asked for what not everybody reads (`own`), whom not everybody knows is not named, and stays as they were."""
    visit, sent = circle.visit, request.method == "POST"
    names, built = _built_on(circle, thread, wrote_down)
    asked = _asked_for(request, circle, thread)
    people = tuple(one for one in people if one != wrote_down)
    ticked = _ticked(circle, people, before, asked)
    unnamed = {one.person_id for one in people if one.hidden and own is not None and not own["shown"]}
    stays = [person for person in unnamed if person and (ticked is None or person in ticked)]
    people = tuple(one for one in people if one.person_id not in unnamed)
    form = HideForm(
        request.POST if sent else take(request, request.get_full_path()), circle=circle, people=people,
        built=[(one.code, one.asks) for one in built], ticked=ticked,
    )  # fmt: skip
    if sent and form.is_valid():
        data = form.cleaned_data
        try:
            put_away(thread=thread, readers=[*data["readers"], *stays], why=data["why"], by=visit, at=visit.at)
        except NoParentReads:
            form.add_error("readers", a_parent_reads())
        else:
            _ask_of_others(visit, [one for one in built if one.code in data["ask"]], data["ask_words"])
            if asked is not None and _is_done(asked, data["readers"], people):
                answer_asked(asked=asked.id, agreed=True, by=visit, at=visit.at)
            return HttpResponseRedirect(to)
    return page(
        request, template, visit, 422 if sent else 200, form=form, before=before, built_on=names, built=built,
        asked=asked, here=request.get_full_path(), own=own, wrote_down=wrote_down.called if wrote_down else "", **shown(),
    )  # fmt: skip


def _is_done(asked: Asked, readers: Collection[UUID], people: Iterable[Around]) -> bool:
    """Whether this list is a yes to what was asked: open for that person, or closed to somebody who read it."""
    if asked.for_person is not None:
        return asked.for_person in readers
    return any(one.person_id not in readers for one in people)


def _asked_for(request: HttpRequest, circle: Circle, thread: UUID) -> Asked | None:
    """The question that its author came from, to choose who reads this."""
    id = request.GET.get("asked", "")
    return next((one for one in asked_of_me(circle, thread) if str(one.id) == id), None) if id else None


def _ticked(circle: Circle, people: Iterable[Around], before: Hidden | None, asked: Asked | None) -> list[UUID] | None:
    """Who starts with a tick. Who asks to close it, does so from everybody else: then only they do, and where they are no
    parent, the parents."""
    if asked is not None and asked.wish is Wish.CLOSE:
        by = asked.asked_by
        a_parent_asks = any(one.person_id == by and one.role is Role.PARENT for one in people)
        parents = [one.person_id for one in people if one.role is Role.PARENT and one.person_id]
        return [by] if a_parent_asks or circle.visit.is_parent else [by, *parents]
    if before is None:
        return None
    return [*before.readers, *([asked.for_person] if asked and asked.for_person else [])]


def _ask_of_others(visit: Visit, built: Iterable[Built], words: str) -> None:
    for one in built:
        try:
            ask_author(kind=one.kind, thread=one.thread, wish=Wish.CLOSE, words=words, by=visit, at=visit.at)
        except NobodyToAsk:  # who wrote it left meanwhile, or others spoke in it: it stays as it is
            continue
