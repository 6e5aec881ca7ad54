"""Wrong words, wrong ids, wrong days, twice the same: a sentence, nothing lost, nothing doubled."""

from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction

from stek.balance import actions
from stek.balance.models import Factor
from stek.balance.rules import LONGEST, Level, Side
from stek.balance.tests.builders import add, balance_of, days_ago, labels_of, page_of, send
from stek.circle.tests.builders import make_family
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.story.tests.sending import at_once, noted

HOSTILE = "<script>alert(1)</script>\x00{{ visit }}{% debug %}'; drop table balance_factor; --\u202e"


@pytest.mark.parametrize("field", ["side", "level", "about", "lasting", "observations", "readers", "code"])
def test_a_choice_that_is_none_is_refused_and_the_words_stay(db, field: str):
    family = make_family("Nina", "Maaike")
    for nonsense in ("not-a-code", str(uuid4()), "🦔"):
        response = send(family, family.parent, words="Oma komt hier.", **{field: nonsense})
        assert response.status_code == 422, nonsense
        assert "Oma komt hier.</textarea>" in response.content.decode()
    assert balance_of(family, family.parent) == []


def test_people_and_notes_of_another_family_cannot_be_named(db):
    family, other = make_family("Nina"), make_family("Ada")
    theirs = noted(other, other.parent)
    for fields in (
        {"about": str(other.child)},
        {"observations": theirs},
        {"about": [str(family.child), str(other.child)]},
    ):
        assert send(family, family.parent, **fields).status_code == 422, fields
    assert balance_of(family, family.parent) == []
    page = page_of(family, family.parent, f"factors/new/?thread={theirs}&side=burden")
    assert "Ze lachte." not in page


def test_the_database_itself_refuses_somebody_outside_the_family(db):
    family, other = make_family("Nina"), make_family("Ada")
    with pytest.raises(actions.NoteIsGone):
        add(family, family.parent, "x", about=(other.child,))
    with pytest.raises(actions.NoteIsGone):
        add(family, family.parent, "x", observations=(UUID(noted(other, other.parent)),))
    assert balance_of(family, family.parent) == []


def test_a_factor_without_any_word_is_refused(db):
    family = make_family("Nina")
    assert "Eén woord volstaat" in send(family, family.parent, words="  ").content.decode()
    with pytest.raises(actions.SaysNothing):
        add(family, family.parent)


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-02-31", "begrijpen we niet"), ("gisteren", "begrijpen we niet"), ("9999-12-31", "moet nog komen"),
        ("1899-12-31", "heel lang geleden"), ("0001-01-01", "heel lang geleden"), ("2026-11-2\x00", "begrijpen we niet"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused_in_words(db, day: str, says: str):
    family = make_family("Nina")
    response = send(family, family.parent, words="Het was koud.", since=day)
    page = response.content.decode()
    assert response.status_code == 422 and says in page and "Het was koud.</textarea>" in page


def test_nothing_about_a_child_is_of_before_it_began_and_what_is_about_an_adult_may_be(db):
    family = make_family("Nina", born_days_ago=70)
    long_ago = (clock.today() - timedelta(days=70 + 301)).isoformat()
    child = str(family.child)
    for fields in ({"level": "child"}, {"about": child}, {"level": "child", "about": child}):
        response = send(family, family.parent, since=long_ago, **fields)
        assert response.status_code == 422 and "vóór de zwangerschap" in response.content.decode(), fields
    assert send(family, family.parent, since=long_ago, level="parent").status_code == 302
    assert send(family, family.parent, since=days_ago(70 + 280).isoformat(), level="child").status_code == 302


def test_it_is_not_over_before_it_began_nor_in_time_to_come(db):
    family = make_family("Nina")
    factor = add(family, family.parent, "Moe", side=Side.BURDEN, since=days_ago(10))
    path = f"/families/{family.id}/balance/factors/{factor.id}/end/"
    for day in (days_ago(11), days_ago(-1)):
        assert family.parent.browser.post(path, {"on": day.isoformat(), "words": "Klaar."}).status_code == 422
    assert balance_of(family, family.parent)[0].until is None


@pytest.mark.parametrize(("length", "status"), [(LONGEST, 302), (LONGEST + 1, 422)])
def test_how_long_own_words_may_be(db, length: int, status: int):
    family = make_family("Nina")
    response = send(family, family.parent, words="é" * length)
    assert response.status_code == status
    assert status == 302 or "é" * length in response.content.decode()


def test_hostile_text_is_shown_as_text(db):
    family = make_family("Nina", "Maaike")
    response = send(family, family.parent, words=HOSTILE)
    assert response.status_code == 302
    id = response.headers["Location"].split("/")[5]
    for page in (page_of(family, family.parents[1]), page_of(family, family.parents[1], f"factors/{id}/")):
        assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;{{ visit }}" in page
    searched = page_of(family, family.parent, "factors/find/?q=%3Cscript%3Ealert(1)%3C/script%3E&side=x&thread=y")
    assert "<script>alert" not in searched


def test_sent_twice_in_the_same_moment_it_is_one_factor(db):
    family, id = make_family("Nina"), str(uuid7())
    browsers = [family.parent.browser for _ in range(3)]
    sent = {"id": id, "side": "support", "level": "meso", "words": "Eén keer.", "readers": "circle"}
    given = at_once(*[partial(one.post, f"/families/{family.id}/balance/factors/new/", sent) for one in browsers])
    assert {response.status_code for response in given} == {302}
    assert labels_of(family, family.parent) == {"Eén keer."} and len(balance_of(family, family.parent)) == 1


def test_the_id_of_somebody_elses_factor_tells_nothing(db):
    family = make_family("Nina", "Maaike")
    private = add(family, family.parents[1], "Van mij.", share=False)
    response = send(family, family.parent, words="Iets anders.", id=str(private.id))
    assert response.status_code == 302 and str(private.id) not in response.headers["Location"]
    assert labels_of(family, family.parent) == {"Iets anders."}
    assert labels_of(family, family.parents[1]) == {"Van mij.", "Iets anders."}


@pytest.mark.parametrize(
    "change",
    [
        "update balance_factor set side = 'burden'",
        "update balance_factor set rests_on = '{}'",
        "update balance_perspective set holds = 'holds'",
        "update balance_mark set said_on = now()",
        "truncate balance_factor",
    ],
)
def test_the_app_changes_nothing_of_what_was_said(db, change: str):
    from django.db import connection

    family = make_family("Nina")
    add(family, family.parent, "Oma komt.", level=Level.MESO)
    with pytest.raises(DatabaseError), family.parent.acting(), connection.cursor() as cursor:
        cursor.execute(change)
    with transaction.atomic():
        assert not Factor.objects.exists()  # nobody asks: nothing is there
