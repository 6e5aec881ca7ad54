import os
import secrets
from urllib.parse import quote

import pytest
from django.db import connections


def _url(alias: str) -> str:
    place = connections.settings[alias]
    return (
        f"postgresql://{quote(place['USER'])}:{quote(place['PASSWORD'])}@/{place['NAME']}"
        f"?host={quote(place['HOST'], safe='')}&port={place['PORT']}"
    )


@pytest.fixture
def environment(db) -> dict[str, str]:
    """What a `stek work` of its own needs, to work on the database of the tests."""
    return {
        "DATABASE_URL": _url("default"),
        "DATABASE_URL_WORK": _url("work"),
        "STEK_ROLE_PREFIX": os.environ["STEK_ROLE_PREFIX"],
        "STEK_SECRET_KEY": secrets.token_urlsafe(48),
        "STEK_FAMILY_KEY": "x",
        "STEK_ALLOWED_HOSTS": "stek.example",
        "STEK_ADDRESS": "https://stek.example",
        "STEK_MAIL_FROM": "stek@stek.example",
    }
