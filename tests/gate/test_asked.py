"""A question to an author, asked of the database itself: two people find it, and each may do one thing with it."""

import pytest
from django.db import DatabaseError, connection, transaction

from stek.circle import actions as circle
from stek.circle.models import AuthorAsked
from stek.circle.rules import Wish
from stek.circle.tests.builders import make_family, make_person

from .people import ask, end_place, hide, in_the_circle, note

pytestmark = pytest.mark.usefixtures("db")

ANSWER = "update circle_authorasked set agreed = {}, answered_at = now() returning id"
INSERT = (
    "insert into circle_authorasked (family_id, id, kind, thread_id, wish, for_person, asked_at, asked_by, asked_from, asked_of)"
    " values (%s, gen_random_uuid(), %s, %s, %s, %s, now(), %s, %s, %s)"
)


def asks(family, who, row):
    with who.acting() as signed:
        here = family.visit(who, signed)
        return circle.ask_author(
            kind="observation", thread=row.thread_id, wish=Wish.CLOSE, words="Stil.", by=here, at=here.at
        )


def finds(who):
    with who.acting():
        return AuthorAsked.objects.count()


@pytest.fixture
def family():
    return make_family("Nina", "Tom")


def test_only_who_asked_and_who_is_asked_find_it_and_only_the_author_answers(family):
    nina, tom = family.parents
    midwife = in_the_circle(family)
    asks(family, nina, note(family, midwife, "Nina is op."))
    assert [finds(one) for one in (nina, midwife, tom, make_person("Vreemde"))] == [1, 1, 0, 0]
    for who in (nina, tom):
        with who.acting():
            assert ask(ANSWER.format("true")) == []
    with midwife.acting():
        assert len(ask(ANSWER.format("false"))) == 1
        assert ask(ANSWER.format("true")) == []  # answered is answered
    end_place(family, midwife)
    assert (finds(midwife), finds(nina)) == (0, 1)


def test_who_no_parent_recognised_yet_is_asked_nothing_and_asked_for_by_nobody(family, superuser):
    """They read nothing of anybody else, so no question either; not one that was asked before."""
    nina, tom = family.parents
    midwife = in_the_circle(family)
    asks(family, nina, note(family, midwife, "Nina is op."))
    theirs, more = note(family, tom, "Tom riep."), note(family, midwife, "Nina huilde.")
    hide(family, tom, midwife, thread=theirs.thread_id)
    superuser.execute(
        "update circle_circlemember set recognised_at = null, recognised_by = null where person_id = %s", [midwife.id]
    )
    assert finds(midwife) == 0
    with pytest.raises(circle.NobodyToAsk):
        asks(family, nina, more)
    with nina.acting() as signed, pytest.raises(circle.NobodyToAsk):
        here = family.visit(nina, signed)
        circle.ask_author(
            kind="observation", thread=theirs.thread_id, wish=Wish.OPEN, for_person=midwife.id, by=here, at=here.at
        )


def test_it_rests_on_the_thing(family):
    """Also where that lies under what its author hid elsewhere."""
    nina, midwife = family.parent, in_the_circle(family)
    row = note(family, midwife, "Nina is op.")
    asks(family, nina, row)
    hide(family, midwife, nina, thread=row.thread_id)
    assert (finds(nina), finds(midwife)) == (0, 1)


@pytest.mark.parametrize(
    "what", ["another's name", "another author", "what one does not read", "no thing", "nobody's reader"]
)
def test_nobody_asks_past_the_page(family, what):
    nina, tom = family.parents
    midwife = in_the_circle(family)
    theirs, hidden = note(family, midwife, "Nina is op."), note(family, midwife, "Tom riep.")
    hide(family, midwife, tom, thread=hidden.thread_id)
    given = {
        "kind": "observation", "thread": theirs.thread_id, "wish": "close", "for": None, "by": tom.id,
        "from": family.places[tom.id], "of": midwife.id,
    } | {
        "another's name": {"by": nina.id, "from": family.places[nina.id]},
        "another author": {"of": nina.id},
        "what one does not read": {"thread": hidden.thread_id},
        "no thing": {"kind": "hidden"},
        "nobody's reader": {"wish": "open", "for": nina.id},  # of what is not closed
    }[what]  # fmt: skip
    with tom.acting(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INSERT, [family.id, *given.values()])
    assert finds(midwife) == 0


def test_the_page_itself_asks_it(family):
    """The statement of the test before can succeed."""
    midwife, tom = in_the_circle(family), family.parents[1]
    row = note(family, midwife, "Tom riep.")
    with tom.acting(), connection.cursor() as cursor:
        cursor.execute(
            INSERT, [family.id, "observation", row.thread_id, "close", None, tom.id, family.places[tom.id], midwife.id]
        )
    assert finds(midwife) == 1
