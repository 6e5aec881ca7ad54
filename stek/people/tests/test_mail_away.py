"""A mail server that does not answer costs nobody a broken page, and changes nothing."""

import socket

from django.test import Client

from stek.circle.tests.builders import make_person


def test_a_mail_that_cannot_leave_is_said_alike_for_every_address_and_nothing_is_kept_of_it(db, settings):
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        settings.MAILERS = {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": nobody_listens.getsockname()[1]},
            }
        }
        person = make_person("An")
        pages = []
        for address in (person.person.email, "niemand@example.org"):
            browser = Client(raise_request_exception=False)
            answer = browser.post("/accounts/password/reset/", {"email": address})
            assert answer.status_code == 503
            pages.append(answer.content)
        assert pages[0] == pages[1]
        assert "De mail is niet vertrokken" in pages[0].decode()
