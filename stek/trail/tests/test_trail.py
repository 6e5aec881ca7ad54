"""Who read or did what: written with the deed, changed by nobody, read by whom it concerns."""

import re
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.kit import clock
from stek.policy import Role
from stek.story.tests.sending import noted, without
from stek.trail.actions import record
from stek.trail.models import READINGS, TrailEntry
from stek.trail.queries import entries

SOMEBODY = "cafe271e-7893-4924-a3c8-50a306dd9875"

MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)


@pytest.fixture
def family(db):
    family = make_family("Nina", "Maaike")
    family.vera = make_person("Vera", "midwife")
    family.ask_in(family.vera, Relation.MIDWIFE)
    return family


def page(family, who, before="", **asked):
    return who.browser.get(f"/families/{family.id}/trail/", {"before": before} | asked).content.decode()


def test_parents_read_in_plain_words_who_was_here(family):
    note = noted(family, family.parent)
    family.vera.browser.get(f"/families/{family.id}/")
    family.vera.browser.get(f"/families/{family.id}/observations/{note}/")
    for parent in family.parents:
        shown = page(family, parent)
        assert "Vera opende de pagina van het gezin." in shown and "Vera las één notitie." in shown
        assert "vroedvrouw" in shown
    assert "Jij noteerde iets." in page(family, family.parent) and "Nina noteerde iets." in page(
        family, family.parents[1]
    )


def test_what_a_refused_request_would_have_read_is_not_told(family):
    family.vera.browser.get(f"/families/{family.id}/observations/{uuid4()}/")
    make_person("Vreemde").browser.get(f"/families/{family.id}/")
    shown = page(family, family.parent)
    assert "Vera las" not in shown and "Vreemde" not in shown and "Iemand buiten de kring" not in shown


def test_what_somebody_did_with_what_is_theirs_alone_is_theirs_to_read_about(family):
    noted(family, family.parent, readers="me")
    assert "Jij noteerde iets." in page(family, family.parent, own=1)
    assert "noteerde iets." not in page(family, family.parents[1], own=1)


def test_what_a_parent_or_a_friend_reads_copies_or_prints_is_their_own(family):
    nina, maaike = family.parents
    iris = make_person("Iris")
    family.ask_in(iris, Relation.FRIEND)
    note = noted(family, maaike)
    at = f"/families/{family.id}/"
    for who in (nina, iris):
        for path in ("", "story/", f"observations/{note}/", "contact/", "plan/sheet/"):
            who.browser.get(at + path)
        with who.acting() as signed:
            family.visit(who, signed).record("copy", "family", subject=family.id)
    family.vera.browser.get(at)
    for reader, hers in ((nina, nina), (maaike, iris), (maaike, nina), (iris, nina)):
        told = page(family, reader, own=1)
        with reader.acting():
            there = TrailEntry.objects.filter(person_id=hers.id, deed__in=READINGS).exists()
        assert there is (reader is hers)
        if reader is not iris:
            assert "Vera opende de pagina van het gezin." in told and "noteerde iets." in told
            assert ("Jij las het verhaal." in told) is (reader is hers) and "Iris las" not in told
            assert "Iris maakte" not in told and "Nina las" not in told and "Nina maakte" not in told


def test_while_somebody_may_look_along_one_s_own_readings_stand_behind_one_tap(family):
    family.parent.browser.get(f"/families/{family.id}/story/")
    assert "Jij las" not in page(family, family.parent)
    assert "Jij las het verhaal. <small>Alleen jij leest dit.</small>" in page(family, family.parent, own=1)


def test_who_reads_as_a_carer_is_told_of_though_they_are_a_friend_in_another_place(family):
    """What counts is the place somebody read from."""
    read_at(family, family.vera, 9, kind="story")
    read_at(family, family.vera, 10, kind="observation", stood_as=Role.KIN)
    shown = page(family, family.parent, own=1)
    assert "Vera las het verhaal." in shown and "Vera las één notitie." not in shown


def test_what_is_told_of_something_hidden_is_hidden_with_it(family):
    note = noted(family, family.parent, **without(family, family.parent, family.parents[1]))
    family.vera.browser.get(f"/families/{family.id}/observations/{note}/")
    assert "Vera las één notitie." in page(family, family.parent, own=1)
    shown = page(family, family.parents[1], own=1)
    assert "Vera las één notitie." not in shown and "verborg" not in shown and "Nina noteerde" not in shown


def test_who_was_here_stays_readable_after_they_left(family):
    family.vera.browser.get(f"/families/{family.id}/")
    place = family.places[family.vera.id]
    family.parent.browser.post(f"/families/{family.id}/circle/{place}/end/")
    assert "Vera opende de pagina van het gezin." in page(family, family.parent)


@pytest.mark.parametrize(
    "statement", ["update trail_trailentry set deed = 'x'", "delete from trail_trailentry", "truncate trail_trailentry"]
)
@pytest.mark.parametrize("alias", ["default", "owner", "door"])
def test_nobody_changes_it_not_even_the_owner(family, statement, alias, superuser):
    before = superuser.execute("select count(*), string_agg(deed, ',' order by id) from trail_trailentry").fetchone()
    try:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        pass
    finally:
        if alias == "owner":
            connections["owner"].close()
    after = superuser.execute("select count(*), string_agg(deed, ',' order by id) from trail_trailentry").fetchone()
    assert after == before and before[0] > 3


def test_nobody_writes_in_another_s_name_or_in_another_s_family(family):
    other, at = make_family("Ada"), clock.now()
    told = {
        "at": at,
        "deed": "read",
        "kind": "story",
        "section": "story",
        "purpose": "care",
        "reason": "",
        "stood_as": "",
    }
    for who, in_family, name in (
        (family.vera, family.id, family.parent.id), (family.vera, other.id, family.vera.id),
        (make_person("Vreemde"), family.id, family.parent.id),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), who.acting():
            record(family=in_family, by=name, **told)
    with pytest.raises(DatabaseError), transaction.atomic():
        record(family=family.id, by=family.parent.id, **told)


def test_carers_do_not_read_it(family):
    with family.vera.acting():
        assert not TrailEntry.objects.exists()


def read_at(family, who, *hours, deed="read", kind="page", stood_as=Role.PROFESSIONAL, day=3):
    """Lines in the trail at these hours of a day that is past."""
    midnight = timezone.make_aware(datetime.combine(clock.today() - timedelta(days=day), time()))
    with who.acting():
        for hour in hours:
            record(
                family=family.id, by=who.id, at=midnight + timedelta(hours=hour), deed=deed, kind=kind, section="story",
                purpose="care", reason="page", stood_as=stood_as,
            )  # fmt: skip


def test_a_long_trail_pages_by_whole_days_without_a_gap_or_a_double(family):
    for day in range(2, 9):
        read_at(family, family.vera, *range(1, 1 + 3 * day), day=day)
    with family.parent.acting():
        found, places = [], [""]
        while True:
            stretch = entries(family.id, family.parent.id, before=places[-1], size=17)
            found += sorted(entry.on for entry in stretch.entries if entry.kind == "page")[::-1]
            places.append(stretch.older)
            if not stretch.older:
                break
    assert found == [clock.today() - timedelta(days=day) for day in range(2, 9)]
    assert len(places) > 4 and all(re.fullmatch(r"\d{4}-\d\d-\d\d", place) for place in places[1:-1])


@pytest.mark.parametrize(
    "before",
    [
        "",
        "x",
        "_",
        "2026-01-01_x",
        f"2026-01-01_{SOMEBODY}",
        "0001-01-01",
        "0001-01-03",
        "9999-12-30",
        "9999-12-31",
        "\x00",
    ],
)
def test_a_place_that_is_none_gives_a_page_all_the_same(family, before):
    assert "Wie las dit" in page(family, family.parent, before)
    with family.parent.acting(), connection.cursor() as cursor:
        cursor.execute("select 1")


def test_the_same_deed_by_the_same_person_on_a_day_is_said_once(family):
    read_at(family, family.vera, 2, 9, 9.01, 23)
    read_at(family, family.vera, 9, day=4)
    assert page(family, family.parent).count("Vera opende de pagina") == 2
    with family.parent.acting():
        assert TrailEntry.objects.filter(person_id=family.vera.id, kind="page").count() == 5


def test_no_hour_stands_on_the_page_and_no_order_that_tells_it(family):
    maaike, said = family.parents[1], []
    for hers, theirs, day in ((8, 20, 3), (20, 8, 4)):
        read_at(family, maaike, hers, deed="note", kind="observation", stood_as=Role.PARENT, day=day)
        read_at(family, family.vera, theirs, day=day)
    shown = page(family, family.parent)
    assert not re.search(r"\d\d?[:.]\d\d", MAIN.search(shown)[0])
    for day in MAIN.search(shown)[0].split("<h2>"):
        said.append(re.findall(r"(?:Maaike noteerde|Vera opende)", day))
    assert said.count(["Maaike noteerde", "Vera opende"]) == 2 and len(said) > 2


def test_times_are_aware():
    assert isinstance(clock.now(), datetime) and clock.now().tzinfo is not None
