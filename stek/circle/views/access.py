"""Who sees what: a page for parents, where a consent is given and taken back."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from stek.kit import clock
from stek.policy import Role

from .. import actions, gate
from ..asking import asking_parents, newcomers
from ..consents import overview
from ..emergencies import emergencies, not_seen
from ..giving import A_YEAR, by_section
from ..invitation_forms import GrantForm, named_children
from ..models import CircleMember, Grant, Hidden
from ..pages import page
from ..queries import circle_of, grants_of, hidden_by, open_invitations
from ..quoted import quoted_to_carers
from ..reading_along import reads_openly
from ..refusals import refused_by


def _parent(request: HttpRequest, family: UUID) -> gate.Visit:
    """For everybody else these pages do not exist."""
    visit = gate.visit_of(request, family)
    if not visit.is_parent:
        raise Http404
    return visit


def _back(family: UUID, done: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("access", args=[family]) + f"?done={done}")


@require_GET
def access(request: HttpRequest, family: UUID) -> HttpResponse:
    return _access_page(request, _parent(request, family))


def _access_page(
    request: HttpRequest,
    visit: gate.Visit,
    sent: GrantForm | None = None,
    status: int = 200,
    opened: UUID | None = None,
) -> HttpResponse:
    circle = circle_of(visit)
    shown = overview(circle, grants_of(visit), open_invitations(visit), hidden_by(visit), refused_by(visit))
    today, children = clock.today(), named_children(circle)
    forms = [
        (
            sent
            if sent and one.place.id == opened
            else GrantForm(place=one.place.id, today=today, relation=one.place.relation, children=children)
        ).without(one.held)
        for one in shown.others
    ]
    asks = [one for one in asking_parents() if one.family == visit.family]
    return page(
        request, "circle/access.html", visit, status, circle=circle, form=sent, opened=opened, shown=shown,
        open_asks=[one for one in asks if one.said_yes is None],
        answered=[one for one in asks if one.said_yes is not None],
        new=newcomers({one.place.id: one.place for one in shown.others if one.place.is_new}),
        quoted_to_carers=quoted_to_carers(visit), cards=list(zip(shown.others, forms, strict=True)),
        to_review=emergencies(circle, not_seen([visit.family], visit.person)),
    )  # fmt: skip


@require_POST
def grant_create(request: HttpRequest, family: UUID, place: UUID) -> HttpResponse:
    visit = _parent(request, family)
    found = gate.find(visit, CircleMember, place)
    if request.POST.get("give") == "again":
        actions.prolong(to=place, by=visit, at=visit.at, longer=A_YEAR)
        return _back(family, "granted")
    if request.POST.get("give") == "too":
        actions.say_yes_too(to=place, by=visit, at=visit.at)
        return _back(family, "granted")
    children = named_children(circle_of(visit))
    form = GrantForm(request.POST, place=place, today=clock.today(), relation=found.relation, children=children)
    if not form.is_valid():
        return _access_page(request, visit, form, 422, opened=place)
    from_at, until_at = form.period(visit.at)
    for section, verbs in by_section(form.cleaned_data["may"]).items():
        actions.give(
            to=place, section=section, verbs=verbs, by=visit, at=visit.at,
            from_at=from_at if from_at > visit.at else None, until_at=until_at, **form.about(),
        )  # fmt: skip
    return _back(family, "granted")


@require_POST
def reading_along_create(request: HttpRequest, family: UUID) -> HttpResponse:
    """A parent who came in gives whom the others let read along what they have now."""
    visit = _parent(request, family)
    places = {one.id for one in circle_of(visit).around if reads_openly(one, visit.at)}
    actions.give_along(places=places, by=visit, at=visit.at)
    return _back(family, "granted")


@require_POST
def withdrawal_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    actions.withdraw(grant=gate.find(visit, Grant, id), by=visit, at=visit.at)
    return _back(family, "withdrawn")


@require_POST
def refusal_create(request: HttpRequest, family: UUID, place: UUID) -> HttpResponse:
    """This parent's no to who stands there, and taking it back."""
    visit = _parent(request, family)
    if gate.find(visit, CircleMember, place).role == Role.PARENT:
        raise Http404
    if request.POST.get("say") == "no":
        actions.refuse(place=place, by=visit, at=visit.at, tells="tells" in request.POST)
        return _back(family, "refused")
    actions.refuse_no_more(place=place, by=visit, at=visit.at)
    return _back(family, "refused_no_more")


@require_POST
def quoted_choice_create(request: HttpRequest, family: UUID) -> HttpResponse:
    """Who reads what is quoted from this parent."""
    visit = _parent(request, family)
    actions.choose_for_quoted(carers=request.POST.get("carers") != "no", by=visit, at=visit.at)
    return _back(family, "quoted_choice")


@require_POST
def place_end(request: HttpRequest, family: UUID, place: UUID) -> HttpResponse:
    """A parent ends somebody's place; anybody but a parent may step out of their own."""
    visit = gate.visit_of(request, family)
    found = gate.find(visit, CircleMember, place)
    is_mine = found.person_id == visit.person
    if found.role == Role.PARENT or not (visit.is_parent or is_mine):
        raise Http404
    if is_mine:
        actions.step_out(by=visit, at=visit.at)
        return HttpResponseRedirect(reverse("families"))
    left = actions.let_go(place=place, by=visit, at=visit.at)
    if left is actions.LetGo.NOTHING:
        raise Http404  # another parent's: nobody ends another's yes
    done = "ended" if left is actions.LetGo.ENDED else "let_go"
    return _back(family, done) if found.known_to is None else HttpResponseRedirect(reverse("alone", args=[family]))


@require_POST
def hidden_show(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    actions.show(hidden=gate.find(visit, Hidden, id), by=visit, at=visit.at)
    return _back(family, "lifted") if visit.is_parent else HttpResponseRedirect(reverse("family", args=[family]))
