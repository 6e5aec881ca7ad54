"""Queries whose SQL the ORM writes once: the ones that every page asks.

Writing the SQL of a query costs Django more than PostgreSQL needs to answer it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any
from uuid import UUID, uuid4

from django.db import DEFAULT_DB_ALIAS, connection, models


@dataclass(frozen=True, slots=True)
class _Place:
    """Stands for the id that is given in this place."""

    place: int


class Written[Row: models.Model]:
    """`make(*ids)` gives a queryset whose SQL is the same whatever the ids; calling this gives its rows.

    The rows are whole models, as the queryset would give them. Raises TypeError, at the first call, for a
    query that leaves columns out or whose columns need converting.
    """

    def __init__(self, make: Callable[..., "models.QuerySet[Row]"]) -> None:
        self.make = make
        self._known: tuple[type[Row], str, list[Any], list[str]] | None = None
        update_wrapper(self, make)

    def __call__(self, *ids: UUID) -> list[Row]:
        model, sql, params, names = self._known or self._write(len(ids))
        with connection.cursor() as cursor:
            cursor.execute(sql, [ids[param.place] if isinstance(param, _Place) else param for param in params])
            rows = cursor.fetchall()
        return [model.from_db(DEFAULT_DB_ALIAS, names, row) for row in rows]

    def _write(self, count: int) -> tuple[type[Row], str, list[Any], list[str]]:
        marks = [uuid4() for _ in range(count)]
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
        filled = [places.get(param, param) if isinstance(param, UUID) else param for param in params]
        self._known = (query.model, sql, filled, names)
        return self._known


def written[Row: models.Model](make: Callable[..., "models.QuerySet[Row]"]) -> Written[Row]:
    """Decorates a function of ids that gives a queryset."""
    return Written(make)
