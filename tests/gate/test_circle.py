"""Into the circle by invitation, out of it with a date."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from stek.circle import actions as circle
from stek.circle.actions.invite import InvitationIsOver, invitation_holds, what_it_gives
from stek.circle.models import CircleMember, Member
from stek.circle.rules import MemberKind, Relation
from stek.circle.tests.builders import make_family, make_person
from stek.kit import clock

from .people import ask, end_place, hide, in_the_circle, note, own_words, reads

pytestmark = pytest.mark.usefixtures("db")


def test_an_invitation_is_good_once():
    family = make_family("Nina")
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        _, secret = circle.invite(called="Oma", role="kin", relation=Relation.GRANDMOTHER, by=here, at=here.at)
    grandmother, stranger = make_person("Lut"), make_person("Stef")
    with grandmother.acting() as signed:
        circle.accept(secret=secret, by=signed, at=signed.at)
    for secret_of_somebody in (secret, "guess"):
        with pytest.raises(InvitationIsOver), stranger.acting() as signed:
            circle.accept(secret=secret_of_somebody, by=signed, at=signed.at)


def test_a_link_is_of_the_account_that_was_made_with_it_and_of_no_other():
    family, lut, stef = make_family("Nina"), make_person("Lut"), make_person("Stef")
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        _, secret = circle.invite(called="Oma", role="kin", relation=Relation.GRANDMOTHER, by=here, at=here.at)
    made = "select stek.make_account_with(%s, %s)"
    assert [ask(made, secret.encode(), who.id) for who in (lut, stef)] == [[(True,)], [(False,)]]
    with stef.acting() as signed:
        assert what_it_gives(secret=secret) is None and not invitation_holds(secret=secret)
        with pytest.raises(InvitationIsOver):
            circle.accept(secret=secret, by=signed, at=signed.at)
    with lut.acting() as signed:
        assert (
            what_it_gives(secret=secret) and circle.accept(secret=secret, by=signed, at=signed.at).family == family.id
        )


def test_a_guess_is_no_invitation():
    family = make_family("Nina")
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        circle.invite(called="Oma", role="kin", relation=Relation.GRANDMOTHER, by=here, at=here.at)
    with pytest.raises(InvitationIsOver), make_person("Stef").acting() as signed:
        circle.accept(secret="guess", by=signed, at=signed.at)


def test_who_has_left_reads_their_own_words_and_nothing_else():
    family = make_family("Nina")
    midwife = in_the_circle(family)
    note(family, midwife, "Van mij.")
    note(family, family.parent, "Ze lacht.")
    end_place(family, midwife)
    assert own_words(family, midwife) == {"Van mij."}
    assert midwife.browser.get(f"/families/{family.id}/").status_code == 404
    assert reads(family, family.parent) == {"Van mij.", "Ze lacht."}  # what was written stays


def test_who_had_to_leave_cannot_step_back_in():
    family = make_family("Nina")
    midwife = in_the_circle(family)
    end_place(family, midwife)
    later = "update circle_circlemember set until_at = now() + interval '9 years', until_by = stek.person()"
    with midwife.acting():
        ask(later)  # reaches nothing: what is over stays over
    for way_in in (
        "insert into circle_circlemember (family_id, id, role, relation, person_id, from_at, called_sealed)"
        " values (%s, gen_random_uuid(), 'parent', 'kin', stek.person(), now(), '')",
        "insert into circle_family (id, zone, founded_at, founded_by) values (%s, '', now(), stek.person())",
    ):
        with pytest.raises(DatabaseError), midwife.acting():
            ask(way_in, family.id)
    assert reads(family, midwife) == set()


def test_nobody_stays_longer_than_was_said():
    family = make_family("Nina")
    midwife = in_the_circle(family)
    with midwife.acting() as signed:
        circle.step_out(by=family.visit(midwife, signed), at=signed.at + timedelta(days=7))
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


def test_a_parent_who_has_left_shows_and_withdraws_nothing_any_more(superuser):
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    row = note(family, nina, "Ze lacht.")
    hide(family, nina, midwife, thread=row.thread_id)
    superuser.execute(
        "update circle_circlemember set until_at = now(), until_by = person_id where person_id = %s", [nina.id]
    )
    with nina.acting():
        ask("update circle_hidden set lifted_at = now(), lifted_by = stek.person()")
        ask("update circle_grant set withdrawn_at = now(), withdrawn_by = stek.person()")
    assert superuser.execute("select count(*) from circle_hidden where lifted_at is null").fetchone() == (1,)
    assert superuser.execute("select count(*) from circle_grant where withdrawn_at is null").fetchone() == (1,)
    assert reads(family, tom) == {"Ze lacht."}


def test_who_reads_in_a_circle_is_told_to_whoever_stands_in_it_and_to_nobody_else():
    """From the moment somebody stands there until they leave; asked of PostgreSQL itself, past every page."""
    family = make_family("Nina")
    worker = in_the_circle(family, "Ils", "social_worker", Relation.SOCIAL_WORKER)
    stranger = make_person("Stef", "midwife")
    make_family("Aïcha").ask_in(stranger)

    def told(who):
        with who.acting():
            return set(ask("select stek.who_reads(%s, 'story', null, false, '{}', null)", family.id)[0][0])

    both = {family.places[family.parent.id], family.places[worker.id]}
    assert told(family.parent) == told(worker) == both and told(stranger) == set()
    end_place(family, worker)
    assert told(worker) == set() and told(family.parent) == both - {family.places[worker.id]}
