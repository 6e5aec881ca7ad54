"""Where somebody lands: a parent at home, a carer among the families that asked them in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from stek.circle.gate import visit
from stek.circle.queries import MyFamily, circle_of, my_families, not_looked_at
from stek.circle.reading import emergencies
from stek.kit import clock
from stek.policy import Role
from stek.story.queries import story_page
from stek.story.rules import Tone
from stek.story.telling import teller


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    mine = my_families(request.actor, request.actor.at)  # type: ignore[attr-defined]
    own = [family for family in mine if family.role is Role.PARENT]
    if not own:
        return render(request, "web/families.html", {"families": mine})
    return _at_home(request, own, others=[family for family in mine if family.id != own[0].id])


def _at_home(request: HttpRequest, own: list[MyFamily], others: list[MyFamily]) -> HttpResponse:
    family = own[0].id
    here = visit(request.actor, family, request.actor.at)  # type: ignore[attr-defined]
    circle = circle_of(here)
    told = story_page(here, size=20).told
    here.record("read", "story", reason="page")
    tell = teller(circle, clock.today())
    waiting = not_looked_at(one.id for one in own)
    glad = next((tell(one) for one in told if one.tone is Tone.STRENGTH or one.small_success), None)
    return render(
        request,
        "web/parent_home.html",
        {
            "visit": here,
            "family": family,
            "circle": circle,
            "glad": glad,
            "others": others,
            "to_review": emergencies(circle, [glass for glass in waiting if glass.family_id == family]),
            "elsewhere": [one for one in own[1:] if any(glass.family_id == one.id for glass in waiting)],
        },
    )


@require_GET
def families(request: HttpRequest) -> HttpResponse:
    return render(request, "web/families.html", {"families": my_families(request.actor, request.actor.at)})  # type: ignore[attr-defined]
