"""Where somebody stood, and stands no more: their own words are there, and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.http import Http404

from stek.people.identity import Signed
from stek.policy import Role

from .gate import Visit, visit


@dataclass(frozen=True, slots=True)
class Former:
    """A family where somebody stood, and stands no more. It has no name here: that is not theirs to read any longer."""

    id: UUID
    role: Role
    since: datetime
    until: datetime
    put_away: bool  # no parent is left there
    may_return: bool  # who left last brings all back


def former_families() -> list[Former]:
    """Of who asks; the one they left last comes first."""
    with connection.cursor() as cursor:
        cursor.execute("select family, role, since, until, away, may_return from stek.stood()")
        return [Former(family, Role(role), *more) for family, role, *more in cursor.fetchall()]


def visit_to_own_words(signed: Signed, family: UUID, at: datetime) -> Visit:
    """Raises Http404 for who never stood there, and for who still does."""
    found = visit(signed, family, at, inside=False)
    if not found.facts.places:
        raise Http404
    return found
