"""A database that is there and says nothing."""

import os
import signal
from collections.abc import Iterator

import psycopg
import pytest

from stek.kit.answering import answers


@pytest.fixture
def kept(cluster_dsn) -> Iterator[psycopg.Connection]:
    connection = psycopg.connect(cluster_dsn, autocommit=True)
    yield connection
    connection.close()


def test_one_that_answers_goes_on_as_before(kept):
    assert answers(kept, 5.0) and answers(kept, 5.0)
    assert kept.execute("select 1").fetchone() == (1,)


def test_one_that_ended_does_not_answer_though_its_last_words_came(kept, cluster_dsn):
    with psycopg.connect(cluster_dsn, autocommit=True) as other:
        other.execute("select pg_terminate_backend(%s, 5000)", [kept.info.backend_pid])
    assert not answers(kept, 5.0)
    assert not answers(kept, 5.0)


def test_one_that_stands_still_is_not_waited_for(kept):
    if "DATABASE_URL" in os.environ:
        return  # its processes are not ours to stop; test_stays_up stops a whole server
    os.kill(kept.info.backend_pid, signal.SIGSTOP)
    try:
        with pytest.raises(TimeoutError):
            answers(kept, 0.2)
    finally:
        os.kill(kept.info.backend_pid, signal.SIGCONT)
