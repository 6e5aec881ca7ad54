"""Ways round a no, a tick and a hidden place, as somebody tried them who wanted in."""

import pytest
from django.db import DatabaseError, connection, transaction

from stek.circle import actions as circle
from stek.circle.models import AuthorAsked, CircleMember, Refusal
from stek.circle.rules import Away, Relation, Wish
from stek.circle.tests.builders import make_family, make_person
from stek.kit.ids import uuid7
from stek.policy import Role
from stek.story.models import Observation

from .people import ask, in_the_circle, note, reads
from .test_absence import operator_says
from .test_leaving import let_go
from .test_parents import answer, is_in, waiting
from .test_quotations import Story
from .test_yes import listed, member, no, told, yes

pytestmark = pytest.mark.usefixtures("db")


def refused(who, statement: str, *values: object) -> bool:
    try:
        with who.acting(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.rowcount == 0
    except DatabaseError:
        return True


def test_a_no_of_who_cannot_answer_now_stays_a_no_when_the_same_person_takes_another_link():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    mia = waiting(family, "Mia")
    answer(family, nina, mia, yes=False)
    operator_says(nina, Away.CANNOT_ANSWER)
    assert answer(family, tom, mia) is False
    with mia.acting() as signed:
        circle.wait_no_more(place=family.places[mia.id], by=signed)
    with tom.acting() as signed:
        here = family.visit(tom, signed)
        place, secret = circle.invite(called="Mia", role=Role.PARENT, relation=Relation.FATHER, by=here, at=here.at)
    with mia.acting() as signed:
        circle.accept(secret=secret, by=signed, at=signed.at)
    family.places[mia.id] = place
    assert answer(family, tom, mia) is False and not is_in(family, mia)


def test_a_parents_no_holds_when_the_other_asks_the_same_person_in_again():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    iris = make_person("Iris")
    family.parents.reverse()
    family.ask_in(iris, Relation.FRIEND)  # by Tom
    told(family, nina, "Ik ben op.")
    assert reads(family, iris) == {"Ik ben op."}
    no(family, nina, iris)
    assert reads(family, iris) == set()
    let_go(family, tom, iris)
    family.ask_in(iris, Relation.FRIEND)
    assert reads(family, iris) == set()
    with nina.acting():
        assert Refusal.objects.filter(circle_member_id=family.places[iris.id], ended_at=None).count() == 1


def test_who_wrote_down_her_words_is_not_told_of_her_no():
    s = Story()
    written = s.told(s.tom, "Nina")
    with s.tom.acting():
        row = Observation.objects.get(id=written)
    before = listed(s.family, s.tom, row)
    no(s.family, s.nina, s.marijke)
    assert s.readers(written) == {"Nina", "Tom"}
    assert listed(s.family, s.tom, row) == before
    assert listed(s.family, s.nina, row) < before


def test_a_hidden_place_of_her_carer_shows_in_no_list_of_who_reads_her_words():
    s = Story()
    with s.nina.acting() as signed:
        here = s.family.visit(s.nina, signed)
        place, secret = circle.invite(
            called="Lut", role=Role.PROFESSIONAL, relation=Relation.PSYCHOLOGIST, by=here, at=here.at, known_to=[],
        )  # fmt: skip
        circle.give(to=place, verbs=["read"], by=here, at=here.at)
    lut = make_person("Lut", "psychologist")
    with lut.acting() as signed:
        circle.accept(secret=secret, by=signed, at=signed.at)
    s.family.recognise(place)
    page = f"/families/{s.family.id}/observations/new/?who=1&told_by={s.member_of(s.nina)}"
    named = s.tom.browser.get(page).content.decode()
    assert "Marijke" in named and "Lut" not in named
    written = s.told(s.tom, "Nina")
    assert s.readers(written, lut) == {"Nina", "Tom", "Marijke"}


def test_a_tick_reads_on_from_the_open_place_when_she_gives_that_person_a_place_of_her_own():
    family = make_family("Tom", "Nina")
    _tom, nina = family.parents
    midwife = in_the_circle(family)  # by Tom
    row = told(family, nina, "Hij slaat.", member(family, nina))
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        circle.hide(thread=row.thread_id, readers=[midwife.id], by=here, at=here.at)
        before = set(
            CircleMember.objects.filter(person_id=midwife.id, known_to__isnull=False).values_list("id", flat=True)
        )
    (hidden,) = before
    family.places[midwife.id], openly = hidden, family.places[midwife.id]
    yes(family, nina, midwife)
    family.places[midwife.id] = openly
    assert reads(family, midwife) == {"Hij slaat."}


def test_a_kept_note_that_quotes_her_is_not_his_by_hiding_it_before_he_shares_it():
    s = Story()
    written = s.told(s.tom, "Nina", readers="me")
    with s.tom.acting(), connection.cursor() as cursor:
        cursor.execute(
            "insert into circle_hidden (family_id, id, thread_id, readers, hidden_at, hidden_by)"
            " values (%s, %s, %s, '{}', now(), %s)", [s.family.id, uuid7(), written, s.tom.id],
        )  # fmt: skip
        cursor.execute(
            "update story_observation set shared_at = now(), shared_by = %s where id = %s",
            [s.tom.id, written],
        )
    assert s.reads(s.nina, written)


def test_no_id_is_taken_twice_so_that_nothing_of_another_goes_with_it():
    family = make_family("Nina", "Tom")
    _nina, tom = family.parents
    vera = in_the_circle(family, "Vera")
    hers = note(family, vera, "Ze drinkt goed.")
    tie = (
        "insert into circle_tie (family_id, id, section, scope, called_sealed, ring, line, carries, said_at, said_by)"
        " values (%s, %s, 'story', %s, ''::bytea, 'near', 'gives', '', now(), %s)"
    )
    closing = "insert into circle_hidden (family_id, id, thread_id, readers, hidden_at, hidden_by) values (%s, %s, %s, '{}', now(), %s)"
    refused(tom, tie, family.id, hers.thread_id, f"{family.id}/story", tom.id)
    assert refused(tom, closing, family.id, uuid7(), hers.thread_id, tom.id)
    own = note(family, tom, "Van mij.")
    assert refused(tom, closing, family.id, family.child, own.thread_id, tom.id)
    with vera.acting() as signed:
        place = family.visit(vera, signed).member_id
        copied = Observation.objects.get(id=hers.id)
        copied.id = copied.thread_id = place
        with pytest.raises(DatabaseError), transaction.atomic():
            copied.save(force_insert=True)


def test_who_looks_along_is_told_of_no_hidden_place_and_of_no_yes_to_it():
    family = make_family("Tom", "Nina")
    tom, nina = family.parents
    midwife = in_the_circle(family)  # by Tom
    row = told(family, nina, "Hij slaat.", member(family, nina))
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        circle.hide(thread=row.thread_id, readers=[midwife.id], by=here, at=here.at)
        (hidden,) = CircleMember.objects.filter(person_id=midwife.id, known_to__isnull=False).values_list(
            "id", flat=True
        )
    with tom.acting():
        ((told_of,),) = ask("select stek.beside(%s, array[%s]::uuid[])::text", family.id, family.places[midwife.id])
    assert str(family.places[midwife.id]) in told_of
    assert str(hidden) not in told_of and str(row.thread_id) not in told_of


def test_whom_she_has_for_herself_is_not_named_on_the_page_of_readers_until_she_asks_and_stays_a_reader():
    family = make_family("Nina", "Tom")
    nina, _tom = family.parents
    lut = make_person("Lut", "psychologist")
    family.ask_in(lut, Relation.PSYCHOLOGIST, known_to=[])
    row = note(family, nina, "Ik wil weg.")
    path = f"/families/{family.id}/observations/{row.id}/readers/"
    assert "Lut" not in nina.browser.get(path).content.decode()
    assert "Lut" in nina.browser.get(f"{path}?own=1").content.decode()
    nina.browser.post(path, {"readers": [], "why": "Voor later."})
    assert reads(family, lut) == {"Ik wil weg."}
    own = nina.browser.get(f"/families/{family.id}/access/?own=1").content.decode()
    assert "Voor later." in own and "Ja, laat het weer zien" in own


def test_a_question_to_share_with_fewer_is_answered_only_when_somebody_was_left_out():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    vera = in_the_circle(family, "Vera")
    row = told(family, vera, "Nina is moe.", member(family, nina))
    with nina.acting() as signed:
        asked = circle.ask_author(
            kind="observation", thread=row.thread_id, wish=Wish.CLOSE, by=family.visit(nina, signed), at=signed.at
        )
    path = f"/families/{family.id}/observations/{row.id}/readers/?asked={asked.id}"
    vera.browser.post(path, {"readers": [str(nina.id), str(tom.id)]})
    with nina.acting():
        assert AuthorAsked.objects.get(id=asked.id).answered_at is None
    vera.browser.post(path, {"readers": [str(nina.id)]})
    with nina.acting():
        assert AuthorAsked.objects.get(id=asked.id).answered_at is not None
