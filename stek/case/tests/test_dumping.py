"""A family goes out and comes in again the same; and nobody's copy holds more than they may see."""

from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stek.case.accounts import NobodyByThatName, now
from stek.case.demo import casebook
from stek.case.dumping import NoSuchFamily, SeveralFamilies, dump
from stek.case.loading import load
from stek.case.naming import named
from stek.case.shape import Case
from stek.case.writing import write
from stek.kit import clock
from stek.kit.tests.long import often

from .families import families, seen_by_nina
from .texts import NOW, RIGHT, ZONE, checked

MOMENT = clock.now()
JOYCE, JULIO, JUNE = "07-joyce.yaml", "05-julio.yaml", "06-june.yaml"


def written(case: Case, **how) -> str:
    return write(case, name="Nina", now=NOW, zone=ZONE, **how)


def loaded(name: str) -> str:
    """This family of the casebook, read in. Gives its number."""
    from stek.case.checking import check

    (one,) = load([check(casebook()[name], now=now(), zone=ZONE)], now=now())
    return str(one.family)


def copy_of(family: str, email: str = "") -> Case:
    return dump(family, email=email).case


def words_of(case: Case) -> str:
    return "\n".join(version.words for note in case.story for version in note.versions)


# -- the file ------------------------------------------------------------------


@given(families(NOW.astimezone(UTC)), st.booleans())
@settings(
    deadline=None, max_examples=often(25, 600), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_what_is_written_is_read_again_to_the_microsecond(case, relative):
    case = named(case)
    assert named(checked(written(case, relative=relative))) == case


@given(families(NOW.astimezone(UTC)))
@settings(
    deadline=None, max_examples=often(10, 200), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_naming_twice_changes_nothing_more(case):
    assert named(named(case)) == named(case)


def test_a_relative_file_is_as_fresh_in_a_year():
    text = written(named(checked(RIGHT)), relative=True)
    assert "born: now-12w" in text
    assert "2026" not in text


def test_a_hidden_address_is_an_address_that_nobody_has():
    text = written(named(checked(RIGHT.replace("nina@example.org", "nina@echt.be"))), addresses=False)
    assert "echt.be" not in text
    assert "nina@example.org" in text


def test_words_on_several_lines_stay_lines_in_the_file():
    case = checked(RIGHT.replace("words: Ze kijkt rond.}", 'words: "Eerst dit.\\nDan: dat."}'))
    assert "words: |-\n      Eerst dit.\n      Dan: dat.\n" in written(named(case))


# -- the round -----------------------------------------------------------------


@given(families(MOMENT))
@settings(
    deadline=None, max_examples=often(5, 80),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
def test_what_was_loaded_comes_out_the_same(db, case):
    (one,) = load([case], now=MOMENT, again=True)
    assert copy_of(str(one.family), "nina@example.org") == named(seen_by_nina(case))


@pytest.mark.parametrize("name", list(casebook()))
def test_a_family_of_the_casebook_makes_the_round_twice_unchanged(db, name):
    from stek.case.checking import check

    first = copy_of(loaded(name))
    text = write(first, name="x", now=now(), zone=ZONE)
    (again,) = load([check(text.encode(), now=now(), zone=ZONE)], now=now(), again=True)
    second = copy_of(str(again.family), first.people[first.founder].email)
    assert second == first
    assert write(second, name="x", now=now(), zone=ZONE) == text


# -- as whom -------------------------------------------------------------------


def test_who_says_not_as_whom_looks_as_the_parent_who_began(db):
    family = loaded(JUNE)
    assert dump("june").name == "Nina"
    assert dump(family).name == "Nina"


def test_each_mother_takes_along_what_she_may_see_and_no_more(db):
    loaded(JUNE)
    nina, maaike = copy_of("June", "nina@example.org"), copy_of("June", "maaike@example.org")
    hers = {note.first.words for note in nina.story if note.shared is None}
    assert hers
    assert not any(one in words_of(maaike) for one in hers)
    assert len(maaike.story) == len(nina.story) - len(hers)


def test_what_is_sealed_from_a_mother_is_not_in_her_copy(db):
    loaded(JOYCE)
    jonas, tine = copy_of("Joyce", "jonas@example.org"), copy_of("Joyce", "tine@example.org")
    hidden = {note.first.words for note in jonas.story} - {note.first.words for note in tine.story}
    assert len(hidden) >= 3
    kept = {note.key for note in tine.story}
    assert {key for one in tine.moves for key in (one.start, one.end)} <= kept
    assert tine.seals == ()


def test_who_may_only_note_takes_along_only_what_they_wrote(db):
    loaded(JULIO)
    pieter = copy_of("Julio", "pieter@example.org")
    assert {note.by for note in pieter.story} == {"pieter"}
    assert pieter.around == () and pieter.moves == ()
    assert [place.grants for place in pieter.circle] == [()]


def test_a_consent_for_care_is_no_consent_for_a_copy(db):
    loaded(JUNE)
    assert {note.by for note in copy_of("June", "marijke@example.org").story} == {"marijke"}


def test_somebody_from_outside_finds_no_family(db):
    family = loaded(JUNE)
    loaded(JOYCE)
    for wanted in (family, "June", "juNE"):
        with pytest.raises(NoSuchFamily):
            dump(wanted, email="tine@example.org")


def test_nobody_by_that_address_is_said(db):
    with pytest.raises(NobodyByThatName):
        dump("June", email="niemand@example.org")


def test_a_name_of_two_families_asks_which(db):
    from stek.case.checking import check

    first = loaded(JUNE)
    (second,) = load([check(casebook()[JUNE], now=now(), zone=ZONE)], now=now(), again=True)
    with pytest.raises(SeveralFamilies) as found:
        dump("June")
    assert {str(one.id) for one in found.value.families} == {first, str(second.family)}


def test_parents_read_that_a_copy_was_made(db, superuser):
    loaded(JUNE)
    copy_of("June", "maaike@example.org")
    rows = superuser.execute(
        "select p.name, t.purpose from trail_trailentry t join people_person p on p.id = t.person_id where t.deed = 'copy'"
    ).fetchall()
    assert rows == [("Maaike", "copy")]


def test_no_session_stays_open(db, superuser):
    loaded(JUNE)
    copy_of("June")
    with pytest.raises(NoSuchFamily):
        dump("nergens")
    opened, still = superuser.execute(
        "select count(*), count(*) filter (where ended_at is null) from people_livesession"
    ).fetchone()
    assert opened > 4
    assert still == 0


def test_who_left_is_in_the_copy_with_the_day_they_left(db):
    case = checked(RIGHT)
    moment = now()
    marijke = replace(case.circle[0], until=case.circle[0].since.replace(day=28), until_by="nina")
    story = tuple(note for note in case.story if note.by == "nina")
    case = replace(case, circle=(marijke, *case.circle[1:]), story=story, moves=(), seals=())
    load([case], now=moment)
    found = {place.who: place for place in copy_of("June").circle}
    assert (found["marijke"].until, found["marijke"].until_by) == (marijke.until, "nina")
