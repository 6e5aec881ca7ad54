"""Who sees a need: signed out, without consent, with consent, and what does not exist for somebody."""

import re
from uuid import UUID

from django.test import Client

from stek.circle import actions as circle
from stek.circle.queries import circle_of
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.circle.tests.hiding import hide
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.needs.models import Together
from stek.needs.rules import State
from stek.needs.tests.builders import let, needs_seen, said, said_again, send
from stek.policy import Verb
from stek.story.tests.sending import noted

READING = ("", "new/", "{id}/", "{id}/saying/", "{id}/readers/")
DOING = ("new/", "{id}/saying/", "{id}/together/", "{id}/sharing/", "{id}/removal/", "{id}/readers/")


def url(family, path="", id=None):
    return f"/families/{family.id}/needs/{path.format(id=id)}"


def test_who_has_not_signed_in_is_sent_to_the_door(db):
    family = make_family("Nina")
    row = said(family)
    for path in READING:
        answer = Client().get(url(family, path, row.id))
        assert answer.status_code == 302 and "/accounts/login/" in answer["Location"], path


def test_for_a_stranger_there_is_no_such_family(db):
    family, stranger = make_family("Nina"), make_person("Vreemde", "midwife")
    row = said(family)
    for path in READING:
        assert stranger.browser.get(url(family, path, row.id)).status_code == 404, path
    for path in DOING:
        assert stranger.browser.post(url(family, path, row.id), {}).status_code == 404, path


def test_for_who_may_read_the_story_only_there_are_no_needs(db):
    """Consent is by section."""
    family, vera = make_family("Nina"), make_person("Vera", "midwife")
    family.ask_in(vera)
    row = said(family, words="Iets van ons.")
    assert vera.browser.get(url(family)).status_code == 404
    for drawing in _drawings(family.parent.browser.get(url(family)).content.decode()):
        assert drawing.count(">Nog niets over gezegd<") == 4 and "Iets van ons." in drawing
    for path in READING[2:]:
        assert vera.browser.get(url(family, path, row.id)).status_code == 404
    for path in DOING[1:]:
        assert vera.browser.post(url(family, path, row.id), {}).status_code == 404
    assert vera.browser.get(url(family, "new/")).status_code == 403
    response = send(family, vera, words="Mijn <b>zin</b>.")
    assert response.status_code == 403 and "Mijn &lt;b&gt;zin&lt;/b&gt;.</textarea>" in response.content.decode()


def _drawings(page: str) -> list[str]:
    found = re.findall(r'<svg class="drawing.*?</svg>', page, re.DOTALL)
    assert len(found) == 2
    return found


def test_with_consent_one_reads_and_with_more_consent_one_says(db):
    family, vera = make_family("Nina"), make_person("Vera", "midwife")
    family.ask_in(vera)
    let(family, vera, Verb.READ)
    row = said(family, words="Iets van ons.")
    assert "Iets van ons." in vera.browser.get(url(family)).content.decode()
    page = vera.browser.get(url(family, "{id}/", row.id)).content.decode()
    assert "Iets van ons." in page and "/saying/" not in page and "/together/" not in page
    assert vera.browser.get(url(family, "{id}/saying/", row.id)).status_code == 403
    let(family, vera)
    assert "/saying/" in vera.browser.get(url(family, "{id}/", row.id)).content.decode()
    assert send(family, vera, f"{row.id}/saying/", state="not_known").status_code == 302


def test_what_does_not_exist_is_not_there(db):
    family, other = make_family("Nina"), make_family("Ada")
    theirs = said(other)
    for id in (uuid7(), theirs.id):
        for path in READING[2:]:
            assert family.parent.browser.get(url(family, path, id)).status_code == 404
        for path in DOING[1:]:
            assert family.parent.browser.post(url(family, path, id), {}).status_code == 404


def test_who_hides_a_need_they_began_hides_all_that_they_said_about_it(db):
    family, vera = make_family("Nina", "Maaike"), make_person("Vera", "midwife")
    nina, maaike = family.parents
    family.ask_in(vera)
    let(family, vera)
    note = noted(family, nina, "Ik huil veel.")
    before = vera.browser.get(url(family)).content.decode()
    row = said(family, nina, words="Iemand voor Nina.", notes=(UUID(note),))
    again = said_again(family, row, nina, state=State.NOT_KNOWN, words="Ik weet het niet.")
    look = send(family, maaike, f"{again.id}/together/", parents=[_member(family, "Nina")])
    assert look.status_code == 302 and len(needs_seen(family, vera)) == 1
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        circle.hide(thread=row.thread_id, readers=[maaike.id], by=here, at=here.at)
    assert needs_seen(family, vera) == ()
    for id in (row.id, again.id):
        assert vera.browser.get(url(family, "{id}/", id)).status_code == 404
    with vera.acting():
        assert not Together.objects.exists()
    after = vera.browser.get(url(family)).content.decode()
    assert _without_seeds(after) == _without_seeds(before)
    assert len(needs_seen(family, maaike)) == 1


def _member(family, called: str) -> str:
    with family.parent.acting() as signed:
        return next(
            str(one.id) for one in circle_of(family.visit(family.parent, signed)).parents if one.called == called
        )


def _without_seeds(page: str) -> str:
    """A page without what differs at every visit: the tokens of its forms."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": "[^"]*"', "", page)


def test_who_may_hide_a_need_and_who_may_not(db):
    family, vera, iris = make_family("Nina"), make_person("Vera", "midwife"), make_person("Iris")
    family.ask_in(vera)
    family.ask_in(iris, Relation.FRIEND)
    let(family, vera)
    let(family, iris)
    row = said(family, words="Iets van ons.")
    assert vera.browser.get(url(family, "{id}/readers/", row.id)).status_code == 403
    assert hide(family, family.parent, url(family, "{id}/readers/", row.id), iris).status_code == 302
    assert needs_seen(family, iris) == () and len(needs_seen(family, vera)) == 1
    mine = said(family, vera, words="Van mij.")
    assert vera.browser.get(url(family, "{id}/readers/", mine.id)).status_code == 200
    assert hide(family, family.parent, url(family, "{id}/readers/", mine.id), iris).status_code == 403
    assert vera.browser.post(url(family, "{id}/readers/", mine.id), {"readers": []}).status_code == 422  # no parent
    assert len(needs_seen(family, iris)) == 1


def test_a_need_of_one_s_own_is_for_nobody_else(db):
    family = make_family("Nina", "Maaike")
    assert send(family, words="Voor mij.", readers="").status_code == 302  # a parent's own, unless said otherwise
    (one,) = needs_seen(family)
    assert one.newest.private and needs_seen(family, family.parents[1]) == ()
    page = family.parent.browser.get(url(family, "{id}/", one.id)).content.decode()
    assert "Alleen jij" in page
    assert family.parents[1].browser.get(url(family, "{id}/", one.id)).status_code == 404
    family.parent.browser.post(url(family, "{id}/sharing/", one.id))
    assert "Voor mij." in family.parents[1].browser.get(url(family)).content.decode()


def test_sharing_shares_with_which_parent_it_was_looked_at(db):
    family, vera = make_family("Nina"), make_person("Vera", "midwife")
    family.ask_in(vera)
    let(family, vera)
    send(family, vera, readers="me", together=[_member(family, "Nina")])
    (one,) = needs_seen(family, vera)
    assert needs_seen(family) == ()
    vera.browser.post(url(family, "{id}/sharing/", one.id))
    page = family.parent.browser.get(url(family, "{id}/", one.id)).content.decode()
    assert f"Samen bekeken met Nina op {clock.today().day}" in page
