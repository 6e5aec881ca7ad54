"""Signs in the first parent of every family, and who has many families, as if each had just come through the door.

    python -m bench.sessions < question.json

Runs in the environment of the installation, because a session is sealed with what its settings hold.
Question: dsn (a superuser's), secret (from which the sessions' names are made).
"""

import hashlib
import json
import sys
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg

from .adding import CARER


def token(secret: str, family: UUID) -> str:
    """The session of the first parent of a family, or of this carer; `secret` belongs to the bench's own folder."""
    return hashlib.blake2b(family.bytes, key=secret.encode()[:64], digest_size=16).hexdigest()


def sign_in_all(dsn: str, secret: str) -> None:
    """One live session and one session of Django for each family's founder and for who has many families, and no others."""
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from stek.people.door import token_hash
    from stek.people.models import Person
    from stek.people.sessions import SessionStore

    hashed = Person(password="!").get_session_auth_hash()
    now = datetime.now(UTC)
    with psycopg.connect(dsn) as connection:
        connection.execute("truncate people_livesession, django_session")
        founders = connection.execute("select id, founded_by from circle_family").fetchall()
        founders.append((CARER, CARER))
        opened, until = now - timedelta(minutes=5), now + timedelta(hours=12)
        live = "copy people_livesession (token_hash, person_id, opened_at, until_at) from stdin"
        with connection.cursor().copy(live) as copy:
            for family, person in founders:
                copy.write_row((token_hash(token(secret, family)), person, opened, until))
        kept = "copy django_session (session_key, session_data, expire_date) from stdin"
        with connection.cursor().copy(kept) as copy:
            for family, person in founders:
                said = {
                    SESSION_KEY: str(person),
                    BACKEND_SESSION_KEY: "stek.people.backends.PersonBackend",
                    HASH_SESSION_KEY: hashed,
                }
                store = SessionStore(token(secret, family))
                store._session_cache = said  # new: nothing to look up
                row = store.create_model_instance(said)
                copy.write_row((row.session_key, row.session_data, row.expire_date))
        connection.execute("analyze people_livesession, django_session")


if __name__ == "__main__":
    question = json.load(sys.stdin)
    sign_in_all(question["dsn"], question["secret"])
