"""A consent is for a person, a purpose and a time; it can be taken back, and that works at once."""

import re
from datetime import timedelta

import pytest

from stek.circle import actions
from stek.circle.models import Grant
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.policy import Purpose, Section, Verb
from stek.story.tests.sending import noted, send, words_of


@pytest.fixture
def family(db):
    family = make_family("Nina", "Maaike")
    noted(family, family.parent, "Van thuis.")
    return family


def give(family, place, **more):
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        return actions.give(to=place, verbs=more.pop("verbs", [Verb.READ]), by=here, at=here.at, **more)


def grants(family):
    with family.parent.acting():
        return list(Grant.objects.order_by("given_at", "id"))


def test_who_was_asked_in_sees_only_what_was_granted(family):
    teacher = make_person("Juf", "teacher")
    place = family.ask_in(teacher, Relation.TEACHER, may=())
    assert words_of(family, teacher) == [] and send(family, teacher).status_code == 403
    give(family, place)
    assert words_of(family, teacher) == ["Van thuis."] and send(family, teacher).status_code == 403
    give(family, place, verbs=[Verb.NOTE])
    assert send(family, teacher).status_code == 302


def test_taking_it_back_works_with_the_next_thing_somebody_asks(family):
    vera = make_person("Vera", "midwife")
    family.ask_in(vera)
    note = noted(family, vera, "Van Vera.")
    browser = vera.browser
    assert "Van thuis." in browser.get(f"/families/{family.id}/").content.decode()
    (grant,) = grants(family)
    assert family.parent.browser.post(f"/families/{family.id}/grants/{grant.id}/withdrawal/").status_code == 302
    page = browser.get(f"/families/{family.id}/").content.decode()
    assert "Van thuis." not in page and "Van Vera." in page  # one's own words stay one's own
    assert send(family, vera).status_code == 403
    assert browser.get(f"/families/{family.id}/observations/{note}/").status_code == 200


def test_taking_back_twice_is_taking_back_once(family):
    vera = make_person("Vera")
    family.ask_in(vera)
    (grant,) = grants(family)
    for _ in range(2):
        family.parent.browser.post(f"/families/{family.id}/grants/{grant.id}/withdrawal/")
    trail = family.parent.browser.get(f"/families/{family.id}/trail/").content.decode()
    assert trail.count("nam een toestemming terug") == 1


def test_a_period_begins_on_its_first_moment_and_is_over_on_its_last(family, superuser):
    """Half-open: `[from, until)`, by the clock of the database."""
    vera = make_person("Vera")
    place = family.ask_in(vera, may=())
    grant = give(family, place)

    def reads(from_at: str, until_at: str) -> bool:
        with vera.acting() as signed:
            at = signed.at
            moments = {"before": at - timedelta(hours=1), "now": at, "after": at + timedelta(hours=1)}
            superuser.execute(
                "update circle_grant set from_at = %s, until_at = %s where id = %s",
                [moments[from_at], moments.get(until_at), grant.id],
            )
            return family.visit(vera, signed).reads()

    assert reads("now", "after") and reads("now", "never") and reads("before", "after")
    assert not reads("before", "now") and not reads("after", "never")


def test_a_consent_for_one_purpose_is_none_for_another(family):
    vera = make_person("Vera")
    place = family.ask_in(vera, may=())
    give(family, place, purpose=Purpose.COPY)
    assert words_of(family, vera) == []


def test_a_consent_for_one_section_is_none_for_another(family):
    vera = make_person("Vera")
    place = family.ask_in(vera, may=())
    give(family, place, section=Section.BALANCE)
    assert words_of(family, vera) == []


def test_the_same_consent_sent_twice_is_one(family):
    vera = make_person("Vera")
    place = family.ask_in(vera, may=())
    for days in ("14", "14", "14"):
        sent = {"may": ["story:read", "story:note"], "days": days}
        assert family.parent.browser.post(f"/families/{family.id}/circle/{place}/grants/", sent).status_code == 302
    (grant,) = grants(family)
    assert (grant.until_at - grant.from_at) == timedelta(days=14)


@pytest.mark.parametrize(
    "sent",
    [{}, {"may": ["story:seal"]}, {"may": ["read"]}, {"may": ["video:read"]}, {"may": ["story:read"], "days": "-1"}],
)
def test_a_form_that_is_not_right_gives_nothing_and_says_so(family, sent):
    place = family.ask_in(make_person("Vera"), may=())
    response = family.parent.browser.post(f"/families/{family.id}/circle/{place}/grants/", sent)
    assert response.status_code == 422 and 'class="errors"' in response.content.decode()
    assert grants(family) == []


def test_only_a_parent_gives_what_is_shared(family):
    vera = make_person("Vera")
    place = family.ask_in(vera)
    with vera.acting() as signed, pytest.raises(actions.NotAllowed):
        here = family.visit(vera, signed)
        actions.give(to=place, verbs=[Verb.READ], by=here, at=here.at)


def test_the_page_says_who_may_what_and_what_was_before(family):
    vera = make_person("Vera")
    family.ask_in(vera)
    browser, path = family.parents[1].browser, f"/families/{family.id}/access/"
    page = browser.get(path).content.decode()
    assert re.search("Het verhaal.{0,40}(lezen.*noteren|noteren.*lezen)", page) and "gegeven door Nina" in page
    (grant,) = grants(family)
    back = f"/families/{family.id}/grants/{grant.id}/withdrawal/"
    assert back not in page and back in family.parent.browser.get(path).content.decode()  # who gave it takes it back
    family.parent.browser.post(back)
    page = browser.get(path).content.decode()
    assert "Ziet nu niets van jullie verhaal" in page and "Wat vroeger mocht" in page


def test_a_parent_of_two_families_sees_each_with_its_own(family):
    other = make_family("Ada")
    other.ask_in(family.parent, may=[Verb.READ])
    noted(other, other.parent, "Van Ada.")
    assert words_of(family, family.parent) == ["Van thuis."] and words_of(other, family.parent) == ["Van Ada."]
    assert family.parent.browser.get(f"/families/{other.id}/access/").status_code == 404
    page = family.parent.browser.get("/").content.decode()
    assert str(other.id) in page
