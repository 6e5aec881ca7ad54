"""The load generator: a process of its own that asks the server for pages, and ends by itself.

    python -m bench.loading < question.json > answer.json

Question: place (of the server's socket), what (page · full · today · capture), families (pairs of id and session), connections, seconds, warm (seconds
first that do not count). Answer: the milliseconds of every request that counted, and what went wrong.
"""

import random
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from .asking import Browser
from .clients import Client, Wrong, answer
from .world import FIRST, VISIBLE, words

TOLD = b'<article class="event of-'
IN_ROOMS = (
    b'<section class="carries">',
    b'<section class="burdens">',
    b'<ul class="plan">',
)  # when something stands there
LINE = b'<li class="card" id="w-'
PARTS = (
    b'id="sterk"',
    b'id="circle"',
    b'id="open"',
    b'id="story"',
    b'id="balance"',
    b'id="needs"',
    b'id="plan"',
    b'id="readers"',
    b"</html>",
)


class Parent:
    """A browser in which, with every question, another parent sits."""

    def __init__(self, place: str) -> None:
        self.browser = Browser(place)

    def ask(self, what: str, family: list[str], dice: random.Random) -> float:
        if what == "today":
            return self._today(family[1])
        return self._capture(*family, dice) if what == "capture" else self._page(*family, full=what == "full")

    def _today(self, session: str) -> float:
        begun = time.perf_counter()
        answer = self.browser.get("/", session)
        took = time.perf_counter() - begun
        body = answer.body()
        if answer.status != 200 or LINE not in body or b"</html>" not in body:
            raise Wrong(f"the day is not whole: {answer.status}, {len(body)} bytes")
        return took

    def _page(self, family: str, session: str, *, full: bool) -> float:
        begun = time.perf_counter()
        answer = self.browser.get(f"/families/{family}/", session)
        took = time.perf_counter() - begun
        body = answer.body()
        there = body.count(TOLD) >= (FIRST if full else VISIBLE)
        if answer.status != 200 or not there or not all(part in body for part in (*PARTS, *(IN_ROOMS if full else ()))):
            raise Wrong(f"the page is not whole: {answer.status}, {len(body)} bytes, {body.count(TOLD)} notes")
        return took

    def _capture(self, family: str, session: str, dice: random.Random) -> float:
        if not self.browser.csrf:
            self.browser.learn_csrf(f"/families/{family}/observations/new/", session)
        fields = {
            "words": words(dice, "Bo", "Mama"), "readers": "circle", "tone": "strength", "knowing": "seen",
            "csrfmiddlewaretoken": self.browser.csrf,
        }  # fmt: skip
        begun = time.perf_counter()
        answer = self.browser.post(f"/families/{family}/observations/", urlencode(fields), session)
        took = time.perf_counter() - begun
        if answer.status != 302 or not answer.header("location").endswith("?done=kept"):
            raise Wrong(f"not kept: {answer.status}")
        return took


def parents(question: dict[str, Any]) -> Callable[[], Client]:
    return lambda: Parent(question["place"])


if __name__ == "__main__":
    answer(parents)
