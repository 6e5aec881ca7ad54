"""How often somebody may try: counted once, for all processes."""

import subprocess
import sys

import pytest
from django.core.cache import cache
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from stek.people.limits import unreadable
from stek.people.models import Person
from stek.people.tests.test_sign_in import PASSWORD, is_in, plain, sign_in


@pytest.fixture
def an(db) -> Person:
    return Person.objects.create_user("an@example.org", PASSWORD, name="An")


def test_after_a_few_wrong_passwords_the_right_one_has_to_wait_as_well(an):
    for _ in range(5):
        sign_in(Client(), password="geraden")
    browser = Client()
    response = sign_in(browser)
    assert not is_in(browser) and response.status_code in (200, 429)


def test_an_unknown_address_has_to_wait_just_the_same(an):
    told = []
    for email in ("an@example.org", "nobody@example.org"):
        told.append([plain(sign_in(Client(), email, "geraden")) for _ in range(5)])
    assert told[0] == told[1]


def test_who_keeps_on_trying_gets_a_calm_page(an, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    given = [sign_in(Client(), email=f"n{n}@example.org") for n in range(4)]
    assert [response.status_code for response in given] == [200, 200, 200, 429]
    assert "Even wachten" in given[-1].content.decode()


def test_the_count_is_kept_where_every_process_finds_it(an):
    """What this process counted is there for another connection: it is a row, written at once."""
    with transaction.atomic():
        cache.set("tried", [1.0, 2.0], 60)
        transaction.set_rollback(True)  # the request is undone; the count is not
    assert cache.get("tried") == [1.0, 2.0]


def test_the_app_can_neither_read_nor_forge_the_count(an):
    for statement in (
        "select * from people_attempts",
        "delete from people_attempts",
        "insert into people_attempts values ('a', 'b', now())",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_no_address_of_the_internet_is_kept(an, superuser):
    sign_in(Client(), password="geraden")
    rows = superuser.execute("select cache_key, value from people_attempts").fetchall()
    assert rows and not any("127.0.0.1" in key or "an@example" in key for key, _ in rows)
    assert unreadable("a", "b", 1) != unreadable("a", "b", 2) != unreadable("c", "b", 2)


def test_in_real_use_the_proxy_s_word_for_the_address_is_taken(an):
    script = (
        "import os; os.environ.update(STEK_SECRET_KEY='x', STEK_FAMILY_KEY='x', STEK_ALLOWED_HOSTS='a.example',"
        " DATABASE_URL='postgresql://a@b/c', DJANGO_SETTINGS_MODULE='stek.settings.production');"
        "from django.conf import settings as s; print(s.ALLAUTH_TRUSTED_PROXY_COUNT, s.PASSWORD_HASHERS,"
        " s.CACHES['default']['BACKEND'], s.MAILERS['default']['BACKEND'], s.SESSION_COOKIE_SECURE)"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert told.split() == [
        "1", "['django.contrib.auth.hashers.Argon2PasswordHasher']", "django.core.cache.backends.db.DatabaseCache",
        "django.core.mail.backends.smtp.EmailBackend", "True",
    ]  # fmt: skip
