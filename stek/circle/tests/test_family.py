"""A family begins with one parent; a child comes; nothing that was kept private is shared by that."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from stek.circle import actions
from stek.circle.ages import age_in_words
from stek.circle.models import Family, Member, Tie
from stek.circle.queries import circle_of
from stek.circle.rules import MemberKind, Relation
from stek.circle.tests.builders import MadeFamily, make_family, make_person
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.story.tests.sending import at_once, noted, words_of


def found(who, **fields):
    return who.browser.post("/families/new/", {"called": "Nina", "relation": "mother", "child": "June"} | fields)


def page_of(who, family) -> str:
    return who.browser.get(f"/families/{family}/").content.decode()


def expecting(*parents: str) -> tuple[MadeFamily, object]:
    """A family whose child is expected in five weeks."""
    family = make_family(*(parents or ("Nina",)))
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        due = actions.NewMember(MemberKind.CHILD, "ons kindje", due_on=clock.today() + timedelta(weeks=5))
        child = actions.add_member(member=due, by=here, at=here.at)
    return family, child


def born(family, child, who=None, **fields):
    sent = {"called": "Mus", "born_on": clock.today().isoformat()} | fields
    return (who or family.parent).browser.post(f"/families/{family.id}/children/{child}/birth/", sent)


def test_a_parent_alone_begins(db):
    who = make_person("Nina")
    response = found(who, born_on=(clock.today() - timedelta(days=70)).isoformat())
    id = response.headers["Location"].split("/")[2]
    page = page_of(who, id)
    assert response.status_code == 302 and "June" in page and "10 weken, met mama Nina" in page
    assert make_person("Ander").browser.get(f"/families/{id}/").status_code == 404


def test_before_the_birth_it_is_the_mother_who_is_pregnant_and_long_after_nobody(db):
    who = make_person("Nina")
    for days, words in ((35, "<p>Nina is 35 weken zwanger</p>"), (-200, "<p>uitgerekende datum was")):
        day = clock.today() + timedelta(days=days)
        page = page_of(who, found(who, due_on=day.isoformat()).headers["Location"].split("/")[2])
        assert words in page and ("weken zwanger" in page) is (days > 0)


@pytest.mark.parametrize("relation", ["father", "parent"])
def test_a_father_or_another_parent_begins_just_the_same(db, relation):
    assert found(make_person("Jef"), relation=relation).status_code == 302


def test_without_a_name_or_a_date_there_is_a_family_too(db):
    who = make_person("Nina")
    response = found(who, child="")
    assert "het kindje" in page_of(who, response.headers["Location"].split("/")[2])


@pytest.mark.parametrize(
    "fields",
    [
        {"called": ""}, {"called": "x" * 81}, {"relation": "friend"}, {"relation": ""}, {"child": "x" * 81},
        {"born_on": "2010-01-01"}, {"born_on": "9999-01-01"}, {"born_on": "2026-02-31"}, {"due_on": "9999-01-01"},
        {"due_on": "0001-01-01"}, {"due_on": "x"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_what_was_typed(db, fields):
    response = found(make_person("Nina"), **({"child": "Ju<ne"} | fields))
    assert response.status_code == 422
    assert "child" in fields or "Ju&lt;ne" in response.content.decode()


def test_the_form_sent_twice_is_one_family(db, superuser):
    who, once = make_person("Nina"), str(uuid7())
    addresses = {found(who, id=once).headers["Location"] for _ in range(3)}
    assert len(addresses) == 1
    assert superuser.execute("select count(*) from circle_family").fetchone() == (1,)
    assert superuser.execute("select count(*) from circle_member").fetchone() == (2,)


def test_sent_twice_in_the_same_moment_it_is_one_family(db, superuser):
    who, once = make_person("Nina"), str(uuid7())
    browsers = [who.browser for _ in range(3)]
    sent = {"called": "Nina", "relation": "mother", "id": once}
    given = at_once(*[lambda b=browser: b.post("/families/new/", sent) for browser in browsers])
    assert [response.status_code for response in given] == [302] * 3
    assert superuser.execute("select count(*) from circle_family").fetchone() == (1,)


def test_the_id_of_somebody_else_s_family_opens_nothing(db):
    family, who = make_family("Nina"), make_person("Ander")
    response = found(who, id=str(family.id))
    assert response.status_code == 302 and str(family.id) not in response.headers["Location"]
    assert who.browser.get(response.headers["Location"]).status_code == 200  # a family of their own


def test_a_child_that_is_expected_is_shown_in_weeks_and_can_be_born(db):
    family, child = expecting()
    page = page_of(family.parent, family.id)
    assert f"/children/{child}/birth/" in page
    assert born(family, child).status_code == 302
    page = page_of(family.parent, family.id)
    assert "Mus" in page and f"/children/{child}/birth/" not in page
    with family.parent.acting() as signed:
        members = circle_of(family.visit(family.parent, signed)).by_member
    assert members[child].born_on == clock.today() and members[child].due_on is not None
    today = clock.today() + timedelta(weeks=12)
    assert age_in_words(members[child].born_on, members[child].due_on, today) == "12 weken, gecorrigeerd 7 weken"


def test_what_was_kept_before_the_birth_stays_whose_it_was(db):
    family, child = expecting("Nina", "Maaike")
    noted(family, family.parent, "Mijn angst.", readers="me", about=str(child))
    noted(family, family.parent, "We wachten.", about=str(child))
    born(family, child)
    assert set(words_of(family, family.parent)) == {"Mijn angst.", "We wachten."}
    assert words_of(family, family.parents[1]) == ["We wachten."]


def test_either_parent_says_it_and_saying_it_twice_changes_nothing(db):
    family, child = expecting("Nina", "Maaike")
    born(family, child, family.parents[1])
    assert born(family, child, called="Anders").status_code == 302
    page = page_of(family.parent, family.id)
    assert "Mus" in page and "Anders" not in page
    trail = family.parent.browser.get(f"/families/{family.id}/trail/").content.decode()
    assert trail.count("vertelde dat het kind geboren is") == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"born_on": ""},
        {"born_on": "9999-01-01"},
        {"born_on": "2010-01-01"},
        {"born_on": "x"},
        {"called": ""},
        {"called": "x" * 81},
    ],
)
def test_a_birth_that_cannot_be_is_refused_in_words(db, fields):
    family, child = expecting()
    response = born(family, child, **fields)
    assert response.status_code == 422 and 'class="errors"' in response.content.decode()
    with family.parent.acting():
        assert Member.objects.get(id=child).born_on is None


def test_a_child_that_is_there_is_not_born_again_and_a_parent_never(db):
    family, _child = expecting()
    assert born(family, family.child).status_code == 302
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        parent = Member.objects.get(kind=MemberKind.PARENT)
        for somebody in (parent.id, family.child, uuid7()):
            with pytest.raises(actions.NotExpected):
                actions.birth(child=somebody, born_on=clock.today(), called="x", by=here, at=here.at)
    assert born(family, parent.id).status_code == 404


def test_two_mothers_one_parent_separated_parents_and_kin(db):
    two, one = make_family("Nina", "Maaike"), make_family("Ada")
    assert "met mama Nina en mama Maaike" in page_of(two.parent, two.id)
    assert "met mama Ada" in page_of(one.parent, one.id)
    with one.parent.acting() as signed:
        here = one.visit(one.parent, signed)
        actions.add_member(member=actions.NewMember(MemberKind.KIN, "oma Rita"), by=here, at=here.at)
        actions.add_member(member=actions.NewMember(MemberKind.PARENT, "Jef", has_authority=False), by=here, at=here.at)
    page = one.parent.browser.get(f"/families/{one.id}/observations/new/").content.decode()
    assert "oma Rita" in page and "Jef" in page
    noted(one, one.parent, "Bij oma.")
    rita = make_person("Rita")
    one.ask_in(rita, Relation.GRANDMOTHER, may=["read"])
    assert words_of(one, rita) == ["Bij oma."]


def test_who_is_no_parent_adds_nobody_to_the_family(db):
    family, vera = make_family("Nina"), make_person("Vera")
    family.ask_in(vera)
    with pytest.raises(DatabaseError), vera.acting() as signed:
        here = family.visit(vera, signed)
        actions.add_member(member=actions.NewMember(MemberKind.KIN, "x"), by=here, at=here.at)
    with vera.acting():
        assert Family.objects.count() == 1


def test_a_tie_sent_twice_is_one_and_ends_once(db):
    family, once = make_family("Nina"), str(uuid7())
    sent = {"called": "werk", "ring": "further", "line": "asks", "carries": "", "toward": "", "id": once}
    for _ in range(2):
        assert family.parent.browser.post(f"/families/{family.id}/ties/new/", sent).status_code == 302
    page = page_of(family.parent, family.id)
    assert page.count('<th scope="row" dir="auto">werk</th>') == 1
    with family.parent.acting():
        drawn = Tie.objects.get(family_id=family.id).id
    for _ in range(2):
        assert family.parent.browser.post(f"/families/{family.id}/ties/{drawn}/end/").status_code == 302
    assert "werk</th>" not in page_of(family.parent, family.id)
    trail = family.parent.browser.get(f"/families/{family.id}/trail/").content.decode()
    assert trail.count("tekende iets bij") == 1 and trail.count("haalde iets uit de cirkel") == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"called": ""},
        {"called": "x" * 81},
        {"ring": "home"},
        {"line": "x"},
        {"carries": "9"},
        {"toward": "x"},
        {"label": "x" * 81},
    ],
)
def test_a_tie_that_cannot_be_is_refused_with_what_was_typed(db, fields):
    family = make_family("Nina")
    sent = {"called": "wer<k", "ring": "near", "line": "asks"} | fields
    response = family.parent.browser.post(f"/families/{family.id}/ties/new/", sent)
    assert response.status_code == 422 and ("called" in fields or "wer&lt;k" in response.content.decode())
