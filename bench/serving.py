"""The real server in a process of its own: `stek serve` with production settings, as behind a proxy with TLS.

It listens on a unix socket, as README advises: one queue before all its processes (ADR 0021).
"""

import contextlib
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from .asking import Browser
from .folder import BenchFolder

PATIENCE = 60.0  # seconds to the first answer


class DidNotServe(Exception):
    """The server ended, or gave no answer in time. The sentence carries what it said."""


@contextlib.contextmanager
def serving(folder: BenchFolder, database: str, workers: int, threads: int) -> Iterator[tuple[str, int]]:
    """The socket and the process of a server on this database; it ends with the block."""
    with tempfile.TemporaryDirectory(prefix="stek-") as short:  # the path of a socket may not be long
        place = str(Path(short) / "serve")
        command = [sys.executable, "-m", "stek.command", "serve", "--socket", place]
        command += ["--workers", str(workers), "--threads", str(threads)]
        log = folder.path / f"{database}.log"
        with log.open("wb") as says:
            server = subprocess.Popen(
                command, env=folder.environment(database), stdout=says, stderr=subprocess.STDOUT, start_new_session=True
            )
        try:
            deadline = time.monotonic() + PATIENCE
            while not _answers(place):
                if server.poll() is not None or time.monotonic() > deadline:
                    raise DidNotServe(f"De server start niet.\n{log.read_text(errors='replace')[-2000:]}")
                time.sleep(0.1)
            yield place, server.pid
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _answers(place: str) -> bool:
    with contextlib.suppress(OSError):
        return Browser(place).get("/alive/").status == 200
    return False
