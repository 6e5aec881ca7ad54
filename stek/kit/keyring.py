"""The key-encryption key of this installation, as the settings name it."""

import base64
from functools import lru_cache

from django.conf import settings

from .sealed import Keyring


@lru_cache(maxsize=4)
def keyring_of(encoded: tuple[str, ...]) -> Keyring:
    """From base64 texts of 32 bytes, the current one first. Raises ValueError when one is something else."""
    return Keyring([base64.urlsafe_b64decode(text.removeprefix("demo-")) for text in encoded])


def keyring() -> Keyring:
    """Built from FAMILY_KEYS."""
    return keyring_of(tuple(settings.FAMILY_KEYS))
