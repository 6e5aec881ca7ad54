"""The tab that is underlined is the page that is shown, or the one it belongs to."""

import re
from html import unescape
from urllib.parse import urldefrag, urljoin

from stek.web.tests.staging import set_stage

TAB = re.compile(r'<li><a href="(/|/families/|/directory/)" aria-current="(page|true)">')
MENU = "Hoofdmenu"


def tab_of(address: str) -> str:
    first = address.split("?", maxsplit=1)[0].split("/")[1]
    return {"families": "/families/", "directory": "/directory/", "": "/", "today": "/"}.get(first, "")


def test_on_every_page_of_a_carer_one_tab_is_underlined_and_it_is_the_right_one(db):
    browser = set_stage().vera.browser
    browser.cookies["thema"] = "licht"
    waiting, seen = ["/today/", "/families/", "/directory/", "/telling/"], set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        response = browser.get(address)
        if "html" not in response.headers.get("Content-Type", "") or response.status_code != 200:
            continue
        page = response.content.decode()
        if MENU in page:
            own = len([step for step in address.split("?")[0].split("/") if step]) < 2
            expected = [(tab_of(address), "page" if own else "true")] if tab_of(address) else []
            assert TAB.findall(page) == expected, address
        for link in re.findall(r'href="([^"]*)"', page):
            there = urldefrag(urljoin(address, unescape(link))).url
            if there.startswith(("/families/", "/directory/", "/today/")):
                waiting.append(there)
    assert len(seen) > 15


def test_who_has_no_day_begins_at_the_families_and_that_tab_is_underlined(db):
    page = set_stage().pieter.browser.get("/").content.decode()
    assert TAB.findall(page) == [("/families/", "page")] and "<h1>Gezinnen" in page
