"""What an audit tried: closing what another wrote, by a thread that both wrote in or by an id named by hand."""

import pytest
from django.db import DatabaseError

from stek.circle import actions as circle
from stek.circle.actions.invite import InvitationIsOver
from stek.circle.gate import NotYours
from stek.circle.models import CircleMember, Hidden, Tie
from stek.circle.rules import Line, Relation, Ring
from stek.circle.tests.builders import make_family, make_person
from stek.continuity.machines import Step
from stek.continuity.models import FollowUp
from stek.continuity.tests import builders as continuity
from stek.continuity.tests.builders import let
from stek.needs.actions import RestIsGone, Saying, say_again
from stek.needs.models import Need
from stek.needs.rules import State
from stek.needs.tests.builders import said, said_again
from stek.policy import Role, Section
from stek.story.models import Observation

from .people import HIDE, ask, hide, in_the_circle, note, row_of, show

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def family(db):
    """Nina, Tom and a midwife who reads and notes in every part."""
    made = make_family("Nina", "Tom")
    made.midwife = in_the_circle(made)
    for section in (Section.BALANCE, Section.NEEDS, Section.CONTACT):
        let(made, made.midwife, section=section)
    return made


def test_a_need_in_which_another_spoke_is_hidden_by_nobody(family):
    nina, tom = family.parents
    need = said(family, tom, words="Rust.")
    said_again(family, need, family.midwife, state=State.DISCUSSED, words="Moeder is niet veilig thuis.")
    with pytest.raises(NotYours):
        hide(family, tom, nina, thread=need.thread_id)
    with nina.acting():
        assert Need.objects.count() == 2


def test_a_saying_that_rests_on_something_hidden_does_not_close_the_need_of_another(family):
    nina, tom = family.parents
    need = said(family, family.midwife, words="Moeder is niet veilig thuis.")
    row = note(family, tom, "Van mij.")
    hide(family, tom, nina, thread=row.thread_id)
    with tom.acting() as signed, pytest.raises(RestIsGone):
        saying = Saying(State.DISCUSSED, "Niets aan de hand.", "", None, (), (row.thread_id,))
        say_again(before=need, saying=saying, by=family.visit(tom, signed), at=signed.at)
    with nina.acting():
        assert Need.objects.count() == 1
    with family.midwife.acting():
        assert Hidden.objects.count() == 0


def test_what_was_done_with_an_agreement_while_it_was_hidden_is_read_when_it_is_shown_again(family):
    nina, tom = family.parents
    agreed = continuity.promised(family, nina)
    hide(family, nina, tom, thread=agreed.id)
    with nina.acting():
        agreed = FollowUp.objects.get(family_id=family.id, id=agreed.id)
    continuity.moved(family, agreed, Step.DO, who=family.midwife)
    show(family, nina, agreed.id)
    with tom.acting():
        assert ask("select count(*) from continuity_move") == [(1,)]
    with family.midwife.acting():
        assert Hidden.objects.count() == 0


def test_who_is_hidden_from_somebody_does_not_see_the_lines_they_drew(family):
    nina, tom = family.parents
    lawyer = make_person("Ils", "social_worker")
    family.ask_in(lawyer, Relation.SOCIAL_WORKER, known_to=())
    for who, called in ((tom, "mijn psychiater"), (nina, "de buurvrouw")):
        with who.acting() as signed:
            here = family.visit(who, signed)
            circle.tie(called=called, ring=Ring.NEAR, line=Line.GIVES, by=here, at=here.at)
    with lawyer.acting():
        assert Tie.objects.count() == 1


def test_who_is_there_for_one_parent_takes_an_open_link_of_the_other_and_a_parent_takes_no_hidden_one(family):
    nina, tom = family.parents
    oma = make_person("Oma")
    family.ask_in(oma, Relation.GRANDMOTHER, known_to=())
    for by, who, known, comes in ((tom, oma, None, True), (nina, tom, (), False)):
        with by.acting() as signed:
            here = family.visit(by, signed)
            _place, secret = circle.invite(
                called="x", role=Role.KIN, relation=Relation.FRIEND, by=here, at=here.at, known_to=known
            )
        with who.acting() as signed:
            if comes:
                assert circle.accept(secret=secret, by=signed, at=signed.at)
            else:
                with pytest.raises(InvitationIsOver):
                    circle.accept(secret=secret, by=signed, at=signed.at)


def test_an_id_named_by_hand_closes_nothing_of_another(family):
    nina, tom = family.parents
    hers = note(family, family.midwife, "Moeder is niet veilig thuis.")
    own = note(family, tom, "Van mij.")
    named = HIDE.replace("gen_random_uuid()", "%s")
    place = family.places[family.midwife.id]
    for id in (place, hers.thread_id):
        with pytest.raises(DatabaseError), tom.acting():
            ask(named, family.id, id, own.thread_id, tom.id)
        with pytest.raises(DatabaseError), tom.acting():
            ask(
                "insert into circle_circlemember (family_id, id, role, relation, invited_by, from_at, called_sealed, known_to)"
                " values (%s, %s, 'kin', 'friend', stek.person(), now(), '', array[stek.person()])",
                family.id, id,
            )  # fmt: skip
    need = said(family, family.midwife, words="Slaap.").thread_id
    with tom.acting():
        row = row_of(family, tom)
        row.id = row.thread_id = need
        row.rests_on = [need, row.author_member_id]
        row.save(force_insert=True)
    with pytest.raises(DatabaseError), tom.acting():
        ask(HIDE, family.id, need, tom.id)
    with nina.acting():
        assert Observation.objects.filter(thread_id=hers.thread_id).exists() and Need.objects.filter(id=need).exists()


def test_a_waiting_place_of_another_gets_no_second_link_and_no_consent(family):
    nina, tom = family.parents
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        place, _secret = circle.invite(
            called="Lut", role=Role.PROFESSIONAL, relation=Relation.SOCIAL_WORKER, by=here, at=here.at, known_to=()
        )
    for statement in (
        "insert into circle_invitation (family_id, id, circle_member_id, secret_hash, made_at, made_by, until_at)"
        " values (%s, gen_random_uuid(), %s, sha256('x'), now(), stek.person(), now() + interval '1 day')",
        "insert into circle_grant (family_id, id, circle_member_id, section, purpose, verbs, from_at, given_at, given_by)"
        " values (%s, gen_random_uuid(), %s, 'story', 'care', '{read}', now(), now(), stek.person())",
    ):
        with pytest.raises(DatabaseError), tom.acting():
            ask(statement, family.id, place)
    assert CircleMember.objects.count() == 0
