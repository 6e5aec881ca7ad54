"""What is about safety stands apart: it is not weighed, and its author says who reads it."""

import pytest

from stek.balance import actions, catalogue
from stek.balance.models import Factor
from stek.balance.rules import Level, Side
from stek.balance.tests.builders import add, agree, balance_of, end, in_the_balance, labels_of, page_of, send
from stek.circle import actions as circle
from stek.circle.actions import NotNamed
from stek.circle.gate import NotYours
from stek.circle.tests.builders import MadeFamily, Somebody, make_family
from stek.circle.tests.hiding import hide
from stek.story.tests.sending import noted

SAFETY = sorted(code for code, one in catalogue.factors().items() if one.safety)


@pytest.fixture
def family(db) -> MadeFamily:
    return make_family("Nina", "Tom")


@pytest.fixture
def carer(family) -> Somebody:
    return in_the_balance(family)


def sharing(family: MadeFamily, id) -> str:
    return f"/families/{family.id}/balance/factors/{id}/sharing/"


def answer(family: MadeFamily, nina: str, tom: str) -> dict[str, str]:
    first, second = (family.places[one.id] for one in family.parents)
    return {f"reads_{first}": nina, f"reads_{second}": tom}


def test_psychosis_is_about_safety_and_a_bipolar_vulnerability_is_a_factor():
    known = catalogue.factors()
    assert known["acute_psychosis"].safety and known["acute_psychosis"].words["nl"] == "een psychose"
    assert not known["bipolar"].safety
    assert "psychosis" not in {
        one.code for one in catalogue.search("psychose")
    }  # said two things; still read where it stands
    assert known["psychosis"].safety and known["psychosis"].former


def test_frightening_thoughts_of_harming_the_baby_are_about_safety():
    assert {"harming_thoughts", "violence", "coercive_control", "child_hurt", "care_uncertain"} < set(SAFETY)
    assert all(catalogue.factors()[code].for_review for code in SAFETY)


def test_the_form_of_a_code_of_safety_asks_no_side_and_no_readers(family, carer):
    page = page_of(family, carer, "factors/new/?code=violence")
    assert 'name="side"' not in page and 'name="readers"' not in page
    answered = send(family, carer, code="violence", words="", side="")
    assert answered.status_code == 302
    assert labels_of(family, carer) == {"violence"}
    assert labels_of(family, family.parent) == labels_of(family, family.parents[1]) == set()


def test_own_words_of_a_carer_about_safety_ask_no_side_and_are_private(family, carer):
    answered = send(family, carer, words="Ze is bang voor hem.", side="", safety="on")
    assert answered.status_code == 302 and labels_of(family, family.parent) == set()
    assert send(family, carer, words="Oma komt.", side="").status_code == 422  # what is no safety is asked still


def test_what_rests_on_a_note_about_safety_is_about_safety(family, carer):
    thread = noted(family, carer, "Ze kromp ineen.", safety="on")
    assert 'name="side"' not in page_of(family, carer, f"factors/new/?side=burden&thread={thread}")
    assert send(family, carer, words="Angst in huis.", observations=thread).status_code == 302
    assert labels_of(family, family.parent) == set() and balance_of(family, carer)[0].about_safety


def test_one_press_does_not_share_a_factor_about_safety(family, carer):
    row = add(family, carer, code="violence", share=False)
    assert carer.browser.post(sharing(family, row.id)).status_code == 422
    page = carer.browser.get(sharing(family, row.id)).content.decode()
    assert "Nina, mama" in page and "Tom, mama" in page
    assert labels_of(family, family.parent) == labels_of(family, family.parents[1]) == set()
    assert carer.browser.post(sharing(family, row.id), answer(family, "reads", "hidden")).status_code == 302
    assert labels_of(family, family.parent) == {"violence"} and labels_of(family, family.parents[1]) == set()


def test_a_parent_is_asked_as_well(family):
    row = add(family, family.parent, code="violence", share=False)
    assert family.parent.browser.post(sharing(family, row.id)).status_code == 422
    assert labels_of(family, family.parents[1]) == set()


def test_the_deed_itself_refuses_on_every_road(family, carer):
    with carer.acting() as signed:
        here = family.visit(carer, signed)
        weighed = actions.Weighed(Side.BURDEN, Level.FAMILY, "child_hurt")
        with pytest.raises(NotNamed):
            actions.add_factor(weighed=weighed, by=here, at=here.at)
        row = actions.add_factor(weighed=weighed, by=here, at=here.at, share=False)
        with pytest.raises(NotNamed):
            actions.share_factor(factor=row, by=here, at=here.at)
        plain = actions.Weighed(Side.BURDEN, Level.FAMILY, "worn_out")
        shared = actions.add_factor(weighed=plain, by=here, at=here.at)
        with pytest.raises(NotNamed):
            actions.correct_factor(before=shared, weighed=weighed, by=here, at=here.at)
        # A correction does not make it a factor again.
        corrected = actions.correct_factor(before=row, weighed=plain, by=here, at=here.at)
        with pytest.raises(NotNamed):
            actions.share_factor(factor=corrected, by=here, at=here.at)


def test_a_correction_of_what_is_shared_asks_again(family, carer):
    row = add(family, carer, code="violence", share=False)
    carer.browser.post(sharing(family, row.id), answer(family, "reads", "hidden"))
    path = f"/families/{family.id}/balance/factors/{row.id}/correction/"
    sent = {"code": "violence", "level": "family", "words": "Ze zei het zelf."}
    assert carer.browser.post(path, sent).status_code == 422
    named = {f"reads_{family.places[family.parent.id]}": "reads"}
    assert carer.browser.post(path, sent | named).status_code == 302
    assert labels_of(family, family.parent) == {"Ze zei het zelf."} and labels_of(family, family.parents[1]) == set()


def test_it_stands_apart_and_nowhere_among_what_carries_and_weighs(family, carer):
    label = catalogue.factors()["violence"].words["nl"]
    add(family, carer, code="violence", share=False)
    page = page_of(family, carer, "?own=1")
    plank, apart = page[page.index('id="plank"') : page.index('id="safety"')], page[page.index('id="safety"') :]
    assert label not in plank and "Begin met wat draagt" in plank
    assert label in apart and 'href="/help/"' in apart
    assert label not in page_of(family, carer, "then-and-now/?own=1")
    assert label not in carer.browser.get(f"/families/{family.id}/?own=1").content.decode()
    for reader in family.parents:
        assert 'id="safety"' not in page_of(family, reader)


def shared(family: MadeFamily, carer: Somebody, **what: str) -> Factor:
    """A factor about safety that both parents may read."""
    send(family, carer, side="", **what)
    with carer.acting():
        row = Factor.objects.get(family_id=family.id)
    assert carer.browser.post(sharing(family, row.id), answer(family, "reads", "reads")).status_code == 302
    return row


@pytest.mark.parametrize("what", [{"code": "violence", "words": ""}, {"words": "Ze is bang.", "safety": "on"}])
def test_only_its_author_says_that_it_is_over(family, carer, what):
    row, (nina, tom) = shared(family, carer, **what), family.parents
    page, path = f"factors/{row.id}/", f"/families/{family.id}/balance/factors/{row.id}/end/"
    assert path not in page_of(family, tom, page) and path in page_of(family, carer, page)
    for answer in (tom.browser.get(path), tom.browser.post(path)):
        assert answer.status_code == 403 and "in de plaats van wie het schreef." in answer.content.decode()
    with pytest.raises(NotYours):
        end(family, tom, row)
    assert balance_of(family, nina)[0].until is None
    assert carer.browser.post(path).status_code == 302
    assert balance_of(family, nina)[0].until is not None


def test_what_somebody_else_said_is_over_before_it_was_about_safety_stands_again(family, carer):
    row = add(family, carer, "Spanning thuis.", side=Side.BURDEN)
    end(family, family.parents[1], row)
    assert balance_of(family, carer)[0].until is not None
    path = f"/families/{family.id}/balance/factors/{row.id}/correction/"
    sent = {"words": "Ze is bang.", "level": "family", "safety": "on"}
    assert carer.browser.post(path, sent | answer(family, "reads", "reads")).status_code == 302
    assert balance_of(family, family.parent)[0].until is None


def test_only_its_author_hides_it(family, carer):
    row, (nina, tom) = shared(family, carer, code="violence", words=""), family.parents
    page, path = f"factors/{row.id}/", f"/families/{family.id}/balance/factors/{row.id}/readers/"
    assert path not in page_of(family, tom, page) and path in page_of(family, carer, page)
    assert tom.browser.get(path).status_code == tom.browser.post(path, {"readers": [carer.id]}).status_code == 403
    with tom.acting() as signed, pytest.raises(NotYours):
        here = family.visit(tom, signed)
        circle.hide(thread=row.thread_id, readers=[carer.id], by=here, at=here.at)
    assert labels_of(family, nina) == {"violence"}
    assert hide(family, carer, path, tom).status_code == 302
    assert labels_of(family, nina) == {"violence"} and labels_of(family, tom) == set()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("harming_thoughts", "Ze zeggen niets over wie je bent."),
        ("harming_thoughts", 'Bel nu <a href="tel:112">112</a>, of een dokter'),
        ("not_wanting_to_live", 'Bel <a href="tel:1813">1813</a>, dag en nacht.'),
        ("violence", "Is iemand nu niet veilig? Bel 112."),
    ],
)
def test_the_form_answers_what_was_chosen(family, carer, code, said):
    assert said in page_of(family, carer, f"factors/new/?code={code}").split("<footer")[0].split('id="help-sheet"')[0]


def test_nobody_is_asked_to_see_it_so_too(family, carer):
    row = add(family, carer, code="violence", share=False)
    assert "Samen bekeken" not in page_of(family, carer, f"factors/{row.id}/")
    assert carer.browser.get(f"/families/{family.id}/balance/factors/{row.id}/agreement/").status_code == 403
    with pytest.raises(NotYours):
        agree(family, carer, row, family.child)


def test_a_copy_of_the_database_does_not_tell_which_factor_it_is(family, carer):
    add(family, carer, code="violence", share=False)
    add(family, carer, code="network", share=False)
    add(family, carer, "Oma komt.", share=False)
    with carer.acting():
        rows = list(Factor.objects.filter(family_id=family.id))
    assert {row.code for row in rows} == {""} and len({len(bytes(row.code_sealed)) for row in rows}) == 1


def test_what_was_chosen_before_codes_were_sealed_is_still_read_and_is_about_safety(family, superuser):
    row = add(family, family.parent, code="network", share=False)
    superuser.execute("update balance_factor set code = 'psychosis', code_sealed = null where id = %s", [row.id])
    page = page_of(family, family.parent, "?own=1")
    assert "een psychose, of heel wisselende stemmingen" in page[page.index('id="safety"') :]
    assert family.parent.browser.post(sharing(family, row.id)).status_code == 422
