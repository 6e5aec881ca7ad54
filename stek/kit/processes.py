"""Waiting for processes, ending them, and making them end with us."""

import contextlib
import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def end_with_parent(sign: signal.Signals, parent: int) -> None:
    """Called in a new process: have the kernel send it `sign` once its parent is gone. Does nothing outside Linux."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)


def works_in(pid: int, folder: Path) -> bool:
    """Whether a live process has this working folder; a PostgreSQL server always works in its data folder."""
    if Path("/proc/self/cwd").exists():
        try:
            return os.readlink(f"/proc/{pid}/cwd") == str(folder)
        except OSError:
            return False
    command = ["ps", "-o", "args=", "-p", str(pid)]
    return f" -D {folder} " in subprocess.run(command, capture_output=True, text=True, check=False).stdout


def end(pid: int, ended: Callable[[], bool]) -> bool:
    """End a database server: politely, then at once; either way nothing committed is lost. False when it stays."""
    for sign in (signal.SIGINT, signal.SIGQUIT):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sign)
        if within(30.0, ended):
            return True
    return False


def within(seconds: float, happens: Callable[[], bool]) -> bool:
    """Wait until something happens, at most so long; whether it did."""
    deadline = time.monotonic() + seconds
    while not happens():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def lock(folder: int | None) -> bool:
    """Try to become the only holder of an opened folder. It ends with the process, however that ends."""
    if folder is None:
        return False
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a folder for a moment, waiting for whoever holds it now."""
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
