"""The families of the casebook, read in once for all tests that only look at them."""

from collections.abc import Callable, Iterator

import psycopg
import pytest

from stek.case import demo
from stek.directory.demo import load_region
from stek.kit import clock

_there: list[tuple] = []  # the families of the last time


@pytest.fixture(scope="module")
def read_in(empty: Callable[[], None], superuser: psycopg.Connection, django_db_blocker) -> Iterator[None]:
    """As the demo does. Another test may have emptied the tables since."""

    def families() -> list[tuple]:
        return superuser.execute("select id from circle_family order by id").fetchall()

    with django_db_blocker.unblock():
        if not _there or families() != _there:
            empty()
            load_region(clock.now())
            demo.load_all()
            _there[:] = families()
        yield
