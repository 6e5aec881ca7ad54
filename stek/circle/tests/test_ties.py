"""The lines of the circle, one by one: seen in a list, hidden by who drew them, ended when they are no longer so."""

import pytest
from django.urls import reverse

from stek.circle.models import Hidden, Tie
from stek.circle.queries import ties_of
from stek.circle.tests.builders import make_family, make_person
from stek.circle.tests.hiding import ticks
from stek.kit.ids import uuid7
from stek.story.tests.sending import without

WORK = {"called": "bakkerij", "label": "vier dagen", "ring": "near", "line": "asks"}


@pytest.fixture
def family(db):
    made = make_family("Nina", "Tom")
    made.reader = make_person("Vera", "midwife")
    made.ask_in(made.reader)
    return made


def drawn(family, who, **fields):
    assert who.browser.post(reverse("tie_create", args=[family.id]), WORK | fields).status_code == 302
    with who.acting() as signed:
        return ties_of(family.visit(who, signed))[-1].id


def sees(family, who):
    with who.acting() as signed:
        return {tie.called for tie in ties_of(family.visit(who, signed))}


def hide(family, who, tie, *gone, **fields):
    sent = {"readers": ticks(family, who, *gone)} | fields
    return who.browser.post(reverse("tie_hide", args=[family.id, tie]), sent)


def test_a_parent_hides_a_line_of_their_own_from_the_other_parent_and_shows_it_again(family):
    nina, tom = family.parents
    tie = drawn(family, nina)
    assert sees(family, tom) == {"bakkerij"}
    response = hide(family, nina, tie, tom, why="Voor de rust.")
    assert response.headers["Location"].endswith("?done=hidden")
    assert (sees(family, tom), sees(family, nina), sees(family, family.reader)) == (set(), {"bakkerij"}, {"bakkerij"})
    for page in ("family", "ties", "trail"):
        theirs = tom.browser.get(reverse(page, args=[family.id])).content.decode()
        assert "bakkerij" not in theirs and "tekende iets bij" not in theirs
    assert (
        "Alleen jij en Vera lezen dit"
        in nina.browser.get(reverse("access", args=[family.id]), {"own": 1}).content.decode()
    )
    with nina.acting():
        (placed,) = Hidden.objects.filter(lifted_at=None)
    nina.browser.post(reverse("hidden_show", args=[family.id, placed.id]))
    assert sees(family, tom) == {"bakkerij"}


def test_a_carer_who_reads_can_be_kept_from_a_line_too(family):
    tie = drawn(family, family.parent)
    hide(family, family.parent, tie, family.reader)
    assert sees(family, family.reader) == set()
    assert "bakkerij" not in family.reader.browser.get(reverse("family", args=[family.id])).content.decode()


def test_a_line_is_hidden_from_the_moment_it_is_drawn(family):
    nina, tom = family.parents
    drawn(family, nina, **without(family, nina, tom))
    assert (sees(family, tom), sees(family, nina), sees(family, family.reader)) == (set(), {"bakkerij"}, {"bakkerij"})
    later = make_person("Later")
    family.ask_in(later)
    assert sees(family, later) == set()
    refused = nina.browser.post(reverse("tie_create", args=[family.id]), WORK | {"reads": [str(nina.id)]})
    assert refused.status_code == 422 and "vier dagen" in refused.content.decode()


def test_a_line_of_which_nobody_was_unticked_is_for_who_comes_later_too(family):
    drawn(family, family.parent, **without(family, family.parent))
    later = make_person("Later")
    family.ask_in(later)
    assert sees(family, later) == {"bakkerij"}


def test_only_who_drew_it_hides_it_and_what_is_hidden_is_no_more_there_than_what_never_was(family):
    nina, tom = family.parents
    tie = drawn(family, nina)
    assert hide(family, tom, tie, nina).status_code == hide(family, tom, uuid7(), nina).status_code == 404
    hide(family, nina, tie, tom)
    for name in ("tie_hide", "tie_end"):
        assert tom.browser.post(reverse(name, args=[family.id, tie]), {}).status_code == 404
    with tom.acting():
        assert not Tie.objects.filter(id=tie).exists()
        assert Tie.objects.filter(family_id=family.id).update(until_at=None, until_by=None) == 0


def test_its_readers_are_others_of_the_circle(family):
    tie = drawn(family, family.parent)
    for whom in (family.parent, make_person("Elders")):
        response = hide(family, family.parent, tie, readers=[whom.id], why="Voor de rust.")
        assert response.status_code == 422 and "Voor de rust.</textarea>" in response.content.decode()


def test_the_list_has_every_line_that_is_now_and_says_which_can_be_hidden(family):
    nina, tom = family.parents
    mine, theirs = drawn(family, nina), drawn(family, tom, called="sport")
    page = nina.browser.get(reverse("ties", args=[family.id])).content.decode()
    assert reverse("tie_hide", args=[family.id, mine]) in page
    assert reverse("tie_hide", args=[family.id, theirs]) not in page and "sport" in page
    nina.browser.post(reverse("tie_end", args=[family.id, theirs]))
    assert "sport" not in nina.browser.get(reverse("ties", args=[family.id])).content.decode()


def test_an_id_that_somebody_else_has_used_is_no_reason_to_lose_a_line(family):
    nina, tom = family.parents
    hidden = drawn(family, nina, id=str(uuid7()), **without(family, nina, tom))
    drawn(family, tom, called="sport", id=str(hidden))
    assert sees(family, tom) == {"sport"} and sees(family, nina) == {"bakkerij", "sport"}
    for _ in range(2):
        drawn(family, nina, called="nog eens", id="0190aaaa-0000-7000-8000-00000000abcd")
    with nina.acting() as signed:
        assert [tie.called for tie in ties_of(family.visit(nina, signed))].count("nog eens") == 1
