"""Law: in every form where people write, what is typed is kept whole until it arrives; and a form arrives once.

Forms are found by going from page to page and looking for a `textarea`: a new one is tried on the day it is there.
"""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.urls import Resolver404, resolve

from stek.circle.tests.builders import Somebody
from stek.web.tests.filling import Found, written
from tests.journeys.people import Home, june
from tests.journeys.rooms import furnished

LINK = re.compile(r'href="(/[^"#]*)')
MOST = 1  # address of one view: the same form for another row says no more
WRITES = "Ze keek weg.\nDaarna lachte ze."


def walk(who: Somebody) -> Iterator[tuple[str, str]]:
    """Every page that somebody can reach, and its address."""
    browser, waiting, met = who.browser, ["/"], {"/"}
    many: dict[str, int] = {}
    while waiting:
        url = waiting.pop(0)
        page = browser.get(url)
        if page.status_code != 200 or "html" not in page.headers["Content-Type"]:
            continue
        text = page.content.decode()
        yield url, text
        for found in LINK.findall(text):
            link = unescape(found)
            try:
                name = resolve(link.partition("?")[0]).url_name or ""
            except Resolver404:
                continue
            many[name] = many.get(name, 0) + (link not in met)
            if link not in met and many[name] <= MOST:
                met.add(link)
                waiting.append(link)


@pytest.fixture
def home(db) -> Home:
    found = june()
    furnished(found)
    return found


def found_by(home: Home) -> dict[str, tuple[Somebody, str, Found]]:
    """One form of each kind in which somebody writes, with where it is, and for whom."""
    found: dict[str, tuple[Somebody, str, Found]] = {}
    for name in ("Nina", "Marijke", "Els"):
        for url, page in walk(home[name]):
            for form in written(page):
                where = (form.sent().get("page") or [url])[0]
                found.setdefault(resolve(where.partition("?")[0]).url_name or "", (home[name], where, form))
    emergency = "/emergency/"
    for form in written(home["Marijke"].browser.get(emergency).content.decode()):
        found["emergency"] = (home["Marijke"], emergency, form)
    return found


def filled(form: Found) -> dict[str, list[str]]:
    """Its texts written in, and one more choice made of each kind."""
    typed = {name: [WRITES] for name in form.areas}
    for name, value in form.ticks:
        typed.setdefault(name, [value])
    return form.sent(**typed)


def without_marks(form: Found) -> list[tuple[str, str]]:
    return sorted((name, value) for name, value in form.fields if name != "csrfmiddlewaretoken")


def test_every_form_where_people_write_is_kept_whole_and_is_theirs_alone(home):
    found, lost, other = found_by(home), {}, home["Maaike"].browser
    for name, (who, where, form) in found.items():
        sent = filled(form)
        if {"tag", "page", "id"} - set(sent):
            lost[name] = f"{where} has no marks: {sorted(sent)}"
            continue
        assert who.browser.post("/drafts/", sent).status_code == 204, where
        again = next(one for one in written(who.browser.get(where).content.decode()) if one.areas == form.areas)
        now = sorted((one, value) for one, all in sent.items() for value in all if one != "csrfmiddlewaretoken")
        if without_marks(again) != now:
            lost[name] = f"{where}: {set(now) ^ set(without_marks(again))}"
        page = other.get(where)
        if page.status_code == 200 and any(
            WRITES in one for form in written(page.content.decode()) for _, one in form.fields
        ):
            lost[name] = f"{where} shows it to somebody else"
    assert lost == {}
    assert {"capture", "correction_create", "influence_create", "factor_create", "need_create", "goal_create", "fridge",
            "follow_up_create", "note_hide", "emergency", "word_create", "waiting_check_create"} <= set(found)  # fmt: skip


def test_the_crawl_sees_a_form_that_is_not_kept():
    page = '<form method="post"><input name="tag" value="x"><textarea name="words">\nA</textarea></form>'
    assert written(page)[0].sent() == {"tag": ["x"], "words": ["A"]}
    assert written(page.replace("textarea", "select")) == []
