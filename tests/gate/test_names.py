"""Everybody writes, shares and withdraws in their own name, and in nobody else's."""

import pytest
from django.db import DatabaseError, transaction

from stek.circle.models import Grant
from stek.circle.tests.builders import make_family
from stek.kit import clock
from stek.people import drafts
from stek.people.models import Draft
from stek.story import actions as story
from stek.story.actions import Noticed, NotYours
from stek.story.models import Observation

from .people import HIDE, ask, hide, in_the_circle, note, reads, row_of

pytestmark = pytest.mark.usefixtures("db")


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
        ask(HIDE.replace("stek.person()", f"'{maaike.id}'"), family.id, row.thread_id, midwife.id)


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


def test_a_correction_stays_under_the_closing_of_what_it_corrects():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    row = note(family, nina, "Eerste versie.")
    hide(family, nina, tom, thread=row.thread_id)
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        row = Observation.objects.get(family_id=family.id, id=row.id)
        story.correct(
            before=row, noticed=Noticed(words="Tweede versie.", happened_on=clock.today()), by=here, at=here.at
        )
    assert reads(family, tom) == set()
    assert reads(family, nina) == {"Eerste versie.", "Tweede versie."}


def test_a_correction_rests_on_all_that_its_former_version_rests_on():
    family = make_family("Nina")
    nina = family.parent
    other, row = note(family, nina, "Daarvoor."), row_of(family, nina)
    row.rests_on.append(other.thread_id)
    forged = row_of(family, nina)
    forged.supersedes_id, forged.thread_id = row.id, row.thread_id
    forged.rests_on = [row.thread_id, forged.author_member_id]
    with nina.acting():
        row.save(force_insert=True)
        with pytest.raises(DatabaseError, match="stays with"), transaction.atomic():
            forged.save(force_insert=True)
        forged.rests_on.append(other.thread_id)
        forged.save(force_insert=True)


def test_a_draft_is_read_by_who_typed_it():
    family = make_family("Nina", "Maaike")
    with family.parent.acting() as signed:
        drafts.keep(drafts.Typed("/families/x/", {"words": ["Nog niet af"]}), by=signed.person, at=signed.at)
        assert Draft.objects.count() == 1
    with family.parents[1].acting():
        assert Draft.objects.count() == 0
