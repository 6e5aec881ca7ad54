"""The reason of an emergency access is for who reviews: no page, file, mail or calendar of the family holds it."""

import re
from urllib.parse import urlsplit

from django.core import mail
from django.urls import reverse

from stek.case.dumping import dump
from stek.circle.tests.builders import make_doctor
from tests.journeys.people import june
from tests.journeys.rooms import furnished
from tests.laws.crawling import crawl

REASON = "Nina belde: ze durft vannacht niet thuis te blijven."


def test_nobody_of_the_family_reads_why_somebody_came_in_an_emergency(db):
    home = june()
    furnished(home)
    home.made.breaks_in(make_doctor("Dokter Ann"), REASON, told=True)
    for who in ("Nina", "Maaike", "Marijke", "Iris"):
        pages = list(crawl(home[who].browser))
        assert [page.path for page in pages if "durft vannacht" in page.body] == [], who
        if who in ("Nina", "Maaike"):
            told = {page.name for page in pages if "in een noodgeval" in page.body.casefold()}
            assert {"home", "access", "trail"} <= told
    for who in ("Nina", "Maaike"):
        assert "durft vannacht" not in repr(dump(str(home.id), email=home[who].person.email).case)
    made = home["Nina"].browser.post(reverse("own_calendar")).content.decode()
    for address in set(re.findall(r"https?://[^\s\"<>]+/calendar/[^\s\"<>]+", made)):
        assert "durft vannacht" not in home["Nina"].browser.get(urlsplit(address).path).content.decode()
    assert "durft vannacht" not in "".join(str(one.message()) for one in mail.outbox)
