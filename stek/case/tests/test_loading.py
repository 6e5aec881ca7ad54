"""A case is written by the people in it, behind the gate; what is over in the file is over in the record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from stek.case.accounts import NobodyByThatName, company, now
from stek.case.loading import load
from stek.case.shape import Case
from stek.circle.gate import NotYours
from stek.circle.queries import my_families
from stek.people.models import Person

from .texts import RIGHT, WHOLE, changed, checked


def family_of(case: Case) -> str:
    (one,) = load([case], now=now())
    return str(one.family)


def families_of(email: str) -> int:
    from django.db import transaction

    with company() as people, transaction.atomic():
        signed = people.act(people.known(email))
        return len(my_families(signed, signed.at))


def test_the_trail_says_of_each_deed_who_did_it_and_when(db, superuser):
    case = checked(RIGHT)
    family_of(case)
    rows = superuser.execute(
        "select t.deed, p.email, t.at from trail_trailentry t join people_person p on p.id = t.person_id"
        " where t.deed in ('note', 'link', 'accept') order by t.at, p.email"
    ).fetchall()
    wanted = [("note", note.by, note.first.written) for note in case.story]
    wanted += [("link", one.by, one.on) for one in case.moves]
    wanted += [("accept", place.who, place.since) for place in case.circle]
    wanted = [(deed, case.people[who].email, at) for deed, who, at in wanted]
    assert sorted(rows) == sorted(wanted)


def test_without_a_consent_the_gate_refuses_and_nothing_stays(db, superuser):
    """The check says so first; what it would miss, the gate does not."""
    case = checked(RIGHT)
    mute = replace(case, circle=(replace(case.circle[0], grants=()), *case.circle[1:]))
    with pytest.raises(NotYours):
        load([mute], now=now())
    assert superuser.execute("select count(*) from circle_family").fetchone() == (0,)
    assert superuser.execute("select count(*) from people_person").fetchone() == (0,)
    assert superuser.execute("select count(*) from people_livesession where ended_at is null").fetchone() == (0,)


def test_who_left_in_the_file_has_left(db):
    case = checked(RIGHT)
    gone = replace(case.circle[0], until=case.moves[0].on + timedelta(days=9), until_by="marijke")
    family_of(replace(case, circle=(gone, *case.circle[1:])))
    assert families_of("marijke@example.org") == 0
    assert families_of("rosa@example.org") == 1


def test_a_consent_whose_time_is_over_is_no_consent_now(db, superuser):
    case = checked(RIGHT)
    end = case.moves[0].on + timedelta(days=9)
    grant = replace(case.circle[0].grants[0], until=end)
    family_of(replace(case, circle=(replace(case.circle[0], grants=(grant,)), *case.circle[1:])))
    assert superuser.execute("select withdrawn_at from circle_grant").fetchall() == [(end,)]


def test_a_new_account_has_no_password_until_its_owner_chooses_one(db):
    family_of(checked(RIGHT))
    assert not any(person.has_usable_password() for person in Person.objects.all())


def test_a_closed_account_writes_nothing(db, superuser):
    case = checked(RIGHT)
    Person.objects.create(email="MARIJKE@example.org", name="Marijke", is_active=False)
    with pytest.raises(NobodyByThatName):
        load([case], now=now())
    assert superuser.execute("select count(*) from circle_family").fetchone() == (0,)


def test_the_same_family_twice_is_one_family(db, superuser):
    case = checked(RIGHT)
    first, second = load([case, case], now=now())
    assert (first.is_new, second.is_new) == (True, False)
    assert first.family == second.family
    (third,) = load([case], now=now(), again=True)
    assert third.is_new
    assert superuser.execute("select count(*) from circle_family").fetchone() == (2,)


def test_what_was_said_of_a_factor_is_shared_with_it_also_when_a_correction_rests_on_more(db, superuser):
    old = "{key: stil, by: nina, when: b+4d, side: burden, level: parent, notes: [eigen], words: Mijn stilte., private: yes}"
    new = (
        "{key: stil, by: nina, when: b+4d, side: burden, level: parent, words: Mijn stilte., shared: b+6d,"
        " agreed: [{with: [nina], when: b+4d}], corrections: [{written: b+5d, side: burden, level: parent, notes: [eerste],"
        " words: Stil.}]}"
    )
    family_of(checked(changed(old, new, of=WHOLE)))
    rows = superuser.execute("select count(*) from balance_mark where shared_at is null").fetchone()
    assert rows == (0,)
    assert superuser.execute("select count(*) from balance_mark").fetchone() == (3,)
