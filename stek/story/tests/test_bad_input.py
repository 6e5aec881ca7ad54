"""Wrong words, wrong ids, wrong days, twice the same: a sentence, nothing lost, nothing doubled."""

from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest

from stek.circle import actions
from stek.circle.models import Hidden
from stek.circle.rules import MemberKind, Relation
from stek.circle.tests.builders import make_family, make_person
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.story.models import Observation
from stek.story.rules import LONGEST
from stek.story.tests.sending import at_once, links_of, noted, send, story_of, without, words_of


@pytest.mark.parametrize("field", ["about", "quoted", "reads", "domains", "tone", "knowing", "lane", "readers"])
def test_a_choice_that_is_none_is_refused_and_the_words_stay(db, field: str):
    family = make_family("Nina", "Maaike")
    for nonsense in ("not-an-id", str(uuid4()), "0190AAAA-0000-7000-8000-00000000ABCD", "🦔"):
        response = send(family, family.parent, "Ze lachte hier.", **{field: nonsense})
        assert response.status_code == 422, nonsense
        assert "Ze lachte hier.</textarea>" in response.content.decode()
    assert words_of(family, family.parent) == []
    several = field in ("about", "reads", "domains")
    assert send(family, family.parent, **{field: ""}).status_code == (422 if several else 302)


def test_people_and_notes_of_another_family_cannot_be_named(db):
    family, other = make_family("Nina", "Maaike"), make_family("Ada", "Bo")
    theirs = noted(other, other.parent)
    mine = noted(family, family.parent)
    for fields in (
        {"about": str(other.child)}, {"quoted": str(other.child)}, {"reads": str(other.parents[1].id)},
        {"about": [str(family.child), str(other.child)]}, {"reads": str(family.parent.id)},
    ):  # fmt: skip
        response = send(family, family.parent, "Van ons.", **fields)
        assert response.status_code == 422, fields
        assert "Van ons.</textarea>" in response.content.decode()
    for ends in ((theirs, mine), (mine, theirs), (mine, str(uuid4())), (mine, mine), ("", mine), ("x", "y")):
        sent = {"from_thread": ends[0], "to_thread": ends[1], "certainty": "told", "words": "Daardoor."}
        response = family.parent.browser.post(f"/families/{family.id}/influences/new/", sent)
        assert response.status_code == 422, ends
        assert "Daardoor.</textarea>" in response.content.decode()
    tie = {"called": "werk", "ring": "near", "line": "asks", "toward": str(other.child)}
    assert family.parent.browser.post(f"/families/{family.id}/ties/new/", tie).status_code == 422
    assert words_of(family, family.parent) == ["Ze lachte."] and links_of(family, family.parent) == ()


def test_a_note_of_another_family_is_not_there(db):
    family, other = make_family("Nina"), make_family("Ada")
    theirs = noted(other, other.parent)
    for deed in ("", "correction/", "readers/"):
        for home in (family, other):
            assert family.parent.browser.get(f"/families/{home.id}/observations/{theirs}/{deed}").status_code == 404
    for deed in ("sharing/", "removal/", "correction/", "readers/"):
        assert family.parent.browser.post(f"/families/{family.id}/observations/{theirs}/{deed}").status_code == 404


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-02-31", "begrijpen we niet"), ("0000-01-01", "begrijpen we niet"), ("gisteren", "begrijpen we niet"),
        ("9999-12-31", "moet nog komen"), ("0001-01-01", "vóór de zwangerschap"), ("1899-12-31", "vóór de zwangerschap"),
        ("99999-01-01", "begrijpen we niet"), ("2026-11-2\x00", "begrijpen we niet"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused_in_words(db, day: str, says: str):
    family = make_family("Nina")
    response = send(family, family.parent, "Het was koud.", happened_on=day)
    page = response.content.decode()
    assert response.status_code == 422 and says in page and "Het was koud.</textarea>" in page


def test_a_note_may_be_of_the_pregnancy_and_not_of_before_it(db):
    family = make_family("Nina", born_days_ago=70)
    born = clock.today() - timedelta(days=70)
    assert send(family, family.parent, happened_on=(born - timedelta(days=280)).isoformat()).status_code == 302
    assert send(family, family.parent, happened_on=(born - timedelta(days=301)).isoformat()).status_code == 422


def test_a_device_where_it_is_tomorrow_already_is_told_so_and_loses_nothing(db):
    family = make_family("Nina")
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    response = send(family, family.parent, "Aan de andere kant van de wereld.", happened_on=tomorrow)
    page = response.content.decode()
    assert response.status_code == 422 and "moet nog komen" in page and "andere kant van de wereld.</textarea>" in page
    assert tomorrow in page  # what was chosen stands there too


def test_without_a_day_it_was_today(db):
    family = make_family("Nina")
    for day in ({}, {"happened_on": ""}):
        noted(family, family.parent, **day)
    assert {one.happened_on for one in story_of(family, family.parent)} == {clock.today()}


def test_a_line_break_is_one_character_as_people_count_it(db):
    """A browser sends two for each; twenty thousand that were typed are twenty thousand."""
    family = make_family("Nina")
    words = "a\r\n" * (LONGEST // 2 - 1) + "bc"
    assert send(family, family.parent, words).status_code == 302
    assert words_of(family, family.parent) == [words.replace("\r\n", "\n")]


@pytest.mark.parametrize(("length", "status"), [(LONGEST, 302), (LONGEST + 1, 422), (10 * LONGEST, 422)])
def test_how_long_a_note_may_be(db, length: int, status: int):
    family = make_family("Nina")
    for words in ("x" * length, "😀" * length if length <= LONGEST + 1 else "é" * length):
        response = send(family, family.parent, words)
        assert response.status_code == status
        assert status == 302 or words in response.content.decode()


def test_a_name_that_is_too_long_is_refused_and_stays(db):
    family = make_family("Nina")
    response = send(family, family.parent, quoted="somebody_else", quoted_as="x" * 121)
    assert response.status_code == 422 and "x" * 121 in response.content.decode()


def test_a_quote_of_somebody_unnamed_is_of_somebody(db):
    family = make_family("Nina")
    noted(family, family.parent, quoted="somebody_else")
    assert story_of(family, family.parent)[0].quoted_as == "iemand"


def test_the_same_field_twice_is_no_trouble(db):
    family = make_family("Nina")
    noted(family, family.parent, words=["eerst", "dan"], about=[str(family.child)] * 3, domains=["sleep", "sleep"])
    (told,) = story_of(family, family.parent)
    assert (told.words, told.about, told.domains) == ("dan", (family.child,), ("sleep",))


def test_sent_twice_in_the_same_moment_it_is_one_note(db):
    family = make_family("Nina", "Maaike")
    form = {"id": str(uuid7())} | without(family, family.parent, family.parents[1])
    path = f"/families/{family.id}/observations/"
    browsers = [family.parent.browser for _ in range(4)]
    form |= {"words": "Eén keer.", "readers": "circle"}
    given = at_once(*[partial(browser.post, path, form) for browser in browsers])
    assert [response.status_code for response in given] == [302] * 4
    assert len({response.headers["Location"] for response in given}) == 1
    assert words_of(family, family.parent) == ["Eén keer."]
    with family.parent.acting():
        assert Hidden.objects.count() == 1


def test_the_id_of_somebody_else_s_note_makes_a_new_note_and_tells_nothing(db):
    family = make_family("Nina", "Maaike")
    private = noted(family, family.parents[1], "Van mij.", readers="me")
    response = send(family, family.parent, "Iets anders.", id=private)
    assert response.status_code == 302 and private not in response.headers["Location"]
    assert words_of(family, family.parent) == ["Iets anders."]
    assert set(words_of(family, family.parents[1])) == {"Van mij.", "Iets anders."}


def test_an_id_that_is_none_is_replaced(db):
    family = make_family("Nina")
    for nonsense in ("x", "\x00", "", "00000000-0000-0000-0000-000000000000"):
        assert send(family, family.parent, id=nonsense).status_code == 302
    assert len(words_of(family, family.parent)) == 4


def test_the_same_form_key_in_two_families_is_two_notes(db):
    """Neither of the two can tell that the other is there."""
    family, other, form = make_family("Nina"), make_family("Ada"), {"id": str(uuid7())}
    assert len({noted(family, family.parent, **form), noted(other, other.parent, **form), form["id"]}) == 3


def test_who_may_not_note_is_told_so_and_keeps_the_words(db):
    family = make_family("Nina")
    reader = make_person("Lezer", "teacher")
    family.ask_in(reader, Relation.TEACHER, may=["read"])
    response = send(family, reader, "Mijn <b>zin</b>.")
    assert response.status_code == 403 and "Mijn &lt;b&gt;zin&lt;/b&gt;.</textarea>" in response.content.decode()
    with family.parent.acting():
        assert not Observation.objects.exists()


def test_a_note_of_long_ago_is_kept_for_a_family_whose_child_has_no_date(db):
    parent = make_person("Nina")
    with parent.acting() as signed:
        here = actions.found_family(by=signed, at=signed.at, called="Nina", relation=Relation.MOTHER)
        actions.add_member(member=actions.NewMember(MemberKind.CHILD, "ons kindje"), by=here, at=here.at)
    path = f"/families/{here.family}/observations/"
    assert parent.browser.post(path, {"words": "x", "happened_on": date(1990, 5, 5).isoformat()}).status_code == 302
    for page in ("", "story/"):
        assert parent.browser.get(f"/families/{here.family}/{page}").status_code == 200
