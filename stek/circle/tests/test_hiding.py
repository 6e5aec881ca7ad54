"""A hidden thing has readers: for everybody else it is not there, not in a list, not by its address, not in the trail."""

from uuid import UUID

import pytest

from stek.circle import actions
from stek.circle.models import Grant, Hidden
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.circle.tests.hiding import hide
from stek.kit import clock
from stek.story.tests.sending import noted, words_of


@pytest.fixture
def family(db):
    return make_family("Nina", "Maaike")


def beside(family, name, relation=Relation.MIDWIFE):
    who = make_person(name)
    family.ask_in(who, relation)
    return who


def readers_of(family, note):
    return f"/families/{family.id}/observations/{note}/readers/"


def closings(who):
    with who.acting():
        return list(Hidden.objects.filter(lifted_at=None))


def show(family, who, closing):
    return who.browser.post(f"/families/{family.id}/hidden/{closing.id}/showing/")


def test_an_author_hides_what_they_wrote_from_a_parent(family):
    vera = beside(family, "Vera")
    note = noted(family, vera)
    assert hide(family, vera, readers_of(family, note), family.parents[1]).status_code == 302
    assert words_of(family, family.parents[1]) == [] and words_of(family, family.parent) == ["Ze lachte."]


def test_a_parent_hides_nothing_that_somebody_else_wrote(family):
    """Not from the other parent, and not from a carer: they ask its author."""
    vera, other = beside(family, "Vera"), beside(family, "Ander")
    note = noted(family, vera)
    path = readers_of(family, note)
    assert path not in family.parent.browser.get(path.removesuffix("readers/")).content.decode()
    assert path in vera.browser.get(path.removesuffix("readers/")).content.decode()
    for whom in (other, family.parents[1]):
        assert hide(family, family.parent, path, whom).status_code == 403
    assert hide(family, make_person("Vreemde"), path, other).status_code == 404
    assert [words_of(family, one) for one in (other, family.parents[1])] == [["Ze lachte."]] * 2


def test_what_was_asked_of_nobody_on_the_page_is_refused_and_the_words_stay(family):
    note = noted(family, family.parent)
    for whom in (family.parent, make_person("Elders")):
        sent = {"readers": [whom.id], "why": "Voor de rust."}
        response = family.parent.browser.post(readers_of(family, note), sent)
        assert response.status_code == 422 and "Voor de rust.</textarea>" in response.content.decode()
    assert words_of(family, family.parents[1]) == ["Ze lachte."]


def test_who_reads_it_no_more_since_the_page_was_opened_is_no_reader_and_no_mistake(family):
    vera = beside(family, "Vera")
    note = noted(family, family.parent)
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        actions.withdraw(grant=Grant.objects.get(circle_member_id=family.places[vera.id]), by=here, at=here.at)
    sent = {"readers": [vera.id, family.parents[1].id]}
    assert family.parent.browser.post(readers_of(family, note), sent).status_code == 302
    with family.parent.acting():
        assert Hidden.objects.get(lifted_at=None).readers == [family.parents[1].id]


def test_hiding_twice_is_hiding_once_and_opening_again_shows_it(family):
    other, note = family.parents[1], noted(family, family.parent)
    for _ in range(2):
        family.parent.browser.post(readers_of(family, note), {"readers": []})
    (closing,) = closings(family.parent)
    assert (words_of(family, other), closings(other)) == ([], [])
    for _ in range(2):
        assert show(family, family.parent, closing).status_code in (302, 404)
    assert words_of(family, other) == ["Ze lachte."]


def test_who_hid_it_opens_it_again_on_the_page_where_it_was_hidden(family):
    vera = beside(family, "Vera")
    note = noted(family, vera)
    path = readers_of(family, note)
    assert "Weer openzetten" not in vera.browser.get(path).content.decode()
    hide(family, vera, path, family.parents[1])
    page = vera.browser.get(path).content.decode()
    (closing,) = closings(vera)
    assert "Weer openzetten" in page and f"/hidden/{closing.id}/showing/" in page
    assert show(family, vera, closing).status_code == 302
    assert words_of(family, family.parents[1]) == ["Ze lachte."]


def test_who_was_taken_away_can_be_ticked_again_and_starts_without_a_tick(family):
    other, note = family.parents[1], noted(family, family.parent)
    path = readers_of(family, note)
    hide(family, family.parent, path, other)
    form = family.parent.browser.get(path).context["form"]
    assert (form["readers"].initial, form.fields["readers"].choices) == ([], [(str(other.id), "Maaike")])
    family.parent.browser.post(path, {"readers": [other.id]})
    assert words_of(family, other) == ["Ze lachte."]


def test_who_comes_later_is_no_reader_of_what_was_hidden_and_reads_the_rest(family):
    hidden = noted(family, family.parent, "Ik zoek een plek.")
    noted(family, family.parent, "Ze lachte.")
    hide(family, family.parent, readers_of(family, hidden), family.parents[1])
    vera = beside(family, "Vera")
    assert words_of(family, vera) == ["Ze lachte."]
    family.parent.browser.post(readers_of(family, hidden), {"readers": [vera.id]})
    assert set(words_of(family, vera)) == {"Ik zoek een plek.", "Ze lachte."}
    assert words_of(family, family.parents[1]) == ["Ze lachte."]


def test_nobody_else_opens_it_or_can_tell_that_it_is_closed(family):
    note = noted(family, family.parent)
    hide(family, family.parent, readers_of(family, note), family.parents[1])
    (closing,) = closings(family.parent)
    for who in (family.parents[1], make_person("Vreemde")):
        assert show(family, who, closing).status_code == 404
        assert who.browser.get(readers_of(family, note)).status_code == 404
    assert words_of(family, family.parents[1]) == []


def test_why_it_was_hidden_is_kept_for_who_hid_it_and_under_a_lock(family, superuser):
    path = readers_of(family, noted(family, family.parent))
    hide(family, family.parent, path, family.parents[1], why="kwetsbaar-woord")
    (why,) = superuser.execute("select why_sealed from circle_hidden").fetchone()
    assert why and b"kwetsbaar" not in why


def test_what_is_hidden_stays_hidden_in_an_emergency(family):
    doctor = make_person("Dokter", "gp", second_factor_at=clock.now())
    family.ask_in(doctor, may=())
    note, other = noted(family, family.parent, "Verborgen."), noted(family, family.parent)
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        actions.hide(thread=UUID(note), readers=[family.parents[1].id], by=here, at=here.at)
    with doctor.acting() as signed:
        actions.break_glass(family=family.id, why="nood", by=signed, at=signed.at)
    assert words_of(family, doctor) == ["Ze lachte."]
    assert doctor.browser.get(f"/families/{family.id}/observations/{note}/").status_code == 404
    assert doctor.browser.get(f"/families/{family.id}/observations/{other}/").status_code == 200


def test_before_it_is_hidden_the_page_says_who_wrote_on_it_and_can_notice(family):
    """As far as who hides reads it: what Vera keeps for herself is hers."""
    vera, gust = beside(family, "Vera"), beside(family, "Gust", Relation.FRIEND)
    note, other = noted(family, family.parent, "Ze slaapt slecht."), noted(family, family.parent)
    sent = {"from_thread": note, "to_thread": other, "certainty": "told"}
    assert vera.browser.post(f"/families/{family.id}/influences/new/", sent).status_code == 302
    page = family.parent.browser.get(readers_of(family, note)).content.decode()
    assert "Ze slaapt slecht." in page and "Vera</b> schreef hierover" in page
    assert "Gust</b> schreef" not in page and f'value="{gust.id}"' in page
    assert "kan dit al gelezen hebben" in page


def test_the_page_says_who_decides_about_a_parent(family):
    page = family.parent.browser.get(readers_of(family, noted(family, family.parent)))
    assert "beslist de familierechtbank" in page.content.decode()
