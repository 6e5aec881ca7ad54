"""What people may and may not see and do, said in plain sentences and tried for real.

Two implementations of one misreading agree; so besides the oracle somebody wrote down, case by
case, what should happen. Everybody here is a real person with a live session.
"""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from stek.circle import actions as circle
from stek.circle.models import CircleMember, Grant, Member
from stek.circle.rules import MemberKind, Relation
from stek.circle.tests.builders import make_family, make_person
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.people import door
from stek.policy import Purpose, Section, Verb
from stek.story import actions as story
from stek.story.actions import Noticed, NotYours
from stek.story.models import Draft, Influence, Observation
from stek.trail.models import TrailEntry

from .people import ask, end_place, link, meanwhile, note, reads, seal, start, withdraw_all

pytestmark = pytest.mark.usefixtures("db")


def in_the_circle(family, name="Sofie", discipline="midwife", relation=Relation.MIDWIFE, **consent):
    who = make_person(name, discipline)
    family.ask_in(who, relation, **consent)
    return who


# What is read


def test_a_parent_reads_what_the_midwife_noted():
    family = make_family("Nina")
    midwife = in_the_circle(family)
    note(family, midwife, "Ze drinkt goed.")
    assert reads(family, family.parent) == {"Ze drinkt goed."}


def test_the_teacher_sees_only_what_was_shared():
    family = make_family("Nina")
    teacher = in_the_circle(family, "Katrijn", "teacher", Relation.TEACHER, may=[Verb.READ])
    note(family, family.parent, "Ze telt tot drie.")
    note(family, family.parent, "Van mij alleen.", private=True)
    assert reads(family, teacher) == {"Ze telt tot drie."}


def test_without_a_consent_one_sees_what_one_wrote_and_nothing_else():
    family = make_family("Nina")
    worker = in_the_circle(family, "Pieter", "meeting_place", Relation.MEETING_PLACE, may=[Verb.NOTE])
    note(family, family.parent, "Van thuis.")
    note(family, worker, "Hij stond recht.")
    assert reads(family, worker) == {"Hij stond recht."}


def test_a_parent_of_one_family_is_nobody_in_another():
    family, other = make_family("Nina"), make_family("Aïcha")
    note(family, family.parent, "Van ons.")
    assert reads(family, other.parent) == set()
    unknown = other.parent.browser.get(f"/families/{uuid7()}/")
    invisible = other.parent.browser.get(f"/families/{family.id}/")
    assert invisible.status_code == unknown.status_code == 404
    assert invisible.content == unknown.content


def test_what_is_invisible_is_answered_as_what_does_not_exist():
    family = make_family("Nina", "Maaike")
    hers = note(family, family.parent, "Alleen van mij.", private=True)
    browser = family.parents[1].browser
    hidden = browser.get(f"/families/{family.id}/observations/{hers.id}/")
    absent = browser.get(f"/families/{family.id}/observations/{uuid7()}/")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content


# Consent


def test_a_withdrawn_consent_is_gone_with_the_next_statement():
    family = make_family("Nina")
    teacher = in_the_circle(family, "Katrijn", "teacher", Relation.TEACHER, may=[Verb.READ])
    note(family, family.parent, "Ze telt tot drie.")
    with teacher.acting():
        assert Observation.objects.count() == 1
        meanwhile(lambda: withdraw_all(family, teacher))
        assert Observation.objects.count() == 0  # in the same transaction still


def test_a_consent_to_care_is_none_to_take_along():
    family = make_family("Nina")
    midwife = in_the_circle(family)
    note(family, family.parent, "Ze sliep.")
    assert reads(family, midwife, Purpose.CARE) == {"Ze sliep."}
    assert reads(family, midwife, Purpose.COPY) == set()
    assert reads(family, midwife, Purpose.HANDOVER) == set()


def test_a_consent_for_a_while_ends_by_itself():
    family = make_family("Nina")
    midwife = in_the_circle(family, until_at=clock.now() + timedelta(seconds=1))
    note(family, family.parent, "Ze sliep.")
    assert reads(family, midwife) == {"Ze sliep."}
    ask("select pg_sleep(1.1)")
    assert reads(family, midwife) == set()


def test_a_consent_to_read_is_none_to_note():
    family = make_family("Nina")
    teacher = in_the_circle(family, "Katrijn", "teacher", Relation.TEACHER, may=[Verb.READ])
    with pytest.raises(NotYours):
        note(family, teacher, "Dit mag niet.")
    with pytest.raises(DatabaseError), teacher.acting():
        row_of(family, teacher).save(force_insert=True)
    assert reads(family, family.parent) == set()


def test_only_a_parent_gives_consent():
    family = make_family("Nina")
    midwife = in_the_circle(family)
    friend = in_the_circle(family, "Tess", "", Relation.FRIEND, may=[])
    with pytest.raises(circle.NotAllowed), midwife.acting() as signed:
        here = family.visit(midwife, signed)
        circle.give(to=family.places[friend.id], verbs=[Verb.READ], by=here, at=here.at)
    with pytest.raises(DatabaseError), midwife.acting():
        Grant.objects.create(
            family_id=family.id, circle_member_id=family.places[friend.id], section=Section.STORY, purpose="care",
            verbs=["read"], from_at=clock.now(), given_at=clock.now(), given_by=midwife.id,
        )  # fmt: skip


def test_a_write_that_races_a_withdrawal_comes_before_it_or_not_at_all():
    family = make_family("Nina")
    midwife = in_the_circle(family)
    with midwife.acting() as signed:
        here = family.visit(midwife, signed)
        noticed = Noticed(words="Net op tijd.", happened_on=clock.today())
        story.note(noticed=noticed, by=here, at=here.at)
        withdrawal = start(lambda: withdraw_all(family, midwife))
        assert withdrawal.still_waits(0.5)  # until who writes is done
    withdrawal.result()
    assert reads(family, family.parent) == {"Net op tijd."}


def test_a_write_that_was_begun_before_a_withdrawal_and_comes_after_it_is_refused():
    family = make_family("Nina")
    midwife = in_the_circle(family)
    with pytest.raises(NotYours), midwife.acting() as signed:
        here = family.visit(midwife, signed)
        meanwhile(lambda: withdraw_all(family, midwife))
        noticed = Noticed(words="Een tel na de ander.", happened_on=clock.today())
        story.note(noticed=noticed, by=here, at=here.at)
    with pytest.raises(DatabaseError), midwife.acting():
        meanwhile(lambda: None)
        row_of(family, midwife).save(force_insert=True)


def test_a_write_that_was_begun_before_somebody_left_and_comes_after_it_is_refused():
    family = make_family("Nina")
    midwife = in_the_circle(family)
    with pytest.raises(NotYours), midwife.acting() as signed:
        here = family.visit(midwife, signed)
        meanwhile(lambda: end_place(family, midwife))
        noticed = Noticed(words="Een tel na het afscheid.", happened_on=clock.today())
        story.note(noticed=noticed, by=here, at=here.at)


# In and out of the circle


def test_an_invitation_is_good_once():
    family = make_family("Nina")
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        _, secret = circle.invite(called="Oma", role="kin", relation=Relation.GRANDMOTHER, by=here, at=here.at)
    grandmother, stranger = make_person("Lut"), make_person("Stef")
    with grandmother.acting() as signed:
        circle.accept(secret=secret, by=signed, at=signed.at)
    from stek.circle.actions.invite import InvitationIsOver

    for secret_of_somebody in (secret, "guess"):
        with pytest.raises(InvitationIsOver), stranger.acting() as signed:
            circle.accept(secret=secret_of_somebody, by=signed, at=signed.at)


def test_who_has_left_sees_nothing_not_even_their_own_words():
    family = make_family("Nina")
    midwife = in_the_circle(family)
    note(family, midwife, "Van mij.")
    end_place(family, midwife)
    assert reads(family, midwife) == set()
    assert midwife.browser.get(f"/families/{family.id}/").status_code == 404
    assert reads(family, family.parent) == {"Van mij."}  # what was written stays


def test_who_had_to_leave_cannot_step_back_in():
    family = make_family("Nina")
    midwife = in_the_circle(family)
    end_place(family, midwife)
    later = "update circle_circlemember set until_at = now() + interval '9 years', until_by = stek.person()"
    with pytest.raises(DatabaseError), midwife.acting():
        ask(later)
    for way_in in (
        "insert into circle_circlemember (family_id, id, role, relation, person_id, from_at, called_sealed)"
        " values (%s, gen_random_uuid(), 'parent', 'kin', stek.person(), now(), '')",
        "insert into circle_family (id, zone, founded_at, founded_by) values (%s, '', now(), stek.person())",
    ):
        with pytest.raises(DatabaseError), midwife.acting():
            ask(way_in, family.id)
    assert reads(family, midwife) == set()


def test_nobody_stays_longer_than_a_parent_said():
    family = make_family("Nina")
    midwife = in_the_circle(family)
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        circle.leave(place=family.places[midwife.id], by=here, at=here.at + timedelta(days=7))
    with pytest.raises(DatabaseError), midwife.acting():
        CircleMember.objects.filter(person_id=midwife.id).update(
            until_at=clock.now() + timedelta(days=900), until_by=midwife.id
        )


def test_a_new_born_child_is_told_by_a_parent_and_by_nobody_else():
    family = make_family("Nina")
    midwife = in_the_circle(family)
    expected = circle.NewMember(MemberKind.CHILD, "Het kindje", due_on=clock.today())
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        child = circle.add_member(member=expected, by=here, at=here.at)
    with midwife.acting():
        assert Member.objects.filter(id=child).update(born_on=clock.today()) == 0
    with family.parent.acting():
        assert Member.objects.filter(id=child).update(born_on=clock.today()) == 1
    with midwife.acting():
        assert Member.objects.get(family_id=family.id, id=child).born_on == clock.today()


# Private, and sealed


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
    assert reads(family, family.parents[0]) == reads(family, family.parents[1]) == {"Ze weent veel.", "Ze weent weinig."}


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
        assert place not in ask("select stek.readers(%s, 'story')", family.id)[0][0]


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


# In one's own name


def test_nobody_writes_in_anothers_name():
    family = make_family("Nina", "Maaike")
    nina, maaike = family.parents
    for author, place in ((maaike, maaike), (nina, maaike), (maaike, nina)):
        row = row_of(family, author)
        row.author_member_id = family.places[place.id]
        row.rests_on = [row.thread_id, row.author_member_id]
        with pytest.raises(DatabaseError), nina.acting():
            row.save(force_insert=True)


def test_nobody_shares_or_withdraws_in_anothers_name():
    family = make_family("Nina", "Maaike")
    nina, maaike = family.parents
    midwife = in_the_circle(family)
    row = note(family, nina, "Van mij.", private=True)
    with pytest.raises(DatabaseError), nina.acting():
        Observation.objects.filter(id=row.id).update(shared_at=clock.now(), shared_by=maaike.id)
    with pytest.raises(DatabaseError), nina.acting():
        Grant.objects.filter(circle_member_id=family.places[midwife.id]).update(
            withdrawn_at=clock.now(), withdrawn_by=maaike.id
        )
    with pytest.raises(DatabaseError), nina.acting():
        ask(SEAL.replace("stek.person()", f"'{maaike.id}'"), family.id, row.thread_id, midwife.id)


def test_a_correction_stays_with_its_author():
    family = make_family("Nina", "Maaike")
    nina, maaike = family.parents
    row = note(family, nina, "Ze sliep tien uur.")
    noticed = Noticed(words="Ze sliep twee uur.", happened_on=clock.today())
    with pytest.raises(NotYours), maaike.acting() as signed:
        here = family.visit(maaike, signed)
        story.correct(before=row, noticed=noticed, by=here, at=here.at)
    forged = row_of(family, maaike)
    forged.supersedes_id, forged.thread_id = row.id, row.thread_id
    forged.rests_on = [row.thread_id, forged.author_member_id, *row.rests_on]
    with pytest.raises(DatabaseError), maaike.acting():
        forged.save(force_insert=True)
    with pytest.raises(DatabaseError), nina.acting():
        ask("update story_observation set words_sealed = '' where id = %s", row.id)


def test_a_correction_stays_under_the_seals_of_what_it_corrects():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    row = note(family, nina, "Eerste versie.")
    seal(family, nina, tom, thread=row.thread_id)
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        story.correct(
            before=row, noticed=Noticed(words="Tweede versie.", happened_on=clock.today()), by=here, at=here.at
        )
    assert reads(family, tom) == set()
    assert reads(family, nina) == {"Eerste versie.", "Tweede versie."}


def test_a_draft_is_read_by_who_typed_it():
    family = make_family("Nina", "Maaike")
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        story.keep_draft(form="new", words="Nog niet af", by=here, at=here.at)
        assert Draft.objects.count() == 1
    with family.parents[1].acting():
        assert Draft.objects.count() == 0


# In an emergency


def opened_by(doctor, family, why="Het kind is hier op spoed."):
    with doctor.acting() as signed:
        return circle.break_glass(family=family.id, why=why, by=signed, at=signed.at)


def test_break_glass_needs_a_fresh_second_factor():
    from stek.circle.actions.emergency import GlassStaysShut

    family = make_family("Nina")
    note(family, family.parent, "Ze is allergisch.")
    for given in (None, clock.now() - timedelta(minutes=6)):
        doctor = make_person("Joris", "paediatrician", second_factor_at=given)
        with pytest.raises(GlassStaysShut):
            opened_by(doctor, family)
        assert reads(family, doctor) == set()
    doctor = make_person("Joris", "paediatrician", second_factor_at=clock.now())
    opened_by(doctor, family)
    assert reads(family, doctor) == {"Ze is allergisch."}


def test_break_glass_is_for_who_cares_for_health():
    from stek.circle.actions.emergency import GlassStaysShut

    family = make_family("Nina")
    teacher = make_person("Katrijn", "teacher", second_factor_at=clock.now())
    with pytest.raises(GlassStaysShut):
        opened_by(teacher, family)


def test_break_glass_lets_nobody_write_and_opens_nothing_sealed_or_private(superuser):
    family = make_family("Nina")
    doctor = make_person("Joris", "paediatrician", second_factor_at=clock.now())
    hidden = note(family, family.parent, "Verzegeld voor hem.")
    note(family, family.parent, "Alleen van mij.", private=True)
    note(family, family.parent, "Voor de kring.")
    seal(family, family.parent, doctor, thread=hidden.thread_id)
    opened_by(doctor, family)
    assert reads(family, doctor) == {"Voor de kring."}
    with pytest.raises(NotYours):
        note(family, doctor, "Dit mag niet.")


def test_break_glass_is_over_after_an_hour(superuser):
    family = make_family("Nina")
    doctor = make_person("Joris", "paediatrician", second_factor_at=clock.now())
    note(family, family.parent, "Voor de kring.")
    opened_by(doctor, family)
    superuser.execute("update circle_breakglass set opened_at = opened_at - interval '1 h', until_at = until_at - interval '1 h'")
    assert reads(family, doctor) == set()
    with pytest.raises(DatabaseError), doctor.acting():
        ask(
            "insert into circle_breakglass (family_id, id, person_id, why_sealed, opened_at, until_at)"
            " values (%s, gen_random_uuid(), stek.person(), '', now(), now() + interval '61 minutes')",
            family.id,
        )


def test_the_parents_are_told_who_broke_the_glass():
    family = make_family("Nina", "Maaike")
    doctor = make_person("Joris", "paediatrician", second_factor_at=clock.now())
    opened_by(doctor, family)
    for parent in family.parents:
        with parent.acting():
            assert TrailEntry.objects.filter(person_id=doctor.id, deed="break_glass").count() == 1


# At the door


def test_an_ended_session_is_nobody_with_the_next_statement():
    family = make_family("Nina")
    note(family, family.parent, "Ze lacht.")
    with family.parent.acting():
        assert Observation.objects.count() == 1
        meanwhile(lambda: door.end_all_sessions(person=family.parent.id, at=clock.now()))
        assert Observation.objects.count() == 0
    answer = family.parent.browser.get(f"/families/{family.id}/")
    assert answer.status_code == 302 and "/login/" in answer.headers["Location"]


def test_a_closed_account_is_nobody(superuser):
    family = make_family("Nina")
    note(family, family.parent, "Ze lacht.")
    superuser.execute("update people_person set is_active = false where id = %s", [family.parent.id])
    assert reads(family, family.parent) == set()


def row_of(family, who) -> Observation:
    """A shared note of `who`, past every action: for trying what the database itself says."""
    id, place = uuid7(), family.places[who.id]
    return Observation(
        family_id=family.id, id=id, thread_id=id, section=Section.STORY, author_id=who.id, author_member_id=place,
        rests_on=[id, place], shared_at=clock.now(), shared_by=who.id, words_sealed=b"x", lane="child",
        tone="noticed", happened_on=clock.today(), written_at=clock.now(),
    )  # fmt: skip


SEAL = (
    "insert into circle_seal (family_id, id, thread_id, section, hidden_from, placed_at, placed_by)"
    " values (%s, gen_random_uuid(), %s, '', %s, now(), stek.person())"
)

