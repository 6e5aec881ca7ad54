"""Queries whose SQL the ORM writes once, and several of them in one journey: what every page asks.

Writing the SQL of a query, and making models of its rows, costs Django more than PostgreSQL needs to
answer it; and every journey to the database lets somebody else go first.
"""

from collections import namedtuple
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import update_wrapper
from typing import Any
from uuid import UUID, uuid4

from django.db import DEFAULT_DB_ALIAS, connection, models
from psycopg.pq import Format


@dataclass(frozen=True, slots=True)
class Question:
    """One statement, ready to be sent. Its answer comes in binary: ask no json and no addresses, which Django reads as text."""

    sql: str
    params: tuple[Any, ...]


def together(*questions: Question) -> list[list[tuple[Any, ...]]]:
    """Send all of them, then wait for all: one journey, with the beginning of the transaction when it is the first.

    The answer to each; none to what gives no rows.
    """
    connection.ensure_connection()
    with ExitStack() as cursors, connection.wrap_database_errors:
        asked = []
        with connection.connection.pipeline():
            for question in questions:
                cursor = cursors.enter_context(connection.cursor())
                _send(question, cursor)
                asked.append(cursor)
        return [cursor.fetchall() if cursor.pgresult.nfields else [] for cursor in asked]


class Ahead:
    """Answers to questions that were sent together. Each is given once; what was not asked is asked then."""

    def __init__(self) -> None:
        self._found: dict[Question, list[tuple[Any, ...]]] = {}

    def ask(self, *questions: Question) -> None:
        """In one journey, before anything is written; a line in the trail may go along, as the last."""
        self._found.update(zip(questions, together(*questions), strict=True))

    def answer(self, question: Question) -> list[tuple[Any, ...]]:
        found = self._found.pop(question, None)
        if found is not None:
            return found
        with connection.cursor() as cursor:
            _send(question, cursor)
            return cursor.fetchall()


def _send(question: Question, cursor: Any) -> None:
    """The answer comes as PostgreSQL keeps it: ids, hours and lists are not written out there and read again here."""
    cursor.cursor.format = Format.BINARY
    cursor.execute(question.sql, question.params)


@dataclass(frozen=True, slots=True)
class _Place:
    """Stands for the id or the day that is given in this place."""

    place: int


@dataclass(frozen=True, slots=True)
class _Text:
    sql: str
    params: tuple[Any, ...]
    row: Callable[[tuple[Any, ...]], Any]


class Written[Row: models.Model]:
    """`make(*given)` gives a queryset whose SQL is the same whatever the ids and days; calling this gives its rows.

    The rows have the fields of the model and nothing else of it: they are for reading. Raises TypeError, at the
    first call, for a query that leaves columns out or whose columns need converting.
    """

    def __init__(self, make: Callable[..., "models.QuerySet[Row]"]) -> None:
        self.make = make
        self._known: _Text | None = None
        update_wrapper(self, make)

    def __call__(self, *given: UUID | date, ahead: Ahead | None = None) -> list[Row]:
        rows = (ahead or Ahead()).answer(self.question(*given))
        return list(map(self._text(given).row, rows))

    def question(self, *given: UUID | date) -> Question:
        text = self._text(given)
        return Question(text.sql, tuple(given[one.place] if isinstance(one, _Place) else one for one in text.params))

    def _text(self, given: tuple[UUID | date, ...]) -> _Text:
        self._known = self._known or self._write(given)
        return self._known

    def _write(self, given: tuple[UUID | date, ...]) -> _Text:
        marks = [uuid4() if isinstance(one, UUID) else date(1, 1, number) for number, one in enumerate(given, start=1)]
        query: Any = self.make(*marks).query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        columns = [column for column, _, _ in compiler.select]
        names = [column.target.attname for column in columns]
        if names != [field.attname for field in query.model._meta.concrete_fields if field.column]:
            raise TypeError(f"{self.make.__qualname__} must ask for whole rows")
        if compiler.get_converters(columns):
            raise TypeError(f"{self.make.__qualname__} asks for columns that need converting")
        places = {mark: _Place(number) for number, mark in enumerate(marks)}
        filled = tuple(places.get(param, param) if isinstance(param, UUID | date) else param for param in params)
        return _Text(sql, filled, _row_of(names))


def _row_of(names: list[str]) -> Callable[[tuple[Any, ...]], Any]:
    make: Any = namedtuple  # noqa: PYI024 # the fields are known here only
    return make("Row", names)._make


def written[Row: models.Model](make: Callable[..., "models.QuerySet[Row]"]) -> Written[Row]:
    """Decorates a function of ids and days that gives a queryset."""
    return Written(make)
