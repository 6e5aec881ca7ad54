"""A thousand notes: every one on some page, none on two, whatever day they share."""

import random
import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stek.circle.tests.builders import make_family
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.story.actions import Noticed, _row
from stek.story.models import Observation
from stek.story.queries import PAGE, story_page
from stek.story.tests.sending import noted

MANY = 1000


@pytest.fixture
def family(db):
    """A thousand notes on a hundred days, in no order."""
    family, dice = make_family("Nina", born_days_ago=400), random.Random(5)
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        rows = []
        for n in range(MANY):
            noticed = Noticed(f"nummer {n}.", clock.today() - timedelta(days=dice.randrange(100)))
            rows.append(_row(noticed, here, here.at, id := uuid7(), thread=id, share=True))
        Observation.objects.bulk_create(rows)
    return family


def pages_of(family, size=PAGE):
    before, pages = "", []
    while True:
        with family.parent.acting() as signed:
            page = story_page(family.visit(family.parent, signed), before=before, size=size)
        pages.append(page.told)
        if page.older is None:
            return pages
        before = page.older


def test_every_note_is_on_exactly_one_page_newest_first(family):
    for size in (PAGE, 99, MANY - 1, MANY, MANY + 1):
        told = [one for page in pages_of(family, size) for one in page]
        assert len(told) == MANY == len({one.id for one in told}), size
        assert told == sorted(told, key=lambda one: (one.happened_on, one.id), reverse=True), size


def test_a_note_that_comes_while_somebody_leafs_moves_nothing(family):
    with family.parent.acting() as signed:
        first = story_page(family.visit(family.parent, signed))
    noted(family, family.parent, "nieuw")
    noted(family, family.parent, "nieuw maar oud", happened_on=(clock.today() - timedelta(days=300)).isoformat())
    with family.parent.acting() as signed:
        second = story_page(family.visit(family.parent, signed), before=first.older)
    assert not {one.id for one in first.told} & {one.id for one in second.told}
    assert second.told[0].happened_on <= first.told[-1].happened_on


def test_the_pages_a_person_sees_hold_them_all(family):
    browser, seen, path = family.parent.browser, [], f"/families/{family.id}/story/"
    for _ in range(MANY // PAGE + 2):
        page = browser.get(path).content.decode()
        seen += re.findall(r"nummer (\d+)\.</p>", page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        if following is None:
            break
        path = following[1]
    assert sorted(map(int, seen)) == list(range(MANY))


def test_with_a_thousand_notes_the_page_of_the_family_asks_few_questions(family):
    browser = family.parent.browser
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(f"/families/{family.id}/").status_code == 200
    statements = [one["sql"] for one in asked.captured_queries if one["sql"] not in ("BEGIN", "COMMIT")]
    assert len(statements) <= 12, statements


def test_a_place_in_the_story_that_is_none_is_its_beginning(db):
    family = make_family("Nina")
    noted(family, family.parent)
    for before in (
        "x",
        "2026-13-01_x",
        "_",
        "2026-01-01_",
        f"_{UUID(int=0)}",
        "\x00",
        "2026-02-31_" + str(UUID(int=0)),
    ):
        with family.parent.acting() as signed:
            told = story_page(family.visit(family.parent, signed), before=before).told
        assert len(told) == 1, before
