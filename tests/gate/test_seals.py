"""What somebody keeps for themselves, and what somebody hides from another."""

import pytest
from django.db import DatabaseError, transaction

from stek.circle import actions as circle
from stek.circle.models import CircleMember, Grant, Tie
from stek.circle.rules import Line, Relation, Ring
from stek.circle.tests.builders import make_family
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.policy import Section
from stek.story import actions as story
from stek.story.models import Influence, Observation
from stek.trail.models import TrailEntry

from .people import SEAL, ask, in_the_circle, link, note, reads, seal

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


def test_a_seal_hides_a_note_and_all_that_rests_on_it():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    hidden, open_note = note(family, nina, "Ik zoek een eigen plek."), note(family, nina, "Ze lacht.")
    link(family, nina, hidden, open_note)
    with tom.acting():
        before = TrailEntry.objects.filter(rests_on__contains=[hidden.thread_id]).count()
    seal(family, nina, tom, thread=hidden.thread_id)
    assert before and reads(family, tom) == {"Ze lacht."}
    with tom.acting():
        assert Influence.objects.count() == 0
        assert TrailEntry.objects.filter(rests_on__contains=[hidden.thread_id]).count() == 0
    with nina.acting():
        assert Influence.objects.count() == 1


def test_a_seal_on_somebody_hides_who_they_are_and_what_they_wrote():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    worker = in_the_circle(family, "Ils", "social_worker", Relation.SOCIAL_WORKER)
    place = family.places[worker.id]
    hers, other = note(family, worker, "We zoeken samen."), note(family, nina, "Ze lacht.")
    link(family, nina, hers, other)
    seal(family, nina, tom, thread=place)
    assert reads(family, tom) == {"Ze lacht."}
    with tom.acting():
        assert Influence.objects.count() == 0  # drawn by Nina, but it rests on what the worker wrote
        assert not CircleMember.objects.filter(id=place).exists()
        assert not Grant.objects.filter(circle_member_id=place).exists()
        assert not TrailEntry.objects.filter(person_id=worker.id).exists()
        assert not TrailEntry.objects.filter(rests_on__contains=[place]).exists()
        assert place not in ask("select stek.who_reads(%s, 'story', null, false, '{}')", family.id)[0][0]


def test_a_seal_on_somebody_holds_in_the_family_where_it_was_placed_and_no_further():
    family, other = make_family("Nina", "Tom"), make_family("Aïcha")
    nina, tom = family.parents
    worker = in_the_circle(family, "Ils", "social_worker", Relation.SOCIAL_WORKER)
    for elsewhere in (tom, worker):
        other.ask_in(elsewhere, Relation.PARENT if elsewhere is tom else Relation.SOCIAL_WORKER)
    note(other, worker, "Hier kent Tom haar.")
    seal(family, nina, tom, thread=family.places[worker.id])
    assert reads(other, tom) == {"Hier kent Tom haar."}
    with tom.acting():
        assert TrailEntry.objects.filter(family_id=other.id, person_id=worker.id).exists()
        assert not TrailEntry.objects.filter(family_id=family.id, person_id=worker.id).exists()


def test_a_seal_on_ones_own_place_takes_away_and_breaks_nothing():
    family = make_family("Nina")
    nina, lut = family.parent, in_the_circle(family, "Lut", "", Relation.GRANDMOTHER)
    note(family, nina, "Ze lacht.")
    note(family, lut, "Van mezelf.")
    seal(family, nina, lut, thread=family.places[lut.id])
    assert reads(family, lut) == {"Ze lacht."}
    for page in ("", "story/", "access/", "trail/", "observations/new/"):
        assert lut.browser.get(f"/families/{family.id}/{page}").status_code in (200, 403, 404)
    refused = lut.browser.post(f"/families/{family.id}/observations/", {"words": "Nog iets."})
    assert refused.status_code == 403 and "Nog iets." in refused.content.decode()


def test_a_seal_on_a_section_hides_all_of_it():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    note(family, tom, "Van mezelf.")
    seal(family, nina, tom, section=Section.STORY)
    assert reads(family, tom) == set()


def test_a_lifted_seal_hides_no_longer():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    row = note(family, nina, "Ze lacht.")
    placed = seal(family, nina, tom, thread=row.thread_id)
    with tom.acting():
        assert ask("select count(*) from circle_seal") == [(0,)]
        assert ask("update circle_seal set lifted_at = now(), lifted_by = stek.person() returning id") == []
    with nina.acting() as signed:
        circle.lift(seal=placed, by=family.visit(nina, signed), at=clock.now())
    assert reads(family, tom) == {"Ze lacht."}


def test_a_seal_placed_by_a_stranger_is_refused():
    family = make_family("Nina", "Tom")
    row = note(family, family.parent, "Ze lacht.")
    teacher = in_the_circle(family, "Katrijn", "teacher", Relation.TEACHER)
    for who in (teacher, make_family("Aïcha").parent):
        with pytest.raises(DatabaseError), who.acting():
            ask(SEAL, family.id, row.thread_id, family.parents[1].id)
    assert reads(family, family.parents[1]) == {"Ze lacht."}


def test_nobody_hides_another_familys_story_with_a_seal_of_their_own():
    family = make_family("Nina", "Tom")
    row = note(family, family.parent, "Ze lacht.")
    own = make_family("Katrijn")
    family.ask_in(own.parent, Relation.TEACHER)  # a mother at home, the teacher here
    with pytest.raises(DatabaseError), own.parent.acting():
        ask(SEAL, own.id, row.thread_id, family.parents[1].id)
    assert reads(family, family.parents[1]) == {"Ze lacht."}


def test_who_wrote_something_may_hide_it_from_somebody():
    family = make_family("Nina", "Tom")
    worker = in_the_circle(family, "Ils", "social_worker", Relation.SOCIAL_WORKER)
    row = note(family, worker, "We zoeken samen.")
    seal(family, worker, family.parents[1], thread=row.thread_id)
    assert reads(family, family.parents[1]) == set()
    assert reads(family, family.parents[0]) == {"We zoeken samen."}


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


def test_a_section_that_is_sealed_takes_the_drawn_circle_along():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        circle.tie(called="Oma Lut", ring=Ring.NEAR, line=Line.GIVES, by=here, at=here.at)
    with tom.acting():
        assert Tie.objects.count() == 1
    seal(family, nina, tom, section=Section.STORY)
    with tom.acting():
        assert Tie.objects.count() == 0


def test_a_line_of_the_circle_is_hidden_by_who_drew_it_and_by_nobody_else():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    worker = in_the_circle(family, "Ils", "social_worker", Relation.SOCIAL_WORKER)
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        line = circle.tie(called="de buurvrouw", ring=Ring.NEAR, line=Line.GIVES, by=here, at=here.at)
    for who in (tom, worker, make_family("Aïcha").parent):
        with pytest.raises(DatabaseError), who.acting():
            ask(SEAL, family.id, line, nina.id)
    seal(family, nina, tom, thread=line)
    for who, hears in ((nina, 1), (tom, 0)):
        with who.acting():
            assert Tie.objects.filter(id=line).count() == hears
            assert TrailEntry.objects.filter(subject_id=line).count() == hears
    with tom.acting():  # nor in passing, by a change that reads nothing
        ask("update circle_tie set until_at = now(), until_by = stek.person()")
    with nina.acting():
        assert Tie.objects.get(id=line).until_at is None


def influence_of(family, who, one, other) -> Influence:
    """A shared link, past every action."""
    id, place = uuid7(), family.places[who.id]
    return Influence(
        family_id=family.id, id=id, section=Section.STORY, author_id=who.id, author_member_id=place,
        from_thread=one.thread_id, to_thread=other.thread_id, certainty="told", written_at=clock.now(),
        rests_on=[id, place, *one.rests_on, *other.rests_on], shared_at=clock.now(), shared_by=who.id,
    )  # fmt: skip
