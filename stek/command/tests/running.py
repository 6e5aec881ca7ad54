"""A `stek` command as a process of its own, as somebody at a terminal would run it."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

PATIENCE = 120.0  # seconds; generous, for a machine that is busy with other things


class Running:
    """Use as a context manager: at the end nothing of it is left."""

    def __init__(self, *words: str, env: Mapping[str, str] | None = None) -> None:
        self.words = words
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(("STEK_", "DATABASE_URL"))}
        self.env |= env or {}

    def __enter__(self) -> Self:
        self.screen = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "stek.command", *self.words],
            stdin=subprocess.DEVNULL,
            stdout=self.screen,
            stderr=subprocess.STDOUT,
            env=self.env,
            start_new_session=True,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(PATIENCE)
            finally:
                self.process.kill()
        self.screen.close()

    def shown(self) -> str:
        self.screen.seek(0)
        return self.screen.read()

    def until(self, words: str) -> str:
        """Wait until this is on the screen; all that is on it then."""
        deadline = time.monotonic() + PATIENCE
        while words not in self.shown():
            assert self.process.poll() is None, self.shown()
            assert time.monotonic() < deadline, self.shown()
            time.sleep(0.05)
        return self.shown()

    def ended(self) -> int:
        return self.process.wait(PATIENCE)

    def ctrl_c(self) -> int:
        """What a terminal does: the signal goes to everybody in the foreground."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.ended()

    def kill_all(self) -> None:
        """kill -9 for the command and everything below it, at the same moment."""
        family = descendants(self.process.pid)
        for pid in (self.process.pid, *family):
            with contextlib.suppress(ProcessLookupError):  # some end by themselves when their parent does
                os.kill(pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def address(self) -> str:
        found = re.search(r"http://[\d.]+:\d+/", self.until("Stek is klaar"))
        assert found is not None
        return found[0]


class OverSocket(http.client.HTTPConnection):
    """What a proxy on the same machine does."""

    def __init__(self, place: Path) -> None:
        super().__init__("localhost", timeout=PATIENCE)
        self.place = place

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(str(self.place))


def descendants(pid: int) -> list[int]:
    """Everybody below, as they are now; who ended while we looked has nobody below."""
    children: list[int] = []
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):  # each thread has those that it started
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            children += [int(word) for word in thread.read_text().split()]
    return children + [below for child in children for below in descendants(child)]


@contextlib.contextmanager
def frozen(data: Path) -> Iterator[None]:
    """The database server of this folder is there, accepts whoever comes, and answers nobody."""
    postmaster = int((data / "postmaster.pid").read_text().split()[0])
    pids = [postmaster, *descendants(postmaster)]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def workers(of: Running) -> list[int]:
    """The processes below that are `stek work`."""
    found = []
    for pid in descendants(of.process.pid):
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"work" in words and alive(pid):
            found.append(pid)
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def status(address: str, **headers: str) -> int:
    """The status of the answer itself, also of a redirect."""
    request = urllib.request.Request(address, headers={name.replace("_", "-"): text for name, text in headers.items()})
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as answer:
        return answer.code
