"""Stek behind granian: processes that each serve with a few threads, and end with the one that started them."""

import gc
import importlib
import multiprocessing
import os
import signal
from collections.abc import Callable
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from stek.kit.processes import end_with_parent

APPLICATION = "stek.web.wsgi:application"
SECONDS_TO_FINISH = 5  # for requests under way when the server is asked to stop


def load(target: str) -> Any:
    """Called in each serving process."""
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
    return application


def serve(*, host: str, port: int, workers: int, threads: int, ready: Callable[[], None] = lambda: None) -> None:
    """Serve until SIGINT, SIGTERM or SIGHUP; `ready` is called when the port is about to open.

    Raises SystemExit(1) when a serving process cannot start.
    """
    # Spawned, not forked: a serving process shares no connection, lock or thread with us.
    multiprocessing.set_start_method("spawn", force=True)
    server = MPServer(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_level=LogLevels.warning,
    )
    # A closed terminal is a wish to stop; granian would take it for one to reload.
    server.on_startup(lambda: _on_hangup(server.signal_handler_interrupt))
    server.on_startup(ready)
    server.serve(target_loader=load)


def _on_hangup(stop: Callable[..., None]) -> None:
    signal.signal(signal.SIGHUP, stop)


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
