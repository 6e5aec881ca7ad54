"""The real server in a process of its own: `stek serve` with production settings, as behind a proxy with TLS."""

import contextlib
import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

from .folder import HOST, BenchFolder

PATIENCE = 60.0  # seconds to the first answer
PROXY = {"Host": HOST, "X-Forwarded-Proto": "https"}


class DidNotServe(Exception):
    """The server ended, or gave no answer in time. The sentence carries what it said."""


@contextlib.contextmanager
def serving(folder: BenchFolder, database: str, workers: int, threads: int) -> Iterator[tuple[int, int]]:
    """The port and the process of a server on this database; it ends with the block."""
    port = _port()
    command = [sys.executable, "-m", "stek.command", "serve", "--port", str(port)]
    command += ["--workers", str(workers), "--threads", str(threads)]
    log = folder.path / f"{database}.log"
    with log.open("wb") as says:
        server = subprocess.Popen(
            command, env=folder.environment(database), stdout=says, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        deadline = time.monotonic() + PATIENCE
        while not _answers(port):
            if server.poll() is not None or time.monotonic() > deadline:
                raise DidNotServe(f"De server start niet.\n{log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.1)
        yield port, server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _port() -> int:
    """One that the kernel picks: servers share a port without a word, and two benches must not."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/alive/", headers=PROXY)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
