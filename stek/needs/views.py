"""HTTP in, one query or action, HTTP out."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stek.circle import gate
from stek.circle.hiding import hide, may_hide
from stek.circle.listing import asked_for
from stek.circle.pages import page
from stek.circle.queries import Circle, circle_of
from stek.circle.readers import who_reads, will_read
from stek.circle.refusing import must
from stek.kit import clock
from stek.kit.ids import is_id
from stek.people.waiting import take
from stek.policy import Section, Verb
from stek.story import queries as story
from stek.story.rules import Tone
from stek.story.telling import teller as story_teller

from . import actions, queries
from .forms import AgainForm, NeedForm, TogetherForm
from .models import Need
from .rules import State
from .telling import Teller, glance_of, offers_link

STRENGTHS = 3
RECENT_NOTES = 12


def _rest_gone() -> str:
    return _(
        "Een notitie waarop je steunde, is er niet meer of lees alleen jij. Kies ze opnieuw. Je woorden staan er nog."
    )


def _notes(request: HttpRequest, visit: gate.Visit, chosen: list[str]) -> list[story.Told]:
    """What a need may rest on: the newest notes, and those that were chosen already."""
    told = list(story.story_page(visit).told[:RECENT_NOTES])
    known = {str(one.thread) for one in told}
    more = [UUID(one) for one in chosen if one not in known and is_id(one)]
    return [*story.newest_of(visit.whole, more).values(), *told] if more else told


@require_GET
def needs(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_in(request, family, Section.NEEDS)
    circle, found = circle_of(visit), queries.needs_of(visit)
    tell = Teller(circle, clock.today(), queries.looked_at(visit))
    retell = story_teller(circle, clock.today())
    strengths = [one for one in story.story_page(visit).told if one.tone is Tone.STRENGTH or one.small_success]
    visit.record("read", "needs", section=Section.NEEDS, reason="page")
    return page(
        request, "needs/needs.html", visit, glance=glance_of(found), floors=tell.floors(found),
        met=[tell.need(one) for one in found if one.state is State.MET],
        strengths=[retell(one) for one in strengths[:STRENGTHS]],
        may_note=visit.may(Verb.NOTE, Section.NEEDS), reads=visit.reads(Section.NEEDS),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def need_create(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    must(visit, Verb.NOTE, Section.NEEDS)
    circle = circle_of(visit)
    here = request.get_full_path()
    sent = request.POST if request.method == "POST" else take(request, here)
    start = request.GET.getlist("note")
    notes = _notes(request, visit, sent.getlist("notes") if sent else start)
    form = NeedForm(
        sent, circle=circle, today=clock.today(), notes=notes,
        initial={"notes": start},
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = actions.say(
                    echelon=form.cleaned_data["echelon"], whose=form.whose, saying=form.saying(form.for_whom), by=visit,
                    at=visit.at, share=form.shared, id=visit.row_id(form.cleaned_data["id"]),
                )  # fmt: skip
            except actions.RestIsGone:
                form.add_error("notes", _rest_gone())
            else:
                return _said(row, form.cleaned_data["together"], visit)
    return page(
        request, "needs/new.html", visit, status, form=form, here=here,
        readers=will_read(request, circle, form, Section.NEEDS, here=here, resting={"notes": partial(story.under_chosen, notes)}),
    )  # fmt: skip


def _said(row: Need, parents: list[UUID], visit: gate.Visit) -> HttpResponse:
    if parents:
        actions.look_together(need=row, parents=parents, on=clock.today(), by=visit, at=visit.at)
    return _to(row, "kept")


def _address(row: Need, done: str) -> str:
    return reverse("need", args=[row.family_id, row.id]) + f"?done={done}"


def _to(row: Need, done: str) -> HttpResponse:
    return HttpResponseRedirect(_address(row, done))


@require_GET
def need(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Need, id)
    circle = circle_of(visit)
    return _need_page(request, visit, circle, row, TogetherForm(circle=circle, today=clock.today()))


def _need_page(
    request: HttpRequest, visit: gate.Visit, circle: Circle, row: Need, form: TogetherForm, status: int = 200,
    says: str = "",
) -> HttpResponse:  # fmt: skip
    rows = queries.rows_of(visit, row.thread_id)
    visit = asked_for(row, visit)
    tell = Teller(circle, clock.today(), queries.looked_at(visit))
    standing, said = queries.standing(rows, visit), [queries.opened(one, visit) for one in rows]
    resting = story.newest_of(visit, {note for one in said for note in one.notes})
    retell = story_teller(circle, clock.today())
    return page(
        request, "needs/need.html", visit, status, need=tell.need(standing), former=[tell.said(one, standing.sayings[place:]) for place, one in enumerate(said[1:], 2)],
        notes=[retell(one) for one in resting.values()], form=form, mine=standing.newest.author == visit.person,
        says=says, readers=who_reads(circle, row),
        may_hide=_may_hide(visit, row),
        may_agree=row.shared_at is not None and visit.may(Verb.NOTE, Section.CONTACT),
        may_note=visit.may(Verb.NOTE, Section.NEEDS), offers=offers_link(standing, circle, clock.today(), queries.zone(visit)),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def saying_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Need, id)
    must(visit, Verb.NOTE, Section.NEEDS)
    circle, here = circle_of(visit), reverse("saying_create", args=[family, row.thread_id])
    standing = queries.standing(queries.rows_of(visit, row.thread_id), visit)
    sent = request.POST if request.method == "POST" else take(request, here)
    form = AgainForm(
        sent, circle=circle, today=clock.today(), shared=row.shared_at is not None, called=standing.called,
        notes=_notes(request, visit, [*(sent.getlist("notes") if sent else map(str, standing.newest.notes))]),
        initial={"notes": [str(note) for note in standing.newest.notes]},
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                said = actions.say_again(
                    before=row, saying=form.saying(standing.newest.about), by=visit, at=visit.at,
                    id=visit.row_id(form.cleaned_data["id"]),
                )  # fmt: skip
            except actions.SaidMeanwhile:
                status = 409
                form.add_error(
                    None, _("Intussen zei iemand hier al iets over. Dat staat hieronder. Je woorden staan er nog.")
                )
            except actions.RestIsGone:
                form.add_error("notes", _rest_gone())
            else:
                return _said(said, form.cleaned_data["together"], visit)
    tell = Teller(circle, clock.today(), queries.looked_at(visit))
    return page(
        request, "needs/again.html", visit, status, form=form, need=tell.need(standing), here=here,
        meanwhile=status == 409,
    )  # fmt: skip


@require_POST
def together_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Need, id)
    circle = circle_of(visit)
    form = TogetherForm(request.POST, circle=circle, today=clock.today())
    if not form.is_valid():
        return _need_page(request, visit, circle, row, form, 422)
    data = form.cleaned_data
    actions.look_together(
        need=row, parents=data["parents"], on=data["on"], by=visit, at=visit.at, id=visit.row_id(data["id"])
    )
    return _to(row, "kept")


@require_POST
def need_sharing_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.SHARE, Need, id)
    try:
        actions.share(need=row, by=visit, at=visit.at)
    except actions.RestIsGone:
        circle = circle_of(visit)
        form = TogetherForm(circle=circle, today=clock.today())
        says = _("Dit steunt op een notitie die alleen jij leest. Deel eerst die notitie.")
        return _need_page(request, visit, circle, row, form, 422, says)
    return _to(row, "shared")


@require_POST
def need_removal_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.REMOVE, Need, id)
    actions.take_back(need=row, by=visit, at=visit.at)
    return HttpResponseRedirect(reverse("needs", args=[family]) + "?done=removed")


def _called(circle: Circle, row: Need) -> str:
    standing = queries.standing(queries.rows_of(circle.visit, row.thread_id), circle.visit)
    return standing.called or Teller(circle, clock.today()).need(standing).echelon_label


def _may_hide(visit: gate.Visit, row: Need) -> bool:
    """Who began this: it hides everything that was said about it."""
    return may_hide(visit, row) and row.supersedes_id is None


@require_http_methods(["GET", "POST"])
def need_hide(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Need, id)
    return hide(
        request, visit, row, thread=row.thread_id, template="needs/hide.html", may=_may_hide(visit, row),
        to=_address(row, "hidden"), quote=lambda circle: _called(circle, row),
    )  # fmt: skip
