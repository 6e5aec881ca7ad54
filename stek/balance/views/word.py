"""One's own word on how it holds, and on a task of this time of life."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from stek.circle import gate
from stek.circle.pages import page
from stek.circle.queries import Circle, circle_of
from stek.circle.readers import about_me, subjects, who_will_read
from stek.circle.refusing import must
from stek.kit import clock
from stek.people.waiting import take
from stek.policy import Verb

from .. import actions, catalogue
from ..forms import PerspectiveForm, TaskForm
from ..labels import task_label
from ..models import Perspective
from ..rules import BALANCE, Holds, TaskState


@require_http_methods(["GET", "POST"])
def word_create(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    must(visit, Verb.NOTE, BALANCE)
    form = PerspectiveForm(
        request.POST if request.method == "POST" else take(request, request.path), parent=visit.is_parent,
        today=clock.today(),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.say(
            holds=Holds(data["holds"]), on=data["on"], words=data["words"], share=form.shared, by=visit,
            at=visit.at, id=visit.row_id(data["id"]),
        )  # fmt: skip
        return _to_balance(family, "kept")
    circle = circle_of(visit)
    return _form_page(request, "balance/word.html", circle, form, about_me(circle))


@require_POST
def word_sharing_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.SHARE, Perspective, id)
    actions.share_word(word=row, by=visit, at=visit.at)
    return _to_balance(family, "shared")


@require_POST
def word_removal_create(request: HttpRequest, family: UUID, id: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    row, _reason = gate.open_item(visit, Verb.REMOVE, Perspective, id)
    actions.take_back_word(word=row, by=visit, at=visit.at)
    return _to_balance(family, "removed")


@require_http_methods(["GET", "POST"])
def task_word_create(request: HttpRequest, family: UUID, member: UUID, code: str) -> HttpResponse:
    visit = gate.visit_of(request, family)
    circle = circle_of(visit)
    if code not in catalogue.tasks() or member not in circle.by_member:
        raise Http404
    must(visit, Verb.NOTE, BALANCE)
    form = TaskForm(
        request.POST if request.method == "POST" else take(request, request.path), parent=visit.is_parent,
        today=clock.today(),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.say_task(
            code=code, about=member, state=TaskState(data["state"]), on=data["on"], words=data["words"],
            share=form.shared, by=visit, at=visit.at, id=visit.row_id(data["id"]),
        )  # fmt: skip
        return _to_balance(family, "kept")
    return _form_page(
        request,
        "balance/task.html",
        circle,
        form,
        subjects(circle) & {member},
        task=task_label(code),
        name=circle.called(member),
    )


def _form_page(
    request: HttpRequest,
    template: str,
    circle: Circle,
    form: PerspectiveForm | TaskForm,
    about: Iterable[UUID],
    **more: str,
) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    readers = who_will_read(circle, BALANCE, about)
    return page(request, template, circle.visit, status, form=form, readers=readers, **more)


def _to_balance(family: UUID, done: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("balance", args=[family]) + f"?done={done}")
