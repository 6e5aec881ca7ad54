"""A consent: for one purpose, some verbs, a while; gone the moment it is withdrawn."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from stek.circle import actions as circle
from stek.circle.models import Grant
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family
from stek.kit import clock
from stek.policy import Purpose, Section, Verb
from stek.story import actions as story
from stek.story.actions import Noticed, NotYours
from stek.story.models import Observation

from .people import Elsewhere, ask, end_place, in_the_circle, meanwhile, note, reads, row_of, withdraw_all

pytestmark = pytest.mark.usefixtures("db")


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
        withdrawal = Elsewhere(lambda: withdraw_all(family, midwife))
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
