"""The floor under the figures: the same rows read or written by plain psycopg, without Django, gate or page.

    python -m bench.floor < question.json > answer.json

Question: dsn (a superuser's, so that no row-level security applies), family_key, what (page · full · today · capture), families
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

WEIGHS = (
    "select * from balance_factor f where family_id = %(family)s and side = '{side}'"
    " and not exists (select from balance_factor later where later.family_id = f.family_id and later.supersedes_id = f.id)"
    " and not exists (select from balance_mark m where m.family_id = f.family_id and m.kind = 'ended'"
    " and m.factor_thread = f.thread_id) order by written_at desc, id desc limit 4"
)
READ = (
    "select version, wrapped from circle_familykey where family_id = %(family)s",
    "select * from circle_member where family_id = %(family)s and until_at is null order by from_at, id",
    "select * from circle_circlemember where family_id = %(family)s order by from_at, id",
    "select * from circle_grant where family_id = %(family)s",
    "select * from circle_tie where family_id = %(family)s and until_at is null order by said_at, id",
    "select * from story_observation where family_id = %(family)s order by happened_on desc, id desc limit 25",
    "select * from story_influence where family_id = %(family)s and until_at is null order by written_at, id",
    f"({WEIGHS.format(side='support')}) union all ({WEIGHS.format(side='burden')})",
    "select * from needs_need n where family_id = %(family)s and state = 'now' and not exists (select from needs_need later"
    " where later.family_id = n.family_id and later.supersedes_id = n.id) order by said_at desc, id desc limit 4",
    "select * from plans_step s where family_id = %(family)s and ends_on >= %(today)s"
    " and not exists (select from plans_step later where later.family_id = s.family_id and later.supersedes_id = s.id)"
    " and not exists (select from plans_mark m where m.family_id = s.family_id and m.kind = 'ended'"
    " and m.of_id = s.thread_id)"
    " and not exists (select from plans_review r where r.family_id = s.family_id and r.fitting = 'end'"
    " and r.goal_id = s.goal_id) order by starts_on, id limit 3",
)
OPEN = (
    "select * from continuity_{table} f where family_id = any(%(families)s) and coalesce((select state from continuity_move m"
    " where m.family_id = f.family_id and m.of_id = f.id order by written_at desc, id desc limit 1), '')"
    " not in ('done', 'dropped', 'ended', 'withdrawn') order by written_at, id"
)
AROUND = "select family_id from circle_circlemember where person_id = %(person)s and until_at is null"
DAY = (
    "select * from circle_familykey where family_id = any(%(families)s)",
    "select * from circle_grant where family_id = any(%(families)s)",
    "select * from circle_member where family_id = any(%(families)s) and until_at is null order by from_at, id",
    "select * from circle_circlemember where family_id = any(%(families)s) order by from_at, id",
    OPEN.format(table="followup"),
    OPEN.format(table="referral"),
    "select * from continuity_handover where family_id = any(%(families)s) order by written_at, id",
    "select * from continuity_move where family_id = any(%(families)s) order by written_at, id",
    "select distinct on (family_id) * from circle_pace where family_id = any(%(families)s)"
    " order by family_id, written_at desc, id desc",
    "select family_id, about, lane, max(happened_on) from story_observation where family_id = any(%(families)s)"
    " group by family_id, about, lane",
    "select * from needs_need n where family_id = any(%(families)s) and state = 'now' and review_on <= %(today)s"
    " and not exists (select from needs_need later where later.family_id = n.family_id and later.supersedes_id = n.id)",
)
TRAIL = (
    "insert into trail_trailentry (family_id, id, at, person_id, deed, kind, subject_id, section, purpose, reason, rests_on, stood_as)"
    " values (%s, %s, %s, %s, %s, %s, %s, 'story', 'care', '', %s, 'parent')"
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
        if what == "today":
            return self._today(UUID(family[0]))
        return self._capture(UUID(family[0]), family[1], dice) if what == "capture" else self._page(UUID(family[0]))

    def _today(self, person: UUID) -> float:
        given: dict[str, Any] = {"person": person, "today": datetime.now(UTC).date()}
        begun = time.perf_counter()
        with self.connection.transaction():
            given["families"] = [family for (family,) in self.connection.execute(AROUND, given).fetchall()]
            for statement in DAY:
                self.connection.execute(statement, given).fetchall()
            line = [given["families"][0], uuid7(), datetime.now(UTC), person, "read", "day", None, []]
            self.connection.execute(TRAIL, line)
        return time.perf_counter() - begun

    def _page(self, family: UUID) -> float:
        given = {"family": family, "today": datetime.now(UTC).date()}
        begun = time.perf_counter()
        with self.connection.transaction():
            for statement in READ:
                self.connection.execute(statement, given).fetchall()
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
