"""Whether a database still answers on a connection that is kept."""

import select
import time

import psycopg


def answers(connection: psycopg.Connection, seconds: float) -> bool:
    """Whether anything came back within so many seconds. After False the connection is of no more use.

    An idle connection only. A server that accepts and does not answer (stopped, its disk full, in swap) would let a
    statement wait for ever: libpq has a limit for connecting and for a dead network, none for that.
    """
    server, until = connection.pgconn, time.monotonic() + seconds
    try:
        server.send_query(b"")
        while server.flush():
            if not _ready(server.socket, until, write=True):
                return False
        while server.is_busy():
            if not _ready(server.socket, until):
                return False
            server.consume_input()
        answer = server.get_result()
        while server.get_result():
            pass
    except psycopg.Error:
        return False
    return answer is not None and answer.status == psycopg.pq.ExecStatus.EMPTY_QUERY  # no last words of one that ended


def _ready(socket: int, until: float, *, write: bool = False) -> bool:
    left = max(0.0, until - time.monotonic())
    return any(select.select([] if write else [socket], [socket] if write else [], [], left))
