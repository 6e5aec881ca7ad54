"""Keeping some connections busy for some seconds: the same for the load generator and for the floor."""

import json
import random
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

MOST = 200_000  # questions, whatever the seconds
LEAST = 20  # answers, however slow the machine; within
LONGEST = 60.0  # seconds more
PATIENCE = 100  # problems, before nobody asks any more


class Client(Protocol):
    """One connection."""

    def ask(self, what: str, family: Any, dice: random.Random) -> float:
        """Ask once and give the seconds it took. Raises Wrong when the answer is not what it should be."""
        ...


class Wrong(Exception):
    """An answer came, and it is not the right one."""


class Crowd:
    """Clients that ask at the same time, each its next question as soon as it has its answer."""

    def __init__(self, question: dict[str, Any], connect: Callable[[], Client], errors: tuple[type[Exception], ...]):
        self.what, self.families, self.connect = question["what"], question["families"], connect
        self.errors = (Wrong, OSError, *errors)
        self.counts_from = time.monotonic() + question["warm"]
        self.until = self.counts_from + question["seconds"]
        self.last = 0.0  # when the last answer came that counts
        self.took: list[float] = []
        self.problems: list[str] = []

    def run(self, connections: int) -> dict[str, Any]:
        threads = [threading.Thread(target=self._client, args=[number]) for number in range(connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = max(self.until, self.last) - self.counts_from
        return {
            "milliseconds": self.took,
            "seconds": seconds,
            "problems": self.problems[:5],
            "failed": len(self.problems),
        }

    def _client(self, number: int) -> None:
        dice, client = random.Random(f"{number} {time.time_ns()}"), None
        while self._goes_on():
            try:
                client = client or self.connect()
                seconds = client.ask(self.what, dice.choice(self.families), dice)
            except self.errors as error:
                self.problems.append(f"{type(error).__name__}: {error}")
                client = None
                continue
            now = time.monotonic()
            if self.counts_from <= now - seconds and (now <= self.until or len(self.took) < LEAST):
                self.last = now
                self.took.append(round(seconds * 1000, 3))

    def _goes_on(self) -> bool:
        now, count = time.monotonic(), len(self.took)
        enough = now >= self.until and (count >= LEAST or now >= self.until + LONGEST)
        return not enough and count < MOST and len(self.problems) < PATIENCE


def answer(connect: Callable[[dict[str, Any]], Callable[[], Client]], *errors: type[Exception]) -> None:
    """Read a question, keep its connections busy, write the answer."""
    question = json.load(sys.stdin)
    json.dump(Crowd(question, connect(question), errors).run(question["connections"]), sys.stdout)
