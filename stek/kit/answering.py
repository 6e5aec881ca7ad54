"""Whether a database still answers on a connection that is kept."""

import select
import time

import psycopg


def answers(connection: psycopg.Connection, seconds: float) -> bool:
    """Whether this connection still lives. Raises TimeoutError when nothing came back within so many seconds.

    Of an idle connection only; after False or an error it is of no more use. A server that accepts and does not answer (stopped, its disk full, in swap) would let a
    statement wait for ever: libpq has a limit for connecting and for a dead network, none for that.
    """
    server, until = connection.pgconn, time.monotonic() + seconds
    try:
        server.send_query(b"")
        while server.flush():
            _wait(server.socket, until, write=True)
        while server.is_busy():
            _wait(server.socket, until)
            server.consume_input()
        answer = server.get_result()
        while server.get_result():
            pass
    except psycopg.Error:
        return False
    return answer is not None and answer.status == psycopg.pq.ExecStatus.EMPTY_QUERY  # no last words of one that ended


def _wait(socket: int, until: float, *, write: bool = False) -> None:
    left = max(0.0, until - time.monotonic())
    if not any(select.select([] if write else [socket], [socket] if write else [], [], left)):
        raise TimeoutError
