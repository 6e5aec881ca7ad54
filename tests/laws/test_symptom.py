"""Law: a symptom never fills an echelon. The same crying may ask for rest in the house, for finding each other,
or for a stay in a unit; where a need lies, a person says, and nothing else does.
"""

import ast
import re
from pathlib import Path

import pytest
from django.urls import reverse

from stek.circle.tests.builders import MadeFamily, make_family
from stek.kit import clock
from stek.needs.models import Need
from stek.needs.rules import Echelon, State
from stek.needs.tests.builders import needs_seen, send
from stek.story import actions
from stek.story.models import Observation
from stek.story.rules import Domain, Tone

from .house import STEK

ROOM = STEK / "needs"
# The words in which the story says what is the matter. Who reads them could derive an echelon from them.
SIGNS = {"Domain", "DOMAINS", "Lane", "Knowing", "Certainty"}


def tell_everything(family: MadeFamily) -> None:
    """A note in every domain and every tone."""
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        for domain in Domain:
            for tone in Tone:
                noticed = actions.Noticed(f"{domain} {tone}", clock.today(), tone=tone, domains=(domain,))
                actions.note(noticed=noticed, by=here, at=here.at)


def reading_signs(text: str) -> set[str]:
    """The signs of the story that a module takes in, by name."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.ImportFrom(names=names):
                found |= {one.name for one in names}
            case ast.Attribute(attr=name) if name in {"domains", "lane", "knowing", "kind_of_worry"}:
                found.add(name)
    return found & (SIGNS | {"domains", "lane", "knowing"})


@pytest.mark.parametrize(
    "module", sorted(p for p in ROOM.rglob("*.py") if "tests" not in p.parts), ids=lambda p: p.stem
)
def test_the_room_of_the_needs_does_not_read_the_signs(module: Path):
    assert reading_signs(module.read_text()) == set()


def test_a_module_that_reads_them_is_seen():
    assert reading_signs("from stek.story.rules import Domain") == {"Domain"}
    assert reading_signs("step = 4 if told.domains else 1") == {"domains"}
    assert reading_signs("from stek.story.rules import Tone\ntold.words") == set()


def test_whatever_is_noticed_no_echelon_is_filled(db):
    family = make_family("Nina")
    tell_everything(family)
    assert needs_seen(family) == ()
    page = family.parent.browser.get(reverse("needs", args=[family.id])).content.decode()
    (wide, narrow) = re.findall(r'<svg class="drawing.*?</svg>', page, re.DOTALL)
    for drawing in (wide, narrow):
        assert drawing.count(">Nog niets over gezegd<") == len(Echelon)


def test_whatever_a_need_rests_on_its_echelon_and_state_are_still_to_choose(db):
    family = make_family("Nina")
    tell_everything(family)
    with family.parent.acting():
        threads = [str(row.thread_id) for row in Observation.objects.order_by("id")]
    for thread in threads:
        page = family.parent.browser.get(reverse("need_create", args=[family.id]) + f"?note={thread}").content.decode()
        assert re.search(rf'value="{thread}"[^>]*checked', page)
        for name, codes in (("echelon", Echelon), ("state", State)):
            radios = re.findall(rf'<input type="radio" name="{name}"[^>]*>', page)
            assert len(radios) == len(codes) and not any("checked" in radio for radio in radios)
    refused = send(family, echelon="", notes=threads[:3])
    assert refused.status_code == 422 and needs_seen(family) == ()
    with family.parent.acting():
        assert not Need.objects.exists()


def test_the_same_notes_may_rest_under_any_echelon(db):
    family = make_family("Nina")
    tell_everything(family)
    with family.parent.acting():
        threads = [str(row.thread_id) for row in Observation.objects.order_by("id")[:2]]
    for step in Echelon:
        assert send(family, echelon=step.value, notes=threads).status_code == 302
    assert [one.echelon for one in needs_seen(family)] == list(Echelon)


def test_the_database_fills_none_in_either():
    for name in ("echelon", "state"):
        assert not Need._meta.get_field(name).has_default()
