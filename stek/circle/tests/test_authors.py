"""Only who wrote something closes or opens it; others ask. A question stands between two people, and nowhere else."""

import re
from uuid import UUID

import pytest
from django.urls import reverse

from stek.circle import actions
from stek.circle.models import AuthorAsked, Grant
from stek.circle.queries import circle_of
from stek.circle.rules import Relation, Wish
from stek.circle.tests.builders import make_family, make_person
from stek.circle.tests.hiding import hide
from stek.needs.tests.builders import let, said
from stek.story.tests.sending import noted, words_of


@pytest.fixture
def family(db):
    """Nina, Maaike and their midwife Vera, who reads the needs too."""
    made = make_family("Nina", "Maaike")
    made.vera = make_person("Vera", "midwife")
    made.ask_in(made.vera, Relation.MIDWIFE)
    let(made, made.vera)
    return made


def member_of(family, who):
    """As whom of the family somebody is named in a note."""
    with who.acting() as signed:
        here = family.visit(who, signed)
        return str(circle_of(here).by_place[here.member_id].member_id)


def about_nina(family, who, words="Nina is op."):
    return noted(family, who, words, about=[member_of(family, family.parent)])


def asking(family, thread, kind="observation"):
    return reverse("author_ask", args=[family.id, kind, thread])


def ask(family, who, thread, what="close", **words):
    return who.browser.post(asking(family, thread), {"what": what} | words)


def body(who, path):
    return who.browser.get(path).content.decode()


def asked_page(family):
    return reverse("author_asked", args=[family.id])


def seen_by(who):
    with who.acting():
        return AuthorAsked.objects.count()


def the_question():
    return AuthorAsked.objects.get()


def test_a_parent_asks_the_midwife_to_close_what_is_about_her_and_nobody_else_finds_that(family):
    nina, maaike = family.parents
    vera, note = family.vera, about_nina(family, family.vera)
    assert "Iets vragen aan Vera" in body(nina, f"/families/{family.id}/observations/{note}/")
    assert ask(family, nina, note, words="Liever niet aan iedereen.").status_code == 302
    assert [seen_by(one) for one in (nina, vera, maaike)] == [1, 1, 0]
    assert "Liever niet aan iedereen." in body(vera, asked_page(family))
    assert "Nina</b> vraagt je om dit met minder mensen te delen" in body(vera, asking(family, note))
    assert "Liever" not in body(maaike, asking(family, note)) + body(maaike, asked_page(family))
    assert words_of(family, maaike) == ["Nina is op."]  # asking closes nothing


def test_its_author_says_no_with_one_tap_and_who_asked_reads_that_and_no_more(family):
    nina, vera, note = family.parent, family.vera, about_nina(family, family.vera)
    ask(family, nina, note)
    assert "nog geen antwoord" in body(nina, asking(family, note))
    with vera.acting():
        answer = reverse("author_answer", args=[family.id, the_question().id])
    assert nina.browser.post(answer).status_code == 404
    assert vera.browser.post(answer).status_code == 302
    assert vera.browser.post(answer).status_code == 404  # answered is answered
    assert "het antwoord is nee" in body(nina, asking(family, note))
    assert "Niemand vraagt je nu iets" in body(vera, asked_page(family))


def test_its_author_says_yes_by_choosing_who_reads_it_and_only_who_asked_starts_with_a_tick(family):
    nina, maaike = family.parents
    note = about_nina(family, family.vera)
    ask(family, nina, note)
    with family.vera.acting():
        choose = f"/families/{family.id}/observations/{note}/readers/?asked={the_question().id}"
    assert choose in body(family.vera, asked_page(family))
    form = family.vera.browser.get(choose).context["form"]
    assert form["readers"].initial == [str(nina.id)]
    assert family.vera.browser.post(choose, {"readers": [nina.id]}).status_code == 302
    assert (words_of(family, maaike), words_of(family, nina)) == ([], ["Nina is op."])
    assert "het antwoord is ja" in body(nina, asking(family, note))


def test_who_asked_and_may_read_it_no_more_finds_no_question_about_it(family):
    nina, note = family.parent, about_nina(family, family.vera)
    ask(family, nina, note)
    hide(family, family.vera, f"/families/{family.id}/observations/{note}/readers/", nina)
    assert seen_by(nina) == 0 and nina.browser.get(asking(family, note)).status_code == 404
    assert seen_by(family.vera) == 1
    vera_asks = about_nina(family, nina, "Ik ben op.")
    with family.vera.acting() as signed:
        here = family.visit(family.vera, signed)
        actions.ask_author(kind="observation", thread=UUID(vera_asks), wish=Wish.CLOSE, by=here, at=here.at)
    assert seen_by(family.vera) == 2
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        for grant in Grant.objects.filter(circle_member_id=family.places[family.vera.id]):
            actions.withdraw(grant=grant, by=here, at=here.at)
    assert seen_by(family.vera) == 1  # what she is asked about her own words


def test_one_asks_about_oneself_and_not_about_what_does_not_concern_one(family):
    note, own = noted(family, family.vera), about_nina(family, family.parent)
    assert "Hier kun je nu niets vragen" in body(family.parent, asking(family, note))
    for thread in (note, own):
        ask(family, family.parent, thread)
    assert seen_by(family.parent) == 0


def test_of_one_thing_one_asks_once(family):
    note = about_nina(family, family.vera)
    for _ in range(2):
        ask(family, family.parent, note)
    assert seen_by(family.vera) == 1


def test_a_reader_of_something_hidden_asks_to_open_it_for_somebody_and_its_author_does(family):
    nina, maaike = family.parents
    gust = make_person("Gust")
    family.ask_in(gust, Relation.FRIEND)
    note = noted(family, nina)
    hide(family, nina, f"/families/{family.id}/observations/{note}/readers/", gust)
    assert "Of Gust dit ook mag lezen" in body(family.vera, asking(family, note))
    assert ask(family, family.vera, note, f"open:{gust.id}").status_code == 302
    assert 'of <b dir="auto">Gust</b> dit ook mag lezen' in body(nina, asked_page(family))
    with nina.acting():
        choose = f"/families/{family.id}/observations/{note}/readers/?asked={the_question().id}"
    ticked = nina.browser.get(choose).context["form"]["readers"].initial
    assert set(ticked) == {str(one.id) for one in (maaike, family.vera, gust)}
    nina.browser.post(choose, {"readers": ticked})
    assert words_of(family, gust) == ["Ze lachte."]
    assert "het antwoord is ja" in body(family.vera, asking(family, note))


def test_an_author_who_does_not_know_from_where_one_asks_cannot_be_asked(family):
    """And the other way round: who is hidden from somebody is asked nothing by them."""
    nina, maaike = family.parents
    lawyer = make_person("Ann")
    family.ask_in(lawyer, Relation.SOCIAL_WORKER, known_to=[nina])
    let(family, lawyer)
    for_all, theirs = about_nina(family, maaike), about_nina(family, lawyer)
    for who, thread in ((lawyer, for_all), (maaike, theirs)):
        assert who.browser.get(asking(family, thread)).status_code == 404
        with who.acting() as signed, pytest.raises(actions.NobodyToAsk):
            here = family.visit(who, signed)
            actions.ask_author(kind="observation", thread=UUID(thread), wish=Wish.CLOSE, by=here, at=here.at)
    note = noted(family, nina)  # nor is it offered to open something for who stands here unseen
    hide(family, nina, f"/families/{family.id}/observations/{note}/readers/?own=1", lawyer)
    assert "Ann" not in body(maaike, asking(family, note)) + body(family.vera, asking(family, note))


def test_who_hides_sees_what_others_built_on_it_and_asks_its_author_to_close_that_too(family):
    nina = family.parent
    note = noted(family, nina)
    need = said(family, family.vera, words="Rust.", notes=(note,))
    path = f"/families/{family.id}/observations/{note}/readers/"
    page = body(nina, path)
    assert "Vraag Vera om ook iets over wat er nodig is te sluiten" in page
    assert f"/families/{family.id}/needs/{need.thread_id}/" in page
    assert seen_by(family.vera) == 0
    code = f"need:{need.thread_id}"
    sent = {"readers": [family.vera.id], "ask": [code], "ask_words": "Het is nog te vroeg."}
    assert nina.browser.post(path, sent).status_code == 302
    assert "Het is nog te vroeg." in body(family.vera, asked_page(family))
    assert "Nina</b> vraagt je" in body(family.vera, asking(family, need.thread_id, "need"))
    assert "Vraag Vera" not in body(nina, f"/families/{family.id}/observations/{noted(family, nina)}/readers/")


def test_hiding_asks_nobody_unless_it_was_ticked(family):
    note = noted(family, family.parent)
    said(family, family.vera, words="Rust.", notes=(note,))
    hide(family, family.parent, f"/families/{family.id}/observations/{note}/readers/", family.parents[1])
    assert seen_by(family.vera) == 0


def test_about_safety_its_author_is_asked_nothing(family):
    """What a carer suspects of somebody is shared by name; nobody is invited to have it taken away from them."""
    note = noted(family, family.vera, "Ik ben ongerust.", safety="on")
    page = body(family.vera, f"/families/{family.id}/observations/{note}/")
    assert "/asking/" not in page and family.parent.browser.get(asking(family, note)).status_code == 404


def test_the_way_to_ask_is_the_same_whether_anything_was_asked_or_not(family):
    """Who looks along on the page of a note learns nothing; what was asked stands one tap further."""
    nina, note = family.parent, about_nina(family, family.vera)
    page = f"/families/{family.id}/observations/{note}/"
    before = [apart_from_tokens(body(who, page)) for who in (nina, family.vera)]
    ask(family, nina, note)
    assert [apart_from_tokens(body(who, page)) for who in (nina, family.vera)] == before


def apart_from_tokens(page):
    """The page without the marks that are new each time it is made."""
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": "|name="id" value="|name="tag" value=")[^"]*', "", page)


def test_who_leaves_it_unanswered_leaves_no_trace(family):
    """Whoever asked finds the same, byte for byte, whether the midwife looked at the question or not; so does the trail."""
    nina, note = family.parent, about_nina(family, family.vera)
    ask(family, nina, note)
    pages = (asking(family, note), reverse("trail", args=[family.id]))
    before = [apart_from_tokens(body(nina, page)) for page in pages]
    body(family.vera, asked_page(family)), body(family.vera, asking(family, note))
    assert [apart_from_tokens(body(nina, page)) for page in pages] == before


def test_what_is_asked_waits_at_home_without_a_name_or_a_word(family):
    nina, vera = family.parent, family.vera
    theirs, hers = about_nina(family, vera), about_nina(family, nina)
    for home in (body(nina, "/"), body(vera, "/"), body(vera, "/today/")):
        assert "vraagt je iets" not in home
    ask(family, nina, theirs)
    with vera.acting() as signed:
        here = family.visit(vera, signed)
        actions.ask_author(kind="observation", thread=UUID(hers), wish=Wish.CLOSE, words="Stil.", by=here, at=here.at)
    for who in (nina, vera):
        home = body(who, "/")
        assert "Iemand vraagt je iets over wat jij schreef." in home and asked_page(family) in home
        assert "Stil." not in home
    assert "vraagt je iets" not in body(family.parents[1], "/")
