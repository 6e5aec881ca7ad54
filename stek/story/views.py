"""HTTP in, one query or action, HTTP out."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stek.circle import gate
from stek.circle.actions import seal as place_seal
from stek.circle.pages import page
from stek.circle.queries import Circle, circle_of, readers_of
from stek.kit import clock
from stek.policy import Section, Verb
from stek.people.waiting import name_tag, take

from . import actions, queries
from .forms import CaptureForm, InfluenceForm, NoteForm, SealForm
from .models import Observation
from .telling import retell, teller

NEW = "new"


def _can_read(circle: Circle) -> list:
    """Those around the family who can read a shared note now, without who asks."""
    places = set(readers_of(circle.visit))
    return [one for one in circle.around if one.id in places and one.person_id != circle.visit.person]


def _capture_page(request: HttpRequest, circle: Circle, form: CaptureForm, status: int = 200) -> HttpResponse:
    here = request.get_full_path() if request.method == "GET" else reverse("capture", args=[circle.visit.family])
    return page(
        request, "story/capture.html", circle.visit, status, form=form, circle=circle,
        readers=form.readers_now, tag=name_tag(circle.visit.person), here=here, form_key=NEW,
    )  # fmt: skip


def _capture_form(circle: Circle, data=None, initial=None) -> CaptureForm:
    readers = _can_read(circle)
    form = CaptureForm(
        data, initial=initial, circle=circle, today=clock.today(), readers=readers, parent=circle.visit.is_parent
    )
    form.readers_now = readers  # type: ignore[attr-defined]
    return form


@require_GET
def capture(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    if not visit.may(Verb.NOTE):
        return page(request, "circle/not_yet.html", visit, 403)
    circle = circle_of(visit)
    waiting = take(request, request.get_full_path())
    if waiting is not None:
        form = _capture_form(circle, waiting)
        form.is_valid()  # shows what was typed, with every choice as it stood
        form.restored = True  # type: ignore[attr-defined]
        return _capture_page(request, circle, form)
    kept = queries.draft(visit, NEW)
    form = _capture_form(circle, initial={"words": kept})
    form.restored = bool(kept)  # type: ignore[attr-defined]
    return _capture_page(request, circle, form)


@require_POST
def observation_create(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    circle = circle_of(visit)
    form = _capture_form(circle, request.POST)
    if not form.is_valid():
        return _capture_page(request, circle, form, 422)
    try:
        row = actions.note(noticed=form.noticed(), by=visit, at=visit.at, share=form.shared, id=form.cleaned_data["id"])
    except actions.NotYours:
        return page(request, "circle/not_yet.html", visit, 403, typed=form.cleaned_data["words"])
    for person in form.cleaned_data["hidden_from"]:
        place_seal(hidden_from=person, thread=row.thread_id, by=visit, at=visit.at)
    actions.forget_draft(form=NEW, by=visit)
    return HttpResponseRedirect(reverse("observation", args=[family, row.id]) + "?done=kept")


@require_GET
def observation(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Observation, id)
    circle = circle_of(visit)
    told = queries.versions(visit, row.thread_id)
    moves = [m for m in queries.influences(visit) if row.thread_id in (m.from_thread, m.to_thread)]
    ends = queries.newest_of(visit, {end for m in moves for end in (m.from_thread, m.to_thread)})
    tell = teller(circle, clock.today())
    return page(
        request, "story/observation.html", visit, circle=circle, newest=tell(told[0]),
        former=[tell(one) for one in told[1:]], opened=row, mine=row.author_id == visit.person,
        moves=retell(moves, ends, tell), readers=_can_read(circle),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def correction_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Observation, id)
    circle = circle_of(visit)
    newest = queries.versions(visit, row.thread_id)[0]
    if row.author_id != visit.person:
        return page(request, "story/not_your_words.html", visit, 403, family=family, id=id)
    if request.method == "GET":
        initial = {
            "words": newest.words, "about": newest.about, "tone": newest.tone, "knowing": newest.knowing or "",
            "small_success": newest.small_success, "quoted": str(newest.quoted) if newest.quoted else "",
            "lane": newest.lane, "domains": newest.domains, "happened_on": newest.happened_on,
        }  # fmt: skip
        form = NoteForm(initial=initial, circle=circle, today=clock.today())
        return page(
            request, "story/correction.html", visit, form=form, id=id, newest=newest, tag=name_tag(visit.person)
        )
    form = NoteForm(request.POST, circle=circle, today=clock.today())
    if not form.is_valid():
        return page(
            request, "story/correction.html", visit, 422, form=form, id=id, newest=newest, tag=name_tag(visit.person)
        )
    try:
        before, _reason = gate.open_item(
            visit, Verb.READ, Observation, newest.id if newest.id != form.cleaned_data["id"] else id
        )
        corrected = actions.correct(
            before=before, noticed=form.noticed(), by=visit, at=visit.at, id=form.cleaned_data["id"]
        )
    except actions.CorrectedMeanwhile:
        newest = queries.versions(visit, row.thread_id)[0]
        form.add_error(None, _("Iemand verbeterde dit net ook. Allebei de teksten staan hier: kies wat er moet staan."))
        return page(
            request, "story/correction.html", visit, 409, form=form, id=id, newest=newest, tag=name_tag(visit.person)
        )
    except actions.NotYours:
        return page(request, "circle/not_yet.html", visit, 403, typed=form.cleaned_data["words"])
    return HttpResponseRedirect(reverse("observation", args=[family, corrected.id]) + "?done=corrected")


@require_POST
def sharing_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.SHARE, Observation, id)
    actions.share(observation=row, by=visit, at=visit.at)
    return HttpResponseRedirect(reverse("observation", args=[family, id]) + "?done=shared")


@require_POST
def removal_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.REMOVE, Observation, id)
    actions.take_back(observation=row, by=visit, at=visit.at)
    return HttpResponseRedirect(reverse("family", args=[family]) + "?done=removed")


@require_http_methods(["GET", "POST"])
def seal_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Observation, id)
    if not (visit.is_parent or row.author_id == visit.person):
        return page(request, "circle/not_yet.html", visit, 403)
    circle = circle_of(visit)
    people = [
        one for one in circle.around if one.is_in(visit.at) and one.person_id not in (visit.person, row.author_id)
    ]
    form = SealForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        place_seal(
            hidden_from=form.cleaned_data["hidden_from"], thread=row.thread_id, why=form.cleaned_data["why"],
            by=visit, at=visit.at,
        )  # fmt: skip
        return HttpResponseRedirect(reverse("observation", args=[family, id]) + "?done=sealed")
    told = teller(circle, clock.today())(queries.opened(row, visit))
    return page(request, "story/seal.html", visit, 422 if form.is_bound else 200, form=form, id=id, told=told)


@require_http_methods(["GET", "POST"])
def influence_create(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    if not visit.may(Verb.NOTE):
        return page(request, "circle/not_yet.html", visit, 403)
    told = queries.story_page(visit, size=100).told
    threads = [(str(one.thread), _short(one.words)) for one in told]
    form = InfluenceForm(request.POST or None, threads=threads, initial={"from_thread": request.GET.get("from", "")})
    if request.method == "POST" and form.is_valid():
        data, private = form.cleaned_data, {one.thread for one in told if one.private}
        actions.link(
            from_thread=data["from_thread"], to_thread=data["to_thread"], both_ways=data["both_ways"],
            certainty=data["certainty"], words=data["words"], by=visit, at=visit.at,
            share=not private & {data["from_thread"], data["to_thread"]},
        )  # fmt: skip
        return redirect(reverse("story", args=[family]) + "?done=linked")
    return page(request, "story/influence.html", visit, 422 if form.is_bound else 200, form=form, few=len(threads) < 2)


def _short(words: str, longest: int = 80) -> str:
    first = " ".join(words.split())
    return first if len(first) <= longest else first[: longest - 1].rstrip() + "…"


@require_POST
def draft_keep(request: HttpRequest, family: UUID, form: str) -> HttpResponse:
    visit = gate.visit_of(request, family)
    actions.keep_draft(form=form, words=request.POST.get("text", ""), by=visit, at=visit.at)
    return HttpResponse(status=204)


@require_GET
def story(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    circle = circle_of(visit)
    found = queries.story_page(visit, before=request.GET.get("before", ""))
    visit.record("read", "story", reason="page")
    tell = teller(circle, clock.today())
    return page(
        request, "story/story.html", visit, circle=circle, older=found.older, first=not request.GET.get("before"),
        stretches=tell.stretches(found.told, queries.influences(visit)), may_note=visit.may(Verb.NOTE),
        section=Section.STORY,
    )  # fmt: skip
