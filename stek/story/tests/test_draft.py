"""What is being typed is kept, for who typed it and for nobody else."""

from functools import partial

import pytest

from stek.circle.actions import break_glass
from stek.circle.tests.builders import make_family, make_person
from stek.kit import clock
from stek.story.models import Draft
from stek.story.tests.sending import at_once, send


def keep(family, who, text, form="new"):
    return who.browser.post(f"/families/{family.id}/drafts/{form}/", {"text": text})


def form_of(family, who):
    return who.browser.get(f"/families/{family.id}/observations/new/").content.decode()


def test_a_draft_is_there_again_after_a_reload(db):
    family = make_family("Nina", "Maaike")
    assert keep(family, family.parent, "Ze lach").status_code == 204
    page = form_of(family, family.parent)
    assert "Ze lach</textarea>" in page and "nog niet bewaarde" in page
    assert "Ze lach" not in form_of(family, family.parents[1])


def test_a_draft_of_one_family_is_not_in_another(db):
    family, other = make_family("Nina"), make_family("Ada")
    other.ask_in(family.parent)
    keep(family, family.parent, "Van thuis.")
    assert "Van thuis." not in form_of(other, family.parent)


def test_a_draft_follows_the_last_thing_typed_and_goes_when_empty(db):
    family = make_family("Nina")
    for text in ("Ze", "Ze lachte", "Ze lachte "):
        keep(family, family.parent, text)
    assert "Ze lachte </textarea>" in form_of(family, family.parent)
    keep(family, family.parent, "  ")
    with family.parent.acting():
        assert not Draft.objects.exists()


def test_two_windows_that_type_at_once_leave_one_draft(db):
    family = make_family("Nina")
    path = f"/families/{family.id}/drafts/new/"
    browsers = [family.parent.browser for _ in range(4)]
    given = at_once(*[partial(browser.post, path, {"text": f"venster {n}"}) for n, browser in enumerate(browsers)])
    assert [response.status_code for response in given] == [204] * 4
    assert "venster" in form_of(family, family.parent)
    with family.parent.acting():
        assert Draft.objects.count() == 1


def test_a_saved_note_leaves_no_draft_and_a_refused_one_does(db):
    family = make_family("Nina")
    keep(family, family.parent, "Ze lachte")
    send(family, family.parent, "x" * 20_001)
    assert "Ze lachte</textarea>" in form_of(family, family.parent)
    send(family, family.parent, "Ze lachte")
    assert "Ze lachte" not in form_of(family, family.parent)


def test_a_draft_may_be_longer_than_a_note(db):
    family = make_family("Nina")
    keep(family, family.parent, "é" * 200_000)
    assert "é" * 200_000 in form_of(family, family.parent)


@pytest.mark.parametrize("form", ["x", "-", "n" * 300, "Nieuw", "ED22606E-36CA-44CF-8701-626B7DF84E70"])
def test_a_draft_is_of_a_form_that_is_there(db, form):
    family = make_family("Nina")
    assert keep(family, family.parent, "x", form).status_code == 404


def test_who_only_let_themselves_in_keeps_no_draft(db):
    family, doctor = make_family("Nina"), make_person("Dokter", "gp", second_factor_at=clock.now())
    with doctor.acting() as signed:
        break_glass(family=family.id, why="nood", by=signed, at=signed.at)
    assert keep(family, doctor, "x").status_code == 404


def test_a_draft_is_kept_under_the_family_s_lock(db, superuser):
    family = make_family("Nina")
    keep(family, family.parent, "kwetsbaar-woord")
    (sealed,) = superuser.execute("select words_sealed from story_draft").fetchone()
    assert b"kwetsbaar" not in sealed
