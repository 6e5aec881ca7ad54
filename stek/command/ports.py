"""Finding a free port on this machine."""

import socket
import time

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


def freed(port: int, seconds: float) -> None:
    """Give a server that was just killed the time to let go of its port."""
    deadline = time.monotonic() + seconds
    while not free(port) and time.monotonic() < deadline:
        time.sleep(0.05)
