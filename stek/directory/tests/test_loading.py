"""Loading a file: whole or not at all, twice is once, and it comes out as it went in."""

import io
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from stek.directory import actions, queries
from stek.directory.demo import load_region, region
from stek.directory.exchange import hsds, tables
from stek.directory.exchange.entry import Entry
from stek.directory.exchange.files import Unreadable, entries, look
from stek.directory.models import Editor, Initiative, Offer, WaitingCheck
from stek.directory.rules import Kind, Line
from stek.directory.tests.builders import as_file, loaded, make_offer
from stek.kit import clock
from stek.people.models import Organisation

ROW = {"organisatie": "Huis", "aanbod": "Groep", "lijn": "1", "echelons": "2|3"}


def counted(superuser, table: str) -> int:
    return superuser.execute(f"select count(*) from {table}").fetchone()[0]


def test_a_file_goes_in_and_comes_out_the_same(db):
    before = [one for one in entries(io.BytesIO(region())) if isinstance(one, Entry)]
    actions.load(file=io.BytesIO(region()), by=None, at=clock.now())
    for written in (tables.as_csv(queries.everything()), hsds.as_hsds(queries.everything(), clock.today())):
        after = list(entries(io.BytesIO("".join(written).encode())))
        assert sorted(after, key=lambda one: one.id) == sorted(before, key=lambda one: one.id)


def test_loading_twice_is_once(db, superuser):
    assert (first := loaded(ROW)).new == 1 and first.known == 0
    assert (again := loaded(ROW)).new == 0 and again.known == 1
    assert [counted(superuser, f"directory_{name}") for name in ("offer", "initiative")] == [1, 1]


def test_a_later_file_brings_an_offer_up_to_date_and_leaves_the_others(db):
    loaded(ROW, ROW | {"aanbod": "Ander"})
    loaded(ROW | {"lijn": "2", "uitleg": "Nu anders."})
    changed = Offer.objects.get(name="Groep")
    assert (changed.line, changed.about, changed.echelons) == (2, "Nu anders.", [2, 3])
    assert Offer.objects.get(name="Ander").line == 1


def test_what_was_said_in_stek_stays_where_a_file_is_silent_about_it(db):
    loaded(ROW | {"stil_na_dagen": "30", "stopt_op": "2026-11-30"})
    for row in (ROW, ROW | {"stil_na_dagen": "", "stopt_op": ""}):
        loaded(row | {"uitleg": "Nu anders."})
        kept = Offer.objects.get()
        assert (kept.silent_after, kept.until, kept.about) == (30, date(2026, 11, 30), "Nu anders.")
    loaded(ROW | {"stil_na_dagen": "7", "stopt_op": "2027-01-01"})
    assert (Offer.objects.get().silent_after, Offer.objects.get().until) == (7, date(2027, 1, 1))


def test_one_row_that_does_not_fit_and_nothing_is_loaded(db, superuser):
    rows = [ROW | {"aanbod": f"Groep {n}"} for n in range(1200)]
    verdict = loaded(*rows, ROW | {"lijn": "9"}).verdict
    assert [fault.where for fault in verdict.faults] == ["rij 1202"]
    for name in ("offer", "initiative", "waitingcheck"):
        assert counted(superuser, f"directory_{name}") == 0
    assert counted(superuser, "people_organisation") == 0


def test_what_the_database_refuses_halfway_undoes_the_whole_file(db, superuser, monkeypatch):
    rows = [ROW | {"aanbod": f"Groep {n}"} for n in range(actions.BATCH + 1)]
    write, done = actions._Writer.write, []

    def breaks(self, some):
        if done:
            raise IntegrityError("as if")
        done.append(write(self, some))
        return done[0]

    monkeypatch.setattr(actions._Writer, "write", breaks)
    with pytest.raises(IntegrityError):
        loaded(*rows)
    assert done == [actions.BATCH] and counted(superuser, "directory_offer") == 0


def test_an_organisation_that_is_there_is_not_doubled(db):
    known = Organisation.objects.create(name="Huis")
    loaded(ROW)
    assert Organisation.objects.get(name="Huis").pk == known.pk == Initiative.objects.get().organisation_id


def test_a_waiting_time_that_was_found_later_stands_beside_the_earlier_one(db):
    checked = {"nagekeken_op": "2026-11-01", "nagekeken_door": "An", "wachttijd_dagen": "30"}
    loaded(ROW | checked)
    loaded(ROW | checked)  # the same answer once more says nothing new
    loaded(ROW | checked | {"nagekeken_op": "2026-11-20", "wachttijd_dagen": "10"})
    offer = Offer.objects.get()
    assert [(one.checked_on.day, one.days) for one in queries.checks_of(offer.id)] == [(20, 10), (1, 30)]
    assert queries.newest_checks([offer.id])[offer.id].days == 10


def test_progress_is_told_while_it_goes(db):
    told = []
    rows = [ROW | {"aanbod": f"Groep {n}"} for n in range(actions.BATCH + 2)]
    actions.load(file=as_file(*rows), by=None, at=clock.now(), progress=told.append)
    assert told == [actions.BATCH, actions.BATCH + 2]


def test_a_large_file_is_looked_at_row_by_row(db):
    """5,000 rows, in memory one at a time; 50,000 in this room go at the same pace."""
    rows = as_file(*[ROW | {"aanbod": f"Groep {n}", "zones": "gent"} for n in range(5_000)])
    assert look(rows).rows == 5_000
    assert actions.load(file=rows, by=None, at=clock.now()).new == 5_000


def test_more_rows_than_anybody_has_are_refused_in_words(monkeypatch):
    monkeypatch.setattr("stek.directory.exchange.files.MOST_ROWS", 2)
    with pytest.raises(Unreadable, match=r"meer dan 50\.000 rijen"):
        look(as_file(*[ROW | {"aanbod": f"Groep {n}"} for n in range(3)]))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("line", 4),
        ("echelons", [6]),
        ("cost", "duur"),
        ("referral", "soms"),
        ("kind", "iets"),
        ("from_months", -10),
        ("latitude", 51.0),
    ],
)
def test_the_database_itself_refuses_what_no_offer_is(db, column, value):
    offer = make_offer()
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(id=offer.id).update(**{column: value})


def test_who_serves_pages_cannot_make_an_editor_nor_change_what_somebody_found(db):
    offer = make_offer(nagekeken_op="2026-11-01", nagekeken_door="An", wachttijd="kort")
    for sql in (
        "insert into directory_editor (id, person_id, from_at) values (gen_random_uuid(), gen_random_uuid(), now())",
        "update directory_waitingcheck set words = ''",
        "delete from directory_offer",
        "select 1 from directory_nothingfits",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(sql)
    assert WaitingCheck.objects.get(offer_id=offer.id).words == "kort" and not Editor.objects.exists()


def test_the_region_of_the_demo_holds_every_kind_on_every_line(db):
    now = clock.now()
    assert load_region(now) == Offer.objects.count() >= 60
    offers = list(Offer.objects.order_by("id"))
    assert {one.line for one in offers} == set(map(int, Line)) and {one.kind for one in offers} == set(map(str, Kind))
    assert {number for one in offers for number in one.echelons} == {1, 2, 3, 4, 5}
    assert all(not one.phone and urlsplit(one.web).hostname == "example.org" for one in offers)
    assert all(one.mail.endswith("@example.org") for one in offers if one.mail)
    assert not any(one.latitude for one in offers)


def test_what_the_demo_says_was_checked_last_week_was_checked_last_week(db):
    now = clock.now() + timedelta(days=400)
    load_region(now)
    newest = max(one.checked_on for one in WaitingCheck.objects.order_by("id"))
    assert date(2026, 11, 22) < newest <= now.date() and (now.date() - newest).days < 10
