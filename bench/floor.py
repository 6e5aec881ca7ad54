"""The floor under the figures: the same rows read or written by plain psycopg, without Django, gate or page.

    python -m bench.floor < question.json > answer.json

Question: dsn (a superuser's, so that no row-level security applies), family_key, what (page · capture), families
(pairs of id and wrapped key), connections, seconds, warm. Reading a page writes its line in the trail too, in one
durable transaction; the words stay sealed. The words that are written are sealed before the clock starts.
"""

import base64
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg

from stek.kit.ids import uuid7
from stek.kit.sealed import Box, Keyring

from .clients import Client, answer
from .world import words

READ = (
    "select version, wrapped from circle_familykey where family_id = %s",
    "select * from circle_member where family_id = %s and until_at is null order by from_at, id",
    "select * from circle_circlemember where family_id = %s order by from_at, id",
    "select * from circle_grant where family_id = %s",
    "select * from circle_tie where family_id = %s and until_at is null order by said_at, id",
    "select * from story_observation where family_id = %s order by happened_on desc, id desc limit 41",
    "select * from story_influence where family_id = %s and until_at is null order by written_at, id",
)
TRAIL = (
    "insert into trail_trailentry (family_id, id, at, person_id, deed, kind, subject_id, section, purpose, reason, rests_on)"
    " values (%s, %s, %s, %s, %s, %s, %s, 'story', 'care', '', %s)"
)
PARENT = "select id, person_id from circle_circlemember where family_id = %s and role = 'parent' order by from_at, id limit 1"
NOTE = (
    "insert into story_observation (family_id, id, section, author_id, author_member_id, rests_on, shared_at, shared_by,"
    " thread_id, words_sealed, lane, about, knowing, tone, small_success, domains, happened_on, written_at)"
    " values (%s, %s, 'story', %s, %s, %s, %s, %s, %s, %s, 'child', '{}', 'seen', 'strength', false, '{}', %s, %s)"
)


class Plain:
    """One connection."""

    def __init__(self, dsn: str, ring: Keyring) -> None:
        self.connection, self.ring = psycopg.connect(dsn), ring

    def ask(self, what: str, family: list[str], dice: random.Random) -> float:
        return self._page(UUID(family[0])) if what == "page" else self._capture(UUID(family[0]), family[1], dice)

    def _page(self, family: UUID) -> float:
        begun = time.perf_counter()
        with self.connection.transaction():
            for statement in READ:
                self.connection.execute(statement, [family]).fetchall()
            line = [family, uuid7(), datetime.now(UTC), family, "read", "page", None, []]
            self.connection.execute(TRAIL, line)
        return time.perf_counter() - begun

    def _capture(self, family: UUID, wrapped: str, dice: random.Random) -> float:
        with self.connection.transaction():
            place, person = self.connection.execute(PARENT, [family]).fetchone() or (family, family)
        id, at = uuid7(), datetime.now(UTC)
        box = Box(family, [self.ring.unwrap(family, 1, base64.b64decode(wrapped))])
        sealed = box.seal("observation", id, "words", words(dice, "Bo", "Mama"))
        rests = [id, place]
        begun = time.perf_counter()
        with self.connection.transaction():
            self.connection.execute(NOTE, [family, id, person, place, rests, at, person, id, sealed, at.date(), at])
            self.connection.execute(TRAIL, [family, uuid7(), at, person, "note", "observation", id, rests])
        return time.perf_counter() - begun


def connections(question: dict[str, Any]) -> Callable[[], Client]:
    ring = Keyring([base64.urlsafe_b64decode(question["family_key"])])
    return lambda: Plain(question["dsn"], ring)


if __name__ == "__main__":
    answer(connections, psycopg.Error)
