"""Sending forms of the story, and reading back what came of it."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connections

from stek.circle.tests.builders import MadeFamily, Somebody
from stek.story.queries import Moves, Told, influences, story_page


def send(family: MadeFamily, who: Somebody, words: str = "Ze lachte.", **fields: Any):
    """A new note, shared with the circle unless said otherwise."""
    return who.browser.post(f"/families/{family.id}/observations/", {"words": words, "readers": "circle"} | fields)


def without(family: MadeFamily, who: Somebody, *gone: Somebody) -> dict[str, list[str]]:
    """The ticks that `who` sends, where they take away the ticks of these: everybody else around the family reads it."""
    offered = [str(person) for person in family.places if person != who.id]
    return {"offered": offered, "reads": [one for one in offered if one not in {str(g.id) for g in gone}]}


def noted(family: MadeFamily, who: Somebody, words: str = "Ze lachte.", **fields: Any) -> str:
    """The id of a new note."""
    response = send(family, who, words, **fields)
    assert response.status_code == 302, response.content.decode()
    return response.headers["Location"].split("/")[4]


def story_of(family: MadeFamily, who: Somebody, size: int = 1000) -> list[Told]:
    with who.acting() as signed:
        return list(story_page(family.visit(who, signed), size=size).told)


def words_of(family: MadeFamily, who: Somebody) -> list[str]:
    return [one.words for one in story_of(family, who)]


def links_of(family: MadeFamily, who: Somebody) -> tuple[Moves, ...]:
    with who.acting() as signed:
        return influences(family.visit(who, signed))


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """All in the same moment, each in a thread and on a connection of its own. Gives what each gave."""
    start, given = Barrier(len(deeds)), [None] * len(deeds)

    def run(place: int, deed: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            given[place] = deed()
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=one) for one in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return given
