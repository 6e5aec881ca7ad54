"""Finding a free place to listen on this machine."""

import contextlib
import socket
import time
from pathlib import Path

LAST = 65535


def free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen here now. Also sees servers that share their port among processes."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that are still closing do not count
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError:
            return False
    return True


def first_free(wanted: int, host: str = "127.0.0.1") -> int | None:
    """The wanted port, or the next one that is free."""
    return next((port for port in range(wanted, min(wanted + 100, LAST + 1)) if free(port, host)), None)


def clear(place: Path) -> bool:
    """Whether a server could make its unix socket here; takes away one that nobody listens on any more."""
    if not place.exists(follow_symlinks=False):
        return True
    if not place.is_socket():
        return False
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(place))
        except ConnectionRefusedError:
            with contextlib.suppress(FileNotFoundError):
                place.unlink()
            return True
        except OSError:
            return False
    return False


def freed(port: int, seconds: float) -> None:
    """Give a server that was just killed the time to let go of its port."""
    deadline = time.monotonic() + seconds
    while not free(port) and time.monotonic() < deadline:
        time.sleep(0.05)
