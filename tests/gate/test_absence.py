"""A parent died, or cannot answer: it counts when the operator has seen a paper, and opens no word to anybody."""

import pytest
from django.db import DatabaseError

from stek.circle import actions as circle
from stek.circle.absences import say_absent
from stek.circle.models import Absence
from stek.circle.rules import Away, Relation
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.kit import clock
from stek.people.reviewers import NobodyThere

from .people import ask, in_the_circle, note, own_words, reads
from .test_leaving import let_go, say_yes, stands
from .test_parents import answer, is_in, waiting
from .test_yes import member, told

pytestmark = pytest.mark.usefixtures("db")


def operator_says(who: Somebody, why: Away | None) -> bool:
    return say_absent(email=who.person.email.upper(), why=why, at=clock.now())


def trail(family: MadeFamily, who: Somebody) -> str:
    return who.browser.get(f"/families/{family.id}/trail/").content.decode()


def test_a_mother_who_cannot_answer_is_not_waited_for_and_no_word_of_hers_opens():
    family, vera = make_family("Nina", "Tom"), make_person("Vera", "midwife")
    nina, tom = family.parents
    family.ask_in(vera, may=())
    say_yes(family, tom, vera)
    told(family, tom, "Van ons.", family.child)
    told(family, nina, "Over mij.", member(family, nina))
    mia = waiting(family, "Mia")
    page = f"/families/{family.id}/circle/{family.places[mia.id]}/parent/"
    assert answer(family, tom, mia) is False and "Opnieuw ja" not in tom.browser.get(page).content.decode()
    before = {who.person.name: reads(family, who) for who in (nina, tom, vera)}
    assert operator_says(nina, Away.CANNOT_ANSWER)
    assert not is_in(family, mia) and "Opnieuw ja" in tom.browser.get(page).content.decode()
    assert answer(family, tom, mia) is True and is_in(family, mia)
    assert {who.person.name: reads(family, who) for who in (nina, tom, vera)} == before
    assert before["Vera"] == {"Van ons."} and stands(
        family, nina
    )  # she stays a parent, and what she gave is hers to end


def test_he_says_she_cannot_answer_and_without_the_operator_that_does_nothing():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    mia = waiting(family, "Mia")
    note(family, tom, "Nina kan niet antwoorden.")
    for statement in (
        "insert into circle_absence (family_id, id, person_id, why, said_at) values (%s, gen_random_uuid(), %s, 'cannot_answer', now())",
        "insert into trail_trailentry (family_id, id, at, person_id, deed, kind, section, purpose, reason, stood_as, rests_on)"
        " values (%s, gen_random_uuid(), now(), %s, 'died', 'absence', 'story', 'care', '', 'parent', '{}')",
    ):
        with pytest.raises(DatabaseError), tom.acting():
            ask(statement, family.id, nina.id)
    assert answer(family, tom, mia) is False and not is_in(family, mia)
    with pytest.raises(NobodyThere):  # the operator names an account of a parent
        operator_says(mia, Away.CANNOT_ANSWER)


def test_what_she_did_say_counts_and_it_is_taken_back():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    mia = waiting(family, "Mia")
    answer(family, nina, mia, yes=False)
    operator_says(nina, Away.CANNOT_ANSWER)
    assert answer(family, tom, mia) is False
    dora = waiting(family, "Dora")
    assert operator_says(nina, None) and not operator_says(nina, None)
    assert answer(family, tom, dora) is False


def test_a_parent_alone_who_cannot_answer_lets_nobody_in_by_silence():
    family = make_family("Nina")
    mia = waiting(family, "Mia")
    operator_says(family.parent, Away.CANNOT_ANSWER)
    with family.parent.acting():
        assert ask("select stek.let_in(%s, %s)", family.id, family.places[mia.id]) == [(False,)]
    assert not is_in(family, mia)


def test_of_who_died_a_parent_who_is_left_ends_the_yeses_and_nobody_waits_for_them():
    family, vera = make_family("Nina", "Tom"), make_person("Vera", "midwife")
    nina, tom = family.parents
    family.ask_in(vera)  # by Nina
    note(family, nina, "Van ons."), note(family, nina, "Van mij.", private=True)
    assert let_go(family, tom, vera) is circle.LetGo.NOTHING
    assert operator_says(nina, Away.CANNOT_ANSWER) and let_go(family, tom, vera) is circle.LetGo.NOTHING
    assert operator_says(nina, Away.DIED) and not operator_says(nina, Away.DIED)
    assert reads(family, vera) == reads(family, tom) == {"Van ons."}  # a yes holds until it is ended
    assert not stands(family, nina) and own_words(family, nina) == {"Van ons.", "Van mij."}
    assert let_go(family, tom, vera) is circle.LetGo.ENDED and reads(family, vera) == set()
    mia = waiting_by(family, tom)
    assert answer(family, tom, mia) is True and is_in(family, mia)


def waiting_by(family: MadeFamily, parent: Somebody) -> Somebody:
    family.parents.remove(family.parent)
    assert family.parent is parent
    return waiting(family, "Mia")


def test_the_parents_who_are_there_read_it_in_the_trail_by_day_and_nobody_else_hears_of_it():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    vera = in_the_circle(family, "Vera")
    operator_says(nina, Away.CANNOT_ANSWER)
    assert "noteerde over Nina: kan niet antwoorden" in trail(family, tom)
    assert "noteerde over jou: kan niet antwoorden" in trail(family, nina)
    seen = []
    for who in (tom, nina, vera):
        with who.acting():
            seen.append(Absence.objects.count())
    assert seen == [1, 1, 0]
    operator_says(nina, Away.DIED)
    operator_says(nina, None)
    assert "noteerde over Nina: overleden" in trail(family, tom) and "nam terug" in trail(family, tom)


def test_whom_somebody_had_for_herself_is_there_no_more_when_she_died_and_a_record_of_nobody_is_put_away():
    family = make_family("Nina")
    nina, ann, vera = family.parent, make_person("Ann"), in_the_circle(family, "Vera")
    family.ask_in(ann, Relation.SOCIAL_WORKER, known_to=[nina])
    note(family, nina, "Van ons."), note(family, vera, "Van Vera.")
    before = reads(family, vera)
    operator_says(nina, Away.DIED)
    assert not stands(family, ann) and not stands(family, vera) and own_words(family, vera) == {"Van Vera."}
    operator_says(nina, None)
    assert stands(family, nina) and stands(family, ann) and reads(family, vera) == before
