"""How long somebody waits for the list of factors while typing: one asks, letter by letter, and nobody else does."""

import math
import time
from urllib.parse import quote

from .asking import Browser

WORDS = ("slapen", "alleen", "familie", "werk", "borstvoeding", "vriendin", "te moe", "grootouders")
ROUNDS = 8


class NotFound(Exception):
    """The list did not come, or without anything in it."""


def search(place: str, family: str, session: str) -> list[float]:
    """Milliseconds for each letter that was typed, sorted; the first round warms up and does not count."""
    browser, took, found = Browser(place), [], False
    for number in range(ROUNDS + 1):
        for word in WORDS:
            for end in range(1, len(word) + 1):
                begun = time.perf_counter()
                answer = browser.get(
                    f"/families/{family}/balance/factors/find/?q={quote(word[:end])}", session, "HX-Request: true\r\n"
                )
                if answer.status != 200:
                    raise NotFound(f"{answer.status}: {word[:end]}")
                if number:
                    took.append(1000 * (time.perf_counter() - begun))
                found |= b"?code=" in answer.body()
    if not found:
        raise NotFound(", ".join(WORDS))
    return sorted(took)


def percentile(took: list[float], share: float) -> float:
    """Of sorted milliseconds."""
    return took[min(len(took) - 1, math.ceil(share * len(took)) - 1)]
