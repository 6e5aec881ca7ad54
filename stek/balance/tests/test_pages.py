"""The pages of the balance: for whom they open, what they say, in which order."""

import re
from uuid import UUID, uuid4

import pytest
from django.test import Client

from stek.balance.rules import Holds, Level, Side, TaskState
from stek.balance.tests.builders import (
    add,
    agree,
    balance_of,
    days_ago,
    end,
    in_the_balance,
    labels_of,
    page_of,
    say,
    say_task,
    send,
)
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.circle.tests.hiding import hide
from stek.policy import Verb
from stek.safety.words import may_need_help
from stek.story.forms import SOMEBODY_ELSE
from stek.story.tests.sending import noted

PAGES = ("", "then-and-now/", "factors/find/", "factors/new/", "words/new/")
OF_A_FACTOR = ("", "correction/", "end/", "agreement/", "readers/")


@pytest.fixture
def family(db):
    return make_family("Nina", "Maaike")


def status(family, browser: Client, path: str, post: bool = False) -> int:
    address = f"/families/{family.id}/balance/{path}"
    return (browser.post(address) if post else browser.get(address)).status_code


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_balance_in_four_cases(family, path):
    assert status(family, Client(), path) == 302  # signed out
    assert status(family, make_person("Vreemde").browser, path) == 404  # not of this family
    assert status(family, family.parent.browser, path) == 200  # allowed
    assert status(make_unknown(family), family.parent.browser, path) == 404  # unknown


def make_unknown(family):
    return type(family)(uuid4(), family.parents, family.child)


@pytest.mark.parametrize("path", OF_A_FACTOR)
def test_a_page_of_a_factor_in_four_cases(family, path):
    id = add(family, family.parent, "Oma komt.").id
    other = make_family("Ada")
    assert status(family, Client(), f"factors/{id}/{path}") == 302
    assert status(family, make_person("Vreemde").browser, f"factors/{id}/{path}") == 404
    assert status(family, family.parent.browser, f"factors/{id}/{path}") == 200
    assert status(family, family.parent.browser, f"factors/{uuid4()}/{path}") == 404
    assert status(other, other.parent.browser, f"factors/{id}/{path}") == 404


@pytest.mark.parametrize("deed", ["sharing", "removal"])
def test_a_deed_of_a_factor_in_four_cases(family, deed):
    id = add(family, family.parent, "Van mij.", share=False).id
    assert status(family, Client(), f"factors/{id}/{deed}/", post=True) == 302
    assert status(family, family.parents[1].browser, f"factors/{id}/{deed}/", post=True) == 404
    assert status(family, family.parent.browser, f"factors/{uuid4()}/{deed}/", post=True) == 404
    assert status(family, family.parent.browser, f"factors/{id}/{deed}/", post=True) == 302


@pytest.mark.parametrize("deed", ["sharing", "removal"])
def test_a_deed_of_a_word_in_four_cases(family, deed):
    id = say(family, family.parent, Holds.TOO_MUCH, "Te moe.", share=False).id
    assert status(family, Client(), f"words/{id}/{deed}/", post=True) == 302
    assert status(family, family.parents[1].browser, f"words/{id}/{deed}/", post=True) == 404
    assert status(family, family.parent.browser, f"words/{uuid4()}/{deed}/", post=True) == 404
    assert status(family, family.parent.browser, f"words/{id}/{deed}/", post=True) == 302


def test_the_form_of_a_task_in_four_cases(family):
    path = f"tasks/{family.child}/trusting/"
    assert status(family, Client(), path) == 302
    assert status(family, make_person("Vreemde").browser, path) == 404
    assert status(family, family.parent.browser, path) == 200
    assert status(family, family.parent.browser, f"tasks/{family.child}/nothing/") == 404
    assert status(family, family.parent.browser, f"tasks/{uuid4()}/trusting/") == 404


def test_for_who_has_consent_for_the_story_only_there_is_no_balance(family):
    teacher = make_person("Juf", "teacher")
    family.ask_in(teacher, Relation.TEACHER)
    add(family, family.parent, "Oma komt.")
    for path in PAGES:
        response = teacher.browser.get(f"/families/{family.id}/balance/{path}")
        there_is_a_page = path in ("", "then-and-now/")
        assert response.status_code == (404 if there_is_a_page else 403), path
        assert "Oma" not in response.content.decode(), path


def test_who_may_read_and_not_note_is_offered_nothing_to_fill_in(family):
    reader = in_the_balance(family, may=(Verb.READ,))
    factor = add(family, family.parent, "Oma komt.")
    page = page_of(family, reader)
    assert "Oma komt." in page and "factors/find/" not in page and "words/new/" not in page
    for path in (
        "factors/find/",
        "factors/new/",
        "words/new/",
        f"factors/{factor.id}/end/",
        f"factors/{factor.id}/agreement/",
    ):
        assert status(family, reader.browser, path) == 403, path
    assert send(family, reader, words="Mijn <b>zin</b>.").status_code == 403
    assert "Mijn &lt;b&gt;zin&lt;/b&gt;.</textarea>" in send(family, reader, words="Mijn <b>zin</b>.").content.decode()


def test_what_carries_stands_before_what_burdens_whatever_the_order_and_the_band(family):
    add(family, family.parent, "Lange werkdagen", side=Side.BURDEN, level=Level.MACRO)
    add(family, family.parent, "Iris komt langs", side=Side.SUPPORT, level=Level.CHILD)
    page = page_of(family, family.parent)
    assert page.index("Iris komt langs") < page.index("Lange werkdagen")
    page = page_of(family, family.parent, "then-and-now/")
    assert page.index("Iris komt langs") < page.index("Lange werkdagen")


def test_a_balance_with_only_what_carries_asks_for_nothing_more(family):
    for level in (Level.FAMILY, Level.MESO, Level.MACRO):
        add(family, family.parent, f"Goed {level}", level=level)
    assert "Nog niet besproken" not in page_of(family, family.parent)


def test_no_number_of_factors_stands_on_a_page(family):
    words = ["Alfa", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta"]
    for word in words:
        add(family, family.parent, word, side=Side.BURDEN)
    import re

    shown = re.sub(r"<(head|svg|script)\b.*?</\1>|<[^>]+>", " ", page_of(family, family.parent), flags=re.DOTALL)
    assert "7" not in shown.split() and not re.search(r"\(\d+\)|\b7 (?:dingen|factoren|punten)", shown)


def test_an_own_word_is_not_somebody_elses_to_read(family):
    say(family, family.parent, Holds.TOO_MUCH, "Ik kan niet meer.", share=False)
    add(family, family.parent, "Wat ik niemand zeg", side=Side.BURDEN, share=False)
    assert "Ik kan niet meer." in page_of(family, family.parent, "?own=1")
    before = page_of(family, family.parents[1])
    assert "Ik kan niet meer." not in before and "Wat ik niemand zeg" not in before and "te veel" not in before


def test_what_one_built_oneself_on_a_note_is_hidden_with_it_and_what_another_built_stays(family):
    note, (nina, maaike) = noted(family, family.parent, "Een moeilijke nacht."), family.parents
    add(family, nina, "Slecht slapen", side=Side.BURDEN, observations=(UUID(note),))
    add(family, maaike, "Moe", side=Side.BURDEN, observations=(UUID(note),))
    add(family, nina, "Samen eten")
    assert labels_of(family, maaike) == {"Slecht slapen", "Moe", "Samen eten"}
    hide(family, nina, f"/families/{family.id}/observations/{note}/readers/", maaike)
    assert labels_of(family, maaike) == {"Moe", "Samen eten"}
    assert labels_of(family, nina) == {"Slecht slapen", "Moe", "Samen eten"}


def test_who_wrote_a_factor_may_hide_it_and_what_was_said_of_it_goes_along(family):
    vera = in_the_balance(family)
    factor = add(family, vera, "Spanning thuis", side=Side.BURDEN)
    end(family, family.parent, factor)
    path = f"/families/{family.id}/balance/factors/{factor.id}/readers/"
    assert hide(family, family.parent, path, family.parents[1]).status_code == 403  # nobody hides another's words
    assert hide(family, vera, path, family.parents[1]).status_code == 302
    assert labels_of(family, family.parents[1]) == set() and labels_of(family, family.parent) == {"Spanning thuis"}
    assert "Spanning" not in page_of(family, family.parents[1], "then-and-now/")
    assert status(family, family.parents[1].browser, f"factors/{factor.id}/") == 404


def test_a_note_suggests_and_adds_nothing_by_itself(family):
    note = noted(family, family.parent, "Ze lachte lang naar mij.", about=[str(family.child)])
    page = family.parent.browser.get(f"/families/{family.id}/observations/{note}/").content.decode()
    for side in Side:
        assert f"/balance/factors/new/?side={side}&amp;thread={note}" in page
    form = page_of(family, family.parent, f"factors/new/?side=support&thread={note}")
    assert "Ze lachte lang naar mij.</textarea>" in form and balance_of(family, family.parent) == []
    send(family, family.parent, words="Ze lacht.", observations=[note], about=[str(family.child)], level="child")
    (one,) = balance_of(family, family.parent)
    assert str(one.observations[0]) == note and one.about == (family.child,)
    assert "Ze lachte lang naar mij." in page_of(family, family.parent, f"factors/{one.id}/")


def test_nobody_is_given_the_words_of_somebody_else(family):
    """A word about a child stays with who said it: it does not become a factor in another's name."""
    vera, theirs = in_the_balance(family), noted(family, family.parent, "Is dat gewoon?", readers="circle")
    quoted = noted(family, family.parent, "Ze is zo stil.", quoted=SOMEBODY_ELSE, quoted_as="oma")
    for who, note in ((vera, theirs), (family.parent, quoted)):
        form = page_of(family, who, f"factors/new/?side=burden&thread={note}")
        assert re.search(rf'value="{note}"[^>]*checked', form)
        assert "gewoon?</textarea>" not in form and "stil.</textarea>" not in form
    assert "‘Ze is zo stil.’" in form


def test_a_seesaw_has_the_hue_of_whose_it_is(family):
    vera = in_the_balance(family)
    say(family, vera, Holds.UNKNOWN, "Ik zie maar een stukje.")
    hues = re.findall(r'<article class="seesaw of-(\w+)">\s*<h3[^>]*>([^<]+)', page_of(family, family.parent))
    assert hues == [("parent", "Nina"), ("parent", "Maaike"), ("surroundings", "Vera")]


def test_what_is_over_stays_and_says_until_when(family):
    factor = add(family, family.parent, "Hele dagen alleen", side=Side.BURDEN, since=days_ago(40))
    sent = {"on": days_ago(3).isoformat(), "words": "Maaike is thuis."}
    path = f"/families/{family.id}/balance/factors/{factor.id}/end/"
    assert family.parents[1].browser.post(path, sent).status_code == 302
    (one,) = balance_of(family, family.parent)
    assert one.until == days_ago(3)
    page = page_of(family, family.parent)
    assert "Hele dagen alleen" in page and "wt past" in page
    assert "Maaike is thuis." in page_of(family, family.parent, f"factors/{factor.id}/")


def test_that_parents_see_it_so_too_is_said_with_who_and_when(family):
    vera = in_the_balance(family)
    factor = add(family, vera, "Iris komt langs")
    assert "nog niet samen bekeken" in page_of(family, vera, f"factors/{factor.id}/")
    with family.parent.acting() as signed:
        place = family.visit(family.parent, signed).member_id
        from stek.circle.models import CircleMember

        own = CircleMember.objects.get(family_id=family.id, id=place).member_id
    path = f"/families/{family.id}/balance/factors/{factor.id}/agreement/"
    assert family.parent.browser.post(path, {"parents": [str(own)]}).status_code == 302
    page = page_of(family, vera, f"factors/{factor.id}/")
    assert "Nina ziet het ook zo" in page and "nog niet samen bekeken" not in page
    form = page_of(family, family.parents[1], f"factors/{factor.id}/agreement/")
    assert str(own) not in form  # a parent speaks for themself only
    agree(family, vera, factor, own)
    assert "samen bekeken met Nina" in page_of(family, vera, f"factors/{factor.id}/")


def test_a_correction_keeps_what_stood_there_and_only_its_author_makes_one(family):
    factor = add(family, family.parent, "Moe", side=Side.BURDEN)
    path = f"/families/{family.id}/balance/factors/{factor.id}/correction/"
    sent = {"side": "support", "level": "parent", "words": "Uitgerust"}
    assert family.parents[1].browser.get(path).status_code == 403
    assert family.parents[1].browser.post(path, sent).status_code == 403
    response = family.parent.browser.post(path, sent)
    assert response.status_code == 302
    newest = response.headers["Location"].split("/")[5]
    page = page_of(family, family.parent, f"factors/{newest}/")
    assert "Uitgerust" in page and "Moe" in page
    assert labels_of(family, family.parents[1]) == {"Uitgerust"}
    again = family.parent.browser.post(path, sent | {"words": "Toch moe"})
    assert again.status_code == 409 and "Toch moe</textarea>" in again.content.decode()
    assert "Uitgerust" in again.content.decode()


def test_what_was_private_is_shared_with_what_was_said_of_it_or_taken_back(family):
    mine, other = (add(family, family.parent, words, share=False) for words in ("Van mij", "Toch niet"))
    end(family, family.parent, mine)
    for factor, deed in ((mine, "sharing"), (other, "removal")):
        assert status(family, family.parent.browser, f"factors/{factor.id}/{deed}/", post=True) == 302
    (one,) = balance_of(family, family.parents[1])
    assert one.words == "Van mij" and one.until is not None
    assert labels_of(family, family.parent) == {"Van mij"}


def test_a_factor_on_a_private_note_is_not_shared_before_the_note(family):
    from uuid import UUID

    note = UUID(noted(family, family.parent, "Alleen voor mij.", readers="me"))
    response = send(family, family.parent, words="Iets", observations=[str(note)])
    assert response.status_code == 409 and "Iets</textarea>" in response.content.decode()
    factor = add(family, family.parent, "Iets", observations=(note,), share=False)
    response = family.parent.browser.post(f"/families/{family.id}/balance/factors/{factor.id}/sharing/")
    assert "note_first" in response.headers["Location"]
    assert labels_of(family, family.parents[1]) == set()


def test_a_task_is_told_in_words_and_never_ticked(family):
    page = page_of(family, family.parent)
    assert "Wat deze tijd vraagt" in page and "Niet geweten" in page and 'type="checkbox"' not in page
    path = f"/families/{family.id}/balance/tasks/{family.child}/settling/"
    sent = {"state": "asks", "words": "Vooral 's avonds.", "readers": "circle"}
    assert family.parent.browser.post(path, sent).status_code == 302
    page = page_of(family, family.parents[1])
    assert "Het vraagt aandacht" in page and "Vooral &#x27;s avonds." in page
    say_task(family, family.parent, "settling", family.child, TaskState.GOES)
    page = page_of(family, family.parents[1])
    assert "<small>Het gaat. Nina, " in page and "Vooral" not in page  # the newest word of each person


def test_the_search_answers_a_page_without_script_and_a_piece_of_one_with_it(family):
    path = f"/families/{family.id}/balance/factors/find/?q=slapen"
    whole = family.parent.browser.get(path).content.decode()
    piece = family.parent.browser.get(path, headers={"HX-Request": "true"}).content.decode()
    assert "code=sleep_hard" in whole and "<h1>" in whole
    assert "code=sleep_hard" in piece and "<h1>" not in piece and "<html" not in piece


def test_where_safety_is_at_stake_the_page_says_that_nobody_watches(family):
    page = page_of(family, family.parent, "factors/new/?code=violence")
    assert "niemand leest hier de hele dag mee" in page
    assert "niemand leest hier de hele dag mee" not in page_of(family, family.parent, "factors/new/?code=network")


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["without script", "with script"])
def test_a_search_that_finds_something_about_safety_finds_help_on_top_whatever_was_typed(family, headers):
    def searched(typed: str) -> str:
        path = f"/families/{family.id}/balance/factors/find/"
        return family.parent.browser.get(path, {"q": typed}, headers=headers).content.decode()

    body = searched("controle")
    assert not may_need_help("controle") and "gaat over veiligheid" in body
    assert body.index("help-found") < body.index("code=coercive_control")
    assert "help-found" not in searched("slapen") and "help-found" not in searched("")
