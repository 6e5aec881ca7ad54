"""What somebody keeps for themselves, what somebody hides, and whom somebody does not know of.

A hidden thing has readers, not enemies. A hidden place is known to a list, and that cuts both ways.
"""

import pytest
from django.db import DatabaseError, transaction

from stek.balance.models import Factor
from stek.balance.tests.builders import add
from stek.circle import actions as circle
from stek.circle.gate import visit
from stek.circle.models import CircleMember, Grant, Hidden, Tie
from stek.circle.rules import Line, Relation, Ring
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.continuity.tests.builders import let
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.policy import Role, Section
from stek.story import actions as story
from stek.story.actions import Noticed
from stek.story.models import Influence, Observation
from stek.trail.models import TrailEntry

from .people import HIDE, ask, hide, in_the_circle, link, note, reads, row_of, show, withdraw_all

pytestmark = pytest.mark.usefixtures("db")


def test_what_one_mother_confides_the_other_does_not_read():
    family = make_family("Nina", "Maaike")
    note(family, family.parents[0], "Ik ben bang.", private=True)
    note(family, family.parents[1], "Ik ook.", private=True)
    assert reads(family, family.parents[0]) == {"Ik ben bang."}
    assert reads(family, family.parents[1]) == {"Ik ook."}


def test_two_mothers_may_differ_and_both_stand():
    family = make_family("Nina", "Maaike")
    note(family, family.parents[0], "Ze weent veel.")
    note(family, family.parents[1], "Ze weent weinig.")
    for mother in family.parents:
        assert reads(family, mother) == {"Ze weent veel.", "Ze weent weinig."}


def test_what_is_shared_stays_shared():
    family = make_family("Nina", "Maaike")
    row = note(family, family.parent, "Eerst van mij.", private=True)
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        story.share(observation=row, by=here, at=here.at)
    assert reads(family, family.parents[1]) == {"Eerst van mij."}
    with family.parent.acting():
        assert Observation.objects.filter(id=row.id).update(shared_at=None, shared_by=None) == 0
        assert Observation.objects.filter(id=row.id).delete()[0] == 0


# --- a hidden thing


def test_hiding_reaches_a_note_and_all_that_its_author_built_on_it():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    hidden, open_note = note(family, nina, "Ik zoek een eigen plek."), note(family, nina, "Ze lacht.")
    link(family, nina, hidden, open_note)
    add(family, nina, "Een eigen plek.", observations=(hidden.thread_id,))
    with tom.acting():
        before = TrailEntry.objects.filter(rests_on__contains=[hidden.thread_id]).count()
    hide(family, nina, tom, thread=hidden.thread_id)
    assert before and reads(family, tom) == {"Ze lacht."}
    with tom.acting():
        assert (Influence.objects.count(), Factor.objects.count()) == (0, 0)
        assert TrailEntry.objects.filter(rests_on__contains=[hidden.thread_id]).count() == 0
    with nina.acting():
        assert (Influence.objects.count(), Factor.objects.count()) == (1, 1)


def test_what_a_carer_built_on_a_note_before_it_was_hidden_stays_without_the_link():
    """Nobody hides the nurse's words: the father goes on reading hers, and the note under it is no longer there."""
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    nurse = in_the_circle(family, "Vera", "family_nurse", Relation.FAMILY_NURSE)
    let(family, nurse, section=Section.BALANCE)
    row, other = note(family, nina, "Ik slaap niet."), note(family, nina, "Ze lacht.")
    hers = add(family, nurse, "Weinig slaap.", observations=(row.thread_id,))
    link(family, nurse, row, other)
    hide(family, nina, tom, thread=row.thread_id)
    with tom.acting() as signed:
        assert [factor.id for factor in Factor.objects.all()] == [hers.id]
        assert not Observation.objects.filter(thread_id=row.thread_id).exists()
        assert not Influence.objects.exists()  # a word about two notes is nothing without one of them
        assert visit(signed, family.id, signed.at).member_id
    page = tom.browser.get(f"/families/{family.id}/balance/factors/{hers.id}/").content.decode()
    assert "Weinig slaap." in page and "Ik slaap niet." not in page and str(row.id) not in page


def test_what_is_built_on_a_hidden_note_afterwards_has_its_readers_and_stays_closed_when_the_note_is_shown_again():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    nurse = in_the_circle(family, "Vera", "family_nurse", Relation.FAMILY_NURSE)
    let(family, nurse, section=Section.BALANCE)
    row = note(family, nina, "Hij roept.")
    hide(family, nina, tom, thread=row.thread_id)
    hers = add(family, nurse, "Spanning thuis.", observations=(row.thread_id,))
    show(family, nina, row.thread_id)
    assert reads(family, tom) == {"Hij roept."}
    for who, finds in ((tom, []), (nina, [hers.id]), (nurse, [hers.id])):
        with who.acting():
            assert [factor.id for factor in Factor.objects.all()] == finds
    with nurse.acting():
        assert set(hers.rests_on) == set(Factor.objects.get(id=hers.id).rests_on)  # what she goes on with is as closed
    show(family, nurse, hers.thread_id)
    with tom.acting():
        assert Factor.objects.count() == 1


def test_ones_own_words_stay_ones_own_when_the_note_under_them_is_hidden():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    row = note(family, nina, "Ik slaap niet.")
    his = add(family, tom, "Ze is moe.", observations=(row.thread_id,))
    hide(family, nina, tom, thread=row.thread_id)
    with tom.acting():
        assert Factor.objects.filter(id=his.id).exists()
        assert not Observation.objects.filter(thread_id=row.thread_id).exists()
    assert tom.browser.get(f"/families/{family.id}/balance/factors/{his.id}/").status_code == 200


def test_who_comes_later_does_not_read_what_was_hidden_before():
    """The friend he invites is his second account: she reads what he reads, and not what was hidden from him."""
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    row = note(family, nina, "Ik zoek een eigen plek.")
    hide(family, nina, tom, thread=row.thread_id)
    friend = in_the_circle(family, "Bo", "", Relation.FRIEND)
    assert reads(family, friend) == set()
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        circle.hide(thread=row.thread_id, readers=[friend.id], by=here, at=here.at)
    assert reads(family, friend) == {"Ik zoek een eigen plek."}


def test_a_new_list_replaces_the_one_before():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    row = note(family, nina, "Ik ben bang.")
    hide(family, nina, tom, thread=row.thread_id)
    assert reads(family, midwife) == {"Ik ben bang."}
    hide(family, nina, tom, midwife, thread=row.thread_id)
    assert reads(family, midwife) == reads(family, tom) == set()
    with nina.acting():
        assert Hidden.objects.count() == 1


def test_only_its_author_hides_something():
    """Not the other parent, not a stranger, and not who reads it: they ask its author."""
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    teacher = in_the_circle(family, "Katrijn", "teacher", Relation.TEACHER)
    row = note(family, teacher, "Ze lacht.")
    for who in (nina, tom, make_family("Aïcha").parent):
        with pytest.raises(DatabaseError), who.acting():
            ask(HIDE, family.id, row.thread_id, who.id)
        assert who.browser.get(f"/families/{family.id}/observations/{row.id}/readers/").status_code in (403, 404)
    assert reads(family, tom) == {"Ze lacht."}
    hide(family, teacher, tom, thread=row.thread_id)
    assert (reads(family, tom), reads(family, nina)) == (set(), {"Ze lacht."})


def test_nobody_hides_another_familys_story():
    family = make_family("Nina", "Tom")
    row = note(family, family.parent, "Ze lacht.")
    own = make_family("Katrijn")
    family.ask_in(own.parent, Relation.TEACHER)  # a mother at home, the teacher here
    with pytest.raises(DatabaseError), own.parent.acting():
        ask(HIDE, own.id, row.thread_id, own.parent.id)
    assert reads(family, family.parents[1]) == {"Ze lacht."}


def test_nothing_is_hidden_from_every_parent_at_once():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    row = note(family, midwife, "Ik maak me zorgen.")
    with pytest.raises(circle.NoParentReads):
        hide(family, midwife, nina, tom, thread=row.thread_id)
    assert reads(family, tom) == {"Ik maak me zorgen."}
    page = midwife.browser.post(f"/families/{family.id}/observations/{row.id}/readers/", {"readers": []})
    assert page.status_code == 422 and "Minstens één ouder blijft dit lezen." in page.content.decode()


def test_who_hid_what_is_seen_by_who_hid_it_and_undone_by_nobody_else():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    row = note(family, nina, "Ze lacht.")
    hide(family, nina, tom, thread=row.thread_id)
    with tom.acting():
        assert ask("select count(*) from circle_hidden") == [(0,)]
        assert ask("update circle_hidden set lifted_at = now(), lifted_by = stek.person() returning id") == []
        assert ask("update circle_hidden set readers = array[stek.person()] returning id") == []
    show(family, nina, row.thread_id)
    assert reads(family, tom) == {"Ze lacht."}


def test_a_correction_stays_under_the_closing_of_what_it_corrects():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    row = note(family, nina, "Ze lacht.")
    hide(family, nina, tom, thread=row.thread_id)
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        row = Observation.objects.get(family_id=family.id, id=row.id)
        again = Noticed(words="Ze lacht luid.", happened_on=clock.today())
        story.correct(before=row, noticed=again, by=here, at=here.at)
    assert reads(family, tom) == set()
    with nina.acting():
        assert Hidden.objects.count() == 1


def test_what_its_author_builds_on_it_in_a_window_that_was_open_before_is_hidden_as_well():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    row = note(family, nina, "Ik ben bang.")
    hide(family, nina, tom, thread=row.thread_id)
    with nina.acting():
        again = row_of(family, nina)
        again.rests_on.append(row.thread_id)
        again.save(force_insert=True)
    with tom.acting():
        assert not Observation.objects.filter(id=again.id).exists()
    with nina.acting():
        assert Observation.objects.filter(id=again.id).exists()


def test_a_link_rests_on_what_its_ends_rest_on():
    family = make_family("Nina")
    nina = family.parent
    worker = in_the_circle(family, "Ils", "social_worker", Relation.SOCIAL_WORKER)
    hers, other = note(family, worker, "We zoeken samen."), note(family, nina, "Ze lacht.")
    with nina.acting():
        with pytest.raises(DatabaseError, match="rests on"), transaction.atomic():
            row = influence_of(family, nina, hers, other)
            row.rests_on.remove(family.places[worker.id])
            row.save(force_insert=True)
        influence_of(family, nina, hers, other).save(force_insert=True)


def test_a_link_is_no_more_public_than_its_ends():
    family = make_family("Nina")
    nina = family.parent
    hers, other = note(family, nina, "Alleen van mij.", private=True), note(family, nina, "Ze lacht.")
    with nina.acting():
        with pytest.raises(DatabaseError, match="at least as open"), transaction.atomic():
            influence_of(family, nina, hers, other).save(force_insert=True)
        row = influence_of(family, nina, hers, other)
        row.shared_at = row.shared_by = None
        row.save(force_insert=True)


def test_a_line_of_the_circle_is_hidden_by_who_drew_it_and_by_nobody_else():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    worker = in_the_circle(family, "Ils", "social_worker", Relation.SOCIAL_WORKER)
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        line = circle.tie(called="de buurvrouw", ring=Ring.NEAR, line=Line.GIVES, by=here, at=here.at)
    for who in (tom, worker, make_family("Aïcha").parent):
        with pytest.raises(DatabaseError), who.acting():
            ask(HIDE, family.id, line, who.id)
    hide(family, nina, tom, thread=line)
    for who, hears in ((nina, 1), (tom, 0)):
        with who.acting():
            assert Tie.objects.filter(id=line).count() == hears
            assert TrailEntry.objects.filter(subject_id=line).count() == hears
    with tom.acting():  # nor in passing, by a change that reads nothing
        ask("update circle_tie set until_at = now(), until_by = stek.person()")
    with nina.acting():
        assert Tie.objects.get(id=line).until_at is None


# --- a hidden place


def with_somebody_for_nina_alone() -> tuple[MadeFamily, Somebody, Somebody, Somebody]:
    """Nina, Tom, and a lawyer of whom Tom knows nothing."""
    family = make_family("Nina", "Tom")
    lawyer = make_person("Ils", "social_worker")
    family.ask_in(lawyer, Relation.SOCIAL_WORKER, known_to=())
    return family, *family.parents, lawyer


def test_who_does_not_know_of_somebody_finds_nothing_of_them():
    family, nina, tom, lawyer = with_somebody_for_nina_alone()
    place = family.places[lawyer.id]
    hers, other = note(family, lawyer, "We zoeken samen."), note(family, nina, "Ze lacht.")
    link(family, nina, hers, other)
    assert reads(family, tom) == {"Ze lacht."}
    assert reads(family, nina) == {"Ze lacht.", "We zoeken samen."}
    with tom.acting():
        assert Influence.objects.count() == 0  # drawn by Nina, but it rests on what the lawyer wrote
        assert not CircleMember.objects.filter(id=place).exists()
        assert not Grant.objects.filter(circle_member_id=place).exists()
        assert not TrailEntry.objects.filter(person_id=lawyer.id).exists()
        assert not TrailEntry.objects.filter(rests_on__contains=[place]).exists()
        assert place not in ask("select stek.who_reads(%s, 'story', null, false, '{}', null)", family.id)[0][0]
    assert tom.browser.get(f"/families/{family.id}/observations/{hers.id}/").status_code == 404


def test_it_cuts_both_ways_who_is_hidden_from_somebody_does_not_read_what_they_write():
    """Else 'who reads this' of what Tom writes could not be complete without betraying her."""
    family, nina, tom, lawyer = with_somebody_for_nina_alone()
    row = note(family, tom, "Ik gaf haar een bad.")
    note(family, nina, "Ze lacht.")
    assert reads(family, lawyer) == {"Ze lacht."}
    assert lawyer.browser.get(f"/families/{family.id}/observations/{row.id}/").status_code == 404
    with tom.acting():
        readers = ask(
            "select stek.who_reads(%s, 'story', %s, false, array[%s], null)", family.id, tom.id, family.places[tom.id]
        )
    assert readers == [(sorted(family.places[one.id] for one in (nina, tom)),)]


def test_a_carer_who_knows_of_somebody_hidden_and_they_read_each_other_and_one_who_does_not_know_is_not_read():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    knowing = in_the_circle(family, "Hilde", "psychologist", Relation.PSYCHOLOGIST)
    midwife, lawyer = in_the_circle(family), make_person("Ils", "social_worker")
    family.ask_in(lawyer, Relation.SOCIAL_WORKER, known_to=[knowing])
    for who, words in ((midwife, "Ze drinkt goed."), (knowing, "We spraken over thuis."), (lawyer, "Er is een plek.")):
        note(family, who, words)
    assert reads(family, lawyer) == {"We spraken over thuis.", "Er is een plek."}
    assert reads(family, knowing) == {"Ze drinkt goed.", "We spraken over thuis.", "Er is een plek."}
    assert reads(family, midwife) == reads(family, tom) == {"Ze drinkt goed.", "We spraken over thuis."}
    assert reads(family, nina) == {"Ze drinkt goed.", "We spraken over thuis.", "Er is een plek."}


def test_one_person_stands_there_openly_and_for_one_parent_alone_and_never_as_both_at_once():
    """The midwife of both is also somebody for Nina: what was given to one place is not the other's."""
    family = make_family("Nina", "Tom")
    tom = family.parents[1]
    midwife = in_the_circle(family)
    open_place = family.places[midwife.id]
    family.ask_in(midwife, Relation.FRIEND, known_to=())
    hidden_place = family.places[midwife.id]
    assert hidden_place != open_place
    row = note(family, tom, "Ik gaf haar een bad.")
    with midwife.acting():
        assert ask("select stek.act_from(%s)", open_place) == [(True,)]  # she came in by the other just now
    assert reads(family, midwife) == {"Ik gaf haar een bad."}
    written = note(family, midwife, "Ze drinkt goed.")
    assert written.author_member_id == open_place and "Ze drinkt goed." in reads(family, tom)
    with tom.acting():
        places = set(CircleMember.objects.filter(person_id=midwife.id).values_list("id", flat=True))
    assert places == {open_place}
    family.places[midwife.id] = open_place
    withdraw_all(family, midwife)
    assert row.words_sealed and reads(family, midwife) == {
        "Ze drinkt goed."
    }  # the hidden place's consent is not hers here


def test_no_parent_is_hidden_and_nobody_hides_a_place_from_who_made_it():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    make = (
        "insert into circle_circlemember (family_id, id, role, relation, invited_by, from_at, called_sealed, known_to)"
        " values (%s, %s, %s, %s, stek.person(), now(), '', %s)"
    )
    with nina.acting() as signed, pytest.raises(circle.NoParentIsHidden):
        here = family.visit(nina, signed)
        circle.invite(called="Lou", role=Role.PARENT, relation=Relation.PARENT, by=here, at=here.at, known_to=[])
    for role, relation, known in (("parent", "parent", [nina.id]), ("kin", "friend", [tom.id])):
        with pytest.raises(DatabaseError), nina.acting():
            ask(make, family.id, uuid7(), role, relation, known)
    with nina.acting():
        ask(make, family.id, uuid7(), "kin", "friend", [nina.id])


def test_a_hidden_place_in_one_family_hides_nobody_in_another():
    family, _nina, tom, lawyer = with_somebody_for_nina_alone()
    other = make_family("Aïcha")
    for elsewhere in (tom, lawyer):
        other.ask_in(elsewhere, Relation.PARENT if elsewhere is tom else Relation.SOCIAL_WORKER)
    note(other, lawyer, "Hier kent Tom haar.")
    assert reads(other, tom) == {"Hier kent Tom haar."}
    with tom.acting():
        assert TrailEntry.objects.filter(family_id=other.id, person_id=lawyer.id).exists()
        assert not TrailEntry.objects.filter(family_id=family.id, person_id=lawyer.id).exists()


def influence_of(family, who, one, other) -> Influence:
    """A shared link, past every action."""
    id, place = uuid7(), family.places[who.id]
    return Influence(
        family_id=family.id, id=id, section=Section.STORY, author_id=who.id, author_member_id=place,
        from_thread=one.thread_id, to_thread=other.thread_id, certainty="told", written_at=clock.now(),
        rests_on=[id, place, *one.rests_on, *other.rests_on], shared_at=clock.now(), shared_by=who.id,
    )  # fmt: skip
