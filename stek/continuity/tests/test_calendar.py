"""One's own calendar: days and hours, no words; an address that can be ended."""

import re
from datetime import time, timedelta

from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from stek.circle.tests.builders import make_family, make_person
from stek.continuity.machines import Step
from stek.continuity.models import Feed
from stek.continuity.rules import Way
from stek.continuity.tests.builders import let, moved, promised
from stek.kit import clock
from tests.gate.people import hide


def address_of(who) -> str:
    page = who.browser.post("/calendar/").content.decode()
    return re.search(r'value="http://testserver(/calendar/[^"]+\.ics)"', page)[1]


def events(address: str) -> list:
    answer = Client().get(address)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_a_promise_stands_in_the_calendar_of_who_made_it_with_its_day_and_no_word(db):
    family, vera = make_family("Nina"), make_person("Vera", "midwife")
    family.ask_in(vera)
    let(family, vera)
    row = promised(family, vera, words="Bellen over de borstvoeding van kleine June", due_time=time(10, 30))
    promised(family, vera, words="Nadenken", way=Way.OWN)
    address = address_of(vera)
    timed, day = sorted(events(address), key=lambda one: str(one["summary"]))
    assert str(timed["summary"]) == "Stek: afspraak" and timezone.localtime(timed.start).hour == 10
    assert str(day["summary"]) == "Stek: iets te doen" and day.start == clock.today() + timedelta(days=2)
    raw = Client().get(address).content.decode()
    assert not any(word in raw for word in ("borstvoeding", "June", "Nina", "Vera", "Nadenken"))
    assert f"/families/{family.id}/contact/follow-ups/{row.id}/" in raw.replace("\r\n ", "")
    moved(family, row, Step.DO, vera)
    assert [str(one["summary"]) for one in events(address)] == ["Stek: iets te doen"]


def test_a_parent_sees_what_others_promised_them_and_not_the_carers_own_work(db):
    family, vera = make_family("Nina"), make_person("Vera", "midwife")
    family.ask_in(vera)
    let(family, vera)
    promised(family, vera)
    promised(family, vera, way=Way.OWN)
    assert len(events(address_of(family.parent))) == 1


def test_what_is_hidden_from_somebody_is_not_in_their_calendar(db):
    family, vera = make_family("Nina", "Maaike"), make_person("Vera", "midwife")
    family.ask_in(vera)
    let(family, vera)
    row = promised(family, vera)
    addresses = [address_of(one) for one in family.parents]
    hide(family, vera, family.parent, thread=row.id)
    assert [len(events(one)) for one in addresses] == [0, 1]


def test_an_address_is_ended_and_a_new_one_ends_the_former(db):
    vera = make_person("Vera", "midwife")
    first = address_of(vera)
    second = address_of(vera)
    assert Client().get(first).status_code == 404 and Client().get(second).status_code == 200
    vera.browser.post("/calendar/end/")
    assert Client().get(second).status_code == 404
    assert "Dat adres werkt niet meer" in vera.browser.get("/calendar/?done=ended").content.decode()


def test_nobody_finds_an_address_that_was_never_made_and_its_secret_is_kept_nowhere(db, superuser):
    vera = make_person("Vera", "midwife")
    secret = address_of(vera).removeprefix("/calendar/").removesuffix(".ics")
    assert Client().get("/calendar/" + "x" * 43 + ".ics").status_code == 404
    kept = superuser.execute("select secret_hash from continuity_feed").fetchall()
    assert all(secret.encode() not in bytes(one) for (one,) in kept)


def test_the_address_of_a_closed_account_leads_nowhere(db):
    vera = make_person("Vera", "midwife")
    address = address_of(vera)
    vera.person.is_active = False
    vera.person.save()
    assert Client().get(address).status_code == 404


def test_one_makes_an_address_for_oneself_only(db):
    vera, gust = make_person("Vera", "midwife"), make_person("Gust", "gp")
    address_of(vera)
    with gust.acting():
        assert list(Feed.objects.all()) == []
    assert Client().post("/calendar/").status_code == 302
