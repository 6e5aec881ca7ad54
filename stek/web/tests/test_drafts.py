"""What is typed: kept for who types it, whatever the answer; done once; and read back where the form is closed."""

import html
import re
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from stek.circle import actions as circle
from stek.circle.actions import keys
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.people.drafts import name_tag, unsaved
from stek.people.models import Draft
from stek.story import views
from stek.story.models import Observation
from stek.web.tests.filling import Found, written

SAYS = "Hij mag dit <niet> weten."


@pytest.fixture
def family(db) -> MadeFamily:
    return make_family("Nina", "Maaike")


def new_note(family: MadeFamily) -> str:
    return f"/families/{family.id}/observations/new/"


def form_of(who: Somebody, path: str) -> Found:
    return written(who.browser.get(path).content.decode())[0]


def notes(family: MadeFamily) -> int:
    with family.parent.acting():
        return Observation.objects.count()


def own_page(who: Somebody) -> str:
    return who.browser.get("/drafts/").content.decode()


def sent_note(family: MadeFamily, who: Somebody | None = None, **typed: str):
    """The form of a new note, opened, filled in and sent as a browser does."""
    who = who or family.parent
    form = form_of(who, new_note(family))
    return form, who.browser.post(form.action, form.sent(**typed))


def test_a_choice_of_who_may_not_read_comes_back_with_the_text(family):
    form = form_of(family.parent, new_note(family))
    maaike = str(family.parents[1].id)
    assert form.sent()["reads"] == form.sent()["offered"] == [maaike]
    typed = form.sent(words=SAYS, readers="circle", reads=[], happened_on="2026-11-20")
    assert family.parent.browser.post("/drafts/", typed).status_code == 204
    again = form_of(family.parent, new_note(family))
    assert [again.sent()[name] for name in ("words", "readers", "offered", "happened_on", "id")] == [
        [SAYS], ["circle"], [maaike], ["2026-11-20"], typed["id"]
    ]  # fmt: skip
    assert not again.sent().get("reads")
    page = family.parent.browser.get(new_note(family)).content.decode()
    assert "Hier is wat je eerder schreef" in page and "Kijk dit even na" not in page


def test_a_note_that_arrived_leaves_no_draft(family):
    _form, answer = sent_note(family, words=SAYS)
    assert answer.status_code == 302 and "niet bewaarde" not in own_page(family.parent)
    assert form_of(family.parent, new_note(family)).sent()["words"] == [""]


def test_a_form_that_is_sent_twice_is_one_note(family):
    form, first = sent_note(family, words=SAYS)
    again = family.parent.browser.post(form.action, form.sent(words=SAYS))
    assert (again.status_code, again["Location"]) == (302, first["Location"]) and notes(family) == 1


def test_the_same_form_with_other_words_shows_both_and_lets_choose(family):
    form, first = sent_note(family, words="Eerst dit.")
    answer = family.parent.browser.post(form.action, form.sent(words="Toch anders."))
    page = answer.content.decode()
    assert answer.status_code == 409 and notes(family) == 1
    assert all(one in page for one in ("Eerst dit.", "Toch anders.", first["Location"], new_note(family)))
    again = form_of(family.parent, new_note(family))
    assert again.sent()["words"] == ["Toch anders."] and again.sent()["id"] != form.sent()["id"]
    assert family.parent.browser.post(again.action, again.sent()).status_code == 302 and notes(family) == 2


def test_the_same_words_with_another_choice_of_readers_are_not_taken_for_the_same(family):
    form, _first = sent_note(family, words=SAYS, readers="circle")
    hidden = form.sent(words=SAYS, readers="circle", reads=[])
    assert family.parent.browser.post(form.action, hidden).status_code == 409


def test_of_two_drafts_of_one_page_each_opens_its_own(family):
    browser = family.parent.browser
    for words in ("Het eerste.", "Het tweede."):
        assert browser.post("/drafts/", form_of_new(family, words)).status_code == 204
    found = dict(
        re.findall(
            r'<p class="said" dir="auto">([^<]+)</p>.*?<a class="btn" href="([^"]+)"',
            own_page(family.parent),
            re.DOTALL,
        )
    )
    assert set(found) == {"Het eerste.", "Het tweede."}
    for words, address in found.items():
        assert form_of(family.parent, html.unescape(address)).sent()["words"] == [words]
    form = form_of(family.parent, html.unescape(found["Het eerste."]))
    browser.post(form.action, form.sent())
    with family.parent.acting():
        assert [(one.typed.words, one.typed.page) for one in unsaved(by=family.parent.id)] == [
            (["Het tweede."], new_note(family))
        ]


def form_of_new(family: MadeFamily, words: str) -> dict:
    """A form for a new note, as if no draft stood in it."""
    return form_of(family.parent, new_note(family)).sent(words=words, id=str(uuid4()))


def test_a_key_of_one_person_says_nothing_to_another(family):
    form, _first = sent_note(family, words=SAYS)
    maaike = family.parents[1]
    theirs = form_of(maaike, new_note(family)).sent(words="Van mij.", readers="circle", id=form.sent()["id"])
    assert maaike.browser.post(form.action, theirs).status_code == 302 and notes(family) == 2


def test_what_is_refused_stays_as_a_draft_without_script(family):
    _form, answer = sent_note(family, words=SAYS, happened_on="3000-01-01")
    assert answer.status_code == 422
    assert form_of(family.parent, new_note(family)).sent()["words"] == [SAYS]
    assert written(answer.content.decode())[0].sent()["page"] == [new_note(family)]


def test_what_met_a_fault_of_ours_stays_as_a_draft(family, monkeypatch):
    def broken(**_):
        raise RuntimeError

    monkeypatch.setattr(views.actions, "note", broken)
    form, browser = form_of(family.parent, new_note(family)), family.parent.browser
    browser.raise_request_exception = False
    answer = browser.post(form.action, form.sent(words=SAYS))
    assert answer.status_code == 500 and answer["X-Stek-Kept"] == "1"
    assert form_of(family.parent, new_note(family)).sent()["words"] == [SAYS]


def test_a_place_lost_in_mid_sentence_leaves_the_words_to_their_author_and_no_name_of_the_family(family):
    iris = make_person("Iris")
    place = family.ask_in(iris)
    form = form_of(iris, new_note(family))
    iris.browser.post("/drafts/", form.sent(words="Half een zin"))
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        circle.let_go(place=place, by=here, at=here.at)
    answer = iris.browser.post(form.action, form.sent(words=SAYS))
    assert answer.status_code == 404 and "Nog niet bewaard" in answer.content.decode()
    page = own_page(iris)
    assert "Hij mag dit &lt;niet&gt; weten." in page and "kun je niet meer openen" in page
    assert not any(one in page for one in ("Nina", "Maaike", "June", str(family.id)))
    assert "Half een zin" not in page and "mag dit" not in own_page(family.parent)


def test_a_stranger_s_words_to_a_family_answer_like_those_to_none(family):
    stranger = make_person("Vreemde")
    answers = []
    for id in (family.id, uuid4()):
        typed = {"words": SAYS, "page": f"/families/{id}/observations/new/", "tag": name_tag(stranger.id)}
        answer = stranger.browser.post(f"/families/{id}/observations/", typed)
        answers.append((answer.status_code, sorted(answer.headers), len(answer.content)))
    assert answers[0] == answers[1] and answers[0][0] == 404


def test_a_draft_is_thrown_away_from_its_form_and_from_the_own_page(family):
    nina = family.parent
    for _ in range(2):
        nina.browser.post("/drafts/", form_of(nina, new_note(family)).sent(words=SAYS, id=str(uuid4())))
    form = form_of(nina, new_note(family))
    assert nina.browser.post("/drafts/removal/", form.sent())["Location"] == new_note(family)
    with nina.acting():
        (left,) = Draft.objects.values_list("id", flat=True)
    assert family.parents[1].browser.post("/drafts/removal/", {"draft": str(left)}).status_code == 302
    assert "mag dit" in own_page(nina)
    nina.browser.post("/drafts/removal/", {"draft": str(left)})
    assert "Er staat hier niets." in own_page(nina)


def test_a_draft_with_a_forged_mark_or_an_address_elsewhere_is_not_kept(family):
    nina, other = family.parent, family.parents[1]
    for tag, page in (
        ("x", "/"),
        (name_tag(other.id), "/"),
        (name_tag(nina.id), "//evil.example/"),
        (name_tag(nina.id), "\0"),
    ):
        assert nina.browser.post("/drafts/", {"words": SAYS, "tag": tag, "page": page}).status_code == 400
    assert "Er staat hier niets." in own_page(nina)


def test_a_form_without_a_valid_token_loses_no_word(family):
    form = form_of(family.parent, new_note(family))
    browser = Client(enforce_csrf_checks=True)
    browser.cookies[settings.SESSION_COOKIE_NAME] = family.parent.token
    assert browser.post(form.action, form.sent(words=SAYS)).status_code == 403
    assert form_of(family.parent, new_note(family)).sent()["words"] == [SAYS]


def test_an_emptied_form_is_no_draft(family):
    for words in (SAYS, "  "):
        form = form_of(family.parent, new_note(family))
        family.parent.browser.post("/drafts/", form.sent(words=words))
    assert "Er staat hier niets." in own_page(family.parent)


def test_signing_out_wipes_the_device(family):
    answer = family.parent.browser.post("/accounts/logout/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in family.parents[1].browser.get("/").headers


def test_a_draft_is_sealed_turns_with_the_keys_and_goes_with_the_family(family, settings, superuser):
    family.parent.browser.post("/drafts/", form_of(family.parent, new_note(family)).sent(words=SAYS))
    (sealed, wrapped) = superuser.execute("select fields_sealed, key_wrapped from people_draft").fetchone()
    assert b"weten" not in sealed
    settings.FAMILY_KEYS = ["b" * 43 + "=", *settings.FAMILY_KEYS]
    assert keys.rotate_keys() == 2 and keys.verify_keys().older == 0
    assert superuser.execute("select key_wrapped from people_draft").fetchone() != (wrapped,)
    settings.FAMILY_KEYS = settings.FAMILY_KEYS[:1]
    assert "mag dit" in own_page(family.parent)
    keys.destroy_keys(family=family.id)
    assert superuser.execute("select count(*) from people_draft").fetchone() == (0,)
    connections["owner"].close()
