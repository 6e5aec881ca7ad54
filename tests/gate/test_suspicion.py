"""A carer fears that something at home is not safe. They write it, nobody reads it; they share it with the one
parent; the pages of the other do not change by a byte."""

import re
from uuid import UUID

import pytest
from django.db import transaction

from stek.balance.actions import Weighed, add_factor
from stek.balance.rules import Level, Side
from stek.circle import actions as circle
from stek.circle.rules import Relation
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.continuity.tests.builders import promised
from stek.needs.rules import Echelon
from stek.plans.tests.builders import make_goal, make_need
from stek.policy import Section, Verb
from stek.story.actions import link as lay_link
from stek.story.rules import Certainty

from .people import note
from .test_non_interference import FRESH

NOTHING_ELSE = b"Nu niets. Dat zegt niets over hoe het gaat."
WORDS = "Ze kromp ineen toen hij binnenkwam."
PATHS = (
    "", "story/", "observations/new/", "influences/new/", "balance/", "balance/then-and-now/", "balance/factors/new/",
    "needs/", "needs/new/", "plan/", "plan/thoughts/", "plan/goals/new/", "contact/", "contact/follow-ups/new/",
    "contact/handovers/new/", "access/", "trail/",
)  # fmt: skip


@pytest.fixture
def family(db) -> MadeFamily:
    """Nina and Tom, who are parting; what they set down gives something to think about."""
    made = make_family("Nina", "Tom")
    make_need(made, Echelon.BASIC, "Slaap voor Nina.")
    make_need(made, Echelon.ATTUNED)
    make_goal(made)
    return made


@pytest.fixture
def carer(family) -> Somebody:
    who = make_person("Marijke", "midwife")
    place = family.ask_in(who, Relation.MIDWIFE)
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        for section in (Section.BALANCE, Section.NEEDS, Section.CONTACT):
            circle.give(to=place, section=section, verbs=[Verb.READ, Verb.NOTE], by=here, at=here.at)
    return who


def pages(family: MadeFamily, who: Somebody, *, asked: bool = False) -> dict[str, bytes]:
    """Every page of the record that lists or offers something, as this person gets it; `asked`: also what not everybody
    reads."""
    found = {}
    for path in PATHS:
        with transaction.atomic():  # looking leaves a line in the trail: undone
            answer = who.browser.get(f"/families/{family.id}/{path}", {"own": 1} if asked else {})
            transaction.set_rollback(True)
        assert answer.status_code == 200, path
        words = answer.content
        for pattern in FRESH:
            words = re.sub(pattern, b"", words)
        found[path] = words
    return found


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    return [path for path in before if before[path] != after[path]]


def test_the_way_of_a_carer_with_a_suspicion(family, carer):
    nina, tom = family.parents
    plain = note(family, carer, "Ze drinkt goed.")
    of_nina, of_tom = pages(family, nina), pages(family, tom)

    # The form has the choice; the circle was chosen out of habit.
    form = f"/families/{family.id}/observations/"
    assert "Dit gaat over veiligheid" in carer.browser.get(f"{form}new/").content.decode()
    kept = carer.browser.post(form, {"words": WORDS, "safety": "on", "readers": "circle"})
    here = kept.headers["Location"].partition("?")[0]
    page = carer.browser.get(kept.headers["Location"]).content.decode()
    assert "Bewaard. Alleen jij leest dit." in page and 'href="/help/"' in page
    assert "Draagt dit of weegt dit?" not in page

    # What rests on it stays as closed; nothing of it is shared in passing.
    thread = here.split("/")[4]
    factor = f"/families/{family.id}/balance/factors/new/"
    sent = {"code": "violence", "level": "family", "observations": thread, "readers": "circle"}
    assert carer.browser.post(factor, sent).headers["Location"].endswith("?done=kept_own")
    need = {"echelon": "safe", "state": "not_known", "words": "Veilig thuis.", "notes": thread, "readers": "circle"}
    carer.browser.post(f"/families/{family.id}/needs/new/", need)
    promise = {"way": "call", "words": "Ik bel.", "due_on": "2027-01-04", "note": thread}
    carer.browser.post(f"/families/{family.id}/contact/follow-ups/new/?note={thread}", promise)
    carer.browser.post(
        f"/families/{family.id}/influences/new/",
        {"from_thread": thread, "to_thread": str(plain.thread_id), "certainty": "suspected"},
    )
    assert changed(of_nina, pages(family, nina)) == []
    assert changed(of_tom, pages(family, tom)) == []

    # She names who reads it, one by one. One press is no answer.
    assert carer.browser.post(f"{here}sharing/").status_code == 422
    page = carer.browser.get(f"{here}sharing/").content.decode()
    assert "Nina, mama" in page and "Tom, mama" in page
    said = {f"reads_{family.places[nina.id]}": "reads", f"reads_{family.places[tom.id]}": "hidden"}
    assert carer.browser.post(f"{here}sharing/", said).status_code == 302
    assert WORDS.encode() in pages(family, nina, asked=True)["story/"]
    # What is built on it goes no further than it does, thoughts included; the other parent's pages are as they were.
    carer.browser.post(f"/families/{family.id}/needs/new/", need)
    with carer.acting() as signed:
        row = UUID(thread)
        weighed = Weighed(Side.BURDEN, Level.FAMILY, "coercive_control", observations=(row,))
        add_factor(weighed=weighed, by=family.visit(carer, signed), at=signed.at, share=False)
    with carer.acting() as signed:
        lay_link(
            from_thread=plain.thread_id, to_thread=row, certainty=Certainty.SUSPECTED, by=family.visit(carer, signed),
            at=signed.at,
        )  # fmt: skip
    promised(family, carer, note=row)
    of_nina = pages(family, nina, asked=True)
    assert b"Veilig thuis." in of_nina["needs/"]
    assert NOTHING_ELSE in of_nina["plan/thoughts/"] and NOTHING_ELSE not in of_tom["plan/thoughts/"]
    assert changed(of_tom, pages(family, tom)) == []
    assert tom.browser.get(here).status_code == 404


def test_the_comparison_does_notice_what_is_not_hidden(family, carer):
    tom = family.parents[1]
    before = pages(family, tom)
    note(family, carer, "Ze drinkt goed.")
    assert {"", "story/", "trail/"} <= set(changed(before, pages(family, tom)))
