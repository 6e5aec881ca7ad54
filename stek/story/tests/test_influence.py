"""'This moves that': no more public than its ends, gone with either, refused in words where it cannot be."""

from uuid import uuid4

import pytest

from stek.circle.tests.builders import make_family, make_person
from stek.circle.tests.hiding import hide
from stek.kit.ids import uuid7
from stek.story import actions
from stek.story.rules import Certainty
from stek.story.tests.sending import links_of, noted, without


def link(family, who, first, second, **fields):
    sent = {"from_thread": str(first), "to_thread": str(second), "certainty": "told"} | fields
    return who.browser.post(f"/families/{family.id}/influences/new/", sent)


@pytest.fixture
def family(db):
    return make_family("Nina", "Maaike")


def test_a_link_between_shared_notes_is_for_everybody_who_reads_them(family):
    first, second = noted(family, family.parent), noted(family, family.parents[1])
    assert link(family, family.parent, first, second, words="Daardoor.", both_ways="on").status_code == 302
    for who in family.parents:
        (moves,) = links_of(family, who)
        assert (moves.words, moves.both_ways, moves.certainty, moves.private) == ("Daardoor.", True, "told", False)


def test_a_link_with_a_private_end_is_private(family):
    private, shared = noted(family, family.parent, readers="me"), noted(family, family.parent)
    for ends in ((private, shared), (shared, private)):
        assert link(family, family.parent, *ends).status_code == 302
    assert all(moves.private for moves in links_of(family, family.parent))
    assert links_of(family, family.parents[1]) == ()


@pytest.mark.parametrize("hidden", ["private", "hidden", "unknown"])
def test_what_one_does_not_see_cannot_be_linked_and_all_three_are_told_the_same(family, hidden):
    shared, other = noted(family, family.parents[1]), noted(family, family.parents[1])
    ends = {
        "private": noted(family, family.parent, readers="me"),
        "hidden": noted(family, family.parent, **without(family, family.parent, family.parents[1])),
        "unknown": str(uuid4()),
    }
    response = link(family, family.parents[1], shared, ends[hidden], words="Daardoor.")
    page = response.content.decode().replace(ends[hidden], "")
    unknown = link(family, family.parents[1], shared, ends["unknown"], words="Daardoor.").content.decode()
    assert response.status_code == 422 and "Daardoor.</textarea>" in page
    errors = lambda text: text[text.index('class="errors"') : text.index("</ul>", text.index('class="errors"'))]  # noqa: E731
    assert errors(page) == errors(unknown.replace(ends["unknown"], ""))
    assert link(family, family.parents[1], shared, other).status_code == 302


def test_a_link_goes_when_one_of_its_ends_is_hidden(family):
    first, second = noted(family, family.parent), noted(family, family.parent)
    link(family, family.parent, first, second)
    assert len(links_of(family, family.parents[1])) == 1
    path = f"/families/{family.id}/observations/{second}/readers/"
    assert hide(family, family.parent, path, family.parents[1]).status_code == 302
    assert links_of(family, family.parents[1]) == ()
    assert len(links_of(family, family.parent)) == 1


def test_sent_twice_it_is_one_link(family):
    first, second, form = noted(family, family.parent), noted(family, family.parent), {"id": str(uuid7())}
    for _ in range(3):
        assert link(family, family.parent, first, second, **form).status_code == 302
    assert len(links_of(family, family.parent)) == 1


def test_an_end_that_was_taken_back_meanwhile_is_said_in_words(family):
    first, second = noted(family, family.parent, readers="me"), noted(family, family.parent)
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        with pytest.raises(actions.EndIsGone):
            actions.link(from_thread=uuid4(), to_thread=second, certainty=Certainty.TOLD, by=here, at=here.at)
        with pytest.raises(actions.EndIsGone):  # nor is a link more open than its end
            actions.link(from_thread=first, to_thread=second, certainty=Certainty.TOLD, by=here, at=here.at, share=True)
    assert links_of(family, family.parent) == ()


def test_with_fewer_than_two_notes_there_is_nothing_to_link_yet(family):
    noted(family, family.parent)
    page = family.parent.browser.get(f"/families/{family.id}/influences/new/").content.decode()
    assert "nog geen twee notities" in page


def test_an_old_note_can_be_linked_from_its_own_page(family):
    old = noted(family, family.parent, "Heel lang geleden.", happened_on="2026-03-01")
    for n in range(101):
        noted(family, family.parent, f"nieuw {n}")
    browser = family.parent.browser
    assert "Heel lang geleden." not in browser.get(f"/families/{family.id}/influences/new/").content.decode()
    page = browser.get(f"/families/{family.id}/influences/new/?from={old}").content.decode()
    assert f'<option value="{old}" selected>' in page
    sent = {"from_thread": old, "to_thread": noted(family, family.parent), "certainty": "told"}
    assert browser.post(f"/families/{family.id}/influences/new/?from={old}", sent).status_code == 302


def test_who_only_reads_is_told_who_decides(family):
    reader = make_person("Lezer", "teacher")
    family.ask_in(reader, may=["read"])
    response = link(family, reader, noted(family, family.parent), noted(family, family.parent), words="Mijn gedachte.")
    assert response.status_code == 403 and "Mijn gedachte." in response.content.decode()
