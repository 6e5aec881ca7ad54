"""Law: a log holds ids and paths, and no word and no name of anybody."""

import io
import logging
import logging.config
import secrets
from collections.abc import Iterator
from unittest import mock

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from stek.circle.tests.builders import make_family
from stek.story import views

WORDS = "Kanarie zingt zachtjes voor Wolkje"
NAME = "Ooievaartje"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the log of a running Stek would hold: its own formatter, and every logger down to DEBUG."""
    paper = io.StringIO()
    formatter = settings.LOGGING["formatters"]["line"]
    handler = logging.StreamHandler(paper)
    from stek.kit.quiet import IdsOnly

    handler.setFormatter(IdsOnly(formatter["format"]))
    names = ["", "django", "django.request", "stek"]
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.INFO)
        logging.getLogger(name).addHandler(handler)
    yield paper
    for name in names:
        logging.getLogger(name).removeHandler(handler)
        logging.getLogger(name).setLevel(before[name])


def posted(browser: Client, family, words: str = WORDS):
    browser.raise_request_exception = False
    return browser.post(reverse("observation_create", args=[family.id]), {"words": words, "readers": "circle"})


def test_the_settings_use_the_quiet_formatter():
    assert {one["formatter"] for one in settings.LOGGING["handlers"].values()} == {"line"}
    assert settings.LOGGING["formatters"]["line"]["()"] == "stek.kit.quiet.IdsOnly"
    assert settings.DEBUG is False


def test_a_page_that_breaks_writes_where_and_not_what(db, written):
    family = make_family(NAME, child=NAME)

    def breaks(**given):
        raise ValueError(f"{given['noticed'].words} – {NAME}")

    with mock.patch.object(views.actions, "note", breaks):
        response = posted(family.parent.browser, family)
    assert response.status_code == 500
    log = written.getvalue()
    assert "ValueError" in log and str(family.id) in log  # it was written
    assert "Kanarie" not in log and NAME not in log
    assert "Kanarie" not in response.content.decode() and "Traceback" not in response.content.decode()


def test_a_mistake_of_the_database_writes_no_row(db, written):
    """PostgreSQL quotes the row that it refuses; that stays out too."""
    from django.db import DataError, connection

    family = make_family(NAME)

    def breaks(**given):
        with connection.cursor() as cursor:
            cursor.execute("select %s::int", [given["noticed"].words])

    with mock.patch.object(views.actions, "note", breaks):
        assert posted(family.parent.browser, family).status_code == 500
    log = written.getvalue()
    assert DataError.__name__ in log or "Error" in log
    assert "Kanarie" not in log


def test_a_refused_form_and_an_unknown_page_write_no_words(db, written):
    family = make_family(NAME)
    assert posted(family.parent.browser, family, f"{WORDS} " * 5000).status_code == 422
    assert family.parent.browser.get(f"/families/{family.id}/nothing/").status_code == 404
    assert "Kanarie" not in written.getvalue() and NAME not in written.getvalue()


def test_a_secret_in_an_address_is_written_nowhere_and_an_id_is(db, written):
    secret, family = secrets.token_urlsafe(32), make_family(NAME)
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    with mock.patch("stek.continuity.calendar.person_of", side_effect=ValueError):
        assert strict.get(f"/calendar/{secret}.ics").status_code == 500
    assert strict.get(f"/calendar/{secret}.ics").status_code == 404
    assert strict.post(f"/invitations/{secret}/").status_code == 403
    assert family.parent.browser.get(f"/families/{family.id}/nothing/").status_code == 404
    log = written.getvalue()
    assert log.count("/calendar/….ics") >= 2 and "/invitations/…/" in log and f"/families/{family.id}/nothing/" in log
    assert secret not in log


def test_a_formatter_that_tells_all_would_be_seen():
    loud, quiet = logging.Formatter("%(message)s"), logging.Formatter("%(message)s")
    from stek.kit.quiet import IdsOnly

    quiet = IdsOnly("%(message)s")
    try:
        raise ValueError(WORDS)
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "broke", None, (type(error), error, error.__traceback__)
        )
    said = quiet.format(record)
    record.exc_text = None
    assert "Kanarie" in loud.format(record) and "Kanarie" not in said
