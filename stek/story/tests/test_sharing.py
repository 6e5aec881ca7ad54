"""Kept for oneself until one shares it; what was shared stays; what nobody read may be taken back."""

from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.policy import Verb
from stek.story.models import Influence, Observation
from stek.story.tests.sending import links_of, noted, words_of


def do(family, who, id, deed):
    return who.browser.post(f"/families/{family.id}/observations/{id}/{deed}/")


def test_what_a_parent_notes_is_private_unless_they_say_otherwise(db):
    family = make_family("Nina", "Maaike")
    family.parent.browser.post(f"/families/{family.id}/observations/", {"words": "Van mij."})
    assert (words_of(family, family.parent), words_of(family, family.parents[1])) == (["Van mij."], [])


def test_what_a_carer_notes_is_for_the_circle_unless_they_say_otherwise(db):
    family, vera = make_family("Nina"), make_person("Vera", "midwife")
    family.ask_in(vera)
    vera.browser.post(f"/families/{family.id}/observations/", {"words": "Voor jullie."})
    vera.browser.post(f"/families/{family.id}/observations/", {"words": "Voor mij.", "readers": "me"})
    assert words_of(family, family.parent) == ["Voor jullie."]


def test_the_page_says_who_will_read_it_before_it_is_saved(db):
    family, vera = make_family("Nina", "Maaike"), make_person("Vera", "midwife")
    family.ask_in(vera)
    pieter = make_person("Pieter", "meeting_place")
    family.ask_in(pieter, Relation.MEETING_PLACE, may=[Verb.NOTE])
    page = family.parent.browser.get(f"/families/{family.id}/observations/new/").content.decode()
    said = page[page.index('id="readers-now"') : page.index("</p>", page.index('id="readers-now"'))]
    assert "Maaike" in said and "Vera" in said and "Pieter" not in said and "Nina" not in said


def test_sharing_later_shows_all_its_versions_and_is_for_good(db):
    family = make_family("Nina", "Maaike")
    id = noted(family, family.parent, "één", readers="me")
    path = f"/families/{family.id}/observations/{id}/correction/"
    newest = family.parent.browser.post(path, {"words": "twee"}).headers["Location"].split("/")[4]
    assert do(family, family.parent, newest, "sharing").status_code == 302
    page = family.parents[1].browser.get(f"/families/{family.id}/observations/{newest}/").content.decode()
    assert "één" in page and "twee" in page
    for deed in ("sharing", "removal"):
        answer = do(family, family.parent, newest, deed)
        assert answer.status_code == 403 and "Wat gedeeld is, blijft staan." in answer.content.decode()
    assert words_of(family, family.parents[1]) == ["twee"]


def test_sharing_is_told_to_the_parents_and_what_was_private_before_is_not(db):
    family = make_family("Nina", "Maaike")
    id = noted(family, family.parent, readers="me")
    trail = lambda: family.parents[1].browser.get(f"/families/{family.id}/trail/").content.decode()  # noqa: E731
    assert "Nina noteerde iets" not in trail() and "deelde een eigen notitie" not in trail()
    do(family, family.parent, id, "sharing")
    assert "Nina deelde een eigen notitie" in trail() and "Nina noteerde iets" not in trail()


def test_taking_back_takes_all_versions_and_the_links_with_them(db):
    family = make_family("Nina")
    id, other = noted(family, family.parent, "één", readers="me"), noted(family, family.parent, "blijft")
    path = f"/families/{family.id}/observations/{id}/correction/"
    newest = family.parent.browser.post(path, {"words": "twee"}).headers["Location"].split("/")[4]
    sent = {"from_thread": id, "to_thread": other, "certainty": "suspected"}
    assert family.parent.browser.post(f"/families/{family.id}/influences/new/", sent).status_code == 302
    assert do(family, family.parent, newest, "removal").status_code == 302
    assert words_of(family, family.parent) == ["blijft"]
    with family.parent.acting():
        assert Observation.objects.count() == 1 and not Influence.objects.exists()
    for gone in (id, newest):
        assert family.parent.browser.get(f"/families/{family.id}/observations/{gone}/").status_code == 404
        assert do(family, family.parent, gone, "removal").status_code == 404
    assert links_of(family, family.parent) == ()


def test_nobody_shares_or_takes_back_for_somebody_else(db):
    family = make_family("Nina", "Maaike")
    private, shared = noted(family, family.parent, readers="me"), noted(family, family.parent)
    for id, status in ((private, 404), (shared, 403)):
        for deed in ("sharing", "removal"):
            answer = do(family, family.parents[1], id, deed)
            assert answer.status_code == status
            assert ("Alleen wie ze schreef" in answer.content.decode()) is (id == shared)
    assert len(words_of(family, family.parent)) == 2
