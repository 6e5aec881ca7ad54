"""Where somebody lands: a parent at home, a carer in their day; and the families one stands around."""

import unicodedata
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from stek.circle.asking import Newcomer, asking_parents, my_waits, newcomers
from stek.circle.authors import families_where_i_am_asked
from stek.circle.cards import my_cards
from stek.circle.emergencies import emergencies, for_review, not_seen
from stek.circle.former import former_families
from stek.circle.gate import Around, opens, visits_here
from stek.circle.pages import own
from stek.circle.queries import Circle, Closed, MyFamily, circles, my_families
from stek.circle.reading_along import read_along_already
from stek.continuity.at_home import AtHome, at_home
from stek.continuity.day import Wait, day_of
from stek.continuity.labels import DONE
from stek.continuity.machines import Step
from stek.kit import clock
from stek.kit.ids import is_id
from stek.people.rules import is_health_professional
from stek.people.waiting import name_tag
from stek.policy import Role, Section
from stek.story.queries import story_page
from stek.story.rules import Tone
from stek.story.telling import teller
from stek.trail import actions as trail

CONTACT = Section.CONTACT

WAIT = {
    Wait.YES: _("Wie jou iets vraagt"),
    Wait.MINE: _("Wat je op je nam"),
    Wait.STAND_IN: _("Waar je voor iemand inspringt"),
    Wait.HANDOVER: _("Wat overgaat van de een naar de ander"),
    Wait.SILENT: _("Waar nog geen antwoord kwam"),
    Wait.REVIEW: _("Waar je opnieuw naar zou kijken"),
    Wait.CHILD: _("Over wie je al even niets las"),
}
TO_THE_PAGE = {
    Wait.REVIEW: _("Opnieuw kijken"),
    Wait.CHILD: _("Iets noteren"),
}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    around = visits_here(request, CONTACT)
    if any(visit.is_parent for visit, _readers in around.values()):
        return _at_home(request, around)
    if not any(opens(visit, CONTACT) for visit, _readers in around.values()):
        return families(request)  # a day is for who has a part in the agreements
    return _today(request, around)


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """For who is a parent at home and stands around other families as well: those others."""
    around = visits_here(request, CONTACT)
    return _today(request, {family: found for family, found in around.items() if not found[0].is_parent})


def _today(request: HttpRequest, around: Around) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    on = clock.today()
    day = day_of(around, on)
    trail.record_all(lines=day.read, by=actor.person, at=actor.at, purpose=actor.purpose)
    return render(
        request,
        "web/today.html",
        {
            "groups": [(wait, WAIT[wait], TO_THE_PAGE.get(wait, _("Bekijk dit")), lines) for wait, lines in day.groups],
            "today": on,
            "here": request.path,
            "tag": name_tag(actor.person),
            "own": own(request, others=any(visit.others for visit, _readers in around.values())),
            "asked_in": [family for family, (visit, _readers) in around.items() if visit.is_asked],
            "says": DONE.get(request.GET.get("done", ""), ""),
            "undo": _undo(request),
            # What Stek says after a deed is `says`; asking whether sign-in left a message costs a statement.
            "messages": (),
        },
    )


def _undo(request: HttpRequest) -> str:
    """Where what was done a moment ago can be set open again."""
    family, moved = request.GET.get("family", ""), request.GET.get("moved", "")
    if request.GET.get("done") != Step.DO or not (is_id(family) and is_id(moved)):
        return ""
    return reverse("follow_up_move_create", args=[family, moved, Step.REOPEN])


def _at_home(request: HttpRequest, around: Around) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    on = clock.today()
    closed = circles(visit for visit, _readers in around.values())
    told, seen = at_home(around, closed, on)
    mine = _by_name([_my_family(one.opened) for one in closed.values()])
    family = next(one.id for one in mine if around[one.id][0].is_parent)
    here, circle = around[family][0], closed[family].opened
    notes = [one for one in story_page(here, size=20).told if not (one.private and here.others)]  # no place to ask here
    me = frozenset({here.member_id} - {None})
    page = trail.Line(family, "read", "story", Section.STORY, "page", here.stands_as, rests_on=me)  # type: ignore[arg-type]
    trail.record_all(lines=[page, *seen], by=actor.person, at=actor.at, purpose=actor.purpose)
    tell = teller(circle, on)
    waiting = not_seen((one.family for one in told), actor.person)
    glad = next((tell(one) for one in notes if one.tone is Tone.STRENGTH or one.small_success), None)
    return render(
        request,
        "web/parent_home.html",
        {
            "visit": here,
            "family": family,
            "circle": circle,
            "glad": glad,
            "asked_in": [family for family, (visit, _readers) in around.items() if visit.is_asked],
            "agreed": _first(told, family),
            "several": len(told) > 1,
            "has_a_day": any(opens(visit, CONTACT) for visit, _readers in around.values() if not visit.is_parent),
            "others": [one for one in mine if one.id != family],
            "asks": [one for one in asking_parents() if one.said_yes is None] if _waits_for_a_yes(closed.values()) else [],
            "new": _new(closed.values()),
            "reading": read_along_already(closed.values()),
            "to_review": emergencies(circle, [glass for glass in waiting if glass.family_id == family]),
            "elsewhere": [one for one in mine if one.id != family and any(glass.family_id == one.id for glass in waiting)],
            "messages": (),
        },
    )  # fmt: skip


def _waits_for_a_yes(circles: Iterable[Closed]) -> bool:
    """Whether somebody took a link to come in as a parent, and is not in: only then is there anything to ask."""
    return any(place.person_id is None and place.role == Role.PARENT for one in circles for place in one.around)


def _new(circles: Iterable[Closed]) -> list[Newcomer]:
    """Who took a link, and of whom no parent said yet that it is whom they meant. Who is there for one parent alone is
    asked about on the page for that: here somebody may look along."""
    there = {one.id: one for circle in circles for one in circle.opened.around if one.is_new and not one.hidden}
    return newcomers(there)


def _first(told: Sequence[AtHome], family: UUID) -> list[AtHome]:
    """What there is to say of each family; the one whose home this is comes first."""
    there = [one for one in told if one.waits or one.coming]
    return sorted(there, key=lambda one: one.family != family)


def _my_family(circle: Circle) -> MyFamily:
    role = circle.visit.role
    assert role is not None
    return MyFamily(circle.visit.family, circle.children, circle.parents, role)


def _by_name(families: list[MyFamily]) -> list[MyFamily]:
    return sorted(families, key=lambda one: (one.called.casefold(), str(one.id)))


@require_GET
def families(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    mine = [*{one.id: one for one in my_families(actor, actor.at)}.values()]
    asked = " ".join(request.GET.get("q", "").split())[:80]
    cards = my_cards(actor, actor.at)
    found = [
        (one, cards.get(one.id, ())) for one in mine if not asked or _plain(asked) in _plain(_names(one))
    ]  # fmt: skip
    return render(
        request, "web/families.html",
        {"families": mine, "found": found, "asked": asked, "tab": "families", "waits": my_waits(),
         "asked_in": families_where_i_am_asked(actor.person, actor.at), "former": former_families(),
         "may_in_emergency": is_health_professional(actor.discipline), "reviews": for_review().exists()},
    )  # fmt: skip


def _names(family: MyFamily) -> str:
    return " ".join(one.called for one in (*family.children, *family.parents))


def _plain(words: str) -> str:
    """Letters without accents or capitals: who types 'zoe' finds Zoë."""
    return "".join(one for one in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(one))
