"""Acting as the people of a case: each with a live session of their own, ended when the work is done.

Whoever runs this holds the secrets of the installation. Still nothing goes around the
gate: every row is written by the person who says it, as that person.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.db import connection

from stek.kit import clock
from stek.people import door
from stek.people.identity import Signed, enter
from stek.people.models import Organisation, Person
from stek.policy import Purpose

from .shape import Account

# A session is opened over another connection, after the transaction began that it must be valid in.
BEFORE = timedelta(minutes=1)


class NobodyByThatName(Exception):
    """No account with this address, or one that is closed."""


def now() -> datetime:
    """This moment by the clock of the database, which judges periods; ours may run ahead of it."""
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        told: datetime = cursor.fetchone()[0]
    return min(told, clock.now()).astimezone(UTC)


class Company:
    """The people of one case, and who of them is acting now in this transaction."""

    def __init__(self, purpose: Purpose = Purpose.CARE):
        self.purpose = purpose
        self.people: dict[str, Person] = {}
        self._tokens: dict[str, str] = {}
        self._acting: tuple[str, Signed] | None = None

    def account(self, account: Account, password: str) -> Person:
        """The account with this address, made when it is not there; an existing one stays as it is.

        `password` is a hash, as Django stores it; empty for an account that nobody can sign in to yet.
        """
        person = Person.objects.filter(email__iexact=account.email).first()
        if person is None:
            person = Person(email=account.email, name=account.name, discipline=account.discipline)
            person.password = password
            if not password:
                person.set_unusable_password()
            if account.organisation:
                known = Organisation.objects.filter(name=account.organisation).order_by("id").first()
                person.organisation = known or Organisation.objects.create(name=account.organisation)
            person.save(force_insert=True)
        self.people[account.key] = person
        return person

    def known(self, email: str) -> str:
        """The key of the account with this address. Raises NobodyByThatName."""
        person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
        if person is None:
            raise NobodyByThatName(email)
        self.people[str(person.pk)] = person
        return str(person.pk)

    def act(self, key: str) -> Signed:
        """From here on, in this transaction, what is done is done by this person. Raises NobodyByThatName."""
        if self._acting and self._acting[0] == key:
            return self._acting[1]
        if key not in self._tokens:
            token = secrets.token_urlsafe(32)
            self._tokens[key] = token
            door.open_session(token=token, person=self.people[key].pk, at=clock.now() - BEFORE)
        signed = enter(self._tokens[key], self.purpose)
        if signed is None:
            raise NobodyByThatName(self.people[key].email)
        self._acting = (key, signed)
        return signed

    def leave(self, at: datetime) -> None:
        """End every session that was opened here."""
        for token in self._tokens.values():
            door.end_session(token=token, at=at)


@contextmanager
def company(purpose: Purpose = Purpose.CARE) -> Iterator[Company]:
    people = Company(purpose)
    try:
        yield people
    finally:
        people.leave(clock.now())
