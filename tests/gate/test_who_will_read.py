"""Who is said to read it before it is saved is who is said to read it after: whatever is chosen in the form."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.urls import reverse

from stek.circle.rules import Relation
from stek.circle.tests.builders import MadeFamily, Somebody, make_family
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.needs.tests.builders import said as needed
from stek.policy import Section

from .people import in_the_circle
from .test_leaving import days_later, leave
from .test_who_reads import named, names_in
from .test_yes import member, no, second_child, told, yes

pytestmark = pytest.mark.usefixtures("db")

PARTS = (Section.STORY, Section.BALANCE, Section.NEEDS, Section.CONTACT)
SOON = (clock.today() + timedelta(days=2)).isoformat()
# By the page of its form: where it is sent, its own page, and what is filled in besides whom it is about.
FORMS = {
    "capture": ("observation_create", "observation", {"words": "Ze lachte.", "readers": "circle"}),
    "factor_create": ("factor_create", "factor", {"words": "Oma.", "side": "support", "level": "child", "readers": "circle"}),
    "need_create": ("need_create", "need", {"words": "Rust.", "echelon": "basic", "state": "discussed", "readers": "circle"}),
    "goal_create": ("goal_create", "goal", {"words": "Slapen.", "whose": "child"}),
    "follow_up_create": ("follow_up_create", "follow_up", {"words": "Ik bel.", "way": "call", "due_on": SOON}),
}  # fmt: skip


def asked(who: Somebody, family: MadeFamily, form: str, **chosen: Any) -> set[str]:
    """Who will read it, as the script asks that with each choice."""
    return named(who, f"{reverse(form, args=[family.id])}?{urlencode({'who': 1, **chosen}, doseq=True)}")


def sent_back(who: Somebody, family: MadeFamily, form: str, **chosen: Any) -> set[str]:
    """The same on the page that comes back when something is missing: without script."""
    said, _its_page, _filled = FORMS[form]
    return names_in(who.browser.post(reverse(said, args=[family.id]), {"id": str(uuid7()), "words": "", **chosen}), 422)


def saved(who: Somebody, family: MadeFamily, form: str, **chosen: Any) -> set[str]:
    """Who reads it, on its own page."""
    said, its_page, filled = FORMS[form]
    answer = who.browser.post(reverse(said, args=[family.id]), {"id": str(uuid7()), **filled, **chosen})
    assert answer.status_code == 302, (form, re.findall(r'class="err[^>]*>([^<]*)', answer.content.decode()))
    id = answer.headers["Location"].split("?")[0].strip("/").split("/")[-1]
    return named(who, reverse(its_page, args=[family.id, id]))


def three_carers() -> tuple[MadeFamily, UUID]:
    """Nina alone let Vera read; the childcare reads what is about June alone; Gust reads by both, and Jonas said no."""
    family = make_family("Nina", "Jonas")
    nina, jonas = family.parents
    rune = second_child(family)
    vera, gust = in_the_circle(family, "Vera", may=()), in_the_circle(family, "Gust", "gp", Relation.GP, may=())
    care = in_the_circle(family, "Opvang", "childcare", Relation.CHILDCARE, may=())
    for part in PARTS:
        yes(family, nina, vera, part)
        yes(family, nina, care, part, children=[family.child])
        yes(family, nina, gust, part)
        yes(family, jonas, gust, part)
    no(family, jonas, gust)
    return family, rune


@pytest.mark.parametrize("form", FORMS)
def test_what_is_promised_before_saving_is_what_is_said_after_it(form):
    family, rune = three_carers()
    nina, jonas = family.parents
    june, him = family.child, member(family, jonas)
    for who, about, expected in (
        (nina, (), {"Jonas", "Vera", "Gust"}),
        (nina, (june,), {"Jonas", "Vera", "Opvang", "Gust"}),
        (nina, (june, rune), {"Jonas", "Vera", "Gust"}),
        (nina, (june, him), {"Jonas", "Vera", "Opvang", "Gust"}),  # Nina's own words, by Nina's yes
        (jonas, (june,), {"Nina", "Vera", "Opvang"}),
        (jonas, (june, him), {"Nina"}),
    ):
        assert asked(who, family, form, about=about) == expected, (who.person.name, about)
        assert saved(who, family, form, about=about) == expected, (who.person.name, about)
    assert sent_back(jonas, family, form, about=(june, him)) == {"Nina"}
    assert asked(jonas, family, form) == {"Nina", "Vera"}  # what was chosen is chosen no more


def test_of_who_left_no_yes_is_asked_before_saving_as_none_is_after(superuser):
    family, _rune = three_carers()
    nina, jonas = family.parents
    leave(family, jonas)
    days_later(superuser, 15)
    assert asked(nina, family, "capture", about=[him := member(family, jonas)]) == {"Vera", "Gust"}
    assert saved(nina, family, "capture", about=[him]) == {"Vera", "Gust"}


def test_what_a_need_or_a_note_asks_is_asked_as_soon_as_it_is_chosen():
    family, _rune = three_carers()
    jonas = family.parents[1]
    thread = told(family, jonas, "Ik slaap niet.", member(family, jonas)).thread_id
    assert asked(jonas, family, "factor_create", observations=[thread]) == {"Nina"}
    assert asked(jonas, family, "factor_create", thread=thread) == {"Nina", "Vera"}  # its tick was taken away
    need = needed(family, jonas, about=(member(family, jonas),)).thread_id
    assert asked(jonas, family, "goal_create", need=need) == {"Nina"}
    assert saved(jonas, family, "goal_create", need=need) == {"Nina"}


def test_ticks_follow_too_and_who_was_unticked_stays_so():
    family, _rune = three_carers()
    nina = family.parent
    vera, gust, care = (one for one in family.places if one not in {nina.id, family.parents[1].id})
    jonas = family.parents[1].id
    offered = [vera, gust, jonas]
    page = nina.browser.get(
        reverse("capture", args=[family.id]),
        {"who": 1, "about": family.child, "offered": offered, "reads": [gust, jonas]},
    ).content.decode()
    ticks = dict(re.findall(r'name="reads" value="([^"]+)"[^>]*?( checked)?>', page))
    assert ticks == {str(jonas): " checked", str(vera): "", str(gust): " checked", str(care): " checked"}
    assert {*re.findall(r'name="offered" value="([^"]+)"', page)} == {*ticks}


def test_who_was_ticked_and_does_not_read_what_it_is_about_reads_it_by_no_tick():
    """Without script the ticks are of what is about nobody. A tick that stands there from the start gives nothing."""
    family, rune = three_carers()
    jonas = family.parents[1]
    nina, vera = family.parent.id, next(one for one in family.places if one not in {p.id for p in family.parents})
    both = {"offered": [nina, vera], "reads": [nina, vera], "about": [rune, member(family, jonas)]}
    assert saved(jonas, family, "capture", **both) == {"Nina"}
    assert saved(jonas, family, "capture", **both | {"reads": [vera]}) == set()
