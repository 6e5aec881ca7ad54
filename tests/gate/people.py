"""What the scenarios of this folder have in common: noting, reading, asking the database directly."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection, connections

from stek.circle import actions as circle
from stek.circle.former import visit_to_own_words
from stek.circle.gate import visit
from stek.circle.models import Grant, Hidden
from stek.circle.rules import Relation
from stek.circle.tests.builders import MadeFamily, Somebody, make_person
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.people.identity import acting
from stek.policy import Purpose, Section
from stek.story import actions as story
from stek.story.actions import Noticed
from stek.story.models import Observation
from stek.story.queries import opened
from stek.story.rules import Certainty


def in_the_circle(family, name="Sofie", discipline="midwife", relation=Relation.MIDWIFE, **consent):
    who = make_person(name, discipline)
    family.ask_in(who, relation, **consent)
    return who


def recognise(family: MadeFamily, by: Somebody, who: Somebody) -> None:
    """The second tap: yes, that is whom we meant."""
    with by.acting() as signed:
        circle.recognise(place=family.places[who.id], by=family.visit(by, signed), at=signed.at)


def note(
    family: MadeFamily,
    who: Somebody,
    words: str,
    *,
    private: bool = False,
    told_by: UUID | None = None,
    quoted: UUID | None = None,
) -> Observation:
    with who.acting() as signed:
        here = family.visit(who, signed)
        noticed = Noticed(words=words, happened_on=clock.today(), told_by=told_by, quoted=quoted)
        return story.note(noticed=noticed, by=here, at=here.at, share=not private)


def link(family: MadeFamily, who: Somebody, one: Observation, other: Observation) -> UUID:
    with who.acting() as signed:
        here = family.visit(who, signed)
        return story.link(
            from_thread=one.thread_id, to_thread=other.thread_id, certainty=Certainty.TOLD, by=here, at=here.at
        ).id


def hide(family: MadeFamily, by: Somebody, *gone: Somebody, thread: UUID):
    """Everybody who stands there goes on reading it, but these."""
    readers = set(family.places) - {one.id for one in gone}
    with by.acting() as signed:
        here = family.visit(by, signed)
        return circle.hide(thread=thread, readers=readers, by=here, at=here.at)


def show(family: MadeFamily, by: Somebody, thread: UUID) -> None:
    with by.acting() as signed:
        here = family.visit(by, signed)
        hidden = Hidden.objects.get(family_id=family.id, thread_id=thread, hidden_by=by.id, lifted_at=None)
        circle.show(hidden=hidden, by=here, at=here.at)


def withdraw_all(family: MadeFamily, of: Somebody) -> None:
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        for grant in Grant.objects.filter(family_id=family.id, circle_member_id=family.places[of.id]):
            circle.withdraw(grant=grant, by=here, at=clock.now())


def end_place(family: MadeFamily, of: Somebody) -> None:
    with family.parent.acting() as signed:
        circle.let_go(place=family.places[of.id], by=family.visit(family.parent, signed), at=clock.now())


def reads(family: MadeFamily, who: Somebody, purpose: str = Purpose.CARE) -> set[str]:
    """Every note of the family that somebody can read now, in its own words: what row-level security gives."""
    with acting(who.token, purpose) as signed:
        rows = list(Observation.objects.filter(family_id=family.id))
        if not rows:
            return set()
        assert signed is not None
        here = visit(signed, family.id, signed.at)
        return {opened(row, here).words for row in rows}


def own_words(family: MadeFamily, who: Somebody) -> set[str]:
    """What somebody reads of the story who stands there no more."""
    with who.acting() as signed:
        here = visit_to_own_words(signed, family.id, signed.at)
        return {opened(row, here).words for row in Observation.objects.filter(family_id=family.id)}


def ask(statement: str, *values: Any) -> list[tuple]:
    """Straight to the database, in whatever transaction is open, as an attacker inside the app would."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def meanwhile[Result](deed: Callable[[], Result]) -> Result:
    """Done by somebody else on another connection, and finished when this returns."""
    return Elsewhere(deed).result()


class Elsewhere:
    """The same, without waiting for it."""

    def __init__(self, deed: Callable[[], Any]) -> None:
        self.found: Any = None
        self.error: BaseException | None = None
        self.thread = threading.Thread(target=self._run, args=[deed], daemon=True)
        self.thread.start()

    def _run(self, deed: Callable[[], Any]) -> None:
        try:
            self.found = deed()
        except BaseException as error:
            self.error = error
        finally:
            connections.close_all()

    def still_waits(self, seconds: float) -> bool:
        self.thread.join(seconds)
        return self.thread.is_alive()

    def result(self) -> Any:
        self.thread.join(20)
        assert not self.thread.is_alive(), "still waiting"
        if self.error:
            raise self.error
        return self.found


def place_of(alias: str = "default") -> dict[str, Any]:
    """Where the database of the tests is, for a connection of one's own."""
    parameters = connections[alias].get_connection_params()
    known = ("dbname", "user", "password", "host", "port", "options")
    return {name: parameters[name] for name in known if parameters.get(name)}


def connect(alias: str = "default") -> psycopg.Connection[Any]:
    return psycopg.connect(**place_of(alias))


def row_of(family, who) -> Observation:
    """A shared note of `who`, past every action: for trying what the database itself says."""
    id, place = uuid7(), family.places[who.id]
    return Observation(
        family_id=family.id, id=id, thread_id=id, section=Section.STORY, author_id=who.id, author_member_id=place,
        rests_on=[id, place], shared_at=clock.now(), shared_by=who.id, words_sealed=b"x", lane="child",
        tone="noticed", happened_on=clock.today(), written_at=clock.now(),
    )  # fmt: skip


HIDE = (
    "insert into circle_hidden (family_id, id, thread_id, readers, hidden_at, hidden_by)"
    " values (%s, gen_random_uuid(), %s, array[%s::uuid], now(), stek.person())"
)
