"""HTTP in, one query or action, HTTP out."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stek.circle import gate
from stek.circle.actions import NoParentReads, NotNamed
from stek.circle.hiding import a_parent_reads, hide, may_hide
from stek.circle.labels import marked
from stek.circle.listing import asked_for
from stek.circle.models import giver_of
from stek.circle.naming import share
from stek.circle.pages import page
from stek.circle.queries import Circle, circle_of
from stek.circle.reached import would_read
from stek.circle.readers import ANEW, Resting, chosen_in, circle_to_write_in, named_with, subjects, who_reads, will_read
from stek.circle.refusing import must
from stek.circle.safety_forms import NamedForm
from stek.kit import clock
from stek.people.waiting import take
from stek.policy import Section, Verb

from . import actions, queries
from .forms import SOMEBODY_ELSE, CaptureForm, InfluenceForm, NoteForm
from .models import Influence, Observation
from .quotations import first_readers, whose
from .telling import retell, teller


def _capture_page(request: HttpRequest, circle: Circle, form: CaptureForm, status: int = 200) -> HttpResponse:
    return page(
        request, "story/capture.html", circle.visit, status, form=form, circle=circle,
        readers=form.readers_now,  # type: ignore[attr-defined]
        here=reverse("capture", args=[circle.visit.family]),
    )  # fmt: skip


def _capture_form(request: HttpRequest, circle: Circle) -> CaptureForm:
    """As it is filled in; `readers_now`: who will read that."""
    asked = ANEW in request.GET
    data = request.POST if request.method == "POST" else None if asked else take(request, request.path)
    form = CaptureForm(data, circle=circle, today=clock.today())
    here = reverse("capture", args=[circle.visit.family])
    nobody_else: dict[str, Resting] = dict.fromkeys(("quoted", "told_by"), lambda ids: ())  # whose it is, and no ground
    now = will_read(request, circle, form, Section.STORY, here=here, resting=nobody_else)
    quoted, told_by = (next(iter(chosen_in(request, form, name)), None) for name in nobody_else)
    theirs = first_readers(circle, quoted, told_by)
    form.of = whose(circle, quoted, told_by) if theirs else None
    form.readers_now = now if theirs is None else replace(now, people=theirs)  # type: ignore[attr-defined]
    sent = request.GET if asked else request.POST
    form.will_be_read_by(() if form.of else form.readers_now, {*sent.getlist("offered")} - {*sent.getlist("reads")})  # type: ignore[attr-defined]
    return form


@require_GET
def capture(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    must(visit, Verb.NOTE)
    visit.ahead.ask(*circle_to_write_in(visit))
    circle = circle_of(visit)
    return _capture_page(request, circle, _capture_form(request, circle))


@require_POST
def observation_create(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    visit.ahead.ask(*circle_to_write_in(visit))
    circle = circle_of(visit)
    form = _capture_form(request, circle)
    if not form.is_valid():
        return _capture_page(request, circle, form, 422)
    try:
        row = actions.note(
            noticed=form.noticed(), by=visit, at=visit.at, share=form.shared, id=visit.row_id(form.cleaned_data["id"]),
            readers=named_with(form.named_readers, circle, subjects(circle) & {*form.cleaned_data["about"]}),
        )  # fmt: skip
    except NoParentReads:
        form.add_error("reads", a_parent_reads())
        return _capture_page(request, circle, form, 422)
    done = "kept_own" if form.cleaned_data.get("safety") else "kept"
    return HttpResponseRedirect(reverse("observation", args=[family, row.id]) + f"?done={done}")


@require_GET
def observation(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Observation, id)
    visit = asked_for(row, visit)
    circle = circle_of(visit)
    told = queries.versions(visit, row.thread_id)
    moves = queries.influences_of(visit, row.thread_id)
    ends = queries.newest_of(visit.whole, {end for m in moves for end in (m.from_thread, m.to_thread)})
    tell = teller(circle, clock.today())
    # Right after a parent wrote, nothing is asked about it, whatever it says.
    asks = not (visit.is_parent and request.GET.get("done"))
    return page(
        request, "story/observation.html", visit, circle=circle, newest=tell(told[0]),
        former=[tell(one) for one in told[1:]], opened=row, mine=row.author_id == visit.person,
        gives=giver_of(row) == visit.person, words=_whose_words(row, circle, told),
        moves=_with_who_ended_it(retell(moves, ends, tell), circle), readers=who_reads(circle, row),
        may_weigh=asks and visit.may(Verb.NOTE, Section.BALANCE), may_need=asks and visit.may(Verb.NOTE, Section.NEEDS),
        may_agree=visit.may(Verb.NOTE, Section.CONTACT) and row.shared_at is not None,
        safety=any(one.about_safety for one in told),
    )  # fmt: skip


def _whose_words(row: Observation, circle: Circle, told: Iterable[queries.Told]) -> dict[str, str]:
    """Of words that quote somebody: whose they are, and who wrote them down; of what is kept, whose they will be."""
    if row.shared_at is None:
        found = next(filter(None, (whose(circle, one.quoted, one.told_by) for one in told)), None)
        return {"will_give": found.called if found else ""}
    owner, author = (circle.by_person.get(one) if one else None for one in (row.whose_id, row.author_id))
    return {"whose": owner.called, "wrote_down": author.called if author else ""} if owner else {}


@require_http_methods(["GET", "POST"])
def correction_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Observation, id)
    visit = asked_for(row, visit)
    if row.author_id != visit.person:
        return page(request, "story/not_your_words.html", visit, 403, family=family, id=id)
    circle, told = circle_of(visit), queries.versions(visit, row.thread_id)
    newest, is_shared, was_safety = told[0], row.shared_at is not None, any(one.about_safety for one in told)

    def asked(data: Any = None) -> NamedForm:
        return NamedForm(data, would_read=would_read(circle, Section.STORY, [row.thread_id]))

    if request.method == "GET":
        kept = take(request, _corrects(family, row))
        form = NoteForm(kept, initial=_as_it_stands(newest), circle=circle, today=clock.today())
        return _correction_page(request, visit, form, newest, named=asked() if is_shared and was_safety else None)
    form = NoteForm(request.POST, circle=circle, today=clock.today())
    valid = form.is_valid() and (not is_shared or form.stays_whose_it_was(newest, row.whose_id))
    named = asked(request.POST) if is_shared and (was_safety or form.cleaned_data.get("safety")) else None
    if not valid or (named is not None and not named.is_valid()):
        return _correction_page(request, visit, form, newest, 422, named)
    try:
        corrected = actions.correct(
            before=row, noticed=form.noticed(), by=visit, at=visit.at, id=visit.row_id(form.cleaned_data["id"]),
            named=named.named() if named else None,
        )  # fmt: skip
    except NotNamed:  # somebody came in meanwhile
        return _correction_page(request, visit, form, newest, 409, asked(request.POST))
    except actions.CorrectedMeanwhile:
        newest = queries.versions(visit, row.thread_id)[0]
        form.add_error(
            None, _("Deze notitie werd intussen al verbeterd. Allebei de teksten staan hier: kies wat er moet staan.")
        )
        return _correction_page(request, visit, form, newest, 409)
    return HttpResponseRedirect(reverse("observation", args=[family, corrected.id]) + "?done=corrected")


def _correction_page(
    request: HttpRequest, visit: gate.Visit, form: NoteForm, newest: queries.Told, status: int = 200,
    named: NamedForm | None = None,
) -> HttpResponse:  # fmt: skip
    """Corrects what stands there now, also when somebody came through the link of an older version."""
    here = reverse("correction_create", args=[visit.family, newest.thread])
    return page(
        request, "story/correction.html", visit, status, form=form, id=newest.id, newest=newest, here=here, named=named
    )


def _corrects(family: UUID, row: Observation) -> str:
    """Where one corrects it, whichever version stands there: what was typed waits there."""
    return reverse("correction_create", args=[family, row.thread_id])


def _as_it_stands(newest: queries.Told) -> dict[str, object]:
    quoted = SOMEBODY_ELSE if newest.quoted_as else str(newest.quoted or "")
    told_by = SOMEBODY_ELSE if newest.told_as else str(newest.told_by or "")
    return {
        "words": newest.words, "about": newest.about, "tone": newest.tone, "knowing": newest.knowing or "",
        "small_success": newest.small_success, "quoted": quoted, "quoted_as": newest.quoted_as,
        "told_by": told_by, "told_as": newest.told_as,
        "lane": newest.lane, "domains": newest.domains, "happened_on": newest.happened_on,
        "safety": newest.about_safety,
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def sharing_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.SHARE, Observation, id)
    theirs = _whose_words(row, circle_of(visit), queries.versions(visit, row.thread_id))["will_give"]
    return share(
        request, visit, Section.STORY, thread=row.thread_id, to=reverse("observation", args=[family, id]),
        done="kept" if theirs else "shared",
        is_safety=bool(queries.about_safety(visit, [row.thread_id])), quote=queries.opened(row, visit).words,
        share=lambda named: actions.share(observation=row, by=visit, at=visit.at, named=named),
    )  # fmt: skip


@require_POST
def removal_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.REMOVE, Observation, id)
    actions.take_back(observation=row, by=visit, at=visit.at)
    return HttpResponseRedirect(reverse("family", args=[family]) + "?done=removed")


@require_http_methods(["GET", "POST"])
def note_hide(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Observation, id)
    visit = asked_for(row, visit)
    return hide(
        request, visit, row, thread=row.thread_id, template="story/hide.html", may=may_hide(visit, row),
        to=reverse("observation", args=[family, id]) + "?done=hidden",
        quote=lambda circle: teller(circle, clock.today())(queries.opened(row, visit)).words,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def influence_create(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    must(visit, Verb.NOTE)
    told = queries.linkable(visit, request.GET.get("from", ""), *map(request.POST.get, ("from_thread", "to_thread")))
    form = InfluenceForm(
        request.POST if request.method == "POST" else take(request, request.get_full_path()),
        threads=[(str(one.thread), marked(one.mention(), one.private)) for one in told],
        initial={"from_thread": request.GET.get("from", "")},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"id": visit.row_id(form.cleaned_data["id"])}
        private = {one.thread for one in told if one.private}
        try:
            actions.link(**data, by=visit, at=visit.at, share=not private & {data["from_thread"], data["to_thread"]})
        except actions.EndIsGone:
            form.add_error(
                None, _("Een van de twee notities is er niet meer. Kies er een andere. Je woorden staan er nog.")
            )
        else:
            return redirect(reverse("story", args=[family]) + "?done=linked")
    return page(
        request, "story/influence.html", visit, _status(request), form=form, few=len(told) < 2 and not form.is_bound,
        here=request.get_full_path(),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def ending_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    """Asked once more before it is done."""
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.END, Influence, id)
    ends = queries.newest_of(visit.whole, (row.from_thread, row.to_thread))
    back = next((ends[end].id for end in (row.from_thread, row.to_thread) if end in ends), None)
    there = reverse("observation", args=[family, back]) if back else reverse("family", args=[family])
    if row.until_at is not None:  # ended already, by the other parent perhaps, or by a form sent twice
        return HttpResponseRedirect(there + "?done=link_ended")
    if request.method == "POST":
        actions.end_link(influence=row, by=visit, at=visit.at)
        return HttpResponseRedirect(there + "?done=link_ended")
    told = retell([queries.moving(row, visit)], ends, teller(circle_of(visit), clock.today()))
    return page(request, "story/ending.html", visit, one=told[0] if told else None, back=there)


def _with_who_ended_it(moves: list[dict[str, Any]], circle: Circle) -> list[dict[str, Any]]:
    """Each past link with the name of who said that it no longer holds; empty for who is not in the circle one sees."""
    for one in moves:
        who = circle.by_person.get(one["moves"].until_by)
        one["ended_by"] = who.called if who else ""
    return moves


def _status(request: HttpRequest) -> int:
    """Of a page that shows a form once more, or for the first time."""
    return 422 if request.method == "POST" else 200


@require_GET
def story(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    circle = circle_of(visit)
    found = queries.story_page(visit, before=request.GET.get("before", ""))
    visit.record("read", "story", reason="page")
    tell = teller(circle, clock.today())
    return page(
        request, "story/story.html", visit, circle=circle, older=found.older, first=not request.GET.get("before"),
        listed=tell.as_list(
            found.told, queries.influences(visit), complete=found.older is None, until=found.until
        ), may_note=visit.may(Verb.NOTE),
        section=Section.STORY,
    )  # fmt: skip
