"""Django's sessions, of no use to who finds the database.

The cookie holds a key; the database holds its hash, and what the session remembers
is encrypted with a key made from the cookie. A draft that waits for a new sign-in is
therefore unreadable in a dump.
"""

import base64
import hashlib
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.contrib.sessions.backends.base import CreateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone


def _stored_name(key: str) -> str:
    return hashlib.blake2b(key.encode(), digest_size=20, person=b"stek name").hexdigest()


def _cipher(key: str) -> AESGCM:
    return AESGCM(hashlib.blake2b(key.encode(), digest_size=32, person=b"stek words").digest())


class SessionStore(DatabaseStore):
    def _get_session_from_db(self) -> Session | None:
        if self.session_key:
            found = Session.objects.filter(
                session_key=_stored_name(self.session_key), expire_date__gt=timezone.now()
            ).first()
            if found:
                return found
        self._session_key = None
        return None

    def load(self) -> dict[str, Any]:
        key, found = self.session_key, self._get_session_from_db()
        if not found or key is None:
            return {}
        try:
            sealed = base64.b64decode(found.session_data)
            return self.serializer().loads(_cipher(key).decrypt(sealed[:12], sealed[12:], None))
        except (InvalidTag, ValueError):  # of another key, or broken
            return {}

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=_stored_name(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        key = self._get_or_create_session_key()  # type: ignore[attr-defined]
        nonce = os.urandom(12)
        sealed = nonce + _cipher(key).encrypt(nonce, self.serializer().dumps(data), None)
        return Session(
            session_key=_stored_name(key),
            session_data=base64.b64encode(sealed).decode(),
            expire_date=self.get_expiry_date(),
        )

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=_stored_name(key)).delete()


__all__ = ["CreateError", "SessionStore"]
