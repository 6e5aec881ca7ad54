"""A team around a family, as somebody would tell it: parents say yes to the team, and of each of its members to whom they
know. What a unit writes for itself is its own.
"""

import pytest
from django.db import DatabaseError, transaction

from stek.circle import actions as circle
from stek.circle.actions import NotTheirs
from stek.circle.models import CircleMember, Tap
from stek.circle.rules import Relation
from stek.circle.tests.builders import Somebody, make_doctor, make_family, make_person
from stek.continuity.models import FollowUp
from stek.continuity.tests.builders import let, promised
from stek.kit.ids import uuid7
from stek.policy import Section, Verb
from stek.story.models import Observation

from .people import ask, hide, in_the_circle, note, own_words, reads, row_of
from .teams import joins, leaves, let_in, lets_go, say_yes, taps, unit, working
from .test_yes import listed, member, no, told, yes

pytestmark = pytest.mark.usefixtures("db")


def finds(who: Somebody, *rows: Observation) -> list[bool]:
    with who.acting():
        there = set(Observation.objects.values_list("id", flat=True))
    return [row.id in there for row in rows]


def test_a_colleague_who_joins_the_team_reads_by_the_yeses_of_those_who_tapped_her():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    marijke, colleague = make_person("Marijke", "unit_team"), make_person("Lien", "unit_team")
    team = unit(marijke)
    place = let_in(family, team, nina)
    say_yes(family, place, tom)
    row = told(family, nina, "June lacht.", family.child)
    his = told(family, tom, "Ik ben op.", member(family, tom))
    assert reads(family, marijke) == {"June lacht.", "Ik ben op."}
    joins(team, colleague)
    assert reads(family, colleague) == set() and colleague.browser.get(f"/families/{family.id}/").status_code == 404
    taps(family, place, nina, colleague)
    assert reads(family, colleague) == {"June lacht."}
    assert family.places[colleague.id] in listed(family, tom, row) - listed(family, tom, his)
    assert "Lien" in tom.browser.get(f"/families/{family.id}/access/").content.decode()
    taps(family, place, tom, colleague)
    assert reads(family, colleague) == {"June lacht.", "Ik ben op."}
    note(family, colleague, "Ik was er.")
    assert reads(family, nina) >= {"Ik was er."}


def test_his_own_friend_in_the_team_reads_by_his_yes_alone():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    friend = make_person("Bo")
    team = unit(make_person("Marijke", "unit_team"))
    place = let_in(family, team, nina)
    say_yes(family, place, tom)
    joins(team, friend)
    taps(family, place, tom, friend)
    about = told(family, tom, "Nina slaapt niet.", member(family, nina))
    of_her = told(family, nina, "Ik huil veel.", member(family, nina))
    told(family, nina, "June lacht.", family.child)
    assert reads(family, friend) == {"June lacht.", "Nina slaapt niet."}  # his words are his to tell
    assert family.places[friend.id] in listed(family, nina, about) - listed(family, nina, of_her)
    no(family, nina, friend)
    assert reads(family, friend) == {"Nina slaapt niet."}


def test_who_leaves_the_team_is_out_at_that_hour_and_is_tapped_anew_when_she_comes_back():
    family = make_family("Nina")
    marijke = make_person("Marijke", "unit_team")
    team = unit(marijke)
    place = let_in(family, team, family.parent)
    hers = told(family, family.parent, "June lacht.", family.child)
    note(family, marijke, "Ik was er.")
    leaves(team, marijke)
    assert own_words(family, marijke) == {"Ik was er."} and finds(marijke, hers) == [False]
    joins(team, marijke)
    assert finds(marijke, hers) == [False]
    taps(family, place, family.parent, marijke)
    assert reads(family, marijke) == {"Ik was er.", "June lacht."}


def test_standing_in_opens_nothing_but_the_working_notes_and_those_as_long_as_it_lasts():
    family = make_family("Nina")
    marijke, stand_in = make_person("Marijke", "unit_team"), make_person("Vera", "unit_team")
    team = unit(marijke)
    let_in(family, team, family.parent)
    row, ours = told(family, family.parent, "June lacht.", family.child), working(family, marijke, team)
    assert finds(stand_in, row, ours) == [False, False]
    joins(team, stand_in, days=7)
    assert finds(stand_in, row, ours) == [False, True]
    with stand_in.acting(), pytest.raises(DatabaseError), transaction.atomic():
        mine = row_of(family, marijke)
        mine.author_id, mine.section = stand_in.id, ours.section
        mine.save(force_insert=True)
    leaves(team, stand_in)
    assert finds(stand_in, row, ours) == [False, False]


def test_one_parents_yes_to_the_team_ends_and_the_others_stands():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    marijke = make_person("Marijke", "unit_team")
    place = let_in(family, unit(marijke), nina)
    say_yes(family, place, tom)
    told(family, nina, "June lacht.", family.child)
    told(family, tom, "Ik ben op.", member(family, tom))
    assert lets_go(family, place, tom) == "stays"
    assert reads(family, marijke) == {"June lacht."}
    assert lets_go(family, place, nina) == "ended"
    assert reads(family, marijke) == set()


def test_a_parent_ends_what_they_said_of_one_member_and_the_team_stays():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    marijke, colleague = make_person("Marijke", "unit_team"), make_person("Lien", "unit_team")
    place = let_in(family, unit(marijke, colleague), nina)
    say_yes(family, place, tom)
    told(family, nina, "June lacht.", family.child)
    assert lets_go(family, family.places[colleague.id], tom) == "stays"
    assert reads(family, colleague) == {"June lacht."}
    assert lets_go(family, family.places[colleague.id], nina) == "ended"
    assert reads(family, colleague) == set() and reads(family, marijke) == {"June lacht."}


def test_a_team_that_is_hidden_from_a_parent_is_known_to_its_list_and_to_who_stands_there_through_it():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    marijke, colleague = make_person("Marijke", "unit_team"), make_person("Lien", "unit_team")
    team = unit(marijke)
    place = let_in(family, team, nina, known_to=[])
    joins(team, colleague)
    taps(family, place, nina, colleague)
    hers = note(family, marijke, "Ze wil weg.")
    told(family, nina, "Ik ben bang.", member(family, nina))
    told(family, tom, "Ze overdrijft.")
    assert reads(family, colleague) == reads(family, marijke) == {"Ze wil weg.", "Ik ben bang."}
    assert reads(family, tom) == {"Ik ben bang.", "Ze overdrijft."}
    with tom.acting():
        assert not CircleMember.objects.exclude(role="parent").exists() and not Tap.objects.exists()
        assert ask("select * from stek.team_members(%s, %s)", family.id, place) == []
    pages = [tom.browser.get(f"/families/{family.id}/{page}").content.decode() for page in ("", "access/", "trail/")]
    assert not any(name in page for page in pages for name in ("Marijke", "Lien", "Luwte"))
    with tom.acting() as signed, pytest.raises(NotTheirs):
        here = family.visit(tom, signed)
        circle.tap(team=place, person=colleague.id, by=here, at=here.at)
    assert listed(family, marijke, hers) == {family.places[one.id] for one in (nina, marijke, colleague)}


def test_nobody_taps_themselves_a_parent_or_who_is_not_in_the_team():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife, marijke, stranger = in_the_circle(family), make_person("Marijke", "unit_team"), make_person("Bo")
    place = let_in(family, unit(marijke, tom), nina)
    with tom.acting():
        assert not CircleMember.objects.filter(person_id=tom.id).exclude(role="parent").exists()
    for by, whom in ((tom, tom), (nina, tom), (nina, stranger), (marijke, marijke), (midwife, marijke)):
        with by.acting() as signed:
            here = family.visit(by, signed)
            with pytest.raises(NotTheirs):
                circle.tap(team=place, person=whom.id, by=here, at=here.at)
            assert ask("select stek.tap(%s, %s, %s, %s, 'x')", family.id, uuid7(), place, whom.id) == [(None,)]


def test_who_is_in_two_teams_acts_from_one_of_them():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    both = make_person("Marijke", "unit_team")
    first, second = unit(both), unit(both, name="De Kaap")
    let_in(family, first, nina)
    let_in(family, second, tom)
    told(family, nina, "Ik huil veel.", member(family, nina))
    told(family, tom, "Ik ben op.", member(family, tom))
    assert reads(family, both) == {"Ik huil veel."}
    leaves(first, both)
    assert reads(family, both) == {"Ik ben op."}


def test_a_team_member_who_is_an_aunt_as_well_reads_as_an_aunt_what_an_aunt_reads():
    family = make_family("Nina", "Tom")
    aunt, marijke = make_person("An", "unit_team"), make_person("Marijke", "unit_team")
    family.ask_in(aunt, Relation.KIN, may=(Verb.NOTE,))
    as_an_aunt, team = family.places[aunt.id], unit(aunt, marijke)
    let_in(family, team, family.parent)
    row, ours = told(family, family.parent, "June lacht.", family.child), working(family, marijke, team)
    assert finds(aunt, row, ours) == [False, False] and finds(marijke, row, ours) == [True, True]
    assert lets_go(family, as_an_aunt, family.parent) == "ended"
    assert finds(aunt, row, ours) == [True, True]


def test_working_notes_are_their_teams_and_so_is_what_is_built_on_them():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife, marijke, colleague = in_the_circle(family), make_person("Marijke", "unit_team"), make_doctor("Lien")
    team = unit(marijke)
    place = let_in(family, team, nina)
    ours = working(family, marijke, team)
    with marijke.acting():
        upon = row_of(family, marijke)
        upon.rests_on = [*upon.rests_on, *ours.rests_on]
        upon.save(force_insert=True)
    assert place in ours.rests_on
    for who in (nina, tom, midwife, colleague):
        assert finds(who, ours, upon) == [False, False], who.person.name
    yes(family, nina, midwife, Section.UNIT)
    family.breaks_in(colleague)
    assert finds(colleague, ours, upon) == [False, False]
    for who in family.parents:
        pages = [who.browser.get(f"/families/{family.id}/{page}").content.decode() for page in ("", "story/", "trail/")]
        assert not any(str(row.id) in page for page in pages for row in (ours, upon))
    assert listed(family, marijke, ours) == {place, family.places[marijke.id]}
    joins(team, colleague)
    assert finds(colleague, ours, upon) == [True, True]
    leaves(team, marijke)
    assert finds(marijke, ours, upon) == [True, True]  # her own words


def test_nobody_of_the_app_puts_somebody_in_a_team_or_in_a_place_through_one(superuser):
    family = make_family("Nina")
    marijke, friend = make_person("Marijke", "unit_team"), make_person("Bo")
    team = unit(marijke)
    place = let_in(family, team, family.parent)
    columns = "family_id, id, role, relation, called_sealed, from_at, invited_by, team_id, via_id, person_id"
    tries = [
        ("insert into people_teammember (id, team_id, person_id, from_at) values (gen_random_uuid(), %s, %s, now())", team.id, friend.id),
        ("select * from people_teammember",),
        (f"insert into circle_circlemember ({columns}) values (%s, gen_random_uuid(), 'professional', 'unit_team', '', now(), stek.person(), %s, %s, null)", family.id, team.id, place),
        (f"insert into circle_circlemember ({columns}) values (%s, gen_random_uuid(), 'professional', 'unit_team', '', now(), stek.person(), %s, %s, %s)", family.id, team.id, place, friend.id),
        ("insert into circle_tap (family_id, id, circle_member_id, said_at, said_by) values (%s, gen_random_uuid(), %s, now(), stek.person())", family.id, family.places[marijke.id]),
        ("insert into circle_invitation (family_id, id, circle_member_id, secret_hash, made_at, made_by, until_at) values (%s, gen_random_uuid(), %s, '', now(), stek.person(), now())", family.id, place),
        ("select stek.yeses(array[%s], array[%s])", family.id, place),
        ("select stek.units(%s)", friend.id),
    ]  # fmt: skip
    for statement, *values in tries:
        with family.parent.acting(), pytest.raises(DatabaseError), transaction.atomic():
            ask(statement, *values)


def test_a_task_about_safety_is_read_by_its_addressees_alone_and_as_long_as_they_stand_there():
    """A list of readers says it: no `own:` and no second mechanism."""
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife, nurse = in_the_circle(family), in_the_circle(family, "Vera", "family_nurse", Relation.FAMILY_NURSE)
    doctor = in_the_circle(family, "Lieve", "gp", Relation.GP)
    for who in (midwife, nurse, doctor):
        let(family, who)
    task, other = promised(family, midwife, words="Samen 1712 bellen."), promised(family, midwife)
    hide(family, midwife, tom, doctor, thread=task.id)

    def finds_tasks(who: Somebody) -> list[bool]:
        with who.acting():
            there = set(FollowUp.objects.values_list("id", flat=True))
        return [task.id in there, other.id in there]

    assert [finds_tasks(who) for who in (nina, nurse)] == [[True, True]] * 2
    assert [finds_tasks(who) for who in (tom, doctor)] == [[False, True]] * 2
    assert lets_go(family, family.places[nurse.id], nina) == "ended"
    assert finds_tasks(nurse) == [False, False]
