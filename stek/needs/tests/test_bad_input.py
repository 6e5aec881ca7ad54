"""Wrong words, wrong ids, wrong days: a sentence, nothing lost, nothing doubled."""

from datetime import timedelta
from uuid import uuid4

import pytest

from stek.circle.queries import circle_of
from stek.circle.tests.builders import make_family
from stek.kit import clock
from stek.needs.rules import FURTHEST, LONGEST
from stek.needs.tests.builders import needs_seen, said, send
from stek.story.tests.sending import noted

HOSTILE = "<script>alert(1)</script> ‮ é 🦔 {{ 7 }} %s"


@pytest.mark.parametrize("field", ["echelon", "state", "about", "together", "notes", "readers"])
def test_a_choice_that_is_none_is_refused_and_the_words_stay(db, field):
    family = make_family("Nina", "Maaike")
    for nonsense in ("not-an-id", str(uuid4()), "0190AAAA-0000-7000-8000-00000000ABCD", "🦔"):
        response = send(family, words="Ze lachte hier.", **{field: nonsense})
        assert response.status_code == 422, nonsense
        assert "Ze lachte hier.</textarea>" in response.content.decode()
    assert needs_seen(family) == ()


def test_an_echelon_and_a_state_are_chosen_by_somebody_or_not_at_all(db):
    family = make_family("Nina")
    for field, sentence in (("echelon", "Kies een laag."), ("state", "Kies wat nu past.")):
        response = send(family, **{field: ""})
        assert response.status_code == 422 and sentence in response.content.decode()


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-02-31", "begrijpen we niet"), ("morgen", "begrijpen we niet"), ("99999-01-01", "begrijpen we niet"),
        ("2026-11-2\x00", "begrijpen we niet"), ("0001-01-01", "voorbij"), ("9999-12-31", "jaartal"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused_in_words(db, day, says):
    family = make_family("Nina")
    response = send(family, state="now", words="Slaap.", review_on=day)
    page = response.content.decode()
    assert response.status_code == 422 and says in page and "Slaap.</textarea>" in page


def test_a_day_with_an_open_question_is_refused_and_stays(db):
    family = make_family("Nina")
    day = (clock.today() + timedelta(3)).isoformat()
    response = send(family, state="not_known", review_on=day)
    assert response.status_code == 422 and "dit vraagt niets" in response.content.decode()
    assert day in response.content.decode()


def test_work_belongs_to_what_is_met(db):
    family = make_family("Nina")
    response = send(family, state="now", work="Om de nacht.", review_on=clock.today().isoformat())
    assert response.status_code == 422 and "Om de nacht.</textarea>" in response.content.decode()


def test_words_that_are_too_long_are_refused_and_stay(db):
    family = make_family("Nina")
    for field in ("words", "work"):
        words = "x" * (LONGEST + 1)
        response = send(family, state="met", **({"work": "Samen."} | {field: words}))
        assert response.status_code == 422 and words in response.content.decode()
    assert send(family, words="a\r\n" * (LONGEST // 2)).status_code == 302  # a line break is one character


def test_people_and_notes_of_another_family_cannot_be_named(db):
    family, other = make_family("Nina"), make_family("Ada")
    theirs = noted(other, other.parent)
    for fields in ({"about": str(other.child)}, {"notes": theirs}, {"together": str(other.child)}):
        assert send(family, **fields).status_code == 422, fields
    row = said(family)
    for parents in ([], [str(other.child)], [str(family.child)], ["x"]):
        response = send(family, path=f"{row.id}/together/", parents=parents)
        assert response.status_code == 422, parents


def test_looking_together_was_today_or_before(db):
    family = make_family("Nina", "Maaike")
    row = said(family)
    maaike = str(_parents(family)["Maaike"])
    today = clock.today()
    for day, says in (
        (today + timedelta(1), "moet nog komen"), (today - FURTHEST - timedelta(2), "twee jaar"), ("gisteren", "begrijpen"),
    ):  # fmt: skip
        response = send(family, path=f"{row.id}/together/", parents=[maaike], on=str(day))
        assert response.status_code == 422 and says in response.content.decode()
    for _ in range(2):  # the same twice is said once
        assert send(family, path=f"{row.id}/together/", parents=[maaike], on=str(today)).status_code == 302
    page = family.parent.browser.get(f"/families/{family.id}/needs/{row.id}/").content.decode()
    assert page.count("Samen bekeken met Maaike") == 1


def _parents(family):
    with family.parent.acting() as signed:
        return {one.called: one.id for one in circle_of(family.visit(family.parent, signed)).parents}


def test_hostile_words_are_words(db):
    family = make_family("Nina")
    assert send(family, words=HOSTILE, state="met", work=HOSTILE).status_code == 302
    (one,) = needs_seen(family)
    assert one.called == HOSTILE
    for path in ("", f"{one.id}/", f"{one.id}/saying/", f"new/?note={HOSTILE}"):
        page = family.parent.browser.get(f"/families/{family.id}/needs/{path}")
        assert page.status_code == 200 and "<script>alert" not in page.content.decode(), path


def test_the_id_of_somebody_else_s_need_makes_a_new_one_and_tells_nothing(db):
    family = make_family("Nina", "Maaike")
    theirs = said(family, family.parents[1], share=False)
    response = send(family, id=str(theirs.id))
    assert response.status_code == 302 and str(theirs.id) not in response["Location"]
    again = send(family, path=f"{needs_seen(family)[0].id}/saying/", id=str(theirs.id), state="not_known")
    assert again.status_code in (302, 422)


def test_a_note_that_was_chosen_and_is_gone_by_now_is_said_in_words(db):
    family = make_family("Nina")
    note = noted(family, family.parent, readers="me")
    family.parent.browser.post(f"/families/{family.id}/observations/{note}/removal/")
    response = send(family, notes=[note], words="Mijn zin.", readers="me")
    assert response.status_code == 422 and "Mijn zin.</textarea>" in response.content.decode()
