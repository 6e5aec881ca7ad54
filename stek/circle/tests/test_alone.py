"""Somebody for one parent alone: asked in by a road of its own, and in nobody's sight."""

from stek.circle.models import CircleMember
from stek.circle.tests.builders import make_family, make_person
from stek.story.tests.sending import noted, words_of

from .test_invitation import link_on


def ask_in_alone(family, who, **fields):
    filled = {"called": "Lut", "relation": "social_worker", "give": "whole"} | fields
    return who.browser.post(f"/families/{family.id}/alone/?relation={filled['relation']}", filled)


def test_somebody_can_be_asked_in_without_the_other_parent_knowing(db):
    """Asking in somebody of a refuge is itself something that must not be seen."""
    family = make_family("Nina", "Maaike")
    ex, worker = family.parents[1], make_person("Hulpverlener", "social_worker")
    before = {path: ex.browser.get(f"/families/{family.id}/{path}").content for path in ("access/", "trail/", "")}
    page = ask_in_alone(family, family.parent).content.decode()
    assert worker.browser.post(link_on(page)).status_code == 302
    note = noted(family, worker, "Goed aangekomen.")
    assert words_of(family, family.parent) == ["Goed aangekomen."] and words_of(family, ex) == []
    assert ex.browser.get(f"/families/{family.id}/observations/{note}/").status_code == 404
    for path in (
        "",
        "access/",
        "trail/",
        "story/",
        "observations/new/",
        "ties/new/",
        "circle/invitations/new/",
        "alone/",
    ):
        shown = ex.browser.get(f"/families/{family.id}/{path}").content.decode()
        assert "Lut" not in shown and "Goed aangekomen" not in shown and "maatschappelijk werker · " not in shown, path
    trail = lambda content: content.decode().count('class="it"')  # noqa: E731
    after = ex.browser.get(f"/families/{family.id}/trail/").content
    assert trail(after) - trail(before["trail/"]) <= 2  # only what the ex did here in between


def test_who_is_there_for_one_parent_alone_stands_on_that_page_and_on_no_page_in_sight(db):
    """Somebody may look at her screen: not in the list of who sees what, not in the story, until she asks."""
    family = make_family("Nina", "Maaike")
    nina, worker = family.parent, make_person("Hulpverlener", "social_worker")
    worker.browser.post(link_on(ask_in_alone(family, nina).content.decode()))
    noted(family, worker, "Goed aangekomen.")
    for path in ("", "access/", "story/"):
        shown = nina.browser.get(f"/families/{family.id}/{path}").content.decode()
        assert "Lut" not in shown and "Goed aangekomen." not in shown, path
    assert "Goed aangekomen." in nina.browser.get(f"/families/{family.id}/story/?own=1").content.decode()
    assert "Lut" in nina.browser.get(f"/families/{family.id}/alone/").content.decode()
    with nina.acting():
        place = CircleMember.objects.get(family_id=family.id, person_id=worker.id).id
    assert nina.browser.post(f"/families/{family.id}/circle/{place}/end/").headers["Location"].endswith("/alone/")
    there = nina.browser.get(f"/families/{family.id}/alone/").content.decode()
    assert "Wie er eerder zo bij was" in there and "Wie er nu zo voor jou is" not in there


def test_a_parent_is_never_there_for_one_parent_alone_and_a_carer_has_no_such_page(db):
    family = make_family("Nina", "Maaike")
    carer = make_person("Vera", "midwife")
    family.ask_in(carer)
    assert ask_in_alone(family, family.parent, relation="father").status_code == 404
    assert ask_in_alone(family, carer).status_code == 404
    assert carer.browser.get("/alone/").status_code == 200
    assert family.parent.browser.get("/alone/").headers["Location"] == f"/families/{family.id}/alone/"
    assert "/alone/" in family.parent.browser.get("/help/").content.decode()
    assert (
        "verbergen"
        not in family.parent.browser.get(
            f"/families/{family.id}/circle/invitations/new/?relation=friend"
        ).content.decode()
    )
