"""Identifiers that sort by time and tell nothing else (UUIDv7, RFC 9562)."""

import hashlib
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID


def uuid7() -> UUID:
    """A new UUIDv7: 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 7 << 76  # version
    value = value & ~(0x3 << 62) | 2 << 62  # variant
    return UUID(int=value)


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
