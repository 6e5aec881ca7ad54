"""Asking the author of something to close it, or to open it for somebody; and what that author answers."""

from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from stek.kit.ids import uuid7
from stek.kit.whole import one_at_a_time, whole

from ..gate import Visit
from ..models import AuthorAsked
from ..rules import Wish


class NobodyToAsk(Exception):
    """Its author does not stand here, or does not know from where it is asked; or who asks does not read it."""


def _author_to_ask(visit: Visit, kind: str, thread: UUID) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute("select stek.author_to_ask(%s, %s, %s)", [visit.family, kind, thread])
        return cursor.fetchone()[0]


@whole
def ask_author(
    *, kind: str, thread: UUID, wish: Wish, by: Visit, at: datetime, for_person: UUID | None = None, words: str = ""
) -> AuthorAsked:
    """Of one thing, each wish once: twice changes nothing. No other person learns of it, by mail or anywhere.

    `for_person`: who should read it too, when the wish is to open it. Raises NobodyToAsk; the database checks it too.
    """
    one_at_a_time(by.family, thread)
    asked = AuthorAsked(
        family_id=by.family, id=uuid7(), kind=kind, thread_id=thread, wish=wish, for_person=for_person, asked_at=at,
        asked_by=by.person,
    )  # fmt: skip
    before = AuthorAsked.objects.filter(
        family_id=by.family, thread_id=thread, asked_by=by.person, wish=wish, for_person=for_person
    ).first()
    if before is not None:
        return before
    author = _author_to_ask(by, kind, thread)
    if author is None or by.member_id is None:
        raise NobodyToAsk
    asked.asked_of, asked.asked_from = author, by.member_id
    if words:
        asked.words_sealed = by.box.seal("authorasked", asked.id, "words", words)
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except DatabaseError as error:
        raise NobodyToAsk from error
    by.record("ask", "authorasked", subject=asked.id, section=f"own:{by.person}", rests_on=[thread], at=at)
    return asked


@whole
def answer_asked(*, asked: UUID, agreed: bool, by: Visit, at: datetime) -> bool:
    """What its author answers, once; who asked reads yes or no. Says whether it was still open."""
    rows = AuthorAsked.objects.filter(family_id=by.family, id=asked, asked_of=by.person, answered_at=None)
    if not rows.update(agreed=agreed, answered_at=at):
        return False
    by.record("answer", "authorasked", subject=asked, section=f"own:{by.person}", at=at)
    return True
