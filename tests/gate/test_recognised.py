"""The second tap: who takes a link as kin or carer may write; they read after a parent said 'yes, that is Marijke'."""

import pytest
from django.db import DatabaseError

from stek.circle import actions as circle
from stek.circle.asking import newcomers
from stek.circle.gate import NotYours
from stek.circle.models import CircleMember, Member
from stek.circle.queries import circle_of
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_doctor, make_family, make_person
from stek.oracle import gated
from stek.policy import Role, Section, Verb

from .people import ask, in_the_circle, note, reads, recognise

pytestmark = pytest.mark.usefixtures("db")


def just_came(family, name="Marijke", **more):
    return in_the_circle(family, name, recognised=False, **more)


def asked_about(family, who) -> set[str]:
    """Of whom this person is asked whether it is them, by the name of their account."""
    with who.acting() as signed:
        around = circle_of(family.visit(who, signed).whole).by_place
        return {one.name for one in newcomers({id: place for id, place in around.items() if place.is_new})}


def test_who_just_came_writes_and_reads_only_what_they_wrote():
    family = make_family("Nina", "Maaike")
    note(family, family.parent, "Van ons.")
    marijke = just_came(family)
    note(family, marijke, "Ik ben er.")
    assert reads(family, marijke) == {"Ik ben er."}
    assert reads(family, family.parent) == {"Van ons.", "Ik ben er."}


def test_what_was_given_with_the_invitation_holds_from_the_second_tap_on():
    family = make_family("Nina", "Maaike")
    note(family, family.parent, "Van ons.")
    marijke = just_came(family)
    for parent in family.parents:
        assert asked_about(family, parent) == {"Marijke"}
    recognise(family, family.parents[1], marijke)  # any parent who knows of the place, not only who asked them in
    assert reads(family, marijke) == {"Van ons."}
    recognise(family, family.parent, marijke)  # twice changes nothing
    assert asked_about(family, family.parent) == set()
    with family.parent.acting():
        assert CircleMember.objects.get(id=family.places[marijke.id]).recognised_by == family.parents[1].id


def test_who_may_only_read_writes_nothing_before_it_either():
    family = make_family("Nina")
    note(family, family.parent, "Van ons.")
    marijke = just_came(family, may=[Verb.READ])
    with pytest.raises(NotYours):
        note(family, marijke, "Ik ben er.")
    assert reads(family, marijke) == set()
    recognise(family, family.parent, marijke)
    assert reads(family, marijke) == {"Van ons."}


def test_who_just_came_finds_nobody_and_no_name():
    family = make_family("Nina", "Maaike")
    other = in_the_circle(family, "Sofie")
    note(family, other, "Van Sofie.")
    marijke = just_came(family)
    with marijke.acting() as signed:
        assert not Member.objects.exists()
        assert set(CircleMember.objects.values_list("person_id", flat=True)) == {marijke.id}
        for table in (*gated.NAMES, "circle_tie", "circle_grant", "circle_invitation"):
            assert ask(f"select count(*) from {table}") == [(0,)], table
        assert ask("select stek.who_reads(%s, 'story', %s, false, '{}', null)", family.id, marijke.id) == [
            ([family.places[marijke.id]],)
        ]
        assert ask("select count(*) from stek.newcomers()") == [(0,)]
        assert family.visit(marijke, signed).is_new
    for sentence in ("Nina", "Maaike", "June", "Sofie"):
        for path in ("", "story/", "observations/new/", "contact/"):
            assert sentence not in marijke.browser.get(f"/families/{family.id}/{path}").content.decode(), path
        assert sentence not in marijke.browser.get("/families/").content.decode()
    recognise(family, family.parent, marijke)
    assert "June" in marijke.browser.get(f"/families/{family.id}/").content.decode()


def test_what_is_said_of_who_reads_names_nobody_who_was_not_recognised():
    family = make_family("Nina")
    marijke = just_came(family)
    wrote = note(family, family.parent, "Van ons.")
    question = "select stek.who_reads(%s, 'story', %s, false, %s::uuid[], null)"
    for people in ({family.parent.id}, {family.parent.id, marijke.id}):
        with family.parent.acting():
            assert ask(question, family.id, family.parent.id, wrote.rests_on) == [
                ([family.places[one] for one in family.places if one in people],)
            ]
        recognise(family, family.parent, marijke)


def test_only_a_parent_who_knows_of_the_place_says_that_it_is_them():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    carer = in_the_circle(family)
    worker = just_came(family, "Werker", known_to=[])
    stranger, marijke = make_family("Aïcha").parent, just_came(family)
    for who in (worker, carer, marijke, stranger):
        with who.acting():
            assert ask("select stek.recognise(%s, %s)", family.id, family.places[marijke.id]) == [(False,)]
    for who in (worker, carer, tom, stranger):
        with who.acting():
            assert ask("select stek.recognise(%s, %s)", family.id, family.places[worker.id]) == [(False,)]
            with pytest.raises(DatabaseError):
                ask("update circle_circlemember set recognised_at = now(), recognised_by = stek.person()")
    assert reads(family, worker) == set()
    for who in (carer, tom):
        with pytest.raises(circle.NotTheirs):
            recognise(family, who, worker)
    with nina.acting():
        assert ask("select stek.recognise(%s, %s)", family.id, family.places[worker.id]) == [(True,)]


def test_of_a_hidden_place_is_asked_who_knows_of_it():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    just_came(family, "Werker", known_to=[])
    with tom.acting():
        assert ask("select count(*) from stek.newcomers()") == [(0,)]
    assert asked_about(family, nina) == {"Werker"}


def test_nobody_recognises_themselves_not_even_a_parent(superuser):
    family = make_family("Nina")
    oma = just_came(family, "Oma", relation=Relation.GRANDMOTHER)
    place = family.places[oma.id]
    # As a parent with a place of kin as well, which Stek itself never makes.
    superuser.execute("update circle_circlemember set person_id = %s where id = %s", [family.parent.id, place])
    for who in (oma, family.parent):
        with who.acting():
            assert ask("select stek.recognise(%s, %s)", family.id, place) == [(False,)]


def test_nobody_makes_a_place_that_is_recognised_before_somebody_took_it():
    family = make_family("Nina")
    with pytest.raises(DatabaseError), family.parent.acting():
        ask(
            "insert into circle_circlemember (family_id, id, role, relation, from_at, called_sealed, invited_by,"
            " recognised_at, recognised_by) values"
            " (%s, gen_random_uuid(), 'kin', 'kin', now(), '', stek.person(), now(), stek.person())",
            family.id,
        )


def test_no_means_that_the_place_ends_at_once_and_their_own_words_stay():
    family = make_family("Nina")
    somebody = just_came(family, "Tom")
    note(family, somebody, "Ik ben er.")
    answer = family.parent.browser.post(
        f"/families/{family.id}/circle/{family.places[somebody.id]}/recognition/", {"answer": "no"}, follow=True
    ).content.decode()
    assert "Die plaats is meteen afgerond" in answer and "nieuwe link" in answer
    assert somebody.browser.get(f"/families/{family.id}/").status_code == 404
    assert reads(family, family.parent) == {"Ik ben er."} and asked_about(family, family.parent) == set()
    with family.parent.acting():
        assert ask("select stek.recognise(%s, %s)", family.id, family.places[somebody.id]) == [(False,)]


def test_who_did_not_ask_them_in_hears_that_the_place_stays_and_reads_nothing():
    family = make_family("Nina", "Maaike")
    somebody = just_came(family, "Tom")
    note(family, family.parent, "Van ons.")
    path = f"/families/{family.id}/circle/{family.places[somebody.id]}/recognition/"
    answer = family.parents[1].browser.post(path, {"answer": "no"}, follow=True).content.decode()
    assert "Wat de andere ouder gaf, eindig jij niet." in answer and "meteen afgerond" not in answer
    assert reads(family, somebody) == set() and asked_about(family, family.parent) == {"Tom"}


def test_an_emergency_opens_to_who_just_came_what_it_opens_to_anybody():
    family = make_family("Nina")
    note(family, family.parent, "Van ons.")
    doctor = make_doctor()
    family.ask_in(doctor, Relation.PAEDIATRICIAN, recognised=False)
    assert reads(family, doctor) == set()
    family.breaks_in(doctor)
    assert reads(family, doctor) == {"Van ons."}
    with doctor.acting() as signed:
        assert Member.objects.exists() and not family.visit(doctor, signed).is_new


def test_a_parent_is_recognised_by_the_yes_of_all_parents_and_by_nothing_else():
    family = make_family("Nina", "Maaike")
    note(family, family.parent, "Van ons.")
    assert reads(family, family.parents[1]) == {"Van ons."}
    assert asked_about(family, family.parent) == set()


def test_every_part_that_who_just_came_may_write_in_opens_and_shows_them_their_own():
    family = make_family("Nina")
    marijke = just_came(family)
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        for section in (Section.BALANCE, Section.NEEDS, Section.CONTACT):
            circle.give(to=family.places[marijke.id], section=section, verbs=[Verb.NOTE], by=here, at=here.at)
    note(family, marijke, "Ik ben er.")
    for path in (
        "", "story/", "observations/new/", "influences/new/", "balance/", "balance/factors/new/", "balance/words/new/",
        "needs/", "needs/new/", "plan/", "plan/goals/new/", "contact/", "contact/week/", "contact/follow-ups/new/",
        "contact/referrals/new/", "contact/handovers/new/",
    ):  # fmt: skip
        page = marijke.browser.get(f"/families/{family.id}/{path}", follow=True)
        assert page.status_code in (200, 403, 404), path
        assert "niemand anders mee" not in page.content.decode(), path
    for path in ("/", "/today/", "/families/"):
        assert marijke.browser.get(path).status_code == 200


def test_somebody_asked_in_under_another_name_is_asked_about_by_the_name_of_the_account():
    family = make_family("Nina")
    ex = make_person("Tom De Ex")
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        _place, secret = circle.invite(called="Marijke", role=Role.KIN, relation=Relation.FRIEND, by=here, at=here.at)
    with ex.acting() as signed:
        circle.accept(secret=secret, by=signed, at=signed.at)
    for path in ("/", f"/families/{family.id}/access/"):
        page = family.parent.browser.get(path).content.decode()
        assert "<bdi>Tom De Ex</bdi> nam de uitnodiging voor <bdi>" in page and "Ja, dat is" in page
        assert ex.person.email not in page
