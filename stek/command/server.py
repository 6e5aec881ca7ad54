"""Stek behind granian: processes that each serve with a few threads, and end with the one that started them."""

import gc
import importlib
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import MPServer

from stek.kit.processes import end_with_parent

APPLICATION = "stek.web.wsgi:application"
FOR_ITS_GROUP = 0o660  # who may speak to the socket: the proxy's account, through its group
WAITING = 2  # requests that a process takes on before it is free, so that it never waits for the next
# That some ten pages leave in circles. Of ten times as many, one page would pay for all the others (ADR 0022).
SMALL_THINGS = 5_000
TURN = 0.05  # seconds before a thread that only computes lets another go on: longer than a page takes
SECONDS_TO_FINISH = 5  # for requests under way when the server is asked to stop


PAUSES = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0)  # seconds before a process that died is started again, the more it died of late
QUIET = 60.0  # seconds without a death, after which the next one counts as the first


class Server(MPServer):
    """Goes on after deaths of serving processes, however quick, once one of them has begun.

    granian ends the whole server when the same process dies twice within seconds. That is right for one that
    cannot begin, and Stek keeps it for that; it is wrong for one that the kernel killed for its memory.
    """

    def __init__(self, *words: Any, **settings: Any) -> None:
        super().__init__(*words, **settings)
        self.begun = multiprocessing.get_context("spawn").Event()
        self.deaths: list[float] = []

    def shutdown(self, exit_code: int = 0) -> None:
        """Asked to stop is no failure, also when the same Ctrl-C ended a process that had not begun."""
        try:
            super().shutdown(exit_code)
        except SystemExit:
            if exit_code or not self.interrupt_signal:
                raise

    def _respawn_workers(self, workers: Any, spawn_target: Any, target_loader: Any, delay: float = 0) -> None:
        if self.begun.is_set():
            now = time.monotonic()
            self.deaths = [at for at in self.deaths if now - at < QUIET]
            self.main_loop_interrupt.wait(PAUSES[min(len(self.deaths), len(PAUSES) - 1)])
            self.deaths.append(now)
        super()._respawn_workers(workers, spawn_target, target_loader, delay)
        if self.begun.is_set():
            self.respawned_wrks.clear()


def load(begun: Any, target: str) -> Any:
    """Called in each serving process. `begun` is set when one of them is able to serve."""
    # Ctrl-C in a terminal reaches the whole group. Stopping is for the first process to pass on, once:
    # a serving process that is told twice at the same moment sometimes never ends.
    os.setpgrp()
    parent = multiprocessing.parent_process()
    if parent is not None and parent.pid is not None:
        # A killed server must not leave processes behind that keep its port.
        end_with_parent(signal.SIGKILL, parent.pid)
    module, _, name = target.partition(":")
    application = getattr(importlib.import_module(module), name)
    # What is loaded now stays for good: the collector need not walk through it during somebody's request.
    gc.collect()
    gc.freeze()
    # What a page makes goes by itself, but for some hundreds of small things: look for their circles after some pages.
    gc.set_threshold(SMALL_THINGS, 20, 50)
    # Two pages that take turns every few milliseconds are both late; one that waits for the database lets go anyway.
    sys.setswitchinterval(TURN)
    begun.set()
    return application


def serve(
    *, workers: int, threads: int, host: str = "127.0.0.1", port: int = 8000, socket: Path | None = None,
    ready: Callable[[], None] = lambda: None,
) -> None:  # fmt: skip
    """Serve until SIGINT, SIGTERM or SIGHUP; `ready` is called when the port, or else the socket, is about to open.

    Raises SystemExit(1) when a serving process cannot start.
    """
    # Spawned, not forked: a serving process shares no connection, lock or thread with us.
    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,  # what proxies speak to whom they stand before; guessing costs time
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        **(_one_queue(socket, threads) if socket else {}),
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_level=LogLevels.warning,
    )
    # A closed terminal is a wish to stop; granian would take it for one to reload.
    server.on_startup(lambda: _on_hangup(server.signal_handler_interrupt))
    server.on_startup(ready)
    server.serve(target_loader=partial(load, server.begun))


def _one_queue(socket: Path, threads: int) -> dict[str, Any]:
    """One queue before all processes: whoever is free takes the next request (ADR 0021).

    A port is shared by connections: a process that got seven of the eight lets people wait while the other rests.
    Here a connection is one request, and a process takes no more of them than it has threads for, and two to go on with.
    """
    return {
        "uds": socket,
        "uds_permissions": FOR_ITS_GROUP,
        "backpressure": threads + WAITING,
        "http1_settings": HTTP1Settings(keep_alive=False),
    }


def _on_hangup(stop: Callable[..., None]) -> None:
    signal.signal(signal.SIGHUP, stop)


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
