"""The family page: strengths first, the circle, the story, what we do not know yet, who sees this."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from stek.balance.glance import balance_glance
from stek.balance.queries import newest_balance
from stek.balance.rules import BALANCE
from stek.circle import gate
from stek.circle.around import circle_drawings
from stek.circle.pages import page
from stek.circle.queries import circle_of, ties_of
from stek.circle.readers import drawn_circle, readers_of
from stek.circle.refusals import parents_differ
from stek.kit import clock
from stek.needs.queries import newest_needs
from stek.needs.telling import needs_glance
from stek.plans.queries import coming_steps
from stek.plans.rules import PLAN
from stek.plans.telling import plan_glance
from stek.policy import Role, Verb
from stek.story import queries
from stek.story.rules import Tone
from stek.story.telling import teller

from ..rooms import open_to

STRENGTHS = 3
UNKNOWNS = 4


@require_GET
def family(request: HttpRequest, family: UUID) -> HttpResponse:
    visit = gate.visit_of(request, family)
    today = clock.today()
    weighs, plans = visit.reads(BALANCE), visit.reads(PLAN)
    visit.record("read", "page", reason="page", asking=(
        *drawn_circle(visit.family), *queries.newest_stretch(visit),
        *(newest_balance(visit) if weighs else ()),
        *((*newest_needs(visit), *coming_steps(visit.family, today)) if plans else ()),
    ))  # fmt: skip
    circle = circle_of(visit)
    found = queries.story_page(visit, size=queries.FIRST)
    moves = queries.influences(visit)
    ties = ties_of(visit)
    readers = set(readers_of(visit))
    tell = teller(circle, today)
    wide, narrow = tell.drawings(found.told, moves, complete=found.older is None)
    strengths = [one for one in found.told if one.tone is Tone.STRENGTH or one.small_success]
    reads, may_note = visit.reads(), visit.may(Verb.NOTE)
    return page(
        request, "web/family.html", visit, circle=circle, header=tell.heading(), older=found.older,
        strengths=[tell(one) for one in strengths[:STRENGTHS]],
        unknowns=[tell(one) for one in found.told if one.tone is Tone.UNSURE][:UNKNOWNS],
        wide=wide, narrow=narrow, listed=tell.as_list(found.told, moves, complete=found.older is None),
        around=circle_drawings(circle, ties, today), reads=reads, may_note=may_note, in_story=reads or may_note or bool(found.told), rooms=open_to(visit),
        glance=balance_glance(visit) if weighs else None, needs=needs_glance(circle, today) if plans else (),
        plan=plan_glance(circle, today) if plans else None,
        readers_words=tell.readers(
            one for one in circle.around if one.id in readers and not (visit.discreet and one.hidden)
        ),
        parents_differ=parents_differ(visit),
        may_in_emergency=visit.role is Role.PROFESSIONAL and visit.actor.is_health_professional and not visit.in_emergency,
    )  # fmt: skip
