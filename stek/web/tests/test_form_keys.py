"""The key of a form is its author's own and no row's id: the id of something hidden, used as one, tells nothing."""

import re
from uuid import UUID

import pytest

from stek.balance.tests import builders as balance
from stek.circle.tests.builders import make_family, make_person
from stek.continuity.tests.builders import promised
from stek.kit import clock
from stek.kit.ids import FormKey, uuid7
from stek.kit.widgets import OnceField
from stek.needs.tests.builders import said
from stek.plans.tests.builders import make_goal
from stek.story.tests.sending import noted
from tests.gate.people import hide

TODAY = clock.today().isoformat()
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def answer(response) -> tuple:
    """All of an answer but the ids that were made for it, and what is masked anew for every page."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", response.content).decode()
    return response.status_code, ID.sub("…", response.headers.get("Location", "")), ID.sub("…", body)


def own_note(family, who) -> str:
    return f"observations/{noted(family, who, 'Van mij.')}/correction/"


def first_need(family, who) -> str:
    return f"needs/{said(family, who, words='Rust.').id}/saying/"


# What somebody hides, by its thread; where the other sends a form of the same kind; and what stands in it.
KINDS = {
    "note": (lambda f: noted(f, f.parent), lambda f, o: "observations/", {"words": "Ze sliep.", "readers": "circle"}),
    "correction": (lambda f: noted(f, f.parent), own_note, {"words": "Toch niet.", "readers": "circle"}),
    "factor": (
        lambda f: balance.add(f, f.parent, "Oma.").thread_id, lambda f, o: "balance/factors/new/",
        {"side": "support", "level": "family", "words": "Oma komt.", "readers": "circle"},
    ),
    "need": (
        lambda f: said(f, words="Rust.").thread_id, lambda f, o: "needs/new/",
        {"echelon": "attuned", "state": "discussed", "words": "Slaap.", "readers": "circle"},
    ),
    "saying": (
        lambda f: said(f, words="Rust.").thread_id, first_need, {"state": "discussed", "words": "Meer.", "readers": "circle"},
    ),
    "goal": (lambda f: make_goal(f).thread_id, lambda f, o: "plan/goals/new/", {"words": "Samen.", "whose": "child"}),
    "follow-up": (
        lambda f: promised(f).id, lambda f, o: "contact/follow-ups/new/",
        {"words": "Ik bel.", "way": "call", "due_on": TODAY},
    ),
    "line": (
        lambda f: noted(f, f.parent), lambda f, o: "ties/new/", {"called": "Werk", "ring": "near", "line": "contact"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_key_that_is_a_hidden_rows_id_answers_like_any_other(db, kind):
    hides, address, fields = KINDS[kind]
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    hidden = UUID(str(hides(family)))
    hide(family, nina, tom, thread=hidden)
    there = [f"/families/{family.id}/{address(family, tom)}" for _ in range(2)]
    given = [
        answer(tom.browser.post(path, fields | {"id": str(key)}))
        for path, key in zip(there, (hidden, uuid7()), strict=True)
    ]
    assert given[0] == given[1] and given[0][0] == 302


def test_a_form_key_that_is_another_familys_id_answers_like_any_other(db):
    family, stranger = make_family("Nina"), make_person("Stef")
    fields = {"called": "Stef", "relation": "father", "child": "Lou"}
    given = [answer(stranger.browser.post("/families/new/", fields | {"id": str(key)})) for key in (family.id, uuid7())]
    assert given[0] == given[1]
    assert stranger.browser.get("/").status_code == 200


def test_the_same_key_of_the_same_author_is_one_id_and_of_another_author_another():
    key, author = FormKey(uuid7()), uuid7()
    assert key.row_of(author) == key.row_of(author)
    assert len({key.key, author, key.row_of(author), key.row_of(uuid7()), FormKey(uuid7()).row_of(author)}) == 5
    assert key.row_of(author).version == 8 and key.row_of(author).variant == "specified in RFC 4122"


@pytest.mark.parametrize("typed", ["", "no id", "0198f2a4-0000-7000-8000-000000000000"])
def test_no_form_hands_on_a_key_that_a_row_could_take_for_an_id(typed):
    assert isinstance(OnceField().clean(typed), FormKey)
