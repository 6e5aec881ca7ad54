"""Who read or did what: written with the deed, changed by nobody, read by whom it concerns."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, connections, transaction

from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.kit import clock
from stek.story.tests.sending import noted
from stek.trail.actions import record
from stek.trail.models import TrailEntry
from stek.trail.queries import entries

SOMEBODY = "cafe271e-7893-4924-a3c8-50a306dd9875"


@pytest.fixture
def family(db):
    family = make_family("Nina", "Maaike")
    family.vera = make_person("Vera", "midwife")
    family.ask_in(family.vera, Relation.MIDWIFE)
    return family


def page(family, who, before=""):
    return who.browser.get(f"/families/{family.id}/trail/", {"before": before}).content.decode()


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
    assert "Jij noteerde iets." in page(family, family.parent)
    assert "Nina noteerde iets." not in page(family, family.parents[1])


def test_what_is_told_of_something_hidden_is_hidden_with_it(family):
    note = noted(family, family.parent, hidden_from=str(family.parents[1].id))
    family.vera.browser.get(f"/families/{family.id}/observations/{note}/")
    assert "Vera las één notitie." in page(family, family.parent)
    shown = page(family, family.parents[1])
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
    told = {"at": at, "deed": "read", "kind": "story", "section": "story", "purpose": "care", "reason": ""}
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


def test_a_long_trail_pages_without_a_gap_or_a_double(family):
    with family.parent.acting() as signed:
        for n in range(130):
            record(
                family=family.id, by=family.parent.id, at=signed.at - timedelta(minutes=n // 3), deed="read", kind="page",
                section="story", purpose="care", reason="page",
            )  # fmt: skip
    with family.parent.acting():
        everything = list(
            TrailEntry.objects.filter(family_id=family.id).order_by("-at", "-id").values_list("id", flat=True)
        )
        found, before = [], ""
        for _ in range(9):
            stretch = entries(family.id, before=before, size=17)
            found += [entry.id for entry in stretch.entries]
            before = stretch.older
            if not before:
                break
    assert found == everything and len(found) > 130


@pytest.mark.parametrize(
    "before",
    [
        "",
        "x",
        "_",
        "2026-01-01_x",
        f"2026-01-01_{SOMEBODY}",
        f"0001-01-01T00:00:00+23:59_{SOMEBODY}",
        f"9999-12-31T23:59:59-23:59_{SOMEBODY}",
        "\x00",
    ],
)
def test_a_place_that_is_none_gives_a_page_all_the_same(family, before):
    assert "Wie las dit" in page(family, family.parent, before)
    with family.parent.acting(), connection.cursor() as cursor:
        cursor.execute("select 1")


def test_the_same_deed_within_a_minute_is_said_once(family):
    browser = family.vera.browser
    for _ in range(5):
        browser.get(f"/families/{family.id}/")
    assert page(family, family.parent).count("Vera opende de pagina") == 1
    with family.parent.acting():
        assert TrailEntry.objects.filter(person_id=family.vera.id, kind="page").count() == 5


def test_times_are_aware():
    assert isinstance(clock.now(), datetime) and clock.now().tzinfo is not None
