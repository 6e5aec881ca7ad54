"""Identifiers that sort by time and tell nothing else (UUIDv7, RFC 9562)."""

import secrets
import time
from collections.abc import Iterable
from typing import Any
from uuid import UUID


def uuid7() -> UUID:
    """A new UUIDv7: 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 7 << 76  # version
    value = value & ~(0x3 << 62) | 2 << 62  # variant
    return UUID(int=value)


def is_id(text: str) -> bool:
    """Whether this is an id as it stands in an address."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def once(values: Iterable[Any]) -> list[Any]:
    """Each of them once, in the order in which they were given."""
    return list(dict.fromkeys(values))
