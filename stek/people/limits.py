"""How often somebody tried: counted at the door, for all processes together, and remembered for minutes.

allauth counts attempts to sign in, and refuses a code that was used already, in Django's cache.
In the memory of one process that count would start anew in every other. So it stands in the
database, where only the door role comes: it is written outside the request's transaction, holds
no lock on it, and stays when the request is undone. The app role can neither read nor forge it.
"""

import hashlib
from typing import Any

CACHE_ROWS = "django_cache"  # the label under which Django's database cache asks for its connection


class DoorKeepsCount:
    """Routes the cache to the door's own connection, and nothing else."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "door" if model._meta.app_label == CACHE_ROWS else None

    db_for_write = db_for_read


def unreadable(key: str, prefix: str, version: int) -> str:
    """A key of the cache as it is stored: it may name an address of the internet, so it is hashed."""
    return hashlib.blake2b(f"{prefix}:{version}:{key}".encode(), digest_size=24, person=b"stek limits").hexdigest()
