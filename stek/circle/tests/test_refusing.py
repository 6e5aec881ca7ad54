"""What is said when the gate refuses a deed: a sentence for each reason, in one place, with every word that was typed."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import reverse

import stek
from stek.circle.gate import NotYours
from stek.circle.refusing import SAID
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.people.drafts import name_tag
from stek.policy import Reason
from stek.story.models import Observation
from stek.story.tests.sending import noted

ROOT = Path(stek.__file__).parent
SOURCES = [path for path in ROOT.rglob("*.py") if "tests" not in path.parts]
ALLOWED: set[str] = set()
HIDES = {"NO_CONSENT", "SEALED", "CLOSED", "PRIVATE"} & set(Reason.__members__)


def refusing(source: str) -> set[str]:
    """The names of the reasons with which this source refuses."""
    return set(re.findall(r"\b(?:Deny|NotYours|NotAllowed)\((?:\w+\.)?Reason\.(\w+)\)", source))


def catching(source: str) -> bool:
    caught = (one.type for one in ast.walk(ast.parse(source)) if isinstance(one, ast.ExceptHandler) and one.type)
    return any("NotYours" in ast.unparse(one) for one in caught)


def test_every_reason_to_refuse_has_a_sentence_and_something_to_do():
    refused = set().union(*(refusing(path.read_text()) for path in SOURCES))
    assert {"NO_CONSENT", "SHARED_STAYS", "ABOUT_SAFETY", "A_PARENTS_WORD"} <= refused
    assert {Reason[name] for name in refused} == set(SAID)
    assert refusing("raise gate.NotYours(Reason.NEW)") == {"NEW"}
    for what, then in SAID.values():
        assert str(what).endswith(".") and str(then).endswith(".")


def test_what_is_hidden_or_private_is_refused_in_the_words_of_what_was_never_given():
    assert len(HIDES) >= 3 and len({SAID[Reason[name]] for name in HIDES}) == 1


def test_no_view_says_it_by_itself():
    assert {path.name for path in SOURCES if catching(path.read_text())} <= ALLOWED
    assert catching("try: pass\nexcept (gate.NotYours, KeyError): pass") and not catching(
        "try: pass\nexcept KeyError: pass"
    )


@pytest.fixture
def family(db):
    family = make_family("Nina")
    family.vera = make_person("Vera", "midwife")
    family.ask_in(family.vera, Relation.MIDWIFE)
    return family


def withdrawn(monkeypatch):
    """A yes that ends between the page and its form: the gate hears it when the deed is held."""

    def held(visit, verb, section):
        raise NotYours(Reason.NO_CONSENT)

    monkeypatch.setattr("stek.story.actions.hold_to", held)


def test_a_deed_that_is_refused_at_the_last_moment_keeps_every_word_and_says_what_one_can_do(family, monkeypatch):
    first, second = noted(family, family.parent), noted(family, family.parent)
    withdrawn(monkeypatch)
    sent = {
        "from_thread": first, "to_thread": second, "certainty": "told", "words": "Mijn <b>zin</b>.",
        "tag": name_tag(family.vera.id), "page": f"/families/{family.id}/influences/new/",
    }  # fmt: skip
    answer = family.vera.browser.post(reverse("influence_create", args=[family.id]), sent)
    page = answer.content.decode()
    assert answer.status_code == 403 and "De ouders beslissen wie in dit verhaal leest en schrijft." in page
    assert "Mijn &lt;b&gt;zin&lt;/b&gt;.</textarea>" in page
    assert "Mijn &lt;b&gt;zin" in family.vera.browser.get(reverse("drafts")).content.decode()


def test_what_was_begun_before_the_refusal_is_undone_with_it(family, monkeypatch):
    def refuse(**told):
        raise NotYours(Reason.NO_CONSENT)

    monkeypatch.setattr("stek.story.actions.hide", refuse)
    sent = {"words": "Ze sliep.", "offered": [str(family.vera.id)], "reads": []}
    assert family.parent.browser.post(f"/families/{family.id}/observations/", sent).status_code == 403
    with family.parent.acting():
        assert not Observation.objects.exists()


def test_who_has_no_place_here_hears_of_no_refusal(family, monkeypatch):
    withdrawn(monkeypatch)
    stranger = make_person("Vreemde")
    answer = stranger.browser.post(f"/families/{family.id}/observations/", {"words": "Ze sliep."})
    assert answer.status_code == 404 and answer.content == stranger.browser.get("/families/nothing/").content
