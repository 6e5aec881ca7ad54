"""The door for an emergency, and who looks at it afterwards. Whatever is wrong at the door, its answer is the same."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stek.people.second_key import BACK, has_second_key
from stek.people.waiting import keep, name_tag, take
from stek.policy import Role

from .. import actions, gate
from ..actions.emergency import GlassStaysShut, NoFreshSecondKey, NotForReview
from ..emergencies import code_of, for_review, reviewed
from ..forms import CodeForm, EmergencyForm, EmergencyHereForm, ReviewForm
from ..pages import page
from ..rules import WRONG_CODES, Says


@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest) -> HttpResponse:
    """By the code that a parent carries."""
    return _door(request, EmergencyForm, None)


@require_http_methods(["GET", "POST"])
def emergency_here(request: HttpRequest, family: UUID) -> HttpResponse:
    """For a carer who stands in this circle: without a code."""
    if gate.visit_of(request, family).role is not Role.PROFESSIONAL:
        raise Http404
    return _door(request, EmergencyHereForm, family)


def _door(request: HttpRequest, door: type[EmergencyHereForm], family: UUID | None) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    sent = request.method == "POST"
    form = door(request.POST if sent else take(request, request.path))
    context = {
        "form": form, "tag": name_tag(actor.person), "here": request.path, "family": family, "most": WRONG_CODES,
        "has_key": has_second_key(actor.person),
    }  # fmt: skip
    request.session.pop(BACK, None)
    if not (sent and form.is_valid()):
        return render(request, "circle/emergency.html", context, status=422 if sent else 200)
    data = form.cleaned_data
    try:
        here = actions.break_glass(why=data["why"], code=data.get("code"), family=family, by=actor, at=actor.at)
    except NoFreshSecondKey:
        keep(request, request.path)  # the second key is on another page
        return render(request, "circle/emergency.html", context | {"asks_key": True}, status=403)
    except GlassStaysShut:
        return render(request, "circle/emergency.html", context | {"shut": True}, status=403)
    return HttpResponseRedirect(reverse("family", args=[here.family]))


@require_http_methods(["GET", "POST"])
def emergency_code(request: HttpRequest, family: UUID) -> HttpResponse:
    """A parent's own code: shown once, when it is made."""
    visit = gate.visit_of(request, family)
    if not visit.is_parent:
        raise Http404
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return page(request, "circle/emergency_code.html", visit, form=form, code=code_of(visit))
    code = actions.make_code(by=visit, at=visit.at, id=visit.row_id(form.cleaned_data["id"]))
    door = request.build_absolute_uri(reverse("emergency"))
    return page(request, "circle/emergency_code_made.html", visit, 201, made=code, door=door)


@require_POST
def emergency_code_end(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    if not visit.is_parent:
        raise Http404
    actions.withdraw_code(by=visit, at=visit.at)
    return HttpResponseRedirect(reverse("emergency_code", args=[family]) + "?done=code_ended")


@require_GET
def emergency_reviews(request: HttpRequest) -> HttpResponse:
    """For who looks at them for an organisation; for everybody else an empty page."""
    actor = request.actor  # type: ignore[attr-defined]
    return render(
        request, "circle/emergency_reviews.html",
        {"reviews": reviewed(for_review(), actor.at), "done": request.GET.get("done", ""), "messages": ()},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def emergency_look(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    """One of them, with its reason, and what the reviewer says of it."""
    actor = request.actor  # type: ignore[attr-defined]
    glass = for_review().filter(family_id=family, id=id).first()
    if glass is None:
        raise Http404
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        says = Says(form.cleaned_data["says"])
        try:
            actions.look_at(glass=glass, says=says, tells_why=form.cleaned_data["tells_why"], by=actor, at=actor.at)
        except NotForReview:
            pass  # the page says how it stands
        else:
            return HttpResponseRedirect(reverse("emergency_reviews") + f"?done={says}")
    (one,) = reviewed([glass], actor.at)
    return render(
        request, "circle/emergency_look.html",
        {"one": one, "form": form, "here": request.path, "messages": ()},
        status=422 if form.is_bound else 200,
    )  # fmt: skip
