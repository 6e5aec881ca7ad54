"""What the record gives to think about, and room for it."""

import re
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stek.balance.labels import factor_label
from stek.balance.queries import factors_of
from stek.circle import gate
from stek.circle.labels import marked
from stek.circle.paces import pace_of
from stek.circle.pages import page
from stek.circle.queries import circle_of
from stek.kit import clock
from stek.needs.queries import needs_of
from stek.policy import Role, Section, Verb
from stek.story import actions as story_actions
from stek.story import queries as story
from stek.story.rules import Lane, Tone

from .. import actions, queries, telling
from ..forms import RoomForm
from ..pages import write
from ..reading import aside_of, record_of, safety_is_alive
from ..rules import PLAN
from ..spiral import Moment, spiral
from ..suggestions import suggestions


@require_GET
def thoughts(request: HttpRequest, family: UUID) -> HttpResponse:
    visit, today = gate.visit_in(request, family, PLAN), clock.today()
    plan, needs, all_factors = queries.plan_of(visit), needs_of(visit), factors_of(visit.whole)
    factors = [one for one in all_factors if not (visit.discreet and one.private)]
    aside = aside_of(visit)
    safety = safety_is_alive(visit, all_factors, today)
    found = list(suggestions(record_of(plan, needs, factors, today), today, aside, safety=safety))
    words = {one.id: one.words for one in plan.goals} | {one.id: telling.need_called(one) for one in needs}
    words |= {one.id: marked(factor_label(one.code) or one.words, one.private) for one in factors}
    if visit.role is Role.PROFESSIONAL:
        told = story.story_page(visit).told
        worries = [Moment(one.id, timezone.localdate(one.written_at)) for one in told if one.tone is Tone.WORRY]
        done = [
            *(Moment(one.id, timezone.localdate(one.first_at)) for one in plan.goals),
            *(Moment(step.id, timezone.localdate(step.first_at)) for one in plan.goals for step in one.steps),
            *(Moment(one.id, one.on) for goal in plan.goals for one in goal.reviews),
            *(Moment(one.id, timezone.localdate(one.newest.said_at)) for one in needs),
        ]
        room = spiral(worries, done, today, pace_of(visit), aside, safety=safety)
        words |= {one.id: marked(one.words, one.private) for one in told}
        found = [*([room] if room else []), *found]
    visit.record("read", "plan", section=PLAN, reason="page")
    return page(
        request, "plans/thoughts.html", visit, thoughts=telling.thoughts(found, words),
        may_tell=visit.may(Verb.NOTE, Section.STORY),
    )  # fmt: skip


@require_POST
def aside_create(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    key = request.POST.get("key", "")
    if not re.fullmatch(r"[0-9a-f]{64}", key):
        return HttpResponseBadRequest()
    if visit.member_id is not None:
        actions.put_aside(key=key, by=visit, at=visit.at)
    return HttpResponseRedirect(reverse("thoughts", args=[family]))


@require_http_methods(["GET", "POST"])
def room_create(request: HttpRequest, family: UUID) -> HttpResponse:
    """Sharing a doubt with the circle: a note in the story, in the author's own words."""
    visit = gate.visit_of(request, family)

    def save(form: RoomForm) -> str:
        noticed = story_actions.Noticed(
            form.cleaned_data["words"], clock.today(), lane=Lane.SURROUNDINGS, tone=Tone.UNSURE
        )
        row = story_actions.note(noticed=noticed, by=visit, at=visit.at, id=visit.row_id(form.cleaned_data["id"]))
        return reverse("observation", args=[family, row.id]) + "?done=kept"

    return write(
        request, visit, save=save, section=Section.STORY,
        make=partial(RoomForm, circle=circle_of(visit), today=clock.today()), heading=_("Ruimte om te denken"),
        intro=_("Wat je hier schrijft, komt als notitie in het verhaal."),
        back=reverse("thoughts", args=[family]),
    )  # fmt: skip
