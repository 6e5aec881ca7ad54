"""Addresses in Stek that hold nothing but ids, which most do."""

from functools import cache
from uuid import UUID

from django.urls import reverse

_ANY = str(UUID(int=0))  # stands for an id, of whatever


def address(name: str, *ids: UUID | str) -> str:
    """What `reverse` says for these ids. The shape of an address is worked out once; only ids go in it."""
    return _shape(name, len(ids)).format(*ids)


@cache
def _shape(name: str, many: int) -> str:
    return reverse(name, args=[_ANY] * many).replace(_ANY, "{}")
