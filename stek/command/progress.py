"""Saying what is being done, so that nobody watches a silent screen."""

import contextlib
import time
from collections.abc import Iterator

WORTH_SAYING = 1.0  # seconds


def say(sentence: str = "") -> None:
    print(sentence, flush=True)


@contextlib.contextmanager
def step(sentence: str) -> Iterator[None]:
    """Announce a step before it starts; when it took long enough to wonder, say how long."""
    print(f"  {sentence} …", end="", flush=True)
    begun = time.monotonic()
    try:
        yield
    except BaseException:
        print(flush=True)
        raise
    took = time.monotonic() - begun
    print(f" {took:.1f} s".replace(".", ",") if took >= WORTH_SAYING else " klaar", flush=True)
