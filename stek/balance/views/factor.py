"""Finding, adding, reading and correcting what carries and what burdens."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from stek.circle import gate
from stek.circle.actions import NotNamed
from stek.circle.labels import marked
from stek.circle.listing import asked_for
from stek.circle.pages import page
from stek.circle.queries import Circle, circle_of
from stek.circle.reached import would_read
from stek.circle.readers import who_reads, will_read
from stek.circle.refusing import must
from stek.circle.safety_forms import NamedForm
from stek.kit import clock
from stek.people.waiting import take
from stek.policy import Verb
from stek.story import queries as story
from stek.story.queries import Told, linkable, newest_of, under_chosen
from stek.story.rules import Lane
from stek.story.telling import teller

from .. import actions, catalogue, queries
from ..forms import FactorForm
from ..labels import SAFETY_WORDS, factor_label
from ..models import Factor
from ..rules import BALANCE, Level, Side
from ..telling import Weigher

NOTES = 12  # of the story, to rest on

# Where something that was noted in a lane mostly belongs; a person may say otherwise.
LEVEL_OF = {
    Lane.CHILD: Level.CHILD,
    Lane.PARENT: Level.PARENT,
    Lane.RELATION: Level.FAMILY,
    Lane.SURROUNDINGS: Level.MESO,
}


@require_GET
def factor_find(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    must(visit, Verb.NOTE, BALANCE)
    asked, side = request.GET.get("q", ""), _side(request.GET.get("side", ""))
    found = [
        {
            "code": one.code,
            "label": one.label(get_language()),
            "side": (side or one.side).value,
            "safety": one.safety,
        }
        for one in catalogue.search(asked, get_language(), side)
    ]
    template = "balance/found.html" if request.headers.get("HX-Request") else "balance/find.html"
    return page(
        request, template, visit, found=found, asked=asked[:200], side=side or "",
        found_safety=bool(asked) and any(one["safety"] for one in found),
        thread=_id(request.GET.get("thread", "")) or "",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def factor_create(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    must(visit, Verb.NOTE, BALANCE)
    circle, told = circle_of(visit), linkable(visit, request.GET.get("thread"), *request.POST.getlist("observations"))
    start = next((one for one in told if str(one.thread) == request.GET.get("thread")), None)
    if request.method == "GET":
        form = _form(
            circle, told, take(request, request.get_full_path()), _suggested(request, start, visit.person),
            about_safety=start is not None and bool(story.about_safety(visit, [start.thread])),
        )  # fmt: skip
        return _form_page(request, circle, form, told)
    chosen = [one for text in request.POST.getlist("observations") if (one := _id(text))]
    is_safety = bool(chosen) and bool(story.about_safety(visit, map(UUID, chosen)))
    form = _form(circle, told, request.POST, about_safety=is_safety)
    if not form.is_valid():
        return _form_page(request, circle, form, told, 422)
    try:
        row = actions.add_factor(
            weighed=form.weighed(), by=visit, at=visit.at, share=form.shared, id=visit.row_id(form.cleaned_data["id"])
        )
    except actions.NoteIsGone:
        _say_note_is_gone(form)
        return _form_page(request, circle, form, told, 409)
    done = "kept_own" if form.is_about_safety else "kept"
    return HttpResponseRedirect(reverse("factor", args=[family, row.id]) + f"?done={done}")


@require_GET
def factor(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Factor, id)
    circle, told = circle_of(visit), queries.versions(visit, row.thread_id)
    notes, weigher, tell = (
        newest_of(asked_for(row, visit), told[0].observations),
        Weigher(circle, clock.today()),
        teller(circle, clock.today()),
    )
    return page(
        request, "balance/factor.html", visit, newest=weigher.factor(told[0]),
        former=[weigher.factor(one) for one in told[1:]], marks=[weigher.mark(one) for one in told[0].marks],
        notes=[tell(one) for one in notes.values()], mine=row.author_id == visit.person,
        may_note=visit.may(Verb.NOTE, BALANCE), ended=told[0].until is not None,
        readers=who_reads(circle, row),
        safety=any(one.about_safety for one in told), safety_words=SAFETY_WORDS.get(told[0].code, ()),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def factor_correction_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.READ, Factor, id)
    if row.author_id != visit.person:
        return page(request, "balance/not_your_words.html", visit, 403, id=id)
    circle, former = circle_of(visit), queries.versions(visit, row.thread_id)
    newest, is_safety = former[0], any(one.about_safety for one in former)
    told = linkable(visit, *map(str, newest.observations), *request.POST.getlist("observations"))
    here = reverse("factor_correction_create", args=[family, row.thread_id])  # whichever version stands there

    def asked(data: Any = None) -> NamedForm:
        return NamedForm(data, would_read=would_read(circle, BALANCE, [row.thread_id]))

    if request.method == "GET":
        form = _form(circle, told, take(request, here), _as_it_stands(newest), about_safety=is_safety)
        named = asked() if row.shared_at and is_safety else None
        return _correction_page(request, circle, form, newest, here, named=named)
    form = _form(circle, told, request.POST, about_safety=is_safety)
    valid = form.is_valid()
    named = asked(request.POST) if row.shared_at and form.is_about_safety else None
    if not valid or (named is not None and not named.is_valid()):
        return _correction_page(request, circle, form, newest, here, 422, named)
    try:
        corrected = actions.correct_factor(
            before=row, weighed=form.weighed(), by=visit, at=visit.at, id=visit.row_id(form.cleaned_data["id"]),
            named=named.named() if named else None,
        )  # fmt: skip
    except NotNamed:  # somebody came in meanwhile, or it rests on a note about safety
        return _correction_page(request, circle, form, newest, here, 409, asked(request.POST))
    except actions.CorrectedMeanwhile:
        form.add_error(
            None, _("Dit werd intussen al verbeterd. Allebei de teksten staan hier: kies wat er moet staan.")
        )
        return _correction_page(request, circle, form, queries.versions(visit, row.thread_id)[0], here, 409)
    return HttpResponseRedirect(reverse("factor", args=[family, corrected.id]) + "?done=corrected")


def _form(
    circle: Circle, told: Any, data: Any = None, initial: Any = None, *, about_safety: bool = False
) -> FactorForm:
    threads = {str(one.thread): marked(one.mention(), one.private) for one in [*told][: NOTES + 1]}
    return FactorForm(
        data, initial=initial, circle=circle, today=clock.today(), threads=list(threads.items()),
        parent=circle.visit.is_parent, about_safety=about_safety,
    )  # fmt: skip


def _suggested(request: HttpRequest, start: Told | None, person: UUID) -> dict[str, object]:
    """What the way here already says: the side that was tapped, what was chosen, the note it began with.

    Its words only when they are one's own: what somebody else said is not put in one's mouth.
    """
    known = catalogue.factors().get(request.GET.get("code", ""))
    side = _side(request.GET.get("side", ""))
    found: dict[str, object] = {}
    if start is not None:
        found |= {"level": LEVEL_OF[start.lane], "about": start.about, "observations": [start.thread]}
        if not known and start.author == person and not start.is_quote:
            found["words"] = start.mention(200)
    if known is not None:
        found |= {"code": known.code, "level": known.level, "side": known.side}
    return found | ({"side": side} if side else {})


def _as_it_stands(newest: queries.Carried) -> dict[str, object]:
    return {
        "code": newest.code, "words": newest.words, "side": newest.side, "level": newest.level, "about": newest.about,
        "lasting": newest.lasting or "", "since": newest.since, "observations": newest.observations,
        "safety": newest.about_safety,
    }  # fmt: skip


def _form_page(
    request: HttpRequest, circle: Circle, form: FactorForm, told: Iterable[Told], status: int = 200
) -> HttpResponse:
    code = str(form["code"].value() or "")
    here = request.get_full_path() if request.method == "GET" else reverse("factor_create", args=[circle.visit.family])
    return page(
        request, "balance/factor_form.html", circle.visit, status, form=form, chosen=factor_label(code), here=here,
        readers=will_read(request, circle, form, BALANCE, here=here, resting={"observations": partial(under_chosen, told)}),
        safety_words=SAFETY_WORDS.get(code, ()),
    )  # fmt: skip


def _correction_page(
    request: HttpRequest, circle: Circle, form: FactorForm, newest: queries.Carried, here: str, status: int = 200,
    named: NamedForm | None = None,
) -> HttpResponse:  # fmt: skip
    shown = Weigher(circle, clock.today()).factor(newest)
    return page(
        request, "balance/factor_correction.html", circle.visit, status, form=form, newest=shown, id=newest.id, here=here,
        chosen=factor_label(str(form["code"].value() or "")), named=named,
    )  # fmt: skip


def _say_note_is_gone(form: FactorForm) -> None:
    form.add_error(
        None,
        _(
            "Een notitie waarop dit steunt, is er niet meer of lees jij alleen. Laat die weg, of kies ‘Alleen ik’."
            " Wat je schreef, staat er nog."
        ),
    )


def _side(text: str) -> Side | None:
    return Side(text) if text in list(Side) else None


def _id(text: str) -> str:
    """The same text when it is an id; else nothing."""
    try:
        return str(UUID(text))
    except ValueError:
        return ""
