"""Questions asked together give what they give one by one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from stek.circle.models import Member
from stek.circle.tests.builders import make_family
from stek.kit.written import Ahead, Question, together, written


@written
def _members(family):
    return Member.objects.filter(family_id=family).order_by("from_at", "id")


@written
def _born_from(family, day):
    return Member.objects.filter(family_id=family, born_on__gte=day).order_by("id")


@pytest.fixture
def nina(db):
    family = make_family("Nina", "Maaike")
    with family.parent.acting():
        yield family


def test_the_rows_hold_what_the_models_hold(nina):
    models = Member.objects.filter(family_id=nina.id).order_by("from_at", "id")
    found = _members(nina.id)
    assert len(found) >= 2
    for row, model in zip(found, models, strict=True):
        assert {name: getattr(row, name) for name in row._fields} == {
            name: getattr(model, name) for name in row._fields
        }


def test_an_hour_comes_in_the_zone_in_which_django_gives_it(nina):
    (row, *_), model = _members(nina.id), Member.objects.filter(family_id=nina.id).order_by("from_at", "id")[0]
    assert row.from_at.tzinfo is model.from_at.tzinfo is not None


def test_asked_ahead_is_not_asked_again_and_asked_twice_is_asked_anew(nina):
    ahead, apart = Ahead(), _members(nina.id)
    ahead.ask(_members.question(nina.id), Question("select 7", ()))
    with CaptureQueriesContext(connection) as asked:
        assert _members(nina.id, ahead=ahead) == apart
        assert ahead.answer(Question("select 7", ())) == [(7,)]
        assert len(asked) == 0
        assert _members(nina.id, ahead=ahead) == apart
        assert len(asked) == 1


def test_the_answer_to_one_question_is_not_that_to_another(nina):
    ahead = Ahead()
    ahead.ask(_members.question(nina.id))
    assert _members(uuid4(), ahead=ahead) == []


def test_a_day_is_given_anew_each_time(nina):
    [born] = [row.born_on for row in _members(nina.id) if row.born_on]
    assert [row.born_on for row in _born_from(nina.id, born)] == [born]
    assert _born_from(nina.id, born + timedelta(days=1)) == []


def test_a_question_that_fails_says_so_as_the_database_layer_does(nina):
    ahead = Ahead()
    with pytest.raises(ProgrammingError), transaction.atomic():
        ahead.ask(Question("select 1", ()), Question("select niets from nergens", ()))
    assert ahead.answer(Question("select 1", ())) == [(1,)], "what failed is not remembered, and the connection works"


def test_what_gives_no_rows_may_go_along(nina):
    assert together(Question("select 1", ()), Question("set local lock_timeout = 0", ())) == [[(1,)], []]


def test_a_query_that_leaves_columns_out_is_refused(nina):
    with pytest.raises(TypeError, match="whole rows"):
        written(lambda family: Member.objects.filter(family_id=family).only("id"))(nina.id)
