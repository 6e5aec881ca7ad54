"""Identifiers that sort by time and tell nothing else (UUIDv7, RFC 9562)."""

import hashlib
import secrets
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID


class _Moments:
    """Nanoseconds as 48 bits of milliseconds and 12 of a part of one; each later than the one before."""

    def __init__(self) -> None:
        self.last, self.one_by_one = 0, threading.Lock()

    def next(self) -> int:
        milliseconds, rest = divmod(time.time_ns(), 1_000_000)
        with self.one_by_one:
            self.last = max(milliseconds << 12 | rest * 4096 // 1_000_000, self.last + 1)
            return self.last


_moments = _Moments()


def uuid7() -> UUID:
    """A new UUIDv7: 48 bits of Unix milliseconds, 12 bits of a part of one (RFC 9562, 6.2, method 3), 62 random bits.

    What one process makes sorts in the order in which it was made, also within a millisecond: twins that are told of in
    one form keep their places in every list.
    """
    milliseconds, part = divmod(_moments.next(), 4096)
    return UUID(int=milliseconds << 80 | 7 << 76 | part << 64 | 2 << 62 | secrets.randbits(62))


@dataclass(frozen=True, slots=True)
class FormKey:
    """The key of one form of one author: sent twice, it is one deed. It is never a row's id: whoever chooses a key
    chooses no id, and a key that equals the id of a row they may not see answers like any other.
    """

    key: UUID

    def row_of(self, author: UUID) -> UUID:
        """The id of the row that this form of this author makes (UUIDv8, RFC 9562): always the same."""
        digest = hashlib.blake2b(author.bytes + self.key.bytes, digest_size=16, person=b"stek form").digest()
        value = int.from_bytes(digest)
        return UUID(int=value & ~(0xF << 76 | 0x3 << 62) | 8 << 76 | 2 << 62)


def is_id(text: str) -> bool:
    """Whether this is an id as it stands in an address."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def once(values: Iterable[Any]) -> list[Any]:
    """Each of them once, in the order in which they were given."""
    return list(dict.fromkeys(values))
