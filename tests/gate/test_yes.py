"""What a parent's yes opens, and what a parent's no closes: each rule as somebody would tell it.

A yes is one parent's: for all children or some, with what was there before or from today, and of what is about a parent
only what is about the one who gave it. Yeses do not multiply: each child and each parent is covered by one.
"""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from stek.balance.actions import say
from stek.balance.models import Factor, Perspective
from stek.balance.rules import Holds
from stek.balance.tests.builders import add
from stek.circle import actions as circle
from stek.circle.actions.found import NewMember
from stek.circle.gate import NotYours
from stek.circle.models import CircleMember, Grant, Refusal
from stek.circle.rules import MemberKind, Relation
from stek.circle.tests.builders import MadeFamily, Somebody, make_doctor, make_family, make_person
from stek.kit import clock
from stek.policy import Section, Verb
from stek.story import actions as story
from stek.story.actions import Noticed
from stek.story.models import Observation
from stek.trail.models import TrailEntry

from .people import ask, hide, in_the_circle, reads, show
from .test_non_interference import FRESH

pytestmark = pytest.mark.usefixtures("db")
WHOLE = (Verb.READ, Verb.NOTE)


def member(family: MadeFamily, who: Somebody) -> UUID:
    with family.parent.acting():
        return CircleMember.objects.get(family_id=family.id, person_id=who.id, role="parent").member_id


def told(family: MadeFamily, who: Somebody, words: str, *about: UUID) -> Observation:
    with who.acting() as signed:
        here = family.visit(who, signed)
        noticed = Noticed(words=words, happened_on=clock.today(), about=about)
        return story.note(noticed=noticed, by=here, at=here.at, share=True)


def yes(family: MadeFamily, by: Somebody, to: Somebody, section: str = Section.STORY, **how) -> Grant:
    with by.acting() as signed:
        here = family.visit(by, signed)
        return circle.give(to=family.places[to.id], section=section, verbs=WHOLE, by=here, at=here.at, **how)


def no(family: MadeFamily, by: Somebody, to: Somebody, *, tells: bool = False) -> Refusal:
    with by.acting() as signed:
        here = family.visit(by, signed)
        return circle.refuse(place=family.places[to.id], by=here, at=here.at, tells=tells)


def second_child(family: MadeFamily, called: str = "Rune") -> UUID:
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        born = NewMember(MemberKind.CHILD, called, born_on=clock.today() - timedelta(days=800))
        return circle.add_member(member=born, by=here, at=here.at)


def listed(family: MadeFamily, who: Somebody, row: Observation) -> set[UUID]:
    """Who reads this, as this person hears it: places."""
    with who.acting():
        (found,) = ask(
            "select stek.who_reads(%s, section, author_id, private, rests_on, asks) from story_observation where id = %s",
            family.id, row.id,
        )[0]  # fmt: skip
    return set(found)


# --- whom it is about


def test_one_parents_yes_does_not_open_what_is_about_the_other():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    nurse = in_the_circle(family, "Vera", "family_nurse", Relation.FAMILY_NURSE)
    told(family, nurse, "Nina slaapt weinig.", member(family, nina))
    about_tom = told(family, nurse, "Tom slaapt weinig.", member(family, tom))
    told(family, tom, "Ik ben op.", member(family, tom))
    assert reads(family, midwife) == {"Nina slaapt weinig."}
    assert listed(family, nurse, about_tom) == {family.places[one.id] for one in (nina, tom, nurse)}
    yes(family, tom, midwife)
    assert reads(family, midwife) == {"Nina slaapt weinig.", "Tom slaapt weinig.", "Ik ben op."}
    assert family.places[midwife.id] in listed(family, nurse, about_tom)


def test_what_is_about_both_needs_a_yes_of_each_and_a_parents_own_words_that_parents():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    nurse = in_the_circle(family, "Vera", "family_nurse", Relation.FAMILY_NURSE)
    both = (member(family, nina), member(family, tom))
    told(family, nurse, "Ze troosten elkaar.", *both)
    told(family, nina, "We maken ruzie.", *both)
    told(family, tom, "We praten niet.", *both)
    assert reads(family, midwife) == {"We maken ruzie."}  # hers to tell her own midwife
    yes(family, tom, midwife)
    assert reads(family, midwife) == {"Ze troosten elkaar.", "We maken ruzie.", "We praten niet."}


def test_what_is_built_on_words_about_a_parent_is_about_that_parent_too():
    family = make_family("Nina", "Tom")
    _nina, tom = family.parents
    midwife = in_the_circle(family)
    nurse = in_the_circle(family, "Vera", "family_nurse", Relation.FAMILY_NURSE)
    yes(family, family.parent, midwife, Section.BALANCE)
    yes(family, family.parent, nurse, Section.BALANCE)
    yes(family, tom, nurse)
    row = told(family, nurse, "Tom slaapt weinig.", member(family, tom))
    add(family, nurse, "Weinig slaap.", observations=(row.thread_id,))
    add(family, nurse, "Een oma dichtbij.")
    with midwife.acting():
        assert Factor.objects.count() == 1
    yes(family, tom, midwife, Section.BALANCE)
    with midwife.acting():
        assert Factor.objects.count() == 2


def test_how_it_holds_for_a_parent_is_about_that_parent():
    family = make_family("Nina", "Tom")
    _nina, tom = family.parents
    midwife = in_the_circle(family)
    yes(family, family.parent, midwife, Section.BALANCE)
    with tom.acting() as signed:
        here = family.visit(tom, signed)
        say(holds=Holds.TOO_MUCH, on=clock.today(), by=here, at=here.at, share=True)
    with midwife.acting():
        assert not Perspective.objects.exists()
    yes(family, tom, midwife, Section.BALANCE)
    with midwife.acting():
        assert Perspective.objects.exists()


def test_what_was_written_of_a_father_before_he_stood_there_stays_readable_when_he_comes_in():
    family = make_family("Nina")
    midwife = in_the_circle(family)
    nurse = in_the_circle(family, "Vera", "family_nurse", Relation.FAMILY_NURSE)
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        father = circle.add_member(member=NewMember(MemberKind.PARENT, "Tom"), by=here, at=here.at)
    told(family, nurse, "De papa werkt veel.", father)
    family.ask_in(make_person("Tom"), Relation.FATHER)
    assert reads(family, midwife) == {"De papa werkt veel."}


# --- which children


def test_one_childs_daycare_reads_of_that_child_alone():
    family = make_family("Nina")
    rune, daycare = second_child(family), make_person("Helena", "childcare")
    family.ask_in(daycare, Relation.CHILDCARE, may=())
    yes(family, family.parent, daycare, children=[family.child])
    told(family, family.parent, "June lacht.", family.child)
    told(family, family.parent, "Rune huilt.", rune)
    told(family, family.parent, "Ze spelen samen.", family.child, rune)
    told(family, family.parent, "We verhuizen.")
    assert reads(family, daycare) == {"June lacht."}
    assert daycare.browser.get(f"/families/{family.id}/").status_code == 200
    yes(family, family.parent, daycare, children=[rune])
    assert reads(family, daycare) == {"June lacht.", "Rune huilt.", "Ze spelen samen."}  # each child by one yes


def test_a_yes_for_all_children_is_also_for_who_comes_later_and_a_yes_for_one_is_not():
    family = make_family("Nina")
    midwife, daycare = in_the_circle(family), make_person("Helena", "childcare")
    family.ask_in(daycare, Relation.CHILDCARE, may=())
    yes(family, family.parent, daycare, children=[family.child])
    rune = second_child(family)
    told(family, family.parent, "Rune huilt.", rune)
    assert (reads(family, midwife), reads(family, daycare)) == ({"Rune huilt."}, set())


# --- from when


def test_a_yes_from_today_opens_nothing_of_before_nor_a_correction_of_it():
    family = make_family("Nina")
    before = told(family, family.parent, "Van vroeger.")
    nurse = make_person("Vera", "family_nurse")
    family.ask_in(nurse, Relation.FAMILY_NURSE, may=())
    yes(family, family.parent, nurse, reaches_back=False)
    told(family, family.parent, "Van nu.")
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        again = Noticed(words="Van vroeger, beter gezegd.", happened_on=clock.today())
        story.correct(before=Observation.objects.get(id=before.id), noticed=again, by=here, at=here.at)
    assert reads(family, nurse) == {"Van nu."}
    assert family.places[nurse.id] not in listed(family, family.parent, before)
    yes(family, family.parent, nurse)
    assert reads(family, nurse) == {"Van vroeger.", "Van vroeger, beter gezegd.", "Van nu."}


def test_what_is_built_today_on_what_was_there_before_is_read_without_what_lies_under_it():
    family = make_family("Nina")
    before = told(family, family.parent, "Van vroeger.")
    nurse = make_person("Vera", "family_nurse")
    family.ask_in(nurse, Relation.FAMILY_NURSE, may=())
    for section in (Section.STORY, Section.BALANCE):
        yes(family, family.parent, nurse, section, reaches_back=False)
    hers = add(family, family.parent, "Steun van oma.", observations=(before.thread_id,))
    with nurse.acting():
        assert Factor.objects.get().id == hers.id
    page = nurse.browser.get(f"/families/{family.id}/balance/factors/{hers.id}/").content.decode()
    assert "Steun van oma." in page and "Van vroeger." not in page and str(before.id) not in page


# --- a no


def test_a_parents_no_takes_that_parents_words_and_nothing_that_others_built_on_them():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    nurse = in_the_circle(family, "Vera", "family_nurse", Relation.FAMILY_NURSE)
    for who in (midwife, nurse):
        for section in (Section.STORY, Section.BALANCE):
            yes(family, nina, who, section)
            yes(family, tom, who, section)
    his = told(family, tom, "Ik ben op.", member(family, tom))
    hers = told(family, nina, "June lacht.", family.child)
    add(family, nurse, "Weinig rust.", observations=(his.thread_id,))
    no(family, tom, midwife)
    assert reads(family, midwife) == {"June lacht."} and reads(family, nurse) == {"Ik ben op.", "June lacht."}
    with midwife.acting():
        assert Factor.objects.count() == 1
    assert family.places[midwife.id] not in listed(family, tom, his)
    assert family.places[midwife.id] in listed(family, nina, hers)
    with tom.acting() as signed:
        here = family.visit(tom, signed)
        circle.refuse_no_more(place=family.places[midwife.id], by=here, at=here.at)
    assert reads(family, midwife) == {"Ik ben op.", "June lacht."}


def test_a_no_does_not_show_to_the_other_parent_and_to_the_carer_only_where_its_parent_chose_so():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    yes(family, tom, midwife)
    his = told(family, tom, "Ik ben op.", member(family, tom))

    def seen(who: Somebody) -> list[object]:
        pages = [who.browser.get(f"/families/{family.id}/{path}").content for path in ("access/", "trail/", "")]
        with who.acting():
            return [Refusal.objects.count(), TrailEntry.objects.filter(kind="refusal").count(), *map(_settled, pages)]

    heard = midwife.browser.get(f"/families/{family.id}/").content.decode()
    before = seen(nina)
    readers = listed(family, nina, his)
    no(family, tom, midwife)
    assert (seen(nina), listed(family, nina, his)) == (before, readers)
    told_nothing = midwife.browser.get(f"/families/{family.id}/").content.decode()
    no(family, tom, midwife, tells=True)
    differ = "De ouders zijn het er niet over eens dat jij meeleest."
    assert differ not in heard + told_nothing
    assert differ in midwife.browser.get(f"/families/{family.id}/").content.decode()
    assert seen(nina) == before


def _settled(page: bytes) -> bytes:
    """Without what differs each time a page is asked for."""
    return re.sub(b"|".join(FRESH), b"", page)


def test_in_an_emergency_nothing_is_asked_of_the_yeses_and_no_no_counts():
    family = make_family("Nina", "Tom")
    _nina, tom = family.parents
    doctor = make_doctor()
    told(family, tom, "Ik ben op.", member(family, tom))
    family.breaks_in(doctor)
    assert reads(family, doctor) == {"Ik ben op."}


def test_in_an_emergency_a_no_to_who_stands_there_counts_no_more():
    family = make_family("Nina", "Tom")
    _nina, tom = family.parents
    doctor = make_doctor()
    family.ask_in(doctor, Relation.GP)
    no(family, tom, doctor)
    told(family, tom, "Ik ben op.")
    assert reads(family, doctor) == set()
    family.breaks_in(doctor)
    assert reads(family, doctor) == {"Ik ben op."}


# --- a tick


def test_the_cry_reaches_the_midwife_whom_the_other_parent_invited_also_after_he_ends_his_yes():
    family = make_family("Tom", "Nina")
    tom, nina = family.parents
    midwife = in_the_circle(family)  # by Tom
    row = told(family, nina, "Hij slaat.", member(family, nina))
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        circle.hide(thread=row.thread_id, readers=[midwife.id], by=here, at=here.at)
    assert reads(family, midwife) == {"Hij slaat."} and reads(family, tom) == set()
    assert listed(family, nina, row) == {family.places[nina.id], family.places[midwife.id]}
    with tom.acting() as signed:
        circle.let_go(place=family.places[midwife.id], by=family.visit(tom, signed), at=signed.at)
    assert reads(family, midwife) == {"Hij slaat."}
    with tom.acting():
        assert not CircleMember.objects.filter(person_id=midwife.id, known_to__isnull=False).exists()
    with nina.acting():
        (place,) = CircleMember.objects.filter(person_id=midwife.id, known_to__isnull=False)
    assert listed(family, nina, row) == {family.places[nina.id], place.id}


def test_a_tick_is_for_that_very_thing_and_not_for_what_is_built_on_it_nor_for_who_has_no_place():
    family = make_family("Tom", "Nina")
    _tom, nina = family.parents
    midwife = in_the_circle(family)
    row = told(family, nina, "Hij slaat.", member(family, nina))
    add(family, nina, "Spanning thuis.", observations=(row.thread_id,))
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        circle.hide(thread=row.thread_id, readers=[midwife.id, make_person("Vreemd").id], by=here, at=here.at)
    with midwife.acting():
        assert not Factor.objects.exists()
    with nina.acting():
        assert CircleMember.objects.filter(known_to__isnull=False).count() == 1


def test_whom_she_ticked_goes_on_reading_when_she_shows_it_again_until_she_ticks_anew():
    family = make_family("Tom", "Nina")
    tom, nina = family.parents
    midwife = in_the_circle(family)  # by Tom
    row = told(family, nina, "Hij slaat.", member(family, nina))
    hide(family, nina, tom, thread=row.thread_id)
    assert (reads(family, midwife), reads(family, tom)) == ({"Hij slaat."}, set())
    show(family, nina, row.thread_id)
    assert (reads(family, midwife), reads(family, tom)) == ({"Hij slaat."}, {"Hij slaat."})
    with nina.acting():
        [place] = CircleMember.objects.filter(person_id=midwife.id, known_to=None).values_list("id", flat=True)
    assert place in listed(family, nina, row)
    hide(family, nina, tom, midwife, thread=row.thread_id)
    assert reads(family, midwife) == set()
    show(family, nina, row.thread_id)
    assert reads(family, midwife) == set()  # about Nina, by Tom's yes alone


# --- whose it is


def test_a_yes_is_taken_back_by_who_gave_it_and_by_nobody_else():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    with nina.acting():
        grant = Grant.objects.get(family_id=family.id)
    with tom.acting() as signed:
        with pytest.raises(NotYours):
            circle.withdraw(grant=grant, by=family.visit(tom, signed), at=signed.at)
        assert not ask("update circle_grant set withdrawn_at = now(), withdrawn_by = stek.person() returning id")
    told(family, nina, "June lacht.", family.child)
    assert reads(family, midwife) == {"June lacht."}


TRIED = {
    "a no in another's name": "insert into circle_refusal (family_id, id, circle_member_id, tells, said_at, said_by)"
    " values (%(family)s, gen_random_uuid(), %(place)s, false, now(), %(other)s)",
    "a no to a parent": "insert into circle_refusal (family_id, id, circle_member_id, tells, said_at, said_by)"
    " values (%(family)s, gen_random_uuid(), %(parent)s, false, now(), stek.person())",
    "a no of before is made another's": "update circle_refusal set said_by = %(other)s",
    "a no is thrown away": "delete from circle_refusal",
    "a yes reaches back": "update circle_grant set reaches_back = true",
    "a yes is for more children": "update circle_grant set children = null",
    "which children another family has": "select stek.children(%(family)s)",
    "who its parents are": "select * from stek.parents(%(family)s)",
    "what its yeses do not cover": "select stek.uncovered(array[%(family)s]::uuid[], array[%(place)s]::uuid[], 'care')",
    "what a note asks": "update story_observation set asks = '{}'",
}


@pytest.mark.parametrize("how", TRIED)
def test_an_app_session_that_tries_this_is_refused(how):
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    no(family, nina, midwife)
    values = {
        "family": family.id, "place": family.places[midwife.id], "parent": family.places[tom.id], "other": tom.id,
    }  # fmt: skip
    with nina.acting(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TRIED[how], values)


def test_nobody_but_a_parent_says_no_and_no_no_is_taken_back_by_another():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    no(family, nina, midwife)
    with midwife.acting() as signed, pytest.raises(NotYours):
        circle.refuse(place=family.places[midwife.id], by=family.visit(midwife, signed), at=signed.at)
    for who in (tom, midwife):
        with who.acting():
            assert not ask("update circle_refusal set ended_at = now(), ended_by = stek.person() returning id")


# --- on the page


def test_the_other_parent_says_yes_too_with_one_press_and_the_page_says_who_said_what():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    told(family, tom, "Ik ben op.", member(family, tom))
    path = f"/families/{family.id}/access/"
    asked = "Wat over jou gaat, leest <bdi>Sofie</bdi> pas als jij ook ja zegt."
    assert asked in tom.browser.get(path).content.decode() and asked not in nina.browser.get(path).content.decode()
    for _ in range(2):
        tom.browser.post(f"/families/{family.id}/circle/{family.places[midwife.id]}/grants/", {"give": "too"})
    page = tom.browser.get(path).content.decode()
    assert "gegeven door Nina en Tom" in page and asked not in page
    assert reads(family, midwife) == {"Ik ben op."}
    with tom.acting():
        assert Grant.objects.filter(given_by=tom.id).count() == 1


@pytest.mark.parametrize(
    ("sent", "children", "back"),
    [
        ({"children": "both"}, None, True),
        ({"children": "june"}, ["june"], True),
        ({"children": "both", "since": "today"}, None, False),
    ],
)
def test_a_parent_chooses_which_children_and_from_when(sent, children, back):
    family = make_family("Nina")
    ids = {"june": family.child, "rune": second_child(family)}
    daycare = make_person("Helena", "childcare")
    place = family.ask_in(daycare, Relation.CHILDCARE, may=())
    chosen = list(ids.values()) if sent["children"] == "both" else [ids[sent["children"]]]
    form = {"may": ["story:read"], "about": "children", "children": chosen, "since": sent.get("since", "")}
    assert family.parent.browser.post(f"/families/{family.id}/circle/{place}/grants/", form).status_code == 302
    with family.parent.acting():
        grant = Grant.objects.get(family_id=family.id)
    assert (grant.children, grant.reaches_back) == (children and [ids[one] for one in children], back)
    page = family.parent.browser.get(f"/families/{family.id}/access/").content.decode()
    assert ("alleen over <bdi>June</bdi>" in page) is bool(children)
    assert ("alleen wat sindsdien geschreven is" in page) is not back
