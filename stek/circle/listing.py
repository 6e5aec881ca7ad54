"""Every list of the record comes through here: what `decide()` lets through as well, and a discreet visit may meet."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from stek.policy import Verb

from .cards import other_cards
from .gate import Visit, Visits, item_of


def decided(rows: Iterable[Any], visit: Visit) -> list[Any]:
    """The rows of a list that `decide()` lets through as well, and a discreet visit may meet: every list comes here."""
    return [row for row in rows if _lists(row, visit)]


def _lists(row: Any, visit: Visit) -> bool:
    return not is_aside(row, visit) and bool(visit.decide(Verb.READ, item_of(row)))


def asked_for(row: Any, visit: Visit) -> Visit:
    """The visit of who asked for this by its own address: nothing that belongs to it is left out."""
    return visit.whole if is_aside(row, visit) else visit


def is_aside(row: Any, visit: Visit) -> bool:
    """Whether this is left out of a list that somebody may look at with who reads it: what only they read and, for a
    parent, what another parent does not read. For a carer that stands in the list: they must not miss it."""
    if visit.beside:  # a page by its own address as well: for who is there it does not exist
        return not visit.decide(Verb.READ, item_of(row))
    if not visit.discreet:
        return False
    if row.shared_at is None or not other_cards(visit).isdisjoint(row.rests_on):  # written from another card of theirs
        return True
    return visit.is_parent and not visit.out_of_sight.isdisjoint(row.rests_on)


def listable[Row: models.Model](rows: models.QuerySet[Row], visit: Visit) -> models.QuerySet[Row]:
    # The same, asked of the database: for a list that ends after so many rows, or looks at later versions.
    return rows.filter(shared_at__isnull=False) if visit.discreet else rows


def decided_in(rows: Iterable[Any], visits: Visits) -> list[Any]:
    """The same for rows of several families, each judged in its own."""
    return [row for row in rows if _lists(row, visits[row.family_id])]
