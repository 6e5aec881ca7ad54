"""Words kept under a lock per family.

Every family has a data key of its own (AES-256-GCM). Data keys are wrapped by a
key-encryption key that lives in a file or the environment, never in the database or
its backup. The associated data of a ciphertext names where it belongs
(family, table, row, column, key version), so it cannot be moved elsewhere unseen.

Layout of a sealed value: version (1 byte) · nonce (12) · ciphertext and tag.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
KEY_BYTES = 32


class CannotOpen(Exception):
    """The ciphertext does not belong here, was changed, or the key is another one."""


@dataclass(frozen=True, slots=True)
class KeyVersion:
    number: int  # 1–255
    secret: bytes  # 32 bytes


class Box:
    """Seals and opens the words of one family."""

    def __init__(self, family: UUID, keys: Sequence[KeyVersion]):
        self.family = family
        self.newest = max(keys, key=lambda key: key.number).number
        self._ciphers = {key.number: AESGCM(key.secret) for key in keys}

    def seal(self, table: str, row: UUID, column: str, words: str) -> bytes:
        nonce = os.urandom(NONCE)
        place = self._place(table, row, column, self.newest)
        sealed = self._ciphers[self.newest].encrypt(nonce, words.encode(), place)
        return bytes([self.newest]) + nonce + sealed

    def open(self, table: str, row: UUID, column: str, sealed: bytes | memoryview) -> str:
        """The words again. Raises CannotOpen when they are not from exactly this place."""
        sealed = bytes(sealed)
        if not sealed or sealed[0] not in self._ciphers:
            raise CannotOpen(f"{table}.{column}: no such key version")
        version, nonce, body = sealed[0], sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
        try:
            return self._ciphers[version].decrypt(nonce, body, self._place(table, row, column, version)).decode()
        except (InvalidTag, ValueError) as error:  # changed, moved, or cut short
            raise CannotOpen(f"{table}.{column}") from error

    def _place(self, table: str, row: UUID, column: str, version: int) -> bytes:
        return b"|".join((self.family.bytes, table.encode(), row.bytes, column.encode(), bytes([version])))


class Keyring:
    """Makes, wraps and unwraps the data keys of families with the key-encryption key."""

    def __init__(self, secrets: Sequence[bytes]):
        """`secrets`: the current key-encryption key first, older ones after it (for rotation); 32 bytes each."""
        if not secrets or any(len(secret) != KEY_BYTES for secret in secrets):
            raise ValueError("A key-encryption key is 32 bytes.")
        self._ciphers = [AESGCM(secret) for secret in secrets]

    def new_key(self, family: UUID, number: int = 1) -> tuple[KeyVersion, bytes]:
        """A fresh data key, and the same wrapped for the database."""
        key = KeyVersion(number, AESGCM.generate_key(bit_length=256))
        return key, self.wrap(family, key)

    def wrap(self, family: UUID, key: KeyVersion) -> bytes:
        nonce = os.urandom(NONCE)
        return nonce + self._ciphers[0].encrypt(nonce, key.secret, self._owner(family, key.number))

    def unwrap(self, family: UUID, number: int, wrapped: bytes | memoryview) -> KeyVersion:
        """Tries the current key first, then older ones. Raises CannotOpen when none fits."""
        wrapped = bytes(wrapped)
        for cipher in self._ciphers:
            try:
                secret = cipher.decrypt(wrapped[:NONCE], wrapped[NONCE:], self._owner(family, number))
            except (InvalidTag, ValueError):
                continue
            return KeyVersion(number, secret)
        raise CannotOpen("data key")

    def is_current(self, family: UUID, number: int, wrapped: bytes | memoryview) -> bool:
        """Whether this is wrapped with the current key, so that no older one is needed for it."""
        wrapped = bytes(wrapped)
        try:
            self._ciphers[0].decrypt(wrapped[:NONCE], wrapped[NONCE:], self._owner(family, number))
        except (InvalidTag, ValueError):
            return False
        return True

    @staticmethod
    def _owner(family: UUID, number: int) -> bytes:
        return b"stek family key|" + family.bytes + bytes([number])
