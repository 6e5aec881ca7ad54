"""Acting as the people of a case: each with a live session of their own, ended when the work is done.

Whoever runs this holds the secrets of the installation. Still nothing goes around the
gate: every row is written by the person who says it, as that person.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from stek.kit import clock
from stek.people import door
from stek.people.identity import Signed, enter
from stek.people.models import Organisation, Person
from stek.policy import Purpose

from .shape import Account


class NobodyByThatName(Exception):
    """No account with this address, or one that is closed."""


class Company:
    """The people of one case, and who of them is acting now."""

    def __init__(self, purpose: Purpose = Purpose.CARE):
        self.purpose = purpose
        self.opened_at = clock.now()  # before the transaction: a session that begins in it is not live yet
        self.people: dict[str, Person] = {}
        self._tokens: dict[str, str] = {}

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
                person.organisation = Organisation.objects.get_or_create(name=account.organisation)[0]
            person.save(force_insert=True)
        self.people[account.key] = person
        return person

    def known(self, key: str, email: str) -> Person:
        person = Person.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise NobodyByThatName(email)
        self.people[key] = person
        return person

    def act(self, key: str) -> Signed:
        """From here on, in this transaction, what is done is done by this person."""
        if key not in self._tokens:
            token = secrets.token_urlsafe(32)
            door.open_session(token=token, person=self.people[key].pk, at=self.opened_at)
            self._tokens[key] = token
        signed = enter(self._tokens[key], self.purpose)
        if signed is None:
            raise NobodyByThatName(self.people[key].email)
        return signed

    def leave(self, at: datetime) -> None:
        for token in self._tokens.values():
            door.end_session(token=token, at=at)


@contextmanager
def company(purpose: Purpose = Purpose.CARE) -> Iterator[Company]:
    people = Company(purpose)
    try:
        yield people
    finally:
        people.leave(clock.now())
