"""Before a parent comes in, each parent is asked of each hidden place they made; after it, the newcomer is asked once
about who reads along openly."""

import re
from datetime import timedelta

import pytest

from stek.circle import actions as circle
from stek.circle.models import Grant
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.policy import Section, Verb

from .people import ask, in_the_circle, note, reads
from .test_parents import answer, is_in, waiting

pytestmark = pytest.mark.usefixtures("db")


def says_yes(family, who, about, *may_know, yes=True):
    """By the form of the page; `may_know`: whose places were ticked."""
    sent = {"answer": "yes" if yes else "no", "may_know": [str(family.places[one.id]) for one in may_know]}
    path = f"/families/{family.id}/circle/{family.places[about.id]}/parent/"
    assert who.browser.post(path + "answer/", sent).status_code == 302


def knows(who, family, of) -> bool:
    with who.acting():
        return ask("select count(*) from circle_circlemember where id = %s", family.places[of.id]) == [(1,)]


def test_who_comes_in_knows_of_a_hidden_place_when_who_made_it_ticked_it():
    family = make_family("Nina")
    nina = family.parent
    lawyer = in_the_circle(family, "Advocaat", known_to=[])
    friend = in_the_circle(family, "Vriendin", known_to=[])
    note(family, lawyer, "We spraken af.")
    note(family, friend, "Ze sliep hier.")
    tom = waiting(family)
    says_yes(family, nina, tom, friend)
    assert is_in(family, tom)
    assert knows(tom, family, friend) and not knows(tom, family, lawyer)
    assert reads(family, tom) == {"Ze sliep hier."}
    assert reads(family, nina) == {"Ze sliep hier.", "We spraken af."}


def test_silence_is_no_and_what_was_said_last_counts():
    family = make_family("Nina", "Maaike")
    nina, maaike = family.parents
    lawyer = in_the_circle(family, "Advocaat", known_to=[])
    tom = waiting(family)
    says_yes(family, nina, tom, lawyer)
    says_yes(family, nina, tom, lawyer, yes=False)
    says_yes(family, nina, tom)
    answer(family, maaike, tom)
    assert is_in(family, tom) and not knows(tom, family, lawyer)


def test_nobody_ticks_a_place_that_another_made_also_not_when_they_know_of_it():
    family = make_family("Nina", "Maaike")
    nina, maaike = family.parents
    lawyer = in_the_circle(family, "Advocaat", known_to=[maaike])
    tom = waiting(family)
    says_yes(family, maaike, tom, lawyer)
    with maaike.acting() as signed:  # and not by a statement of her own
        circle.answer_parent(
            place=family.places[tom.id], yes=True, may_know=[family.places[lawyer.id]],
            by=family.visit(maaike, signed), at=signed.at,
        )  # fmt: skip
    says_yes(family, nina, tom)
    assert is_in(family, tom) and not knows(tom, family, lawyer)


def test_what_a_parent_ticked_who_has_left_counts_no_more(superuser):
    family = make_family("Nina", "Maaike")
    nina, maaike = family.parents
    lawyer = in_the_circle(family, "Advocaat", known_to=[maaike])
    tom = waiting(family)
    says_yes(family, nina, tom, lawyer)
    superuser.execute(
        "update circle_circlemember set until_at = now(), until_by = person_id where id = %s", [family.places[nina.id]]
    )
    says_yes(family, maaike, tom)
    assert is_in(family, tom) and not knows(tom, family, lawyer)


def test_the_page_asks_it_behind_one_tap_and_of_who_made_the_place_alone():
    family = make_family("Nina", "Maaike")
    nina, maaike = family.parents
    in_the_circle(family, "Advocaat", known_to=[maaike])
    tom = waiting(family)
    path = f"/families/{family.id}/circle/{family.places[tom.id]}/parent/"
    for who, tapped, shown in ((nina, "", False), (nina, "?own=1", True), (maaike, "?own=1", False)):
        page = who.browser.get(path + tapped).content.decode()
        assert ("Advocaat" in page) is shown and ("may_know" in page) is shown and "checked" not in page


# --- and who comes in


def came_in(family):
    """Somebody who came in as a parent now, where a midwife and a grandmother read along already."""
    family.ask_in(make_person("Marijke", "midwife"), Relation.MIDWIFE)
    family.ask_in(make_person("Rosa"), Relation.GRANDMOTHER, may=[Verb.READ])
    in_the_circle(family, "Advocaat", known_to=[])
    in_the_circle(family, "Nieuw", recognised=False)
    in_the_circle(family, "Schrijver", may=[Verb.NOTE])
    tom = make_person("Tom")
    family.ask_in(tom, Relation.FATHER, may=())
    family.parents.append(tom)
    return tom


def given_by(family, who) -> list[tuple]:
    with family.parent.acting():
        found = Grant.objects.filter(family_id=family.id, given_by=who.id, withdrawn_at=None)
        return sorted((one.circle_member_id, one.section, tuple(one.verbs), one.until_at) for one in found)


def home(who) -> str:
    return who.browser.get("/").content.decode()


def test_who_came_in_is_asked_once_about_who_reads_along_and_gives_their_own_yes():
    family = make_family("Nina")
    tom = came_in(family)
    page = home(tom)
    assert "lezen mee." in page and "Goed zo" in page and "Marijke" in page and "Rosa" in page
    [asked] = re.findall(r"<p>((?:(?!<p>).)*?)lezen mee\.", page, re.DOTALL)
    assert not any(name in asked for name in ("Advocaat", "Nieuw", "Schrijver"))
    assert "Goed zo" not in home(family.parent)  # who was there already is asked nothing
    hers = given_by(family, family.parent)
    for _ in range(2):  # a form sent twice
        assert tom.browser.post(f"/families/{family.id}/grants/reading-along/").status_code == 302
    with tom.acting():
        openly = {
            row[0]
            for row in ask(
                "select m.id from circle_circlemember m where m.recognised_at is not null and m.role <> 'parent' and exists"
                " (select from circle_grant g where g.circle_member_id = m.id and 'read' = any (g.verbs))"
            )
        }
    assert given_by(family, tom) == [one for one in hers if one[0] in openly]
    assert "Goed zo" not in home(tom)


def test_silence_stays_no_and_it_is_not_asked_the_next_day(superuser):
    family = make_family("Nina")
    tom = came_in(family)
    assert given_by(family, tom) == []
    superuser.execute(
        "update circle_circlemember set recognised_at = recognised_at - %s where id = %s",
        [timedelta(days=1), family.places[tom.id]],
    )
    assert "Goed zo" not in home(tom)


def test_who_chooses_finds_everything_to_give_also_what_the_other_gave():
    family = make_family("Nina")
    tom = came_in(family)
    page = tom.browser.get(f"/families/{family.id}/access/").content.decode()
    assert page.count('value="story:read"') >= 3
    with tom.acting() as signed:
        here = family.visit(tom, signed)
        marijke = next(
            id for id in family.places.values() if id not in {here.member_id, family.places[family.parent.id]}
        )
        circle.give(to=marijke, section=Section.STORY, verbs=[Verb.READ], by=here, at=here.at)
    assert "Goed zo" not in home(tom)  # who chose, is asked no more


def test_only_a_parent_says_good_so():
    family = make_family("Nina")
    midwife = in_the_circle(family)
    assert midwife.browser.post(f"/families/{family.id}/grants/reading-along/").status_code == 404
    assert given_by(family, midwife) == []
