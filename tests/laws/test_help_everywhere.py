"""Law: help has one name wherever it stands, stands under whatever a parent wrote, and is found in every search field.

Forms and fields are found by following links, so that a new one is tried on the day it is there.
"""

import re
from datetime import timedelta

import pytest
from django.test import Client

from stek.circle.tests.builders import make_family, make_person
from stek.kit import clock
from tests.journeys.people import june
from tests.journeys.rooms import furnished

from .crawling import Form, Page, crawl

NAME = "Ik heb nu hulp nodig"
QUIET = "Wil je nu met iemand praten?"
GRAVE = "Ik kan niet meer. Soms denk ik dat ze beter af zijn zonder mij."
CALM = "Ze sliep."

FEWEST_FORMS = 25
MUST_BE_TICKED = {"hidden_from", "reads", "owners"}


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def quiet_lines(body: str) -> list[str]:
    return re.findall(r'<p class="[^"]*after-note">.*?</p>', body, re.DOTALL)


def filled(form: Form, words: str, turn: int) -> dict[str, list[str]]:
    """The form as it stands, with words where words may be; what is still open is chosen by turn."""
    sent: dict[str, list[str]] = {}
    for place, one in enumerate(form.fields):
        choices = [value for value in one.values if value]
        if one.kind == "textarea":  # first one of them, later all
            sent[one.name] = [words] if turn >= 6 or not any(words in given for given in sent.values()) else one.now
        elif any(one.now) or one.kind == "hidden":
            sent[one.name] = one.now
        elif one.kind in ("radio", "select") and choices:
            sent[one.name] = [choices[(turn // 2 + place) % len(choices)]]
        elif one.kind == "checkbox" and one.name in MUST_BE_TICKED:
            sent[one.name] = choices[:1]
        elif one.kind == "date" and turn % 2:
            sent[one.name] = [str(clock.today() + timedelta(days=7))]
    return sent


def written(browser: Client, form: Form, words: str) -> str | None:
    """The page where a form brings somebody who filled it; nothing when no filling was taken."""
    for turn in range(12):
        response = browser.post(form.action, filled(form, words, turn))
        if response.status_code == 302:
            return browser.get(response.headers["Location"]).content.decode()
    return None


def test_after_every_note_of_a_parent_one_quiet_line_the_same_whatever_was_written(db):
    home = june()
    furnished(home)
    nina = home["Nina"].browser
    pages = list(crawl(nina))
    forms = {page.name: form for page in pages for form in page.forms if form.is_written}
    assert len(forms) >= FEWEST_FORMS and {"capture", "factor_create", "need_create", "word_create"} <= set(forms)
    lines, not_taken, without = set(), [], []
    for turn, (name, form) in enumerate(forms.items()):
        landed = written(nina, form, (GRAVE, CALM)[turn % 2])
        if landed is None:
            not_taken.append(name)
        elif len(quiet_lines(landed)) != 1:
            without.append(name)
        else:
            lines |= set(quiet_lines(landed))
    assert not_taken == [] == without and len(lines) == 1
    (line,) = lines
    assert plain(line) == f"{QUIET} {NAME}" and 'href="/help/"' in line


def test_the_line_is_the_same_after_the_gravest_sentence_and_after_a_calm_one(db):
    family = make_family("Nina")
    nina, path = family.parent.browser, f"/families/{family.id}/observations/"
    landed = [
        nina.get(nina.post(path, {"words": words, "readers": "me"}).headers["Location"]).content.decode()
        for words in (GRAVE, CALM)
    ]
    assert quiet_lines(landed[0]) == quiet_lines(landed[1]) != []


def test_who_is_no_parent_is_not_spoken_to_as_one(db):
    family, vera = make_family("Nina"), make_person("Vera", "midwife")
    family.ask_in(vera)
    sent = vera.browser.post(f"/families/{family.id}/observations/", {"words": CALM, "readers": "circle"})
    assert quiet_lines(vera.browser.get(sent.headers["Location"]).content.decode()) == []


def test_help_has_one_name_on_every_page_of_everybody(db):
    family, vera = make_family("Nina"), make_person("Vera", "midwife")
    family.ask_in(vera)
    seen: list[Page] = []
    for browser in (family.parent.browser, vera.browser):
        seen += crawl(browser)
    for page in seen:
        names = {plain(one) for one in re.findall(r'<a[^>]* ?href="/help/"[^>]*>(.*?)</a>', page.body, re.DOTALL)}
        assert names == {NAME}, page.path


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_every_search_field_finds_help_on_top_for_words_of_danger(db, script):
    family, vera = make_family("Nina"), make_person("Vera", "midwife")
    family.ask_in(vera)
    headers = {"HX-Request": "true"} if script else {}
    found = {}
    for browser in (family.parent.browser, vera.browser):
        for page in crawl(browser):
            for form in page.forms:
                found |= {(page.name, name): (browser, form) for name in form.searched}
    assert {("factor_find", "q"), ("families", "q")} <= set(found)
    for (where, name), (browser, form) in found.items():
        for typed in ("suïcide", "slaat", "bang", "zelfmoord", "psychose", "peur", "afraid"):
            body = browser.get(form.action, {name: typed}, headers=headers).content.decode()
            first = body[body.index("help-found") :]
            assert plain(first[first.index(">") + 1 : first.index("</p>")]) == f"{NAME} Is er nu gevaar? Bel 112", where
            result = re.search(r'<ul class="listing"', body)
            assert result is None or body.index("help-found") < result.start(), (where, typed)
        assert "help-found" not in browser.get(form.action, {name: "slapen"}, headers=headers).content.decode()


def test_what_was_searched_is_written_nowhere(db, superuser, caplog):
    family = make_family("Nina")
    path = f"/families/{family.id}/balance/factors/find/"
    family.parent.browser.get(path, {"q": "slapen"})
    tables = [row[0] for row in superuser.execute("select tablename from pg_tables where schemaname = 'public'")]
    counted = " union all ".join(f"select '{one}', count(*) from {one}" for one in tables)  # own names
    before = dict(superuser.execute(counted).fetchall())
    with caplog.at_level("DEBUG"):
        family.parent.browser.get(path, {"q": "zelfmoord"})
    assert dict(superuser.execute(counted).fetchall()) == before and "zelfmoord" not in caplog.text
