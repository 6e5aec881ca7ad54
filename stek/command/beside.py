"""A worker beside the server: started with it, started again when it breaks off, ended with it."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator

PAUSE = 1.0  # seconds before one that broke off is started again
TO_FINISH = 12.0  # seconds; a little more than the worker gives its job


@contextlib.contextmanager
def worker() -> Iterator[None]:
    """While this block runs there is a worker, with the environment of this process."""
    keeper = _Keeper()
    keeper.thread.start()
    try:
        yield
    finally:
        keeper.end()


class _Keeper:
    def __init__(self) -> None:
        self.over = threading.Event()
        self.starting = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        # The kernel ends the worker with the thread that started it: this one stays to the end.
        self.thread = threading.Thread(target=self._keep, daemon=True, name="worker")

    def end(self) -> None:
        with self.starting:
            self.over.set()
            process = self.process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(TO_FINISH)
        except subprocess.TimeoutExpired:
            process.kill()  # its job is taken up at the next start
            process.wait()
        self.thread.join()

    def _keep(self) -> None:
        while True:
            with self.starting:
                if self.over.is_set():
                    return
                self.process = subprocess.Popen(
                    [sys.executable, "-m", "stek.command", "work", "--beside", str(os.getpid())],
                    stdin=subprocess.DEVNULL,
                    process_group=0,  # Ctrl-C is for us to pass on
                )
            self.process.wait()
            self.over.wait(PAUSE)
