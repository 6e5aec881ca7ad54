"""What a curious colleague, an ex-partner, a thief and the finder of a list try, and what they get."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.continuity.machines import State, Step
from stek.continuity.queries import contact_of
from stek.continuity.tests.builders import handed_over, let, moved, promised, referred
from stek.continuity.tests.test_calendar import address_of
from stek.continuity.waiting import waited_for
from stek.kit import clock
from stek.needs.tests.builders import let as let_needs
from stek.needs.tests.builders import said
from stek.people.stepping import stepping_in
from stek.story.tests.sending import noted
from tests.gate.people import seal
from tests.gate.test_non_interference import difference, fetched, ids


@pytest.fixture
def around(db) -> tuple[MadeFamily, Somebody, Somebody]:
    """Nina and Tom, Vera whom both know, and Gust whom Tom may not know of."""
    family = make_family("Nina", "Tom")
    vera, gust = make_person("Vera", "midwife"), make_person("Gust", "gp")
    for one in (vera, gust):
        family.ask_in(one)
        let(family, one)
        let_needs(family, one)
    seal(family, family.parent, family.parents[1], thread=family.places[gust.id])
    return family, vera, gust


def seen(family: MadeFamily, who: Somebody):
    with who.acting() as signed:
        return contact_of(family.visit(who, signed))


# --- the other parent


def test_what_is_agreed_with_somebody_hidden_leaves_no_byte_for_the_other_parent(around, superuser):
    family, vera, gust = around
    nina, tom = family.parents
    need, note = said(family), UUID(noted(family, vera, "Ze drinkt rustig."))
    rows = [promised(family, vera, due_on=clock.today()), promised(family, nina), promised(family, nina)]
    asked = referred(family, need.thread_id, vera)
    over = handed_over(family, vera, nina)
    address = address_of(tom)
    known = [family.id, *(one.id for one in rows), asked.id, over.id, need.id]

    def everything() -> dict:
        return fetched(family, tom, known) | {("get", "calendar", None): (200, Client().get(address).content)}

    before, before_ids = everything(), ids(superuser)
    hidden_need, hidden_note = said(family, words="Een eigen plek."), UUID(noted(family, nina, "Ik zoek iets."))
    for thread in (hidden_need.thread_id, hidden_note):
        seal(family, nina, tom, thread=thread)
    promised(family, nina, stand_in=gust, due_on=clock.today())
    promised(family, nina, ask=gust, due_on=clock.today())
    promised(family, gust, due_on=clock.today())
    promised(family, vera, need=hidden_need.thread_id)
    promised(family, vera, note=hidden_note)
    referred(family, hidden_need.thread_id, vera)
    referred(family, need.thread_id, nina, stand_in=gust)
    handed_over(family, nina, gust, notes=(note,))
    whole = promised(family, nina)
    seal(family, nina, tom, thread=whole.id)
    moved(family, rows[1], Step.ASK, nina, to=gust)
    moved(family, rows[1], Step.TAKE, gust)
    moved(family, rows[2], Step.DO, gust)
    moved(family, rows[0], Step.DO, gust)
    moved(family, asked, Step.RECEIVE, gust)
    for path in (reverse("contact", args=[family.id]), reverse("follow_up", args=[family.id, rows[0].id]), "/"):
        assert gust.browser.get(path).status_code == 200
    after = everything()
    assert [difference(place, before[place], after[place]) for place in before if before[place] != after[place]] == []
    nowhere = fetched(family, tom, [UUID(int=4)])
    for id in set(ids(superuser)) - set(before_ids):
        for (method, name, _), answer in fetched(family, tom, [id], only_with_id=True).items():
            assert answer == nowhere[method, name, UUID(int=4)], (method, name)


@pytest.mark.parametrize("hidden", ["done", "asked"])
def test_who_goes_on_from_a_hidden_step_does_not_betray_it(around, hidden):
    """Nobody opens again what was never done: a step one cannot understand without another rests on it."""
    family, _vera, gust = around
    nina, tom = family.parents
    row = promised(family, nina)
    if hidden == "done":
        moved(family, row, Step.DO, gust)
        moved(family, row, Step.REOPEN, nina)
    else:
        moved(family, row, Step.ASK, nina, to=gust)
        moved(family, row, Step.PUT_OFF, nina, words="Later.", due_on=clock.today() + timedelta(days=4))
    (theirs,) = seen(family, tom).follow_ups
    assert (theirs.state, theirs.moves) == (State.OPEN, ())


# --- who steps in


def open_sessions(superuser, who: Somebody) -> int:
    found = superuser.execute(
        "select count(*) from people_livesession where person_id = %s and ended_at is null", [who.id]
    ).fetchone()
    return found[0] - 1  # besides their own


class Breaks(Exception):
    pass


def test_a_session_that_stepped_in_ends_with_its_block_whatever_happens_in_it(around, superuser):
    _family, vera, _gust = around

    def leaves(how) -> None:
        with transaction.atomic(), stepping_in(vera.id, clock.now()) as signed:
            assert signed is not None and signed.person == vera.id and signed.second_factor_at is None
            assert open_sessions(superuser, vera) == 1
            how()

    def breaks() -> None:
        raise Breaks

    def breaks_the_transaction() -> None:
        with connection.cursor() as cursor:
            cursor.execute("select 1 / 0")

    leaves(lambda: None)
    assert open_sessions(superuser, vera) == 0
    with pytest.raises(Breaks):
        leaves(breaks)
    assert open_sessions(superuser, vera) == 0
    with pytest.raises(DatabaseError):
        leaves(breaks_the_transaction)
    assert open_sessions(superuser, vera) == 0


def test_stepping_in_writes_no_trail_and_leaves_nobody_there(around, superuser):
    family, vera, _gust = around
    promised(family, vera, due_on=clock.today())
    address = address_of(vera)
    lines = superuser.execute("select count(*) from trail_trailentry").fetchone()
    assert b"BEGIN:VEVENT" in Client().get(address).content and set(waited_for([vera.id], clock.now())) == {vera.id}
    assert superuser.execute("select count(*) from trail_trailentry").fetchone() == lines
    with transaction.atomic():
        with stepping_in(vera.id, clock.now()):
            pass
        with connection.cursor() as cursor:
            cursor.execute("select stek.person()")
            assert cursor.fetchone() == (None,)


def test_a_round_that_comes_later_than_its_hour_or_lasts_long_forgets_nobody(around):
    family, vera, _gust = around
    promised(family, vera, due_on=clock.today() - timedelta(days=1))
    for late in (timedelta(minutes=2), timedelta(hours=1)):
        assert set(waited_for([vera.id], clock.now() - late)) == {vera.id}, late
