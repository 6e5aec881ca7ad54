"""What is about safety is its author's alone, until they say of each person whether that one reads it."""

from uuid import UUID

import pytest

from stek.circle.actions import NotNamed, accept, invite
from stek.circle.actions import hide as hide_it
from stek.circle.gate import NotYours
from stek.circle.rules import Relation
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.circle.tests.hiding import hide
from stek.kit import clock
from stek.policy import Role
from stek.story import actions
from stek.story.actions import Noticed
from stek.story.models import Observation
from stek.story.tests.sending import noted, send, words_of

FEAR = "Ze kromp ineen toen hij binnenkwam."


@pytest.fixture
def family(db) -> MadeFamily:
    return make_family("Nina", "Tom")


@pytest.fixture
def carer(family) -> Somebody:
    who = make_person("Marijke", "midwife")
    family.ask_in(who)
    return who


def address(family: MadeFamily, id: str, deed: str = "") -> str:
    return f"/families/{family.id}/observations/{id}/{deed}"


def answer(family: MadeFamily, **said: str) -> dict[str, str]:
    """What a carer chose, by the first name of each person."""
    return {
        f"reads_{family.places[one.id]}": word for one in family.parents if (word := said.get(one.person.name.lower()))
    }


def read_by(family: MadeFamily, *people: Somebody) -> list[str]:
    return [one.person.name for one in people if FEAR in words_of(family, one)]


def test_a_note_of_a_carer_about_safety_is_private_though_the_circle_was_chosen(family, carer):
    answered = send(family, carer, FEAR, safety="on", readers="circle")
    assert answered.status_code == 302 and answered.headers["Location"].endswith("?done=kept_own")
    assert read_by(family, carer, *family.parents) == ["Marijke"]


def test_the_choice_stands_on_the_form_of_a_carer_and_not_on_that_of_a_parent(family, carer):
    path = f"/families/{family.id}/observations/new/"
    assert 'name="safety"' in carer.browser.get(path).content.decode()
    assert 'name="safety"' not in family.parent.browser.get(path).content.decode()


def test_one_press_does_not_share_it(family, carer):
    id = noted(family, carer, FEAR, safety="on")
    page = carer.browser.get(address(family, id)).content.decode()
    assert f'action="{address(family, id, "sharing/")}"' not in page and address(family, id, "sharing/") in page
    assert carer.browser.post(address(family, id, "sharing/")).status_code == 422
    assert read_by(family, *family.parents) == []


def test_every_parent_who_would_read_it_is_named_before_it_is_shared(family, carer):
    page = carer.browser.get(address(family, noted(family, carer, FEAR, safety="on"), "sharing/")).content.decode()
    asked = page[page.index('id="named"') :]
    assert "Nina, mama" in asked and "Tom, mama" in asked and "Marijke" not in asked
    assert "checked" not in asked  # nobody is chosen for


def test_who_may_not_read_it_is_asked_of_each_person(family, carer):
    id = noted(family, carer, FEAR, safety="on")
    half = answer(family, nina="reads")
    assert carer.browser.post(address(family, id, "sharing/"), half).status_code == 422
    assert read_by(family, *family.parents) == []
    whole = answer(family, nina="reads", tom="hidden")
    assert carer.browser.post(address(family, id, "sharing/"), whole).status_code == 302
    assert read_by(family, *family.parents) == ["Nina"]


def test_what_nobody_would_read_is_not_shared(family, carer):
    id = noted(family, carer, FEAR, safety="on")
    answered = carer.browser.post(address(family, id, "sharing/"), answer(family, nina="hidden", tom="hidden"))
    assert answered.status_code == 422 and "Nu zou niemand dit lezen" in answered.content.decode()


def test_a_parent_who_is_not_there_yet_is_not_named_and_reads_it_only_when_its_author_says_so(db):
    """It is shared with persons; an invitation is none, and who comes in by it is nobody its author named."""
    family = make_family("Nina")
    nina, carer, tom = family.parent, make_person("Marijke", "midwife"), make_person("Tom")
    family.ask_in(carer)
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        place, secret = invite(called="Tom", role=Role.PARENT, relation=Relation.FATHER, by=here, at=here.at)
    id = noted(family, carer, FEAR, safety="on")
    assert "Tom, papa" not in carer.browser.get(address(family, id, "sharing/")).content.decode()
    assert carer.browser.post(address(family, id, "sharing/"), answer(family, nina="reads")).status_code == 302
    with tom.acting() as signed:
        accept(secret=secret, by=signed, at=signed.at)
    family.say_yes(place)
    assert read_by(family, nina, tom) == ["Nina"]
    assert carer.browser.post(address(family, id, "readers/"), {"readers": [nina.id, tom.id]}).status_code == 302
    assert read_by(family, nina, tom) == ["Nina", "Tom"]


def test_who_came_in_since_the_page_was_opened_is_named_first(family, carer):
    id = noted(family, carer, FEAR, safety="on")
    said = answer(family, nina="reads", tom="hidden")
    family.ask_in(make_person("Iris"), Relation.FRIEND)
    assert carer.browser.post(address(family, id, "sharing/"), said).status_code == 422
    assert read_by(family, *family.parents) == []


def test_a_correction_does_not_open_it_and_asks_again_once_it_is_shared(family, carer):
    id = noted(family, carer, FEAR, safety="on")
    without = {"words": "Het was maar een vermoeden."}
    newest = carer.browser.post(address(family, id, "correction/"), without).headers["Location"].split("/")[4]
    assert carer.browser.post(address(family, newest, "sharing/")).status_code == 422  # unticked, and still asked
    said = answer(family, nina="reads", tom="hidden")
    assert carer.browser.post(address(family, newest, "sharing/"), said).status_code == 302
    again = address(family, newest, "correction/")
    assert 'id="named"' in carer.browser.get(again).content.decode()
    assert carer.browser.post(again, {"words": FEAR}).status_code == 422
    assert read_by(family, *family.parents) == []
    only_nina = answer(family, nina="reads")  # from whom it is hidden already is not asked again
    assert carer.browser.post(again, {"words": FEAR} | only_nina).status_code == 302
    assert read_by(family, *family.parents) == ["Nina"]


def test_a_shared_note_becomes_one_about_safety_only_with_the_question(family, carer):
    id = noted(family, carer, "Een gewone notitie.")
    sent = {"words": FEAR, "safety": "on"}
    assert carer.browser.post(address(family, id, "correction/"), sent).status_code == 422
    assert read_by(family, *family.parents) == []


def test_the_deed_itself_refuses_on_every_road(family, carer):
    with carer.acting() as signed:
        here = family.visit(carer, signed)
        about = Noticed(FEAR, clock.today(), safety=True)
        with pytest.raises(NotNamed):
            actions.note(noticed=about, by=here, at=here.at)
        row = actions.note(noticed=about, by=here, at=here.at, share=False)
        with pytest.raises(NotNamed):
            actions.share(observation=row, by=here, at=here.at)
        plain = actions.note(noticed=Noticed("Gewoon.", clock.today()), by=here, at=here.at)
        with pytest.raises(NotNamed):
            actions.correct(before=plain, noticed=about, by=here, at=here.at)
    assert read_by(family, *family.parents) == []


def test_it_is_never_asked_whether_it_carries_or_weighs(family, carer):
    plain, safety = noted(family, family.parent), noted(family, carer, FEAR, safety="on")
    assert 'id="suggest"' in family.parent.browser.get(address(family, plain)).content.decode()
    page = carer.browser.get(address(family, safety)).content.decode()
    assert 'id="suggest"' not in page and 'id="safety"' in page and 'href="/help/"' in page


def test_only_its_author_hides_it(family, carer):
    id, (nina, tom) = noted(family, carer, FEAR, safety="on"), family.parents
    carer.browser.post(address(family, id, "sharing/"), answer(family, nina="reads", tom="reads"))
    here, path = address(family, id), address(family, id, "readers/")
    assert path not in tom.browser.get(here).content.decode() and path in carer.browser.get(here).content.decode()
    assert tom.browser.get(path).status_code == 403
    assert tom.browser.post(path, {"readers": [carer.id]}).status_code == 403
    with tom.acting() as signed, pytest.raises(NotYours):
        visit = family.visit(tom, signed)
        hide_it(thread=UUID(id), readers=[carer.id], by=visit, at=visit.at)
    assert read_by(family, nina, tom) == ["Nina", "Tom"]
    assert hide(family, carer, path, tom).status_code == 302
    assert read_by(family, nina, tom) == ["Nina"]


def test_who_comes_in_later_does_not_read_it_unless_its_author_says_so(family, carer):
    """It was shared with persons, by name: whom one parent lets in afterwards is nobody its author named."""
    id, (nina, tom) = noted(family, carer, FEAR, safety="on"), family.parents
    carer.browser.post(address(family, id, "sharing/"), answer(family, nina="reads", tom="hidden"))
    iris = make_person("Iris")
    family.ask_in(iris, Relation.FRIEND)
    assert read_by(family, nina, tom, iris) == ["Nina"]
    assert carer.browser.post(address(family, id, "readers/"), {"readers": [nina.id, iris.id]}).status_code == 302
    assert read_by(family, nina, tom, iris) == ["Nina", "Iris"]


def test_a_copy_of_the_database_does_not_tell_which_note_it_is(family, carer):
    noted(family, carer, FEAR, safety="on")
    noted(family, carer, "Gewoon.", readers="me")
    with carer.acting():
        marks = [bytes(row.safety_sealed) for row in Observation.objects.filter(family_id=family.id)]
    assert len(marks) == 2 and len({len(mark) for mark in marks}) == 1
