"""A link that no longer holds: ended from the page of a note, by who said it or by a parent; still to be read there."""

import pytest
from django.test import Client
from django.urls import reverse

from stek.circle.queries import grants_of
from stek.circle.tests.builders import make_family, make_person
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.story.models import Influence
from stek.story.tests.sending import links_of, noted
from stek.story.tests.test_influence import link


@pytest.fixture
def family(db):
    """Two mothers and Vera, who laid a link between what she noted and what Nina noted."""
    made = make_family("Nina", "Maaike")
    made.vera = make_person("Vera")
    made.ask_in(made.vera)
    made.ends = noted(made, made.parent, "Ze slaapt kort."), noted(made, made.vera, "Nina is moe.")
    link(made, made.vera, *made.ends, words="Daardoor.")
    (made.moves,) = links_of(made, made.vera)
    return made


def path(family, id=None):
    return reverse("ending_create", args=[family.id, id or family.moves.id])


def note_page(family, who, end=0):
    return who.browser.get(reverse("observation", args=[family.id, family.ends[end]])).content.decode()


def today():
    return str(clock.today().year)


def test_it_is_asked_once_more_and_looking_changes_nothing(family):
    page = family.vera.browser.get(path(family)).content.decode()
    assert "Ze slaapt kort." in page and "Nina is moe." in page and "Er wordt niets gewist." in page
    assert len(links_of(family, family.parent)) == 1


@pytest.mark.parametrize("who", ["vera", "parent"])
def test_who_said_it_and_a_parent_end_it_and_come_back_to_the_note(family, who):
    somebody = getattr(family, who)
    assert "Dit geldt niet meer" in note_page(family, somebody)
    response = somebody.browser.post(path(family))
    assert response.status_code == 302 and response.headers["Location"].startswith(
        reverse("observation", args=[family.id, family.ends[0]])
    )
    page = somebody.browser.get(response.headers["Location"]).content.decode()
    assert "Leg het dan opnieuw." in page and "Dit geldt niet meer" not in page
    assert links_of(family, family.parent) == ()


def test_until_when_and_who_says_so_stay_on_the_page_of_both_notes_and_the_picture_has_no_arrow(family):
    story = reverse("family", args=[family.id])
    before = family.parent.browser.get(story).content.decode()
    family.parent.browser.post(path(family))
    for who in (family.parents[1], family.vera):
        for end in (0, 1):
            page = note_page(family, who, end)
            assert "Daardoor." in page and f"{today()}, zegt Nina" in page and "Dit geldt niet meer" not in page
    after = family.parent.browser.get(story).content.decode()
    assert "Daardoor." in before and "Daardoor." not in after


def test_sent_twice_or_by_both_it_ended_once_and_the_first_stands(family):
    for who in (family.vera, family.vera, family.parent):
        assert who.browser.post(path(family)).status_code == 302
    with family.parent.acting():
        assert Influence.objects.get(id=family.moves.id).until_by == family.vera.id
    trail = family.parent.browser.get(reverse("trail", args=[family.id])).content.decode()
    assert trail.count("rondde een verband tussen twee notities af") == 1


def test_for_who_cannot_read_it_and_for_a_link_that_is_not_there_there_is_no_such_page_and_a_reader_hears_why(family):
    reader, stranger = make_person("Lezer", "teacher"), make_person("Vreemde")
    family.ask_in(reader, may=["read"])
    assert "Dit geldt niet meer" not in note_page(family, reader)
    nowhere = reader.browser.get(path(family, uuid7())).status_code
    for who, status in ((reader, 403), (stranger, 404)):
        for go in (who.browser.get, who.browser.post):
            answer = go(path(family))
            assert answer.status_code == status and nowhere == 404
            assert ("Dit zijn iemands eigen woorden." in answer.content.decode()) is (who is reader)
    assert Client().post(path(family)).headers["Location"].startswith("/accounts/login/")
    assert len(links_of(family, family.parent)) == 1


def test_a_link_one_kept_to_oneself_is_ended_by_oneself_alone(family):
    private, shared = noted(family, family.parent, readers="me"), noted(family, family.parent)
    link(family, family.parent, private, shared)
    (mine,) = [one for one in links_of(family, family.parent) if one.private]
    assert family.parents[1].browser.post(path(family, mine.id)).status_code == 404
    assert family.parent.browser.post(path(family, mine.id)).status_code == 302


def test_who_can_read_neither_end_any_more_still_ends_what_they_said_and_goes_to_the_family(family):
    nina = family.parent
    theirs = noted(family, nina, "Eerst."), noted(family, nina, "Dan.")
    link(family, family.vera, *theirs)
    moves = next(one for one in links_of(family, family.vera) if str(one.from_thread) == theirs[0])
    with nina.acting() as signed:
        (grant,) = grants_of(family.visit(nina, signed))
    nina.browser.post(reverse("withdrawal_create", args=[family.id, grant.id]))
    nina.browser.post(reverse("grant_create", args=[family.id, family.places[family.vera.id]]), {"may": ["story:note"]})
    assert family.vera.browser.get(path(family, moves.id)).status_code == 200
    response = family.vera.browser.post(path(family, moves.id))
    assert response.headers["Location"].startswith(reverse("family", args=[family.id]))
    assert [one for one in links_of(family, nina) if one.id == moves.id] == []
