"""What is hidden from somebody is not there for them: not in a list, not by its address, not in the trail."""

from uuid import UUID

import pytest

from stek.circle import actions
from stek.circle.models import Seal
from stek.circle.tests.builders import make_family, make_person
from stek.kit import clock
from stek.policy import Section
from stek.story.tests.sending import noted, words_of


@pytest.fixture
def family(db):
    return make_family("Nina", "Maaike")


def hide(family, who, note, whom, **fields):
    sent = {"hidden_from": str(whom.id), "why": "Voor de rust."} | fields
    return who.browser.post(f"/families/{family.id}/observations/{note}/seal/", sent)


def seals(who):
    with who.acting():
        return list(Seal.objects.filter(lifted_at=None))


def test_a_parent_hides_what_somebody_else_wrote(family):
    vera, other = make_person("Vera"), make_person("Ander")
    family.ask_in(vera)
    family.ask_in(other)
    note = noted(family, vera)
    assert hide(family, family.parent, note, other).status_code == 302
    assert words_of(family, other) == [] and words_of(family, vera) == ["Ze lachte."]
    assert other.browser.get(f"/families/{family.id}/observations/{note}/").status_code == 404


def test_an_author_hides_what_they_wrote_from_a_parent(family):
    vera = make_person("Vera")
    family.ask_in(vera)
    note = noted(family, vera)
    assert hide(family, vera, note, family.parents[1]).status_code == 302
    assert words_of(family, family.parents[1]) == [] and words_of(family, family.parent) == ["Ze lachte."]


def test_who_neither_wrote_it_nor_is_a_parent_hides_nothing(family):
    vera, other = make_person("Vera"), make_person("Ander")
    family.ask_in(vera)
    family.ask_in(other)
    note = noted(family, family.parent)
    assert hide(family, vera, note, other).status_code == 403
    stranger = make_person("Vreemde")
    assert hide(family, stranger, note, other).status_code == 404
    assert words_of(family, other) == ["Ze lachte."]


def test_nobody_hides_from_an_author_their_own_words_or_from_oneself(family):
    vera = make_person("Vera")
    family.ask_in(vera)
    note = noted(family, vera)
    for whom in (vera, family.parent, make_person("Elders")):
        response = hide(family, family.parent, note, whom)
        assert response.status_code == 422 and "Voor de rust.</textarea>" in response.content.decode()


def test_hiding_twice_is_hiding_once_and_lifting_shows_it_again(family):
    other = family.parents[1]
    note = noted(family, family.parent)
    for _ in range(2):
        hide(family, family.parent, note, other)
    (seal,) = seals(family.parent)
    assert seals(other) == []
    for _ in range(2):
        assert family.parent.browser.post(f"/families/{family.id}/seals/{seal.id}/lifting/").status_code == 302
    assert words_of(family, other) == ["Ze lachte."]


def test_nobody_else_lifts_a_seal_or_can_tell_that_it_is_there(family):
    note = noted(family, family.parent)
    hide(family, family.parent, note, family.parents[1])
    (seal,) = seals(family.parent)
    for who in (family.parents[1], make_person("Vreemde")):
        assert who.browser.post(f"/families/{family.id}/seals/{seal.id}/lifting/").status_code == 404
    assert words_of(family, family.parents[1]) == []


def test_why_it_was_hidden_is_kept_for_who_hid_it_and_under_a_lock(family, superuser):
    hide(family, family.parent, noted(family, family.parent), family.parents[1], why="kwetsbaar-woord")
    (why,) = superuser.execute("select why_sealed from circle_seal").fetchone()
    assert why and b"kwetsbaar" not in why


def test_a_whole_section_can_be_hidden(family):
    vera = make_person("Vera")
    family.ask_in(vera)
    noted(family, family.parent)
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        actions.seal(hidden_from=vera.id, section=Section.STORY, by=here, at=here.at)
    assert words_of(family, vera) == []
    page = family.parent.browser.get(f"/families/{family.id}/observations/new/").content.decode()
    assert "Vera" not in page[page.index('id="readers-now"') : page.index("</p>", page.index('id="readers-now"'))]


def test_a_seal_outranks_an_emergency(family):
    doctor = make_person("Dokter", "gp", second_factor_at=clock.now())
    family.ask_in(doctor, may=())
    note = noted(family, family.parent)
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        actions.seal(hidden_from=doctor.id, thread=UUID(note), by=here, at=here.at)
    family.breaks_in(doctor)
    assert words_of(family, doctor) == []
    assert doctor.browser.get(f"/families/{family.id}/observations/{note}/").status_code == 404


def test_the_page_says_who_decides_about_a_parent(family):
    page = family.parent.browser.get(f"/families/{family.id}/observations/{noted(family, family.parent)}/seal/")
    assert "beslist de familierechtbank" in page.content.decode()
