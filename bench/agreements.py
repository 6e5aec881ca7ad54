"""What is agreed around the families of somebody with many: on a day, past it, with somebody who stands in, without
a word yet, and handed over. For most families nothing waits today, as on most days."""

import uuid
from datetime import datetime, timedelta
from uuid import UUID

import psycopg

from stek.continuity.rules import CONTACT
from stek.kit.ids import uuid7
from stek.kit.sealed import Box, Keyring

from .lines import Lines

AROUND = (
    "select c.family_id, c.id, k.version, k.wrapped, p.id, p.person_id, o.id from circle_circlemember c"
    " join circle_familykey k on k.family_id = c.family_id"
    " join circle_family f on f.id = c.family_id"
    " join circle_circlemember p on p.family_id = c.family_id and p.person_id = f.founded_by"
    " join circle_circlemember o on o.family_id = c.family_id and o.relation = 'midwife'"
    " where c.person_id = %s order by c.family_id"
)


def agreements(lines: Lines, connection: psycopg.Connection, ring: Keyring, carer: UUID, now: datetime) -> None:
    rows = connection.execute(AROUND, [carer]).fetchall()
    for number, (family, place, version, wrapped, parent, founder, midwife) in enumerate(rows):
        around = _Around(lines, Box(family, [ring.unwrap(family, version, wrapped)]), now)
        # One in ten is for today or a few days past; the others are for later.
        days = -(number // 10 % 3) if number % 10 == 0 else 5 + number % 20
        own = around.follow_up(carer, place, days, "Ik bel hoe de nachten gaan en of het drinken lukt.")
        if number % 5 == 0:
            around.put_off(own, carer, place, days)
        if number % 15 == 1:
            around.follow_up(founder, parent, -3, "Ik vraag na wie er op woensdag kan helpen.", stand_in=place)
        if number % 4 == 1:
            around.referral(carer, place, 20 if number % 20 == 1 else 5)
        if number % 12 == 0:
            around.handover(carer, place, midwife)


class _Around:
    """One family."""

    def __init__(self, lines: Lines, box: Box, now: datetime) -> None:
        self.lines, self.box, self.now, self.family = lines, box, now, box.family
        self.at = now - timedelta(days=25)

    def _add(self, table: str, id: UUID, person: UUID, rests: list[UUID], *values: object) -> None:
        under = list(dict.fromkeys([id, *rests]))
        self.lines.add(table, self.family, id, CONTACT, person, rests[0], under, self.at, person, *values)

    def follow_up(self, person: UUID, place: UUID, days: int, words: str, stand_in: UUID | None = None) -> UUID:
        id, day = uuid7(), self.now.date() + timedelta(days=days)
        self._add(
            "continuity_followup", id, person, [place, *([stand_in] if stand_in else [])], "call",
            self.box.seal("followup", id, "words", words), [], day, stand_in, self.at,
        )  # fmt: skip
        return id

    def put_off(self, of: UUID, person: UUID, place: UUID, days: int) -> None:
        id, day = uuid7(), self.now.date() + timedelta(days=days)
        self._add(
            "continuity_move", id, person, [place, of], "follow_up", of, "put_off", "open",
            self.box.seal("move", id, "words", "Deze dag past beter voor het gezin."), day, self.at.date(), self.at,
        )  # fmt: skip

    def referral(self, person: UUID, place: UUID, days_ago: int) -> None:
        id, need = uuid7(), uuid.uuid5(self.family, "need")
        self._add(
            "continuity_referral", id, person, [place, need], need,
            self.box.seal("referral", id, "offer", "Het huis van het kind"), 14,
            self.now.date() - timedelta(days=days_ago), self.at,
        )  # fmt: skip

    def handover(self, person: UUID, place: UUID, to: UUID) -> None:
        id = uuid7()
        self._add(
            "continuity_handover", id, person, [place, to], to,
            self.box.seal("handover", id, "words", "Zo hielp het tot nu: rustig beginnen en veel luisteren."), self.at,
        )  # fmt: skip
